//! Enums and small objects, each made from its counterpart in the model.

use async_graphql::resolver_utils::EnumType;
use async_graphql::{Enum, InputObject, Object, SimpleObject};

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
    /// 同じ事柄の二つの数値が異なる。Two figures for one thing differ.
    FiguresDiffer,
    /// 名称や語の誤記。A name or word is printed wrongly.
    Misprint,
    /// 原資料の二箇所が矛盾する。Two places of the sources contradict each other.
    Contradiction,
    /// 複数の読み方ができる。What is printed can be understood in more than one way.
    Ambiguity,
}

/// 団体の種類。Kind of organisation.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::OrganisationKind")]
pub enum OrganisationKind {
    /// 企業（スタートアップを含む）。A company or a start-up.
    Company,
    /// 大学とその附属機関。A university, a college or one of their institutes.
    University,
    /// 学校、学校を運営する団体。A school, or a body that runs schools.
    School,
    /// 大学以外の研究機関。A research institute outside a university.
    ResearchInstitute,
    /// 国の政府機関、議会。A ministry, agency or legislature of a nation.
    NationalGovernment,
    /// 州・都道府県、その機関、議会。A state or prefecture, its agencies and legislature.
    StateGovernment,
    /// 郡、市町村、その機関。A county, city or town and their agencies.
    Municipality,
    /// 独立行政法人等。A public body at arm's length.
    PublicAgency,
    /// 商工会議所、業界団体。A chamber of commerce or association of businesses.
    BusinessAssociation,
    /// 日米協会等の友好団体。A Japan-America society or the like.
    FriendshipSociety,
    /// その他の非営利団体、財団、シンクタンク。Another association, foundation or think tank.
    NonProfit,
    /// 博物館、庭園、劇場、寺院等。A museum, garden, theatre or temple.
    CulturalInstitution,
    /// 報道機関、出版社。A newspaper, broadcaster or publisher.
    Media,
    /// 国際機関、国境をまたぐ団体。An organisation of several nations.
    International,
}

/// 団体が事業で果たした役割。The part that an organisation had in an event.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::ParticipationRole")]
pub enum ParticipationRole {
    /// 主催（公館が参加した催しの）。It held the occasion that the post took part in.
    Organiser,
    /// 共催。It held the event together with the post.
    CoHost,
    /// 協力、後援、協賛。It helped to hold it.
    Supporter,
    /// 登壇、講演、発表。Someone spoke for it.
    Speaker,
    /// 出展。It had a stand or showed its goods.
    Exhibitor,
    /// 視察先、紹介の対象。It was visited, or its work was what the event showed.
    Subject,
    /// 会場提供。It lent the place.
    Venue,
    /// 参加、出席。It took part.
    Participant,
}

/// 人物の関わり方。How a person took part.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::Presence")]
pub enum Presence {
    /// 主催者（大使、総領事等）。Received the guests.
    Host,
    /// 登壇、挨拶、公演。Spoke, presented, moderated or performed.
    Speaker,
    /// 出席。Was there.
    Attendee,
    /// ビデオメッセージ。Sent a video.
    VideoMessage,
    /// 祝辞、書簡、表彰状。Sent greetings, a letter or a certificate.
    WrittenMessage,
    /// 代理出席。Was represented by staff.
    Represented,
    /// 言及のみ。Is spoken of without having taken part.
    Mentioned,
}

/// アンケートの項目。What a survey figure measures.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::SurveyMeasure")]
pub enum SurveyMeasure {
    /// 満足度。Satisfaction.
    Satisfaction,
    /// 日本への好感度。Good feelings towards Japan.
    Favourability,
    /// 日本への理解。Understanding of Japan.
    Understanding,
    /// 再び参加したい。Wish to come again.
    WouldReturn,
    /// 有益さ。Usefulness.
    Usefulness,
    /// 回答率。How many answered.
    ResponseRate,
    /// その他。Anything else.
    Other,
}

/// アンケートの数値の単位。Unit of a survey figure.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::SurveyUnit")]
pub enum SurveyUnit {
    /// 回答者に占める割合（％）。Per cent of those who answered.
    Percent,
    /// scale を満点とする点数。Points, scale being the highest.
    Score,
}

/// 提携の種類。Kind of tie between places.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "model::PartnershipKind")]
pub enum PartnershipKind {
    /// 姉妹都市。Sister cities.
    SisterCity,
    /// 姉妹州。Sister states.
    SisterState,
    /// 友好提携、覚書。A friendship agreement or memorandum.
    Friendship,
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
    /// 団体。An organisation.
    Organisation,
    /// 公表された数値。A published figure.
    Claim,
    /// 継続事業。An undertaking that recurs.
    Series,
    /// 姉妹都市等の提携。A tie between places.
    Partnership,
    /// 主題。A theme.
    Theme,
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
            NodeKind::Organisation => Self::Organisation,
            NodeKind::Claim => Self::Claim,
            NodeKind::Series => Self::Series,
            NodeKind::Partnership => Self::Partnership,
            NodeKind::Theme => Self::Theme,
        }
    }
}

/// 検索語との一致の近さ。最も緩く一致した語で決まる。近い順。
/// How close a hit is to the words asked for, as its loosest term; closest first.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Tier")]
pub enum MatchTier {
    /// すべての語が、入力どおり又は別の表記で現れるか、事実として当てはまる。Every term stands as typed or in another spelling, or holds as a fact.
    Exact,
    /// いずれかの語が、離れた単語として現れる。Some term stands apart, word by word.
    Word,
    /// いずれかの語に代わり、同じ意味の語が現れる。Another word that says the same stands in for some term.
    Synonym,
    /// いずれかの語が、読み、翻訳又は訂正により、又はより長い英数字の一部として見つかった。Some term was found by its reading, a translation or a correction, or inside a longer Latin word or number.
    Reading,
    /// 一部の語が見つからない。Some term was not found.
    Partial,
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

pub struct SurveyFigure(pub model::SurveyFigure);

/// アンケートの一つの数値。One figure of a survey among those who came.
#[Object]
impl SurveyFigure {
    /// 項目。What it measures.
    async fn measure(&self) -> SurveyMeasure {
        self.0.measure.into()
    }

    /// 問われたこと（独自の文章）。What was asked, in our own words.
    async fn question(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.0.question.get(language.into())
    }

    /// 値。The value.
    async fn value(&self) -> f64 {
        self.0.value
    }

    /// 単位。Its unit.
    async fn unit(&self) -> SurveyUnit {
        self.0.unit.into()
    }

    /// 満点。割合なら null。The highest score; null for a percentage.
    async fn scale(&self) -> Option<u32> {
        self.0.scale
    }

    /// 精度。How exact it is.
    async fn precision(&self) -> Precision {
        self.0.precision.into()
    }

    /// 原資料の表記。As printed.
    async fn text(&self) -> &str {
        &self.0.text
    }
}

pub struct Person(pub model::Person);

/// 事業に関わった公職者、登壇者等。A holder of public office or a speaker whom the source names.
#[Object]
impl Person {
    /// 氏名。日本語は原資料の表記。Name; the Japanese as printed.
    async fn name(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.0.name.get(language.into())
    }

    /// 当時の役職。Office or position at the time.
    async fn role(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.0.role.get(language.into())
    }

    /// 関わり方。How the person took part.
    async fn presence(&self) -> Presence {
        self.0.presence.into()
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
