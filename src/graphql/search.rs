//! Full-text search: hits with highlights, facets, timeline, and how the words
//! were read.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::connection::{Connection, ConnectionNameType, Edge, EdgeNameType};
use async_graphql::{ComplexObject, Context, Lookahead, Object, OutputType, SimpleObject};

use super::analysis::Token;
use super::cost;
use super::error::{Result, bad_user_input, internal};
use super::filter::FilterField;
use super::id::Cursor;
use super::node::{Node, SearchResult};
use super::page::list_cost;
use super::value::{Language, MatchTier, NodeKind, TextRange};
use crate::knowledge::View;
use crate::model::{Key, Kind, Relation};
use crate::search::{
    self, Facet, Hit, Page, PageRequest, Query, QueryTerm, Role, Selection, reading_id,
    understanding,
};

/// What a search can be counted by, with the field that tells it.
const FACETS: [(&str, Relation); 7] = [
    ("fiscalYears", Relation::FiscalYear),
    ("consulates", Relation::Consulate),
    ("states", Relation::State),
    ("priorities", Relation::Priority),
    ("themes", Relation::Theme),
    ("organisations", Relation::Organisation),
    ("kinds", Relation::Kind),
];

/// Terms that are left out one by one where nothing was found.
const MAX_RELAXED: usize = 5;

/// Values of a facet at most.
const MAX_FACET_VALUES: i32 = 1_000;

/// Entities told that the words are names of.
const MAX_NAMES: usize = 20;

/// Passages shown for one hit.
const MAX_HIGHLIGHTS: usize = 10;

/// A page of a search.
pub type SearchConnection =
    Connection<Cursor, SearchResult, SearchInfo, HitInfo, SearchConnectionName, SearchEdgeName>;

pub struct SearchConnectionName;

impl ConnectionNameType for SearchConnectionName {
    fn type_name<T: OutputType>() -> String {
        "SearchConnection".to_owned()
    }
}

pub struct SearchEdgeName;

impl EdgeNameType for SearchEdgeName {
    fn type_name<T: OutputType>() -> String {
        "SearchEdge".to_owned()
    }
}

/// Runs a search.
pub fn search(
    view: &Arc<View>,
    query: Arc<Query>,
    selection: Selection,
) -> Result<SearchConnection> {
    let page = select(view, &query, &selection)?;
    let relaxed = if page.total == 0 { relaxed(view, &query, &selection)? } else { Vec::new() };
    let Page { hits, total, has_next, has_previous, facets, .. } = page;
    let reading = QueryReading::of(view, &query, relaxed);
    let info = SearchInfo { view: Arc::clone(view), reading, total, facets };
    let mut connection = Connection::with_additional_fields(has_previous, has_next, info);
    let events = hits.iter().filter(|hit| hit.key.kind == Kind::Event);
    view.listed(events.map(|hit| hit.key.clone()));
    for hit in hits {
        if let Some(node) = SearchResult::find(view, &hit.key)? {
            let cursor = Cursor(hit.cursor.clone());
            let hit = HitInfo { view: Arc::clone(view), query: Arc::clone(&query), hit };
            connection.edges.push(Edge::with_additional_fields(cursor, node, hit));
        }
    }
    Ok(connection)
}

/// What a search is counted by. Counting costs, so it is done only where it is asked
/// for.
pub fn counted_by(search: Lookahead) -> Vec<Relation> {
    let facets = search.field("facets");
    let all = facets.field("totals").exists();
    let timeline = search.field("timeline").exists();
    let is_asked_for = |(field, relation): &(&str, Relation)| {
        all || facets.field(field).exists() || (timeline && *relation == Relation::FiscalYear)
    };
    FACETS.iter().filter(|it| is_asked_for(it)).map(|(_, relation)| *relation).collect()
}

fn select(view: &View, query: &Query, selection: &Selection) -> Result<Page> {
    if query.is_unusable() {
        return Ok(Page::default());
    }
    let query = (!query.terms.is_empty()).then_some(query);
    view.select(&Selection { query, ..selection.clone() }).map_err(internal)
}

