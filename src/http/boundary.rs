//! Who may ask: pages of this service itself, and programs that are no browser.
//!
//! A page of another site can make a browser send requests here, and a name of its
//! own can be made to lead here (DNS rebinding). So a request must name a host that
//! this service has, and one for GraphQL must not come from another site, unless
//! that site was named in the settings.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::Next;
use axum::response::IntoResponse;
use tower_http::cors::CorsLayer;

use super::{App, graphql};
use crate::graphql::error::FORBIDDEN;

/// Which hosts this service has, and which sites may ask it from a browser.
#[derive(Clone, Debug, Default)]
pub struct Boundary {
    /// Names of this service. Numeric addresses and `localhost` need not be named:
    /// nobody else can make them lead here.
    pub hosts: Vec<String>,
    /// Origins of other sites, as `https://portal.example.jp`.
    pub origins: Vec<String>,
}

impl Boundary {
    fn has_host(&self, headers: &HeaderMap) -> bool {
        let Some(host) = text(headers, &header::HOST) else { return false };
        let name = match host.strip_prefix('[') {
            Some(address) => address.split(']').next().unwrap_or_default(),
            None => host.split(':').next().unwrap_or_default(),
        };
        name.parse::<std::net::IpAddr>().is_ok()
            || name.eq_ignore_ascii_case("localhost")
            || self.hosts.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    fn lets_in(&self, headers: &HeaderMap) -> bool {
        match text(headers, &header::ORIGIN) {
            Some(origin) => {
                let host = text(headers, &header::HOST).unwrap_or_default();
                let own = origin.split_once("://").is_some_and(|(_, from)| from == host);
                own || self.origins.iter().any(|known| known == origin)
            }
            None => {
                let site = HeaderName::from_static("sec-fetch-site");
                !matches!(text(headers, &site), Some("cross-site" | "same-site"))
            }
        }
    }

    /// Answers the questions of browsers whether those sites may ask.
    ///
    /// # Errors
    /// Gives the origin that cannot stand in a header.
    pub fn cors(&self) -> Result<CorsLayer, String> {
        let origins = self
            .origins
            .iter()
            .map(|origin| HeaderValue::from_str(origin).map_err(|_| origin.clone()));
        Ok(CorsLayer::new()
            .allow_origin(origins.collect::<Result<Vec<_>, _>>()?)
            .allow_methods([Method::GET, Method::POST])
            .allow_headers([header::CONTENT_TYPE, HeaderName::from_static(graphql::DRY_RUN)]))
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}

/// Refuses requests for hosts that this service does not have.
pub async fn check_host(State(app): State<App>, request: Request, next: Next) -> Response<Body> {
    match app.boundary.has_host(request.headers()) {
        true => next.run(request).await,
        false => {
            let message = "This service is not known by the host of this request: start it with \
                           --host and that name, or ask for it by its address.\n";
            (StatusCode::MISDIRECTED_REQUEST, message).into_response()
        }
    }
}

/// Refuses requests that a page of another site made a browser send.
pub async fn check_site(State(app): State<App>, request: Request, next: Next) -> Response<Body> {
    match app.boundary.lets_in(request.headers()) {
        true => next.run(request).await,
        false => {
            let message = "This request comes from a page of another site: start the service with \
                           --origin and that site's origin to let it in.";
            graphql::refuse(StatusCode::FORBIDDEN, FORBIDDEN, message)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn a_request_names_a_host_of_this_service() {
        let boundary =
            Boundary { hosts: vec!["kusanone.example.jp".to_owned()], ..Boundary::default() };
        for (host, expected) in [
            ("127.0.0.1:8080", true),
            ("[::1]:8080", true),
            ("LOCALHOST", true),
            ("kusanone.example.jp:443", true),
            ("rebound.example.com", false),
            ("127.0.0.1.example.com", false),
            ("", false),
        ] {
            assert_eq!(boundary.has_host(&headers(&[("host", host)])), expected, "{host}");
        }
        assert!(!boundary.has_host(&HeaderMap::new()));
    }

    #[test]
    fn other_sites_stay_outside() {
        let boundary = Boundary {
            origins: vec!["https://portal.example.jp".to_owned()],
            ..Boundary::default()
        };
        const HOST: (&str, &str) = ("host", "localhost:8080");
        for (pairs, expected) in [
            (&[HOST][..], true),
            (&[HOST, ("origin", "http://localhost:8080")], true),
            (
                &[HOST, ("origin", "https://portal.example.jp"), ("sec-fetch-site", "cross-site")],
                true,
            ),
            (&[HOST, ("origin", "http://localhost:9090")], false),
            (&[HOST, ("origin", "null")], false),
            (&[HOST, ("origin", "https://portal.example.jp.example.com")], false),
            (&[HOST, ("sec-fetch-site", "same-origin")], true),
            (&[HOST, ("sec-fetch-site", "none")], true),
            (&[HOST, ("sec-fetch-site", "cross-site")], false),
            (&[HOST, ("sec-fetch-site", "same-site")], false),
        ] {
            assert_eq!(boundary.lets_in(&headers(pairs)), expected, "{pairs:?}");
        }
    }
}
