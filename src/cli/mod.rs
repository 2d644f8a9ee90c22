//! The commands, and where everything is put together.
//!
//! One file a command, each with its arguments and a `run`. Answers go to
//! standard output, everything else to standard error. Exit codes: 0 done, 1
//! failed, 2 wrong usage. This module alone names clap.

mod config;
mod dictionary;
mod import;
mod open;
mod output;
mod rebuild;
mod schema;
mod search;
mod serve;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

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
    Serve,
    /// Bring documents or records in.
    #[command(subcommand)]
    Import(import::Import),
    /// Search, and print what GraphQL would answer.
    Search(search::Search),
    /// Delete store and index and make them again from the log.
    Rebuild,
    /// Check that log, store and index agree.
    Verify,
    /// Print the GraphQL schema, or the JSON Schema of an import record.
    Schema(schema::Schema),
    /// Print the settings in force, and where each can be set.
    Config,
    /// Build the dictionary of the Japanese analysis from IPADIC's sources.
    Dictionary(dictionary::Dictionary),
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
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::error(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(Cli { settings, command }: Cli) -> anyhow::Result<()> {
    match command {
        Command::Serve => serve::run(&settings),
        Command::Import(import) => import.run(&settings),
        Command::Search(search) => search.run(&settings),
        Command::Rebuild => rebuild::run(&settings),
        Command::Verify => verify::run(&settings),
        Command::Schema(schema) => schema.run(),
        Command::Config => config::run(&settings),
        Command::Dictionary(dictionary) => dictionary.run(&settings),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
