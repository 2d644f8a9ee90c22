//! Remarks on the quality of the sources.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bilingual, Key, SourceReference};

/// A remark on what a source says. It sets two readings side by side and never
/// corrects in place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Finding {
    /// `fy2024-20/weekday-contradicts-date-1`: what it is about, then its code
    /// and a number.
    pub slug: String,
    pub code: FindingCode,
    pub message: Bilingual,
    /// The field of `about` that it concerns; `None` if it concerns all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What can be read, the printed reading first.
    pub readings: Vec<String>,
    pub about: Key,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceReference>,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FindingCode {
    /// The printed day of the week is not that of the printed date.
    WeekdayContradictsDate,
    /// The date lies outside the fiscal year that the document is about.
    OutsideFiscalYear,
    /// The source has lost the line with title and post.
    MissingHeading,
    /// The source gives a span of fiscal years; one of them was chosen to file
    /// the event under.
    FiscalYearSpan,
    /// Two figures for one thing differ.
    FiguresDiffer,
    /// A name or word is printed wrongly.
    Misprint,
    /// Two places of the sources contradict each other.
    Contradiction,
    /// What is printed can be understood in more than one way.
    Ambiguity,
}

impl FindingCode {
    pub const ALL: [Self; 8] = [
        Self::WeekdayContradictsDate,
        Self::OutsideFiscalYear,
        Self::MissingHeading,
        Self::FiscalYearSpan,
        Self::FiguresDiffer,
        Self::Misprint,
        Self::Contradiction,
        Self::Ambiguity,
    ];

    /// The form used in slugs and in the index.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WeekdayContradictsDate => "weekday-contradicts-date",
            Self::OutsideFiscalYear => "outside-fiscal-year",
            Self::MissingHeading => "missing-heading",
            Self::FiscalYearSpan => "fiscal-year-span",
            Self::FiguresDiffer => "figures-differ",
            Self::Misprint => "misprint",
            Self::Contradiction => "contradiction",
            Self::Ambiguity => "ambiguity",
        }
    }

    /// Whether it follows from what entities themselves say. Such a remark is
    /// derived and never written down; the others need a careful reader.
    pub fn is_derived(self) -> bool {
        match self {
            Self::WeekdayContradictsDate
            | Self::OutsideFiscalYear
            | Self::MissingHeading
            | Self::FiscalYearSpan
            | Self::FiguresDiffer => true,
            Self::Misprint | Self::Contradiction | Self::Ambiguity => false,
        }
    }
}
