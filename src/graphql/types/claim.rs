//! 公表された数値: a claim.

use std::sync::Arc;

use async_graphql::{Enum, ID, Object};

use super::super::error::{Result, dangling};
use super::super::id::encode_id;
use super::super::node::Node;
use super::super::page::list_cost;
use super::super::scalar::PartialDate;
use super::super::value::{Language, Precision};
use super::super::viewed::Viewed;
use super::{SourceReference, TiedFindings, referred};
use crate::knowledge::View;
use crate::model::record::Kinded;
use crate::model::{self, Claim, Event, Relation};
use crate::search::Filter;

/// 資料が公表した数値。資料によって異なる数値は、それぞれ別の値とする。A published figure; two sources that differ are two claims.
#[Object(name = "Claim")]
impl Viewed<Claim> {
    /// 全体で一意な識別子。Global id.
    pub async fn id(&self) -> ID {
        encode_id(&self.entity.key())
    }

    /// 例: "participants/fy2020/fy2022-summary"。何の数値かで始まる。Begins with what is counted.
    async fn slug(&self) -> &str {
        &self.entity.slug
    }

    /// 何の数値か。例: "participants"。What is counted, as "participants".
    async fn measure(&self) -> &str {
        &self.entity.measure
    }

    /// 表題。What the figure says.
    async fn label(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.label.get(language.into())
    }

    /// 値。The value.
    async fn value(&self) -> f64 {
        self.entity.value
    }

    /// 単位。例: "persons", "JPY"。What one is, as "persons", "JPY".
    async fn unit(&self) -> &str {
        &self.entity.unit
    }

    /// 精度。How exact it is.
    async fn precision(&self) -> Precision {
        self.entity.precision.into()
    }

    /// 原資料の表記。計算した値では、その式。As printed; for a derived claim, the sum that it comes from.
    async fn text(&self) -> &str {
        &self.entity.text
    }

    /// 年度（4月始まり）。年度の数値でなければ null。The fiscal year, from April; null where it is not of one.
    async fn fiscal_year(&self) -> Option<i32> {
        self.entity.fiscal_year
    }

    /// 時点。年度の数値であれば null。The day, month or year that it is of; null where it is of a fiscal year.
    async fn as_of(&self) -> Option<PartialDate> {
        self.entity.as_of.map(PartialDate)
    }

    /// 対象。全体についての数値であれば null。What it is about; null where it is about the whole.
    async fn subject(&self) -> Result<Option<Node>> {
        let Some(key) = &self.entity.subject else { return Ok(None) };
        let node = Node::find(&self.view, key)?;
        node.map(Some).ok_or_else(|| dangling(key.kind, &key.slug))
    }

    /// 併記された順位。なければ null。The place among others printed with it, from 1; null if none.
    async fn rank(&self) -> Option<u32> {
        self.entity.rank
    }

    /// 原資料の注記の要旨。なければ null。What the source adds to it, in our own words; null if nothing.
    async fn note(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> Option<&str> {
        self.entity.note.as_ref().map(|note| note.get(language.into()))
    }

    /// 計算した値の場合、元になった数値。The claims that it was reckoned from; empty for a published one.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn derived_from(&self) -> Result<Vec<Viewed<Claim>>> {
        Viewed::each(&self.view, self.entity.derived_from.iter().map(|term| &term.claim))
    }

    /// 計算した値の場合、その式の項。The terms of the sum that it was reckoned from; empty for a published one.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn terms(&self) -> Vec<Term> {
        let terms = self.entity.derived_from.iter().cloned();
        terms.map(|term| Term { view: Arc::clone(&self.view), term }).collect()
    }

    /// この数値を載せる事業。事業の頁になければ null。The event whose sheet publishes it; null where none does.
    async fn event(&self) -> Result<Option<Viewed<Event>>> {
        self.entity.event.as_ref().map(|slug| referred(&self.view, slug)).transpose()
    }

    /// 出典。計算した値では null。Where it is published; null for a derived one.
    async fn source(&self) -> Option<SourceReference> {
        self.entity.source.as_ref().map(|source| SourceReference::new(&self.view, source))
    }

    /// 同じ事柄について値の異なる数値。Claims of the same thing with another value.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn conflicts(&self) -> Result<Vec<Viewed<Claim>>> {
        let claim = &self.entity;
        let mut filter = Filter::of(Relation::Measure, &claim.measure);
        if let Some(subject) = &claim.subject {
            filter = filter.with(Relation::About, [subject.to_string()]);
        }
        if let Some(year) = claim.fiscal_year {
            filter = filter.with(Relation::FiscalYear, [year.to_string()]);
        }
        let mut others = Viewed::<Claim>::list(&self.view, filter)?;
        others.retain(|other| claim.conflicts_with(&other.entity));
        Ok(others)
    }

    /// この数値から計算した値。The claims that were reckoned from it.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn derivations(&self) -> Result<Vec<Viewed<Claim>>> {
        Viewed::tied(&self.view, Relation::Claim, &self.entity.key())
    }

    #[graphql(flatten)]
    async fn tied_findings(&self) -> TiedFindings<Claim> {
        TiedFindings::about(&self.view, self.entity.key())
    }
}

pub struct Term {
    view: Arc<View>,
    term: model::Term,
}

/// 計算の一つの項。A claim as part of a sum.
#[Object(name = "ClaimTerm")]
impl Term {
    /// 数値。The claim.
    async fn claim(&self) -> Result<Viewed<Claim>> {
        referred(&self.view, &self.term.claim)
    }

    /// 加えるか引くか。Whether it is added or taken away.
    async fn sign(&self) -> Sign {
        self.term.sign.into()
    }
}

/// 式の符号。Sign in a sum.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::Sign")]
pub enum Sign {
    /// 加える。Added.
    Plus,
    /// 引く。Taken away.
    Minus,
}
