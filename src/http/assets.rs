//! Pages, scripts and styles, compiled into the binary. `make web` builds them
//! from `web/`.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "web/dist/graphiql/"]
struct GraphiQl;

/// Style and script of the planners' site. Their names stay, so browsers ask for them
/// anew.
#[derive(RustEmbed)]
#[folder = "web/dist/pages/"]
struct Site;

/// Names of assets contain a hash of their content, so they never change.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub async fn graphiql() -> Response {
    respond(GraphiQl::get("index.html"), "no-cache")
}

pub async fn graphiql_asset(Path(path): Path<String>) -> Response {
    let hashed = !path.ends_with(".md");
    respond(GraphiQl::get(&format!("assets/{path}")), if hashed { FOR_EVER } else { "no-cache" })
}

pub async fn site_asset(Path(name): Path<String>) -> Response {
    respond(Site::get(&name), "no-cache")
}

fn respond(file: Option<EmbeddedFile>, cache: &'static str) -> Response {
    match file {
        None => (StatusCode::NOT_FOUND, "Not found.\n").into_response(),
        Some(file) => {
            let media_type = file.metadata.mimetype().to_owned();
            let headers =
                [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, cache.to_owned())];
            (headers, file.data).into_response()
        }
    }
}
