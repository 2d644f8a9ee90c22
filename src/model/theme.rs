//! What events are about, and undertakings that recur.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bilingual, SourceReference};

/// A subject. One that is part of another has a slug that begins with it and a
/// slash: `energy/hydrogen` is a part of `energy`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Theme {
    pub slug: String,
    pub name: Bilingual,
    /// Other words for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What belongs to it, in our own words.
    pub description: Bilingual,
}

/// An undertaking that took place more than once, or over several years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Series {
    pub slug: String,
    pub title: Bilingual,
    /// What it is, in our own words.
    pub description: Bilingual,
    /// What shows that its events are one undertaking.
    pub evidence: Bilingual,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceReference>,
}
