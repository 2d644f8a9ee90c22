//! The way to the other pages of a list. Cursors are GraphQL's.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::number::count;
use crate::site::address::Parameters;
use crate::site::visit::Visit;

/// As Relay has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PageInfo {
    pub has_next_page: bool,
    pub has_previous_page: bool,
    pub start_cursor: Option<String>,
    pub end_cursor: Option<String>,
}

/// The parameters that say which page: a cursor, and the number of its first item,
/// which is shown only.
const AFTER: &str = "after";
const BEFORE: &str = "before";
const FROM: &str = "from";

/// Without a place in the list, as it must be when the list itself changes.
pub fn first_page(parameters: &Parameters) -> Parameters {
    parameters.clone().without(AFTER).without(BEFORE).without(FROM)
}

/// The arguments of the page that the address asks for, `size` items long.
pub fn arguments(visit: &Visit, size: usize) -> Map<String, Value> {
    let arguments = match (visit.asked(AFTER), visit.asked(BEFORE)) {
        (Some(after), _) => json!({ "first": size, "after": after }),
        (None, Some(before)) => json!({ "last": size, "before": before }),
        (None, None) => json!({ "first": size }),
    };
    arguments.as_object().cloned().unwrap_or_default()
}

/// The number of the first item of this page, from 1.
pub fn from(visit: &Visit) -> u64 {
    visit.asked(FROM).and_then(|from| from.parse().ok()).unwrap_or(1).max(1)
}

/// Links to the page before and the page behind; nothing where all fits on one.
pub fn pager(visit: &Visit, page: &PageInfo, shown: usize, total: u64, size: usize) -> Markup {
    let from = from(visit);
    let to = |cursor_name: &str, cursor: &str, from: u64| {
        let parameters = first_page(&visit.address.parameters);
        visit.address.asking(parameters.with(cursor_name, cursor).with(FROM, from))
    };
    let back = from.saturating_sub(size as u64).max(1);
    html! {
        @if page.has_previous_page || page.has_next_page {
            nav.pager aria-label=(visit.say("頁送り", "Pages")) {
                @if page.has_previous_page && let Some(cursor) = &page.start_cursor {
                    a.pager-previous href=(to(BEFORE, cursor, back)) rel="prev" {
                        (visit.say("前へ", "Previous"))
                    }
                }
                p.pager-place {
                    @let last = from + shown as u64 - u64::from(shown > 0);
                    @let (first, last, total) = (count(from), count(last), count(total));
                    (visit.say(format!("{first}～{last}件目"), format!("{first} to {last}")))
                    " " span { (visit.say(format!("/ {total}件"), format!("of {total}"))) }
                }
                @if page.has_next_page && let Some(cursor) = &page.end_cursor {
                    a.pager-next href=(to(AFTER, cursor, from + shown as u64)) rel="next" {
                        (visit.say("次へ", "Next"))
                    }
                }
            }
        }
    }
}
