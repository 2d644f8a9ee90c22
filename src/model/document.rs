//! Documents, and the passages that an import cuts them into.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bilingual, PartialDate};

/// A report or policy paper of the ministry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    pub slug: String,
    pub title: Bilingual,
    pub document_kind: DocumentKind,
    /// The date it bears.
    pub published: PartialDate,
    /// Who issued it.
    pub publisher: Bilingual,
    /// The fiscal years whose events it tells of.
    pub fiscal_years: Vec<i32>,
    /// In our own words: what it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Bilingual>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DocumentKind {
    /// Tells of every event of a year, a sheet each.
    Report,
    /// Tells of a year's figures, some events and the policy ahead.
    Summary,
}

/// A piece of a document in its own wording. All passages of a document in
/// order hold everything that the document says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Passage {
    /// `fy2024-report/0042`: the document, and the ordinal as four digits.
    pub slug: String,
    pub document: String,
    /// Place in reading order, from 1.
    pub ordinal: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    pub text: String,
    /// Slug of the event that it tells of, if it tells of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
}
