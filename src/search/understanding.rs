//! Facts that a person names among the words: years, dates, places, posts,
//! formats, sizes.
//!
//! What is understood so finds entities by what is known of them, wherever it is
//! not written; the words count as words all the same.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::Result;
use super::glossary;
use super::names::Names;
use crate::model::date::fiscal_year_of;
use crate::model::{DateSpan, EventFormat, Key, Kind, PartialDate, Relation};
use crate::text::date::{fiscal_years, parse_dates, parse_fiscal_year};
use crate::text::normal::{compatible, fold, is_kanji_numeral};

/// Something that was understood as a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub kind: FactKind,
    /// What it was understood to mean: FY2024, state/TX, 2025-03.
    pub values: Vec<String>,
    pub conditions: Vec<Condition>,
}

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    FiscalYear,
    Date,
    Place,
    Format,
    Attendance,
}

/// One of these must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    Link(Relation, String),
    /// A year, month, day or fiscal year in which it took place: 2025, 2025-03,
    /// 2025-03-05, FY2024.
    When(String),
    Attendance(RangeInclusive<u32>),
}

/// The fact that a text names, if it is nothing but one.
///
/// # Errors
/// If the index cannot be read.
pub fn fact(text: &str, names: &Names, today: Date) -> Result<Option<Fact>> {
    let known = fiscal_year(text, today)
        .or_else(|| date(text, today))
        .or_else(|| format(text))
        .or_else(|| attendance(text));
    match known {
        Some(fact) => Ok(Some(fact)),
        None => place(text, names),
    }
}

/// Where a fiscal year or a size stands within a longer text, in bytes.
pub fn fact_within(text: &str) -> Option<std::ops::Range<usize>> {
    let year = fiscal_years(text).into_iter().map(|mention| mention.range).next();
    let size = || SIZE.find(text).map(|found| found.range());
    year.or_else(size).filter(|range| range.len() < text.len())
}

/// How many came, with a bound.
static SIZE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([0-9０-９]{1,9})(万|千)?(?:名|人)(以上|超|未満|以下|規模|程度|前後)(?:の|規模)?")
        .expect("the pattern is fixed")
});

fn fiscal_year(text: &str, today: Date) -> Option<Fact> {
    let text = compatible(text).text().to_owned();
    let this = fiscal_year_of(today);
    let year = match text.as_str() {
        "今年度" | "本年度" => this,
        "昨年度" | "前年度" | "去年度" => this - 1,
        "一昨年度" | "前々年度" => this - 2,
        // A year of the calendar is a date; only what can be nothing else is a
        // fiscal year.
        text if text.ends_with('年') || text.chars().all(is_digit) => return None,
        // H2 is also hydrogen.
        text if glossary::has(&fold(text)) => return None,
        text => parse_fiscal_year(text)?,
    };
    Some(Fact {
        kind: FactKind::FiscalYear,
        values: vec![format!("FY{year}")],
        conditions: vec![
            Condition::Link(Relation::FiscalYear, year.to_string()),
            Condition::When(fiscal_year_time(year)),
        ],
    })
}

fn date(text: &str, today: Date) -> Option<Fact> {
    let year = |year: i16| PartialDate::year(year).map(DateSpan::single);
    let text = compatible(text).text().to_owned();
    let spans = match text.as_str() {
        "今年" | "本年" => vec![year(today.year())?],
        "昨年" | "去年" => vec![year(today.year() - 1)?],
        text if text.chars().all(is_digit) => return None,
        text if glossary::has(&fold(text)) => return None,
        text => parse_dates(text).ok()?.spans,
    };
    let when: Vec<String> = spans.iter().flat_map(when).collect();
    Some(Fact {
        kind: FactKind::Date,
        values: spans.iter().map(span_text).collect(),
        conditions: when.into_iter().map(Condition::When).collect(),
    })
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || is_kanji_numeral(c)
}

/// How a fiscal year stands among years and months.
fn fiscal_year_time(year: i32) -> String {
    format!("FY{year}")
}

fn span_text(span: &DateSpan) -> String {
    match span.start == span.end {
        true => span.start.to_string(),
        false => format!("{}/{}", span.start, span.end),
    }
}

/// What a query for a span looks for: the day, month or year if it is one, else
/// every month in it, or every year.
fn when(span: &DateSpan) -> Vec<String> {
    let (first, last) = (span.start.first_day(), span.end.last_day());
    if span.start == span.end {
        vec![span.start.to_string()]
    } else if i32::from(last.year()) - i32::from(first.year()) < MAX_YEARS_BY_MONTH {
        months(span)
    } else {
        (first.year()..=last.year()).map(|year| format!("{year:04}")).collect()
    }
}

