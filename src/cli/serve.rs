//! `kusanone serve`: the server.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::Notify;

use super::config::Settings;
use super::{open, output};
use crate::http::{self, App};

pub fn run(settings: &Settings) -> anyhow::Result<()> {
    let started = Instant::now();
    let knowledge = Arc::new(open::knowledge(settings)?);
    let app = App::new(Arc::clone(&knowledge));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(settings.listen).await.with_context(|| {
            format!("cannot listen on {}; choose another address with --listen", settings.listen)
        })?;
        let address = listener.local_addr()?;
        output::line(&format!(
            "http://{address} ready after {} ms",
            started.elapsed().as_millis()
        ))?;
        let asked = Arc::new(Notify::new());
        let told = Arc::clone(&asked);
        let mut signals = Signals::new()?;
        let server = http::serve(app, listener, async move { told.notified().await });
        tokio::select! {
            ended = server => ended.context("the server failed"),
            () = async {
                signals.next().await;
                tracing::info!("stopping");
                asked.notify_one();
                // Whoever is connected and says nothing is not waited for, and
                // a second signal means now.
                let _ = tokio::time::timeout(LAST_REQUESTS_TIME, signals.next()).await;
            } => Ok(()),
        }
    })?;
    // What still runs has been given up by its client.
    runtime.shutdown_timeout(Duration::from_secs(1));
    knowledge.flush()?;
    Ok(())
}

/// Time for running requests to end once the process was asked to.
const LAST_REQUESTS_TIME: Duration = Duration::from_secs(10);

/// The signals that ask the process to end: ctrl-c, or its supervisor's.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn new() -> anyhow::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
