//! 州等: a state.

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::id::encode_id;
use super::super::page::list_cost;
use super::super::value::{Language, StateKind};
use super::super::viewed::Viewed;
use super::{TiedClaims, TiedEvents, TiedFindings};
use crate::model::record::Kinded;
use crate::model::{Consulate, Organisation, Partnership, Relation, State};

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
        Viewed::tied(&self.view, Relation::State, &self.entity.key())
    }

    #[graphql(flatten)]
    async fn tied_events(&self) -> TiedEvents<State> {
        TiedEvents::of(&self.view, Relation::State, &self.entity.code)
    }

    /// この州の姉妹都市等の提携。Ties between places in it and places in Japan.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn partnerships(&self) -> Result<Vec<Viewed<Partnership>>> {
        Viewed::tied(&self.view, Relation::State, &self.entity.key())
    }

    /// この州に所在する団体。Organisations at home in it.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn organisations(&self) -> Result<Vec<Viewed<Organisation>>> {
        Viewed::tied(&self.view, Relation::State, &self.entity.key())
    }

    #[graphql(flatten)]
    async fn tied_claims(&self) -> TiedClaims<State> {
        TiedClaims::about(&self.view, &self.entity.key())
    }

    #[graphql(flatten)]
    async fn tied_findings(&self) -> TiedFindings<State> {
        TiedFindings::about(&self.view, self.entity.key())
    }
}
