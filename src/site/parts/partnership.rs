//! Ties between places in the United States and in Japan.

use maud::{Markup, html};
use serde::Deserialize;

use super::basis::Basis;
use super::date::date;
use super::named::{Kind, Label, link};
use crate::site::language::Language;
use crate::site::visit::Visit;

/// The values of `PartnershipKind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PartnershipKind {
    SisterState,
    SisterCity,
    Friendship,
}

impl PartnershipKind {
    pub const ALL: [Self; 3] = [Self::SisterState, Self::SisterCity, Self::Friendship];

    /// The value of `PartnershipKind`.
    pub fn code(self) -> &'static str {
        match self {
            Self::SisterState => "SISTER_STATE",
            Self::SisterCity => "SISTER_CITY",
            Self::Friendship => "FRIENDSHIP",
        }
    }

    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::SisterState => language.pick("姉妹州", "Sister states"),
            Self::SisterCity => language.pick("姉妹都市", "Sister cities"),
            Self::Friendship => language.pick("友好提携", "Friendship tie"),
        }
    }
}

/// As the fragment `PartnershipCard` asks for it.
#[derive(Clone, Debug, Deserialize)]
pub struct PartnershipCard {
    pub slug: String,
    #[serde(rename = "name")]
    pub title: String,
    pub kind: PartnershipKind,
    pub since: Option<String>,
    pub basis: Basis,
    pub us: UsSide,
    pub jp: JpSide,
}

#[derive(Clone, Debug, Deserialize)]
pub struct UsSide {
    pub name: String,
    pub state: Label,
}

#[derive(Clone, Debug, Deserialize)]
pub struct JpSide {
    pub name: String,
    pub prefecture: String,
}

impl PartnershipCard {
    pub fn title_link(&self, visit: &Visit) -> Markup {
        link(visit, Kind::Partnership, &self.slug, &self.title)
    }

    /// Its city with the state, unless the state itself is meant.
    pub fn us_side(&self, visit: &Visit) -> Markup {
        html! {
            @if self.us.name != self.us.state.label { (self.us.name) " " }
            (self.us.state.link(visit, Kind::State))
        }
    }

    /// Its city with the prefecture, unless the prefecture itself is meant.
    pub fn jp_side(&self) -> String {
        match self.jp.name == self.jp.prefecture {
            true => self.jp.name.clone(),
            false => format!("{} {}", self.jp.name, self.jp.prefecture),
        }
    }

    pub fn since(&self, language: Language) -> Option<String> {
        self.since.as_deref().map(|since| date(language, since))
    }
}

/// The ties as a list of links.
pub fn list(visit: &Visit, partnerships: &[PartnershipCard]) -> Markup {
    let language = visit.language();
    html! {
        ul.values {
            @for partnership in partnerships {
                li {
                    (partnership.title_link(visit))
                    @if let Some(since) = partnership.since(language) {
                        p.reason { (visit.say(format!("{since}から"), format!("since {since}"))) }
                    }
                }
            }
        }
    }
}
