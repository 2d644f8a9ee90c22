//! What an operation costs, in fields: told with every answer, limited before
//! anything is run.
//!
//! *Requested* is what it may bring at most: 1 for each field, times `first` or
//! `last` of each connection that it stands in (20 without either), times 10 for
//! each other list; and a fixed charge for what reads more than it brings, such as
//! a search. *Used* is what it did bring: the fields of the answer, and the same
//! charges. The shape follows IBM's GraphQL cost specification (type and field
//! weights), with all weights 1 but for the charges.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextExecute, NextRequest, NextValidation,
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

/// The charges of one operation.
#[derive(Default)]
pub struct Charges(AtomicUsize);

/// Adds a charge to the operation that a resolver works for.
pub fn charge(context: &Context<'_>, charge: usize) {
    if let Some(charges) = context.data_opt::<Charges>() {
        charges.0.fetch_add(charge, Ordering::Relaxed);
    }
}

/// Marks a request of which only the cost is wanted.
#[derive(Clone, Copy)]
pub struct DryRun(pub bool);

/// Counts the cost of each operation, and refuses what costs too much.
#[derive(Clone, Copy)]
pub struct Costing {
    pub limit: usize,
}

#[derive(Default)]
struct Meter {
    limit: usize,
    /// Known once the document was validated.
    requested: OnceLock<usize>,
    used: AtomicUsize,
}

impl ExtensionFactory for Costing {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Meter { limit: self.limit, ..Meter::default() })
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for Meter {
    async fn request(&self, context: &ExtensionContext<'_>, next: NextRequest<'_>) -> Response {
        let response = next.run(context).await;
        let Some(&requested) = self.requested.get() else { return response };
        let used = self.used.load(Ordering::Relaxed);
        response.extension(
            "cost",
            value!({ "requested": requested, "used": used, "limit": (self.limit) }),
        )
    }

    async fn validation(
        &self,
        context: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let result = next.run(context).await?;
        let _ = self.requested.set(result.complexity);
        match result.complexity > self.limit {
            true => Err(vec![exceeded("cost", self.limit, result.complexity)]),
            false => Ok(result),
        }
    }

    async fn execute(
        &self,
        context: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        if context.data_opt::<DryRun>().is_some_and(|dry_run| dry_run.0) {
            return Response::new(Value::Object(Default::default()));
        }
        let response = next.run(context, operation_name).await;
        let charged =
            context.data_opt::<Charges>().map_or(0, |charges| charges.0.load(Ordering::Relaxed));
        self.used.store(fields(&response.data) + charged, Ordering::Relaxed);
        response
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