/// What the search would bring without one of its terms, where that is anything.
fn relaxed(view: &View, query: &Query, selection: &Selection) -> Result<Vec<Relaxed>> {
    let mut relaxed = Vec::new();
    let counting =
        Selection { facets: Vec::new(), page: PageRequest::first(0), ..selection.clone() };
    let required = query.terms.iter().enumerate().filter(|(_, term)| term.role == Role::Required);
    for (place, term) in required.take(MAX_RELAXED).filter(|_| query.wanted().count() > 1) {
        let total = select(view, &query.without(place), &counting)?.total;
        if total > 0 {
            relaxed.push(Relaxed { without: term.text.clone(), total_count: total });
        }
    }
    Ok(relaxed)
}

/// What a hit tells besides the entity.
pub struct HitInfo {
    view: Arc<View>,
    query: Arc<Query>,
    hit: Hit,
}

/// 検索結果の一件。One hit of a search.
#[Object]
impl HitInfo {
    /// 一致の度合い。一つの検索の中でだけ比べられる。語のない検索では0。
    /// How well it matches; comparable within one search only, 0 without words.
    async fn score(&self) -> f32 {
        self.hit.score
    }

    /// 一致の近さ。How close it is to the words asked for.
    async fn tier(&self) -> MatchTier {
        self.hit.tier.into()
    }

    /// 一致した箇所、最大10。語のない検索では空。Why it was found: up to 10 passages; empty without words.
    #[graphql(complexity = "cost::HIGHLIGHTS + child_complexity")]
    async fn highlights(&self, context: &Context<'_>) -> Result<Vec<Highlight>> {
        cost::charge(context, cost::HIGHLIGHTS);
        let Some(node) = SearchResult::find(&self.view, &self.hit.key)? else {
            return Ok(Vec::new());
        };
        let Self { view, query, hit } = self;
        let highlights = view.highlight(&hit.key, node.entity(), query, MAX_HIGHLIGHTS);
        let highlights = highlights.map_err(internal)?;
        Ok(highlights.into_iter().map(Highlight::from).collect())
    }
}

/// 一致した箇所を含む文章。A passage with the matches in it.
#[derive(SimpleObject)]
pub struct Highlight {
    /// 項目の名前。The field that it stands in.
    pub field: &'static str,
    /// 原文。The passage in the original wording.
    pub text: String,
    /// 一致した範囲、順に、重ならない。The matches, in order, not overlapping.
    pub ranges: Vec<TextRange>,
}

impl From<crate::search::Highlight> for Highlight {
    fn from(highlight: crate::search::Highlight) -> Self {
        let range =
            |range: std::ops::Range<usize>| TextRange { start: range.start, end: range.end };
        Self {
            field: highlight.field.as_str(),
            text: highlight.text,
            ranges: highlight.ranges.into_iter().map(range).collect(),
        }
    }
}

/// What a search tells besides its hits.
pub struct SearchInfo {
    view: Arc<View>,
    reading: QueryReading,
    total: u64,
    facets: BTreeMap<Relation, Facet>,
}

/// 検索全体の情報。About the whole search.
#[Object]
impl SearchInfo {
    /// 全体の件数。Number of hits, on all pages.
    async fn total_count(&self) -> u64 {
        self.total
    }

    /// 項目別の件数。The hits counted by what they have in common.
    async fn facets(&self) -> SearchFacets<'_> {
        SearchFacets(self)
    }

    /// 時期別の件数、古い順。該当のない時期は0。年度の条件は適用しない。
    /// The hits counted by time, oldest first, gaps as 0. A filter on fiscal years is left out.
    async fn timeline(
        &self,
        #[graphql(desc = "区切り。The unit.", default_with = "TimelineUnit::FiscalYear")]
        unit: TimelineUnit,
    ) -> Vec<TimelineBucket> {
        match unit {
            TimelineUnit::FiscalYear => self.fiscal_years(),
        }
    }

    /// 検索語の解釈。How the words were read.
    async fn reading(&self) -> &QueryReading {
        &self.reading
    }
}

