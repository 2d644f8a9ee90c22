//! A log in memory, for tests that need no files.

use super::{Entry, Log, Result};
use crate::model::ChangeSet;

#[derive(Debug, Default)]
pub struct MemoryLog {
    entries: Vec<Entry>,
}

impl Log for MemoryLog {
    fn last_sequence(&self) -> u64 {
        self.entries.len() as u64
    }

    fn append(&mut self, change_set: ChangeSet) -> Result<Entry> {
        let entry =
            Entry { sequence: self.last_sequence() + 1, at: "1970-01-01T00:00:00Z".to_owned(), change_set };
        self.entries.push(entry.clone());
        Ok(entry)
    }

    fn entries_after(&self, sequence: u64) -> Result<Box<dyn Iterator<Item = Result<Entry>>>> {
        let behind: Vec<_> =
            self.entries.iter().filter(|entry| entry.sequence > sequence).cloned().map(Ok).collect();
        Ok(Box::new(behind.into_iter()))
    }
}
