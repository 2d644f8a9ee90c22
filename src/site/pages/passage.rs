//! One passage of a document, by its id.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::connection::Total;
use crate::site::parts::document::citation;
use crate::site::parts::finding::Finding;
use crate::site::parts::header::{breadcrumbs, page_header, section};
use crate::site::parts::named::{Kind, Label};
use crate::site::parts::passage::{body, name, paragraphs};
use crate::site::parts::source::{Source, citations};
use crate::site::visit::Visit;
use crate::site::{Failure, Result};

static OPERATION: Operation = operation!("passage");

#[derive(Deserialize)]
struct Data {
    node: Option<Node>,
}

/// What has the id: a passage, or anything else.
#[derive(Deserialize)]
#[serde(tag = "__typename")]
enum Node {
    Passage(Box<Passage>),
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Passage {
    ordinal: u32,
    heading: Option<String>,
    text: String,
    document: Document,
    event: Option<Event>,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Document {
    #[serde(flatten)]
    label: Label,
    publisher: String,
    published: String,
    passages: Total,
}

#[derive(Deserialize)]
struct Event {
    #[serde(flatten)]
    label: Label,
    sources: Vec<Source>,
}

pub fn page(visit: &Visit, id: &str) -> Result {
    // An id that is none is an address where nothing is.
    let node = match visit.ask(&OPERATION, json!({ "id": id })) {
        Ok(Data { node }) => node,
        Err(Failure::Unusable(_)) => None,
        Err(failure) => return Err(failure),
    };
    let Some(Node::Passage(passage)) = node else { return Err(Failure::NotFound) };
    let document = &passage.document;
    let name = name(visit, passage.ordinal);
    let title = passage.heading.clone().unwrap_or_else(|| name.clone());
    let path = format!("{}/{}", Kind::Document.path(), document.label.slug);
    let above = [
        (Kind::Document.path(), Kind::Document.plural(visit.language()).to_owned()),
        (path.as_str(), document.label.label.clone()),
    ];
    let cited = citation(visit, &document.publisher, &document.label.label, &document.published);
    let citing = [visit.say(format!("「{title}」、{cited}"), format!("“{title}”, {cited}"))];
    let body = html! {
        (breadcrumbs(visit, &above, &title))
        (page_header(Kind::Passage.name(visit.language()), &title, html! {}))
        div.with-aside {
            div.stack { (wording(visit, &passage)) }
            aside.stack {
                (section("facts", visit.say("この記述について", "About this passage"), facts(visit, &passage, &name)))
                @if !passage.findings.is_empty() {
                    (section("findings", visit.say("所見", "Findings"), html! { @for finding in &passage.findings { (finding.aside(visit)) } }))
                }
                (citations(visit, &citing))
            }
        }
    };
    Ok(Page { title, layout: Layout::Plain, body })
}

fn wording(visit: &Visit, passage: &Passage) -> Markup {
    let text = body(&passage.text, passage.heading.as_deref());
    html! {
        @if text.is_empty() {
            p { (visit.say("見出しだけの節です。", "There is nothing but its heading.")) }
        } @else {
            blockquote.quote { (paragraphs(text)) }
        }
    }
}

fn facts(visit: &Visit, passage: &Passage, name: &str) -> Markup {
    let Passage { document, event, .. } = passage;
    let all = document.passages.total_count;
    let text = visit.to(format!("{}/{}/text", Kind::Document.path(), document.label.slug));
    let place = event.as_ref().and_then(|event| {
        event.sources.iter().find(|source| source.document.slug == document.label.slug)
    });
    html! {
        dl.facts {
            div.fact {
                dt { (Kind::Document.name(visit.language())) }
                dd {
                    @match place {
                        Some(source) => p { (source.link(visit)) },
                        None => p { (document.label.link(visit, Kind::Document)) },
                    }
                    p { (visit.say(format!("{name}（全{all}節）"), format!("{name} of {all}"))) }
                    p { a href=(text) { (visit.say("全文を読む", "Read the full text")) } }
                }
            }
            @if let Some(event) = event {
                div.fact {
                    dt { (visit.say("述べる事業", "Tells of")) }
                    dd { p { (event.label.link(visit, Kind::Event)) } }
                }
            }
        }
    }
}
