//! 在外公館: a consulate.

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::id::encode_id;
use super::super::page::list_cost;
use super::super::scalar::PartialDate;
use super::super::value::{Basis, ConsulateKind, Language, Location};
use super::super::viewed::Viewed;
use super::{TiedClaims, TiedEvents, TiedFindings, referred};
use crate::knowledge::View;
use crate::model::record::Kinded;
use crate::model::{self, Consulate, Relation, State};
use std::sync::Arc;

/// 米国にある在外公館（大使館、総領事館、領事事務所）。A Japanese mission in the United States.
#[Object(name = "Consulate")]
impl Viewed<Consulate> {
    /// 全体で一意な識別子。Global id.
    pub async fn id(&self) -> ID {
        encode_id(&self.entity.key())
    }

    /// 例: "chicago"。As "chicago".
    async fn slug(&self) -> &str {
        &self.entity.slug
    }

    /// 正式名称。Full name.
    async fn name(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.name.get(language.into())
    }

    /// 別の呼び方。Other names in use.
    async fn aliases(&self) -> &[String] {
        &self.entity.aliases
    }

    /// 種類。What kind of mission it is.
    async fn kind(&self) -> ConsulateKind {
        self.entity.consulate_kind.into()
    }

    /// 所在都市。The city it is in.
    async fn city(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.city.get(language.into())
    }

    /// 所在都市の位置。記録がなければ null。Where that city is; null where not recorded.
    async fn location(&self) -> Option<Location> {
        let location = self.entity.location?;
        Some(Location { latitude: location.latitude, longitude: location.longitude })
    }

    /// 管轄。The states, or parts of states, that it answers for.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn jurisdiction(&self) -> Vec<Jurisdiction> {
        let parts = self.entity.jurisdiction.iter().cloned();
        parts.map(|part| Jurisdiction { view: Arc::clone(&self.view), part }).collect()
    }

    #[graphql(flatten)]
    async fn tied_events(&self) -> TiedEvents<Consulate> {
        TiedEvents::of(&self.view, Relation::Consulate, &self.entity.slug)
    }

    #[graphql(flatten)]
    async fn tied_claims(&self) -> TiedClaims<Consulate> {
        TiedClaims::about(&self.view, &self.entity.key())
    }

    #[graphql(flatten)]
    async fn tied_findings(&self) -> TiedFindings<Consulate> {
        TiedFindings::about(&self.view, self.entity.key())
    }
}

pub struct Jurisdiction {
    view: Arc<View>,
    part: model::Jurisdiction,
}

/// 管轄区域の一つ（州の全部又は一部）。A state, or a part of one, that a post answers for.
#[Object]
impl Jurisdiction {
    /// 州。The state.
    async fn state(&self) -> Result<Viewed<State>> {
        referred(&self.view, &self.part.state)
    }

    /// 州の一部である場合、その範囲。州全体なら null。The part of the state; null for the whole of it.
    async fn area(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> Option<&str> {
        self.part.area.as_ref().map(|area| area.get(language.into()))
    }

    /// 開始。記録がなければ null。Since when; null where not known.
    async fn from(&self) -> Option<PartialDate> {
        self.part.from.map(PartialDate)
    }

    /// 終了。続いていれば null。Until when; null while it lasts.
    async fn to(&self) -> Option<PartialDate> {
        self.part.to.map(PartialDate)
    }

    /// 根拠。How it is known.
    async fn basis(&self) -> Basis {
        self.part.basis.into()
    }

    /// 出典又は判断の理由。なければ null。What it rests on; null where not recorded.
    async fn source(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> Option<&str> {
        self.part.reason.as_ref().map(|reason| reason.get(language.into()))
    }
}
