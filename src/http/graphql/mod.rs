//! GraphQL over HTTP: what is accepted, in which media type and with which status
//! it is answered (graphql-over-http working draft).
//!
//! async-graphql-axum's own extractor takes mutations by GET, any content type
//! and batches of any size, and always answers in the newer media type; so only
//! its response is used.

mod media;
mod request;

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_graphql::{BatchResponse, Response as GraphqlResponse};
use async_graphql_axum::GraphQLResponse;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::App;
use super::work::{self, Interrupted, RETRY_AFTER};
use crate::graphql::Asked;
use crate::graphql::error::{
    INTERNAL_MESSAGE, INTERNAL_SERVER_ERROR, METHOD_NOT_ALLOWED, OVERLOADED, TIMEOUT, exceeded,
    first_code, is_request_error, refused,
};
use crate::knowledge::View;
use media::{MediaType, check_content_type};
use request::{Operations, Refusal, parse_body, parse_query_string};

/// Asks for the cost of operations instead of their answers.
pub const DRY_RUN: &str = "kusanone-dry-run";

pub async fn post(State(app): State<App>, headers: HeaderMap, body: Body) -> Response<Body> {
    let operations = match check_content_type(&headers) {
        Ok(()) => read_body(&app, &headers, body).await,
        Err(refusal) => Err(refusal),
    };
    answer(app, &headers, operations, false).await
}

pub async fn get(
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response<Body> {
    let operations = parse_query_string(query.as_deref().unwrap_or_default());
    answer(app, &headers, operations, true).await
}

pub async fn any_other_method(State(app): State<App>, headers: HeaderMap) -> Response<Body> {
    let message = "GraphQL is asked by POST, or by GET if nothing is changed.";
    let refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, METHOD_NOT_ALLOWED, message);
    answer(app, &headers, Err(refusal), true).await
}

/// What a panic outside an operation is answered by.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let error = refused(INTERNAL_MESSAGE, INTERNAL_SERVER_ERROR);
    respond(
        StatusCode::INTERNAL_SERVER_ERROR,
        MediaType::Json,
        GraphqlResponse::from_errors(vec![error]).into(),
        &next_request_id(),
    )
}

/// An answer to a request that is refused whatever it asks.
pub fn refuse(status: StatusCode, code: &'static str, message: &str) -> Response<Body> {
    let response = GraphqlResponse::from_errors(vec![refused(message, code)]);
    respond(status, MediaType::Json, response.into(), &next_request_id())
}

async fn read_body(app: &App, headers: &HeaderMap, body: Body) -> Result<Operations, Refusal> {
    let limits = &app.limits;
    let too_large = |found| Refusal {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        error: Box::new(exceeded("body bytes", limits.body_bytes, found)),
    };
    // What is announced to be too large is not read at all.
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if let Some(length) = announced.and_then(|length| length.parse().ok())
        && length > limits.body_bytes
    {
        return Err(too_large(length));
    }
    let body = axum::body::to_bytes(body, limits.body_bytes);
    match tokio::time::timeout(limits.body_time, body).await {
        Ok(Ok(body)) => parse_body(&body, limits.batch),
        Ok(Err(_)) => Err(too_large(limits.body_bytes + 1)),
        Err(_) => {
            let message = "The body of the request did not arrive in time.";
            Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, TIMEOUT, message))
        }
    }
}

async fn answer(
    app: App,
    headers: &HeaderMap,
    operations: Result<Operations, Refusal>,
    reads_only: bool,
) -> Response<Body> {
    let request_id = next_request_id();
    let negotiated = MediaType::negotiate(headers);
    let media_type = negotiated.as_ref().copied().unwrap_or(MediaType::Json);
    let dry_run = headers.get(DRY_RUN).is_some_and(|value| value == "true");
    let (status, response) = match negotiated.and(operations) {
        Ok(operations) => execute(app, operations, reads_only, dry_run, &request_id).await,
        Err(Refusal { status, error }) => {
            app.metrics.refused();
            (status, GraphqlResponse::from_errors(vec![*error]).into())
        }
    };
    let status = match &response {
        BatchResponse::Single(response) if status == StatusCode::OK => {
            status_of(response, media_type)
        }
        _ => status,
    };
    respond(status, media_type, response, &request_id)
}

