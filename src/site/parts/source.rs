//! Where something is told, as a link and as a citation.

use maud::{Markup, html};
use serde::Deserialize;

use super::named::{Kind, Label};
use crate::site::visit::Visit;

/// A place in a document: `source { ordinal page document { slug title } }`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Source {
    pub ordinal: Option<u32>,
    pub page: Option<u32>,
    pub document: Label,
}

impl Source {
    /// `39番、21頁`; empty where nothing is known but the document.
    pub fn place(&self, visit: &Visit) -> String {
        let ordinal = self.ordinal.map(|n| visit.say(format!("{n}番"), format!("no. {n}")));
        let page = self.page.map(|n| visit.say(format!("{n}頁"), format!("p. {n}")));
        let told: Vec<String> = ordinal.into_iter().chain(page).collect();
        told.join(visit.say("、", ", "))
    }

    pub fn link(&self, visit: &Visit) -> Markup {
        let page = visit.to(format!("{}/{}", Kind::Document.path(), self.document.slug));
        let place = self.place(visit);
        let href = match self.ordinal {
            Some(ordinal) => format!("{page}#s{ordinal}"),
            None => page.to_string(),
        };
        html! {
            a.source href=(href) {
                (self.document.label)
                @if !place.is_empty() { " " span.source-place { (place) } }
            }
        }
    }

    /// As papers cite it.
    pub fn citation(&self, visit: &Visit, title: &str) -> String {
        let (document, place) = (&self.document.label, self.place(visit));
        let place =
            if place.is_empty() { place } else { visit.say("、", ", ").to_owned() + &place };
        visit.say(
            format!("「{title}」、外務省『{document}』{place}"),
            format!("“{title}”, Ministry of Foreign Affairs of Japan, {document}{place}"),
        )
    }
}

/// Several places, one below the other.
pub fn sources(visit: &Visit, sources: &[Source]) -> Markup {
    html! {
        @for source in sources { p.fact-source { (source.link(visit)) } }
    }
}

/// What to put into a paper, ready to be copied.
pub fn citations(visit: &Visit, citations: &[String]) -> Markup {
    html! {
        @if !citations.is_empty() {
            section.citation aria-labelledby="s-cite" {
                h2 #s-cite { (visit.say("出典", "Cite as")) }
                @for (place, citation) in citations.iter().enumerate() {
                    @let id = format!("cite-{place}");
                    div.citation-item {
                        p.citation-text id=(id) { (citation) }
                        button.button.is-secondary.is-small type="button" data-copy=(id) hidden {
                            (visit.say("出典を写す", "Copy"))
                        }
                    }
                }
            }
        }
    }
}