impl SearchInfo {
    /// Most frequent first; ties in the order of their values.
    fn facet(&self, relation: Relation, first: i32) -> Result<Vec<FacetCount>> {
        if !(1..=MAX_FACET_VALUES).contains(&first) {
            return Err(bad_user_input(format!(
                "`first` is {first}: expected 1 to {MAX_FACET_VALUES}"
            )));
        }
        let facet = self.facets.get(&relation);
        let mut counts: Vec<(&String, &u64)> =
            facet.into_iter().flat_map(|facet| &facet.counts).collect();
        counts.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        counts.truncate(first as usize);
        let kind = match relation {
            Relation::Consulate => Some(Kind::Consulate),
            Relation::State => Some(Kind::State),
            Relation::Priority => Some(Kind::Priority),
            Relation::Theme => Some(Kind::Theme),
            Relation::Organisation => Some(Kind::Organisation),
            _ => None,
        };
        let counted = |(value, &count): (&String, &u64)| {
            let value = match relation {
                Relation::Kind => NodeKind::named(value)?,
                _ => value.clone(),
            };
            let entity = kind.map(|kind| (Arc::clone(&self.view), Key::new(kind, value.as_str())));
            Some(FacetCount { value, count, entity })
        };
        Ok(counts.into_iter().filter_map(counted).collect())
    }

    fn fiscal_years(&self) -> Vec<TimelineBucket> {
        let facet = self.facets.get(&Relation::FiscalYear);
        let counted: Vec<(i32, u64)> = facet
            .into_iter()
            .flat_map(|facet| &facet.counts)
            .filter_map(|(year, &count)| Some((year.parse().ok()?, count)))
            .collect();
        let (Some(first), Some(last)) = (
            counted.iter().map(|(year, _)| *year).min(),
            counted.iter().map(|(year, _)| *year).max(),
        ) else {
            return Vec::new();
        };
        (first..=last)
            .map(|year| {
                let count = counted.iter().find(|(counted, _)| *counted == year);
                TimelineBucket {
                    fiscal_year: year,
                    label: format!("{year}年度"),
                    count: count.map_or(0, |(_, count)| *count),
                }
            })
            .collect()
    }
}

/// The facets of a search.
pub struct SearchFacets<'a>(&'a SearchInfo);

/// 項目別の件数。多い順。ある項目の件数には、その項目自身の条件を適用しない。
/// Counts by field, most frequent first. A filter on a field is left out of its own counts.
#[Object]
impl SearchFacets<'_> {
    /// 年度別。By fiscal year.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn fiscal_years(
        &self,
        #[graphql(
            desc = "多い方からいくつまで（1〜1000）。How many values, 1 to 1,000.",
            default = 100
        )]
        first: i32,
    ) -> Result<Vec<FacetCount>> {
        self.0.facet(Relation::FiscalYear, first)
    }

    /// 在外公館別。By consulate.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn consulates(
        &self,
        #[graphql(
            desc = "多い方からいくつまで（1〜1000）。How many values, 1 to 1,000.",
            default = 100
        )]
        first: i32,
    ) -> Result<Vec<FacetCount>> {
        self.0.facet(Relation::Consulate, first)
    }

    /// 州別。By state.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn states(
        &self,
        #[graphql(
            desc = "多い方からいくつまで（1〜1000）。How many values, 1 to 1,000.",
            default = 100
        )]
        first: i32,
    ) -> Result<Vec<FacetCount>> {
        self.0.facet(Relation::State, first)
    }

    /// 重点分野別。By priority.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn priorities(
        &self,
        #[graphql(
            desc = "多い方からいくつまで（1〜1000）。How many values, 1 to 1,000.",
            default = 100
        )]
        first: i32,
    ) -> Result<Vec<FacetCount>> {
        self.0.facet(Relation::Priority, first)
    }

    /// 主題別。下位の主題は上位の主題にも数える。By theme; a part counts for its whole as well.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn themes(
        &self,
        #[graphql(
            desc = "多い方からいくつまで（1〜1000）。How many values, 1 to 1,000.",
            default = 100
        )]
        first: i32,
    ) -> Result<Vec<FacetCount>> {
        self.0.facet(Relation::Theme, first)
    }

    /// 団体別。下部組織は上位の団体にも数える。By organisation; a part counts for its whole as well.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn organisations(
        &self,
        #[graphql(
            desc = "多い方からいくつまで（1〜1000）。How many values, 1 to 1,000.",
            default = 100
        )]
        first: i32,
    ) -> Result<Vec<FacetCount>> {
        self.0.facet(Relation::Organisation, first)
    }

    /// 種類別。By kind.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn kinds(
        &self,
        #[graphql(
            desc = "多い方からいくつまで（1〜1000）。How many values, 1 to 1,000.",
            default = 100
        )]
        first: i32,
    ) -> Result<Vec<FacetCount>> {
        self.0.facet(Relation::Kind, first)
    }

    /// 項目別に、値の総数と、値のないものの件数。For each field, how many values it has in all, and how many hits have none.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn totals(&self) -> Vec<FacetTotal> {
        let total = |field: &FilterField| {
            let facet = self.0.facets.get(&field.relation())?;
            Some(FacetTotal {
                field: *field,
                values: facet.counts.len() as u64,
                lacking: facet.lacking,
            })
        };
        FilterField::ALL.iter().filter_map(total).collect()
    }
}

