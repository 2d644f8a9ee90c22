//! 主題: a theme.

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::filter::EventFilter;
use super::super::id::encode_id;
use super::super::page::{PageArguments, list_cost, page_cost};
use super::super::value::{EventOrder, Language};
use super::super::viewed::{Entities, Viewed};
use super::{events_of, referred};
use crate::model::record::{Kinded, parent};
use crate::model::{Event, Relation, Theme};
use crate::search::Filter;

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
        Viewed::list(&self.view, Filter::of(Relation::Theme, &self.entity.slug))
    }

    /// この主題又はその下位の主題の事業。Events about it or a part of it.
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
        events_of(&self.view, Relation::Theme, [&self.entity.slug], filter, order_by, page)
    }
}
