//! The knowledge that the binary brings along, for a first start that answers.
//!
//! `seed/` holds it as import records, one file or folder a kind; it is compiled
//! in, so that the binary needs no other file.

use rust_embed::RustEmbed;

use crate::import::records::{self, RecordError};
use crate::model::{Change, ChangeSet};

#[derive(RustEmbed)]
#[folder = "seed/"]
#[include = "*.jsonl"]
struct Files;

/// A seed file that is not made of records; the tests keep this from happening.
#[derive(Debug, thiserror::Error)]
#[error("seed/{file}: {cause}")]
pub struct SeedError {
    file: String,
    cause: RecordError,
}

/// Everything in the seed, as one change set.
///
/// # Errors
/// If a file is not made of records.
pub fn change_set() -> Result<ChangeSet, SeedError> {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    let mut changes = Vec::new();
    for name in names {
        let Some(file) = Files::get(&name) else { continue };
        let text = String::from_utf8_lossy(&file.data);
        let records =
            records::parse(&text).map_err(|cause| SeedError { file: name.to_string(), cause })?;
        changes.extend(records.into_iter().map(Change::Put));
    }
    Ok(ChangeSet { author: "seed".to_owned(), changes })
}