/// 一つの項目の全体。A field as a whole.
#[derive(SimpleObject)]
pub struct FacetTotal {
    /// 項目。The field.
    field: FilterField,
    /// 値の総数。表示されない値を含む。How many values it has, shown or not.
    values: u64,
    /// 値のないものの件数。検索条件の lacking に項目を渡すと、それだけになる。Hits without a value; pass the field to `lacking` of the filter to see them alone.
    lacking: u64,
}

pub struct FacetCount {
    value: String,
    count: u64,
    /// The entity that the value is the slug of, in the view to read it from.
    entity: Option<(Arc<View>, Key)>,
}

/// 一つの値の件数。How many have a value.
#[Object]
impl FacetCount {
    /// 条件にそのまま使える値。The value, as filters take it.
    async fn value(&self) -> &str {
        &self.value
    }

    /// 表示名。The value as people read it.
    async fn label(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> Result<String> {
        let entity = match &self.entity {
            Some((view, key)) => view.record(key).map_err(internal)?,
            None => None,
        };
        Ok(match entity {
            Some(stored) => stored.record.entity().label(language.into()).to_owned(),
            None => self.value.clone(),
        })
    }

    /// 件数。The number.
    async fn count(&self) -> u64 {
        self.count
    }
}

/// 時期の区切り。A unit of time.
#[derive(async_graphql::Enum, Clone, Copy, PartialEq, Eq)]
pub enum TimelineUnit {
    /// 年度（4月始まり）。Fiscal year, from April.
    FiscalYear,
}

/// 一つの時期の件数。How many in one unit of time.
#[derive(SimpleObject)]
pub struct TimelineBucket {
    /// 年度。The fiscal year.
    pub fiscal_year: i32,
    /// 表示名。As people read it.
    pub label: String,
    /// 件数。The number.
    pub count: u64,
}

/// 検索語の解釈。How the words of a search were read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct QueryReading {
    #[graphql(skip)]
    view: Arc<View>,
    #[graphql(skip)]
    names: Vec<Key>,
    /// 比較に使う形。The form in which the words are compared.
    pub normalised: String,
    /// 探した語。What was looked for.
    pub terms: Vec<TermReading>,
    /// 探した語を構成する単語すべて。The words of all terms.
    pub tokens: Vec<Token>,
    /// 年度、日付、場所などの条件として理解した語。Words that were understood as facts.
    pub filters: Vec<FactReading>,
    /// 併せて探した語。Words that were looked for as well.
    pub expansions: Vec<ExpansionReading>,
    /// 誤記と見て代わりに探した語。Words taken for slips, and what was looked for instead.
    pub corrections: Vec<ExpansionReading>,
    /// どこにも見つからない語。Terms that are nowhere.
    pub not_found: Vec<NotFound>,
    /// 該当がないとき、ある語を外せば見つかる件数。Where nothing was found: what leaving out a term would bring.
    pub relaxed: Vec<Relaxed>,
    /// 使わなかった部分。Pieces of the input that were not used.
    pub ignored: Vec<String>,
}

