//! The commands, and where everything is put together.
//!
//! One file a command, each with its arguments and a `run`. Answers go to
//! standard output, everything else to standard error. Exit codes: 0 done, 1
//! failed, 2 wrong usage. This module alone names clap.

mod config;
mod dictionary;
mod export;
mod import;
mod limits;
mod manifest;
mod open;
mod output;
mod rebuild;
mod sample;
mod schema;
mod search;
mod serve;
mod verify;

use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

pub use config::Settings;

/// 草の根: search and relations over the events of the Japanese government's
/// programme for Japan-US relations at the grass-roots level.
#[derive(Parser)]
#[command(name = "kusanone", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve GraphQL and GraphiQL over HTTP.
    Serve(serve::Serve),
    /// Bring documents or records in.
    #[command(subcommand)]
    Import(import::Import),
    /// Search, and print what GraphQL would answer.
    Search(search::Search),
    /// Write all events of a search to a file.
    Export(export::Export),
    /// Delete store and index and make them again from the log.
    Rebuild,
    /// Check that log, store and index agree.
    Verify,
    /// Print the GraphQL schema, or the JSON Schema of an import record.
    Schema(schema::Schema),
    /// Print the settings in force, and where each can be set.
    Config(serve::Serve),
    /// Print a manifest of trusted documents: the operations of a folder.
    Manifest(manifest::Manifest),
    /// Build the dictionary of the Japanese analysis from IPADIC's sources.
    Dictionary(dictionary::Dictionary),
    /// Print invented events as import records, to measure with.
    #[command(hide = true)]
    Sample(sample::Sample),
}

/// How answers are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// Runs the command line and turns its outcome into an exit code.
pub fn main() -> ExitCode {
    crate::telemetry::init();
    match run(&Cli::command().get_matches()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::error(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let Cli { settings, command } =
        Cli::from_arg_matches(matches).unwrap_or_else(|error| error.exit());
    match command {
        Command::Serve(serve) => serve.run(&settings),
        Command::Import(import) => import.run(&settings),
        Command::Search(search) => search.run(&settings),
        Command::Export(export) => export.run(&settings),
        Command::Rebuild => rebuild::run(&settings),
        Command::Verify => verify::run(&settings),
        Command::Schema(schema) => schema.run(),
        Command::Config(_) => config::run(matches, &settings),
        Command::Manifest(manifest) => manifest.run(),
        Command::Dictionary(dictionary) => dictionary.run(&settings),
        Command::Sample(sample) => sample.run(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
