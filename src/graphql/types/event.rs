//! 事業: an event.

use async_graphql::{Context, ID, Object};

use super::super::cost;
use super::super::error::Result;
use super::super::id::encode_id;
use super::super::page::{PageArguments, list_cost, page_cost};
use super::super::value::{
    Attendance, Basis, DateSpan, EventFormat, Language, ParticipationRole, Person, SurveyFigure,
};
use super::super::viewed::{Entities, Viewed};
use super::related::RelatedEvent;
use super::{SourceReference, TiedFindings, referred};
use crate::knowledge::View;
use crate::model::record::{Kinded, lineage};
use crate::model::{
    self, ActionPlan, Bilingual, Claim, Consulate, Event, EventField, Organisation, Partnership,
    Passage, Priority, Relation, Series, State, Theme,
};
use crate::search::{Filter, Order};
use std::sync::Arc;

/// タスクフォースの事業。An event of the task force's programme.
#[Object(name = "Event")]
impl Viewed<Event> {
    /// 全体で一意な識別子。Global id.
    pub async fn id(&self) -> ID {
        encode_id(&self.entity.key())
    }

    /// 例: "fy2024-39"（令和6年度報告書の39番目の事業）。"fy2024-39" is sheet 39 of the FY2024 report.
    async fn slug(&self) -> &str {
        &self.entity.slug
    }

    /// 事業名。Title.
    async fn title(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.title.get(language.into())
    }

    /// 事業名の根拠。原資料に見出しが欠けている場合は INFERRED。INFERRED where the source has lost its title.
    async fn title_basis(&self) -> Basis {
        self.entity.basis(EventField::Title).into()
    }

    /// 要旨（独自の文章）。まだなければ空。What it was, in our own words; empty where not yet written.
    #[graphql(name = "abstract")]
    async fn summary(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.summary.as_ref().map_or("", |summary| summary.get(language.into()))
    }

    /// 原資料の「概要」、段落ごと。資料を取り込むまで空。The document's wording under 概要; empty until it is imported.
    async fn overview(&self) -> &[String] {
        &self.entity.overview
    }

    /// 原資料の「効果」、段落ごと。資料を取り込むまで空。The document's wording under 効果; empty until it is imported.
    async fn effects(&self) -> &[String] {
        &self.entity.effects
    }

    /// 写真の説明など、本文の外に印刷された文字。What is printed beside the text, such as captions.
    async fn captions(&self) -> &[String] {
        &self.entity.captions
    }

    /// 分類された年度（4月始まり）。The fiscal year it is filed under; a year begins in April.
    async fn fiscal_year(&self) -> i32 {
        self.entity.fiscal_year
    }

    /// 実施日。分からなければ空。When it took place; empty where not known.
    async fn dates(&self) -> Vec<DateSpan> {
        self.entity.dates.iter().map(DateSpan::from).collect()
    }

    /// 実施日程の表記。なければ null。The dates as printed; null where the source gives none.
    async fn date_text(&self) -> Option<&str> {
        self.entity.date_text.as_deref()
    }

    /// 実施場所の表記。なければ null。The venue as printed; null where the source gives none.
    async fn venue(&self) -> Option<&str> {
        self.entity.venue.as_deref()
    }

    /// 都市。分からなければ null。The city; null where not known.
    async fn city(&self) -> Option<&str> {
        self.entity.city.as_deref()
    }

