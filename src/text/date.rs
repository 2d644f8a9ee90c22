//! Reads the dates that Japanese texts print: days, spans, lists, eras, fiscal
//! years, and the weekday beside them.
//!
//! Two readers. [`parse_dates`] takes a text that is nothing but dates, as the
//! field 実施日程 is, and reads all of it or says where it stopped.
//! [`fiscal_years`] picks the fiscal years out of running text. Neither corrects:
//! a weekday that contradicts its date is kept beside it, for others to remark.

mod cursor;
mod parser;

use std::ops::Range;

use jiff::civil::Weekday;

use self::cursor::Cursor;
use self::parser::Parser;
use crate::model::{DateSpan, PartialDate};
use crate::text::normal::is_kanji_numeral;

/// What a text that is nothing but dates says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateReading {
    /// In the order of the text, a day or a span each.
    pub spans: Vec<DateSpan>,
    /// The days that have their weekday printed beside them.
    pub weekdays: Vec<PrintedWeekday>,
    /// True if the last span has a beginning but no end, as 2018年～; its `end`
    /// then repeats its `start`.
    pub open_ended: bool,
}

/// A day with the weekday that is printed beside it: 2024年10月21日(水).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintedWeekday {
    pub date: PartialDate,
    pub printed: Weekday,
}

impl DateReading {
    /// The days whose printed weekday is not the one of the calendar.
    pub fn contradictions(&self) -> impl Iterator<Item = PrintedWeekday> + '_ {
        self.weekdays.iter().copied().filter(|day| day.date.weekday() != Some(day.printed))
    }
}

