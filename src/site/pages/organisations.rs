//! The organisations, by kind and state.

use std::collections::HashMap;

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::Result;
use crate::site::address::Parameters;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::pages::search::FacetCount;
use crate::site::parts::connection::{Nodes, Paged, Total};
use crate::site::parts::facet::{Choice, column, facet};
use crate::site::parts::header::breadcrumbs;
use crate::site::parts::named::{Kind, Label, link};
use crate::site::parts::number::count;
use crate::site::parts::organisation::{OrganisationKind, country};
use crate::site::parts::pager::{self, pager};
use crate::site::parts::state_choice::state_choice;
use crate::site::parts::table;
use crate::site::parts::tree::counting;
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("organisations");

/// Organisations on one page.
const PAGE_SIZE: usize = 50;

#[derive(Deserialize)]
struct Data {
    organisations: Paged<Organisation>,
    states: Nodes<Label>,
    /// How many there are of each kind, by its code.
    #[serde(flatten)]
    kinds: HashMap<String, Total>,
}

#[derive(Deserialize)]
struct Organisation {
    slug: String,
    name: String,
    kind: OrganisationKind,
    country: Option<String>,
    state: Option<Label>,
    parent: Option<Label>,
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
    let Data { organisations, states, kinds } = visit.ask(&OPERATION, variables)?;
    let total = organisations.total_count;
    let title = Kind::Organisation.plural(visit.language());
    let choices = OrganisationKind::ALL.map(|kind| Choice {
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
                    (title) " " span.count { (visit.say(format!("{}団体", count(total)), count(total))) }
                }
                @if total == 0 {
                    div.empty {
                        h2 { (visit.say("この条件に合う団体はありません", "No organisation fits these conditions")) }
                        ul.empty-ways { li { a href=(visit.to("/organisations")) { (visit.say("すべての団体を見る", "See all organisations")) } } }
                    }
                } @else {
                    p.section-note { (visit.say("英語の名前に沿った並びです。数は関わった事業の数です。", "Ordered by name, with the number of events each had a part in.")) }
                    (table(visit, &organisations.nodes))
                    (pager(visit, &organisations.page_info, organisations.nodes.len(), total, PAGE_SIZE))
                }
            }
        }
    };
    Ok(Page { title: title.to_owned(), layout: Layout::Wide, body })
}

fn table(visit: &Visit, organisations: &[Organisation]) -> Markup {
    let language = visit.language();
    let caption = html! { span.visually-hidden { (visit.say("団体の一覧", "Organisations")) } };
    let events = |organisation: &Organisation| {
        let found = FacetCount {
            value: organisation.slug.clone(),
            label: organisation.name.clone(),
            count: organisation.events.total_count,
        };
        let about = Parameters::default().with("organisations", &organisation.slug);
        counting(visit, &found, &visit.to_asking("/search", about))
    };
    let rows = html! {
        thead { tr {
            th scope="col" { (visit.say("団体", "Organisation")) }
            th scope="col" { (visit.say("種類", "Kind")) }
            th scope="col" { (visit.say("所在", "Place")) }
            th.number scope="col" { (visit.say("事業", "Events")) }
        } }
        tbody {
            @for organisation in organisations {
                tr {
                    th scope="row" {
                        (link(visit, Kind::Organisation, &organisation.slug, &organisation.name))
                        @if let Some(parent) = &organisation.parent {
                            p.reason { (visit.say("上位: ", "Part of: ")) (parent.link(visit, Kind::Organisation)) }
                        }
                    }
                    td { (organisation.kind.name(language)) }
                    @match (&organisation.state, &organisation.country) {
                        (Some(state), _) => td { (state.link(visit, Kind::State)) },
                        (None, Some(code)) => td { (country(language, code)) },
                        (None, None) => td.missing { "—" },
                    }
                    td.number { (events(organisation)) }
                }
            }
        }
    };
    table::scrolling("t-organisations", "table", caption, rows)
}
