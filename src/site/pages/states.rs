//! The states: where events were held, beside business sites and jobs.

use std::cmp::Reverse;

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::Result;
use crate::site::address::Parameters;
use crate::site::charts::tiles::{Tile, tiles};
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::pages::search::FacetCount;
use crate::site::parts::claim::ClaimCard;
use crate::site::parts::connection::Nodes;
use crate::site::parts::figures::{newest, value};
use crate::site::parts::header::{breadcrumbs, page_header, section};
use crate::site::parts::named::{Kind, Label, links};
use crate::site::parts::number::count;
use crate::site::parts::table;
use crate::site::parts::tree::counting;
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("states");

#[derive(Deserialize)]
struct Data {
    search: Search,
    states: Nodes<State>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Search {
    total_count: u64,
    facets: Facets,
}

#[derive(Deserialize)]
struct Facets {
    states: Vec<FacetCount>,
    totals: Vec<FacetTotal>,
}

#[derive(Deserialize)]
struct FacetTotal {
    field: String,
    lacking: u64,
}

#[derive(Deserialize)]
struct State {
    code: String,
    name: String,
    consulates: Vec<Label>,
    sites: Nodes<ClaimCard>,
    jobs: Nodes<ClaimCard>,
}

/// What the table is ordered by; the values of the parameter `orderBy`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Events,
    Name,
    Sites,
    Jobs,
}

impl Order {
    const ALL: [Self; 4] = [Self::Events, Self::Name, Self::Sites, Self::Jobs];

    fn code(self) -> &'static str {
        match self {
            Self::Events => "EVENTS",
            Self::Name => "NAME",
            Self::Sites => "BUSINESS_SITES",
            Self::Jobs => "JOBS",
        }
    }

    fn of(visit: &Visit) -> Self {
        let asked = visit.asked("orderBy").unwrap_or_default();
        Self::ALL.into_iter().find(|order| order.code() == asked).unwrap_or(Self::Events)
    }
}

/// A row of the table.
struct Row<'a> {
    state: &'a State,
    events: FacetCount,
    sites: Option<&'a ClaimCard>,
    jobs: Option<&'a ClaimCard>,
}

pub fn page(visit: &Visit) -> Result {
    let Data { search, states } = visit.ask(&OPERATION, json!({}))?;
    let rows = rows(Order::of(visit), &states.nodes, &search.facets.states);
    let with_events = rows.iter().filter(|row| row.events.count > 0).count();
    let tile = |row: &Row| Tile {
        code: row.state.code.clone(),
        name: row.state.name.clone(),
        count: row.events.count,
        href: visit.to(format!("/states/{}", row.state.code)),
        is_selected: false,
    };
    let tiles_of: Vec<Tile> = rows.iter().map(tile).collect();
    let title = visit.say("州", "States");
    let lacking = search.facets.totals.iter().find(|total| total.field == "STATE");
    let body = html! {
        (breadcrumbs(visit, &[], title))
        (page_header(visit.say("一覧", "Browse"), title, html! {
            p.lead { (visit.say(
                format!("資料に載る事業{}件は、50州、ワシントンDC、準州等のうち{with_events}に及びます。", count(search.total_count)),
                format!("The documents describe {} events, in {with_events} of the 50 states, the District of Columbia and the territories.", count(search.total_count)),
            )) }
            @if let Some(lacking) = lacking.map(|total| total.lacking).filter(|lacking| *lacking > 0) {
                p.section-note {
                    a href=(visit.to_asking("/search", Parameters::default().with("lacking", "STATE"))) {
                        (visit.say(format!("州の分からない事業{lacking}件"), format!("{lacking} events without a known state")))
                    }
                }
            }
        }))
        (section("map", visit.say("地図", "Map"), tiles(
            visit, "c-states", visit.say("州別の事業の数", "Events by state"), visit.say("件", " events"), &tiles_of,
        )))
        (section("table", visit.say("州の一覧", "All states"), html! {
            p.section-note { (visit.say(
                "複数の州にわたる事業は、それぞれの州で数えます。拠点と雇用は、資料が公表した最も新しい数値です。",
                "An event in several states counts for each. Sites and jobs are the newest figures that the documents publish.",
            )) }
            (table(visit, &rows))
            (figure_sources(visit, &rows))
        }))
    };
    Ok(Page { title: title.to_owned(), layout: Layout::Plain, body })
}

