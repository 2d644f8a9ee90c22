//! The planners' site: pages, made on the server, that work without scripts, in
//! Japanese and English, and downloads of what they show.
//!
//! Everything is asked of the public GraphQL schema, in `operations/`; nothing else
//! is known here. Reading order: [`answer`] finds the page of an address, [`Visit`]
//! is what a page is made from, [`layout`] the frame around it. [`pages`] has one
//! file a page; what they share is in [`parts`] and [`charts`]. [`export`] has one
//! file a format of the downloads.

mod address;
mod charts;
mod conditions;
pub mod export;
mod failure;
mod language;
mod layout;
mod operation;
mod pages;
mod parts;
mod visit;

use std::sync::Arc;

use crate::graphql::Schema;
use crate::knowledge::View;

pub use address::{Address, Parameters};
pub use failure::Failure;
pub use language::Language;
use layout::Page;
use visit::Visit;

/// A page, or why there is none.
type Result<T = Page> = std::result::Result<T, Failure>;

/// What a browser is sent.
pub struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// A whole HTML document.
    pub html: String,
}

/// Makes the page of an address. Blocks while it reads.
pub fn answer(schema: &Schema, view: &Arc<View>, address: Address) -> Answer {
    let visit = Visit::new(schema, view, address);
    match page(&visit) {
        Ok(page) => Answer { status: 200, html: layout::document(&visit, &page).into_string() },
        Err(failure) => refuse(&visit, &failure),
    }
}

/// Makes what is shown instead of a page, without asking for anything.
pub fn fail(schema: &Schema, view: &Arc<View>, address: Address, failure: &Failure) -> Answer {
    refuse(&Visit::new(schema, view, address), failure)
}

fn refuse(visit: &Visit, failure: &Failure) -> Answer {
    let page = pages::failure::page(visit, failure);
    Answer { status: failure.status(), html: layout::document(visit, &page).into_string() }
}

/// The page of an address.
fn page(visit: &Visit) -> Result {
    match visit.address.segments().as_slice() {
        [] => pages::home::page(visit),
        ["search"] => pages::search::page(visit),
        ["events", slug] => pages::event::page(visit, slug),
        ["plans"] => pages::plans::page(visit),
        ["plans", slug] => pages::plan::page(visit, slug),
        ["priorities", slug @ ..] => pages::priority::page(visit, &slug.join("/")),
        ["documents"] => pages::documents::page(visit),
        ["documents", slug] => pages::document::page(visit, slug),
        ["documents", slug, "text"] => pages::document::text::page(visit, slug),
        ["passages", id] => pages::passage::page(visit, id),
        ["figures"] => pages::figures::page(visit),
        ["figures", slug @ ..] => pages::figure::page(visit, &slug.join("/")),
        ["findings"] => pages::findings::page(visit),
        ["states"] => pages::states::page(visit),
        ["states", code] => pages::state::page(visit, code),
        ["consulates"] => pages::consulates::page(visit),
        ["consulates", slug] => pages::consulate::page(visit, slug),
        ["organisations"] => pages::organisations::page(visit),
        ["organisations", slug @ ..] => pages::organisation::page(visit, &slug.join("/")),
        ["partnerships"] => pages::partnerships::page(visit),
        ["partnerships", slug @ ..] => pages::partnership::page(visit, &slug.join("/")),
        ["series"] => pages::series_list::page(visit),
        ["series", slug @ ..] => pages::series::page(visit, &slug.join("/")),
        ["themes"] => pages::themes::page(visit),
        ["themes", slug @ ..] => pages::theme::page(visit, &slug.join("/")),
        ["coverage"] => pages::coverage::page(visit),
        ["words"] => pages::words::page(visit),
        ["briefings"] => pages::briefings::page(visit),
        ["briefings", "states", code] => pages::briefing::state(visit, code),
        ["briefings", "consulates", slug] => pages::briefing::consulate(visit, slug),
        _ => Err(Failure::NotFound),
    }
}
