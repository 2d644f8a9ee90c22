//! 主題: a theme.

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::id::encode_id;
use super::super::page::list_cost;
use super::super::value::Language;
use super::super::viewed::Viewed;
use super::{TiedClaims, TiedEvents, TiedFindings, referred};
use crate::model::record::{Kinded, parent};
use crate::model::{Relation, Theme};

/// 事業の主題。What events are about.
#[Object(name = "Theme")]
impl Viewed<Theme> {
    /// 全体で一意な識別子。Global id.
    pub async fn id(&self) -> ID {
        encode_id(&self.entity.key())
    }

    /// 例: "energy/hydrogen"。上位の主題の slug で始まる。As "energy/hydrogen"; begins with the slug of the whole that it is a part of.
    async fn slug(&self) -> &str {
        &self.entity.slug
    }

    /// 名称。Name.
    async fn name(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.name.get(language.into())
    }

    /// 別の言い方。Other words for it.
    async fn aliases(&self) -> &[String] {
        &self.entity.aliases
    }

    /// 範囲の説明（独自の文章）。What belongs to it, in our own words.
    async fn description(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.description.get(language.into())
    }

    /// 上位の主題。なければ null。The theme that it is a part of; null if none.
    async fn parent(&self) -> Result<Option<Viewed<Theme>>> {
        parent(&self.entity.slug).map(|whole| referred(&self.view, whole)).transpose()
    }

    /// 下位の主題。Its parts.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn parts(&self) -> Result<Vec<Viewed<Theme>>> {
        Viewed::tied(&self.view, Relation::Theme, &self.entity.key())
    }

    #[graphql(flatten)]
    async fn tied_events(&self) -> TiedEvents<Theme> {
        TiedEvents::of(&self.view, Relation::Theme, &self.entity.slug)
    }

    #[graphql(flatten)]
    async fn tied_claims(&self) -> TiedClaims<Theme> {
        TiedClaims::about(&self.view, &self.entity.key())
    }

    #[graphql(flatten)]
    async fn tied_findings(&self) -> TiedFindings<Theme> {
        TiedFindings::about(&self.view, self.entity.key())
    }
}
