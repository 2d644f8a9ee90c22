//! What the log alone says, without store or index.

use std::collections::BTreeMap;

use super::known::refers_to;
use super::{Folder, Known, Result};
use crate::log::{FileLog, Log};
use crate::model::{Change, ChangeSet, Key, Kind, Record};

/// The entities that a log leads to. Reads everything into memory: for checks
/// and for previews, which write nothing and need no lock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replayed {
    pub sequence: u64,
    pub records: BTreeMap<Key, Record>,
}

impl Replayed {
    /// Reads the log of a data folder, also while a server uses it; empty if
    /// there is none.
    ///
    /// # Errors
    /// If the log cannot be read or is damaged.
    pub fn read(folder: &Folder) -> Result<Self> {
        let mut replayed = Self::default();
        if let Some(log) = FileLog::open_read_only(&folder.log())? {
            for entry in log.entries_after(0)? {
                let entry = entry?;
                replayed.apply(&entry.change_set);
                replayed.sequence = entry.position.sequence;
            }
        }
        Ok(replayed)
    }

    pub fn apply(&mut self, change_set: &ChangeSet) {
        for change in &change_set.changes {
            match change {
                Change::Put(record) => self.records.insert(record.key(), record.clone()),
                Change::Delete(key) => self.records.remove(key),
            };
        }
    }
}

impl Known for Replayed {
    fn known(&self, key: &Key) -> Result<Option<Record>> {
        Ok(self.records.get(key).cloned())
    }

    fn all_known(&self, kind: Kind) -> Result<Vec<Record>> {
        let records = self.records.iter().filter(|(key, _)| key.kind == kind);
        Ok(records.map(|(_, record)| record.clone()).collect())
    }

    fn referrers(&self, key: &Key) -> Result<Vec<Key>> {
        let others = self.records.iter().filter(|(key, _)| key.kind != Kind::Finding);
        let referring = others.filter(|(_, record)| refers_to(record.entity(), key));
        Ok(referring.map(|(key, _)| key.clone()).collect())
    }
}
