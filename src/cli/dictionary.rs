//! `kusanone dictionary`: builds the dictionary.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::config::Settings;
use super::output;
use crate::search::dictionary::{self, DEBIAN_SOURCES};

#[derive(Args)]
pub struct Dictionary {
    /// Folder with IPADIC's sources: CSV files in EUC-JP, matrix.def and so on.
    #[arg(long, default_value = DEBIAN_SOURCES, value_name = "DIR")]
    from: PathBuf,
}

impl Dictionary {
    pub fn run(&self, settings: &Settings) -> anyhow::Result<()> {
        let target = settings.dictionary();
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
        }
        dictionary::build(&self.from, &target)?;
        output::line(&format!("built the dictionary in {}", target.display()))
    }
}
