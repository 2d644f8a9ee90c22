//! Scripts, styles and the playground, compiled into the binary. `make web` builds
//! them from `web/`.

use std::fmt::Write;

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "web/dist/graphiql/"]
struct GraphiQl;

/// Style and script of the planners' site.
#[derive(RustEmbed)]
#[folder = "web/dist/pages/"]
struct Site;

/// For names that contain a hash of the content: they never change.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// For names that stay: browsers ask whether the content has changed.
const ASK_AGAIN: &str = "no-cache";

pub async fn graphiql(headers: HeaderMap) -> Response {
    respond(GraphiQl::get("index.html"), ASK_AGAIN, &headers)
}

pub async fn graphiql_asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let hashed = !path.ends_with(".md");
    let cache = if hashed { FOR_EVER } else { ASK_AGAIN };
    respond(GraphiQl::get(&format!("assets/{path}")), cache, &headers)
}

pub async fn site_asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    respond(Site::get(&name), ASK_AGAIN, &headers)
}

fn respond(file: Option<EmbeddedFile>, cache: &'static str, headers: &HeaderMap) -> Response {
    let Some(file) = file else {
        return (StatusCode::NOT_FOUND, "Not found.\n").into_response();
    };
    let tag = entity_tag(&file);
    let told = [(header::CACHE_CONTROL, cache), (header::ETAG, &tag)];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, told).into_response();
    }
    let media_type = [(header::CONTENT_TYPE, file.metadata.mimetype())];
    (told, media_type, file.data.clone()).into_response()
}

/// Weak, because the file may be sent compressed or not.
fn entity_tag(file: &EmbeddedFile) -> String {
    let mut tag = String::from("W/\"");
    for byte in &file.metadata.sha256_hash()[..16] {
        let _ = write!(tag, "{byte:02x}");
    }
    tag + "\""
}
