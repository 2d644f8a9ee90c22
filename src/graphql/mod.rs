//! The GraphQL schema: what clients see, by the names of the contract.
//!
//! Types here are thin: a node is an entity *as seen in a view* ([`viewed::Viewed`]),
//! and hands that view on to its children, so that one request sees one state.
//! Nothing here does input or output of its own; resolvers are synchronous at
//! heart, and the server runs a whole operation on a thread that may block.
//!
//! Reading order: [`query`] is the root, [`kinds`] its lists, [`types`] has one file a kind,
//! [`viewed`] the mechanism that all kinds share, [`page`] the only place that
//! understands `first`, `after`, `last` and `before`.
//!
//! Descriptions are the documentation that integrators read: Japanese, then
//! English.

mod analysis;
pub mod error;
mod filter;
mod guard;
mod id;
mod kinds;
mod node;
mod page;
mod query;
mod scalar;
mod search;
mod types;
mod value;
mod viewed;

use std::sync::Arc;

use async_graphql::{EmptyMutation, EmptySubscription, Request, Response};

use crate::knowledge::View;

pub use query::Query;

/// How deep a query may nest. The introspection query of GraphiQL is 15 deep.
const MAX_DEPTH: usize = 20;

/// What an operation may cost: 1 for each field, times the number of entities
/// that a page of it asks for. 100 events with their relations cost some 5,000,
/// and take some 10 ms.
const MAX_COST: usize = 50_000;

/// The schema; holds no data.
#[derive(Clone)]
pub struct Schema(async_graphql::Schema<Query, EmptyMutation, EmptySubscription>);

impl Default for Schema {
    fn default() -> Self {
        Self::new()
    }
}

impl Schema {
    pub fn new() -> Self {
        Self(
            async_graphql::Schema::build(Query::default(), EmptyMutation, EmptySubscription)
                .limit_depth(MAX_DEPTH)
                .limit_complexity(MAX_COST)
                .extension(error::Coding)
                .extension(guard::Guard)
                .finish(),
        )
    }

    /// The schema in GraphQL's definition language, in an order that does not
    /// change.
    pub fn sdl(&self) -> String {
        self.0.sdl_with_options(
            async_graphql::SDLExportOptions::new()
                .sorted_fields()
                .sorted_arguments()
                .sorted_enum_items()
                .include_specified_by(),
        )
    }

    /// Runs one operation on one view. Blocks while it reads.
    pub fn execute(&self, view: View, request: Request) -> Response {
        let request = request.data(Arc::new(view));
        // No resolver ever waits for anything but the disk.
        futures_executor::block_on(self.0.execute(request))
    }
}
