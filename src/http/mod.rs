//! The server: routes, limits, and how it begins and ends. This module alone
//! names axum.
//!
//! `/graphql` answers GraphQL over HTTP, `/graphiql` is the bundled playground,
//! `/schema.graphql` the schema in text, `/healthz` and `/readyz` are for who
//! watches the process.

mod assets;
mod graphql;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::graphql::Schema;
use crate::knowledge::Knowledge;

/// Bytes of a request body at most. A query is some kilobytes; more would only
/// keep memory and the parser busy.
const MAX_BODY_BYTES: usize = 256 << 10;

/// Time for a whole request, a slow body included.
const REQUEST_TIME: Duration = Duration::from_secs(10);

/// Operations that run at the same time. They read from disk and compute on
/// threads of their own; more than a few for each core only wait for each other.
const OPERATIONS_PER_CORE: usize = 2;

/// Only what this server serves itself may be loaded or asked: no other host, no
/// inline script or style.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What every request may use.
#[derive(Clone)]
pub struct App {
    knowledge: Arc<Knowledge>,
    schema: Schema,
    operations: Arc<Semaphore>,
}

impl App {
    pub fn new(knowledge: Arc<Knowledge>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let operations = Arc::new(Semaphore::new(cores * OPERATIONS_PER_CORE));
        Self { knowledge, schema: Schema::new(), operations }
    }
}

/// Serves until `shutdown` is ready, then lets running requests end.
///
/// # Errors
/// If the listener fails.
pub async fn serve(
    app: App,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    // Nagle's algorithm holds small answers back for up to 44 ms.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY could not be set");
        }
    });
    axum::serve(listener, router(app)).with_graceful_shutdown(shutdown).await
}

/// All routes with their layers; apart from [`serve`] so that it can be tested
/// without a socket.
pub fn router(app: App) -> Router {
    let always = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    Router::new()
        .route("/", get(|| async { Redirect::temporary("/graphiql") }))
        .route("/graphql", get(graphql::get).post(graphql::post))
        .route("/graphiql", get(assets::graphiql))
        .route("/graphiql/", get(assets::graphiql))
        .route("/graphiql/assets/{*path}", get(assets::graphiql_asset))
        .route("/schema.graphql", get(schema))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(|| async { "ready\n" }))
        .fallback(|| async { (StatusCode::NOT_FOUND, "Not found.\n") })
        .layer(RequestBodyLimitLayer::new(MAX_BODY_BYTES))
        .layer(CatchPanicLayer::custom(graphql::panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, REQUEST_TIME))
        .layer(always(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(header::REFERRER_POLICY, "no-referrer"))
        .with_state(app)
}

async fn schema(State(app): State<App>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/graphql; charset=utf-8")], app.schema.sdl())
}
