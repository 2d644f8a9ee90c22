//! 団体: an organisation.

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::filter::EventFilter;
use super::super::id::encode_id;
use super::super::page::{PageArguments, list_cost, page_cost};
use super::super::value::{EventOrder, Language, OrganisationKind};
use super::super::viewed::{Entities, Viewed};
use super::{events_of, referred};
use crate::model::record::{Kinded, parent};
use crate::model::{Event, Organisation, Relation, State};
use crate::search::Filter;

/// 事業に関わる団体（企業、大学、機関、商工会議所、協会等）。An organisation that the programme works with.
#[Object(name = "Organisation")]
impl Viewed<Organisation> {
    /// 全体で一意な識別子。Global id.
    pub async fn id(&self) -> ID {
        encode_id(&self.entity.key())
    }

    /// 例: "jetro/chicago"。上位の団体の slug で始まる。As "jetro/chicago"; begins with the slug of the whole that it is a part of.
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

    /// 略称、別表記、原資料の誤記。Short forms, other spellings, and forms that a source prints by mistake.
    async fn aliases(&self) -> &[String] {
        &self.entity.aliases
    }

    /// 種類。What kind of organisation it is.
    async fn kind(&self) -> OrganisationKind {
        self.entity.organisation_kind.into()
    }

    /// 国（ISO 3166-1 の2文字）。定かでなければ null。ISO 3166-1 code of its country; null where not certain.
    async fn country(&self) -> Option<&str> {
        self.entity.country.as_deref()
    }

    /// 所在する州。米国になければ、又は定かでなければ null。The state it is at home in; null where in none or not certain.
    async fn state(&self) -> Result<Option<Viewed<State>>> {
        self.entity.state.as_ref().map(|code| referred(&self.view, code)).transpose()
    }

    /// 説明（独自の文章）。名称から明らかなら null。What it is, in our own words; null where its name says so.
    async fn description(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> Option<&str> {
        self.entity.description.as_ref().map(|text| text.get(language.into()))
    }

    /// 上位の団体。なければ null。The organisation that it is a part of; null if none.
    async fn parent(&self) -> Result<Option<Viewed<Organisation>>> {
        parent(&self.entity.slug).map(|whole| referred(&self.view, whole)).transpose()
    }

    /// 下部組織。Its parts.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn parts(&self) -> Result<Vec<Viewed<Organisation>>> {
        Viewed::list(&self.view, Filter::of(Relation::Organisation, &self.entity.slug))
    }

    /// この団体又はその下部組織が関わった事業。Events in which it or a part of it had a part.
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
        events_of(&self.view, Relation::Organisation, [&self.entity.slug], filter, order_by, page)
    }
}
