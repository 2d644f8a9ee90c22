//! The search: one result, as a list, a table, a timeline or a map.

mod facets;
mod hit;
mod reading;

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

pub use facets::FacetCount;
use facets::Facets;
use hit::{Edge, Found};
use reading::Reading;

use crate::site::Result;
use crate::site::address::{Address, Parameters};
use crate::site::charts::bars::{self, Bar, Size};
use crate::site::charts::tiles::{self, Tile};
use crate::site::conditions;
use crate::site::export;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::connection::Nodes;
use crate::site::parts::date::fiscal_year;
use crate::site::parts::event;
use crate::site::parts::form;

use crate::site::parts::named::{Kind, Label};
use crate::site::parts::number::count;
use crate::site::parts::pager::{self, PageInfo, first_page, pager};
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("search");

/// Hits on one page.
const PAGE_SIZE: usize = 20;

/// Values shown of a facet; of the one that is opened, at most so many.
const FACET_VALUES: usize = 8;
const ALL_FACET_VALUES: usize = 200;

/// From so many hits on, the page says how to have fewer.
const MANY: u64 = 1_000;

/// The value of `kinds` that stands for all of them; GraphQL is then asked for none
/// in particular.
const ALL_KINDS: &str = "ALL";

#[derive(Deserialize)]
struct Data {
    search: Search,
    documents: Reports,
    states: Option<Nodes<Label>>,
}

/// The fiscal years that each document reports on.
#[derive(Deserialize)]
pub struct Reports {
    nodes: Vec<Report>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    fiscal_years: Vec<i32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Search {
    total_count: u64,
    page_info: PageInfo,
    edges: Vec<Edge>,
    facets: Facets,
    timeline: Vec<Timeline>,
    reading: Reading,
}

/// Hits of a fiscal year.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Timeline {
    pub fiscal_year: i32,
    pub count: u64,
}

/// How the result is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    List,
    Table,
    Timeline,
    Map,
}

impl Shape {
    const ALL: [Self; 4] = [Self::List, Self::Table, Self::Timeline, Self::Map];

    fn code(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Table => "table",
            Self::Timeline => "timeline",
            Self::Map => "map",
        }
    }

    fn of(visit: &Visit) -> Self {
        let asked = visit.asked("view").unwrap_or_default();
        Self::ALL.into_iter().find(|shape| shape.code() == asked).unwrap_or(Self::List)
    }

    fn name(self, visit: &Visit) -> &'static str {
        match self {
            Self::List => visit.say("一覧", "List"),
            Self::Table => visit.say("表", "Table"),
            Self::Timeline => visit.say("年表", "Timeline"),
            Self::Map => visit.say("地図", "Map"),
        }
    }
}

/// The kind that is looked for; events, where the address says nothing, and `None`
/// for all kinds.
fn kind(visit: &Visit) -> Option<Kind> {
    match visit.asked("kinds") {
        None => Some(Kind::Event),
        Some(ALL_KINDS) => None,
        Some(code) => Kind::ALL.into_iter().find(|kind| kind.code() == code).or(Some(Kind::Event)),
    }
}

