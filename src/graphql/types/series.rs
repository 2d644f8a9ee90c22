//! 継続事業: an undertaking that recurs.

use async_graphql::{ID, Object};

use super::super::id::encode_id;
use super::super::page::list_cost;
use super::super::value::Language;
use super::super::viewed::Viewed;
use super::{SourceReference, TiedClaims, TiedEvents, TiedFindings};
use crate::model::record::Kinded;
use crate::model::{Relation, Series};

/// 繰り返し、又は複数年にわたって行われる取組。An undertaking that took place more than once, or over several years.
#[Object(name = "Series")]
impl Viewed<Series> {
    /// 全体で一意な識別子。Global id.
    pub async fn id(&self) -> ID {
        encode_id(&self.entity.key())
    }

    /// 例: "cic-satellite"。As "cic-satellite".
    async fn slug(&self) -> &str {
        &self.entity.slug
    }

    /// 名称。What it is called.
    async fn title(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.title.get(language.into())
    }

    /// 内容の説明（独自の文章）。What it is, in our own words.
    async fn description(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.description.get(language.into())
    }

    /// 一つの取組と見る根拠。What shows that its events are one undertaking.
    async fn evidence(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.evidence.get(language.into())
    }

    /// 出典。Where it is told of.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn sources(&self) -> Vec<SourceReference> {
        SourceReference::each(&self.view, &self.entity.sources)
    }

    #[graphql(flatten)]
    async fn tied_events(&self) -> TiedEvents<Series> {
        TiedEvents::of(&self.view, Relation::Series, &self.entity.slug)
    }

    #[graphql(flatten)]
    async fn tied_claims(&self) -> TiedClaims<Series> {
        TiedClaims::about(&self.view, &self.entity.key())
    }

    #[graphql(flatten)]
    async fn tied_findings(&self) -> TiedFindings<Series> {
        TiedFindings::about(&self.view, self.entity.key())
    }
}
