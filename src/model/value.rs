//! Small values that several kinds of entity share.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language that names and descriptions are kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Ja,
    En,
}

/// A text in Japanese and, where known, in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    pub ja: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Bilingual {
    pub fn ja(text: impl Into<String>) -> Self {
        Self { ja: text.into(), en: None }
    }

    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: Some(en.into()) }
    }

    /// The text in `language`, or in Japanese where there is no translation.
    pub fn get(&self, language: Language) -> &str {
        match (language, &self.en) {
            (Language::En, Some(en)) => en,
            _ => &self.ja,
        }
    }
}

/// How a fact is known.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Basis {
    /// The source says so.
    #[default]
    Stated,
    /// A rule concluded it; the evidence is kept beside it.
    Inferred,
    /// A person decided it; the reason is kept beside it.
    Curated,
}

/// How exact a published number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Precision {
    /// 343名
    Exact,
    /// 約140名
    About,
    /// 25名以上, 延べ50回以上
    AtLeast,
}

/// True for a value that may be left out of a record because reading it back
/// gives the same value.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
