//! What clients are told when something is wrong: a stable code, what was found
//! and what to do. Causes inside the service are logged once and never told.

use std::sync::Arc;

use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextRequest};
use async_graphql::{ErrorExtensions, Response, ServerError, Value};

use crate::knowledge::KnowledgeError;
use crate::model::Kind;

pub type Result<T, E = async_graphql::Error> = std::result::Result<T, E>;

/// An argument has a value that cannot be used.
pub const BAD_USER_INPUT: &str = "BAD_USER_INPUT";
/// The document is not GraphQL.
pub const GRAPHQL_PARSE_FAILED: &str = "GRAPHQL_PARSE_FAILED";
/// The document does not fit the schema, or exceeds a limit.
pub const GRAPHQL_VALIDATION_FAILED: &str = "GRAPHQL_VALIDATION_FAILED";
/// Something inside the service failed; the log has it under the request id.
pub const INTERNAL_SERVER_ERROR: &str = "INTERNAL_SERVER_ERROR";
/// An operation took longer than it may.
pub const TIMEOUT: &str = "TIMEOUT";

/// All that a client is told of a failure inside the service.
pub const INTERNAL_MESSAGE: &str = "Something inside the service failed; its log says what.";

/// Characters of a message. The parser repeats the whole document in its own.
const MAX_MESSAGE_CHARS: usize = 500;

/// An error of the client's making: what was found, what was expected.
pub fn bad_user_input(message: impl Into<String>) -> async_graphql::Error {
    coded(message, BAD_USER_INPUT)
}

/// A failure inside the service: the client is told that there was one, the log
/// says what.
pub fn internal(cause: KnowledgeError) -> async_graphql::Error {
    if let KnowledgeError::OutOfTime = cause {
        return coded("The operation took too long; ask for less at once.", TIMEOUT);
    }
    tracing::error!(%cause, "a resolver failed");
    coded(INTERNAL_MESSAGE, INTERNAL_SERVER_ERROR)
}

/// A reference that does not resolve: the knowledge base refuses those, so this
/// is a failure inside the service.
pub fn dangling(kind: Kind, slug: &str) -> async_graphql::Error {
    tracing::error!(kind = kind.as_str(), slug, "a reference does not resolve");
    coded(INTERNAL_MESSAGE, INTERNAL_SERVER_ERROR)
}

fn coded(message: impl Into<String>, code: &'static str) -> async_graphql::Error {
    async_graphql::Error::new(message).extend_with(|_, extensions| extensions.set("code", code))
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
            if let Some((end, _)) = error.message.char_indices().nth(MAX_MESSAGE_CHARS) {
                error.message.truncate(end);
                error.message.push('…');
            }
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
