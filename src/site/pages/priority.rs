//! A priority of a plan: what it means, what carries it on, and the events that serve
//! it, with how each tie is known. Where there is none, what earlier plans did.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use super::plan::precedents;
use crate::site::address::Parameters;
use crate::site::charts::bars::Size;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::basis::{Basis, reason};
use crate::site::parts::claim::{self, ClaimCard};
use crate::site::parts::connection::Total;
use crate::site::parts::counts::Counts;
use crate::site::parts::date::fiscal_years;
use crate::site::parts::event::{self, EventCard};
use crate::site::parts::finding::Finding;
use crate::site::parts::header::{breadcrumbs, counted, page_header, section};
use crate::site::parts::named::{Kind, Label};
use crate::site::parts::number::count;
use crate::site::parts::pager::{self, PageInfo, pager};
use crate::site::parts::source::{Source, citations};
use crate::site::visit::Visit;
use crate::site::{Failure, Result};

static OPERATION: Operation = operation!("priority");

static PRECEDENTS: Operation = operation!("precedents");

/// Events on one page.
const PAGE_SIZE: usize = 20;

#[derive(Deserialize)]
struct Data {
    priority: Option<Priority>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Priority {
    slug: String,
    heading: String,
    ja_heading: String,
    en_heading: String,
    description: String,
    ordinal: u32,
    action_plan: Plan,
    crosswalk: Vec<LeadsTo>,
    crosswalk_from: Vec<LeadsFrom>,
    source: Source,
    claims: Claims,
    findings: Vec<Finding>,
    events: Events,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Plan {
    #[serde(flatten)]
    label: Label,
    fiscal_years: Vec<i32>,
    priorities: Vec<Slug>,
}

#[derive(Deserialize)]
struct Slug {
    slug: String,
}

/// A priority of another plan.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OtherPriority {
    #[serde(flatten)]
    label: Label,
    action_plan: Label,
    events: Total,
}

#[derive(Deserialize)]
struct LeadsTo {
    reason: String,
    priority: OtherPriority,
}

#[derive(Deserialize)]
struct LeadsFrom {
    #[serde(flatten)]
    priority: OtherPriority,
    crosswalk: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    reason: String,
    priority: Slug,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Claims {
    total_count: u64,
    nodes: Vec<ClaimCard>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Events {
    total_count: u64,
    page_info: PageInfo,
    nodes: Vec<TiedEvent>,
}

/// An event, and why it serves some priorities.
#[derive(Deserialize)]
struct TiedEvent {
    #[serde(flatten)]
    event: EventCard,
    priorities: Vec<Tie>,
}

#[derive(Deserialize)]
struct Tie {
    basis: Basis,
    reason: Option<String>,
    priority: Label,
}

#[derive(Deserialize)]
struct Precedents {
    events: EarlierEvents,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EarlierEvents {
    total_count: u64,
    nodes: Vec<TiedEvent>,
}

pub fn page(visit: &Visit, slug: &str) -> Result {
    let mut variables = pager::arguments(visit, PAGE_SIZE);
    variables.insert("slug".to_owned(), json!(slug));
    let Data { priority } = visit.ask(&OPERATION, variables)?;
    let priority = priority.ok_or(Failure::NotFound)?;
    let body_of_events = match priority.events.total_count {
        0 => without_events(visit, &priority)?,
        _ => with_events(visit, &priority)?,
    };
    let language = visit.language();
    let plans = Kind::ActionPlan.plural(language).to_owned();
    let plan_path = format!("{}/{}", Kind::ActionPlan.path(), priority.action_plan.label.slug);
    let above = [
        (Kind::ActionPlan.path(), plans),
        (plan_path.as_str(), priority.action_plan.label.label.clone()),
    ];
    let citing = [priority.source.citation(visit, &priority.heading)];
    let body = html! {
        (breadcrumbs(visit, &above, &priority.heading))
        (page_header(Kind::Priority.name(language), &priority.heading, html! {
            @if priority.ja_heading != priority.en_heading {
                p.subtitle lang=(language.other().tag()) { (visit.say(&priority.en_heading, &priority.ja_heading)) }
            }
        }))
        div.with-aside {
            div.stack {
                @if !priority.description.is_empty() { div.prose { p { (priority.description) } } }
                (body_of_events)
                @if !priority.claims.nodes.is_empty() {
                    (section("figures", counted(Kind::Claim.plural(language), priority.claims.total_count),
                        claim::table(visit, "t-figures", &priority.claims.nodes, None)))
                }
            }
            aside.stack {
                (section("facts", visit.say("位置付け", "Where it stands"), facts(visit, &priority)))
                (leads_to(visit, &priority))
                (leads_from(visit, &priority))
                @if !priority.findings.is_empty() {
                    (section("findings", visit.say("所見", "Findings"), html! { @for finding in &priority.findings { (finding.aside(visit)) } }))
                }
                (citations(visit, &citing))
            }
        }
    };
    Ok(Page { title: priority.heading, layout: Layout::Plain, body })
}

fn facts(visit: &Visit, priority: &Priority) -> Markup {
    let Plan { label, fiscal_years: years, priorities } = &priority.action_plan;
    let (ordinal, all) = (priority.ordinal, priorities.len());
    html! {
        dl.facts {
            div.fact {
                dt { (Kind::ActionPlan.name(visit.language())) }
                dd {
                    p { (label.link(visit, Kind::ActionPlan)) }
                    p { (visit.say(format!("{all}つのうち{ordinal}番目"), format!("Priority {ordinal} of {all}"))) }
                }
            }
            @if !years.is_empty() {
                div.fact {
                    dt { (visit.say("年度", "Fiscal years")) }
                    dd { p { (fiscal_years(visit.language(), years)) } }
                }
            }
            div.fact {
                dt { (visit.say("出典", "Source")) }
                dd { p { (priority.source.link(visit)) } }
            }
        }
    }
}

fn other(visit: &Visit, other: &OtherPriority, why: &str) -> Markup {
    let events = count(other.events.total_count);
    let serving = Parameters::default().with("priorities", &other.label.slug);
    html! {
        li {
            (other.label.link(visit, Kind::Priority))
            p.hit-meta {
                span { (other.action_plan.label) }
                span { a href=(visit.to_asking("/search", serving)) { (visit.say(format!("事業{events}件"), format!("{events} events"))) } }
            }
            (reason(visit, Some(why)))
        }
    }
}

fn leads_to(visit: &Visit, priority: &Priority) -> Markup {
    html! {
        @if !priority.crosswalk.is_empty() {
            (section("later", visit.say("引き継いだ重点分野", "Carried on by"), html! {
                ul.related { @for to in &priority.crosswalk { (other(visit, &to.priority, &to.reason)) } }
            }))
        }
    }
}

fn leads_from(visit: &Visit, priority: &Priority) -> Markup {
    let why = |from: &LeadsFrom| {
        let steps = from.crosswalk.iter().filter(|step| step.priority.slug == priority.slug);
        steps.map(|step| step.reason.as_str()).collect::<Vec<_>>().join(" ")
    };
    html! {
        @if !priority.crosswalk_from.is_empty() {
            (section("earlier", visit.say("以前の計画の対応する重点分野", "Earlier priorities that lead here"), html! {
                ul.related { @for from in &priority.crosswalk_from { (other(visit, &from.priority, &why(from))) } }
            }))
        }
    }
}

/// The events that are tied to it, newest first.
fn with_events(visit: &Visit, priority: &Priority) -> Result<Markup> {
    let Priority { slug, action_plan, events, .. } = priority;
    let serving = Parameters::default().with("priorities", slug);
    let counts = Counts::of(visit, serving, true)?;
    let years = fiscal_years(visit.language(), &action_plan.fiscal_years);
    let own = counts.within(&action_plan.fiscal_years);
    let total = events.total_count;
    let (name, earlier) = (visit.say("事業", "Events"), count(counts.total.saturating_sub(own)));
    let heading = if own == 0 { visit.say("先例となる事業", "Precedents") } else { name };
    let pager = pager(visit, &events.page_info, events.nodes.len(), total, PAGE_SIZE);
    Ok(html! {
        (section("events", counted(heading, total), html! {
            @if own == 0 {
                (precedents(visit, &years))
            } @else if own < counts.total {
                p.section-note { (visit.say(
                    format!("うち{earlier}件は、計画の年度（{years}）の外の事業です。"),
                    format!("{earlier} of them were held outside the years of the plan ({years})."),
                )) }
            }
            (counts.bars(visit, Size::Small))
            ol.hits start=(pager::from(visit)) {
                @for tied in &events.nodes { (event::item(visit, &tied.event, ties(visit, tied, false))) }
            }
            (pager)
            p.more { a href=(counts.search) { (visit.say("この事業を検索で絞り込む", "Narrow these in the search")) } }
        }))
        (section("states", visit.say("州", "States"), counts.tiles(visit)))
    })
}

/// What earlier plans did in the areas that lead to it.
fn without_events(visit: &Visit, priority: &Priority) -> Result<Markup> {
    let earlier: Vec<&str> =
        priority.crosswalk_from.iter().map(|from| from.priority.label.slug.as_str()).collect();
    if earlier.is_empty() {
        return Ok(section(
            "events",
            visit.say("事業", "Events"),
            html! { p { (visit.say("この重点分野に結び付く事業は、まだ資料にありません。", "The documents tell of no event that serves it so far.")) } },
        ));
    }
    let variables = json!({ "priorities": earlier, "first": PAGE_SIZE });
    let Precedents { events } = visit.ask(&PRECEDENTS, variables)?;
    let all = earlier.iter().fold(Parameters::default(), |all, slug| all.with("priorities", slug));
    let total = count(events.total_count);
    let heading = visit.say("以前の計画での先例", "Precedents under earlier plans");
    Ok(section(
        "events",
        counted(heading, events.total_count),
        html! {
            div.notice.is-info role="note" {
                p.notice-title { (visit.say("ここに挙げるのは先例です", "These are precedents")) }
                p { (visit.say(
                    "この重点分野に結び付く事業は、まだ資料にありません。この分野に引き継がれた、以前の計画の重点分野の事業を示します。",
                    "The documents tell of no event that serves this priority so far. Shown are events of the earlier priorities that lead to it.",
                )) }
            }
            ol.hits { @for tied in &events.nodes { (event::item(visit, &tied.event, ties(visit, tied, true))) } }
            @if events.total_count > events.nodes.len() as u64 {
                p.more { a href=(visit.to_asking("/search", all)) { (visit.say(format!("{total}件をすべて見る"), format!("See all {total}"))) } }
            }
        },
    ))
}

/// How each tie is known; which priority it is to, where that is not plain.
fn ties(visit: &Visit, tied: &TiedEvent, named: bool) -> Markup {
    html! {
        @for Tie { basis, reason, priority } in &tied.priorities {
            p.reason {
                (basis.badge(visit)) " "
                @if named { (priority.link(visit, Kind::Priority)) " " }
                @if let Some(reason) = reason { (reason) }
            }
        }
    }
}
