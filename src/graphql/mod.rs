//! The GraphQL schema: what clients see, by the names of the contract.
//!
//! Types here are thin: a node is an entity *as seen in a view* ([`viewed::Viewed`]),
//! and hands that view on to its children, so that one request sees one state.
//! Nothing here does input or output of its own; resolvers are synchronous at
//! heart, and the server runs a whole operation on a thread that may block.
//!
//! Reading order: [`query`] is the root, [`kinds`] its lists, [`types`] has one file a kind,
//! [`viewed`] the mechanism that all kinds share, [`page`] the only place that
//! understands `first`, `after`, `last` and `before`. [`document`] and [`cost`]
//! refuse what would take too much, before anything is run.
//!
//! Descriptions are the documentation that integrators read: Japanese, then
//! English.

mod analysis;
mod cost;
mod coverage;
mod describe;
mod document;
pub mod error;
mod federation;
mod filter;
mod id;
mod kinds;
mod limits;
mod node;
mod page;
mod query;
mod scalar;
mod search;
mod types;
mod value;
mod viewed;

use std::sync::Arc;

use async_graphql::{
    EmptyMutation, EmptySubscription, Request, Response, SDLExportOptions, ServerError, Variables,
    from_value,
};
use serde::de::DeserializeOwned;

use crate::knowledge::View;

use cost::Costing;
use describe::describe;
pub use document::{Manifest, ManifestError, Persisted};
use federation::Subgraph;
pub use limits::Limits;
pub use query::{Query, today};

/// The schema; holds no data of the knowledge base.
#[derive(Clone)]
pub struct Schema(Arc<Inner>);

struct Inner {
    root: Root,
    persisted: Persisted,
    limits: Limits,
}

/// The same schema by itself, and as a part of a federated one.
enum Root {
    Plain(async_graphql::Schema<Query, EmptyMutation, EmptySubscription>),
    Subgraph(async_graphql::Schema<Subgraph, EmptyMutation, EmptySubscription>),
}

/// What the schema is made with.
#[derive(Default)]
pub struct Options {
    pub limits: Limits,
    pub persisted: Persisted,
    /// Whether to serve a subgraph of Apollo Federation 2.
    pub federation: bool,
}

/// One operation as a client asks for it.
pub struct Asked {
    pub request: Request,
    /// Whether it came by a method that must not change anything.
    pub reads_only: bool,
    /// Whether only its cost is wanted.
    pub dry_run: bool,
}

impl Schema {
    pub fn new(Options { limits, persisted, federation }: Options) -> Self {
        let costing = Costing { limit: limits.cost };
        macro_rules! schema {
            ($query:expr) => {
                describe(async_graphql::Schema::build($query, EmptyMutation, EmptySubscription))
                    .extension(costing)
                    .finish()
            };
        }
        let root = match federation {
            false => Root::Plain(schema!(Query::default())),
            true => Root::Subgraph(schema!(Subgraph::default())),
        };
        Self(Arc::new(Inner { root, persisted, limits }))
    }

    /// The schema in GraphQL's definition language, in an order that does not
    /// change.
    pub fn sdl(&self) -> String {
        let options = SDLExportOptions::new()
            .sorted_fields()
            .sorted_arguments()
            .sorted_enum_items()
            .include_specified_by();
        match &self.0.root {
            Root::Plain(schema) => schema.sdl_with_options(options),
            Root::Subgraph(schema) => schema.sdl_with_options(options.federation()),
        }
    }

    /// Runs one operation on one view. Blocks while it reads.
    pub fn execute(&self, view: &Arc<View>, asked: Asked) -> Response {
        let Asked { mut request, reads_only, dry_run } = asked;
        let Inner { persisted, limits, .. } = &*self.0;
        let prepared = document::prepare(&mut request, reads_only, persisted, limits);
        self.run(view, prepared.map(|()| request), dry_run)
    }

    /// Asks an operation of this program's own, as the planners' pages do: under the
    /// same limits as any client, but always trusted. Blocks while it reads.
    ///
    /// # Errors
    /// The first error of the answer. An answer that is not of type `T` is an error
    /// inside the service.
    pub fn ask<T: DeserializeOwned>(
        &self,
        view: &Arc<View>,
        document: &str,
        variables: serde_json::Value,
    ) -> Result<T, error::Refused> {
        let mut request = Request::new(document).variables(Variables::from_json(variables));
        let checked = document::check(&mut request, true, &self.0.limits);
        let response = self.run(view, checked.map(|()| request), false);
        if let Some(refused) = error::Refused::of(&response) {
            return Err(refused);
        }
        from_value(response.data).map_err(|mismatch| {
            tracing::error!(%mismatch, "an operation of our own was answered otherwise");
            error::Refused::internal()
        })
    }

    fn run(
        &self,
        view: &Arc<View>,
        request: Result<Request, ServerError>,
        dry_run: bool,
    ) -> Response {
        let mut response = match request {
            Err(error) => Response::from_errors(vec![error]),
            Ok(request) => {
                let request = request
                    .data(Arc::clone(view))
                    .data(cost::DryRun(dry_run))
                    .data(cost::Charges::default());
                // No resolver ever waits for anything but the disk.
                futures_executor::block_on(async {
                    match &self.0.root {
                        Root::Plain(schema) => schema.execute(request).await,
                        Root::Subgraph(schema) => schema.execute(request).await,
                    }
                })
            }
        };
        error::complete(&mut response);
        response
    }
}
