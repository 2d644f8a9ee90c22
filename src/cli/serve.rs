//! `kusanone serve`: the server.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::Notify;

use super::config::Settings;
use super::limits::Limits;
use super::{open, output};
use crate::graphql::{Manifest, Options, Persisted, Schema};
use crate::http::{self, App, Boundary};

#[derive(Args)]
pub struct Serve {
    /// A name by which this service is asked for; may be given several times.
    /// Numeric addresses and localhost need not be named.
    #[arg(long = "host", env = "KUSANONE_HOSTS", value_name = "NAME", value_delimiter = ',')]
    hosts: Vec<String>,

    /// A site whose pages may ask this service, by its origin: scheme, host and port;
    /// may be given several times.
    #[arg(long = "origin", env = "KUSANONE_ORIGINS", value_name = "ORIGIN", value_delimiter = ',')]
    origins: Vec<String>,

    /// Serve the schema as a subgraph of Apollo Federation 2.
    #[arg(long, env = "KUSANONE_FEDERATION")]
    federation: bool,

    /// Run only the documents of this manifest; `kusanone manifest` writes one.
    #[arg(long, env = "KUSANONE_TRUSTED_DOCUMENTS", value_name = "FILE")]
    trusted_documents: Option<PathBuf>,

    #[command(flatten)]
    limits: Limits,
}

impl Serve {
    pub fn run(&self, settings: &Settings) -> anyhow::Result<()> {
        let started = Instant::now();
        let knowledge = Arc::new(open::knowledge(settings)?);
        let app = App::new(
            Arc::clone(&knowledge),
            Schema::new(self.options()?),
            self.limits.of_requests(),
            Boundary { hosts: self.hosts.clone(), origins: self.origins.clone() },
        );
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(serve(app, settings, started))?;
        // What still runs has been given up by its client.
        runtime.shutdown_timeout(Duration::from_secs(1));
        knowledge.flush()?;
        Ok(())
    }

    fn options(&self) -> anyhow::Result<Options> {
        let persisted = match &self.trusted_documents {
            None => Persisted::default(),
            Some(file) => trusted(file)
                .with_context(|| format!("the manifest {} cannot be used", file.display()))?,
        };
        Ok(Options { limits: self.limits.of_operations(), persisted, federation: self.federation })
    }
}

fn trusted(file: &Path) -> anyhow::Result<Persisted> {
    let manifest: Manifest = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    Ok(manifest.trusted()?)
}

async fn serve(app: App, settings: &Settings, started: Instant) -> anyhow::Result<()> {
    let listener = TcpListener::bind(settings.listen).await.with_context(|| {
        format!("cannot listen on {}; choose another address with --listen", settings.listen)
    })?;
    let address = listener.local_addr()?;
    let asked = Arc::new(Notify::new());
    let told = Arc::clone(&asked);
    let mut signals = Signals::new()?;
    let server = http::serve(app, listener, async move { told.notified().await });
    output::line(&format!("http://{address} ready after {} ms", started.elapsed().as_millis()))?;
    tokio::select! {
        ended = server => ended.map_err(|origin| anyhow!("\"{origin}\" is no origin: expected one as https://portal.example.jp")),
        () = async {
            signals.next().await;
            tracing::info!("stopping");
            asked.notify_one();
            // Whoever is connected and says nothing is not waited for, and
            // a second signal means now.
            let _ = tokio::time::timeout(LAST_REQUESTS_TIME, signals.next()).await;
        } => Ok(()),
    }
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
