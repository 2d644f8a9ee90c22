//! The server: routes, limits, and how it begins and ends. This module alone
//! names axum.
//!
//! `/` and whatever is nothing else is a page for planners, `/export` has their
//! downloads, `/graphql` answers GraphQL over HTTP, `/graphiql` is the bundled
//! playground, `/schema.graphql` the schema in text, `/healthz`, `/readyz` and
//! `/metrics` are for who watches the process.

mod assets;
mod boundary;
mod export;
mod graphql;
mod limits;
mod metrics;
mod pages;
mod server;
mod work;

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::graphql::Schema;
use crate::knowledge::Knowledge;

pub use boundary::Boundary;
pub use limits::Limits;
use metrics::Metrics;

/// Only what this server serves itself may be loaded or asked: no other host, no
/// inline script or style.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What every request may use.
#[derive(Clone)]
pub struct App {
    knowledge: Arc<Knowledge>,
    schema: Schema,
    limits: Arc<Limits>,
    boundary: Arc<Boundary>,
    metrics: Arc<Metrics>,
    /// Places for operations that run.
    running: Arc<Semaphore>,
    /// Places for requests whose operations run or wait.
    waiting: Arc<Semaphore>,
}

impl App {
    pub fn new(
        knowledge: Arc<Knowledge>,
        schema: Schema,
        limits: Limits,
        boundary: Boundary,
    ) -> Self {
        Self {
            knowledge,
            schema,
            running: Arc::new(Semaphore::new(limits.running)),
            waiting: Arc::new(Semaphore::new(limits.waiting)),
            limits: Arc::new(limits),
            boundary: Arc::new(boundary),
            metrics: Arc::new(Metrics::new()),
        }
    }
}

/// Serves until `shutdown` is ready, then lets running requests end.
///
/// # Errors
/// Gives the origin in the settings that is none.
pub async fn serve(
    app: App,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> Result<(), String> {
    let limits = Arc::clone(&app.limits);
    server::serve(router(app)?, listener, &limits, shutdown).await;
    Ok(())
}

/// All routes with their layers.
fn router(app: App) -> Result<Router, String> {
    let always = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    let graphql = get(graphql::get).post(graphql::post).fallback(graphql::any_other_method);
    let api = Router::new()
        .route("/graphql", graphql)
        .layer(from_fn_with_state(app.clone(), boundary::check_site))
        .route("/schema.graphql", get(schema))
        .layer(app.boundary.cors()?);
    // Text for people shrinks to a quarter; answers of the API are small, and quick.
    let pages = Router::new()
        .route("/graphiql", get(assets::graphiql))
        .route("/graphiql/", get(assets::graphiql))
        .route("/graphiql/assets/{*path}", get(assets::graphiql_asset))
        .route("/assets/{name}", get(assets::site_asset))
        .route("/export/{file}", get(export::download))
        .route("/en/export/{file}", get(export::download))
        .fallback(pages::page)
        .layer(CompressionLayer::new());
    Ok(Router::new()
        .merge(api)
        .merge(pages)
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(|| async { "ready\n" }))
        .route("/metrics", get(metrics::metrics))
        .layer(from_fn_with_state(app.clone(), boundary::check_host))
        .layer(CatchPanicLayer::custom(graphql::panicked))
        .layer(always(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(header::REFERRER_POLICY, "no-referrer"))
        .layer(always(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .with_state(app))
}

async fn schema(State(app): State<App>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/graphql; charset=utf-8")], app.schema.sdl())
}
