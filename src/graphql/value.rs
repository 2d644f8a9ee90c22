//! Enums and small objects, each made from its counterpart in the model.

use async_graphql::resolver_utils::EnumType;
use async_graphql::{Enum, InputObject, SimpleObject};

use super::scalar::PartialDate;
use crate::model;
use crate::search::{Direction, Order, Tier};

/// 言語。A language.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::Language")]
pub enum Language {
    /// 日本語。Japanese.
    Ja,
    /// 英語。翻訳がなければ日本語を返す。English; Japanese where there is no translation.
    En,
}

/// 事実の根拠。How a fact is known.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::Basis")]
pub enum Basis {
    /// 原資料に明記。The source says so.
    Stated,
    /// 規則により推定。A rule concluded it.
    Inferred,
    /// 人が判断。A person decided it.
    Curated,
}

/// 数値の精度。How exact a published number is.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::Precision")]
pub enum Precision {
    /// そのとおりの数。Exactly that many.
    Exact,
    /// 「約」。About that many.
    About,
    /// 「以上」。At least that many.
    AtLeast,
}

/// 実施形態。How an event was held.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::EventFormat")]
pub enum EventFormat {
    /// 対面。In person.
    InPerson,
    /// オンライン。Online.
    Online,
    /// 対面とオンラインの併用。In person and online.
    Hybrid,
}

/// 参加規模の単位。What attendance counts.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::AttendanceUnit")]
pub enum AttendanceUnit {
    /// 人数。Persons.
    Persons,
    /// 視聴回数。Views of a video or a broadcast.
    Views,
}

/// 在外公館の種類。Kind of mission.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::ConsulateKind")]
pub enum ConsulateKind {
    /// 大使館。Embassy.
    Embassy,
    /// 総領事館。Consulate general.
    ConsulateGeneral,
    /// 領事事務所。Consular office.
    ConsularOffice,
}

/// 州等の種類。Kind of state.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::StateKind")]
pub enum StateKind {
    /// 州。A state.
    State,
    /// コロンビア特別区。The District of Columbia.
    District,
    /// 準州等。A territory.
    Territory,
}

/// 資料の種類。Kind of document.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::DocumentKind")]
pub enum DocumentKind {
    /// 実施報告書。Tells of every event of a year.
    Report,
    /// 概要資料。Tells of figures, some events and the policy ahead.
    Summary,
}

/// 所見の種類。Kind of remark on a source.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::FindingCode")]
pub enum FindingCode {
    /// 曜日が暦と合わない。The printed weekday is not that of the date.
    WeekdayContradictsDate,
    /// 日付が対象年度の外にある。The date lies outside the fiscal year.
    OutsideFiscalYear,
    /// 見出しが欠けている。The source has lost the heading.
    MissingHeading,
    /// 複数年度にわたる。The source gives a span of fiscal years.
    FiscalYearSpan,
}

/// 検索対象の種類。Kind of node.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// 事業。An event.
    Event,
    /// 資料。A document.
    Document,
    /// 資料の一節。A passage of a document.
    Passage,
    /// 在外公館。A consulate.
    Consulate,
    /// 州等。A state.
    State,
    /// 行動計画。An action plan.
    ActionPlan,
    /// 重点分野。A priority.
    Priority,
}

impl NodeKind {
    /// The name of the value for a kind as records name it: `ACTION_PLAN` for
    /// `actionPlan`; `None` for what a search does not bring.
    pub fn named(kind: &str) -> Option<String> {
        let values = <Self as EnumType>::items().iter();
        let found = values.filter(|item| model::Kind::from(item.value).as_str() == kind);
        found.map(|item| item.name.to_owned()).next()
    }
}

impl From<NodeKind> for model::Kind {
    fn from(kind: NodeKind) -> Self {
        match kind {
            NodeKind::Event => Self::Event,
            NodeKind::Document => Self::Document,
            NodeKind::Passage => Self::Passage,
            NodeKind::Consulate => Self::Consulate,
            NodeKind::State => Self::State,
            NodeKind::ActionPlan => Self::ActionPlan,
            NodeKind::Priority => Self::Priority,
        }
    }
}

/// 検索語との一致の近さ。How close a hit is to the words asked for.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Tier")]
pub enum MatchTier {
    /// すべての語が入力どおりに現れる。Every term stands in the text as typed.
    Exact,
    /// いずれかの語が、離れた単語として、又はより長い英数字の一部として現れる。Some term stands apart, word by word, or inside a longer Latin word or number.
    Word,
}

