//! Media types: which a client accepts, and which it sends.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};

use super::request::Refusal;
use crate::graphql::error::BAD_USER_INPUT;

/// The media types of an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// The older one: well-formed requests are always answered by 200.
    Json,
    /// The newer one: a request that cannot be executed is answered by 400.
    GraphqlResponse,
}

impl MediaType {
    pub fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        })
    }

    /// The one to answer in: of those that `Accept` names first.
    ///
    /// # Errors
    /// If it allows neither.
    pub fn negotiate(headers: &HeaderMap) -> Result<Self, Refusal> {
        let Some(accept) = headers.get(header::ACCEPT) else { return Ok(Self::Json) };
        let ranges = accept.to_str().unwrap_or_default().split(',');
        let accepted = ranges.filter_map(Self::of_range).next();
        accepted.ok_or_else(|| {
            let message = "`Accept` allows neither application/graphql-response+json nor \
                application/json, the media types that this service answers in.";
            Refusal::new(StatusCode::NOT_ACCEPTABLE, BAD_USER_INPUT, message)
        })
    }

    fn of_range(range: &str) -> Option<Self> {
        let mut parts = range.split(';').map(str::trim);
        let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
        if parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000")) {
            return None;
        }
        match media_type.as_str() {
            "application/graphql-response+json" => Some(Self::GraphqlResponse),
            "application/json" | "application/*" | "*/*" => Some(Self::Json),
            _ => None,
        }
    }
}

/// JSON in UTF-8: what a browser sends to another site without asking it first
/// (forms, plain text) must not run anything.
///
/// # Errors
/// If the body is declared to be anything else, or nothing.
pub fn check_content_type(headers: &HeaderMap) -> Result<(), Refusal> {
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
    Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, BAD_USER_INPUT, message))
}
