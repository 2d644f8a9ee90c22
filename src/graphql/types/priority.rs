//! 重点分野: a priority.

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::filter::EventFilter;
use super::super::id::encode_id;
use super::super::page::{PageArguments, list_cost, page_cost};
use super::super::value::{EventOrder, Language};
use super::super::viewed::{Entities, Viewed};
use super::{SourceReference, events_of, referred};
use crate::knowledge::View;
use crate::model::record::Kinded;
use crate::model::{self, ActionPlan, Event, Priority, Relation};
use crate::search::Filter;
use std::sync::Arc;

/// 行動計画の重点分野。One of the aims that an action plan names.
#[Object(name = "Priority")]
impl Viewed<Priority> {
    /// 全体で一意な識別子。Global id.
    pub async fn id(&self) -> ID {
        encode_id(&self.entity.key())
    }

    /// 例: "plan-4.0/..."。計画の slug で始まる。Begins with the slug of its plan.
    async fn slug(&self) -> &str {
        &self.entity.slug
    }

    /// 見出し。日本語は原資料のとおり。Its heading; the Japanese as printed.
    async fn heading(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.heading.get(language.into())
    }

    /// 内容の説明（独自の文章）。What it means, in our own words.
    async fn description(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.description.get(language.into())
    }

    /// 計画の中の順番（1から）。Place within the plan, from 1.
    async fn ordinal(&self) -> u32 {
        self.entity.ordinal
    }

    /// 行動計画。The plan that names it.
    async fn action_plan(&self) -> Result<Viewed<ActionPlan>> {
        referred(&self.view, &self.entity.action_plan)
    }

    /// 行動計画4.0の重点分野への対応。Priorities of plan 4.0 that carry it on.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn crosswalk(&self) -> Vec<CrosswalkLink> {
        let links = self.entity.crosswalk.iter().cloned();
        links.map(|link| CrosswalkLink { view: Arc::clone(&self.view), link }).collect()
    }

    /// この重点分野に引き継がれた、以前の計画の重点分野。Priorities of earlier plans that lead to it.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn crosswalk_from(&self) -> Result<Vec<Viewed<Priority>>> {
        Viewed::list(&self.view, Filter::of(Relation::Priority, &self.entity.slug))
    }

    /// 出典。Where it is told of.
    async fn source(&self) -> SourceReference {
        SourceReference::new(&self.view, &self.entity.source)
    }

    /// 結び付く事業。Events that serve it.
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
        let page = PageArguments { first, after, last, before };
        events_of(&self.view, Relation::Priority, [&self.entity.slug], filter, order_by, page)
    }
}

/// 後の計画の重点分野への対応。The tie to a priority of a later plan.
pub struct CrosswalkLink {
    view: Arc<View>,
    link: model::CrosswalkLink,
}

#[Object]
impl CrosswalkLink {
    /// 対応する重点分野。The priority that carries it on.
    async fn priority(&self) -> Result<Viewed<Priority>> {
        referred(&self.view, &self.link.priority)
    }

    /// 理由。Why.
    async fn reason(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.link.reason.get(language.into())
    }
}
