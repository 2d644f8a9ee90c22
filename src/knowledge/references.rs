//! References between entities: what is put refers only to what exists, and what
//! is referred to is not deleted.

use std::collections::{HashMap, HashSet};

use super::{KnowledgeError, Result, View};
use crate::model::{Change, Key, Kind, Record, Relation};
use crate::search::{Filter, Order, PageRequest, Selection};
use crate::store::Reader;

/// Checks that every reference resolves once `changes` have been made.
pub(super) fn check(changes: &[Change], reader: &Reader, view: &View) -> Result<()> {
    let mut after: HashMap<Key, Option<&Record>> = HashMap::new();
    for change in changes {
        let record = match change {
            Change::Put(record) => Some(record),
            Change::Delete(_) => None,
        };
        after.insert(change.key(), record);
    }
    let mut resolved: HashSet<Key> = HashSet::new();
    for (from, record) in &after {
        for link in record.iter().flat_map(|record| record.entity().links()) {
            let Some(to) = link.target() else { continue };
            let exists = match after.get(&to) {
                Some(record) => record.is_some(),
                None => resolved.contains(&to) || reader.get(&to)?.is_some(),
            };
            if !exists {
                let relation = link.relation.as_str();
                return Err(KnowledgeError::Dangling { from: from.clone(), relation, to });
            }
            resolved.insert(to);
        }
    }
    for (key, _) in after.iter().filter(|(_, record)| record.is_none()) {
        if let Some(by) = referrers(key, view)?.find(|by| !after.contains_key(by)) {
            return Err(KnowledgeError::Referenced { key: key.clone(), by });
        }
    }
    Ok(())
}

/// Some entities that refer to `key`; remarks on it are none of them.
fn referrers(key: &Key, view: &View) -> Result<impl Iterator<Item = Key>> {
    let relation = match key.kind {
        Kind::Consulate => Relation::Consulate,
        Kind::State => Relation::State,
        Kind::Document => Relation::Document,
        Kind::ActionPlan => Relation::ActionPlan,
        Kind::Priority => Relation::Priority,
        Kind::Event => Relation::Event,
        Kind::Passage | Kind::Finding => return Ok(Vec::new().into_iter()),
    };
    let page = view.select(&Selection {
        query: None,
        kinds: Kind::ALL.to_vec(),
        filter: Filter::of(relation, &key.slug),
        order: Order::Key,
        page: PageRequest::first(REFERRERS_LOOKED_AT),
        facets: Vec::new(),
    })?;
    Ok(page.hits.into_iter().map(|hit| hit.key).collect::<Vec<_>>().into_iter())
}

/// A change set that deletes an entity with more referrers than this has to name
/// them in several sets.
const REFERRERS_LOOKED_AT: usize = 10_000;
