//! GraphQL over HTTP: what is accepted, in which media type and with which status
//! it is answered (graphql-over-http working draft).
//!
//! async-graphql-axum's own extractor takes mutations by GET, any content type
//! and batches of any size, and always answers in the newer media type; so only
//! its response is used.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use async_graphql::{Request, Response as GraphqlResponse, ServerError};
use async_graphql_axum::GraphQLResponse;
use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use serde_json::{Map, Value};

use super::App;
use crate::graphql::error::{
    BAD_USER_INPUT, INTERNAL_MESSAGE, INTERNAL_SERVER_ERROR, TIMEOUT, is_request_error,
};

/// Time that one operation may take, waiting for others included.
const OPERATION_TIME: Duration = Duration::from_secs(5);

/// Time after that for an operation to notice and to tell what it has.
const GRACE_TIME: Duration = Duration::from_secs(1);

/// The media types of an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MediaType {
    /// The older one: well-formed requests are always answered by 200.
    Json,
    /// The newer one: a request that cannot be executed is answered by 400.
    GraphqlResponse,
}

impl MediaType {
    fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        })
    }
}

/// A request that is refused before it is read as GraphQL.
struct Refusal {
    status: StatusCode,
    message: String,
}

impl Refusal {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }
}

pub async fn post(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    answer(app, &headers, |headers| {
        check_content_type(headers)?;
        parse_body(&body)
    })
    .await
}

/// There is no mutation yet, so everything that can be asked may be asked by GET.
pub async fn get(
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response<Body> {
    answer(app, &headers, |_| parse_query_string(query.as_deref().unwrap_or_default())).await
}

async fn answer(
    app: App,
    headers: &HeaderMap,
    read: impl FnOnce(&HeaderMap) -> Result<Request, Refusal>,
) -> Response<Body> {
    let request_id = next_request_id();
    let media_type = negotiate(headers);
    let (status, mut response) = match media_type.map_or_else(
        || Err(Refusal::new(StatusCode::NOT_ACCEPTABLE, NOT_ACCEPTABLE)),
        |_| read(headers),
    ) {
        Ok(request) => execute(app, request, &request_id).await,
        Err(Refusal { status, message }) => (status, failure(message, BAD_USER_INPUT)),
    };
    let media_type = media_type.unwrap_or(MediaType::Json);
    let status = match media_type {
        MediaType::GraphqlResponse if status == StatusCode::OK && is_request_error(&response) => {
            StatusCode::BAD_REQUEST
        }
        _ => status,
    };
    for error in &mut response.errors {
        error.extensions.get_or_insert_default().set("requestId", request_id.as_str());
    }
    let mut answer = GraphQLResponse::from(response).into_response();
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, media_type.content_type());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// Runs an operation on a thread that may block, in a task of its own, so that a
/// panic is an error and a client that hangs up cancels nothing half done.
async fn execute(app: App, request: Request, request_id: &str) -> (StatusCode, GraphqlResponse) {
    let deadline = Instant::now() + OPERATION_TIME;
    let span = tracing::info_span!("operation", request_id);
    let operation = async move {
        let permit = Arc::clone(&app.operations).acquire_owned().await;
        let work = move || {
            let _permit = permit;
            let view = app.knowledge.view().until(deadline);
            span.in_scope(|| app.schema.execute(view, request))
        };
        tokio::task::spawn_blocking(work).await
    };
    match tokio::time::timeout_at((deadline + GRACE_TIME).into(), operation).await {
        Ok(Ok(response)) => (StatusCode::OK, response),
        Ok(Err(panic)) => {
            tracing::error!(request_id, %panic, "an operation panicked");
            let response = failure(INTERNAL_MESSAGE, INTERNAL_SERVER_ERROR);
            (StatusCode::INTERNAL_SERVER_ERROR, response)
        }
        Err(_) => {
            let message = "The operation took too long; ask for less at once, or later.";
            (StatusCode::SERVICE_UNAVAILABLE, failure(message, TIMEOUT))
        }
    }
}

const NOT_ACCEPTABLE: &str = "`Accept` allows neither application/graphql-response+json nor \
    application/json, the media types that this service answers in.";

/// What a panic outside an operation is answered by.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let body =
        GraphQLResponse::from(failure(INTERNAL_MESSAGE, INTERNAL_SERVER_ERROR)).into_response();
    (StatusCode::INTERNAL_SERVER_ERROR, body).into_response()
}

