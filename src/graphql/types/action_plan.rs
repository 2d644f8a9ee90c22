//! 行動計画: an action plan.

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::filter::EventFilter;
use super::super::id::encode_id;
use super::super::page::{PageArguments, list_cost, page_cost};
use super::super::value::{EventOrder, Language};
use super::super::viewed::{Entities, Viewed};
use super::events_of;
use crate::model::record::Kinded;
use crate::model::{ActionPlan, Document, Event, Priority, Relation};
use crate::search::Filter;

/// タスクフォースの行動計画。A plan that the task force adopted.
#[Object(name = "ActionPlan")]
impl Viewed<ActionPlan> {
    /// 全体で一意な識別子。Global id.
    pub async fn id(&self) -> ID {
        encode_id(&self.entity.key())
    }

    /// 例: "plan-4.0"。As "plan-4.0".
    async fn slug(&self) -> &str {
        &self.entity.slug
    }

    /// 名称。Title.
    async fn title(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.title.get(language.into())
    }

    /// この計画が有効な年度（既に始まったものに限る）。The fiscal years in which it was or is in force, as far as they have begun.
    async fn fiscal_years(&self) -> &[i32] {
        &self.entity.fiscal_years
    }

    /// 内容の説明（独自の文章）。まだなければ空。What it aims at, in our own words; empty where not yet written.
    async fn description(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.description.as_ref().map_or("", |text| text.get(language.into()))
    }

    /// 念頭に置かれた両国の政権。資料に記載がなければ null。The governments it was written for; null where the documents name none.
    async fn administration(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> Option<&str> {
        self.entity.administration.as_ref().map(|text| text.get(language.into()))
    }

    /// 重点分野、掲載順。Its priorities, in order.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn priorities(&self) -> Result<Vec<Viewed<Priority>>> {
        let filter = Filter::of(Relation::ActionPlan, &self.entity.slug);
        let mut priorities = Viewed::<Priority>::list(&self.view, filter)?;
        priorities.sort_by_key(|priority| priority.entity.ordinal);
        Ok(priorities)
    }

    /// 計画を定める資料。The documents that set it out.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn documents(&self) -> Result<Vec<Viewed<Document>>> {
        Viewed::each(&self.view, &self.entity.documents)
    }

    /// 有効だった年度の事業。Events of the fiscal years in which it was in force.
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
        let years = self.entity.fiscal_years.iter().map(i32::to_string);
        events_of(&self.view, Relation::FiscalYear, years, filter, order_by, page)
    }
}
