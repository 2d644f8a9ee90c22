//! What an operation costs, in fields: told with every answer, limited before
//! anything is run.
//!
//! *Requested* is what it may bring at most: 1 for each field, times `first` or
//! `last` of each connection that it stands in (20 without either), times 10 for
//! each other list; and a fixed charge for what reads more than it brings, such as
//! a search. *Used* is what it did bring: the fields of the answer, and the same
//! charges. The shape follows IBM's GraphQL cost specification (type and field
//! weights), with all weights 1 but for the charges.

//!
//! The library tells extensions of each field that it resolves, which takes as long as
//! resolving most of them. So the [`Weigher`] extends a schema of its own, in which
//! operations are validated and weighed, and none is run.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextExecute, NextValidation,
};
use async_graphql::{Context, Response, ServerError, ValidationResult, Value, value};

use super::error::exceeded;

/// Charge of a search, a completion, an analysis or a table: reading the words, one
/// pass over the index.
pub const SEARCH: usize = 500;

/// Charge of the events related to one: a search with the words of a whole text.
pub const RELATED: usize = 200;

/// Charge of the highlights of one hit: its texts are read again.
pub const HIGHLIGHTS: usize = 50;

/// The cost of one operation.
pub struct Cost {
    limit: usize,
    /// Known once the document was validated.
    requested: OnceLock<usize>,
    charged: AtomicUsize,
}

impl Cost {
    pub fn new(limit: usize) -> Self {
        Self { limit, requested: OnceLock::new(), charged: AtomicUsize::new(0) }
    }

    /// Tells an answer what it cost.
    pub fn tell(&self, response: Response) -> Response {
        let Some(&requested) = self.requested.get() else { return response };
        let used = fields(&response.data) + self.charged.load(Ordering::Relaxed);
        response.extension(
            "cost",
            value!({ "requested": requested, "used": used, "limit": (self.limit) }),
        )
    }
}

/// Adds a charge to the operation that a resolver works for.
pub fn charge(context: &Context<'_>, charge: usize) {
    if let Some(cost) = context.data_opt::<Arc<Cost>>() {
        cost.charged.fetch_add(charge, Ordering::Relaxed);
    }
}

/// Weighs operations instead of running them, and refuses what costs too much.
#[derive(Clone, Copy)]
pub struct Weigher;

impl ExtensionFactory for Weigher {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(*self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for Weigher {
    async fn validation(
        &self,
        context: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let result = next.run(context).await?;
        if let Some(cost) = context.data_opt::<Arc<Cost>>() {
            let _ = cost.requested.set(result.complexity);
            if result.complexity > cost.limit {
                return Err(vec![exceeded("cost", cost.limit, result.complexity)]);
            }
        }
        Ok(result)
    }

    async fn execute(
        &self,
        _: &ExtensionContext<'_>,
        _: Option<&str>,
        _: NextExecute<'_>,
    ) -> Response {
        Response::new(Value::Object(Default::default()))
    }
}

/// Fields of an answer.
fn fields(value: &Value) -> usize {
    match value {
        Value::Object(object) => object.values().map(|value| 1 + fields(value)).sum(),
        Value::List(list) => list.iter().map(fields).sum(),
        _ => 0,
    }
}