fn failure(message: impl Into<String>, code: &str) -> GraphqlResponse {
    let mut error = ServerError::new(message, None);
    error.extensions.get_or_insert_default().set("code", code);
    GraphqlResponse::from_errors(vec![error])
}

/// The media type to answer in, or `None` if `Accept` allows neither.
fn negotiate(headers: &HeaderMap) -> Option<MediaType> {
    let Some(accept) = headers.get(header::ACCEPT) else { return Some(MediaType::Json) };
    let accept = accept.to_str().ok()?;
    accept.split(',').find_map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
        let refused =
            parts.any(|parameter| matches!(parameter, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        match media_type.as_str() {
            _ if refused => None,
            "application/graphql-response+json" => Some(MediaType::GraphqlResponse),
            "application/json" | "application/*" | "*/*" => Some(MediaType::Json),
            _ => None,
        }
    })
}

fn check_content_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or_default().to_ascii_lowercase();
    let mut parts = content_type.split(';').map(str::trim);
    let json = parts.next() == Some("application/json");
    let utf8 = parts.all(|parameter| match parameter.split_once('=') {
        Some(("charset", charset)) => charset.trim_matches('"') == "utf-8",
        _ => true,
    });
    if json && utf8 {
        return Ok(());
    }
    let message =
        format!("the content type is \"{content_type}\": expected application/json in UTF-8");
    Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message))
}

fn parse_body(body: &[u8]) -> Result<Request, Refusal> {
    let bad = |message: String| Refusal::new(StatusCode::BAD_REQUEST, message);
    match serde_json::from_slice(body) {
        Ok(Value::Object(request)) => parse_request(request),
        Ok(_) => Err(bad("the body is not a JSON object: expected {\"query\": \"..\"}".to_owned())),
        Err(error) => Err(bad(format!("the body is not JSON: {error}"))),
    }
}

fn parse_query_string(query: &str) -> Result<Request, Refusal> {
    let bad = |message: String| Refusal::new(StatusCode::BAD_REQUEST, message);
    let mut request = Map::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = match name.as_ref() {
            "query" | "operationName" => Value::String(value.into_owned()),
            "variables" | "extensions" => serde_json::from_str(&value)
                .map_err(|error| bad(format!("the parameter `{name}` is not JSON: {error}")))?,
            _ => continue,
        };
        request.insert(name.into_owned(), value);
    }
    parse_request(request)
}

fn parse_request(request: Map<String, Value>) -> Result<Request, Refusal> {
    let bad = |message: &str| Refusal::new(StatusCode::BAD_REQUEST, message);
    match request.get("query") {
        Some(Value::String(query)) if !query.trim().is_empty() => {}
        Some(Value::String(_)) => return Err(bad("`query` is empty: expected a GraphQL document")),
        Some(_) => return Err(bad("`query` is not a string: expected a GraphQL document")),
        None => return Err(bad("`query` is missing: expected a GraphQL document")),
    }
    let is_name = |value: &Value| value.is_string() || value.is_null();
    let is_map = |value: &Value| value.is_object() || value.is_null();
    if !request.get("operationName").is_none_or(is_name) {
        return Err(bad("`operationName` is not a string"));
    }
    for name in ["variables", "extensions"] {
        if !request.get(name).is_none_or(is_map) {
            return Err(bad(&format!("`{name}` is not an object")));
        }
    }
    let request = request.into_iter().filter(|(_, value)| !value.is_null()).collect();
    serde_json::from_value(Value::Object(request)).map_err(|error| bad(&error.to_string()))
}

/// Unique within a process; the log lines of a request bear it.
fn next_request_id() -> String {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let number = LAST.fetch_add(1, Ordering::Relaxed) + 1;
    format!("{:x}-{number:x}", std::process::id())
}
