//! A post: what it answers for and how that is known, and what it has held.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::address::Parameters;
use crate::site::charts::tiles::{Tile, tiles};
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::activity::{self, Activity, searching};
use crate::site::parts::claim::ClaimCard;
use crate::site::parts::connection::Nodes;
use crate::site::parts::fact::{fact, names, stat};
use crate::site::parts::figures::figures;
use crate::site::parts::finding::{Finding, findings};
use crate::site::parts::header::{breadcrumbs, page_header, section};
use crate::site::parts::jurisdiction::Jurisdiction;
use crate::site::parts::named::{Kind, Label, link};
use crate::site::parts::number::count;
use crate::site::parts::post::PostKind;
use crate::site::parts::reference::linked;
use crate::site::parts::source::{citations, page_citation};
use crate::site::parts::table;
use crate::site::visit::Visit;
use crate::site::{Failure, Result};

static OPERATION: Operation = operation!("consulate");

/// Events shown.
const LATEST: usize = 10;

#[derive(Deserialize)]
struct Data {
    consulate: Option<Consulate>,
    states: Nodes<Label>,
    #[serde(flatten)]
    activity: Activity,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Consulate {
    name: String,
    ja_name: String,
    en_name: String,
    kind: PostKind,
    city: String,
    aliases: Vec<String>,
    jurisdiction: Vec<Jurisdiction>,
    claims: Nodes<ClaimCard>,
    findings: Vec<Finding>,
}

pub fn page(visit: &Visit, slug: &str) -> Result {
    let about = Parameters::default().with("consulates", slug);
    let mut variables = activity::variables(&about, LATEST);
    variables.insert("slug".to_owned(), json!(slug));
    let Data { consulate, states, activity } = visit.ask(&OPERATION, variables)?;
    let consulate = consulate.ok_or(Failure::NotFound)?;
    let language = visit.language();
    let list = Kind::Consulate.plural(language).to_owned();
    let briefing = visit.to(format!("/briefings/consulates/{slug}"));
    let total = count(activity.events.total_count);
    let title = visit.say(
        format!("{}の事業（{total}件）", consulate.name),
        format!("{}: {total} events", consulate.name),
    );
    let body = html! {
        (breadcrumbs(visit, &[("/consulates", list)], &consulate.name))
        (page_header(consulate.kind.name(language), &consulate.name, html! {
            p.subtitle lang=(language.other().tag()) { (visit.say(&consulate.en_name, &consulate.ja_name)) }
            p.actions {
                a.button.is-secondary href=(briefing) { (visit.say("概況資料（印刷用）", "Briefing, to print")) }
                a.button.is-secondary href=(visit.to_asking("/coverage", about.clone())) { (visit.say("この公館の空白を探す", "Find gaps of this post")) }
            }
        }))
        div.stack {
        dl.stats {
            (stat(visit.say("事業", "Events"), activity.total(visit, &about)))
            (stat(visit.say("関わった団体", "Partners"), html! {
                @if activity.partners() == 0 { "0" } @else { a href="#s-partners" { (count(activity.partners())) } }
            }))
            (stat(visit.say("管轄する州", "States it answers for"), html! { a href="#s-jurisdiction" { (consulate.jurisdiction.len()) } }))
        }
        div.with-aside {
            div {
                (activity.events(visit, &about))
                (section("jurisdiction", visit.say("管轄", "Jurisdiction"), html! {
                    div.stack {
                        (map(visit, &consulate, &states.nodes, &activity, &about))
                        (jurisdiction(visit, &consulate.jurisdiction))
                    }
                }))
                (activity.subjects(visit, &about))
                (activity.organisations(visit, &about))
                (figures(visit, &consulate.claims.nodes))
            }
            aside.stack {
                (section("facts", visit.say("基本情報", "Facts"), html! {
                    dl.facts { (fact(visit.say("所在地", "City"), html! { p { (consulate.city) } })) }
                }))
                @if !consulate.aliases.is_empty() {
                    (section("names", visit.say("ほかの呼び方", "Other names"), names(&consulate.aliases)))
                }
                (findings(visit, &consulate.findings))
                (citations(visit, &[page_citation(visit, &title)]))
            }
        }
        }
    };
    Ok(Page { title: consulate.name, layout: Layout::Plain, body })
}

/// Where its events were held; what it answers for is marked.
fn map(
    visit: &Visit,
    consulate: &Consulate,
    states: &[Label],
    activity: &Activity,
    about: &Parameters,
) -> Markup {
    let tile = |state: &Label| {
        let found = activity.events.facets.states.iter().find(|found| found.value == state.slug);
        let count = found.map_or(0, |found| found.count);
        let held = searching(visit, &about.clone().with("states", &state.slug));
        Tile {
            code: state.slug.clone(),
            name: state.label.clone(),
            count,
            href: if count > 0 { held } else { visit.to(format!("/states/{}", state.slug)) },
            is_selected: consulate.jurisdiction.iter().any(|part| part.state.code == state.slug),
        }
    };
    let tiles_of: Vec<Tile> = states.iter().map(tile).collect();
    tiles(
        visit,
        "c-jurisdiction",
        visit.say("州別の事業の数（枠は管轄する州）", "Events by state (framed: its jurisdiction)"),
        visit.say("件", " events"),
        &tiles_of,
    )
}

fn jurisdiction(visit: &Visit, parts: &[Jurisdiction]) -> Markup {
    let language = visit.language();
    let has_times = parts.iter().any(|part| part.time(language).is_some());
    let caption =
        html! { (visit.say("管轄する州とその根拠", "What it answers for, and how that is known")) };
    let rows = html! {
        thead { tr {
            th scope="col" { (visit.say("州", "State")) }
            th scope="col" { (visit.say("範囲", "Area")) }
            @if has_times { th scope="col" { (visit.say("期間", "Time")) } }
            th scope="col" { (visit.say("根拠", "Basis")) }
        } }
        tbody {
            @for part in parts {
                tr {
                    th scope="row" { (link(visit, Kind::State, &part.state.code, &part.state.name)) }
                    td { (part.area.as_deref().unwrap_or(visit.say("全域", "all of it"))) }
                    @if has_times { td { (part.time(language).unwrap_or_default()) } }
                    td {
                        (part.basis.badge(visit))
                        @if let Some(source) = &part.source { p.reason { (linked(visit, source)) } }
                    }
                }
            }
        }
    };
    table::scrolling("t-jurisdiction", "table is-compact", caption, rows)
}