/// 一つの語の解釈。How one term was read.
#[derive(SimpleObject)]
pub struct TermReading {
    /// 入力のまま。As typed.
    pub text: String,
    /// 引用符で囲まれていたか。その場合は離れた単語に一致しない。Whether it was quoted; then its words may not stand apart.
    pub quoted: bool,
    /// 除外する語か。Whether a hit must not have it.
    pub excluded: bool,
    /// 同じ語とみなす別の表記（比較に使う形）。Other spellings that count as the same, in the form that is compared.
    pub spellings: Vec<String>,
    /// 語を構成する単語。Its words.
    pub tokens: Vec<Token>,
}

/// 条件として理解した語。A word that was understood as a fact.
#[derive(SimpleObject)]
pub struct FactReading {
    /// search の without に渡すと、この解釈を使わない。Pass it to `without` to leave this reading out.
    pub id: String,
    /// 入力のまま。As typed.
    pub text: String,
    /// 何についての条件か。What it is about.
    pub kind: FactKind,
    /// 意味する値。例: FY2024, state/TX, 2025-03, 0..99。What it means, as FY2024, state/TX, 2025-03, 0..99.
    pub values: Vec<String>,
}

/// 条件の種類。What a fact is about.
#[derive(async_graphql::Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "understanding::FactKind")]
pub enum FactKind {
    /// 年度。A fiscal year.
    FiscalYear,
    /// 日付、月、年。A day, month or year.
    Date,
    /// 州又は在外公館。A state or a post.
    Place,
    /// 実施形態。A format.
    Format,
    /// 参加規模。An attendance.
    Attendance,
}

/// 併せて探した語。A word that was looked for as well.
#[derive(SimpleObject)]
pub struct ExpansionReading {
    /// search の without に渡すと、この語を探さない。Pass it to `without` to leave it out.
    pub id: String,
    /// 入力のまま。As typed.
    pub text: String,
    /// 併せて探した語。The word looked for.
    pub expansion: String,
    /// 理由。Why.
    pub kind: ExpansionKind,
}

/// ある語を併せて探した理由。Why a word was looked for as well.
#[derive(async_graphql::Enum, Clone, Copy, PartialEq, Eq)]
pub enum ExpansionKind {
    /// 同じ意味。It says the same.
    Synonym,
    /// 翻訳。It is a translation.
    Translation,
    /// 同じ読み、又は英単語の別の語形。It is read so, or is another form of the English word.
    Reading,
    /// 誤記の訂正。It is spelt almost so.
    Correction,
    /// その名の団体、主題など。それに結び付くものを探した。It is a name: what is tied to the entity was looked for.
    Name,
}

/// どこにも見つからない語。A term that is nowhere.
#[derive(SimpleObject)]
pub struct NotFound {
    /// 入力のまま。As typed.
    pub text: String,
    /// 資料にある、字面の近い語。Words of the corpus that are written much like it.
    pub near: Vec<String>,
}

/// 一つの語を外した場合の件数。What leaving out a term would bring.
#[derive(SimpleObject, Clone)]
pub struct Relaxed {
    /// 外す語。The term left out.
    pub without: String,
    /// 件数。How many would be found.
    pub total_count: u64,
}

#[ComplexObject]
impl QueryReading {
    /// 検索語がその名称である団体、州、主題など。What the words are names of, as organisations, states and themes.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn named(&self) -> Result<Vec<Node>> {
        let nodes = self.names.iter().map(|key| Node::find(&self.view, key));
        nodes.filter_map(Result::transpose).collect()
    }
}

