//! The event: something the task force's programme did at a place and a time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::value::is_default;
use super::{Basis, Bilingual, DateSpan, Participation, Person, Precision, SurveyFigure};

/// One event of the programme.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Event {
    /// `fy2024-39` for sheet 39 of the FY2024 report.
    pub slug: String,
    pub title: Bilingual,
    /// In our own words.
    #[serde(default, rename = "abstract", skip_serializing_if = "Option::is_none")]
    pub summary: Option<Bilingual>,
    /// The document's wording under 概要, a paragraph each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overview: Vec<String>,
    /// The document's wording under 効果, a paragraph each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<String>,
    /// What the document prints beside the text: captions, names on posters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<String>,
    /// The year it is filed under; a fiscal year runs from April to March.
    pub fiscal_year: i32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<DateSpan>,
    /// The dates as printed; `None` where the source gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Codes of the states it took place in or was made for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub format: EventFormat,
    /// Slug of the post that held it.
    pub consulate: String,
    /// Whom it was for, one group an item, as printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendance: Option<Attendance>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<Participation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub survey: Vec<SurveyFigure>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<PriorityLink>,
    /// Slugs of the themes that it is about, the most important first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// Slugs of the undertakings that it is a part of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<String>,
    /// Slugs of the ties between places that it speaks of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partnerships: Vec<String>,
    /// How facts are known that the source does not state; all others are
    /// [`Basis::Stated`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bases: Vec<FieldBasis>,
    /// Where it is told of; an event seen in two documents has two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceReference>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub origin: Origin,
}

impl Event {
    /// How the value of a field is known.
    pub fn basis(&self, field: EventField) -> Basis {
        let told = self.bases.iter().find(|told| told.field == field);
        told.map_or(Basis::Stated, |told| told.basis)
    }
}

/// How the value of one field is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FieldBasis {
    pub field: EventField,
    pub basis: Basis,
    /// The evidence, or why it was decided so.
    pub reason: Bilingual,
}

/// A field of an event that a source may leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum EventField {
    Title,
    FiscalYear,
    Dates,
    Venue,
    City,
    States,
    Format,
    Consulate,
    Audience,
    Attendance,
}

impl EventField {
    /// Its name in records and in GraphQL.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::FiscalYear => "fiscalYear",
            Self::Dates => "dates",
            Self::Venue => "venue",
            Self::City => "city",
            Self::States => "states",
            Self::Format => "format",
            Self::Consulate => "consulate",
            Self::Audience => "audience",
            Self::Attendance => "attendance",
        }
    }
}

/// Who answers for the facts of an event, and so whether a fresh reading of the
/// document may replace them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Origin {
    /// A person entered or curated them; a document adds to them and is
    /// reported where it differs.
    #[default]
    Curated,
    /// They were read from a document; a fresh reading replaces them.
    Document,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EventFormat {
    #[default]
    InPerson,
    Online,
    Hybrid,
}

impl EventFormat {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InPerson => "IN_PERSON",
            Self::Online => "ONLINE",
            Self::Hybrid => "HYBRID",
        }
    }
}

/// How many came or watched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attendance {
    /// The total where the source adds several up itself, else their sum.
    pub count: u32,
    pub unit: AttendanceUnit,
    pub precision: Precision,
    /// As printed.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AttendanceUnit {
    Persons,
    /// Of a video or a broadcast.
    Views,
}

/// The tie between an event and a priority of an action plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[serde(from = "PriorityLinkForm")]
pub struct PriorityLink {
    pub priority: String,
    pub basis: Basis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Bilingual>,
}

/// A record may give the slug alone; it then counts as curated without a reason.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum PriorityLinkForm {
    Slug(String),
    Full(FullPriorityLink),
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FullPriorityLink {
    priority: String,
    basis: Basis,
    reason: Option<Bilingual>,
}

impl From<PriorityLinkForm> for PriorityLink {
    fn from(form: PriorityLinkForm) -> Self {
        match form {
            PriorityLinkForm::Slug(priority) => {
                Self { priority, basis: Basis::Curated, reason: None }
            }
            PriorityLinkForm::Full(FullPriorityLink { priority, basis, reason }) => {
                Self { priority, basis, reason }
            }
        }
    }
}

/// The place in a document that tells of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SourceReference {
    pub document: String,
    /// Number of the sheet or example in reading order, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u32>,
    /// Printed page number, where the document has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}
