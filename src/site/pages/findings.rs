//! The ledger of findings: what the sources say that can be read in two ways.

use std::collections::HashMap;

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::Result;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::connection::{Nodes, Total};
use crate::site::parts::facet::{self, Choice, facet};
use crate::site::parts::finding::{Code, Finding};
use crate::site::parts::header::breadcrumbs;
use crate::site::parts::highlight::field_name;
use crate::site::parts::named::{Kind, Label, Named};
use crate::site::parts::number::count;
use crate::site::parts::pager::{self, PageInfo, pager};
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("findings");

/// Findings on one page.
const PAGE_SIZE: usize = 20;

#[derive(Deserialize)]
struct Data {
    findings: Findings,
    documents: Nodes<Document>,
    /// By code: how many there are of it in the documents chosen.
    #[serde(flatten)]
    by_code: HashMap<String, Total>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Findings {
    total_count: u64,
    page_info: PageInfo,
    nodes: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    about: Named,
    #[serde(flatten)]
    finding: Finding,
}

#[derive(Deserialize)]
struct Document {
    #[serde(flatten)]
    label: Label,
    findings: Total,
}

pub fn page(visit: &Visit) -> Result {
    let mut variables = pager::arguments(visit, PAGE_SIZE);
    for name in ["codes", "documents"] {
        let values: Vec<&str> = visit.address.parameters.all(name).collect();
        if !values.is_empty() {
            variables.insert(name.to_owned(), json!(values));
        }
    }
    let data: Data = visit.ask(&OPERATION, variables)?;
    let Findings { total_count, page_info, nodes } = &data.findings;
    let title = visit.say("資料についての所見", "Findings on the sources");
    let total = count(*total_count);
    let body = html! {
        (breadcrumbs(visit, &[], title))
        div.with-facets {
            (facets(visit, &data))
            div.results {
                h1.results-title { (title) " " span.count { (visit.say(format!("{total}件"), total.clone())) } }
                p.section-note { (visit.say(
                    "原資料に、誤植、矛盾、二通りに読める箇所などがあることを記録しています。直さずに、原資料の表記と別の読み方を並べます。",
                    "Where a source is misprinted, contradicts itself or can be read in two ways. Nothing is corrected: what is printed stands beside how else it can be read.",
                )) }
                @if nodes.is_empty() {
                    div.empty {
                        h2 { (visit.say("この条件に合う所見はありません", "No finding fits these conditions")) }
                        ul.empty-ways { li { a href=(visit.to("/findings")) { (visit.say("すべての所見を見る", "See all findings")) } } }
                    }
                } @else {
                    ol.ledger start=(pager::from(visit)) { @for entry in nodes { (ledger_entry(visit, entry)) } }
                    (pager(visit, page_info, nodes.len(), *total_count, PAGE_SIZE))
                }
            }
        }
    };
    Ok(Page { title: title.to_owned(), layout: Layout::Wide, body })
}

fn facets(visit: &Visit, data: &Data) -> Markup {
    let language = visit.language();
    let codes = Code::ALL.map(|code| Choice {
        value: code.code(),
        label: code.name(language),
        count: data.by_code.get(code.code()).map_or(0, |total| total.total_count),
    });
    let documents: Vec<Choice> = data
        .documents
        .nodes
        .iter()
        .map(|Document { label, findings }| Choice {
            value: &label.slug,
            label: &label.label,
            count: findings.total_count,
        })
        .collect();
    facet::column(
        visit,
        &["codes", "documents"],
        html! {
            (facet(visit, "codes", visit.say("種類", "Kind"), &codes))
            (facet(visit, "documents", Kind::Document.name(language), &documents))
        },
    )
}

fn ledger_entry(visit: &Visit, entry: &Entry) -> Markup {
    let Entry { id, about, finding } = entry;
    html! {
        li.ledger-entry id={ "finding-" (id) } {
            p.finding-head {
                (finding.code.badge(visit))
                @if let Some(field) = &finding.field {
                    " " span.ledger-field { (field_name(visit.language(), field)) }
                }
            }
            h2.ledger-about { (about.link(visit)) }
            p { (finding.message) }
            (finding.readings(visit))
            @if let Some(source) = &finding.source { p.fact-source { (source.link(visit)) } }
        }
    }
}
