//! One hit, and a list of them with the lines between their tiers.

use maud::{Markup, html};
use serde::Deserialize;

use crate::site::parts::event::EventCard;
use crate::site::parts::highlight::{Highlight, field_name};
use crate::site::parts::named::{Kind, Label};
use crate::site::visit::Visit;

/// Passages shown below a title.
const PASSAGES: usize = 2;

/// Characters of an abstract that is shown where there is no passage.
const ABSTRACT: usize = 110;

#[derive(Deserialize)]
pub struct Edge {
    pub tier: Tier,
    pub node: Found,
    #[serde(default)]
    pub highlights: Vec<Highlight>,
}

/// How close a hit is to the words asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Tier {
    Exact,
    Word,
    Synonym,
    Reading,
    Partial,
}

impl Tier {
    /// What begins with the first hit of a looser tier.
    fn line(self, visit: &Visit) -> &'static str {
        match self {
            Self::Exact | Self::Word => visit
                .say("ここからは、語が離れて現れるものです", "From here on, the words stand apart"),
            Self::Synonym => visit.say(
                "ここからは、同じ意味の語に一致したものです",
                "From here on, words of the same meaning matched",
            ),
            Self::Reading => visit.say(
                "ここからは、同じ読みや訳語に一致したものです",
                "From here on, readings and translations matched",
            ),
            Self::Partial => visit.say(
                "ここからは、語の一部だけに一致したものです",
                "From here on, only some of the words matched",
            ),
        }
    }
}

/// What was found; the union `SearchResult`.
#[derive(Deserialize)]
#[serde(tag = "__typename")]
pub enum Found {
    Event(EventCard),
    Passage(Passage),
    Claim(Claim),
    Document(Label),
    Organisation(Label),
    Consulate(Label),
    State(Label),
    ActionPlan(Label),
    Priority(Label),
    Series(Label),
    Partnership(Label),
    Theme(Label),
}

/// A section of a document.
#[derive(Deserialize)]
pub struct Passage {
    id: String,
    ordinal: u32,
    heading: Option<String>,
    document: Label,
}

/// A published figure.
#[derive(Deserialize)]
pub struct Claim {
    slug: String,
    label: String,
    text: String,
}

impl Found {
    /// Kind and name, where it is nothing but that.
    fn label(&self) -> Option<(Kind, &Label)> {
        Some(match self {
            Self::Event(_) | Self::Passage(_) | Self::Claim(_) => return None,
            Self::Document(label) => (Kind::Document, label),
            Self::Organisation(label) => (Kind::Organisation, label),
            Self::Consulate(label) => (Kind::Consulate, label),
            Self::State(label) => (Kind::State, label),
            Self::ActionPlan(label) => (Kind::ActionPlan, label),
            Self::Priority(label) => (Kind::Priority, label),
            Self::Series(label) => (Kind::Series, label),
            Self::Partnership(label) => (Kind::Partnership, label),
            Self::Theme(label) => (Kind::Theme, label),
        })
    }

    /// Its title as plain text.
    fn title(&self, visit: &Visit) -> String {
        match self {
            Self::Event(event) => event.title.clone(),
            Self::Claim(claim) => claim.label.clone(),
            Self::Passage(passage) => passage.heading.clone().unwrap_or_else(|| {
                visit.say(
                    format!("{}番の記述", passage.ordinal),
                    format!("Passage {}", passage.ordinal),
                )
            }),
            other => other.label().map_or_else(String::new, |(_, label)| label.label.clone()),
        }
    }

    fn href(&self, visit: &Visit) -> String {
        let (kind, slug) = match self {
            Self::Event(event) => (Kind::Event, &event.slug),
            Self::Claim(claim) => (Kind::Claim, &claim.slug),
            Self::Passage(passage) => (Kind::Passage, &passage.id),
            other => match other.label() {
                Some((kind, label)) => (kind, &label.slug),
                None => return visit.to("/").to_string(),
            },
        };
        visit.to(format!("{}/{slug}", kind.path())).to_string()
    }

    fn meta(&self, visit: &Visit) -> Markup {
        let kind = |kind: Kind| html! { span.kind { (kind.name(visit.language())) } };
        match self {
            Self::Event(event) => event.meta(visit),
            Self::Claim(claim) => {
                html! { p.hit-meta { (kind(Kind::Claim)) span lang="ja" { (claim.text) } } }
            }
            Self::Passage(passage) => html! {
                p.hit-meta {
                    (kind(Kind::Passage))
                    span { (passage.document.link(visit, Kind::Document)) }
                }
            },
            other => html! {
                @if let Some((found, _)) = other.label() { p.hit-meta { (kind(found)) } }
            },
        }
    }
}

/// Hits in order; the first is number `from`.
pub fn list(visit: &Visit, edges: &[Edge], from: u64) -> Markup {
    list_of(visit, edges.iter(), from)
}

/// The same of some of them.
pub fn list_of<'a>(visit: &Visit, edges: impl Iterator<Item = &'a Edge>, from: u64) -> Markup {
    let mut above = None;
    let lines = edges.map(|edge| {
        let begins = above.replace(edge.tier).is_some_and(|above| edge.tier > above);
        (begins.then(|| edge.tier.line(visit)), edge)
    });
    html! {
        ol.hits start=(from) {
            @for (line, edge) in lines {
                @if let Some(line) = line { li.tier { p { (line) } } }
                (hit(visit, edge))
            }
        }
    }
}

/// A hit with the passages that were found.
fn hit(visit: &Visit, edge: &Edge) -> Markup {
    let title = edge.node.title(visit);
    let marked = edge.highlights.iter().find(|highlight| highlight.text == title);
    let passages = edge.highlights.iter().filter(|highlight| {
        highlight.text != title
            && !matches!(highlight.field.as_str(), "title" | "name" | "dateText" | "city")
    });
    let summary = match &edge.node {
        // Where it was found by what it is tied to, no passage says so.
        Found::Event(event) if passages.clone().next().is_none() => {
            event.summary.as_deref().filter(|text| !text.is_empty())
        }
        _ => None,
    };
    html! {
        li.hit {
            h2.hit-title {
                a href=(edge.node.href(visit)) {
                    @match marked { Some(marked) => (marked.marked()), None => (title) }
                }
            }
            (edge.node.meta(visit))
            @for passage in passages.take(PASSAGES) {
                p.hit-passage {
                    span.hit-field { (field_name(visit.language(), &passage.field)) } " "
                    (passage.excerpt())
                }
            }
            @if let Some(summary) = summary { p.hit-passage { (cut(summary)) } }
        }
    }
}

/// Title and meta alone.
pub fn compact(visit: &Visit, edge: &Edge) -> Markup {
    html! {
        li.hit.is-compact {
            h3.hit-title { a href=(edge.node.href(visit)) { (edge.node.title(visit)) } }
            (edge.node.meta(visit))
        }
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(ABSTRACT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
