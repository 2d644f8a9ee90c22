//! The briefings there are: one for each state and each post.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use super::search::FacetCount;
use crate::site::Result;
use crate::site::charts::tiles::{self, Tile};
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::connection::Nodes;
use crate::site::parts::header::{breadcrumbs, counted, page_header, section};
use crate::site::parts::named::{Kind, Label};
use crate::site::parts::number::count;
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("briefings");

#[derive(Deserialize)]
struct Data {
    search: Search,
    states: Nodes<Label>,
    consulates: Nodes<Label>,
}

#[derive(Deserialize)]
struct Search {
    facets: Facets,
}

#[derive(Deserialize)]
struct Facets {
    states: Vec<FacetCount>,
    consulates: Vec<FacetCount>,
}

/// Where the briefing of a state or a post is.
pub fn path(kind: Kind, slug: &str) -> String {
    format!("/briefings{}/{slug}", kind.path())
}

pub fn page(visit: &Visit) -> Result {
    let Data { search, states, consulates } = visit.ask(&OPERATION, json!({}))?;
    let title = visit.say("概況資料", "Briefings");
    let heading = visit.say("州別の事業の数", "Events by state");
    let body = html! {
        (breadcrumbs(visit, &[], title))
        (page_header(visit.say("印刷用", "For print"), title, html! {
            p.lead { (visit.say(
                "州又は在外公館について、これまでの事業と公表値をA4判2頁以内にまとめた資料です。面会や企画の前に印刷してお使いください。",
                "Two A4 pages at most on a state or a post: what has been done there, and what is published about it. Print it before a meeting or when planning.",
            )) }
        }))
        (section("holds", visit.say("載せる内容", "What it holds"), contents(visit)))
        (section("consulates", counted(visit.say("在外公館を選ぶ", "Choose a post"), consulates.nodes.len() as u64), html! {
            (choices(visit, Kind::Consulate, &consulates.nodes, &search.facets.consulates))
        }))
        (section("states", counted(visit.say("州を選ぶ", "Choose a state"), states.nodes.len() as u64), html! {
            p.section-note { (visit.say(
                "枡の数字は資料に載る事業の数。事業のない州にも、公表値と、ほかの州の先例を載せます。",
                "A tile shows how many events the documents describe. A state without any still has figures, and precedents from elsewhere.",
            )) }
            (tiles::tiles(visit, "c-states", heading, visit.say("件", " events"), &state_tiles(visit, &states.nodes, &search.facets.states)))
        }))
    };
    Ok(Page { title: title.to_owned(), layout: Layout::Plain, body })
}

fn contents(visit: &Visit) -> Markup {
    let held = [
        visit.say(
            "事業、年度、関わった団体、姉妹都市等、日本企業の拠点と雇用の数",
            "Numbers of events, fiscal years, partners, partnerships, Japanese business sites and jobs",
        ),
        visit.say(
            "主な事業（新しい順）と、事業の多い団体",
            "The latest events, and the partners with most of them",
        ),
        visit.say(
            "公表された数値と、姉妹都市等の提携",
            "Published figures, and sister states and cities",
        ),
        visit.say(
            "重点分野の空白。事業がないのか、資料から分からないのかを分けて示す",
            "Priorities without events: whether there are none, or the documents do not tell",
        ),
        visit.say(
            "最新の行動計画の各分野に役立つ先例",
            "Precedents for each priority of the newest action plan",
        ),
        visit.say(
            "出典と所見。すべての記述に注の番号を付ける",
            "Sources and remarks as numbered notes to every statement",
        ),
    ];
    html! { div.prose { ul { @for item in held { li { (item) } } } } }
}

fn choices(visit: &Visit, kind: Kind, labels: &[Label], counts: &[FacetCount]) -> Markup {
    html! {
        ul.cards.is-dense {
            @for label in labels {
                li.card {
                    h3.card-title { a href=(visit.to(path(kind, &label.slug))) { (label.label) } }
                    p.card-count {
                        b { (count(number_of(counts, &label.slug))) }
                        (visit.say(" 件の事業", " events"))
                    }
                }
            }
        }
    }
}

fn state_tiles(visit: &Visit, states: &[Label], counts: &[FacetCount]) -> Vec<Tile> {
    let tile = |state: &Label| Tile {
        code: state.slug.clone(),
        name: state.label.clone(),
        count: number_of(counts, &state.slug),
        href: visit.to(path(Kind::State, &state.slug)),
        is_selected: false,
    };
    states.iter().map(tile).collect()
}

fn number_of(counts: &[FacetCount], value: &str) -> u64 {
    counts.iter().find(|found| found.value == value).map_or(0, |found| found.count)
}
