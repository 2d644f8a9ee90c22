//! What several kinds have in common: the events, figures and remarks that are tied
//! to them. Each of these is a field that is flattened into the kinds that have it.
//!
//! Each has a type of its own for each kind that it is flattened into: the library
//! leaves out the fields of a type that is still being made, and kinds refer to
//! each other in circles.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;

use async_graphql::{Object, TypeName};

use super::super::error::Result;
use super::super::filter::{ClaimFilter, EventFilter};
use super::super::page::{PageArguments, list_cost, page_cost};
use super::super::value::EventOrder;
use super::super::viewed::{Entities, Viewed};
use crate::knowledge::View;
use crate::model::record::Kinded;
use crate::model::{Claim, Event, Finding, Key, Relation};
use crate::search::{Filter, Order};

/// The events that are tied to an entity.
pub struct TiedEvents<E> {
    owner: PhantomData<E>,
    view: Arc<View>,
    filter: Filter,
}

impl<E> TiedEvents<E> {
    pub fn new(view: &Arc<View>, filter: Filter) -> Self {
        Self { owner: PhantomData, view: Arc::clone(view), filter }
    }

    /// Those that have an entity as their value under a relation.
    pub fn of(view: &Arc<View>, relation: Relation, slug: &str) -> Self {
        Self::new(view, Filter::of(relation, slug))
    }
}

impl<E: Kinded + Send + Sync> TypeName for TiedEvents<E> {
    fn type_name() -> Cow<'static, str> {
        format!("EventsOf{}", E::KIND.as_str()).into()
    }
}

#[Object(name_type)]
impl<E: Kinded + Send + Sync> TiedEvents<E> {
    /// 結び付く事業。団体と主題では、その下位に結び付く事業を含む。Events that are tied to it; of organisations and themes, those that are tied to their parts too.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn events(
        &self,
        #[graphql(desc = "条件。Conditions.")] filter: Option<EventFilter>,
        #[graphql(desc = "並び順。Order.", default)] order_by: EventOrder,
        #[graphql(desc = "先頭から（1〜100、省略時20）。1 to 100; or 20.")] first: Option<i32>,
        #[graphql(desc = "このカーソルより後ろ。Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "末尾から（1〜100、省略時20）。From the end.")] last: Option<i32>,
        #[graphql(desc = "このカーソルより前。Ahead of this cursor.")] before: Option<String>,
    ) -> Result<Entities<Event>> {
        let filter = filter.unwrap_or_default().parse()?.and(self.filter.clone());
        let page = PageArguments { first, after, last, before };
        Viewed::connect(&self.view, filter, order_by.into(), page)
    }
}

/// The figures that are tied to an entity.
pub struct TiedClaims<E> {
    owner: PhantomData<E>,
    view: Arc<View>,
    filter: Filter,
}

impl<E> TiedClaims<E> {
    pub fn new(view: &Arc<View>, filter: Filter) -> Self {
        Self { owner: PhantomData, view: Arc::clone(view), filter }
    }

    /// Those that are about it.
    pub fn about(view: &Arc<View>, key: &Key) -> Self {
        Self::new(view, Filter::of(Relation::About, key.to_string()))
    }
}

impl<E: Kinded + Send + Sync> TypeName for TiedClaims<E> {
    fn type_name() -> Cow<'static, str> {
        format!("ClaimsOf{}", E::KIND.as_str()).into()
    }
}

#[Object(name_type)]
impl<E: Kinded + Send + Sync> TiedClaims<E> {
    /// 公表された数値。資料では、その資料が公表したもの。それ以外では、それについて公表されたもの。Published figures: of a document those that it publishes, of anything else those about it.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn claims(
        &self,
        #[graphql(desc = "条件。Conditions.")] filter: Option<ClaimFilter>,
        #[graphql(desc = "先頭から（1〜100、省略時20）。1 to 100; or 20.")] first: Option<i32>,
        #[graphql(desc = "このカーソルより後ろ。Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "末尾から（1〜100、省略時20）。From the end.")] last: Option<i32>,
        #[graphql(desc = "このカーソルより前。Ahead of this cursor.")] before: Option<String>,
    ) -> Result<Entities<Claim>> {
        let filter = filter.unwrap_or_default().parse()?.and(self.filter.clone());
        let page = PageArguments { first, after, last, before };
        Viewed::connect(&self.view, filter, Order::Key, page)
    }
}

/// The remarks on an entity.
pub struct TiedFindings<E> {
    owner: PhantomData<E>,
    view: Arc<View>,
    key: Key,
}

impl<E> TiedFindings<E> {
    pub fn about(view: &Arc<View>, key: Key) -> Self {
        Self { owner: PhantomData, view: Arc::clone(view), key }
    }
}

impl<E: Kinded + Send + Sync> TypeName for TiedFindings<E> {
    fn type_name() -> Cow<'static, str> {
        format!("FindingsOf{}", E::KIND.as_str()).into()
    }
}

#[Object(name_type)]
impl<E: Kinded + Send + Sync> TiedFindings<E> {
    /// 原資料の記載についての所見。Remarks on what the sources say of it.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn findings(&self) -> Result<Vec<Viewed<Finding>>> {
        Viewed::tied(&self.view, Relation::About, &self.key)
    }
}
