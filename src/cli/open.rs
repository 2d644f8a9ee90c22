//! Opening a data folder as every command wants it: with a dictionary, and never
//! empty.

use std::path::Path;

use anyhow::Context;

use super::config::Settings;
use super::output;
use crate::knowledge::{Folder, Knowledge, Replayed};
use crate::search::dictionary::{self, DEBIAN_SOURCES};
use crate::seed;

/// Opens the knowledge base. An empty one is given the seed first, unless the
/// settings say otherwise.
pub fn knowledge(settings: &Settings) -> anyhow::Result<Knowledge> {
    let knowledge = as_it_is(settings)?;
    if knowledge.view().sequence() == 0 && !settings.no_seed {
        let applied = knowledge.apply(seed::change_set()?).context("the seed cannot be loaded")?;
        output::note(&format!("loaded the seed: {}", output::summary(&applied.summary)));
    }
    Ok(knowledge)
}

/// Opens the knowledge base and adds nothing to it.
pub fn as_it_is(settings: &Settings) -> anyhow::Result<Knowledge> {
    let folder = settings.folder();
    ensure_dictionary(&folder)?;
    Ok(Knowledge::open(&folder)?)
}

/// What the knowledge base holds, without opening it: writes nothing and works
/// while a server runs. Where there is none yet, what a first start would load.
pub fn replayed(settings: &Settings) -> anyhow::Result<Replayed> {
    let mut replayed = Replayed::read(&settings.folder())?;
    if replayed.sequence == 0 && !settings.no_seed {
        replayed.apply(&seed::change_set()?);
    }
    Ok(replayed)
}

/// Builds the dictionary where there is none and Debian's sources are at hand.
pub fn ensure_dictionary(folder: &Folder) -> anyhow::Result<()> {
    let target = &folder.dictionary;
    if target.join("metadata.json").is_file() || !Path::new(DEBIAN_SOURCES).is_dir() {
        return Ok(());
    }
    output::note(&format!("building the dictionary in {} (some seconds)", target.display()));
    if let Some(parent) = target.parent() {
        std::fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
    }
    Ok(dictionary::build(Path::new(DEBIAN_SOURCES), target)?)
}
