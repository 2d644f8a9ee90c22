//! `kusanone serve`: the server.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

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
        http::serve(app, listener, shutdown()?).await.context("the server failed")
    })?;
    // What still runs has been given up by its client.
    runtime.shutdown_timeout(Duration::from_secs(1));
    knowledge.flush()?;
    Ok(())
}

/// Ready when the process is asked to end, by ctrl-c or by its supervisor.
fn shutdown() -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
    })
}
