//! What the programme aims at: action plans and their priorities.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bilingual, SourceReference};

/// A plan that the task force adopted, in force for some fiscal years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActionPlan {
    /// `plan-3.0`.
    pub slug: String,
    pub title: Bilingual,
    /// The fiscal years in which it was, or is, in force and which have begun.
    pub fiscal_years: Vec<i32>,
    /// In our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Bilingual>,
    /// The US administration and the Japanese cabinet it was written for, where
    /// the documents name them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub administration: Option<Bilingual>,
    /// Slugs of the documents that set it out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
}

/// One of the aims that an action plan names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Priority {
    /// The plan's slug, a slash and a name: `plan-4.0/economic-growth`.
    pub slug: String,
    pub action_plan: String,
    /// Place within the plan, from 1.
    pub ordinal: u32,
    /// As printed, in Japanese; the English is ours.
    pub heading: Bilingual,
    /// In our own words.
    pub description: Bilingual,
    /// Priorities of plan 4.0 that carry this one on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crosswalk: Vec<CrosswalkLink>,
    pub source: SourceReference,
}

/// The tie from a priority of an earlier plan to one of plan 4.0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CrosswalkLink {
    pub priority: String,
    pub reason: Bilingual,
}
