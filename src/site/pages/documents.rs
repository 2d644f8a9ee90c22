//! The documents that everything comes from.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::Result;
use crate::site::address::Parameters;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::connection::{Nodes, Total};
use crate::site::parts::date::{date, fiscal_years};
use crate::site::parts::document::DocumentKind;
use crate::site::parts::header::{breadcrumbs, page_header};
use crate::site::parts::named::{Kind, Label};
use crate::site::parts::number::count;
use crate::site::parts::table;
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("documents");

#[derive(Deserialize)]
struct Data {
    documents: Nodes<Document>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    #[serde(flatten)]
    label: Label,
    kind: DocumentKind,
    publisher: String,
    published: String,
    fiscal_years: Vec<i32>,
    events: Total,
    claims: Total,
    findings: Total,
}

pub fn page(visit: &Visit) -> Result {
    let Data { documents: Nodes { nodes } } = visit.ask(&OPERATION, json!({}))?;
    let title = Kind::Document.plural(visit.language());
    let body = html! {
        (breadcrumbs(visit, &[], title))
        (page_header(visit.say("一覧", "Browse"), title, html! {
            p.lead { (visit.say(
                "草の根に載る事業と数値は、すべてこれらの資料によるものです。",
                "Every event and every figure here comes from these documents.",
            )) }
        }))
        (rows(visit, &nodes))
    };
    Ok(Page { title: title.to_owned(), layout: Layout::Wide, body })
}

fn rows(visit: &Visit, documents: &[Document]) -> Markup {
    let language = visit.language();
    let number = |path: &str, slug: &str, Total { total_count }: &Total| {
        let of_it = visit.to_asking(path, Parameters::default().with("documents", slug));
        html! {
            td.number {
                @if *total_count == 0 { "0" } @else { a href=(of_it) { (count(*total_count)) } }
            }
        }
    };
    let caption = html! { span.visually-hidden { (visit.say("資料の一覧", "Documents")) } };
    let rows = html! {
        thead { tr {
            th scope="col" { (visit.say("資料", "Document")) }
            th scope="col" { (visit.say("種類", "Kind")) }
            th scope="col" { (visit.say("発行", "Published")) }
            th scope="col" { (visit.say("対象年度", "Fiscal years")) }
            th.number scope="col" { (Kind::Event.plural(language)) }
            th.number scope="col" { (Kind::Claim.plural(language)) }
            th.number scope="col" { (visit.say("所見", "Findings")) }
        } }
        tbody {
            @for document in documents {
                @let slug = &document.label.slug;
                tr {
                    th scope="row" { (document.label.link(visit, Kind::Document)) }
                    td { (document.kind.name(visit)) }
                    td { time datetime=(document.published) { (date(language, &document.published)) } br; (document.publisher) }
                    td { (fiscal_years(language, &document.fiscal_years)) }
                    (number("/search", slug, &document.events))
                    (number(Kind::Claim.path(), slug, &document.claims))
                    (number("/findings", slug, &document.findings))
                }
            }
        }
    };
    table::scrolling("t-documents", "table", caption, rows)
}
