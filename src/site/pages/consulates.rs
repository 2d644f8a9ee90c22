//! The posts in the United States: what each answers for, and what it has held.

use std::cmp::Reverse;

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::Result;
use crate::site::address::Parameters;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::pages::search::FacetCount;
use crate::site::parts::connection::Nodes;
use crate::site::parts::header::{breadcrumbs, page_header};
use crate::site::parts::named::{Kind, Label, link};
use crate::site::parts::post::PostKind;
use crate::site::parts::table;
use crate::site::parts::tree::counting;
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("consulates");

#[derive(Deserialize)]
struct Data {
    search: Search,
    consulates: Nodes<Consulate>,
}

#[derive(Deserialize)]
struct Search {
    facets: Facets,
}

#[derive(Deserialize)]
struct Facets {
    consulates: Vec<FacetCount>,
}

#[derive(Deserialize)]
struct Consulate {
    slug: String,
    name: String,
    kind: PostKind,
    city: String,
    jurisdiction: Vec<Part>,
}

/// A state, or a part of it.
#[derive(Deserialize)]
struct Part {
    state: Label,
    area: Option<String>,
}

pub fn page(visit: &Visit) -> Result {
    let Data { search, consulates } = visit.ask(&OPERATION, json!({}))?;
    let title = Kind::Consulate.plural(visit.language());
    let body = html! {
        (breadcrumbs(visit, &[], title))
        (page_header(visit.say("一覧", "Browse"), title, html! {
            p.lead { (visit.say(
                format!("米国にある日本の在外公館{}か所と、それぞれの管轄、資料に載る事業の数です。", consulates.nodes.len()),
                format!("The {} Japanese missions in the United States, what each answers for, and how many of its events the documents describe.", consulates.nodes.len()),
            )) }
        }))
        (table(visit, consulates.nodes, &search.facets.consulates))
    };
    Ok(Page { title: title.to_owned(), layout: Layout::Plain, body })
}

fn table(visit: &Visit, consulates: Vec<Consulate>, counts: &[FacetCount]) -> Markup {
    let counted = |consulate: Consulate| {
        let found = counts.iter().find(|found| found.value == consulate.slug).cloned();
        let none = || FacetCount {
            value: consulate.slug.clone(),
            label: consulate.name.clone(),
            count: 0,
        };
        let found = found.unwrap_or_else(none);
        (consulate, found)
    };
    let mut rows: Vec<(Consulate, FacetCount)> = consulates.into_iter().map(counted).collect();
    rows.sort_by_key(|(_, found)| Reverse(found.count));
    let caption = html! { span.visually-hidden { (visit.say("在外公館の一覧", "Posts")) } };
    let body = html! {
        thead { tr {
            th scope="col" { (visit.say("在外公館", "Post")) }
            th scope="col" { (visit.say("種類", "Kind")) }
            th scope="col" { (visit.say("所在地", "City")) }
            th scope="col" { (visit.say("管轄", "Answers for")) }
            th.number scope="col" aria-sort="descending" { (visit.say("事業", "Events")) }
        } }
        tbody {
            @for (consulate, found) in &rows {
                tr {
                    th scope="row" { (link(visit, Kind::Consulate, &consulate.slug, &consulate.name)) }
                    td { (consulate.kind.name(visit.language())) }
                    td { (consulate.city) }
                    td { (jurisdiction(visit, &consulate.jurisdiction)) }
                    td.number {
                        (counting(visit, found, &visit.to_asking("/search", Parameters::default().with("consulates", &consulate.slug))))
                    }
                }
            }
        }
    };
    table::scrolling("t-posts", "table", caption, body)
}

/// States one after the other; a part of one is marked.
fn jurisdiction(visit: &Visit, parts: &[Part]) -> Markup {
    html! {
        @for (place, part) in parts.iter().enumerate() {
            @if place > 0 { (visit.say("、", ", ")) }
            (part.state.link(visit, Kind::State))
            @if part.area.is_some() { (visit.say("（一部）", " (part)")) }
        }
    }
}
