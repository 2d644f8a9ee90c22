//! How knowledge changes: the only thing that is ever written to the log.

use std::fmt;
use std::str::FromStr;

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

/// A place in a log: behind the entry of that sequence and checksum. The views
/// keep theirs, and so notice a log that is not the one they were made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// 0 before the first entry.
    pub sequence: u64,
    /// Of the entry; empty before the first.
    pub checksum: String,
}

/// The text is not a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a position in a log")]
pub struct PositionError;

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.sequence, self.checksum)
    }
}

impl FromStr for Position {
    type Err = PositionError;

    fn from_str(text: &str) -> Result<Self, PositionError> {
        let (sequence, checksum) = text.split_once(' ').ok_or(PositionError)?;
        let sequence = sequence.parse().map_err(|_| PositionError)?;
        Ok(Self { sequence, checksum: checksum.to_owned() })
    }
}
