//! The log: every change that was ever made, in order. It is the truth, the
//! audit trail and the backup in one; store and index are made from it.
//!
//! The log is a trait because there will be a second one, a stream replicated
//! over many nodes; nothing else may know which one it is. [`FileLog`] is the
//! file in the data folder; another in memory shows in tests that both keep the
//! same promises.

mod file;
#[cfg(test)]
mod memory;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use file::FileLog;

use crate::model::{ChangeSet, Position};

pub type Result<T, E = LogError> = std::result::Result<T, E>;

/// Entries as they are read, one after the other.
pub type Entries = Box<dyn Iterator<Item = Result<Entry>> + Send>;

/// An append-only, ordered record of changes.
pub trait Log: Send {
    /// Behind the last entry.
    fn end(&self) -> &Position;

    /// Behind the entry of a sequence; `None` if there is no such entry.
    ///
    /// # Errors
    /// If the log cannot be read.
    fn position(&self, sequence: u64) -> Result<Option<Position>>;

    /// Appends a change set. When this returns, the entry is on disk and will
    /// be read back after any crash.
    ///
    /// # Errors
    /// If the entry could not be written; then the log is as it was before.
    fn append(&mut self, change_set: ChangeSet) -> Result<Entry>;

    /// The entries behind a sequence, in order.
    ///
    /// # Errors
    /// If the log cannot be read; single damaged entries come as errors.
    fn entries_after(&self, sequence: u64) -> Result<Entries>;
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The sequence is 1 for the first entry, and one more for each after it.
    #[serde(skip)]
    pub position: Position,
    /// When it was written (RFC 3339, UTC). For people; nothing depends on it.
    pub at: String,
    pub change_set: ChangeSet,
}

/// What can go wrong with a log.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    #[error("{path}: {cause}")]
    Io { path: PathBuf, cause: std::io::Error },
    #[error(
        "{path}: the entry at byte {offset} is damaged ({what}); restore the file from a backup, \
         or remove that line and all behind it to go back to what was before"
    )]
    Damaged { path: PathBuf, offset: u64, what: &'static str },
    #[error(
        "{path}: format {found} is newer than this program understands (1); use a newer kusanone"
    )]
    Format { path: PathBuf, found: u32 },
    #[error("a change set cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change_set(author: &str) -> ChangeSet {
        ChangeSet { author: author.to_owned(), changes: Vec::new() }
    }

    fn check_promises(mut log: impl Log) {
        assert_eq!(log.end(), &Position::default());
        assert_eq!(log.position(0).unwrap(), Some(Position::default()));
        let written: Vec<Entry> =
            ["a", "b", "c"].map(|author| log.append(change_set(author)).unwrap()).into();
        let sequences: Vec<u64> = written.iter().map(|entry| entry.position.sequence).collect();
        assert_eq!(sequences, [1, 2, 3]);
        assert_eq!(log.end(), &written[2].position);
        for after in 0..4 {
            let read: Vec<Entry> =
                log.entries_after(after).unwrap().map(|entry| entry.unwrap()).collect();
            assert_eq!(read, written[(after as usize).min(3)..]);
            assert_eq!(
                log.position(after + 1).unwrap().as_ref(),
                written.get(after as usize).map(|entry| &entry.position)
            );
        }
    }

    #[test]
    fn every_log_keeps_the_same_promises() {
        let folder = tempfile::tempdir().unwrap();
        check_promises(FileLog::open(&folder.path().join("log.jsonl")).unwrap());
        check_promises(memory::MemoryLog::default());
    }
}
