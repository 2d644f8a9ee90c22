//! The mechanism that all kinds of entity share: nodes, lists, connections.

use std::sync::Arc;

use async_graphql::connection::{
    Connection, DefaultConnectionName, DefaultEdgeName, Edge, EmptyFields,
};
use async_graphql::{Context, OutputType, SimpleObject};

use super::error::{Result, internal};
use super::id::Cursor;
use super::page::PageArguments;
use crate::knowledge::{Versioned, View};
use crate::model::record::Kinded;
use crate::model::{Entity, Key, Relation};
use crate::search::{Filter, Order, PageRequest};

/// Entities in a list that is not a connection. Such lists are small by nature
/// (the claims of a measure, the priorities of a plan); this only bounds what an
/// odd record could cause.
const MAX_LIST: usize = 1_000;

/// An entity as seen in a view.
pub struct Viewed<E> {
    pub view: Arc<View>,
    pub revision: u32,
    pub entity: Arc<E>,
}

/// 一覧全体の情報。About the whole list.
#[derive(SimpleObject)]
pub struct Totals {
    /// 一覧全体の件数。Number of items in the whole list, on all pages.
    pub total_count: u64,
}

/// A page of a list of entities of one kind.
pub type Entities<E> =
    Connection<Cursor, Viewed<E>, Totals, EmptyFields, DefaultConnectionName, DefaultEdgeName>;

impl<E: Kinded + Entity> Viewed<E> {
    pub fn new(view: &Arc<View>, versioned: Versioned<E>) -> Self {
        let Versioned { revision, entity } = versioned;
        Self { view: Arc::clone(view), revision, entity }
    }

    /// The entity with a slug, if there is one.
    pub fn find(view: &Arc<View>, slug: &str) -> Result<Option<Self>> {
        Ok(view.get(slug).map_err(internal)?.map(|versioned| Self::new(view, versioned)))
    }

    /// The entities that slugs name. References always resolve, so one that does
    /// not is left out rather than failing the answer.
    pub fn each<S: AsRef<str>>(
        view: &Arc<View>,
        slugs: impl IntoIterator<Item = S>,
    ) -> Result<Vec<Self>> {
        let found =
            slugs.into_iter().filter_map(|slug| Self::find(view, slug.as_ref()).transpose());
        let found = found.collect::<Result<Vec<Self>>>()?;
        view.listed(found.iter().map(|viewed| Key::new(E::KIND, viewed.entity.slug())));
        Ok(found)
    }

    /// The entities of the kind that have an entity as their value under a relation,
    /// in the order of their slugs.
    pub fn tied(view: &Arc<View>, relation: Relation, key: &Key) -> Result<Vec<Self>> {
        let keys = view.tied(E::KIND, relation, key).map_err(internal)?;
        Self::each(view, keys.iter().map(|key| &key.slug))
    }

    /// All entities of the kind that pass a filter, in the order of their slugs.
    pub fn list(view: &Arc<View>, filter: Filter) -> Result<Vec<Self>> {
        let page = view
            .list(E::KIND, filter, Order::Key, PageRequest::first(MAX_LIST))
            .map_err(internal)?;
        Self::each(view, page.hits.iter().map(|hit| &hit.key.slug))
    }

    /// A page of the entities of the kind that pass a filter.
    pub fn connect(
        view: &Arc<View>,
        filter: Filter,
        order: Order,
        page: PageArguments,
    ) -> Result<Entities<E>>
    where
        Self: OutputType,
    {
        let page = view.list(E::KIND, filter, order, page.parse()?).map_err(internal)?;
        let totals = Totals { total_count: page.total };
        let mut connection =
            Connection::with_additional_fields(page.has_previous, page.has_next, totals);
        view.listed(page.hits.iter().map(|hit| hit.key.clone()));
        for hit in &page.hits {
            if let Some(node) = Self::find(view, &hit.key.slug)? {
                connection.edges.push(Edge::new(Cursor(hit.cursor.clone()), node));
            }
        }
        Ok(connection)
    }
}

/// The view that this request sees.
pub fn view<'a>(context: &Context<'a>) -> Result<&'a Arc<View>> {
    context.data::<Arc<View>>()
}
