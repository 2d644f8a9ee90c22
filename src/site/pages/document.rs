//! A document: what it is, the events in its order, and what it publishes besides.

pub mod text;

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::address::{Address, Parameters};
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::claim::{self, ClaimCard};
use crate::site::parts::connection::Total;
use crate::site::parts::date::{date, fiscal_years};
use crate::site::parts::document::{DocumentKind, citation};
use crate::site::parts::event::EventCard;
use crate::site::parts::finding::Finding;
use crate::site::parts::header::{breadcrumbs, counted, page_header, section};
use crate::site::parts::named::{Kind, Label, Named, links};
use crate::site::parts::number::count;
use crate::site::parts::pager::{self, PageInfo, pager};
use crate::site::parts::source::{Source, citations};
use crate::site::parts::table;
use crate::site::visit::Visit;
use crate::site::{Failure, Result};

static OPERATION: Operation = operation!("document");

/// Events on one page: as many as can be, since links from elsewhere lead to a row.
const PAGE_SIZE: usize = 100;

#[derive(Deserialize)]
struct Data {
    document: Option<Document>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    slug: String,
    title: String,
    ja_title: String,
    en_title: String,
    kind: DocumentKind,
    publisher: String,
    published: String,
    fiscal_years: Vec<i32>,
    description: String,
    action_plans: Vec<Label>,
    passages: Total,
    claims: Listed<ClaimCard>,
    findings: Listed<Remark>,
    events: Events,
}

/// The first of a list.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed<T> {
    total_count: u64,
    nodes: Vec<T>,
}

/// A finding on something that the document tells of, or on the document itself.
#[derive(Deserialize)]
struct Remark {
    about: Named,
    #[serde(flatten)]
    finding: Finding,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Events {
    total_count: u64,
    page_info: PageInfo,
    nodes: Vec<EventCard>,
}

pub fn page(visit: &Visit, slug: &str) -> Result {
    let mut variables = pager::arguments(visit, PAGE_SIZE);
    variables.insert("slug".to_owned(), json!(slug));
    let Data { document } = visit.ask(&OPERATION, variables)?;
    let document = document.ok_or(Failure::NotFound)?;
    let language = visit.language();
    let list = Kind::Document.plural(language).to_owned();
    let citing = [citation(visit, &document.publisher, &document.title, &document.published)];
    let body = html! {
        (breadcrumbs(visit, &[(Kind::Document.path(), list)], &document.title))
        (page_header(Kind::Document.name(language), &document.title, html! {
            @if document.ja_title != document.en_title {
                p.subtitle lang=(language.other().tag()) { (visit.say(&document.en_title, &document.ja_title)) }
            }
        }))
        div.with-aside {
            div.stack {
                @if !document.description.is_empty() { div.prose { p { (document.description) } } }
                (contents(visit, &document))
                (events(visit, &document))
                (figures(visit, &document))
            }
            aside.stack {
                (section("facts", visit.say("資料について", "About the document"), facts(visit, &document)))
                (findings(visit, &document))
                (citations(visit, &citing))
            }
        }
    };
    Ok(Page { title: document.title, layout: Layout::Plain, body })
}

fn facts(visit: &Visit, document: &Document) -> Markup {
    let language = visit.language();
    let row = |name: &str, value: Markup| {
        html! { div.fact { dt { (name) } dd { p { (value) } } } }
    };
    let text = text(visit, &document.slug);
    html! {
        dl.facts {
            (row(visit.say("種類", "Kind"), html! { (document.kind.name(visit)) }))
            (row(visit.say("発行者", "Publisher"), html! { (document.publisher) }))
            (row(visit.say("日付", "Date"), html! { time datetime=(document.published) { (date(language, &document.published)) } }))
            @if !document.fiscal_years.is_empty() {
                (row(visit.say("対象年度", "Fiscal years"), html! { (fiscal_years(language, &document.fiscal_years)) }))
            }
            @if !document.action_plans.is_empty() {
                (row(visit.say("示す計画", "Plans set out"), links(visit, Kind::ActionPlan, &document.action_plans)))
            }
            (row(visit.say("全文", "Full text"), html! {
                @match document.passages.total_count {
                    0 => (visit.say("取り込まれていません", "Not imported")),
                    n => a href=(text) { (visit.say(format!("全文を読む（{n}節）"), format!("Read it ({n} passages, in Japanese)"))) },
                }
            }))
        }
    }
}

/// What the page has, where it is long: whoever looks for figures need not pass all
/// events.
fn contents(visit: &Visit, document: &Document) -> Markup {
    let language = visit.language();
    let Document { slug, events, claims, findings, passages, .. } = document;
    let parts = [
        ("#s-events".to_owned(), visit.say("載っている事業", "Events"), events.total_count),
        ("#s-figures".to_owned(), Kind::Claim.plural(language), claims.total_count),
        ("#s-findings".to_owned(), visit.say("所見", "Findings"), findings.total_count),
        (
            text(visit, slug).to_string(),
            visit.say("全文（節）", "Full text, passages"),
            passages.total_count,
        ),
    ];
    html! {
        nav.toc aria-label=(visit.say("目次", "Contents")) {
            ul {
                @for (href, name, number) in parts.iter().filter(|(.., number)| *number > 0) {
                    li { a href=(href) { (name) } " " span.count { (count(*number)) } }
                }
            }
        }
    }
}

/// The page of its full text.
fn text(visit: &Visit, slug: &str) -> Address {
    visit.to(format!("{}/{slug}/text", Kind::Document.path()))
}

/// Where this document tells of an event.
fn place<'a>(document: &Document, event: &'a EventCard) -> Option<&'a Source> {
    event.sources.iter().find(|source| source.document.slug == document.slug)
}

