//! Settings: what was written on the command line or in the environment, and
//! what follows from it.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use crate::knowledge::Folder;

/// Settings that several commands share.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// The folder that holds everything: log, store, index.
    #[arg(
        long,
        global = true,
        env = "KUSANONE_DATA_DIR",
        default_value = "data",
        value_name = "DIR"
    )]
    pub data_dir: PathBuf,

    /// The built dictionary [default: `dictionary` in the data folder].
    #[arg(long, global = true, env = "KUSANONE_DICTIONARY", value_name = "DIR")]
    pub dictionary: Option<PathBuf>,

    /// Address that `serve` listens on; port 0 takes a free one.
    #[arg(long, global = true, env = "KUSANONE_LISTEN", default_value_t = DEFAULT_LISTEN, value_name = "ADDRESS")]
    pub listen: SocketAddr,

    /// Do not load the seed into an empty data folder.
    #[arg(long, global = true, env = "KUSANONE_NO_SEED")]
    pub no_seed: bool,
}

/// This machine only.
const DEFAULT_LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);

impl Settings {
    pub fn folder(&self) -> Folder {
        Folder { path: self.data_dir.clone(), dictionary: self.dictionary() }
    }

    pub fn dictionary(&self) -> PathBuf {
        self.dictionary.clone().unwrap_or_else(|| self.data_dir.join("dictionary"))
    }
}

/// Prints every setting with its value, flag and variable.
pub fn run(settings: &Settings) -> anyhow::Result<()> {
    let log = std::env::var("KUSANONE_LOG").unwrap_or_else(|_| "warn,kusanone=info".to_owned());
    let rows = [
        ("--data-dir", "KUSANONE_DATA_DIR", settings.data_dir.display().to_string()),
        ("--dictionary", "KUSANONE_DICTIONARY", settings.dictionary().display().to_string()),
        ("--no-seed", "KUSANONE_NO_SEED", settings.no_seed.to_string()),
        ("--listen", "KUSANONE_LISTEN", settings.listen.to_string()),
        ("", "KUSANONE_LOG", log),
    ];
    for (flag, variable, value) in rows {
        let place = if flag.is_empty() { String::new() } else { format!("  # {flag}") };
        super::output::line(&format!("{variable}={value}{place}"))?;
    }
    Ok(())
}
