//! 提携: a tie between places.

use std::sync::Arc;

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::id::encode_id;
use super::super::page::list_cost;
use super::super::scalar::PartialDate;
use super::super::value::{Basis, Language, PartnershipKind};
use super::super::viewed::Viewed;
use super::{SourceReference, TiedClaims, TiedEvents, TiedFindings, referred};
use crate::knowledge::View;
use crate::model::record::Kinded;
use crate::model::{self, Partnership, Relation, State};

/// 姉妹都市、姉妹州、友好提携。A tie between a place in the United States and one in Japan.
#[Object(name = "Partnership")]
impl Viewed<Partnership> {
    /// 全体で一意な識別子。Global id.
    pub async fn id(&self) -> ID {
        encode_id(&self.entity.key())
    }

    /// 例: "tulsa-utsunomiya"。As "tulsa-utsunomiya".
    async fn slug(&self) -> &str {
        &self.entity.slug
    }

    /// 両者と種類。Both sides and the kind.
    async fn name(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.name.get(language.into())
    }

    /// 種類。What kind of tie it is.
    async fn kind(&self) -> PartnershipKind {
        self.entity.partnership_kind.into()
    }

    /// 米国側。The side in the United States.
    async fn us(&self) -> UsSide {
        UsSide { view: Arc::clone(&self.view), side: self.entity.us.clone() }
    }

    /// 日本側。The side in Japan.
    async fn jp(&self) -> JpSide {
        JpSide(self.entity.jp.clone())
    }

    /// 提携の時期。定かでなければ null。When it was concluded; null where not known.
    async fn since(&self) -> Option<PartialDate> {
        self.entity.since.map(PartialDate)
    }

    /// 根拠。How it is known.
    async fn basis(&self) -> Basis {
        self.entity.basis.into()
    }

    /// 理由。原資料に明記されていれば null。The evidence; null where the source says so.
    async fn reason(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> Option<&str> {
        self.entity.reason.as_ref().map(|reason| reason.get(language.into()))
    }

    /// 出典。Where it is told of.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn sources(&self) -> Vec<SourceReference> {
        SourceReference::each(&self.view, &self.entity.sources)
    }

    #[graphql(flatten)]
    async fn tied_events(&self) -> TiedEvents<Partnership> {
        TiedEvents::of(&self.view, Relation::Partnership, &self.entity.slug)
    }

    #[graphql(flatten)]
    async fn tied_claims(&self) -> TiedClaims<Partnership> {
        TiedClaims::about(&self.view, &self.entity.key())
    }

    #[graphql(flatten)]
    async fn tied_findings(&self) -> TiedFindings<Partnership> {
        TiedFindings::about(&self.view, self.entity.key())
    }
}

pub struct UsSide {
    view: Arc<View>,
    side: model::UsSide,
}

/// 提携の米国側。The side in the United States.
#[Object]
impl UsSide {
    /// 名称。Name.
    async fn name(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.side.name.get(language.into())
    }

    /// 州。The state that it is or lies in.
    async fn state(&self) -> Result<Viewed<State>> {
        referred(&self.view, &self.side.state)
    }
}

pub struct JpSide(model::JpSide);

/// 提携の日本側。The side in Japan.
#[Object]
impl JpSide {
    /// 名称。Name.
    async fn name(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.0.name.get(language.into())
    }

    /// 都道府県。The prefecture that it is or lies in.
    async fn prefecture(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.0.prefecture.get(language.into())
    }
}
