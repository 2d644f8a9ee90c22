//! Full-text search: hits with highlights, facets, timeline, and how the words
//! were read.

use std::sync::Arc;

use async_graphql::connection::{Connection, ConnectionNameType, Edge, EdgeNameType};
use async_graphql::{Object, OutputType, SimpleObject};

use super::analysis::Token;
use super::error::{Result, internal};
use super::id::Cursor;
use super::node::SearchResult;
use super::value::{Language, MatchTier, NodeKind, TextRange};
use crate::knowledge::View;
use crate::model::{Key, Kind, Relation};
use crate::search::{Hit, Page, Query, Selection};

/// What a search can be counted by.
const FACETS: [Relation; 5] = [
    Relation::FiscalYear,
    Relation::Consulate,
    Relation::State,
    Relation::Priority,
    Relation::Kind,
];

/// Cost of the highlights of one hit, in fields: its texts are read again.
const HIGHLIGHTS_COST: usize = 50;

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

/// Runs a search. Counting facets costs, so it is done only where they are asked
/// for.
pub fn search(
    view: &Arc<View>,
    query: Query,
    selection: Selection,
    counted: bool,
) -> Result<SearchConnection> {
    let query = Arc::new(query);
    let page = if query.is_unusable() {
        Page::default()
    } else {
        let words = (!query.terms.is_empty()).then_some(query.as_ref());
        let facets = if counted { FACETS.to_vec() } else { Vec::new() };
        view.select(&Selection { query: words, facets, ..selection }).map_err(internal)?
    };
    let Page { hits, total, has_next, has_previous, facets } = page;
    let info = SearchInfo { view: Arc::clone(view), query: Arc::clone(&query), total, facets };
    let mut connection = Connection::with_additional_fields(has_previous, has_next, info);
    for hit in hits {
        if let Some(node) = SearchResult::find(view, &hit.key)? {
            let cursor = Cursor(hit.cursor.clone());
            let hit = HitInfo { view: Arc::clone(view), query: Arc::clone(&query), hit };
            connection.edges.push(Edge::with_additional_fields(cursor, node, hit));
        }
    }
    Ok(connection)
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
    #[graphql(complexity = "HIGHLIGHTS_COST + child_complexity")]
    async fn highlights(&self) -> Result<Vec<Highlight>> {
        let Some(node) = SearchResult::find(&self.view, &self.hit.key)? else {
            return Ok(Vec::new());
        };
        let highlights =
            self.view.highlight(node.entity(), &self.query, MAX_HIGHLIGHTS).map_err(internal)?;
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
    query: Arc<Query>,
    total: u64,
    facets: std::collections::BTreeMap<Relation, std::collections::BTreeMap<String, u64>>,
}

/// 検索全体の情報。About the whole search.
#[Object]
impl SearchInfo {
    /// 全体の件数。Number of hits, on all pages.
    async fn total_count(&self) -> u64 {
        self.total
    }

    /// 項目別の件数。The hits counted by what they have in common.
    async fn facets(&self) -> Result<SearchFacets> {
        Ok(SearchFacets {
            fiscal_years: self.facet(Relation::FiscalYear)?,
            consulates: self.facet(Relation::Consulate)?,
            states: self.facet(Relation::State)?,
            priorities: self.facet(Relation::Priority)?,
            kinds: self.facet(Relation::Kind)?,
        })
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
    async fn reading(&self) -> QueryReading {
        QueryReading::of(&self.query)
    }
}

impl SearchInfo {
    /// Most frequent first; ties in the order of their values.
    fn facet(&self, relation: Relation) -> Result<Vec<FacetCount>> {
        let mut counts: Vec<(&String, &u64)> =
            self.facets.get(&relation).into_iter().flatten().collect();
        counts.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        let kind = match relation {
            Relation::Consulate => Some(Kind::Consulate),
            Relation::State => Some(Kind::State),
            Relation::Priority => Some(Kind::Priority),
            _ => None,
        };
        let mut facet = Vec::with_capacity(counts.len());
        for (value, &count) in counts {
            let entity = match kind {
                Some(kind) => {
                    self.view.record(&Key::new(kind, value.as_str())).map_err(internal)?
                }
                None => None,
            };
            let value = match relation {
                Relation::Kind => match NodeKind::named(value) {
                    Some(name) => name,
                    None => continue,
                },
                _ => value.clone(),
            };
            facet.push(FacetCount { value, count, entity: entity.map(|stored| stored.record) });
        }
        Ok(facet)
    }

    fn fiscal_years(&self) -> Vec<TimelineBucket> {
        let counts = self.facets.get(&Relation::FiscalYear);
        let counted: Vec<(i32, u64)> = counts
            .into_iter()
            .flatten()
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

/// 項目別の件数。多い順。ある項目の件数には、その項目自身の条件を適用しない。
/// Counts by field, most frequent first. A filter on a field is left out of its own counts.
#[derive(SimpleObject)]
pub struct SearchFacets {
    /// 年度別。By fiscal year.
    pub fiscal_years: Vec<FacetCount>,
    /// 在外公館別。By consulate.
    pub consulates: Vec<FacetCount>,
    /// 州別。By state.
    pub states: Vec<FacetCount>,
    /// 重点分野別。By priority.
    pub priorities: Vec<FacetCount>,
    /// 種類別。By kind.
    pub kinds: Vec<FacetCount>,
}

/// 一つの値の件数。How many have a value.
pub struct FacetCount {
    value: String,
    count: u64,
    entity: Option<crate::model::Record>,
}

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
    ) -> &str {
        self.entity.as_ref().map_or(&self.value, |record| record.entity().label(language.into()))
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
pub struct QueryReading {
    /// 比較に使う形。The form in which the words are compared.
    pub normalised: String,
    /// 探した語。すべてを含むものが結果になる。What was looked for; a hit has all of them.
    pub terms: Vec<TermReading>,
    /// 探した語を構成する単語すべて。The words of all terms.
    pub tokens: Vec<Token>,
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
    /// 語を構成する単語。Its words.
    pub tokens: Vec<Token>,
}

impl QueryReading {
    fn of(query: &Query) -> Self {
        let term = |term: &crate::search::QueryTerm| TermReading {
            text: term.text.clone(),
            quoted: term.quoted,
            tokens: Token::each(term.words.clone(), &term.text),
        };
        Self {
            normalised: query.normalised(),
            terms: query.terms.iter().map(term).collect(),
            tokens: query.terms.iter().flat_map(|query| term(query).tokens).collect(),
            ignored: query.ignored.clone(),
        }
    }
}
