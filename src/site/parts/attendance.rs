//! How many came or watched.

use serde::{Deserialize, Serialize};

use super::number::count;
use crate::site::language::Language;

/// As the fragment `EventCard` asks for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attendance {
    pub count: u64,
    pub unit: Unit,
    pub precision: Precision,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Unit {
    Persons,
    Views,
}

/// How exact a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Precision {
    Exact,
    About,
    AtLeast,
}

impl Precision {
    /// Puts into words how exact a number is.
    pub fn qualify(self, language: Language, number: String) -> String {
        match self {
            Self::Exact => number,
            Self::About => language.pick(format!("約{number}"), format!("about {number}")),
            Self::AtLeast => language.pick(format!("{number}以上"), format!("{number} or more")),
        }
    }
}

impl Attendance {
    /// `約80名`, `about 80 people`.
    pub fn text(&self, language: Language) -> String {
        let unit = match self.unit {
            Unit::Persons => language.pick("名", " people"),
            Unit::Views => language.pick("回視聴", " views"),
        };
        let number = format!("{}{unit}", count(self.count));
        self.precision.qualify(language, number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_says_how_exact_it_is() {
        let told = [
            (Unit::Persons, Precision::Exact, "1,200名", "1,200 people"),
            (Unit::Persons, Precision::About, "約1,200名", "about 1,200 people"),
            (Unit::Views, Precision::AtLeast, "1,200回視聴以上", "1,200 views or more"),
        ];
        for (unit, precision, ja, en) in told {
            let attendance = Attendance { count: 1_200, unit, precision };
            assert_eq!(attendance.text(Language::Ja), ja);
            assert_eq!(attendance.text(Language::En), en);
        }
    }
}
