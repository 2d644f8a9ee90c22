//! The grammar of texts that are nothing but dates.

use super::cursor::Cursor;
use super::{DateProblem, DateReading, DateTextError, PrintedWeekday};
use crate::model::{DateSpan, PartialDate};

const RANGE_MARKS: &[&str] = &["~", "-", "から", "より"];
const LIST_MARKS: &[&str] = &["、", ",", "・", "及び", "および", "並びに", "と", ";", "。"];

/// How much of a text that is no date an error shows, in characters.
const LONGEST_FOUND: usize = 20;

/// One date as written.
#[derive(Clone, Copy)]
enum Item {
    Date(PartialDate),
    FiscalYear { first: PartialDate, last: PartialDate },
}

impl Item {
    fn first(self) -> PartialDate {
        match self {
            Self::Date(date) | Self::FiscalYear { first: date, .. } => date,
        }
    }

    fn last(self) -> PartialDate {
        match self {
            Self::Date(date) | Self::FiscalYear { last: date, .. } => date,
        }
    }
}

/// Reads dates one after the other; remembers what the next may leave out.
pub(super) struct Parser<'a> {
    cursor: Cursor<'a>,
    /// Year and month of the date before, for one that leaves them out.
    year: Option<i16>,
    month: Option<i8>,
}

impl<'a> Parser<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { cursor: Cursor::new(text), year: None, month: None }
    }

    pub fn at_end(&self) -> bool {
        self.cursor.text[self.cursor.at..].trim().is_empty()
    }

    /// The error for what lies between `begin` and here; if nothing does, for the
    /// next few characters.
    fn error(&self, begin: usize, problem: DateProblem) -> DateTextError {
        let rest = &self.cursor.text[begin..];
        let length = match self.cursor.at.checked_sub(begin) {
            Some(read @ 1..) => read,
            _ => rest.chars().take(LONGEST_FOUND).map(char::len_utf8).sum(),
        };
        let found = rest[..length].trim_end();
        DateTextError { range: begin..begin + found.len(), found: found.to_owned(), problem }
    }

    /// A date, or two with a mark between.
    pub fn span(&mut self, reading: &mut DateReading) -> Result<DateSpan, DateTextError> {
        let begin = self.cursor.at;
        let start = self.item(&mut reading.weekdays)?;
        let after_start = self.cursor.at;
        self.cursor.eat_spaces();
        if !self.cursor.eat_any(RANGE_MARKS) {
            self.cursor.at = after_start;
            return Ok(DateSpan { start: start.first(), end: start.last() });
        }
        if self.at_end() {
            reading.open_ended = true;
            return Ok(DateSpan { start: start.first(), end: start.last() });
        }
        let end = self.item(&mut reading.weekdays)?;
        self.cursor.eat("まで");
        let span = DateSpan { start: start.first(), end: end.last() };
        if span.end.last_day() < span.start.first_day() {
            return Err(self.error(begin, DateProblem::EndsBeforeItBegins));
        }
        Ok(span)
    }

    /// What separates two dates: a mark, a line end, or both.
    pub fn list_mark(&mut self) -> Result<(), DateTextError> {
        let text = self.cursor.text;
        let begin = self.cursor.at;
        self.cursor.eat_spaces();
        let line_end = text[begin..self.cursor.at].contains(['\n', '\r']);
        let spaces = self.cursor.at;
        while self.cursor.eat_any(LIST_MARKS) {
            self.cursor.eat_spaces();
        }
        if line_end || self.cursor.at > spaces {
            return Ok(());
        }
        Err(self.error(spaces, DateProblem::NotADate))
    }

    fn item(&mut self, weekdays: &mut Vec<PrintedWeekday>) -> Result<Item, DateTextError> {
        self.cursor.eat_spaces();
        let begin = self.cursor.at;
        if let Some(year) = self.cursor.fiscal_year() {
            let item = PartialDate::month(year, 4).zip(PartialDate::month(year + 1, 3));
            let (first, last) = item.ok_or_else(|| self.error(begin, DateProblem::NoSuchDate))?;
            (self.year, self.month) = (None, None);
            return Ok(Item::FiscalYear { first, last });
        }
        self.cursor.at = begin;
        let date = self.date(begin)?;
        if let Some(printed) = self.cursor.weekday() {
            weekdays.push(PrintedWeekday { date, printed });
        }
        Ok(Item::Date(date))
    }

    fn date(&mut self, begin: usize) -> Result<PartialDate, DateTextError> {
        let (year, month, day) = self.parts();
        if year.is_none() && month.is_none() && day.is_none() {
            return Err(self.error(begin, DateProblem::NotADate));
        }
        let known_year =
            year.or(self.year).ok_or_else(|| self.error(begin, DateProblem::NoYear))?;
        let month = match (month, day) {
            (None, Some(_)) if year.is_some() => {
                return Err(self.error(begin, DateProblem::NoMonth));
            }
            (None, Some(_)) => {
                Some(self.month.ok_or_else(|| self.error(begin, DateProblem::NoMonth))?)
            }
            (month, _) => month,
        };
        (self.year, self.month) = (Some(known_year), month);
        match (month, day) {
            (Some(month), Some(day)) => PartialDate::day(known_year, month, day),
            (Some(month), None) => PartialDate::month(known_year, month),
            (None, _) => PartialDate::year(known_year),
        }
        .ok_or_else(|| self.error(begin, DateProblem::NoSuchDate))
    }

    /// Year, month and day as far as they are written. A day may lack its 日 if
    /// the weekday follows, as in 3月17（月）.
    fn parts(&mut self) -> (Option<i16>, Option<i8>, Option<i8>) {
        if let Some((year, month, day)) = self.cursor.numeric_date() {
            return (Some(year), Some(month), day);
        }
        let cursor = &mut self.cursor;
        let (mut year, mut month, mut day) = (None, None, None);
        if cursor.eat("同年") {
            year = self.year;
        } else if cursor.eat("同月") {
            (year, month) = (self.year, self.month);
        } else if let Some(number) = cursor.year_of_era().or_else(|| cursor.number_of(4)) {
            cursor.eat_spaces();
            cursor.eat("年");
            year = Some(number);
        }
        cursor.eat_spaces();
        if month.is_none() {
            month = cursor.number_before(|rest| rest.eat("月"));
            cursor.eat_spaces();
        }
        let has_month = month.or(self.month).is_some();
        if day.is_none() {
            day = cursor.number_before(|rest| {
                rest.eat("日") || (has_month && rest.clone().weekday().is_some())
            });
        }
        (year, month, day)
    }
}
