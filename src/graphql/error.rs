//! What clients are told when something is wrong: a stable code, what was found
//! and what to do. Causes inside the service are logged once and never told.

use async_graphql::{ErrorExtensions, Response, ServerError, Value};

use crate::knowledge::KnowledgeError;
use crate::model::Kind;

pub type Result<T, E = async_graphql::Error> = std::result::Result<T, E>;

/// An argument has a value that cannot be used, or the request is not read as
/// GraphQL.
pub const BAD_USER_INPUT: &str = "BAD_USER_INPUT";
/// Only trusted documents are run, and this is none.
pub const DOCUMENT_NOT_TRUSTED: &str = "DOCUMENT_NOT_TRUSTED";
/// The request came from a page of another site, or for another host.
pub const FORBIDDEN: &str = "FORBIDDEN";
/// The document is not GraphQL.
pub const GRAPHQL_PARSE_FAILED: &str = "GRAPHQL_PARSE_FAILED";
/// The document does not fit the schema.
pub const GRAPHQL_VALIDATION_FAILED: &str = "GRAPHQL_VALIDATION_FAILED";
/// Something inside the service failed; the log has it under the request id.
pub const INTERNAL_SERVER_ERROR: &str = "INTERNAL_SERVER_ERROR";
/// The request asks for more than it may; `limit`, `allowed` and `found` say of
/// what.
pub const LIMIT_EXCEEDED: &str = "LIMIT_EXCEEDED";
/// A method that this path does not know, or a mutation by GET.
pub const METHOD_NOT_ALLOWED: &str = "METHOD_NOT_ALLOWED";
/// Too many operations are waiting already; asking again later helps.
pub const OVERLOADED: &str = "OVERLOADED";
/// No document is known by this hash: send it in full.
pub const PERSISTED_QUERY_NOT_FOUND: &str = "PERSISTED_QUERY_NOT_FOUND";
/// An operation or a request took longer than it may.
pub const TIMEOUT: &str = "TIMEOUT";

/// All that a client is told of a failure inside the service.
pub const INTERNAL_MESSAGE: &str = "Something inside the service failed; its log says what.";

/// Characters of a message. The parser repeats the whole document in its own.
const MAX_MESSAGE_CHARS: usize = 500;

/// Errors of an answer. Who makes more than these has seen enough to begin with.
const MAX_ERRORS: usize = 20;

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

/// An error that was found before anything was run.
pub fn refused(message: impl Into<String>, code: &'static str) -> ServerError {
    let mut error = ServerError::new(message, None);
    error.extensions.get_or_insert_default().set("code", code);
    error
}

/// The document, or the request that it came in, exceeds a limit.
pub fn exceeded(limit: &'static str, allowed: usize, found: usize) -> ServerError {
    let message = format!(
        "The limit of {limit} is {allowed}, and this has {found}: ask for less at once, or in \
         several operations."
    );
    let mut error = refused(message, LIMIT_EXCEEDED);
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("limit", limit);
    extensions.set("allowed", allowed);
    extensions.set("found", found);
    error
}

/// Gives a code to every error that has none, and cuts what is too long to read.
pub fn complete(response: &mut Response) {
    response.errors.truncate(MAX_ERRORS);
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
}

/// The code of the first error, if there is one.
pub fn first_code(response: &Response) -> Option<&str> {
    let error = response.errors.first()?;
    match error.extensions.as_ref()?.get("code")? {
        Value::String(code) => Some(code),
        _ => None,
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

/// Why an operation of this program's own was not answered.
#[derive(Clone, Debug)]
pub struct Refused {
    /// One of the codes above.
    pub code: String,
    /// What was found and what was expected, in English.
    pub message: String,
}

impl Refused {
    /// Of the first error of an answer, if there is one.
    pub fn of(response: &Response) -> Option<Self> {
        let error = response.errors.first()?;
        let code = first_code(response).unwrap_or(INTERNAL_SERVER_ERROR);
        Some(Self { code: code.to_owned(), message: error.message.clone() })
    }

    pub fn internal() -> Self {
        let (code, message) = (INTERNAL_SERVER_ERROR.to_owned(), INTERNAL_MESSAGE.to_owned());
        Self { code, message }
    }
}

/// True if some error was found before anything was executed.
pub fn is_request_error(response: &Response) -> bool {
    response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty())
}
