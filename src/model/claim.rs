//! Figures that the documents publish.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bilingual, Key, PartialDate, Precision, SourceReference};

/// One published figure. Two sources that differ are two claims.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Claim {
    /// The measure, a slash and what tells it from others:
    /// `participants/fy2020/fy2022-summary`.
    pub slug: String,
    /// What is counted, in a word that slugs allow: `participants`, `jobs`.
    /// Claims of one measure, subject, fiscal year, day, unit and event speak of
    /// one thing.
    pub measure: String,
    /// What the figure says: 2020年度の参加者数.
    pub label: Bilingual,
    pub value: f64,
    /// What one is: `persons`, `projects`, `sites`, `jobs`, `JPY`, `USD`, `percent`.
    pub unit: String,
    pub precision: Precision,
    /// The figure as printed; for a derived claim, the sum that it comes from.
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<i32>,
    /// The day, month or year that the figure is of, where it is not of a fiscal year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<PartialDate>,
    /// What it is about; `None` where it is about the programme, or the United
    /// States, as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Key>,
    /// The place among others that is printed with it, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// What the source adds to it, in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Bilingual>,
    /// The claims that this one was reckoned from; empty for a published one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derived_from: Vec<Term>,
    /// Slug of the event whose sheet publishes it, if one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Where it is published; `None` for a derived one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceReference>,
}

/// A claim as part of a sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Term {
    pub claim: String,
    pub sign: Sign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Sign {
    Plus,
    Minus,
}

impl Claim {
    /// Whether both speak of one thing, so that their values can be compared.
    pub fn speaks_of_the_same_as(&self, other: &Self) -> bool {
        self.measure == other.measure
            && self.subject == other.subject
            && self.fiscal_year == other.fiscal_year
            && self.as_of == other.as_of
            && self.unit == other.unit
            && self.event == other.event
    }

    /// Whether both speak of one thing and say different things of it.
    pub fn conflicts_with(&self, other: &Self) -> bool {
        self.speaks_of_the_same_as(other) && self.value != other.value
    }
}
