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

    /// The page of the document, at the row of the place.
    fn address(&self, visit: &Visit) -> String {
        let page = visit.to(format!("{}/{}", Kind::Document.path(), self.document.slug));
        match self.ordinal {
            Some(ordinal) => format!("{page}#s{ordinal}"),
            None => page.to_string(),
        }
    }

    pub fn link(&self, visit: &Visit) -> Markup {
        let place = self.place(visit);
        html! {
            a.source href=(self.address(visit)) {
                (self.document.label)
                @if !place.is_empty() { " " span.source-place { (place) } }
            }
        }
    }

    /// The same on the page of the document, whose name goes without saying.
    pub fn place_link(&self, visit: &Visit) -> Markup {
        let place = self.place(visit);
        html! {
            @match self.ordinal {
                Some(_) => a href=(self.address(visit)) { (place) },
                None if place.is_empty() => "—",
                None => (place),
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

/// How a page is cited that gathers what several documents tell.
pub fn page_citation(visit: &Visit, title: &str) -> String {
    let path = &visit.address.path;
    visit.say(
        format!("「{title}」、草の根（外務省の公表資料から集計）、{path}"),
        format!(
            "“{title}”, Kusanone, compiled from publications of the Ministry of Foreign Affairs of Japan, /en{path}"
        ),
    )
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
