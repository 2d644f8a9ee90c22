//! What a change set comes down to: what is already as asked for is left out,
//! and every reference is checked.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{KnowledgeError, Known, Result};
use crate::model::{Change, ChangeSet, Key, Kind, Record};

/// What a change set would do or did, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub kinds: BTreeMap<Kind, Counts>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub created: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub deleted: usize,
}

impl Summary {
    /// Adds what another change set did.
    pub fn add(&mut self, other: &Self) {
        for (&kind, more) in &other.kinds {
            let counts = self.kinds.entry(kind).or_default();
            counts.created += more.created;
            counts.changed += more.changed;
            counts.unchanged += more.unchanged;
            counts.deleted += more.deleted;
        }
    }

    /// How many entities were asked for.
    pub fn count(&self) -> u64 {
        let each =
            |counts: &Counts| counts.created + counts.changed + counts.unchanged + counts.deleted;
        self.kinds.values().map(each).sum::<usize>() as u64
    }

    /// True if everything is already as asked for.
    pub fn is_unchanged(&self) -> bool {
        self.kinds.values().all(|counts| counts.created + counts.changed + counts.deleted == 0)
    }
}

/// Leaves out what is already as asked for, and checks that every record is
/// valid and every reference resolves once the rest has been done.
///
/// # Errors
/// If a record is not valid, a reference would not resolve, or what is known cannot be read.
pub fn reduce(change_set: ChangeSet, known: &impl Known) -> Result<(ChangeSet, Summary)> {
    let mut summary = Summary::default();
    let mut changes = Vec::with_capacity(change_set.changes.len());
    for change in last_of_each(change_set.changes) {
        let key = change.key();
        if let Change::Put(record) = &change {
            record
                .validate()
                .map_err(|cause| KnowledgeError::Invalid { key: key.clone(), cause })?;
        }
        let before = known.known(&key)?;
        let counts = summary.kinds.entry(key.kind).or_default();
        let is_as_asked = match &change {
            Change::Put(record) => before.as_ref() == Some(record),
            Change::Delete(_) => before.is_none(),
        };
        if is_as_asked {
            counts.unchanged += 1;
            continue;
        }
        match (&change, before) {
            (Change::Put(_), None) => counts.created += 1,
            (Change::Put(_), Some(_)) => counts.changed += 1,
            (Change::Delete(_), _) => counts.deleted += 1,
        }
        changes.push(change);
    }
    check_references(&changes, known)?;
    Ok((ChangeSet { author: change_set.author, changes }, summary))
}

/// Of several changes to one entity, only the last has an effect.
fn last_of_each(changes: Vec<Change>) -> Vec<Change> {
    let mut seen = HashSet::new();
    let mut last: Vec<Change> =
        changes.into_iter().rev().filter(|change| seen.insert(change.key())).collect();
    last.reverse();
    last
}

fn check_references(changes: &[Change], known: &impl Known) -> Result<()> {
    let mut after: HashMap<Key, Option<&Record>> = HashMap::new();
    for change in changes {
        let record = match change {
            Change::Put(record) => Some(record),
            Change::Delete(_) => None,
        };
        after.insert(change.key(), record);
    }
    let mut resolved: HashSet<Key> = HashSet::new();
    for change in changes {
        let Change::Put(record) = change else { continue };
        for link in record.entity().links() {
            let Some(to) = link.target() else { continue };
            let exists = match after.get(&to) {
                Some(record) => record.is_some(),
                None => resolved.contains(&to) || known.known(&to)?.is_some(),
            };
            if !exists {
                let (from, relation) = (record.key(), link.relation.as_str());
                return Err(KnowledgeError::Dangling { from, relation, to });
            }
            resolved.insert(to);
        }
    }
    for change in changes {
        let Change::Delete(key) = change else { continue };
        if let Some(by) = known.referrers(key)?.into_iter().find(|by| !after.contains_key(by)) {
            return Err(KnowledgeError::Referenced { key: key.clone(), by });
        }
    }
    Ok(())
}
