//! `kusanone manifest`: the documents that a service may run, from a folder of
//! operations.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::output;
use crate::graphql;

#[derive(Args)]
pub struct Manifest {
    /// A folder of `.graphql` files, each with one operation that has a name.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Manifest {
    pub fn run(&self) -> anyhow::Result<()> {
        let documents = read(&self.folder)
            .with_context(|| format!("cannot read the folder {}", self.folder.display()))?;
        if documents.is_empty() {
            bail!("{} has no .graphql files: nothing would be trusted", self.folder.display());
        }
        let manifest = graphql::Manifest::of(&documents)?;
        output::line(&serde_json::to_string_pretty(&manifest)?)
    }
}

/// The files of a folder with their texts, in the order of their names.
fn read(folder: &Path) -> std::io::Result<Vec<(String, String)>> {
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "graphql") {
            documents.push((path.display().to_string(), std::fs::read_to_string(&path)?));
        }
    }
    documents.sort();
    Ok(documents)
}
