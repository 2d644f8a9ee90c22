//! What a change is checked against.

use super::{Result, View};
use crate::model::{Entity, Key, Kind, Record, Relation};
use crate::search::{Filter, Order, PageRequest, Selection};

/// A state of the knowledge base that changes can be compared with: a [`View`],
/// or what the log alone says ([`Replayed`](super::Replayed)).
pub trait Known {
    /// # Errors
    /// If the knowledge base cannot be read.
    fn known(&self, key: &Key) -> Result<Option<Record>>;

    /// All entities of a kind, in the order of their slugs.
    ///
    /// # Errors
    /// If the knowledge base cannot be read.
    fn all_known(&self, kind: Kind) -> Result<Vec<Record>>;

    /// Entities that refer to another one; remarks on it are none of them.
    ///
    /// # Errors
    /// If the knowledge base cannot be read.
    fn referrers(&self, key: &Key) -> Result<Vec<Key>>;
}

/// Entities of one kind or referrers looked at in a view: more than there will
/// be of any kind whose entities are changed together.
const MANY: usize = 100_000;

impl Known for View {
    fn known(&self, key: &Key) -> Result<Option<Record>> {
        Ok(self.record(key)?.map(|stored| stored.record))
    }

    fn all_known(&self, kind: Kind) -> Result<Vec<Record>> {
        let keys = keys(self, vec![kind], Filter::default())?;
        keys.iter().filter_map(|key| self.known(key).transpose()).collect()
    }

    fn referrers(&self, key: &Key) -> Result<Vec<Key>> {
        match referring_relation(key.kind) {
            Some(relation) => keys(self, Kind::ALL.to_vec(), Filter::of(relation, &key.slug)),
            None => Ok(Vec::new()),
        }
    }
}

/// The keys of all entities in the index that pass a filter.
pub(super) fn keys(view: &View, kinds: Vec<Kind>, filter: Filter) -> Result<Vec<Key>> {
    let page = view.select(&Selection {
        query: None,
        kinds,
        filter,
        order: Order::Key,
        page: PageRequest::first(MANY),
        facets: Vec::new(),
    })?;
    Ok(page.hits.into_iter().map(|hit| hit.key).collect())
}

/// The relation by which entities refer to those of a kind.
fn referring_relation(kind: Kind) -> Option<Relation> {
    match kind {
        Kind::Consulate => Some(Relation::Consulate),
        Kind::State => Some(Relation::State),
        Kind::Document => Some(Relation::Document),
        Kind::ActionPlan => Some(Relation::ActionPlan),
        Kind::Priority => Some(Relation::Priority),
        Kind::Event => Some(Relation::Event),
        Kind::Passage | Kind::Finding => None,
    }
}

/// Whether an entity refers to another one other than by a remark.
pub(super) fn refers_to(entity: &dyn Entity, key: &Key) -> bool {
    let links = entity.links();
    links.iter().any(|link| link.relation != Relation::About && link.target().as_ref() == Some(key))
}