    /// 実施された州、又は対象の州。States it took place in or was made for.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn states(&self) -> Result<Vec<Viewed<State>>> {
        Viewed::each(&self.view, &self.entity.states)
    }

    /// 実施形態。How it was held.
    async fn format(&self) -> EventFormat {
        self.entity.format.into()
    }

    /// 実施した在外公館。The post that held it.
    async fn consulate(&self) -> Result<Viewed<Consulate>> {
        referred(&self.view, &self.entity.consulate)
    }

    /// 在外公館の根拠。How the post is known.
    async fn consulate_basis(&self) -> Basis {
        self.entity.basis(EventField::Consulate).into()
    }

    /// 訴求対象、一項目ずつ。Whom it was for, one group an item, as printed.
    async fn audience(&self) -> &[String] {
        &self.entity.audience
    }

    /// 参加規模。分からなければ null。How many came or watched; null where not known.
    async fn attendance(&self) -> Option<Attendance> {
        self.entity.attendance.as_ref().map(Attendance::from)
    }

    /// 関わった団体とその役割。Organisations that had a part in it.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn partners(
        &self,
        #[graphql(
            desc = "これらの団体に限る（下部組織を含む）。団体からその役割を見るのに使う。Of these organisations and their parts alone, as to see the role of the organisation one comes from."
        )]
        organisations: Option<Vec<String>>,
    ) -> Vec<Participation> {
        let wanted = |part: &&model::Participation| {
            organisations.as_ref().is_none_or(|slugs| {
                lineage(&part.organisation).any(|slug| slugs.iter().any(|wanted| wanted == slug))
            })
        };
        let parts = self.entity.partners.iter().filter(wanted).cloned();
        parts.map(|part| Participation { view: Arc::clone(&self.view), part }).collect()
    }

    /// 関わった公職者、登壇者等。Holders of public office and speakers whom the source names.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn people(&self) -> Vec<Person> {
        self.entity.people.iter().cloned().map(Person).collect()
    }

    /// アンケートの結果。なければ空。What those who came said afterwards; empty where no survey is told of.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn survey(&self) -> Vec<SurveyFigure> {
        self.entity.survey.iter().cloned().map(SurveyFigure).collect()
    }

    /// 主題、重要な順。What it is about, the most important first.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn themes(&self) -> Result<Vec<Viewed<Theme>>> {
        Viewed::each(&self.view, &self.entity.themes)
    }

    /// 属する継続事業。Undertakings that it is a part of.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn series(&self) -> Result<Vec<Viewed<Series>>> {
        Viewed::each(&self.view, &self.entity.series)
    }

    /// 触れている姉妹都市等の提携。Ties between places that it speaks of.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn partnerships(&self) -> Result<Vec<Viewed<Partnership>>> {
        Viewed::each(&self.view, &self.entity.partnerships)
    }

    /// この事業の頁が公表した数値。Figures that its sheet publishes.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn claims(&self) -> Result<Vec<Viewed<Claim>>> {
        Viewed::tied(&self.view, Relation::Event, &self.entity.key())
    }

    /// 原資料に明記されていない項目の根拠。How facts are known that the source does not state.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn bases(&self) -> Vec<FieldBasis> {
        self.entity.bases.iter().cloned().map(FieldBasis).collect()
    }

    /// 結び付く重点分野とその根拠。Priorities it serves, and why.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn priorities(
        &self,
        #[graphql(
            desc = "これらの重点分野に限る。重点分野からその根拠を見るのに使う。Of these alone, as to see the basis of the tie to the priority one comes from."
        )]
        priorities: Option<Vec<String>>,
    ) -> Vec<PriorityLink> {
        let wanted = |link: &&model::PriorityLink| {
            priorities.as_ref().is_none_or(|slugs| slugs.contains(&link.priority))
        };
        let links = self.entity.priorities.iter().filter(wanted).cloned();
        links.map(|link| PriorityLink { view: Arc::clone(&self.view), link }).collect()
    }

    /// その年度に有効だった行動計画。The action plans in force in its fiscal year.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn action_plans(&self) -> Result<Vec<Viewed<ActionPlan>>> {
        let year = self.entity.fiscal_year.to_string();
        Viewed::list(&self.view, Filter::of(Relation::FiscalYear, year))
    }

    /// 似た事業、似ている順。Events like this one, the most alike first.
    #[graphql(complexity = "cost::RELATED + list_cost(child_complexity)")]
    async fn related(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "件数（1〜20）。How many, 1 to 20.", default = 5)] first: i32,
    ) -> Result<Vec<RelatedEvent>> {
        cost::charge(context, cost::RELATED);
        RelatedEvent::each(&self.view, &self.entity, first)
    }

    /// 出典。二つの資料に載る事業は二件。Where it is told of; an event seen in two documents has two.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn sources(&self) -> Vec<SourceReference> {
        SourceReference::each(&self.view, &self.entity.sources)
    }

    /// この事業について述べる資料の一節。Passages of documents that tell of it.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn passages(
        &self,
        #[graphql(desc = "先頭から（1〜100、省略時20）。1 to 100; or 20.")] first: Option<i32>,
        #[graphql(desc = "このカーソルより後ろ。Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "末尾から（1〜100、省略時20）。From the end.")] last: Option<i32>,
        #[graphql(desc = "このカーソルより前。Ahead of this cursor.")] before: Option<String>,
    ) -> Result<Entities<Passage>> {
        let filter = Filter::of(Relation::Event, &self.entity.slug);
        Viewed::connect(
            &self.view,
            filter,
            Order::Key,
            PageArguments { first, after, last, before },
        )
    }

    /// 版。1から始まり、変更のたびに1増える。Revision: 1 at first, one more with each change.
    async fn revision(&self) -> u32 {
        self.revision
    }

    #[graphql(flatten)]
    async fn tied_findings(&self) -> TiedFindings<Event> {
        TiedFindings::about(&self.view, self.entity.key())
    }
}

pub struct PriorityLink {
    view: Arc<View>,
    link: model::PriorityLink,
}

/// 事業と重点分野の結び付き。The tie between an event and a priority.
#[Object]
impl PriorityLink {
    /// 根拠。How the tie is known.
    async fn basis(&self) -> Basis {
        self.link.basis.into()
    }

    /// 理由。記録がなければ null。The reason; null where none was recorded.
    async fn reason(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> Option<&str> {
        self.link.reason.as_ref().map(|reason: &Bilingual| reason.get(language.into()))
    }

    /// 重点分野。The priority.
    async fn priority(&self) -> Result<Viewed<Priority>> {
        referred(&self.view, &self.link.priority)
    }
}

pub struct Participation {
    view: Arc<View>,
    part: model::Participation,
}

/// 団体の関わり。The part that an organisation had in an event.
#[Object]
impl Participation {
    /// 役割。The part it had.
    async fn role(&self) -> ParticipationRole {
        self.part.role.into()
    }

    /// 根拠。How that is known.
    async fn basis(&self) -> Basis {
        self.part.basis.into()
    }

    /// 理由。原資料に明記されていれば null。The evidence; null where the source says so.
    async fn reason(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> Option<&str> {
        self.part.reason.as_ref().map(|reason| reason.get(language.into()))
    }

    /// 団体。The organisation.
    async fn organisation(&self) -> Result<Viewed<Organisation>> {
        referred(&self.view, &self.part.organisation)
    }
}

pub struct FieldBasis(model::FieldBasis);

/// 一つの項目の根拠。How one field is known.
#[Object]
impl FieldBasis {
    /// 項目の名前。Name of the field.
    async fn field(&self) -> &'static str {
        self.0.field.as_str()
    }

    /// 根拠。How it is known.
    async fn basis(&self) -> Basis {
        self.0.basis.into()
    }

    /// 理由。The evidence, or why it was decided so.
    async fn reason(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.0.reason.get(language.into())
    }
}
