//! How a fact is known, as a badge beside it.

use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::reference::linked;
use crate::site::visit::Visit;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Basis {
    Stated,
    Inferred,
    Curated,
}

impl Basis {
    pub fn badge(self, visit: &Visit) -> Markup {
        let (class, name) = match self {
            Self::Stated => ("badge is-stated", visit.say("明記", "stated")),
            Self::Inferred => ("badge is-inferred", visit.say("推定", "inferred")),
            Self::Curated => ("badge is-curated", visit.say("判断", "judged")),
        };
        html! { span class=(class) { (name) } }
    }
}

/// Why a fact is held, where it is not stated.
pub fn reason(visit: &Visit, reason: Option<&str>) -> Markup {
    html! {
        @if let Some(reason) = reason {
            p.reason { (visit.say("理由: ", "Why: ")) (linked(visit, reason)) }
        }
    }
}