/// Its events by the numbers that they have in it; those without one come last.
fn in_order(document: &Document) -> Vec<(&EventCard, Option<&Source>)> {
    let mut events: Vec<_> =
        document.events.nodes.iter().map(|event| (event, place(document, event))).collect();
    events.sort_by_key(|(_, place)| place.and_then(|place| place.ordinal).unwrap_or(u32::MAX));
    events
}

fn events(visit: &Visit, document: &Document) -> Markup {
    let language = visit.language();
    let Events { total_count, page_info, nodes } = &document.events;
    let events = in_order(document);
    let has_pages = events.iter().any(|(_, place)| place.is_some_and(|place| place.page.is_some()));
    let caption = html! {
        span.visually-hidden { (visit.say("載っている順の事業", "Events in the order of the document")) }
    };
    let rows = html! {
        thead { tr {
            th.number scope="col" { (visit.say("番号", "No.")) }
            th scope="col" { (Kind::Event.name(language)) }
            th scope="col" { (visit.say("時期", "When")) }
            th scope="col" { (Kind::Consulate.name(language)) }
            @if has_pages { th.number scope="col" { (visit.say("頁", "Page")) } }
        } }
        tbody {
            @for (event, place) in &events {
                @let ordinal = place.and_then(|place| place.ordinal);
                tr id=[ordinal.map(|ordinal| format!("s{ordinal}"))] {
                    td.number { @if let Some(ordinal) = ordinal { (ordinal) } @else { "—" } }
                    th scope="row" { (event.title_link(visit)) }
                    td { (event.time(language)) }
                    td { (event.consulate.link(visit, Kind::Consulate)) }
                    @if has_pages {
                        @match place.and_then(|place| place.page) {
                            Some(page) => td.number { (page) },
                            None => td.missing { "—" },
                        }
                    }
                }
            }
        }
    };
    let of_it = Parameters::default().with("documents", &document.slug);
    html! {
        @if *total_count > 0 {
            (section("events", counted(visit.say("載っている事業", "Events that it tells of"), *total_count), html! {
                (table::scrolling("t-events", "table", caption, rows))
                (pager(visit, page_info, nodes.len(), *total_count, PAGE_SIZE))
                p.more { a href=(visit.to_asking("/search", of_it)) { (visit.say("この資料の事業を検索で絞り込む", "Narrow these in the search")) } }
            }))
        }
    }
}

fn figures(visit: &Visit, document: &Document) -> Markup {
    let Listed { total_count, nodes } = &document.claims;
    html! {
        @if !nodes.is_empty() {
            (section("figures", counted(Kind::Claim.plural(visit.language()), *total_count), html! {
                (claim::table(visit, "t-figures", nodes, Some(&document.slug)))
                (claim::more(visit, "documents", &document.slug, nodes.len(), *total_count))
            }))
        }
    }
}

fn findings(visit: &Visit, document: &Document) -> Markup {
    let Listed { total_count, nodes } = &document.findings;
    let of_it = Parameters::default().with("documents", &document.slug);
    let all = count(*total_count);
    html! {
        @if !nodes.is_empty() {
            (section("findings", counted(visit.say("所見", "Findings"), *total_count), html! {
                @for Remark { about, finding } in nodes {
                    (finding.aside_on(visit, html! { @if about.kind != Kind::Document { (about.link(visit)) } }))
                }
                @if *total_count > nodes.len() as u64 {
                    p.more { a href=(visit.to_asking("/findings", of_it)) { (visit.say(format!("{all}件をすべて見る"), format!("See all {all}"))) } }
                }
            }))
        }
    }
}
