//! `kusanone serve`: the server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::config::{DEFAULT_LISTEN, Settings};
use super::{open, output};
use crate::http::{self, App};

#[derive(Args)]
pub struct Serve {
    /// Address to listen on. Port 0 takes a free one.
    #[arg(long, env = "KUSANONE_LISTEN", default_value_t = DEFAULT_LISTEN, value_name = "ADDRESS")]
    listen: SocketAddr,
}

impl Serve {
    pub fn run(&self, settings: &Settings) -> anyhow::Result<()> {
        let started = Instant::now();
        let knowledge = Arc::new(open::knowledge(settings)?);
        let app = App::new(Arc::clone(&knowledge));
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = TcpListener::bind(self.listen).await.with_context(|| {
                format!("cannot listen on {}; choose another address with --listen", self.listen)
            })?;
            let address = listener.local_addr()?;
            output::line(&format!("http://{address} ready after {} ms", started.elapsed().as_millis()))?;
            http::serve(app, listener, shutdown()?).await.context("the server failed")
        })?;
        knowledge.flush()?;
        Ok(())
    }
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
