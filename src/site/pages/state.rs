//! A state: who answers for it, what was held in it and with whom, and what is
//! published about it.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::address::Parameters;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::activity::{self, Activity};
use crate::site::parts::basis::reason;
use crate::site::parts::claim::ClaimCard;
use crate::site::parts::connection::Nodes;
use crate::site::parts::fact::{fact, names, stat};
use crate::site::parts::figures::{figures, newest, value};
use crate::site::parts::finding::{Finding, findings};
use crate::site::parts::header::{breadcrumbs, counted, page_header, section};
use crate::site::parts::jurisdiction::Jurisdiction;
use crate::site::parts::named::{Kind, link};
use crate::site::parts::number::count;
use crate::site::parts::organisation::OrganisationKind;
use crate::site::parts::partnership::{self, PartnershipCard};
use crate::site::parts::source::{citations, page_citation};
use crate::site::visit::Visit;
use crate::site::{Failure, Result};

static OPERATION: Operation = operation!("state");

/// Events shown.
const LATEST: usize = 10;

#[derive(Deserialize)]
struct Data {
    state: Option<State>,
    #[serde(flatten)]
    activity: Activity,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct State {
    code: String,
    name: String,
    ja_name: String,
    en_name: String,
    kind: StateKind,
    aliases: Vec<String>,
    consulates: Vec<Post>,
    organisations: Vec<Resident>,
    partnerships: Vec<PartnershipCard>,
    claims: Nodes<Claim>,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Claim {
    measure: String,
    #[serde(flatten)]
    figure: ClaimCard,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum StateKind {
    State,
    District,
    Territory,
}

/// A post that answers for the state, and all that it answers for.
#[derive(Deserialize)]
struct Post {
    slug: String,
    name: String,
    jurisdiction: Vec<Jurisdiction>,
}

/// An organisation at home in the state.
#[derive(Deserialize)]
struct Resident {
    slug: String,
    name: String,
    kind: OrganisationKind,
}

impl StateKind {
    fn name(self, visit: &Visit) -> &'static str {
        match self {
            Self::State => visit.say("州", "State"),
            Self::District => visit.say("特別区", "Federal district"),
            Self::Territory => visit.say("準州等", "Territory"),
        }
    }
}

pub fn page(visit: &Visit, code: &str) -> Result {
    let about = Parameters::default().with("states", code);
    let mut variables = activity::variables(&about, LATEST);
    variables.insert("code".to_owned(), json!(code));
    let Data { state, activity } = visit.ask(&OPERATION, variables)?;
    let state = state.ok_or(Failure::NotFound)?;
    let list = visit.say("州", "States").to_owned();
    let briefing = visit.to(format!("/briefings/states/{code}"));
    let coverage = visit.to_asking("/coverage", about.clone());
    let citation = page_citation(
        visit,
        &visit.say(
            format!("{}の事業（{}件）", state.name, count(activity.events.total_count)),
            format!("{}: {} events", state.name, count(activity.events.total_count)),
        ),
    );
    let body = html! {
        (breadcrumbs(visit, &[("/states", list)], &state.name))
        (page_header(state.kind.name(visit), &state.name, html! {
            p.subtitle lang=(visit.language().other().tag()) { (visit.say(&state.en_name, &state.ja_name)) }
            p.actions {
                a.button.is-secondary href=(briefing) { (visit.say("概況資料（印刷用）", "Briefing, to print")) }
                a.button.is-secondary href=(coverage) { (visit.say("この州の空白を探す", "Find gaps in this state")) }
            }
        }))
        div.stack {
        (stats(visit, &state, &activity, &about))
        div.with-aside {
            div {
                (activity.events(visit, &about))
                (activity.subjects(visit, &about))
                (activity.organisations(visit, &about))
                (residents(visit, &state))
                (figures(visit, state.claims.nodes.iter().map(|claim| &claim.figure)))
            }
            aside.stack {
                (section("facts", visit.say("基本情報", "Facts"), facts(visit, &state)))
                (posts(visit, &state))
                @if !state.partnerships.is_empty() {
                    (section("partnerships", counted(visit.say("姉妹都市等", "Partnerships"), state.partnerships.len() as u64),
                        partnership::list(visit, &state.partnerships)))
                }
                (findings(visit, &state.findings))
                (citations(visit, &[citation]))
            }
        }
        }
    };
    Ok(Page { title: state.name, layout: Layout::Plain, body })
}

fn stats(visit: &Visit, state: &State, activity: &Activity, about: &Parameters) -> Markup {
    let within = |id: &str, number: u64| {
        html! { @if number == 0 { "0" } @else { a href=(format!("#s-{id}")) { (count(number)) } } }
    };
    let figure = |name: &str, figure: &ClaimCard| {
        let name = match figure.when(visit.language()) {
            Some(when) => visit.say(format!("{name}（{when}）"), format!("{name} ({when})")),
            None => name.to_owned(),
        };
        stat(name, value(visit, figure))
    };
    let of = |measure: &'static str| {
        let claims = state.claims.nodes.iter().filter(move |claim| claim.measure == measure);
        claims.map(|claim| &claim.figure)
    };
    html! {
        dl.stats {
            (stat(visit.say("事業", "Events"), activity.total(visit, about)))
            (stat(visit.say("関わった団体", "Partners"), within("partners", activity.partners())))
            (stat(visit.say("姉妹都市等", "Partnerships"), within("partnerships", state.partnerships.len() as u64)))
            @if let Some(sites) = newest(of("business-sites")) {
                (figure(visit.say("日系企業の拠点", "Business sites"), sites))
            }
            @if let Some(jobs) = newest(of("jobs")) {
                (figure(visit.say("日系企業の雇用", "Jobs"), jobs))
            }
        }
    }
}

fn facts(visit: &Visit, state: &State) -> Markup {
    html! {
        dl.facts {
            (fact(visit.say("略号", "Code"), html! { p { (state.code) } }))
            @if !state.aliases.is_empty() {
                (fact(visit.say("ほかの表記", "Other names"), names(&state.aliases)))
            }
        }
    }
}

/// Who answers for it, for which part and since when, and how that is known.
fn posts(visit: &Visit, state: &State) -> Markup {
    html! {
        @if !state.consulates.is_empty() {
            (section("posts", visit.say("管轄する在外公館", "Posts that answer for it"), html! {
                ul.values {
                    @for post in &state.consulates {
                        @for part in post.jurisdiction.iter().filter(|part| part.state.code == state.code) {
                            li {
                                (link(visit, Kind::Consulate, &post.slug, &post.name)) " " (part.basis.badge(visit))
                                @if let Some(area) = &part.area { p { (area) } }
                                @if let Some(time) = part.time(visit.language()) { p { (time) } }
                                (reason(visit, part.source.as_deref()))
                            }
                        }
                    }
                }
            }))
        }
    }
}

/// Organisations of the state by kind, whether or not they had a part in an event.
fn residents(visit: &Visit, state: &State) -> Markup {
    let of =
        |kind: OrganisationKind| state.organisations.iter().filter(move |found| found.kind == kind);
    let all = visit.to_asking("/organisations", Parameters::default().with("states", &state.code));
    html! {
        @if !state.organisations.is_empty() {
            (section("organisations", counted(visit.say("この州の団体", "Organisations of the state"), state.organisations.len() as u64), html! {
                dl.facts {
                    @for kind in OrganisationKind::ALL {
                        @if of(kind).next().is_some() {
                            (fact(kind.name(visit.language()), html! {
                                ul.values {
                                    @for found in of(kind) {
                                        li { (link(visit, Kind::Organisation, &found.slug, &found.name)) }
                                    }
                                }
                            }))
                        }
                    }
                }
                p.more { a href=(all) { (visit.say("団体の一覧で見る", "See them in the list of organisations")) } }
            }))
        }
    }
}
