//! 重点分野: a priority.

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::id::encode_id;
use super::super::page::list_cost;
use super::super::value::Language;
use super::super::viewed::Viewed;
use super::{SourceReference, TiedClaims, TiedEvents, TiedFindings, referred};
use crate::knowledge::View;
use crate::model::record::Kinded;
use crate::model::{self, ActionPlan, Priority, Relation};
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
        Viewed::tied(&self.view, Relation::Priority, &self.entity.key())
    }

    /// 出典。Where it is told of.
    async fn source(&self) -> SourceReference {
        SourceReference::new(&self.view, &self.entity.source)
    }

    #[graphql(flatten)]
    async fn tied_events(&self) -> TiedEvents<Priority> {
        TiedEvents::of(&self.view, Relation::Priority, &self.entity.slug)
    }

    #[graphql(flatten)]
    async fn tied_claims(&self) -> TiedClaims<Priority> {
        TiedClaims::about(&self.view, &self.entity.key())
    }

    #[graphql(flatten)]
    async fn tied_findings(&self) -> TiedFindings<Priority> {
        TiedFindings::about(&self.view, self.entity.key())
    }
}

pub struct CrosswalkLink {
    view: Arc<View>,
    link: model::CrosswalkLink,
}

/// 後の計画の重点分野への対応。The tie to a priority of a later plan.
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
