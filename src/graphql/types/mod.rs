//! One file a kind: what clients see of it.

mod action_plan;
mod consulate;
mod document;
mod event;
mod finding;
mod passage;
mod priority;
mod state;

pub use event::SourceReference;

use super::error::Result;
use super::filter::EventFilter;
use super::page::PageArguments;
use super::value::EventOrder;
use super::viewed::{Entities, Viewed};
use crate::knowledge::View;
use crate::model::{Event, Relation};
use std::sync::Arc;

/// The events that are tied to an entity, narrowed by the client's filter.
fn events_of(
    view: &Arc<View>,
    relation: Relation,
    values: impl IntoIterator<Item = impl Into<String>>,
    filter: Option<EventFilter>,
    order: EventOrder,
    page: PageArguments,
) -> Result<Entities<Event>> {
    let filter = filter.unwrap_or_default().parse()?.with(relation, values);
    Viewed::connect(view, filter, order.into(), page)
}
