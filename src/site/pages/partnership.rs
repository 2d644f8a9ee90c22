//! A tie between a place in the United States and one in Japan: how it is known, and
//! the events that it has to do with.

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
use crate::site::parts::fact::fact;
use crate::site::parts::figures::figures;
use crate::site::parts::finding::{Finding, findings};
use crate::site::parts::header::{breadcrumbs, counted, page_header, section};
use crate::site::parts::named::Kind;
use crate::site::parts::partnership::PartnershipCard;
use crate::site::parts::source::{Source, citations, sources};
use crate::site::visit::Visit;
use crate::site::{Failure, Result};

static OPERATION: Operation = operation!("partnership");

/// Events shown.
const LATEST: usize = 20;

#[derive(Deserialize)]
struct Data {
    partnership: Option<Partnership>,
    #[serde(flatten)]
    activity: Activity,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Partnership {
    #[serde(flatten)]
    card: PartnershipCard,
    ja_name: String,
    en_name: String,
    reason: Option<String>,
    sources: Vec<Source>,
    claims: Nodes<ClaimCard>,
    findings: Vec<Finding>,
}

pub fn page(visit: &Visit, slug: &str) -> Result {
    let about = Parameters::default().with("partnerships", slug);
    let mut variables = activity::variables(&about, LATEST);
    variables.insert("slug".to_owned(), json!(slug));
    let Data { partnership, activity } = visit.ask(&OPERATION, variables)?;
    let partnership = partnership.ok_or(Failure::NotFound)?;
    let (language, card) = (visit.language(), &partnership.card);
    let list = Kind::Partnership.plural(language).to_owned();
    let cite = |source: &Source| source.citation(visit, &card.title);
    let citing: Vec<String> = partnership.sources.iter().map(cite).collect();
    let body = html! {
        (breadcrumbs(visit, &[("/partnerships", list)], &card.title))
        (page_header(card.kind.name(language), &card.title, html! {
            p.subtitle lang=(language.other().tag()) { (visit.say(&partnership.en_name, &partnership.ja_name)) }
        }))
        div.with-aside {
            div {
                (section("facts", visit.say("提携", "The tie"), facts(visit, &partnership)))
                @if activity.events.total_count > 0 {
                    (section("events", counted(visit.say("関わりのある事業", "Events it has to do with"), activity.events.total_count),
                        activity.latest(visit, &about)))
                }
                (figures(visit, &partnership.claims.nodes))
            }
            aside.stack {
                @if !partnership.sources.is_empty() {
                    (section("sources", visit.say("もとになった資料", "Source documents"), sources(visit, &partnership.sources)))
                }
                (findings(visit, &partnership.findings))
                (citations(visit, &citing))
            }
        }
    };
    Ok(Page { title: partnership.card.title, layout: Layout::Plain, body })
}

fn facts(visit: &Visit, partnership: &Partnership) -> Markup {
    let card = &partnership.card;
    html! {
        dl.facts {
            (fact(visit.say("米国側", "In the United States"), html! { p { (card.us_side(visit)) } }))
            (fact(visit.say("日本側", "In Japan"), html! { p { (card.jp_side()) } }))
            @if let Some(since) = card.since(visit.language()) {
                (fact(visit.say("締結", "Since"), html! { p { (since) } }))
            }
            (fact(visit.say("根拠", "Basis"), html! {
                p { (card.basis.badge(visit)) }
                (reason(visit, partnership.reason.as_deref()))
            }))
        }
    }
}
