//! What an entity is called, and where its page is.

use maud::{Markup, html};
use serde::Deserialize;

use crate::site::language::Language;
use crate::site::visit::Visit;

/// Kinds of entities that have a page, by their names in the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Kind {
    Event,
    Document,
    Passage,
    Organisation,
    Consulate,
    State,
    ActionPlan,
    Priority,
    Claim,
    Series,
    Partnership,
    Theme,
}

impl Kind {
    /// In the order of the tabs of a search.
    pub const ALL: [Self; 12] = [
        Self::Event,
        Self::Passage,
        Self::Organisation,
        Self::Priority,
        Self::ActionPlan,
        Self::Partnership,
        Self::Series,
        Self::Theme,
        Self::Claim,
        Self::Document,
        Self::Consulate,
        Self::State,
    ];

    /// The value of `NodeKind`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Event => "EVENT",
            Self::Document => "DOCUMENT",
            Self::Passage => "PASSAGE",
            Self::Organisation => "ORGANISATION",
            Self::Consulate => "CONSULATE",
            Self::State => "STATE",
            Self::ActionPlan => "ACTION_PLAN",
            Self::Priority => "PRIORITY",
            Self::Claim => "CLAIM",
            Self::Series => "SERIES",
            Self::Partnership => "PARTNERSHIP",
            Self::Theme => "THEME",
        }
    }

    /// Where pages of this kind are.
    pub fn path(self) -> &'static str {
        match self {
            Self::Event => "/events",
            Self::Document => "/documents",
            Self::Passage => "/passages",
            Self::Organisation => "/organisations",
            Self::Consulate => "/consulates",
            Self::State => "/states",
            Self::ActionPlan => "/plans",
            Self::Priority => "/priorities",
            Self::Claim => "/figures",
            Self::Series => "/series",
            Self::Partnership => "/partnerships",
            Self::Theme => "/themes",
        }
    }

    /// What one is called.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Event => language.pick("事業", "Event"),
            Self::Document => language.pick("資料", "Document"),
            Self::Passage => language.pick("資料の記述", "Passage"),
            Self::Organisation => language.pick("団体", "Organisation"),
            Self::Consulate => language.pick("在外公館", "Post"),
            Self::State => language.pick("州", "State"),
            Self::ActionPlan => language.pick("行動計画", "Action plan"),
            Self::Priority => language.pick("重点分野", "Priority"),
            Self::Claim => language.pick("公表値", "Figure"),
            Self::Series => language.pick("継続事業", "Series"),
            Self::Partnership => language.pick("姉妹都市等", "Partnership"),
            Self::Theme => language.pick("主題", "Theme"),
        }
    }

    /// What several are called.
    pub fn plural(self, language: Language) -> &'static str {
        match (self, language) {
            (_, Language::Ja) | (Self::Series, _) => self.name(language),
            (Self::Priority, _) => "Priorities",
            (Self::Event, _) => "Events",
            (Self::Document, _) => "Documents",
            (Self::Passage, _) => "Passages",
            (Self::Organisation, _) => "Organisations",
            (Self::Consulate, _) => "Posts",
            (Self::State, _) => "States",
            (Self::ActionPlan, _) => "Action plans",
            (Self::Claim, _) => "Figures",
            (Self::Partnership, _) => "Partnerships",
            (Self::Theme, _) => "Themes",
        }
    }
}

/// A node as a name with a link. The fragment `Named` asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Named {
    #[serde(rename = "__typename")]
    pub kind: Kind,
    /// Of a passage, which has none, its id.
    #[serde(alias = "id")]
    pub slug: String,
    /// None where a passage has no heading.
    #[serde(alias = "heading")]
    label: Option<String>,
}

impl Named {
    /// What it is called; what it is, where it has no name.
    pub fn label(&self, visit: &Visit) -> &str {
        self.label.as_deref().unwrap_or_else(|| self.kind.name(visit.language()))
    }

    pub fn link(&self, visit: &Visit) -> Markup {
        link(visit, self.kind, &self.slug, self.label(visit))
    }
}

/// A link to the page of an entity.
pub fn link(visit: &Visit, kind: Kind, slug: &str, label: &str) -> Markup {
    html! { a href=(visit.to(format!("{}/{slug}", kind.path()))) { (label) } }
}

/// An entity whose kind is plain from where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Label {
    #[serde(alias = "code")]
    pub slug: String,
    #[serde(alias = "name", alias = "title", alias = "heading")]
    pub label: String,
}

impl Label {
    pub fn link(&self, visit: &Visit, kind: Kind) -> Markup {
        link(visit, kind, &self.slug, &self.label)
    }
}

/// Links one after the other.
pub fn links(visit: &Visit, kind: Kind, labels: &[Label]) -> Markup {
    html! {
        @for (place, label) in labels.iter().enumerate() {
            @if place > 0 { (visit.say("、", ", ")) }
            (label.link(visit, kind))
        }
    }
}
