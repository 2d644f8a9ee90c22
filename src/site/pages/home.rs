//! The first page: the search, and the programme at a glance.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use super::search::{FacetCount, Reports, Timeline, state_tiles, timeline_bars};
use crate::site::Result;
use crate::site::address::Parameters;
use crate::site::charts::bars::{self, Size};
use crate::site::charts::tiles;
use crate::site::layout::{Layout, Page, large_search_form};
use crate::site::operation::{Operation, operation};
use crate::site::parts::connection::{Nodes, Total};
use crate::site::parts::header::section;
use crate::site::parts::named::{Kind, Label};
use crate::site::parts::number::count;
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("home");

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Home {
    search: Search,
    organisations: Total,
    partnerships: Total,
    series: Total,
    documents: Documents,
    states: Nodes<Label>,
    action_plans: Nodes<Plan>,
}

#[derive(Deserialize)]
struct Documents {
    #[serde(flatten)]
    total: Total,
    #[serde(flatten)]
    reports: Reports,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Search {
    total_count: u64,
    facets: Facets,
    timeline: Vec<Timeline>,
}

#[derive(Deserialize)]
struct Facets {
    states: Vec<FacetCount>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Plan {
    #[serde(flatten)]
    label: Label,
    fiscal_years: Vec<i32>,
}

/// What people ask, to begin with.
const EXAMPLES: [(&str, &str); 4] = [
    ("半導体", "semiconductor"),
    ("姉妹都市 令和6年度", "sister city 2024"),
    ("テキサス スタートアップ", "Texas startup"),
    ("水素 エネルギー", "hydrogen energy"),
];

pub fn page(visit: &Visit) -> Result {
    let home: Home = visit.ask(&OPERATION, json!({}))?;
    let searching = visit.to("/search");
    let body = html! {
        div.home-intro {
            h1 { (visit.say("草の根の日米関係、すべての事業をひとつの場所で", "Japan-US relations at the grass roots, all events in one place")) }
            p.lead { (visit.say(
                "政府タスクフォースが米国各地で行った事業を、年度と資料を越えて探し、比べ、出典を付けて引用できます。",
                "Find, compare and cite what the Japanese government's task force has held all over the United States, across years and documents.",
            )) }
            (large_search_form(visit))
            p.examples {
                (visit.say("例: ", "For example: "))
                @for (ja, en) in EXAMPLES {
                    @let query = visit.say(ja, en);
                    a href=(visit.to_asking("/search", Parameters::default().with("query", query))) { (query) }
                    " "
                }
            }
        }
        (stats(visit, &home))
        div.columns {
            (section("years", visit.say("年度", "Fiscal years"), html! {
                (bars::bars(visit, "c-years", visit.say("資料に載る事業の数", "Events that the documents describe"),
                    visit.say("件", " events"), Size::Full, &timeline_bars(&searching, &home.search.timeline, &home.documents.reports)))
            }))
            (section("states", visit.say("州", "States"), html! {
                (tiles::tiles(visit, "c-states", visit.say("州別の事業の数", "Events by state"), visit.say("件", " events"),
                    &state_tiles(&searching, &home.states.nodes, &home.search.facets.states)))
            }))
        }
        (section("plans", visit.say("行動計画", "Action plans"), plans(visit, &home.action_plans.nodes)))
    };
    Ok(Page {
        title: visit
            .say(
                "草の根 − 日米草の根交流の事業検索",
                "Kusanone − Japan-US relations at the grass roots",
            )
            .to_owned(),
        layout: Layout::Home,
        body,
    })
}

/// How much there is of each kind.
fn stats(visit: &Visit, home: &Home) -> Markup {
    let shown = [
        (Kind::Organisation, &home.organisations),
        (Kind::Partnership, &home.partnerships),
        (Kind::Series, &home.series),
        (Kind::Document, &home.documents.total),
    ];
    html! {
        dl.stats {
            div.stat {
                dt { (Kind::Event.plural(visit.language())) }
                dd { a href=(visit.to("/search")) { (count(home.search.total_count)) } }
            }
            @for (kind, total) in shown {
                div.stat {
                    dt { (kind.plural(visit.language())) }
                    dd { a href=(visit.to(kind.path())) { (count(total.total_count)) } }
                }
            }
        }
    }
}

fn plans(visit: &Visit, plans: &[Plan]) -> Markup {
    html! {
        ul.cards {
            @for plan in plans {
                li.card {
                    h3.card-title { (plan.label.link(visit, Kind::ActionPlan)) }
                    p.card-meta {
                        @if let (Some(first), Some(last)) = (plan.fiscal_years.first(), plan.fiscal_years.last()) {
                            @if first == last { (visit.say(format!("{first}年度から"), format!("from FY{first}"))) }
                            @else { (visit.say(format!("{first}～{last}年度"), format!("FY{first} to {last}"))) }
                        }
                    }
                }
            }
        }
    }
}
