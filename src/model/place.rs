//! Where the programme works: the posts, and the states they answer for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::value::is_default;
use super::{Basis, Bilingual, PartialDate};

/// A Japanese mission in the United States: the embassy, a consulate general
/// or a consular office.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Consulate {
    pub slug: String,
    /// Full name: 在シカゴ日本国総領事館.
    pub name: Bilingual,
    /// Other forms in use: 在シカゴ総領事館, シカゴ総.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub consulate_kind: ConsulateKind,
    pub city: Bilingual,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    pub jurisdiction: Vec<Jurisdiction>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConsulateKind {
    Embassy,
    ConsulateGeneral,
    ConsularOffice,
}

/// A point on the earth, in degrees (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Location {
    pub latitude: f64,
    pub longitude: f64,
}

/// A state, or a part of one, that a post answers for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Jurisdiction {
    pub state: String,
    /// The part of the state; `None` for the whole of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Bilingual>,
    /// Since when, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDate>,
    /// Until when; `None` while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub basis: Basis,
    /// What it rests on, such as general knowledge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Bilingual>,
}

/// A state, the District of Columbia or a territory of the United States.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct State {
    /// Postal (USPS) code: `TX`.
    pub code: String,
    /// テキサス州, Texas.
    pub name: Bilingual,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub state_kind: StateKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StateKind {
    State,
    District,
    Territory,
}