/// Why a text does not read as dates.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{found}\" {problem}")]
pub struct DateTextError {
    /// Bytes of the text that stand in the way.
    pub range: Range<usize>,
    pub found: String,
    pub problem: DateProblem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateProblem {
    #[error("is not a date: expected one as 2024年10月24日(木), 令和6年10月, 2024年度")]
    NotADate,
    #[error("has no year, and no date before it has one: write 2024年10月24日")]
    NoYear,
    #[error("has no month, and the date before it has none: write 10月24日")]
    NoMonth,
    #[error("does not exist in the calendar")]
    NoSuchDate,
    #[error("ends before it begins: give the year of the end, as 2024年11月～2025年3月")]
    EndsBeforeItBegins,
}

/// Reads a text that is nothing but dates.
///
/// What a date leaves out it takes from the one before it, as in
/// 2024年5月2日(木)、16日(木)及び29日(水).
pub fn parse_dates(text: &str) -> Result<DateReading, DateTextError> {
    let mut parser = Parser::new(text);
    let mut reading = DateReading::default();
    loop {
        let span = parser.span(&mut reading)?;
        reading.spans.push(span);
        if parser.at_end() {
            return Ok(reading);
        }
        parser.list_mark()?;
        if parser.at_end() {
            return Ok(reading);
        }
    }
}

/// A fiscal year named in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiscalYearMention {
    pub year: i32,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// The fiscal years that a running text names, in order: 2024年度, 令和6年度,
/// 令和六年度, R6年度, FY2024.
pub fn fiscal_years(text: &str) -> Vec<FiscalYearMention> {
    let mut mentions = Vec::new();
    let mut cursor = Cursor::new(text);
    let mut in_word = false;
    while let Some(c) = cursor.peek() {
        let begin = cursor.at;
        let joins = c.is_ascii_alphanumeric() || is_kanji_numeral(c);
        if !(in_word && joins)
            && let Some(year) = cursor.fiscal_year()
        {
            mentions.push(FiscalYearMention { year: year.into(), range: begin..cursor.at });
            in_word = false;
            continue;
        }
        cursor.at = begin;
        cursor.bump();
        in_word = joins;
    }
    mentions
}

/// Reads a text that is nothing but a fiscal year; besides the forms of
/// [`fiscal_years`], a bare year is taken to mean one: 2024, R6, 令和6年.
pub fn parse_fiscal_year(text: &str) -> Option<i32> {
    let mut cursor = Cursor::new(text.trim());
    let year = match cursor.fiscal_year() {
        Some(year) => year,
        None => {
            cursor.at = 0;
            let year = cursor.year_of_era().or_else(|| cursor.number_of(4))?;
            cursor.eat("年");
            year
        }
    };
    (cursor.peek().is_none() && PartialDate::year(year).is_some()).then(|| year.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Spans as text, one `start` or `start/end` each; `..` marks an open end.
    fn read(text: &str) -> String {
        match parse_dates(text) {
            Err(error) => format!("{error} at {:?}", error.range),
            Ok(reading) => {
                let spans = reading.spans.iter().map(|span| match span.start == span.end {
                    true => span.start.to_string(),
                    false => format!("{}/{}", span.start, span.end),
                });
                let end = if reading.open_ended { ".." } else { "" };
                spans.collect::<Vec<_>>().join(" ") + end
            }
        }
    }

    #[test]
    fn dates_are_read_in_all_the_forms_that_are_printed() {
        for (text, expected) in [
            ("2024年6月5日(水)", "2024-06-05"),
            ("2025年3月18日（火）", "2025-03-18"),
            ("２０２５年３月１８日", "2025-03-18"),
            (
                "2024年5月25日(土)、26日(日)\n6月1日(土)、2日(日)",
                "2024-05-25 2024-05-26 2024-06-01 2024-06-02",
            ),
            ("2024年12月5日(木)\n2025年1月13日(月)", "2024-12-05 2025-01-13"),
            ("2024年11月8日(金)、\n2025年3月4日(火)", "2024-11-08 2025-03-04"),
            ("2025年1月14日（火）・15日（水）", "2025-01-14 2025-01-15"),
            ("2024年4月13日(土)及び14日(日)", "2024-04-13 2024-04-14"),
            ("2024年5月2日(木)、16日(木)及び29日(水)", "2024-05-02 2024-05-16 2024-05-29"),
            ("2024年8月30日(金)～9月1日(日)", "2024-08-30/2024-09-01"),
            ("2025年2月20日(木)~21日(金)", "2025-02-20/2025-02-21"),
            ("2025年2月25日 (火)～27日 (木)", "2025-02-25/2025-02-27"),
            (
                "2024年7月21日（日）、2025年3月17（月）、同月20日（木）",
                "2024-07-21 2025-03-17 2025-03-20",
            ),
            ("2024年11月～2025年3月", "2024-11/2025-03"),
            ("2024年4月-2025年3月", "2024-04/2025-03"),
            ("2023年10月、2024年2月、2024年3月", "2023-10 2024-02 2024-03"),
            ("2018年～", "2018.."),
            ("2024年5月3日(金・祝)から5日(日曜日)まで", "2024-05-03/2024-05-05"),
            ("令和6年6月5日", "2024-06-05"),
            ("令和元年", "2019"),
            ("R6年10月", "2024-10"),
            ("平成30年度", "2018-04/2019-03"),
            ("2017年度－2020年度", "2017-04/2021-03"),
            ("FY2024", "2024-04/2025-03"),
            ("2024/10/24", "2024-10-24"),
            ("2024-10-24", "2024-10-24"),
            ("令和六年十月二十四日", "2024-10-24"),
            ("二〇二四年一〇月", "2024-10"),
            ("平成三十年", "2018"),
            ("令和六年度", "2024-04/2025-03"),
            ("千九百八十九年", "1989"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_a_date_is_shown_not_skipped() {
        for (text, expected) in [
            ("", "\"\" is not a date"),
            ("未定", "\"未定\" is not a date"),
            ("10月24日(木)", "\"10月24日\" has no year"),
            ("2024年、5日", "\"5日\" has no month"),
            ("2023年2月29日(水)", "\"2023年2月29日\" does not exist"),
            ("2024年11月～3月", "\"2024年11月～3月\" ends before"),
            ("2024年10月24日(木)午後", "\"午後\" is not a date"),
            ("2024年10月24日(11月)", "\"(11月)\" is not a date"),
        ] {
            let read = read(text);
            assert!(read.starts_with(expected), "{text}: {read}");
        }
    }

    #[test]
    fn a_weekday_is_kept_beside_its_date_even_if_it_contradicts() {
        let reading = parse_dates("2024年10月21日(水)、22日（火）").unwrap();
        let contradictions: Vec<_> = reading.contradictions().collect();
        assert_eq!(reading.weekdays.len(), 2);
        assert_eq!(contradictions.len(), 1);
        assert_eq!(contradictions[0].date.to_string(), "2024-10-21");
        assert_eq!(contradictions[0].printed, Weekday::Wednesday);
    }

    #[test]
    fn fiscal_years_are_found_in_running_text() {
        for (text, expected) in [
            ("2024年度（令和6年度）に実施", &[2024, 2024][..]),
            ("2017年度－2020年度の実績", &[2017, 2020]),
            ("平成３０年度, R6年度, FY2024", &[2018, 2024, 2024]),
            ("令和元年度", &[2019]),
            ("令和六年度と二〇二四年度、平成三十年度", &[2024, 2024, 2018]),
            ("2024年に、12024年度、HR6年度、一二〇二四年度、二〇十四年度", &[]),
        ] {
            let years: Vec<_> = fiscal_years(text).iter().map(|mention| mention.year).collect();
            assert_eq!(years, expected, "{text}");
        }
        for (text, expected) in [
            ("令和6年度", Some(2024)),
            ("R6", Some(2024)),
            ("H30", Some(2018)),
            ("２０２４", Some(2024)),
            ("FY24", Some(2024)),
            ("2024年度の", None),
            ("024", None),
        ] {
            assert_eq!(parse_fiscal_year(text), expected, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_day_is_read_back_in_both_calendars(year in 2019i16..2100, month in 1i8..=12, day in 1i8..=31) {
            prop_assume!(year > 2019 || month > 4);
            let western = read(&format!("{year}年{month}月{day}日"));
            let japanese = read(&format!("令和{}年{month}月{day}日", year - 2018));
            match PartialDate::day(year, month, day) {
                Some(date) => prop_assert_eq!([western, japanese], [date.to_string(), date.to_string()]),
                None => prop_assert!(western.contains("does not exist") && japanese.contains("does not exist")),
            }
        }

        #[test]
        fn no_text_is_too_odd(text in "[0-9０-９〇二四十年月日度()（）、～\\-令和元同RFY土 \\n・祝\\PC]{0,24}") {
            if let Err(error) = parse_dates(&text) {
                prop_assert_eq!(&text[error.range], error.found);
            }
            for mention in fiscal_years(&text) {
                prop_assert!(parse_fiscal_year(&text[mention.range]).is_some());
            }
        }
    }
}