pub fn page(visit: &Visit) -> Result {
    let (shape, kind) = (Shape::of(visit), kind(visit));
    let query = visit.asked("query").unwrap_or_default();
    let mut variables = conditions::variables(&visit.address.parameters);
    variables.extend(pager::arguments(visit, PAGE_SIZE));
    if let Some(kind) = kind {
        variables.insert("kinds".to_owned(), json!([kind.code()]));
    }
    if shape == Shape::Timeline && visit.asked("orderBy").is_none() {
        variables.insert("orderBy".to_owned(), json!("DATE_DESC"));
    }
    let opened = visit.asked("facet") == Some("organisations");
    variables.extend([
        ("values".to_owned(), json!(2 * FACET_VALUES)),
        ("organisations".to_owned(), json!(if opened { ALL_FACET_VALUES } else { FACET_VALUES })),
        ("abstracts".to_owned(), json!(shape == Shape::List)),
        ("highlights".to_owned(), json!(matches!(shape, Shape::List))),
        ("map".to_owned(), json!(shape == Shape::Map)),
    ]);
    let Data { mut search, documents, states } = visit.ask(&OPERATION, variables)?;
    // Years are looked for by their order, other values by their number.
    search.facets.fiscal_years.sort_by(|a, b| b.value.cmp(&a.value));
    let states = states.map(|states| states.nodes).unwrap_or_default();

    let heading = match query {
        "" => visit.say("すべての事業".to_owned(), "All events".to_owned()),
        query => visit.say(format!("「{query}」の検索結果"), format!("Results for “{query}”")),
    };
    let body = html! {
        div.with-facets {
            (facets::facets(visit, &search.facets))
            div.results {
                h1.results-title {
                    (heading) " " span.count { (visit.say(format!("{}件", count(search.total_count)), count(search.total_count))) }
                }
                (reading::reading(visit, &search.reading))
                (facets::chosen(visit, &search.facets))
                (tabs(visit, kind, &search.facets))
                @if search.total_count == 0 {
                    (empty(visit, query, &search))
                } @else {
                    (toolbar(visit, shape))
                    @if search.total_count >= MANY { (many(visit, &search)) }
                    (result(visit, shape, &search, &documents, &states))
                }
            }
        }
    };
    Ok(Page { title: heading, layout: Layout::Wide, body })
}

fn result(
    visit: &Visit,
    shape: Shape,
    search: &Search,
    reports: &Reports,
    states: &[Label],
) -> Markup {
    let unit = visit.say("件", " hits");
    let pager = pager(visit, &search.page_info, search.edges.len(), search.total_count, PAGE_SIZE);
    let years = |size| {
        let heading = visit.say("年度別の件数", "Hits by fiscal year");
        let years = timeline_bars(&visit.address, &search.timeline, reports);
        bars::bars(visit, "c-years", heading, unit, size, &years)
    };
    match shape {
        Shape::List => html! {
            @if !search.timeline.is_empty() { (years(Size::Small)) }
            (hit::list(visit, &search.edges, pager::from(visit)))
            (pager)
        },
        Shape::Table => html! {
            (table(visit, &search.edges))
            (pager)
        },
        Shape::Timeline => html! {
            (years(Size::Full))
            (timeline(visit, &search.edges))
            (pager)
        },
        Shape::Map => html! {
            (tiles::tiles(visit, "c-states", visit.say("州別の件数", "Hits by state"), unit,
                &state_tiles(&visit.address, states, &search.facets.states)))
            (hit::list(visit, &search.edges, pager::from(visit)))
            (pager)
        },
    }
}

/// A bar for each year that a document reports on and all between, each leading to
/// its year alone.
pub fn timeline_bars(address: &Address, timeline: &[Timeline], reports: &Reports) -> Vec<Bar> {
    let parameters = first_page(&address.parameters);
    let reported: BTreeSet<i32> =
        reports.nodes.iter().flat_map(|report| report.fiscal_years.iter().copied()).collect();
    let counts: BTreeMap<i32, u64> =
        timeline.iter().map(|counted| (counted.fiscal_year, counted.count)).collect();
    let years = || reported.iter().chain(counts.keys());
    let (Some(&first), Some(&last)) = (years().min(), years().max()) else { return Vec::new() };
    let bar = |year: i32| {
        let value = year.to_string();
        let count = counts.get(&year).copied().filter(|count| *count > 0);
        Bar {
            year,
            count: count.or(reported.contains(&year).then_some(0)),
            href: address.asking(parameters.clone().toggled("fiscalYears", &value)),
            is_current: parameters.has("fiscalYears", &value),
        }
    };
    (first..=last).map(bar).collect()
}

/// All states as tiles, each leading to what it counts.
pub fn state_tiles(address: &Address, states: &[Label], counts: &[FacetCount]) -> Vec<Tile> {
    let parameters = first_page(&address.parameters);
    let tile = |state: &Label| {
        let count = counts.iter().find(|found| found.value == state.slug);
        Tile {
            code: state.slug.clone(),
            name: state.label.clone(),
            count: count.map_or(0, |found| found.count),
            href: address.asking(parameters.clone().toggled("states", &state.slug)),
            is_selected: parameters.has("states", &state.slug),
        }
    };
    states.iter().map(tile).collect()
}

