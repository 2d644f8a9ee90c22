//! One file a kind: what clients see of it.

mod action_plan;
mod claim;
mod consulate;
mod document;
mod event;
mod finding;
mod organisation;
mod partnership;
mod passage;
mod priority;
mod related;
mod series;
mod state;
mod theme;

mod source;

pub use source::SourceReference;

use super::error::{Result, dangling};
use super::filter::EventFilter;
use super::page::PageArguments;
use super::value::EventOrder;
use super::viewed::{Entities, Viewed};
use crate::knowledge::View;
use crate::model::record::Kinded;
use crate::model::{Event, Finding, Key, Relation};
use crate::search::Filter;
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

/// The remarks on an entity.
fn findings_on(view: &Arc<View>, key: &Key) -> Result<Vec<Viewed<Finding>>> {
    Viewed::list(view, Filter::of(Relation::About, key.to_string()))
}

/// An entity that another one refers to: references always resolve.
fn referred<E: Kinded>(view: &Arc<View>, slug: &str) -> Result<Viewed<E>> {
    Viewed::find(view, slug)?.ok_or_else(|| dangling(E::KIND, slug))
}
