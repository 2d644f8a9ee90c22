//! Which document a text is: a report or a summary, of which fiscal years.

use std::ops::Range;

use super::lines::{self, Line};
use super::{ImportError, Source};
use crate::model::{DocumentKind, PartialDate};
use crate::text::date::{fiscal_years, parse_dates};

/// What every document of the task force bears.
pub(super) const PROGRAMME: &str = "グラスルーツからの日米関係強化に関する政府タスクフォース";
/// What a report calls itself.
const REPORT: &str = "実施報告書";
/// What a summary heads its results with, together with their fiscal years.
const RESULTS: &str = "案件実施状況";
/// What marks the year that a summary takes its examples from.
const EXAMPLES: &str = "代表";
/// How much of the beginning is searched for the name of the programme.
const FRONT_LINES: usize = 200;

/// Who a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    pub kind: DocumentKind,
    pub slug: String,
    pub title: String,
    /// `None` if the text bears no date.
    pub published: Option<PartialDate>,
    /// The years whose events it tells of; never empty.
    pub fiscal_years: Vec<i32>,
    /// Those years as printed.
    pub coverage: String,
    /// The year after the last of them, in which such a document comes out.
    pub year_after: PartialDate,
    /// Bytes of the place that tells the years.
    pub range: Range<usize>,
}

impl Identity {
    /// Recognises a document by what it says of itself, never by its file name.
    pub fn of(source: &Source, lines: &[Line<'_>]) -> Result<Self, ImportError> {
        let missing = |missing| ImportError::NotADocument { name: source.name.clone(), missing };
        let front = &lines[..lines.len().min(FRONT_LINES)];
        let squeezed: String = front
            .iter()
            .flat_map(|line| line.text.chars())
            .filter(|c| !c.is_whitespace())
            .collect();
        if !squeezed.contains(PROGRAMME) {
            return Err(missing("name of the task force"));
        }
        let year_after = |year: i32| {
            let year = i16::try_from(year + 1).ok().and_then(PartialDate::year);
            year.ok_or_else(|| missing("fiscal year that has a year after it"))
        };
        let published = front.iter().find_map(|line| only_date(&line.text));
        let title = title(front);
        if front.iter().any(|line| line.text.contains(REPORT)) {
            let (coverage, range, year) = front
                .iter()
                .find_map(|line| {
                    let mention = fiscal_years(&line.text).into_iter().next()?;
                    Some((line.text[mention.range].to_owned(), line.range.clone(), mention.year))
                })
                .ok_or_else(|| missing("fiscal year of the report"))?;
            return Ok(Self {
                kind: DocumentKind::Report,
                slug: format!("fy{year}-report"),
                title: format!("{REPORT}【{coverage}】 {PROGRAMME}"),
                published,
                fiscal_years: vec![year],
                coverage,
                year_after: year_after(year)?,
                range,
            });
        }
        let results = lines.iter().find_map(|line| {
            let years = fiscal_years(&line.text);
            let (first, last) = (years.first()?, years.last()?);
            let coverage = line.text.get(first.range.start..last.range.end)?.to_owned();
            line.text
                .contains(RESULTS)
                .then(|| (first.year, last.year, coverage, line.range.clone()))
        });
        let (first, last, coverage, range) =
            results.ok_or_else(|| missing("fiscal years of results"))?;
        let of_examples = lines.iter().filter(|line| line.text.contains(EXAMPLES));
        let one_year = of_examples
            .flat_map(|line| fiscal_years(&line.text))
            .any(|mention| mention.year == last);
        let fiscal_years = if one_year || first > last || last - first > 50 {
            vec![last]
        } else {
            (first..=last).collect()
        };
        let coverage = if fiscal_years.len() == 1 { format!("{last}年度") } else { coverage };
        let slug = format!("fy{last}-summary");
        let year_after = year_after(last)?;
        let kind = DocumentKind::Summary;
        Ok(Self { kind, slug, title, published, fiscal_years, coverage, year_after, range })
    }

    /// The year that its events are filed under: the latest.
    pub fn fiscal_year(&self) -> i32 {
        self.fiscal_years.last().copied().unwrap_or_default()
    }
}

/// The date that a line consists of.
fn only_date(line: &str) -> Option<PartialDate> {
    let reading = parse_dates(line).ok()?;
    match reading.spans.as_slice() {
        [span] if span.start == span.end => Some(span.start),
        _ => None,
    }
}

/// The paragraph that begins with the name of the programme.
fn title(lines: &[Line<'_>]) -> String {
    let paragraph = lines::paragraphs(lines)
        .into_iter()
        .map(|paragraph| &lines[paragraph])
        .find(|paragraph| paragraph[0].text.starts_with("グラスルーツ"));
    let title: Vec<&str> = paragraph.into_iter().flatten().map(|line| &*line.text).collect();
    title.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(text: &str) -> String {
        let source = Source { name: "x.txt".to_owned(), text: format!("{PROGRAMME}\n{text}") };
        match Identity::of(&source, &lines::lines(&source.text)) {
            Err(error) => error.to_string(),
            Ok(it) => {
                let published = it.published.map_or("-".to_owned(), |date| date.to_string());
                format!("{} {published} {:?} {}", it.slug, it.fiscal_years, it.coverage)
            }
        }
    }

    #[test]
    fn a_document_is_known_by_what_it_says() {
        for (text, expected) in [
            (
                "実施報告書\n【令和6年度】\n令和7年12月18日",
                "fy2024-report 2025-12-18 [2024] 令和6年度",
            ),
            (
                "令和5年8月\n2017年度－2022年度の案件実施状況\n2022年度の取組（代表例）\n2023年度の方向性",
                "fy2022-summary 2023-08 [2022] 2022年度",
            ),
            (
                "2017年度－2020年度の案件実施状況",
                "fy2020-summary - [2017, 2018, 2019, 2020] 2017年度－2020年度",
            ),
        ] {
            assert_eq!(identity(text), expected);
        }
        assert!(identity("ご案内").starts_with(
            "x.txt is not a document of the task force: found no fiscal years of results"
        ));
        let other =
            Source { name: "y.txt".to_owned(), text: "実施報告書 令和6年度".to_owned() };
        let error = Identity::of(&other, &lines::lines(&other.text)).unwrap_err();
        assert!(error.to_string().contains("found no name of the task force"), "{error}");
    }
}
