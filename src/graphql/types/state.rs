//! 州等: a state.

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::filter::{ClaimFilter, EventFilter};
use super::super::id::encode_id;
use super::super::page::{PageArguments, list_cost, page_cost};
use super::super::value::{EventOrder, Language, StateKind};
use super::super::viewed::{Entities, Viewed};
use super::events_of;
use crate::model::record::Kinded;
use crate::model::{Claim, Consulate, Event, Organisation, Partnership, Relation, State};
use crate::search::{Filter, Order};

/// 州、コロンビア特別区又は準州等。A state, the District of Columbia or a territory.
#[Object(name = "State")]
impl Viewed<State> {
    /// 全体で一意な識別子。Global id.
    pub async fn id(&self) -> ID {
        encode_id(&self.entity.key())
    }

    /// 2文字コード（USPS）。例: "TX"。Postal (USPS) code, as "TX".
    async fn code(&self) -> &str {
        &self.entity.code
    }

    /// 名称。Name.
    async fn name(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.name.get(language.into())
    }

    /// 別の表記。Other spellings.
    async fn aliases(&self) -> &[String] {
        &self.entity.aliases
    }

    /// 種類。What it is.
    async fn kind(&self) -> StateKind {
        self.entity.state_kind.into()
    }

    /// 管轄する在外公館。The posts that answer for it or for a part of it.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn consulates(&self) -> Result<Vec<Viewed<Consulate>>> {
        Viewed::list(&self.view, Filter::of(Relation::State, &self.entity.code))
    }

    /// この州の事業。Events in it or made for it.
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
        events_of(&self.view, Relation::State, [&self.entity.code], filter, order_by, page)
    }

    /// この州について公表された数値。Figures published about it.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn claims(
        &self,
        #[graphql(desc = "条件。Conditions.")] filter: Option<ClaimFilter>,
        #[graphql(desc = "先頭から（1〜100、省略時20）。1 to 100; or 20.")] first: Option<i32>,
        #[graphql(desc = "このカーソルより後ろ。Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "末尾から（1〜100、省略時20）。From the end.")] last: Option<i32>,
        #[graphql(desc = "このカーソルより前。Ahead of this cursor.")] before: Option<String>,
    ) -> Result<Entities<Claim>> {
        let filter = filter.unwrap_or_default().parse()?;
        let filter = filter.with(Relation::About, [self.entity.key().to_string()]);
        Viewed::connect(
            &self.view,
            filter,
            Order::Key,
            PageArguments { first, after, last, before },
        )
    }

    /// この州の姉妹都市等の提携。Ties between places in it and places in Japan.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn partnerships(&self) -> Result<Vec<Viewed<Partnership>>> {
        Viewed::list(&self.view, Filter::of(Relation::State, &self.entity.code))
    }

    /// この州に所在する団体。Organisations at home in it.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn organisations(&self) -> Result<Vec<Viewed<Organisation>>> {
        Viewed::list(&self.view, Filter::of(Relation::State, &self.entity.code))
    }
}
