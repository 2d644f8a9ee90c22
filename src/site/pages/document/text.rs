//! All that a document says, passage by passage.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::document::citation;
use crate::site::parts::header::{breadcrumbs, page_header};
use crate::site::parts::named::{Kind, Label};
use crate::site::parts::number::count;
use crate::site::parts::pager::{self, PageInfo, pager};
use crate::site::parts::passage::{body, paragraphs, title};
use crate::site::parts::source::citations;
use crate::site::visit::Visit;
use crate::site::{Failure, Result};

static OPERATION: Operation = operation!("document_text");

/// Passages on one page.
const PAGE_SIZE: usize = 20;

#[derive(Deserialize)]
struct Data {
    document: Option<Document>,
}

#[derive(Deserialize)]
struct Document {
    #[serde(flatten)]
    label: Label,
    publisher: String,
    published: String,
    passages: Passages,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Passages {
    total_count: u64,
    page_info: PageInfo,
    nodes: Vec<Passage>,
}

#[derive(Deserialize)]
struct Passage {
    id: String,
    ordinal: u32,
    heading: Option<String>,
    text: String,
    event: Option<Label>,
}

pub fn page(visit: &Visit, slug: &str) -> Result {
    let mut variables = pager::arguments(visit, PAGE_SIZE);
    variables.insert("slug".to_owned(), json!(slug));
    let Data { document } = visit.ask(&OPERATION, variables)?;
    let Document { label, publisher, published, passages } = document.ok_or(Failure::NotFound)?;
    let Passages { total_count, page_info, nodes } = &passages;
    let path = format!("{}/{slug}", Kind::Document.path());
    let above = [
        (Kind::Document.path(), Kind::Document.plural(visit.language()).to_owned()),
        (path.as_str(), label.label.clone()),
    ];
    let name = visit.say("全文", "Full text");
    let citing = [citation(visit, &publisher, &label.label, &published)];
    let body = html! {
        (breadcrumbs(visit, &above, name))
        (page_header(name, &label.label, html! {
            p.lead { (visit.say(
                format!("資料の文言を、載っている順に{}節に分けて示します。", count(*total_count)),
                format!("What the document says, in its order and in {} passages. The text is in Japanese.", count(*total_count)),
            )) }
        }))
        @if nodes.is_empty() {
            p { (visit.say("この資料の全文は取り込まれていません。", "The text of this document has not been imported.")) }
        }
        @for passage in nodes { (part(visit, passage)) }
        (pager(visit, page_info, nodes.len(), *total_count, PAGE_SIZE))
        (citations(visit, &citing))
    };
    let title = visit.say(format!("全文: {}", label.label), format!("Full text: {}", label.label));
    Ok(Page { title, layout: Layout::Plain, body })
}

fn part(visit: &Visit, passage: &Passage) -> Markup {
    let Passage { id, ordinal, heading, text, event } = passage;
    let heading = heading.as_deref();
    let text = body(text, heading);
    html! {
        section.section {
            h2 id={ "p" (ordinal) } {
                a href=(visit.to(format!("{}/{id}", Kind::Passage.path()))) { (title(visit, *ordinal, heading)) }
            }
            @if let Some(event) = event {
                p.section-note { (Kind::Event.name(visit.language())) ": " (event.link(visit, Kind::Event)) }
            }
            @if !text.is_empty() { blockquote.quote { (paragraphs(text)) } }
        }
    }
}
