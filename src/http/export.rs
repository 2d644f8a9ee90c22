//! Downloads over HTTP: sent while they are made, in parts.
//!
//! The first part is made before anything is sent, so that what cannot be used is
//! refused with a status. Each further part is made when there is room for it: a client
//! that reads slowly keeps no thread and no place from others, one that takes nothing
//! for too long is given up, and one that hangs up is not worked for any longer. There
//! is no time limit for the whole. A download that cannot be finished breaks the
//! connection, so that no client takes it for a whole one.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, Version, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use futures_util::stream;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::time::timeout;

use super::App;
use super::graphql::next_request_id;
use super::work::{self, RETRY_AFTER};
use crate::knowledge::View;
use crate::site::export::{Export, Format};
use crate::site::{Address, Failure};

/// Parts that wait for the client, besides the one that it is being sent.
const WAITING_PARTS: usize = 1;

/// A part of the file, and whether it is the last one.
struct Part {
    bytes: Vec<u8>,
    is_last: bool,
}

impl Part {
    fn of(export: &mut Export, app: &App, view: &Arc<View>) -> Result<Self, Failure> {
        let bytes = export.next(&app.schema, view)?;
        Ok(Self { bytes, is_last: export.is_whole() })
    }
}

/// The first part, and what makes the others from which state.
struct Begun {
    part: Part,
    export: Export,
    view: View,
}

/// `/export/events.csv`.
pub async fn download(
    State(app): State<App>,
    version: Version,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let address = Address::parse(uri.path(), uri.query().unwrap_or_default());
    let Some(format) = Format::ALL.into_iter().find(|format| format.path() == address.path) else {
        let expected = Format::ALL.map(Format::path).join(", ");
        let message = format!("There is no download at {}: expected {expected}.", address.path);
        return refuse(StatusCode::NOT_FOUND, &message);
    };
    if version < Version::HTTP_11 {
        // There, the end of a file and a broken connection are the same.
        let message = "Downloads need HTTP/1.1: ask by it, or set it in the proxy in between.";
        return refuse(StatusCode::HTTP_VERSION_NOT_SUPPORTED, message);
    }
    let request_id = next_request_id();
    let known = headers.get(header::IF_NONE_MATCH).cloned();
    let work = move |app: &App, view: &Arc<View>| begin(app, view, format, address, known);
    let begun = work::on_view(app.clone(), &request_id, work).await;
    let (tag, begun) = match begun.map_err(Failure::from).flatten() {
        Ok(begun) => begun,
        Err(failure) => return fail(&failure),
    };
    let mut response = match begun {
        None => StatusCode::NOT_MODIFIED.into_response(),
        Some(begun) => {
            let attachment =
                format!("attachment; filename=\"kusanone-events.{}\"", format.extension());
            let headers = [
                (header::CONTENT_TYPE, format.media_type().to_owned()),
                (header::CONTENT_DISPOSITION, attachment),
            ];
            (headers, send(app, request_id, begun)).into_response()
        }
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::ETAG, tag);
    response
}

/// Makes the first part; `None` if the client has the whole already.
fn begin(
    app: &App,
    view: &Arc<View>,
    format: Format,
    address: Address,
    known: Option<HeaderValue>,
) -> Result<(HeaderValue, Option<Begun>), Failure> {
    let mut export = Export::new(format, address);
    // Weak: files of the same events differ in when they were made.
    let tag = HeaderValue::from_str(&format!("W/\"{}\"", export.tag(view)))
        .map_err(|_| Failure::Internal)?;
    if known.is_some_and(|known| names(&known, &tag)) {
        return Ok((tag, None));
    }
    let part = Part::of(&mut export, app, view)?;
    let view = view.afresh();
    Ok((tag, Some(Begun { part, export, view })))
}

/// Whether a list of tags has one.
fn names(known: &HeaderValue, tag: &HeaderValue) -> bool {
    let known = known.as_bytes().split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    known.into_iter().any(|known| known == tag.as_bytes())
}

/// A body that ends well after the last part only.
fn send(app: App, request_id: String, begun: Begun) -> Body {
    let (sender, receiver) = mpsc::channel(WAITING_PARTS);
    tokio::spawn(async move {
        if let Err(failure) = make(app, &request_id, begun, sender).await {
            tracing::warn!(request_id, ?failure, "a download was broken off");
        }
    });
    let next = |receiver: Option<Receiver<Part>>| async {
        let mut receiver = receiver?;
        match receiver.recv().await {
            Some(Part { bytes, is_last }) => Some((Ok(bytes), (!is_last).then_some(receiver))),
            None => Some((Err(BrokenOff), None)),
        }
    };
    // Compression asks again after the end.
    Body::from_stream(stream::unfold(Some(receiver), next).fuse())
}

/// Why a body does not end well.
#[derive(Debug, thiserror::Error)]
#[error("the download was broken off")]
struct BrokenOff;

/// Makes part after part, for as long as the client takes them.
async fn make(
    app: App,
    request_id: &str,
    Begun { part, mut export, view }: Begun,
    sender: Sender<Part>,
) -> Result<(), Failure> {
    let mut next = Some(part);
    loop {
        // Whoever hung up is no failure, and has no use for the rest.
        let room = match timeout(app.limits.stall_time, sender.reserve()).await {
            Ok(Ok(room)) => room,
            Ok(Err(_)) => return Ok(()),
            Err(_) => return Err(Failure::Busy),
        };
        let part = match next.take() {
            Some(first) => first,
            None => {
                let work = move |app: &App, view: &Arc<View>| {
                    let part = Part::of(&mut export, app, view);
                    part.map(|part| (part, export))
                };
                let made = work::go_on(app.clone(), request_id, view.afresh(), work).await??;
                export = made.1;
                made.0
            }
        };
        let is_last = part.is_last;
        room.send(part);
        if is_last {
            return Ok(());
        }
    }
}

fn fail(failure: &Failure) -> Response {
    let status =
        StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = refuse(status, failure.message());
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
    }
    response
}

fn refuse(status: StatusCode, message: &str) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (status, headers, format!("{message}\n")).into_response()
}
