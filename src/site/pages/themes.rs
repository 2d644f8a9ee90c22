//! What events are about: themes with their parts.

use maud::html;
use serde::Deserialize;
use serde_json::json;

use crate::site::Result;
use crate::site::address::Parameters;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::pages::search::FacetCount;
use crate::site::parts::connection::{Nodes, Total};
use crate::site::parts::header::{breadcrumbs, page_header, section};
use crate::site::parts::named::{Kind, Label, link};
use crate::site::parts::tree::{branches, tally, tree};
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("themes");

#[derive(Deserialize)]
struct Data {
    themes: Nodes<Theme>,
}

#[derive(Deserialize)]
struct Theme {
    #[serde(flatten)]
    label: Label,
    description: String,
    events: Total,
}

pub fn page(visit: &Visit) -> Result {
    let Data { themes } = visit.ask(&OPERATION, json!({}))?;
    let counts: Vec<FacetCount> = themes
        .nodes
        .iter()
        .map(|theme| FacetCount {
            value: theme.label.slug.clone(),
            label: theme.label.label.clone(),
            count: theme.events.total_count,
        })
        .collect();
    let mut wholes = branches(&counts);
    wholes.sort_by_key(|whole| std::cmp::Reverse(whole.count.count));
    let description = |slug: &str| {
        let theme = themes.nodes.iter().find(|theme| theme.label.slug == slug);
        theme.map_or("", |theme| theme.description.as_str())
    };
    let searching =
        |slug: &str| visit.to_asking("/search", Parameters::default().with("themes", slug));
    let title = Kind::Theme.plural(visit.language());
    let body = html! {
        (breadcrumbs(visit, &[], title))
        (page_header(visit.say("一覧", "Browse"), title, html! {
            p.lead { (visit.say(
                "事業の主題です。数は資料に載る事業の数で、一つの事業に複数の主題があります。下位の主題の事業は上位の主題にも数えます。",
                "What events are about, with the number of events. An event may have several themes; one of a part counts for the whole, too.",
            )) }
        }))
        div.columns {
            @for whole in &wholes {
                (section(&whole.count.value.replace('/', "-"), html! {
                    (link(visit, Kind::Theme, &whole.count.value, &whole.count.label)) " "
                    (tally(visit, whole.count, &searching(&whole.count.value)))
                }, html! {
                    p.section-note { (description(&whole.count.value)) }
                    @if !whole.parts.is_empty() { (tree(visit, Kind::Theme, &whole.parts, &searching)) }
                }))
            }
        }
    };
    Ok(Page { title: title.to_owned(), layout: Layout::Plain, body })
}