fn tabs(visit: &Visit, kind: Option<Kind>, facets: &Facets) -> Markup {
    let parameters = first_page(&visit.address.parameters);
    let tab = |name: &str, code: &str, number: u64, here: bool| {
        let href = visit.address.asking(parameters.clone().set("kinds", code));
        html! {
            li {
                @if number == 0 && !here {
                    span.tab-empty { (name) " " span.count { "0" } }
                } @else {
                    a href=(href) aria-current=[here.then_some("page")] {
                        (name) " " span.count { (count(number)) }
                    }
                }
            }
        }
    };
    let of = |kind: Kind| {
        facets.kinds.iter().find(|found| found.value == kind.code()).map_or(0, |found| found.count)
    };
    let language = visit.language();
    html! {
        nav.tabs aria-label=(visit.say("種類", "Kinds")) {
            ul {
                (tab(Kind::Event.plural(language), Kind::Event.code(), of(Kind::Event), kind == Some(Kind::Event)))
                @for other in Kind::ALL.into_iter().filter(|other| *other != Kind::Event && (of(*other) > 0 || kind == Some(*other))) {
                    (tab(other.plural(language), other.code(), of(other), kind == Some(other)))
                }
            }
        }
    }
}

fn toolbar(visit: &Visit, shape: Shape) -> Markup {
    let parameters = first_page(&visit.address.parameters);
    let order = visit.asked("orderBy");
    let orders = [
        ("RELEVANCE".to_owned(), visit.say("一致の近い順", "Best match")),
        ("DATE_DESC".to_owned(), visit.say("新しい順", "Newest")),
        ("DATE_ASC".to_owned(), visit.say("古い順", "Oldest")),
    ];
    html! {
        div.toolbar {
            nav.views aria-label=(visit.say("表示", "View")) {
                ul {
                    @for other in Shape::ALL {
                        li {
                            a href=(visit.address.asking(parameters.clone().set("view", other.code())))
                                aria-current=[(other == shape).then_some("page")] { (other.name(visit)) }
                        }
                    }
                }
            }
            form.order action=(visit.to("/search")) method="get" data-autosubmit {
                label for="order" { (visit.say("並び順", "Order")) }
                select #order name="orderBy" { (form::options(orders, order)) }
                (form::hidden(&parameters.clone().without("orderBy")))
                button.button.is-secondary.is-small type="submit" data-autosubmit-button {
                    (visit.say("並べ替える", "Sort"))
                }
            }
            (downloads(visit))
        }
    }
}

/// This result as files.
pub fn downloads(visit: &Visit) -> Markup {
    let asked = visit.address.parameters.clone().only(&export::parameters::names());
    let formats = [
        ("csv", visit.say("CSV（Excel）", "CSV (Excel)")),
        ("jsonl", "JSON Lines"),
        ("ics", visit.say("カレンダー（ICS）", "Calendar (ICS)")),
        ("atom", "Atom"),
        ("jsonld", "JSON-LD"),
    ];
    html! {
        details.menu.is-end data-menu {
            summary { (visit.say("書き出す", "Download")) }
            ul {
                @for (extension, name) in formats {
                    li { a href=(visit.to_asking(format!("/export/events.{extension}"), asked.clone())) download { (name) } }
                }
            }
        }
    }
}

/// Where there is nothing: what would bring something.
fn empty(visit: &Visit, query: &str, search: &Search) -> Markup {
    let parameters = first_page(&visit.address.parameters);
    let elsewhere: Vec<&FacetCount> =
        search.facets.kinds.iter().filter(|found| found.count > 0).collect();
    let conditions = parameters.iter().any(|(name, _)| conditions::is_condition(name));
    html! {
        div.empty {
            h2 {
                @if query.is_empty() { (visit.say("この条件に合うものはありません", "Nothing fits these conditions")) }
                @else { (visit.say(format!("「{query}」に一致するものはありません"), format!("Nothing matches “{query}”"))) }
            }
            ul.empty-ways {
                @for found in elsewhere {
                    @if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.code() == found.value) {
                        li {
                            a href=(visit.address.asking(parameters.clone().set("kinds", kind.code()))) {
                                (visit.say(format!("{}を見る", kind.name(visit.language())), format!("See {}", kind.plural(visit.language()).to_lowercase())))
                                " " span.count { (count(found.count)) }
                            }
                        }
                    }
                }
                @for relaxed in &search.reading.relaxed {
                    li {
                        a href=(visit.address.asking(parameters.clone().set("query", without_term(query, &relaxed.without)))) {
                            (visit.say(format!("「{}」を外す", relaxed.without), format!("Leave out “{}”", relaxed.without)))
                            " " span.count { (count(relaxed.total_count)) }
                        }
                    }
                }
                @if conditions {
                    li {
                        a href=(visit.address.asking(unconditional(&parameters))) {
                            (visit.say("条件をすべて外す", "Take all conditions away"))
                        }
                    }
                }
                li { a href=(visit.to("/search")) { (visit.say("すべての事業を見る", "See all events")) } }
            }
        }
    }
}

