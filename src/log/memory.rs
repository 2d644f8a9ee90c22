//! A log in memory, for tests that need no files.

use super::{Entries, Entry, Log, Result};
use crate::model::{ChangeSet, Position};

#[derive(Debug, Default)]
pub struct MemoryLog {
    beginning: Position,
    entries: Vec<Entry>,
}

impl Log for MemoryLog {
    fn end(&self) -> &Position {
        self.entries.last().map_or(&self.beginning, |entry| &entry.position)
    }

    fn position(&self, sequence: u64) -> Result<Option<Position>> {
        let entry = self.entries.iter().find(|entry| entry.position.sequence == sequence);
        Ok(match sequence {
            0 => Some(self.beginning.clone()),
            _ => entry.map(|entry| entry.position.clone()),
        })
    }

    fn append(&mut self, change_set: ChangeSet) -> Result<Entry> {
        let sequence = self.end().sequence + 1;
        let checksum = blake3::hash(serde_json::to_string(&change_set)?.as_bytes()).to_string();
        let position = Position { sequence, checksum };
        let entry = Entry { position, at: "1970-01-01T00:00:00Z".to_owned(), change_set };
        self.entries.push(entry.clone());
        Ok(entry)
    }

    fn entries_after(&self, sequence: u64) -> Result<Entries> {
        let behind = self.entries.iter().filter(|entry| entry.position.sequence > sequence);
        let behind: Vec<_> = behind.cloned().map(Ok).collect();
        Ok(Box::new(behind.into_iter()))
    }
}
