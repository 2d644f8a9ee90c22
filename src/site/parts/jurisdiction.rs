//! What a post answers for.

use serde::Deserialize;

use super::basis::Basis;
use super::date::date;
use crate::site::language::Language;

/// A state or a part of one, for all time or some.
#[derive(Clone, Debug, Deserialize)]
pub struct Jurisdiction {
    pub state: StateLabel,
    /// Which part of the state; `None` for the whole.
    pub area: Option<String>,
    pub basis: Basis,
    pub from: Option<String>,
    pub to: Option<String>,
    pub source: Option<String>,
}

/// A state by its code, and by its name where that was asked for.
#[derive(Clone, Debug, Deserialize)]
pub struct StateLabel {
    pub code: String,
    #[serde(default)]
    pub name: String,
}

impl Jurisdiction {
    /// Since when or until when; `None` where no end is known.
    pub fn time(&self, language: Language) -> Option<String> {
        let [from, to] =
            [&self.from, &self.to].map(|end| end.as_deref().map(|end| date(language, end)));
        match (from, to) {
            (None, None) => None,
            (Some(from), None) => {
                Some(language.pick(format!("{from}から"), format!("since {from}")))
            }
            (None, Some(to)) => Some(language.pick(format!("{to}まで"), format!("until {to}"))),
            (Some(from), Some(to)) => {
                Some(language.pick(format!("{from}～{to}"), format!("{from} – {to}")))
            }
        }
    }
}