/// The status of an operation that was read: in the older media type it is always
/// 200, but for a method that must not be used so.
fn status_of(response: &GraphqlResponse, media_type: MediaType) -> StatusCode {
    match media_type {
        _ if first_code(response) == Some(METHOD_NOT_ALLOWED) => StatusCode::METHOD_NOT_ALLOWED,
        MediaType::GraphqlResponse if is_request_error(response) => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    }
}

fn respond(
    status: StatusCode,
    media_type: MediaType,
    mut response: BatchResponse,
    request_id: &str,
) -> Response<Body> {
    let responses = match &mut response {
        BatchResponse::Single(response) => std::slice::from_mut(response),
        BatchResponse::Batch(responses) => responses.as_mut_slice(),
    };
    for error in responses.iter_mut().flat_map(|response| &mut response.errors) {
        error.extensions.get_or_insert_default().set("requestId", request_id);
    }
    let mut answer = body(response);
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, media_type.content_type());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    match status {
        StatusCode::METHOD_NOT_ALLOWED => {
            headers.insert(header::ALLOW, HeaderValue::from_static("GET, POST"));
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
        }
        _ => {}
    }
    answer
}

/// Without `data` where nothing was run, as the specification has it: the library
/// would say `null`.
fn body(response: BatchResponse) -> Response<Body> {
    match response {
        BatchResponse::Single(response) if is_request_error(&response) => {
            let errors = json!({ "errors": response.errors, "extensions": response.extensions });
            let mut answer = errors.as_object().cloned().unwrap_or_default();
            answer.retain(|_, value| value.as_object().is_none_or(|object| !object.is_empty()));
            Body::from(Value::Object(answer).to_string()).into_response()
        }
        response => GraphQLResponse::from(response).into_response(),
    }
}

/// Runs the operations of a request, one after the other on one view.
async fn execute(
    app: App,
    operations: Operations,
    reads_only: bool,
    dry_run: bool,
    request_id: &str,
) -> (StatusCode, BatchResponse) {
    let work = move |app: &App, view: &Arc<View>| {
        let execute = |request| app.schema.execute(view, Asked { request, reads_only, dry_run });
        let response = match operations {
            Operations::One(request) => BatchResponse::Single(execute(*request)),
            Operations::Batch(requests) => {
                BatchResponse::Batch(requests.into_iter().map(execute).collect())
            }
        };
        each(&response).iter().for_each(|response| app.metrics.answered(response.is_ok()));
        response
    };
    let interrupted = match work::on_view(app, request_id, work).await {
        Ok(response) => return (StatusCode::OK, response),
        Err(interrupted) => interrupted,
    };
    let (message, code) = match interrupted {
        Interrupted::Overloaded => {
            ("Too many operations are waiting already; ask again in a second.", OVERLOADED)
        }
        Interrupted::OutOfTime => {
            ("The operation took too long; ask for less at once, or later.", TIMEOUT)
        }
        Interrupted::Panicked => (INTERNAL_MESSAGE, INTERNAL_SERVER_ERROR),
    };
    let response = GraphqlResponse::from_errors(vec![refused(message, code)]);
    (interrupted.status(), response.into())
}

/// The answers to the operations of a request.
fn each(response: &BatchResponse) -> &[GraphqlResponse] {
    match response {
        BatchResponse::Single(response) => std::slice::from_ref(response),
        BatchResponse::Batch(responses) => responses,
    }
}

/// Unique within a process; the log lines of a request bear it.
pub fn next_request_id() -> String {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let number = LAST.fetch_add(1, Ordering::Relaxed) + 1;
    format!("{:x}-{number:x}", std::process::id())
}
