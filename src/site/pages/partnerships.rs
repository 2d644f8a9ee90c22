//! Sister states, sister cities and ties of friendship.

use std::collections::HashMap;

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::Result;
use crate::site::address::Parameters;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::pages::search::FacetCount;
use crate::site::parts::basis::Basis;
use crate::site::parts::connection::{Nodes, Paged, Total};
use crate::site::parts::facet::{Choice, column, facet};
use crate::site::parts::header::breadcrumbs;
use crate::site::parts::named::{Kind, Label};
use crate::site::parts::number::count;
use crate::site::parts::pager::{self, pager};
use crate::site::parts::partnership::{PartnershipCard, PartnershipKind};
use crate::site::parts::state_choice::state_choice;
use crate::site::parts::table;
use crate::site::parts::tree::counting;
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("partnerships");

/// Ties on one page.
const PAGE_SIZE: usize = 50;

#[derive(Deserialize)]
struct Data {
    partnerships: Paged<Row>,
    states: Nodes<Label>,
    /// How many there are of each kind, by its code.
    #[serde(flatten)]
    kinds: HashMap<String, Total>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(flatten)]
    partnership: PartnershipCard,
    events: Total,
}

pub fn page(visit: &Visit) -> Result {
    let asked = &visit.address.parameters;
    let mut variables = pager::arguments(visit, PAGE_SIZE);
    for name in ["kinds", "states"] {
        let values: Vec<&str> = asked.all(name).collect();
        if !values.is_empty() {
            variables.insert(name.to_owned(), json!(values));
        }
    }
    let Data { partnerships, states, kinds } = visit.ask(&OPERATION, variables)?;
    let total = partnerships.total_count;
    let title = Kind::Partnership.plural(visit.language());
    let choices = PartnershipKind::ALL.map(|kind| Choice {
        value: kind.code(),
        label: kind.name(visit.language()),
        count: kinds.get(kind.code()).map_or(0, |total| total.total_count),
    });
    let body = html! {
        (breadcrumbs(visit, &[], title))
        div.with-facets {
            (column(visit, &["kinds", "states"], html! {
                (facet(visit, "kinds", visit.say("種類", "Kind"), &choices))
                (state_choice(visit, &states.nodes))
            }))
            div.results {
                h1.results-title {
                    (title) " " span.count { (visit.say(format!("{}組", count(total)), count(total))) }
                }
                p.section-note { (visit.say(
                    "事業に関わる提携だけを集めたもので、日米間のすべての提携ではありません。",
                    "Only ties that an event has to do with; not all that there are between Japan and the United States.",
                )) }
                @if total == 0 {
                    div.empty {
                        h2 { (visit.say("この条件に合う提携はありません", "No tie fits these conditions")) }
                        ul.empty-ways { li { a href=(visit.to("/partnerships")) { (visit.say("すべての提携を見る", "See all ties")) } } }
                    }
                } @else {
                    (table(visit, &partnerships.nodes))
                    (pager(visit, &partnerships.page_info, partnerships.nodes.len(), total, PAGE_SIZE))
                }
            }
        }
    };
    Ok(Page { title: title.to_owned(), layout: Layout::Wide, body })
}

fn table(visit: &Visit, rows: &[Row]) -> Markup {
    let language = visit.language();
    let caption =
        html! { span.visually-hidden { (visit.say("姉妹都市等の一覧", "Partnerships")) } };
    let events = |Row { partnership, events }: &Row| {
        let found = FacetCount {
            value: partnership.slug.clone(),
            label: partnership.title.clone(),
            count: events.total_count,
        };
        let about = Parameters::default().with("partnerships", &partnership.slug);
        counting(visit, &found, &visit.to_asking("/search", about))
    };
    let body = html! {
        thead { tr {
            th scope="col" { (visit.say("提携", "Tie")) }
            th scope="col" { (visit.say("種類", "Kind")) }
            th scope="col" { (visit.say("米国側", "In the United States")) }
            th scope="col" { (visit.say("日本側", "In Japan")) }
            th scope="col" { (visit.say("締結", "Since")) }
            th.number scope="col" { (visit.say("事業", "Events")) }
        } }
        tbody {
            @for row in rows {
                @let partnership = &row.partnership;
                tr {
                    th scope="row" {
                        (partnership.title_link(visit))
                        @if partnership.basis != Basis::Stated { " " (partnership.basis.badge(visit)) }
                    }
                    td { (partnership.kind.name(language)) }
                    td { (partnership.us_side(visit)) }
                    td { (partnership.jp_side()) }
                    @match partnership.since(language) {
                        Some(since) => td { (since) },
                        None => td.missing { "—" },
                    }
                    td.number { (events(row)) }
                }
            }
        }
    };
    table::scrolling("t-partnerships", "table", caption, body)
}
