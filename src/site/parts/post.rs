//! Kinds of posts.

use serde::Deserialize;

use crate::site::language::Language;

/// The values of `ConsulateKind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PostKind {
    Embassy,
    ConsulateGeneral,
    ConsularOffice,
}

impl PostKind {
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Embassy => language.pick("大使館", "Embassy"),
            Self::ConsulateGeneral => language.pick("総領事館", "Consulate general"),
            Self::ConsularOffice => language.pick("領事事務所", "Consular office"),
        }
    }
}
