//! Settings: what was written on the command line or in the environment, and
//! what follows from it.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{ArgMatches, Args, Command, CommandFactory};

use super::{Cli, output};
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

/// Prints every setting with its value, flag and variable, as `serve` would take
/// it.
pub fn run(matches: &ArgMatches, settings: &Settings) -> anyhow::Result<()> {
    let mut command = Cli::command();
    command.build();
    let of_serve = matches.subcommand_matches("config");
    let arguments = command
        .get_arguments()
        .chain(command.find_subcommand("config").into_iter().flat_map(Command::get_arguments));
    let mut shown = BTreeSet::new();
    for argument in arguments.filter(|argument| shown.insert(argument.get_id().clone())) {
        let (Some(variable), Some(flag)) = (argument.get_env(), argument.get_long()) else {
            continue;
        };
        let id = argument.get_id().as_str();
        let value = match id {
            "dictionary" => settings.dictionary().display().to_string(),
            _ => of_serve.map_or_else(String::new, |matches| written(matches, id)),
        };
        output::line(&format!("{}={value}  # --{flag}", variable.to_string_lossy()))?;
    }
    let log = std::env::var("KUSANONE_LOG").unwrap_or_else(|_| "warn,kusanone=info".to_owned());
    output::line(&format!("KUSANONE_LOG={log}"))
}

/// The values of a setting, as they are written.
fn written(matches: &ArgMatches, id: &str) -> String {
    let values = matches.get_raw(id).into_iter().flatten();
    values.map(|value| value.to_string_lossy()).collect::<Vec<_>>().join(",")
}