impl QueryReading {
    fn of(view: &Arc<View>, query: &Query, relaxed: Vec<Relaxed>) -> Self {
        let term = |term: &QueryTerm| TermReading {
            text: term.text.clone(),
            quoted: term.quoted,
            excluded: term.role == Role::Excluded,
            spellings: term.spellings.clone(),
            tokens: Token::each(term.words.clone(), &term.text),
        };
        let shown = || query.terms.iter().filter(|term| term.role != Role::Sentence);
        let (corrections, expansions) = shown()
            .filter(|term| term.role != Role::Excluded)
            .flat_map(ExpansionReading::each)
            .partition(|expansion| expansion.kind == ExpansionKind::Correction);
        Self {
            view: Arc::clone(view),
            names: names(query),
            normalised: query.normalised(),
            terms: shown().map(term).collect(),
            tokens: shown().flat_map(|shown| term(shown).tokens).collect(),
            filters: shown().filter_map(FactReading::of).collect(),
            expansions,
            corrections,
            not_found: shown()
                .filter(|term| !term.is_found && term.role != Role::Excluded)
                .map(|term| NotFound { text: term.text.clone(), near: term.near.clone() })
                .collect(),
            relaxed,
            ignored: query.ignored.clone(),
        }
    }
}

/// The entities that terms are names of, each once.
fn names(query: &Query) -> Vec<Key> {
    let mut names: Vec<Key> = Vec::new();
    for key in query.wanted().flat_map(|term| &term.named) {
        if !names.contains(key) && names.len() < MAX_NAMES {
            names.push(key.clone());
        }
    }
    names
}

impl FactReading {
    fn of(term: &QueryTerm) -> Option<Self> {
        let fact = term.fact.as_ref()?;
        Some(Self {
            id: reading_id("fact", &term.text),
            text: term.text.clone(),
            kind: fact.kind.into(),
            values: fact.values.clone(),
        })
    }
}

impl ExpansionReading {
    fn each(term: &QueryTerm) -> impl Iterator<Item = Self> + '_ {
        let words = term.expansions.iter().map(|expansion| Self {
            id: reading_id(expansion.kind.as_str(), &expansion.text),
            text: term.text.clone(),
            expansion: expansion.text.clone(),
            kind: match expansion.kind {
                search::ExpansionKind::Synonym => ExpansionKind::Synonym,
                search::ExpansionKind::Translation => ExpansionKind::Translation,
                search::ExpansionKind::Reading => ExpansionKind::Reading,
                search::ExpansionKind::Correction => ExpansionKind::Correction,
            },
        });
        let names = term.ties().map(|key| Self {
            id: reading_id("name", &term.text),
            text: term.text.clone(),
            expansion: key.to_string(),
            kind: ExpansionKind::Name,
        });
        words.chain(names)
    }
}

pub struct Suggestion {
    view: Arc<View>,
    suggestion: search::Suggestion,
}

/// 入力中の文字列の補完候補。What a half-typed text may become.
#[Object]
impl Suggestion {
    /// 検索語としてそのまま使える文字列。The whole text, ready to be searched for.
    async fn text(&self) -> &str {
        &self.suggestion.text
    }

    /// その名の州、団体、主題など。語であれば null。The entity that is called so; null for a word.
    async fn node(&self) -> Result<Option<Node>> {
        let key = self.suggestion.entity.as_ref();
        Ok(key.map(|key| Node::find(&self.view, key)).transpose()?.flatten())
    }

    /// 結び付く事業の件数。語であれば、それを含むものの件数。Events tied to the entity, or entities that have the word.
    async fn count(&self) -> u64 {
        self.suggestion.count
    }
}

impl Suggestion {
    pub fn each(view: &Arc<View>, text: &str, limit: usize) -> Result<Vec<Self>> {
        let suggestions = view.suggest(text, limit).map_err(internal)?.into_iter();
        Ok(suggestions.map(|suggestion| Self { view: Arc::clone(view), suggestion }).collect())
    }
}
