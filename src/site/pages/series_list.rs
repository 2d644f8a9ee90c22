//! Undertakings that recur.

use maud::{Markup, html};
use serde::Deserialize;

use crate::site::Result;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::connection::Paged;
use crate::site::parts::date::fiscal_year;
use crate::site::parts::header::{breadcrumbs, page_header};
use crate::site::parts::named::{Kind, Label};
use crate::site::parts::number::count;
use crate::site::parts::pager::{self, pager};
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("series_list");

/// Undertakings on one page.
const PAGE_SIZE: usize = 50;

#[derive(Deserialize)]
struct Data {
    series: Paged<Series>,
}

#[derive(Deserialize)]
struct Series {
    #[serde(flatten)]
    label: Label,
    description: String,
    events: Events,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Events {
    total_count: u64,
    nodes: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    fiscal_year: i32,
}

pub fn page(visit: &Visit) -> Result {
    let Data { series } = visit.ask(&OPERATION, pager::arguments(visit, PAGE_SIZE))?;
    let title = Kind::Series.plural(visit.language());
    let body = html! {
        (breadcrumbs(visit, &[], title))
        (page_header(visit.say("一覧", "Browse"), title, html! {
            p.lead { (visit.say(
                "繰り返し、又は複数年にわたって行われている取組です。ひとつの取組と見る根拠は、それぞれの頁にあります。",
                "Undertakings that were held more than once, or over several years. The page of each tells why its events are seen as one.",
            )) }
        }))
        ul.cards { @for series in &series.nodes { (card(visit, series)) } }
        (pager(visit, &series.page_info, series.nodes.len(), series.total_count, PAGE_SIZE))
    };
    Ok(Page { title: title.to_owned(), layout: Layout::Plain, body })
}

fn card(visit: &Visit, series: &Series) -> Markup {
    let language = visit.language();
    let mut years: Vec<i32> = series.events.nodes.iter().map(|event| event.fiscal_year).collect();
    years.sort_unstable();
    years.dedup();
    let years: Vec<String> = years.into_iter().map(|year| fiscal_year(language, year)).collect();
    html! {
        li.card {
            h2.card-title { (series.label.link(visit, Kind::Series)) }
            p.card-meta { (years.join(visit.say("、", ", "))) }
            p.card-text { (series.description) }
            p.card-count { b { (count(series.events.total_count)) } (visit.say(" 件の事業", " events")) }
        }
    }
}
