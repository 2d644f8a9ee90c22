//! How knowledge changes: the only thing that is ever written to the log.

use serde::{Deserialize, Serialize};

use super::{Key, Record};

/// Changes that take effect together or not at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeSet {
    /// Who or what asked for it: `seed`, `import fy2024-report`.
    pub author: String,
    pub changes: Vec<Change>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    /// Creates the entity or replaces the whole of it.
    Put(Record),
    Delete(Key),
}

impl Change {
    /// The entity that it is about.
    pub fn key(&self) -> Key {
        match self {
            Self::Put(record) => record.key(),
            Self::Delete(key) => key.clone(),
        }
    }
}
