//! An action plan: what it is for, its priorities in order, and the events that serve
//! them, each year by itself.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::address::Parameters;
use crate::site::charts::bars::Size;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::connection::Total;
use crate::site::parts::counts::Counts;
use crate::site::parts::date::fiscal_years;
use crate::site::parts::finding::Finding;
use crate::site::parts::header::{breadcrumbs, counted, page_header, section};
use crate::site::parts::named::{Kind, Label};
use crate::site::parts::number::count;
use crate::site::visit::Visit;
use crate::site::{Failure, Result};

static OPERATION: Operation = operation!("plan");

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    action_plan: Option<Plan>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Plan {
    title: String,
    ja_title: String,
    en_title: String,
    administration: Option<String>,
    description: String,
    fiscal_years: Vec<i32>,
    documents: Vec<Label>,
    priorities: Vec<Priority>,
    events: Total,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Priority {
    #[serde(flatten)]
    label: Label,
    description: String,
    events: Total,
}

pub fn page(visit: &Visit, slug: &str) -> Result {
    let Data { action_plan } = visit.ask(&OPERATION, json!({ "slug": slug }))?;
    let plan = action_plan.ok_or(Failure::NotFound)?;
    let serving = plan
        .priorities
        .iter()
        .fold(Parameters::default(), |all, priority| all.with("priorities", &priority.label.slug));
    let counts = match plan.priorities.is_empty() {
        true => None,
        false => Some(Counts::of(visit, serving, false)?),
    };
    let language = visit.language();
    let list = Kind::ActionPlan.plural(language).to_owned();
    let body = html! {
        (breadcrumbs(visit, &[(Kind::ActionPlan.path(), list)], &plan.title))
        (page_header(Kind::ActionPlan.name(language), &plan.title, html! {
            @if plan.ja_title != plan.en_title {
                p.subtitle lang=(language.other().tag()) { (visit.say(&plan.en_title, &plan.ja_title)) }
            }
        }))
        div.with-aside {
            div.stack {
                @if !plan.description.is_empty() { div.prose { p { (plan.description) } } }
                (section("priorities", counted(Kind::Priority.plural(language), plan.priorities.len() as u64), priorities(visit, &plan)))
                @if let Some(counts) = &counts { (events(visit, &plan, counts)) }
            }
            aside.stack {
                (section("facts", visit.say("計画について", "About the plan"), facts(visit, &plan)))
                @if !plan.findings.is_empty() {
                    (section("findings", visit.say("所見", "Findings"), html! { @for finding in &plan.findings { (finding.aside(visit)) } }))
                }
            }
        }
    };
    Ok(Page { title: plan.title, layout: Layout::Plain, body })
}

fn facts(visit: &Visit, plan: &Plan) -> Markup {
    let years = plan.fiscal_years.iter();
    let in_force = years.fold(Parameters::default(), |all, year| all.with("fiscalYears", year));
    let events = plan.events.total_count;
    html! {
        dl.facts {
            div.fact {
                dt { (visit.say("年度", "Fiscal years")) }
                dd { p { (fiscal_years(visit.language(), &plan.fiscal_years)) } }
            }
            @if let Some(administration) = &plan.administration {
                div.fact { dt { (visit.say("政権", "Governments")) } dd { p { (administration) } } }
            }
            div.fact {
                dt { (visit.say("この年度の事業", "Events of these years")) }
                dd {
                    p {
                        @if events == 0 { (visit.say("資料にまだありません", "None in the documents so far")) }
                        @else {
                            a href=(visit.to_asking("/search", in_force)) {
                                (visit.say(format!("{}件", count(events)), count(events)))
                            }
                        }
                    }
                }
            }
            @if !plan.documents.is_empty() {
                div.fact {
                    dt { (visit.say("計画を示す資料", "Set out in")) }
                    dd { ul.values { @for document in &plan.documents { li { (document.link(visit, Kind::Document)) } } } }
                }
            }
        }
    }
}

fn priorities(visit: &Visit, plan: &Plan) -> Markup {
    html! {
        ol.priorities {
            @for Priority { label, description, events } in &plan.priorities {
                @let serving = Parameters::default().with("priorities", &label.slug);
                li {
                    (label.link(visit, Kind::Priority)) " "
                    span.count {
                        @if events.total_count == 0 { (visit.say("事業なし", "no events")) }
                        @else { a href=(visit.to_asking("/search", serving)) { (tied(visit, plan, events.total_count)) } }
                    }
                    @if !description.is_empty() { p { (description) } }
                }
            }
        }
    }
}

/// How many events serve a priority: precedents, where the plan has none of its own.
fn tied(visit: &Visit, plan: &Plan, number: u64) -> String {
    let number = count(number);
    match plan.events.total_count {
        0 => visit.say(format!("先例{number}件"), format!("{number} precedents")),
        _ => visit.say(format!("事業{number}件"), format!("{number} events")),
    }
}

/// The events that serve its priorities. Those of other years than its own are no
/// work of this plan, and it is said so.
fn events(visit: &Visit, plan: &Plan, counts: &Counts) -> Markup {
    let before = counts.total - counts.within(&plan.fiscal_years);
    let years = fiscal_years(visit.language(), &plan.fiscal_years);
    let heading = visit.say("重点分野に当たる事業", "Events that serve its priorities");
    html! {
        (section("events", counted(heading, counts.total), html! {
            @if counts.total == 0 {
                p { (visit.say("まだありません。", "None so far.")) }
            } @else {
                @if before == counts.total {
                    (precedents(visit, &years))
                } @else if before > 0 {
                    p.section-note { (visit.say(
                        format!("うち{}件は、この計画の年度（{years}）より前の事業（先例）です。", count(before)),
                        format!("{} of them were held outside the years of this plan ({years}), as precedents.", count(before)),
                    )) }
                }
                (counts.bars(visit, Size::Full))
                p.more {
                    a href=(counts.search) { (visit.say(format!("{}件をすべて見る", count(counts.total)), format!("See all {}", count(counts.total)))) }
                }
            }
        }))
    }
}

/// Says that no event of the plan's own years is known, and that those shown are
/// earlier ones.
pub fn precedents(visit: &Visit, years: &str) -> Markup {
    html! {
        div.notice.is-info role="note" {
            p.notice-title { (visit.say("ここに挙げるのは先例です", "These are precedents")) }
            p { (visit.say(
                format!("この計画の年度（{years}）の事業を伝える資料は、まだありません。計画より前の事業のうち、その重点分野に当たると判断したものを示します。"),
                format!("No document tells of events in the years of this plan ({years}) yet. Shown are earlier events that were judged to be of the kind that its priorities ask for."),
            )) }
        }
    }
}