/// States in an order; what is missing comes last.
fn rows<'a>(order: Order, states: &'a [State], counts: &[FacetCount]) -> Vec<Row<'a>> {
    let row = |state: &'a State| {
        let found = counts.iter().find(|found| found.value == state.code).cloned();
        let none = || FacetCount { value: state.code.clone(), label: state.name.clone(), count: 0 };
        Row {
            state,
            events: found.unwrap_or_else(none),
            sites: newest(&state.sites.nodes),
            jobs: newest(&state.jobs.nodes),
        }
    };
    let mut rows: Vec<Row> = states.iter().map(row).collect();
    let highest = |figure: Option<&ClaimCard>| Reverse(figure.map(|figure| figure.value as i64));
    match order {
        Order::Name => rows.sort_by(|a, b| a.state.name.cmp(&b.state.name)),
        Order::Events => rows.sort_by_key(|row| Reverse(row.events.count)),
        Order::Sites => rows.sort_by_key(|row| highest(row.sites)),
        Order::Jobs => rows.sort_by_key(|row| highest(row.jobs)),
    }
    rows
}

fn table(visit: &Visit, rows: &[Row]) -> Markup {
    let chosen = Order::of(visit);
    let head = |order: Order, name: &str, number: bool| {
        let class = number.then_some("number");
        let direction = if order == Order::Name { "ascending" } else { "descending" };
        let href = visit.address.asking(Parameters::default().with("orderBy", order.code()));
        html! {
            th class=[class] scope="col" aria-sort=[(order == chosen).then_some(direction)] {
                a.sort href=(format!("{href}#t-states")) { (name) }
            }
        }
    };
    let figure = |figure: Option<&ClaimCard>| {
        html! {
            @match figure {
                Some(figure) => td.number { (value(visit, figure)) },
                None => td.number.missing { "—" },
            }
        }
    };
    let caption = html! { (visit.say("州ごとの事業、日系企業の拠点と雇用", "Events, Japanese business sites and jobs by state")) };
    let body = html! {
        thead { tr {
            (head(Order::Name, visit.say("州", "State"), false))
            (head(Order::Events, visit.say("事業", "Events"), true))
            (head(Order::Sites, visit.say("企業拠点", "Business sites"), true))
            (head(Order::Jobs, visit.say("雇用", "Jobs"), true))
            th scope="col" { (visit.say("在外公館", "Posts")) }
        } }
        tbody {
            @for row in rows {
                tr {
                    th scope="row" {
                        a href=(visit.to(format!("/states/{}", row.state.code))) { (row.state.name) }
                        " " span.kind { (row.state.code) }
                    }
                    td.number {
                        (counting(visit, &row.events, &visit.to_asking("/search", Parameters::default().with("states", &row.state.code))))
                    }
                    (figure(row.sites))
                    (figure(row.jobs))
                    @if row.state.consulates.is_empty() { td.missing { "—" } }
                    @else { td { (links(visit, Kind::Consulate, &row.state.consulates)) } }
                }
            }
        }
    };
    table::scrolling("t-states", "table", caption, body)
}

/// Of when the figures are, and where they stand: each once.
fn figure_sources(visit: &Visit, rows: &[Row]) -> Markup {
    let language = visit.language();
    let of = |name: &str, figures: &mut dyn Iterator<Item = &ClaimCard>| -> Vec<Markup> {
        let mut told: Vec<String> = Vec::new();
        for figure in figures {
            let when = figure.when(language).unwrap_or_default();
            let line =
                html! { p.fact-source { (name) " " (when) " " (figure.origin(visit, None)) } };
            let line = line.into_string();
            if !told.contains(&line) {
                told.push(line);
            }
        }
        told.into_iter().map(maud::PreEscaped).collect()
    };
    let sites = visit.say("企業拠点:", "Business sites:");
    let jobs = visit.say("雇用:", "Jobs:");
    html! {
        @for line in of(sites, &mut rows.iter().filter_map(|row| row.sites)) { (line) }
        @for line in of(jobs, &mut rows.iter().filter_map(|row| row.jobs)) { (line) }
    }
}
