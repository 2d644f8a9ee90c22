//! A theme: who works on it, where, and what was held.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::address::Parameters;
use crate::site::charts::tiles::tiles;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::pages::search::{FacetCount, state_tiles};
use crate::site::parts::activity::{self, Activity, searching};
use crate::site::parts::claim::ClaimCard;
use crate::site::parts::connection::{Nodes, Total};
use crate::site::parts::fact::{fact, names, stat};
use crate::site::parts::figures::figures;
use crate::site::parts::finding::{Finding, findings};
use crate::site::parts::header::{breadcrumbs, page_header, section};
use crate::site::parts::named::{Kind, Label};
use crate::site::parts::number::count;
use crate::site::parts::source::{citations, page_citation};
use crate::site::parts::tree::{branches, tree};
use crate::site::visit::Visit;
use crate::site::{Failure, Result};

static OPERATION: Operation = operation!("theme");

/// Events shown.
const LATEST: usize = 10;

#[derive(Deserialize)]
struct Data {
    theme: Option<Theme>,
    states: Nodes<Label>,
    #[serde(flatten)]
    activity: Activity,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Theme {
    name: String,
    ja_name: String,
    en_name: String,
    aliases: Vec<String>,
    description: String,
    parent: Option<Label>,
    parts: Vec<Part>,
    claims: Nodes<ClaimCard>,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Part {
    #[serde(flatten)]
    label: Label,
    events: Total,
}

pub fn page(visit: &Visit, slug: &str) -> Result {
    let about = Parameters::default().with("themes", slug);
    let mut variables = activity::variables(&about, LATEST);
    variables.insert("slug".to_owned(), json!(slug));
    let Data { theme, states, activity } = visit.ask(&OPERATION, variables)?;
    let theme = theme.ok_or(Failure::NotFound)?;
    let language = visit.language();
    let list = Kind::Theme.plural(language).to_owned();
    let total = count(activity.events.total_count);
    let title = visit.say(
        format!("主題「{}」の事業（{total}件）", theme.name),
        format!("{}: {total} events", theme.name),
    );
    let search = searching(visit, &about);
    let parent = theme.parent.as_ref().map(|parent| (format!("/themes/{}", parent.slug), parent));
    let mut above = vec![("/themes", list)];
    if let Some((path, parent)) = &parent {
        above.push((path.as_str(), parent.label.clone()));
    }
    let body = html! {
        (breadcrumbs(visit, &above, &theme.name))
        (page_header(Kind::Theme.name(language), &theme.name, html! {
            p.subtitle lang=(language.other().tag()) { (visit.say(&theme.en_name, &theme.ja_name)) }
            @if !theme.description.is_empty() { p.lead { (theme.description) } }
        }))
        div.stack {
        dl.stats {
            (stat(visit.say("事業", "Events"), activity.total(visit, &about)))
            (stat(visit.say("関わった団体", "Partners"), html! {
                @if activity.partners() == 0 { "0" } @else { a href="#s-partners" { (count(activity.partners())) } }
            }))
            (stat(visit.say("州", "States"), html! {
                @let states = activity.events.facets.states.len() as u64;
                @if states == 0 { "0" } @else { a href="#s-states" { (count(states)) } }
            }))
        }
        div.with-aside {
            div {
                (activity.organisations(visit, &about))
                (activity.events(visit, &about))
                @if !activity.events.facets.states.is_empty() {
                    (section("states", visit.say("州", "States"), tiles(
                        visit, "c-states", visit.say("州別の事業の数", "Events by state"), visit.say("件", " events"),
                        &state_tiles(&search, &states.nodes, &activity.events.facets.states),
                    )))
                }
                (activity.priorities(visit, &about))
                (figures(visit, &theme.claims.nodes))
            }
            aside.stack {
                (parts(visit, &theme))
                @if !theme.aliases.is_empty() {
                    (section("facts", visit.say("基本情報", "Facts"), html! {
                        dl.facts { (fact(visit.say("ほかの言い方", "Other words"), names(&theme.aliases))) }
                    }))
                }
                (activity.posts(visit, &about))
                (findings(visit, &theme.findings))
                (citations(visit, &[page_citation(visit, &title)]))
            }
        }
        }
    };
    Ok(Page { title: theme.name, layout: Layout::Plain, body })
}

/// Themes that belong to it.
fn parts(visit: &Visit, theme: &Theme) -> Markup {
    let counted = |part: &Part| FacetCount {
        value: part.label.slug.clone(),
        label: part.label.label.clone(),
        count: part.events.total_count,
    };
    let counts: Vec<FacetCount> = theme.parts.iter().map(counted).collect();
    let searching =
        |slug: &str| visit.to_asking("/search", Parameters::default().with("themes", slug));
    html! {
        @if !counts.is_empty() {
            (section("parts", visit.say("下位の主題", "Its parts"), tree(visit, Kind::Theme, &branches(&counts), &searching)))
        }
    }
}
