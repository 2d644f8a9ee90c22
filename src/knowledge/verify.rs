//! Whether store and index hold exactly what the log says.

use std::collections::BTreeSet;

use super::known::keys;
use super::{Folder, Gap, Knowledge, Known, Replayed, Result, figures, findings, laws};
use crate::model::{Key, Kind, Record};
use crate::search::Filter;

/// What a check of a data folder brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Entries of the log, all checksums right.
    pub entries: u64,
    /// Entities that store and index must hold, remarks included.
    pub entities: usize,
    /// What is wrong, a line each; empty if all is well.
    pub problems: Vec<String>,
    /// What a careful reader would still have to add; the views are sound.
    pub gaps: Vec<Gap>,
}

impl Knowledge {
    /// Reads the whole log and compares both views with it.
    ///
    /// # Errors
    /// If a part of the data folder cannot be read; a damaged log is one.
    pub fn verify(&self, folder: &Folder) -> Result<Verdict> {
        let replayed = Replayed::read(folder)?;
        let view = self.view();
        let mut problems = Vec::new();
        let mut expected: BTreeSet<Key> = BTreeSet::new();
        let records = replayed.records.values();
        let derived = records.clone().flat_map(findings::derive);
        let derived = derived.chain(figures::derive_all(records.clone()));
        for record in records.cloned().chain(derived) {
            if view.known(&record.key())?.as_ref() != Some(&record) {
                problems
                    .push(format!("the store does not hold {} as the log has it", record.key()));
            }
            check_references(&record, &view, &mut problems)?;
            expected.insert(record.key());
        }
        for key in view.stored_keys()?.iter().filter(|key| !expected.contains(key)) {
            problems.push(format!("the store holds {key}, which the log does not have"));
        }
        for &kind in Kind::ALL {
            let indexed: BTreeSet<Key> =
                keys(&view, vec![kind], Filter::default())?.into_iter().collect();
            let wanted = expected.iter().filter(|key| key.kind == kind);
            for key in wanted.filter(|key| !indexed.contains(key)) {
                problems.push(format!("the index does not find {key}"));
            }
            for key in indexed.difference(&expected) {
                problems.push(format!("the index finds {key}, which the log does not have"));
            }
        }
        Ok(Verdict {
            entries: replayed.sequence,
            entities: expected.len(),
            problems,
            gaps: laws::gaps(&replayed.records),
        })
    }
}

fn check_references(record: &Record, known: &impl Known, problems: &mut Vec<String>) -> Result<()> {
    for target in record.entity().links().iter().filter_map(|link| link.target()) {
        if known.known(&target)?.is_none() {
            problems.push(format!("{} refers to {target}, which does not exist", record.key()));
        }
    }
    Ok(())
}
