//! 資料: a document.

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::filter::FindingFilter;
use super::super::id::encode_id;
use super::super::page::{PageArguments, list_cost, page_cost};
use super::super::scalar::PartialDate;
use super::super::value::{DocumentKind, Language};
use super::super::viewed::{Entities, Viewed};
use super::{TiedClaims, TiedEvents};
use crate::model::record::Kinded;
use crate::model::{
    ActionPlan, Document, Finding, Partnership, Passage, Priority, Relation, Series,
};
use crate::search::{Filter, Order};

/// 外務省の報告書又は政策資料。A report or policy paper of the ministry.
#[Object(name = "Document")]
impl Viewed<Document> {
    /// 全体で一意な識別子。Global id.
    pub async fn id(&self) -> ID {
        encode_id(&self.entity.key())
    }

    /// 例: "fy2024-report"。As "fy2024-report".
    async fn slug(&self) -> &str {
        &self.entity.slug
    }

    /// 表題。Title.
    async fn title(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.title.get(language.into())
    }

    /// 種類。What kind of document it is.
    async fn kind(&self) -> DocumentKind {
        self.entity.document_kind.into()
    }

    /// 資料の日付。The date it bears.
    async fn published(&self) -> PartialDate {
        PartialDate(self.entity.published)
    }

    /// 発行者。Who issued it.
    async fn publisher(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.publisher.get(language.into())
    }

    /// 事業を報告している年度。The fiscal years whose events it tells of.
    async fn fiscal_years(&self) -> &[i32] {
        &self.entity.fiscal_years
    }

    /// 内容の説明（独自の文章）。まだなければ空。What it holds, in our own words; empty where not yet written.
    async fn description(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.description.as_ref().map_or("", |text| text.get(language.into()))
    }

    /// この資料が定める行動計画。The action plans that it sets out.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn action_plans(&self) -> Result<Vec<Viewed<ActionPlan>>> {
        Viewed::tied(&self.view, Relation::Document, &self.entity.key())
    }

    /// この資料に載る重点分野。The priorities that it names.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn priorities(&self) -> Result<Vec<Viewed<Priority>>> {
        Viewed::tied(&self.view, Relation::Document, &self.entity.key())
    }

    /// 全文。一節ずつ、掲載順に。資料を取り込むまで空。All that it says, in order; empty until it is imported.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn passages(
        &self,
        #[graphql(desc = "先頭から（1〜100、省略時20）。1 to 100; or 20.")] first: Option<i32>,
        #[graphql(desc = "このカーソルより後ろ。Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "末尾から（1〜100、省略時20）。From the end.")] last: Option<i32>,
        #[graphql(desc = "このカーソルより前。Ahead of this cursor.")] before: Option<String>,
    ) -> Result<Entities<Passage>> {
        let filter = Filter::of(Relation::Document, &self.entity.slug);
        Viewed::connect(
            &self.view,
            filter,
            Order::Key,
            PageArguments { first, after, last, before },
        )
    }

    #[graphql(flatten)]
    async fn tied_events(&self) -> TiedEvents<Document> {
        TiedEvents::of(&self.view, Relation::Document, &self.entity.slug)
    }

    #[graphql(flatten)]
    async fn tied_claims(&self) -> TiedClaims<Document> {
        TiedClaims::new(&self.view, Filter::of(Relation::Document, &self.entity.slug))
    }

    /// この資料についての所見。Remarks on what it says.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn findings(
        &self,
        #[graphql(desc = "条件。Conditions.")] filter: Option<FindingFilter>,
        #[graphql(desc = "先頭から（1〜100、省略時20）。1 to 100; or 20.")] first: Option<i32>,
        #[graphql(desc = "このカーソルより後ろ。Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "末尾から（1〜100、省略時20）。From the end.")] last: Option<i32>,
        #[graphql(desc = "このカーソルより前。Ahead of this cursor.")] before: Option<String>,
    ) -> Result<Entities<Finding>> {
        let filter = filter.unwrap_or_default().parse()?;
        let filter = filter.with(Relation::Document, [&self.entity.slug]);
        Viewed::connect(
            &self.view,
            filter,
            Order::Key,
            PageArguments { first, after, last, before },
        )
    }

    /// この資料に載る継続事業。The undertakings that recur which it tells of.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn series(&self) -> Result<Vec<Viewed<Series>>> {
        Viewed::tied(&self.view, Relation::Document, &self.entity.key())
    }

    /// この資料に載る提携。The ties between places that it tells of.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn partnerships(&self) -> Result<Vec<Viewed<Partnership>>> {
        Viewed::tied(&self.view, Relation::Document, &self.entity.key())
    }
}
