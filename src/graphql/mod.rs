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
    EmptyMutation, EmptySubscription, ObjectType, Request, Response, SDLExportOptions, ServerError,
    ValidationMode, Variables, from_value,
};
use futures_executor::block_on;
use serde::de::DeserializeOwned;

use crate::knowledge::View;

use cost::{Cost, Weigher};
use describe::describe;
use document::Checked;
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
    checked: Checked,
    limits: Limits,
}

/// The same schema by itself, and as a part of a federated one.
enum Root {
    Plain(Executor<Query>),
    Subgraph(Executor<Subgraph>),
}

/// What answers operations.
struct Executor<Q> {
    /// Validates them and weighs what they cost.
    weighing: async_graphql::Schema<Q, EmptyMutation, EmptySubscription>,
    /// Runs those that may be run.
    running: async_graphql::Schema<Q, EmptyMutation, EmptySubscription>,
}

impl<Q: ObjectType + Default + 'static> Executor<Q> {
    fn new() -> Self {
        let schema = || {
            describe(async_graphql::Schema::build(Q::default(), EmptyMutation, EmptySubscription))
        };
        Self {
            weighing: schema().extension(Weigher).finish(),
            running: schema().validation_mode(ValidationMode::Fast).finish(),
        }
    }

    // No resolver ever waits for anything but the disk.
    fn answer(
        &self,
        view: &Arc<View>,
        mut request: Request,
        cost: &Arc<Cost>,
        dry_run: bool,
    ) -> Response {
        let mut weighed = Request::new(request.query.clone());
        weighed.operation_name.clone_from(&request.operation_name);
        weighed.variables = request.variables.clone();
        match request.parsed_query() {
            Ok(document) => weighed.set_parsed_query(document.clone()),
            Err(error) => return Response::from_errors(vec![error]),
        }
        let weighed = block_on(self.weighing.execute(weighed.data(Arc::clone(cost))));
        if dry_run || weighed.is_err() {
            return weighed;
        }
        let request = request.data(Arc::clone(view)).data(Arc::clone(cost));
        block_on(self.running.execute(request))
    }
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
        let root = match federation {
            false => Root::Plain(Executor::new()),
            true => Root::Subgraph(Executor::new()),
        };
        Self(Arc::new(Inner { root, persisted, checked: Checked::default(), limits }))
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
            Root::Plain(executor) => executor.running.sdl_with_options(options),
            Root::Subgraph(executor) => executor.running.sdl_with_options(options.federation()),
        }
    }

    /// Runs one operation on one view. Blocks while it reads.
    pub fn execute(&self, view: &Arc<View>, asked: Asked) -> Response {
        let Asked { mut request, reads_only, dry_run } = asked;
        let Inner { persisted, checked, limits, .. } = &*self.0;
        let prepared = document::prepare(&mut request, reads_only, persisted, checked, limits);
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
        let Inner { checked, limits, .. } = &*self.0;
        let checked = document::check(&mut request, true, checked, limits);
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
                let cost = Arc::new(Cost::new(self.0.limits.cost));
                cost.tell(match &self.0.root {
                    Root::Plain(executor) => executor.answer(view, request, &cost, dry_run),
                    Root::Subgraph(executor) => executor.answer(view, request, &cost, dry_run),
                })
            }
        };
        error::complete(&mut response);
        response
    }
}
