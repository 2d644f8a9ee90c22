//! 行動計画: an action plan.

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::id::encode_id;
use super::super::page::list_cost;
use super::super::value::Language;
use super::super::viewed::Viewed;
use super::{TiedEvents, TiedFindings};
use crate::model::record::Kinded;
use crate::model::{ActionPlan, Document, Priority, Relation};
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

    /// Those of the fiscal years in which it was, or is, in force.
    #[graphql(flatten)]
    async fn tied_events(&self) -> TiedEvents<ActionPlan> {
        let years = self.entity.fiscal_years.iter().map(i32::to_string);
        TiedEvents::new(&self.view, Filter::default().with(Relation::FiscalYear, years))
    }

    #[graphql(flatten)]
    async fn tied_findings(&self) -> TiedFindings<ActionPlan> {
        TiedFindings::about(&self.view, self.entity.key())
    }
}
