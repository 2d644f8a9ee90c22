//! Connections: how many, for how long, and how they end.
//!
//! `axum::serve` waits for ever for the head of a request and takes any number of
//! connections; so the loop is hyper's.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::limits::Limits;

/// Bytes of the head of a request; a query in the address is a part of it.
const MAX_HEAD_BYTES: usize = 64 << 10;

/// Headers of a request.
const MAX_HEADERS: usize = 64;

/// How long to wait where no connection can be accepted, as without free files.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `shutdown` is ready, then lets running requests end.
pub async fn serve(
    router: Router,
    listener: TcpListener,
    limits: &Limits,
    shutdown: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let (open, closing) = watch::channel(());
    tokio::pin!(shutdown);
    loop {
        let stream = tokio::select! {
            () = &mut shutdown => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            },
        };
        match Arc::clone(&places).try_acquire_owned() {
            Ok(place) => connect(stream, place, router.clone(), limits, closing.clone()),
            Err(_) => tracing::warn!("a connection was closed: there are too many"),
        }
    }
    drop((listener, open));
    // Every connection has given its place back when all places are free.
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    let _ = places.acquire_many(all).await;
}

fn connect(
    stream: TcpStream,
    place: OwnedSemaphorePermit,
    router: Router,
    limits: &Limits,
    mut closing: watch::Receiver<()>,
) {
    // Nagle's algorithm holds small answers back for up to 44 ms.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY could not be set");
    }
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(MAX_HEAD_BYTES)
        .max_headers(MAX_HEADERS)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let lifetime = limits.connection_time;
    tokio::spawn(async move {
        let _place = place;
        let mut connection = std::pin::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = async {
                tokio::select! {
                    () = tokio::time::sleep(lifetime) => {}
                    // An error says that the sender is gone, which is the signal.
                    _ = closing.changed() => {}
                }
            } => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}
