//! 継続事業: an undertaking that recurs.

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::filter::EventFilter;
use super::super::id::encode_id;
use super::super::page::{PageArguments, list_cost, page_cost};
use super::super::value::{EventOrder, Language};
use super::super::viewed::{Entities, Viewed};
use super::{SourceReference, events_of};
use crate::model::record::Kinded;
use crate::model::{Event, Relation, Series};

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

    /// この取組に属する事業。Events that are part of it.
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
        events_of(&self.view, Relation::Series, [&self.entity.slug], filter, order_by, page)
    }
}
