//! The contents page of a report: which post begins on which page.

use std::ops::Range;

use super::Catalogue;
use super::lines::Line;

/// How many sheets share a printed page.
const SHEETS_PER_PAGE: u32 = 2;

/// The rows of a contents page, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Contents {
    rows: Vec<Row>,
    /// The lines it takes, from 目次 on.
    pub lines: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    post: String,
    first_page: u32,
}

impl Contents {
    /// Reads the rows after the line 目次, `在アトランタ総領事館<tab>02`.
    pub fn read(lines: &[Line<'_>], known: &Catalogue) -> Option<Self> {
        let begin =
            lines.iter().position(|line| matches!(&*line.text, "目次" | "目 次" | "目　次"))?;
        let mut contents = Self { rows: Vec::new(), lines: begin..begin + 1 };
        for (at, line) in lines.iter().enumerate().skip(begin + 1) {
            if line.is_blank() {
                continue;
            }
            let Some(row) = Row::read(&line.text, known) else { break };
            contents.rows.push(row);
            contents.lines.end = at + 1;
        }
        (!contents.rows.is_empty()).then_some(contents)
    }

    /// The printed page of a sheet, counted from the first post's first page.
    pub fn page(&self, sheet: u32) -> u32 {
        let first = self.rows.iter().map(|row| row.first_page).min().unwrap_or(1);
        first + (sheet - 1) / SHEETS_PER_PAGE
    }

    /// The posts that a sheet can be of by its page. A post may begin in the
    /// middle of a page: the upper sheet of a page on which one begins can still
    /// be of the post before.
    pub fn candidates(&self, sheet: u32) -> Vec<&str> {
        let page = self.page(sheet);
        let upper = (sheet - 1).is_multiple_of(SHEETS_PER_PAGE);
        let begun = self.rows.iter().rposition(|row| row.first_page <= page);
        let Some(last) = begun else { return Vec::new() };
        let begins_here = self.rows[last].first_page == page && last > 0;
        let first = if begins_here && upper { last - 1 } else { last };
        self.rows[first..=last].iter().rev().map(|row| row.post.as_str()).collect()
    }
}

impl Row {
    fn read(text: &str, known: &Catalogue) -> Option<Self> {
        let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let first_page = text[name.len()..].parse().ok()?;
        let name =
            name.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '・'));
        Some(Self { post: known.post(name)?.slug.clone(), first_page })
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;
    use crate::import::testing;

    #[test]
    fn a_page_tells_the_post_or_the_two_that_share_it() {
        let text = "目次\n\n在アトランタ総領事館\t02\n在アンカレジ領事事務所 ‥03\n在シカゴ総領事館……04\n\n本文 12";
        let text = text.replace('‥', "..");
        let contents = Contents::read(&lines(&text), &testing::catalogue()).unwrap();
        assert_eq!(contents.lines, 0..5);
        for (sheet, page, candidates) in [
            (1, 2, &["atlanta"][..]),
            (2, 2, &["atlanta"]),
            (3, 3, &["anchorage", "atlanta"]),
            (4, 3, &["anchorage"]),
            (5, 4, &["chicago", "anchorage"]),
            (9, 6, &["chicago"]),
        ] {
            assert_eq!(contents.page(sheet), page, "{sheet}");
            assert_eq!(contents.candidates(sheet), candidates, "{sheet}");
        }
    }
}
