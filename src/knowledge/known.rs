//! What a change is checked against.

use super::{Result, View};
use crate::model::{Entity, Key, Kind, Record, Relation};
use crate::search::select::Part;
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

/// Keys fetched from the index at once.
const KEYS_AT_ONCE: usize = 10_000;

impl Known for View {
    fn known(&self, key: &Key) -> Result<Option<Record>> {
        Ok(self.record(key)?.map(|stored| stored.record))
    }

    fn all_known(&self, kind: Kind) -> Result<Vec<Record>> {
        let keys = keys(self, vec![kind], Filter::default())?;
        keys.iter().filter_map(|key| self.known(key).transpose()).collect()
    }

    fn referrers(&self, key: &Key) -> Result<Vec<Key>> {
        let kinds = Kind::ALL.iter().copied().filter(|&kind| kind != Kind::Finding).collect();
        match referring_relation(key.kind) {
            Some(relation) => keys(self, kinds, Filter::of(relation, &key.slug)),
            None => Ok(Vec::new()),
        }
    }
}

/// The keys of all entities in the index that pass a filter, in order.
pub(super) fn keys(view: &View, kinds: Vec<Kind>, filter: Filter) -> Result<Vec<Key>> {
    let page = PageRequest::first(KEYS_AT_ONCE);
    let mut selection = Selection {
        query: None,
        kinds: Some(kinds),
        filter,
        order: Order::Key,
        page,
        facets: Vec::new(),
        table: None,
    };
    let mut keys = Vec::new();
    loop {
        let page = view.select(&selection)?;
        selection.page.part = Part::After(page.hits.last().map(|hit| hit.cursor.clone()));
        keys.extend(page.hits.into_iter().map(|hit| hit.key));
        if !page.has_next {
            return Ok(keys);
        }
    }
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
        Kind::Organisation => Some(Relation::Organisation),
        Kind::Theme => Some(Relation::Theme),
        Kind::Series => Some(Relation::Series),
        Kind::Partnership => Some(Relation::Partnership),
        Kind::Claim => Some(Relation::Claim),
        Kind::Passage | Kind::Finding => None,
    }
}

/// Whether an entity refers to another one other than by a remark.
pub(super) fn refers_to(entity: &dyn Entity, key: &Key) -> bool {
    let links = entity.links();
    links.iter().any(|link| link.relation != Relation::About && link.target().as_ref() == Some(key))
}
