//! From bytes to operations.

use async_graphql::{Request, ServerError};
use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use crate::graphql::error::{BAD_USER_INPUT, exceeded, refused};

/// A request that is refused before any of its operations is read.
pub struct Refusal {
    pub status: StatusCode,
    pub error: Box<ServerError>,
}

impl Refusal {
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, error: Box::new(refused(message, code)) }
    }

    fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, BAD_USER_INPUT, message)
    }
}

/// The operations of a request.
pub enum Operations {
    One(Box<Request>),
    /// Several in an array, answered by an array.
    Batch(Vec<Request>),
}

/// Reads a body: one operation as an object, or up to `batch` of them in an array.
///
/// # Errors
/// If it is neither.
pub fn parse_body(body: &[u8], batch: usize) -> Result<Operations, Refusal> {
    let operation = |value| match value {
        Value::Object(request) => parse_request(request),
        _ => Err(Refusal::bad("an operation is not a JSON object: expected {\"query\": \"..\"}")),
    };
    match serde_json::from_slice(body) {
        Ok(Value::Array(requests)) if requests.is_empty() => {
            Err(Refusal::bad("the array is empty: expected operations as {\"query\": \"..\"}"))
        }
        Ok(Value::Array(requests)) if requests.len() > batch => Err(Refusal {
            status: StatusCode::BAD_REQUEST,
            error: Box::new(exceeded("batch", batch, requests.len())),
        }),
        Ok(Value::Array(requests)) => {
            Ok(Operations::Batch(requests.into_iter().map(operation).collect::<Result<_, _>>()?))
        }
        Ok(request) => Ok(Operations::One(Box::new(operation(request)?))),
        Err(error) => Err(Refusal::bad(format!("the body is not JSON: {error}"))),
    }
}

/// Reads the parameters of a GET request.
///
/// # Errors
/// If one of them is not what it has to be.
pub fn parse_query_string(query: &str) -> Result<Operations, Refusal> {
    let mut request = Map::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = match name.as_ref() {
            "query" | "operationName" | "documentId" => Value::String(value.into_owned()),
            "variables" | "extensions" => serde_json::from_str(&value).map_err(|error| {
                Refusal::bad(format!("the parameter `{name}` is not JSON: {error}"))
            })?,
            _ => continue,
        };
        request.insert(name.into_owned(), value);
    }
    Ok(Operations::One(Box::new(parse_request(request)?)))
}

/// A document is sent, or named: by `extensions.persistedQuery`, as Apollo's clients
/// do, or by `documentId`, as the draft on persisted documents has it.
fn parse_request(mut request: Map<String, Value>) -> Result<Request, Refusal> {
    request.retain(|_, value| !value.is_null());
    for name in ["query", "operationName", "documentId"] {
        if !request.get(name).is_none_or(Value::is_string) {
            return Err(Refusal::bad(format!("`{name}` is not a string")));
        }
    }
    for name in ["variables", "extensions"] {
        if !request.get(name).is_none_or(Value::is_object) {
            return Err(Refusal::bad(format!("`{name}` is not an object")));
        }
    }
    if let Some(Value::String(id)) = request.remove("documentId") {
        let Some(hash) = id.strip_prefix("sha256:") else {
            let message = format!("`documentId` is \"{id}\": expected sha256: and 64 digits");
            return Err(Refusal::bad(message));
        };
        let named = json!({ "version": 1, "sha256Hash": hash });
        let extensions = request.entry("extensions").or_insert_with(|| json!({}));
        extensions["persistedQuery"] = named;
    }
    let is_named =
        request.get("extensions").is_some_and(|named| named.get("persistedQuery").is_some());
    match request.get("query").and_then(Value::as_str).map(str::trim) {
        None if is_named => {}
        None => return Err(Refusal::bad("`query` is missing: expected a GraphQL document")),
        Some("") if !is_named => {
            return Err(Refusal::bad("`query` is empty: expected a GraphQL document"));
        }
        Some(_) => {}
    }
    serde_json::from_value(Value::Object(request)).map_err(|error| Refusal::bad(error.to_string()))
}
