//! An organisation: what it is, what it is a part of, and its part in each event.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::address::Parameters;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::pages::search::FacetCount;
use crate::site::parts::activity::{self, Activity};
use crate::site::parts::claim::ClaimCard;
use crate::site::parts::connection::{Nodes, Paged, Total};
use crate::site::parts::event::EventCard;
use crate::site::parts::fact::{fact, names};
use crate::site::parts::figures::figures;
use crate::site::parts::finding::{Finding, findings};
use crate::site::parts::header::{breadcrumbs, counted, page_header, section};
use crate::site::parts::named::{Kind, Label, links};
use crate::site::parts::number::count;
use crate::site::parts::organisation::{OrganisationKind, country};
use crate::site::parts::pager::{self, pager};
use crate::site::parts::participation::Participation;
use crate::site::parts::source::{citations, page_citation};
use crate::site::parts::table;
use crate::site::parts::tree::{branches, tree};
use crate::site::visit::Visit;
use crate::site::{Failure, Result};

static OPERATION: Operation = operation!("organisation");

/// Events on one page.
const PAGE_SIZE: usize = 20;

#[derive(Deserialize)]
struct Data {
    organisation: Option<Organisation>,
    #[serde(flatten)]
    activity: Activity,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Organisation {
    slug: String,
    name: String,
    ja_name: String,
    en_name: String,
    aliases: Vec<String>,
    kind: OrganisationKind,
    country: Option<String>,
    description: Option<String>,
    state: Option<Label>,
    parent: Option<Label>,
    parts: Vec<Part>,
    events: Paged<Took>,
    claims: Nodes<ClaimCard>,
    findings: Vec<Finding>,
}

/// A part of it, with the parts of that.
#[derive(Deserialize)]
struct Part {
    slug: String,
    name: String,
    events: Total,
    #[serde(default)]
    parts: Vec<Part>,
}

/// An event, and the part that it or a part of it had in it.
#[derive(Deserialize)]
struct Took {
    #[serde(flatten)]
    event: EventCard,
    partners: Vec<Participation>,
}

pub fn page(visit: &Visit, slug: &str) -> Result {
    let about = Parameters::default().with("organisations", slug);
    let mut variables = activity::variables(&about, 1);
    variables.extend(pager::arguments(visit, PAGE_SIZE));
    variables.insert("slug".to_owned(), json!(slug));
    let Data { organisation, activity } = visit.ask(&OPERATION, variables)?;
    let organisation = organisation.ok_or(Failure::NotFound)?;
    let language = visit.language();
    let list = Kind::Organisation.plural(language).to_owned();
    let total = count(organisation.events.total_count);
    let title = visit.say(
        format!("{}が関わった事業（{total}件）", organisation.name),
        format!("{}: {total} events", organisation.name),
    );
    let body = html! {
        (breadcrumbs(visit, &[("/organisations", list)], &organisation.name))
        (page_header(organisation.kind.name(language), &organisation.name, html! {
            @let other = visit.say(&organisation.en_name, &organisation.ja_name);
            @if *other != organisation.name { p.subtitle lang=(language.other().tag()) { (other) } }
            @if let Some(description) = &organisation.description { p.lead { (description) } }
        }))
        div.with-aside {
            div {
                (activity.years(visit, &about))
                (events(visit, &organisation, &about))
                (activity.themes(visit, &about))
                (figures(visit, &organisation.claims.nodes))
            }
            aside.stack {
                (section("facts", visit.say("基本情報", "Facts"), facts(visit, &organisation)))
                (parts(visit, &organisation))
                (activity.posts(visit, &about))
                (activity.states(visit, &about))
                (findings(visit, &organisation.findings))
                (citations(visit, &[page_citation(visit, &title)]))
            }
        }
    };
    Ok(Page { title: organisation.name, layout: Layout::Plain, body })
}

fn facts(visit: &Visit, organisation: &Organisation) -> Markup {
    let language = visit.language();
    html! {
        dl.facts {
            (fact(visit.say("種類", "Kind"), html! {
                p { a href=(visit.to_asking("/organisations", Parameters::default().with("kinds", organisation.kind.code()))) { (organisation.kind.name(language)) } }
            }))
            @if organisation.state.is_some() || organisation.country.is_some() {
                (fact(visit.say("所在", "Place"), html! {
                    p {
                        @if let Some(code) = &organisation.country { (country(language, code)) " " }
                        @if let Some(state) = &organisation.state { (state.link(visit, Kind::State)) }
                    }
                }))
            }
            @if let Some(parent) = &organisation.parent {
                (fact(visit.say("上位の団体", "Part of"), html! { p { (parent.link(visit, Kind::Organisation)) } }))
            }
            @if !organisation.aliases.is_empty() {
                (fact(visit.say("ほかの呼び方", "Other names"), names(&organisation.aliases)))
            }
        }
    }
}

/// What belongs to it, with the events of each.
fn parts(visit: &Visit, organisation: &Organisation) -> Markup {
    let mut counts = Vec::new();
    let mut add = |part: &Part| {
        let Part { slug, name, events, .. } = part;
        counts.push(FacetCount {
            value: slug.clone(),
            label: name.clone(),
            count: events.total_count,
        });
    };
    for part in &organisation.parts {
        add(part);
        part.parts.iter().for_each(&mut add);
    }
    let counted_by =
        |slug: &str| visit.to_asking("/search", Parameters::default().with("organisations", slug));
    html! {
        @if !counts.is_empty() {
            (section("parts", counted(visit.say("下部組織", "Its parts"), counts.len() as u64),
                tree(visit, Kind::Organisation, &branches(&counts), &counted_by)))
        }
    }
}

/// Its events, newest first, with the part that it had.
fn events(visit: &Visit, organisation: &Organisation, about: &Parameters) -> Markup {
    let language = visit.language();
    let Paged { total_count: total, page_info, nodes } = &organisation.events;
    let caption = html! { span.visually-hidden { (visit.say("関わった事業", "Events")) } };
    let rows = html! {
        thead { tr {
            th scope="col" { (visit.say("日程", "Date")) }
            th scope="col" { (visit.say("事業", "Event")) }
            th scope="col" { (visit.say("関わり方", "Role")) }
            th scope="col" { (visit.say("在外公館", "Post")) }
            th scope="col" { (visit.say("州", "State")) }
        } }
        tbody {
            @for Took { event, partners } in nodes {
                tr {
                    td { (event.when(language)) }
                    th scope="row" { (event.title_link(visit)) }
                    td {
                        @for partner in partners {
                            p {
                                (partner.badges(visit))
                                @if partner.organisation.slug != organisation.slug {
                                    " " (partner.organisation.link(visit, Kind::Organisation))
                                }
                            }
                            (partner.why(visit))
                        }
                    }
                    td { (event.consulate.link(visit, Kind::Consulate)) }
                    td { (links(visit, Kind::State, &event.states)) }
                }
            }
        }
    };
    html! {
        @if *total > 0 {
            (section("events", counted(visit.say("関わった事業", "Events it had a part in"), *total), html! {
                (table::scrolling("t-events", "table", caption, rows))
                (pager(visit, page_info, nodes.len(), *total, PAGE_SIZE))
                p.more { a href=(visit.to_asking("/search", about.clone())) {
                    (visit.say("検索で開く（並べ替え・書き出し）", "Open in the search, to sort or download"))
                } }
            }))
        }
    }
}
