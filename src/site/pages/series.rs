//! An undertaking that recurs: what shows that its events are one, and the events.

use maud::html;
use serde::Deserialize;
use serde_json::json;

use crate::site::address::Parameters;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::activity::{self, Activity};
use crate::site::parts::claim::ClaimCard;
use crate::site::parts::connection::Nodes;
use crate::site::parts::figures::figures;
use crate::site::parts::finding::{Finding, findings};
use crate::site::parts::header::{breadcrumbs, page_header, section};
use crate::site::parts::named::Kind;
use crate::site::parts::pager::PageInfo;
use crate::site::parts::reference::linked;
use crate::site::parts::source::{Source, citations, sources};
use crate::site::visit::Visit;
use crate::site::{Failure, Result};

static IDS: Operation = operation!("series_ids");

static OPERATION: Operation = operation!("series");

/// Events shown.
const LATEST: usize = 20;

#[derive(Deserialize)]
struct Ids {
    series: IdPage,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct IdPage {
    page_info: PageInfo,
    nodes: Vec<Id>,
}

#[derive(Deserialize)]
struct Id {
    id: String,
    slug: String,
}

#[derive(Deserialize)]
struct Data {
    node: Option<Series>,
    #[serde(flatten)]
    activity: Activity,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Series {
    title: String,
    ja_title: String,
    en_title: String,
    description: String,
    evidence: String,
    sources: Vec<Source>,
    claims: Nodes<ClaimCard>,
    findings: Vec<Finding>,
}

/// The id of the one with a slug: of series, the schema gives the list only.
fn id(visit: &Visit, slug: &str) -> Result<String> {
    let mut after = None;
    loop {
        let Ids { series } = visit.ask(&IDS, json!({ "after": after }))?;
        if let Some(found) = series.nodes.into_iter().find(|found| found.slug == slug) {
            return Ok(found.id);
        }
        if !series.page_info.has_next_page {
            return Err(Failure::NotFound);
        }
        after = series.page_info.end_cursor;
    }
}

pub fn page(visit: &Visit, slug: &str) -> Result {
    let about = Parameters::default().with("series", slug);
    let mut variables = activity::variables(&about, LATEST);
    variables.insert("id".to_owned(), json!(id(visit, slug)?));
    let Data { node, activity } = visit.ask(&OPERATION, variables)?;
    let series = node.ok_or(Failure::NotFound)?;
    let language = visit.language();
    let list = Kind::Series.plural(language).to_owned();
    let cite = |source: &Source| source.citation(visit, &series.title);
    let citing: Vec<String> = series.sources.iter().map(cite).collect();
    let body = html! {
        (breadcrumbs(visit, &[("/series", list)], &series.title))
        (page_header(Kind::Series.name(language), &series.title, html! {
            p.subtitle lang=(language.other().tag()) { (visit.say(&series.en_title, &series.ja_title)) }
            p.lead { (series.description) }
        }))
        div.with-aside {
            div {
                (activity.events(visit, &about))
                (activity.themes(visit, &about))
                (activity.organisations(visit, &about))
                (figures(visit, &series.claims.nodes))
            }
            aside.stack {
                (section("evidence", visit.say("ひとつの取組と見る根拠", "Why these are one undertaking"), html! {
                    p { (linked(visit, &series.evidence)) }
                }))
                (activity.posts(visit, &about))
                (activity.states(visit, &about))
                @if !series.sources.is_empty() {
                    (section("sources", visit.say("もとになった資料", "Source documents"), sources(visit, &series.sources)))
                }
                (findings(visit, &series.findings))
                (citations(visit, &citing))
            }
        }
    };
    Ok(Page { title: series.title, layout: Layout::Plain, body })
}