/// 検索結果の並び順。同順位は識別子順。Order of a search; ties by slug.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum SearchOrder {
    /// 一致の近い順。Best match first.
    Relevance,
    /// 日付の古い順。日付のないものは最後。Oldest first; without a date last.
    DateAsc,
    /// 日付の新しい順。日付のないものは最後。Newest first; without a date last.
    DateDesc,
}

impl From<SearchOrder> for Order {
    fn from(order: SearchOrder) -> Self {
        match order {
            SearchOrder::Relevance => Self::Relevance,
            SearchOrder::DateAsc => Self::Date(Direction::Ascending),
            SearchOrder::DateDesc => Self::Date(Direction::Descending),
        }
    }
}

/// 事業の並び順。同順位は識別子順。Order of events; ties by slug.
#[derive(Enum, Clone, Copy, PartialEq, Eq, Default)]
pub enum EventOrder {
    /// 識別子順（資料に載った順）。By slug: as the documents tell them.
    #[default]
    Slug,
    /// 日付の古い順。Oldest first.
    DateAsc,
    /// 日付の新しい順。Newest first.
    DateDesc,
    /// 参加規模の小さい順。Fewest attendants first.
    AttendanceAsc,
    /// 参加規模の大きい順。Most attendants first.
    AttendanceDesc,
}

impl From<EventOrder> for Order {
    fn from(order: EventOrder) -> Self {
        match order {
            EventOrder::Slug => Self::Key,
            EventOrder::DateAsc => Self::Date(Direction::Ascending),
            EventOrder::DateDesc => Self::Date(Direction::Descending),
            EventOrder::AttendanceAsc => Self::Attendance(Direction::Ascending),
            EventOrder::AttendanceDesc => Self::Attendance(Direction::Descending),
        }
    }
}

/// 期間。start の最初の日から end の最後の日まで。
/// A time from the first day of start to the last day of end.
#[derive(SimpleObject)]
pub struct DateSpan {
    /// 始まり。Its beginning.
    pub start: PartialDate,
    /// 終わり。一日なら start と同じ。Its end; the same as start for a single day.
    pub end: PartialDate,
}

impl From<&model::DateSpan> for DateSpan {
    fn from(span: &model::DateSpan) -> Self {
        Self { start: PartialDate(span.start), end: PartialDate(span.end) }
    }
}

/// 参加規模。How many came or watched.
#[derive(SimpleObject)]
pub struct Attendance {
    /// 数。The number.
    pub count: u32,
    /// 単位。What it counts.
    pub unit: AttendanceUnit,
    /// 精度。How exact it is.
    pub precision: Precision,
    /// 原資料の表記。As printed.
    pub text: String,
}

impl From<&model::Attendance> for Attendance {
    fn from(attendance: &model::Attendance) -> Self {
        Self {
            count: attendance.count,
            unit: attendance.unit.into(),
            precision: attendance.precision.into(),
            text: attendance.text.clone(),
        }
    }
}

/// 緯度と経度（度、WGS 84）。A point on the earth, in degrees (WGS 84).
#[derive(SimpleObject)]
pub struct Location {
    /// 緯度。北が正。Latitude, north positive.
    pub latitude: f64,
    /// 経度。東が正。Longitude, east positive.
    pub longitude: f64,
}

/// 文字列の範囲（UTF-16 単位）。A range of a text, in UTF-16 code units.
#[derive(SimpleObject)]
pub struct TextRange {
    /// 始まり（この位置を含む）。First unit.
    pub start: usize,
    /// 終わり（この位置を含まない）。The unit behind the last.
    pub end: usize,
}

/// 日付の範囲。端を含む。A range of dates, both ends included.
#[derive(InputObject)]
pub struct DateRange {
    /// この日以後。省略時は制限なし。From this date on; unbounded if left out.
    pub from: Option<PartialDate>,
    /// この日以前。省略時は制限なし。Up to this date; unbounded if left out.
    pub to: Option<PartialDate>,
}

/// 整数の範囲。端を含む。A range of integers, both ends included.
#[derive(InputObject)]
pub struct IntRange {
    /// この数以上。省略時は制限なし。At least this; unbounded if left out.
    pub min: Option<i32>,
    /// この数以下。省略時は制限なし。At most this; unbounded if left out.
    pub max: Option<i32>,
}
