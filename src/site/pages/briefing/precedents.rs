//! For each priority of the newest plan: events to build upon, as near as there are.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};

use super::subject::Subject;
use super::{Plan, Priority};
use crate::site::Result;
use crate::site::address::Parameters;
use crate::site::conditions;
use crate::site::operation::{Operation, operation};
use crate::site::parts::basis::Basis;
use crate::site::parts::connection::Nodes;
use crate::site::parts::event::EventCard;
use crate::site::parts::finding::Finding;
use crate::site::parts::footnotes::{Footnotes, Note, findings, sources};
use crate::site::parts::named::{Kind, Label};
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("briefing_precedents");

/// Precedents of a priority.
const SHOWN: usize = 2;

/// What there is for one priority.
pub struct Precedents<'a> {
    priority: &'a Priority,
    distance: Distance,
    events: Vec<Precedent>,
}

/// How far away the precedents are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Distance {
    Own,
    Near,
    Elsewhere,
}

#[derive(Deserialize)]
struct Data {
    direct: Nodes<Precedent>,
    carried: Nodes<Precedent>,
}

#[derive(Deserialize)]
struct Precedent {
    #[serde(flatten)]
    card: EventCard,
    findings: Vec<Finding>,
    priorities: Vec<Tie>,
}

#[derive(Deserialize)]
struct Tie {
    basis: Basis,
    reason: Option<String>,
    priority: Tied,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tied {
    #[serde(flatten)]
    label: Label,
    action_plan: Title,
}

#[derive(Deserialize)]
struct Title {
    title: String,
}

/// Looks for precedents of each priority of a plan.
///
/// # Errors
/// As the API refuses to tell.
pub fn find<'a>(visit: &Visit, subject: &Subject, plan: &'a Plan) -> Result<Vec<Precedents<'a>>> {
    let near = subject.near().map(|near| (Distance::Near, near));
    let places: Vec<(Distance, Parameters)> = [(Distance::Own, subject.own())]
        .into_iter()
        .chain(near)
        .chain([(Distance::Elsewhere, Parameters::default())])
        .collect();
    plan.priorities.iter().map(|priority| nearest(visit, priority, &places)).collect()
}

/// Those of the first place that has any.
fn nearest<'a>(
    visit: &Visit,
    priority: &'a Priority,
    places: &[(Distance, Parameters)],
) -> Result<Precedents<'a>> {
    for (distance, place) in places {
        let events = within(visit, priority, conditions::filter(place))?;
        if !events.is_empty() {
            return Ok(Precedents { priority, distance: *distance, events });
        }
    }
    Ok(Precedents { priority, distance: Distance::Elsewhere, events: Vec::new() })
}

/// Events that serve the priority, then those that serve one it goes back to.
fn within(visit: &Visit, priority: &Priority, place: Value) -> Result<Vec<Precedent>> {
    let own = &priority.label.slug;
    let carried = priority.crosswalk_from.iter().map(|from| &from.slug);
    let all: Vec<&String> = std::iter::once(own).chain(carried).collect();
    let serving = |priorities: Value| {
        let mut filter = place.clone();
        filter["priorities"] = priorities;
        filter
    };
    let Data { direct, carried } = visit.ask(
        &OPERATION,
        json!({
            "direct": serving(json!([own])),
            "carried": serving(json!(all)),
            "priorities": all,
            // The first ones may be those that serve it directly.
            "first": SHOWN * 2,
        }),
    )?;
    let mut found = direct.nodes;
    for event in carried.nodes {
        if found.iter().all(|other| other.card.slug != event.card.slug) {
            found.push(event);
        }
    }
    found.truncate(SHOWN);
    Ok(found)
}

pub fn precedents(
    visit: &Visit,
    subject: &Subject,
    found: &[Precedents],
    notes: &mut Footnotes,
) -> Markup {
    html! {
        table.table.is-compact aria-label=(visit.say("先例", "Precedents")) {
            tbody {
                @for Precedents { priority, distance, events } in found {
                    tr {
                        th scope="row" {
                            (priority.label.link(visit, Kind::Priority))
                            (notes.marks(visit, [Note::Source(priority.source.clone())]))
                        }
                        td {
                            @if let Some(place) = distance.told(visit, subject) { p.reason { (place) } }
                            @for event in events { (one(visit, priority, event, *distance, notes)) }
                            @if events.is_empty() { (visit.say("資料に見当たらない。", "None in the documents.")) }
                        }
                    }
                }
            }
        }
    }
}

fn one(
    visit: &Visit,
    priority: &Priority,
    event: &Precedent,
    distance: Distance,
    notes: &mut Footnotes,
) -> Markup {
    let Precedent { card, findings: found, priorities } = event;
    let direct = priorities.iter().find(|tie| tie.priority.label.slug == priority.label.slug);
    let tie = direct.or(priorities.first());
    let through = tie.filter(|_| direct.is_none()).map(|Tie { priority, .. }| {
        let (plan, heading) = (&priority.action_plan.title, &priority.label.label);
        visit.say(format!("{plan}「{heading}」の事業。"), format!("Served “{heading}” of {plan}. "))
    });
    let judged = tie.filter(|tie| tie.basis != Basis::Stated).map(|_| super::inferred(visit));
    html! {
        p {
            (card.title_link(visit))
            (visit.say("（", " (")) (card.when(visit.language()))
            @if distance != Distance::Own { (visit.say("、", ", ")) (card.consulate.label) }
            (visit.say("）", ")"))
            (notes.marks(visit, sources(&card.sources).chain(findings(visit, found, super::ABOUT_TITLE))))
            " " (through.unwrap_or_default())
            @if let Some(reason) = tie.and_then(|tie| tie.reason.as_ref()) { (reason) (notes.marks(visit, judged)) }
        }
    }
}

impl Distance {
    /// Where the precedents are from, if not from here.
    fn told(self, visit: &Visit, subject: &Subject) -> Option<&'static str> {
        match (self, subject.kind) {
            (Self::Own, _) => None,
            (Self::Near, Kind::State) => Some(
                visit.say("同じ公館が管轄する他の州から", "From other states of the same post"),
            ),
            (Self::Near, _) => Some(
                visit.say("管轄州で他の公館が行った事業から", "From its states, by other posts"),
            ),
            (Self::Elsewhere, _) => Some(visit.say("他の州から", "From elsewhere")),
        }
    }
}
