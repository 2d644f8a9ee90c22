//! The planners' site over HTTP.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::App;
use super::graphql::next_request_id;
use super::work::{self, RETRY_AFTER};
use crate::site::{self, Address};

/// Any path that is nothing else.
pub async fn page(State(app): State<App>, method: Method, uri: Uri) -> Response {
    let address = Address::parse(uri.path(), uri.query().unwrap_or_default());
    if method != Method::GET && method != Method::HEAD {
        let allowed = [(header::ALLOW, "GET, HEAD")];
        return (StatusCode::METHOD_NOT_ALLOWED, allowed, "Pages are read by GET.\n")
            .into_response();
    }
    let asked = address.clone();
    let work = move |app: &App, view: &_| site::answer(&app.schema, view, asked);
    let answer = match work::on_view(app.clone(), &next_request_id(), work).await {
        Ok(answer) => answer,
        Err(interrupted) => {
            let view = Arc::new(app.knowledge.view());
            site::fail(&app.schema, &view, address, &interrupted.into())
        }
    };
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers =
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    let mut response = (status, headers, answer.html).into_response();
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
    }
    response
}
