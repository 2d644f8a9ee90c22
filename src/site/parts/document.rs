//! What kinds of documents there are, and how a document is cited.

use serde::Deserialize;

use super::date::date;
use crate::site::visit::Visit;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DocumentKind {
    Report,
    Summary,
}

impl DocumentKind {
    pub fn name(self, visit: &Visit) -> &'static str {
        match self {
            Self::Report => visit.say("実施報告書", "Report"),
            Self::Summary => visit.say("概要資料", "Summary"),
        }
    }
}

/// A whole document, as papers cite it.
pub fn citation(visit: &Visit, publisher: &str, title: &str, published: &str) -> String {
    let published = date(visit.language(), published);
    visit.say(
        format!("{publisher}『{title}』{published}"),
        format!("{publisher}, {title}, {published}"),
    )
}
