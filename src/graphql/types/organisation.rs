//! 団体: an organisation.

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::id::encode_id;
use super::super::page::list_cost;
use super::super::value::{Language, OrganisationKind};
use super::super::viewed::Viewed;
use super::{TiedClaims, TiedEvents, TiedFindings, referred};
use crate::model::record::{Kinded, parent};
use crate::model::{Organisation, Relation, State};

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
        Viewed::tied(&self.view, Relation::Organisation, &self.entity.key())
    }

    #[graphql(flatten)]
    async fn tied_events(&self) -> TiedEvents<Organisation> {
        TiedEvents::of(&self.view, Relation::Organisation, &self.entity.slug)
    }

    #[graphql(flatten)]
    async fn tied_claims(&self) -> TiedClaims<Organisation> {
        TiedClaims::about(&self.view, &self.entity.key())
    }

    #[graphql(flatten)]
    async fn tied_findings(&self) -> TiedFindings<Organisation> {
        TiedFindings::about(&self.view, self.entity.key())
    }
}