fn without_term(query: &str, term: &str) -> String {
    query.replacen(term, "", 1).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without any condition but the words.
fn unconditional(parameters: &Parameters) -> Parameters {
    let names: Vec<&str> = parameters
        .iter()
        .map(|(name, _)| name)
        .filter(|name| conditions::is_condition(name))
        .collect();
    names.into_iter().fold(parameters.clone(), Parameters::without)
}

/// Where there is more than anybody reads: the years, as the first way to less.
fn many(visit: &Visit, search: &Search) -> Markup {
    let parameters = first_page(&visit.address.parameters);
    let total = count(search.total_count);
    html! {
        div.many {
            p { (visit.say(
                format!("{total}件が一致しました。年度や州で絞ると探しやすくなります。"),
                format!("{total} hits. Years or states make them fewer."),
            )) }
            ul.chips {
                @for year in search.timeline.iter().rev().filter(|year| year.count > 0).take(4) {
                    li {
                        a.chip.is-add href=(visit.address.asking(parameters.clone().toggled("fiscalYears", &year.fiscal_year.to_string()))) {
                            (fiscal_year(visit.language(), year.fiscal_year)) " "
                            span.count { (count(year.count)) }
                        }
                    }
                }
            }
        }
    }
}

fn table(visit: &Visit, edges: &[Edge]) -> Markup {
    let events: Vec<_> = edges.iter().filter_map(Edge::event).cloned().collect();
    let others: Vec<&Edge> = edges.iter().filter(|edge| edge.event().is_none()).collect();
    let parameters = first_page(&visit.address.parameters);
    let (sorted, next) = match visit.asked("orderBy") {
        Some("DATE_DESC") => (Some("descending"), "DATE_ASC"),
        Some("DATE_ASC") => (Some("ascending"), "DATE_DESC"),
        _ => (None, "DATE_DESC"),
    };
    let dates = html! {
        th scope="col" aria-sort=[sorted] {
            a.sort href=(visit.address.asking(parameters.set("orderBy", next))) { (visit.say("日付", "Date")) }
        }
    };
    html! {
        @if !events.is_empty() { (event::table(visit, &events, dates)) }
        @if !others.is_empty() { (hit::list_of(visit, others.into_iter(), pager::from(visit))) }
    }
}

/// Hits below their fiscal years, in the order of the search.
fn timeline(visit: &Visit, edges: &[Edge]) -> Markup {
    let mut years: Vec<(Option<i32>, Vec<&Edge>)> = Vec::new();
    for edge in edges {
        let year = edge.event().map(|event| event.fiscal_year);
        match years.iter_mut().find(|(found, _)| *found == year) {
            Some((_, hits)) => hits.push(edge),
            None => years.push((year, vec![edge])),
        }
    }
    html! {
        ol.timeline {
            @for (year, hits) in years {
                li.timeline-year {
                    h2 {
                        @match year {
                            Some(year) => (fiscal_year(visit.language(), year)),
                            None => (visit.say("年度のないもの", "Without a fiscal year")),
                        }
                    }
                    ol.hits {
                        @for edge in hits { (hit::compact(visit, edge)) }
                    }
                }
            }
        }
    }
}

/// For callers that have hits but no page of their own.
impl Edge {
    fn event(&self) -> Option<&event::EventCard> {
        match &self.node {
            Found::Event(event) => Some(event),
            _ => None,
        }
    }
}
