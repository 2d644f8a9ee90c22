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
mod tied;

mod source;

pub use source::SourceReference;
use tied::{TiedClaims, TiedEvents, TiedFindings};

use super::error::{Result, dangling};
use super::viewed::Viewed;
use crate::knowledge::View;
use crate::model::record::Kinded;
use std::sync::Arc;

/// An entity that another one refers to: references always resolve.
fn referred<E: Kinded>(view: &Arc<View>, slug: &str) -> Result<Viewed<E>> {
    Viewed::find(view, slug)?.ok_or_else(|| dangling(E::KIND, slug))
}
