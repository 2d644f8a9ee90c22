//! What clients are told when something is wrong: a stable code, what was found
//! and what to do. Causes inside the service are logged once and never told.

use std::sync::Arc;

use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextRequest};
use async_graphql::{ErrorExtensions, Response, ServerError, Value};

use crate::knowledge::KnowledgeError;

pub type Result<T, E = async_graphql::Error> = std::result::Result<T, E>;

/// An argument has a value that cannot be used.
pub const BAD_USER_INPUT: &str = "BAD_USER_INPUT";
/// The document is not GraphQL.
pub const GRAPHQL_PARSE_FAILED: &str = "GRAPHQL_PARSE_FAILED";
/// The document does not fit the schema, or exceeds a limit.
pub const GRAPHQL_VALIDATION_FAILED: &str = "GRAPHQL_VALIDATION_FAILED";
/// Something inside the service failed; the log has it under the request id.
pub const INTERNAL_SERVER_ERROR: &str = "INTERNAL_SERVER_ERROR";

/// An error of the client's making: what was found, what was expected.
pub fn bad_user_input(message: impl Into<String>) -> async_graphql::Error {
    async_graphql::Error::new(message)
        .extend_with(|_, extensions| extensions.set("code", BAD_USER_INPUT))
}

impl From<KnowledgeError> for Internal {
    fn from(cause: KnowledgeError) -> Self {
        Self(cause)
    }
}

/// A failure inside the service. Becomes an error without its cause.
#[derive(Debug)]
pub struct Internal(KnowledgeError);

impl From<Internal> for async_graphql::Error {
    fn from(Internal(cause): Internal) -> Self {
        tracing::error!(%cause, "a resolver failed");
        async_graphql::Error::new("Something inside the service failed; its log says what.")
            .extend_with(|_, extensions| extensions.set("code", INTERNAL_SERVER_ERROR))
    }
}

/// Shows a resolver's failure as an internal error.
pub fn internal(cause: KnowledgeError) -> async_graphql::Error {
    Internal(cause).into()
}

/// Gives a code to every error that has none.
pub struct Coding;

impl ExtensionFactory for Coding {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Coding)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for Coding {
    async fn request(&self, context: &ExtensionContext<'_>, next: NextRequest<'_>) -> Response {
        let mut response = next.run(context).await;
        for error in &mut response.errors {
            let code = default_code(error);
            let extensions = error.extensions.get_or_insert_default();
            if extensions.get("code").is_none() {
                extensions.set("code", code);
            }
        }
        response
    }
}

/// An error without a path was found before anything was executed; one with a
/// path comes from a value that does not fit its type.
fn default_code(error: &ServerError) -> &'static str {
    match (error.path.is_empty(), is_syntax_error(error)) {
        (true, true) => GRAPHQL_PARSE_FAILED,
        (true, false) => GRAPHQL_VALIDATION_FAILED,
        (false, _) => BAD_USER_INPUT,
    }
}

/// The parser (pest) draws the place that it stopped at.
fn is_syntax_error(error: &ServerError) -> bool {
    error.message.starts_with(" --> ")
}

/// True if some error was found before anything was executed.
pub fn is_request_error(response: &Response) -> bool {
    response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty())
}

/// A reference that does not resolve: the knowledge base refuses those, so this
/// is a failure inside the service.
pub fn dangling(kind: crate::model::Kind, slug: &str) -> async_graphql::Error {
    tracing::error!(kind = kind.as_str(), slug, "a reference does not resolve");
    async_graphql::Error::new("Something inside the service failed; its log says what.")
        .extend_with(|_, extensions| extensions.set("code", INTERNAL_SERVER_ERROR))
}
