//! What is tied to an entity, asked for all entities of a list at once.
//!
//! A query that asks a hundred events for their findings asks the index once: the
//! view remembers which entities were listed together, and the first of them that
//! is asked brings the answer for all.

use std::collections::HashMap;
use std::sync::Arc;

use super::Result;
use super::view::View;
use crate::model::{Key, Kind, Relation};
use crate::search::{Filter, Order, PageRequest, Selection};

/// Entities of a list that are asked together.
const MAX_TOGETHER: usize = 100;

/// Tied entities that are read for a whole list; where there are more, each
/// entity of the list is asked alone.
const MAX_TIED: usize = 2_000;

/// Entities tied to one at most. Lists that are no connection are small by nature
/// (the consulates of a state, the findings on an event); this only bounds what an
/// odd record could cause.
const MAX_LIST: usize = 1_000;

impl View {
    /// Tells that entities were listed together.
    pub fn listed(&self, keys: impl IntoIterator<Item = Key>) {
        let keys: Vec<Key> = keys.into_iter().take(MAX_TOGETHER).collect();
        if keys.len() > 1 {
            let list: Arc<[Key]> = keys.into();
            let mut ties = self.ties();
            for key in list.iter() {
                ties.lists.insert(key.clone(), Arc::clone(&list));
            }
        }
    }

    /// The entities of a kind that have an entity as their value under a relation,
    /// in the order of their keys; at most 1,000.
    ///
    /// # Errors
    /// If index or store cannot be read.
    pub fn tied(&self, kind: Kind, relation: Relation, key: &Key) -> Result<Arc<[Key]>> {
        let of = |key: &Key| (kind, relation, key.clone());
        if let Some(known) = self.ties().known.get(&of(key)) {
            return Ok(Arc::clone(known));
        }
        let list = self.ties().lists.get(key).cloned();
        if let Some(list) = list
            && let Some(tied) = self.tied_to_each(kind, relation, &list)?
        {
            let mut ties = self.ties();
            ties.known.extend(tied.into_iter().map(|(key, tied)| (of(&key), tied.into())));
        } else {
            let hits = self.hits(kind, relation, [value(relation, key)], MAX_LIST)?;
            self.ties().known.insert(of(key), hits.into());
        }
        Ok(self.ties().known.get(&of(key)).cloned().unwrap_or_default())
    }

    /// `None` if there are too many to be read together.
    fn tied_to_each(
        &self,
        kind: Kind,
        relation: Relation,
        list: &[Key],
    ) -> Result<Option<HashMap<Key, Vec<Key>>>> {
        let values: HashMap<String, &Key> =
            list.iter().map(|key| (value(relation, key), key)).collect();
        let hits = self.hits(kind, relation, values.keys().cloned(), MAX_TIED + 1)?;
        if hits.len() > MAX_TIED {
            return Ok(None);
        }
        let mut tied: HashMap<Key, Vec<Key>> =
            list.iter().map(|key| (key.clone(), Vec::new())).collect();
        for hit in hits {
            // It is about to be asked for anyway.
            let Some(stored) = self.record(&hit)? else { continue };
            let links = stored.record.entity().links();
            for link in links.iter().filter(|link| link.relation == relation) {
                if let Some(key) = values.get(&link.value)
                    && let Some(tied) = tied.get_mut(*key)
                    && tied.last() != Some(&hit)
                {
                    tied.push(hit.clone());
                }
            }
        }
        Ok(Some(tied))
    }

    fn hits(
        &self,
        kind: Kind,
        relation: Relation,
        values: impl IntoIterator<Item = String>,
        limit: usize,
    ) -> Result<Vec<Key>> {
        let filter = Filter::default().with(relation, values);
        let page = PageRequest::first(limit);
        let page = self.select(&Selection::of(kind, filter, Order::Key, page))?;
        Ok(page.hits.into_iter().map(|hit| hit.key).collect())
    }
}

/// How an entity stands as a value: by its slug, or by its whole key where entities
/// of any kind may stand.
fn value(relation: Relation, key: &Key) -> String {
    match relation {
        Relation::About => key.to_string(),
        _ => key.slug.clone(),
    }
}