/// Months of a span that are looked for one by one at most.
const MAX_MONTHS: usize = 60;

/// Longer spans are looked for by year.
const MAX_YEARS_BY_MONTH: i32 = 5;

fn months(span: &DateSpan) -> Vec<String> {
    let mut month = span.start.first_day().first_of_month();
    let last = span.end.last_day();
    let mut months = Vec::new();
    while month <= last && months.len() < MAX_MONTHS {
        months.push(format!("{:04}-{:02}", month.year(), month.month()));
        let Ok(next) = month.last_of_month().tomorrow() else { break };
        month = next;
    }
    months
}

/// Days that are indexed one by one at most; longer spans are known by month.
const MAX_DAYS: i32 = 31;

/// The years, months and days that an event of these dates is found by. What is
/// known to the month is found by year and month only. Fiscal years are among
/// them where a date spans several: else an event is of the one it is filed under.
pub fn times(dates: &[DateSpan]) -> Vec<String> {
    let mut times = Vec::new();
    for span in dates {
        let (first, last) = (span.start.first_day(), span.end.last_day());
        let years = fiscal_year_of(first)..=fiscal_year_of(last);
        if years.start() < years.end() {
            times.extend(years.map(fiscal_year_time));
        }
        times.extend((first.year()..=last.year()).map(|year| format!("{year:04}")));
        let to_the_month = span.start.to_string().len() > 4 && span.end.to_string().len() > 4;
        if to_the_month {
            times.extend(months(span));
        }
        let days = span.start.weekday().is_some() && span.end.weekday().is_some();
        if days && (last - first).get_days() < MAX_DAYS {
            let mut day = first;
            while day <= last {
                times.push(day.to_string());
                let Ok(next) = day.tomorrow() else { break };
                day = next;
            }
        }
    }
    times.sort();
    times.dedup();
    times
}

fn format(text: &str) -> Option<Fact> {
    let folded = fold(text);
    let name = ["開催", "形式", "実施"].iter().find_map(|end| folded.strip_suffix(end));
    let formats: &[EventFormat] = match name.unwrap_or(&folded) {
        "おんらいん" | "online" => &[EventFormat::Online, EventFormat::Hybrid],
        "はいぶりつど" | "hybrid" => &[EventFormat::Hybrid],
        "対面" | "in person" => &[EventFormat::InPerson, EventFormat::Hybrid],
        _ => return None,
    };
    let names = formats.iter().map(|format| format.as_str().to_owned());
    Some(Fact {
        kind: FactKind::Format,
        values: names.clone().collect(),
        conditions: names.map(|name| Condition::Link(Relation::Format, name)).collect(),
    })
}

fn attendance(text: &str) -> Option<Fact> {
    let text = compatible(text);
    let found = SIZE.captures(text.text()).filter(|found| found[0].len() == text.text().len())?;
    let unit = match found.get(2).map(|unit| unit.as_str()) {
        Some("万") => 10_000,
        Some(_) => 1_000,
        None => 1,
    };
    let number: u32 = found[1].parse::<u32>().ok()?.checked_mul(unit)?;
    let range = match &found[3] {
        "以上" => number..=u32::MAX,
        "超" => number.saturating_add(1)..=u32::MAX,
        "未満" => 0..=number.checked_sub(1)?,
        "以下" => 0..=number,
        // About so many: a fifth more or less.
        _ => number - number / 5..=number.saturating_add(number / 5),
    };
    let bound = |end: u32| if end == u32::MAX { String::new() } else { end.to_string() };
    Some(Fact {
        kind: FactKind::Attendance,
        values: vec![format!("{}..{}", range.start(), bound(*range.end()))],
        conditions: vec![Condition::Attendance(range)],
    })
}

/// States and posts that bear a name.
fn place(text: &str, names: &Names) -> Result<Option<Fact>> {
    let condition = |key: &Key| match key.kind {
        Kind::State => Some(Condition::Link(Relation::State, key.slug.clone())),
        Kind::Consulate => Some(Condition::Link(Relation::Consulate, key.slug.clone())),
        _ => None,
    };
    let keys = names.called(text)?;
    let places: Vec<(&Key, Condition)> =
        keys.iter().filter_map(|key| Some((key, condition(key)?))).collect();
    if places.is_empty() {
        return Ok(None);
    }
    Ok(Some(Fact {
        kind: FactKind::Place,
        values: places.iter().map(|(key, _)| key.to_string()).collect(),
        conditions: places.into_iter().map(|(_, condition)| condition).collect(),
    }))
}
