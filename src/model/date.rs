//! Dates as the sources give them: to the day, the month or only the year.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{self, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A date known to the day, the month or the year: `2024-10-24`, `2024-10`,
/// `2024`. Always a date that exists.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String", extend("pattern" = r"^\d{4}(-\d{2}(-\d{2})?)?$"))]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// Why a text is not a [`PartialDate`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{found}\" is not a date: expected one that exists, as 2024, 2024-10 or 2024-10-24")]
pub struct DateError {
    found: String,
}

impl PartialDate {
    pub fn year(year: i16) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Self { year, month: None, day: None })
    }

    pub fn month(year: i16, month: i8) -> Option<Self> {
        civil::Date::new(year, month, 1).ok()?;
        Some(Self { year, month: Some(month), day: None })
    }

    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok()?;
        Some(Self { year, month: Some(month), day: Some(day) })
    }

    /// The first day that this date can mean.
    pub fn first_day(self) -> civil::Date {
        civil::date(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day that this date can mean.
    pub fn last_day(self) -> civil::Date {
        match (self.month, self.day) {
            (None, _) => civil::date(self.year, 12, 31),
            (Some(_), None) => self.first_day().last_of_month(),
            (Some(_), Some(_)) => self.first_day(),
        }
    }

    /// The day of the week; `None` unless the date is known to the day.
    pub fn weekday(self) -> Option<Weekday> {
        self.day.map(|_| self.first_day().weekday())
    }
}

/// The Japanese fiscal year of a day: it runs from April to March and bears the
/// year in which it begins.
pub fn fiscal_year_of(day: civil::Date) -> i32 {
    i32::from(day.year()) - i32::from(day.month() < 4)
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let error = || DateError { found: text.to_owned() };
        let well_formed = matches!(text.len(), 4 | 7 | 10)
            && text.bytes().enumerate().all(|(i, byte)| match i {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !well_formed {
            return Err(error());
        }
        let number = |range| text.get(range).and_then(|digits: &str| digits.parse::<i16>().ok());
        let small = |range| number(range).and_then(|n| i8::try_from(n).ok());
        let year = number(0..4).ok_or_else(error)?;
        match (small(5..7), small(8..10)) {
            (None, _) => Self::year(year),
            (Some(month), None) => Self::month(year, month),
            (Some(month), Some(day)) => Self::day(year, month, day),
        }
        .ok_or_else(error)
    }
}

impl TryFrom<String> for PartialDate {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        date.to_string()
    }
}

/// A time from the first day of `start` to the last day of `end`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct DateSpan {
    pub start: PartialDate,
    pub end: PartialDate,
}

impl DateSpan {
    pub fn single(date: PartialDate) -> Self {
        Self { start: date, end: date }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_keep_exactly_what_is_known() {
        for text in ["2024", "2024-02", "2024-02-29"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "24",
            "2024-2",
            "2024-13",
            "2023-02-29",
            "0000",
            "2024/02",
            "２０２４",
            "2024-10-24 ",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_fiscal_year_begins_in_april() {
        assert_eq!(fiscal_year_of(civil::date(2025, 3, 31)), 2024);
        assert_eq!(fiscal_year_of(civil::date(2025, 4, 1)), 2025);
    }
}
