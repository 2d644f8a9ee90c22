//! One pass over everything that matches: the page asked for, the total, and the
//! counts of every facet.
//!
//! A facet leaves its own filter out of its counts. So filters on relations that
//! are also counted are not part of the query: the pass sees what fails them,
//! and counts what fails nothing but the facet's own filter for that facet alone.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap, HashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, ColumnValues, StrColumn, TermOrdHit};
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery, TermSetQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader, Term};

use super::Result;
use super::index::{ATTENDANCE, FIRST_DAY, Fields, KEY, LAST_DAY, day_number};
use super::select::{Cursor, Direction, Hit, Order, Page, Part, Selection, Tier};
use crate::model::{Key, Relation};

/// Collects a [`Page`].
pub(super) struct PageCollector {
    order: Order,
    scored: bool,
    part: Part,
    limit: usize,
    facets: Vec<Relation>,
    /// Filters that the pass itself applies.
    sideways: Vec<(Relation, Vec<String>)>,
    held_on: Option<RangeInclusive<i64>>,
    attendance: Option<RangeInclusive<u64>>,
    exact_score: Option<Score>,
}

impl PageCollector {
    pub fn new(selection: &Selection) -> Self {
        let filter = &selection.filter;
        let kinds: Vec<String> =
            selection.kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
        let mut sideways: Vec<(Relation, Vec<String>)> = filter
            .any_of
            .iter()
            .filter(|(relation, _)| selection.facets.contains(relation))
            .map(|(relation, values)| (*relation, values.clone()))
            .collect();
        if !kinds.is_empty() && selection.facets.contains(&Relation::Kind) {
            sideways.push((Relation::Kind, kinds));
        }
        Self {
            order: selection.order,
            scored: selection.query.is_some(),
            part: selection.page.part.clone(),
            limit: selection.page.limit,
            facets: selection.facets.clone(),
            sideways,
            held_on: filter
                .held_on
                .as_ref()
                .map(|days| day_number(*days.start())..=day_number(*days.end())),
            attendance: filter
                .attendance
                .as_ref()
                .map(|range| (*range.start()).into()..=(*range.end()).into()),
            exact_score: selection.query.map(|query| query.all_exact_score()),
        }
    }

    /// The query whose matches this collector has to see.
    pub fn query(&self, fields: &Fields, selection: &Selection) -> Result<Box<dyn Query>> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut filter = |query: Box<dyn Query>| {
            clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0))));
        };
        for (relation, values) in &selection.filter.any_of {
            if !selection.facets.contains(relation) {
                filter(any_of(fields, *relation, values.iter().map(String::as_str)));
            }
        }
        if selection.kinds.is_empty() {
            filter(Box::new(TermQuery::new(
                Term::from_field_bool(fields.stands_alone, true),
                IndexRecordOption::Basic,
            )));
        } else if !selection.facets.contains(&Relation::Kind) {
            filter(any_of(
                fields,
                Relation::Kind,
                selection.kinds.iter().map(|kind| kind.as_str()),
            ));
        }
        if let Some(query) = selection.query {
            clauses.push((Occur::Must, query.to_tantivy(fields.text)?));
        }
        Ok(match clauses.is_empty() {
            true => Box::new(AllQuery),
            false => Box::new(BooleanQuery::new(clauses)),
        })
    }

    fn cursor(&self) -> Option<&Cursor> {
        match &self.part {
            Part::After(cursor) | Part::Before(cursor) => cursor.as_ref(),
        }
    }

    fn forwards(&self) -> bool {
        matches!(self.part, Part::After(_))
    }
}

fn any_of<'a>(
    fields: &Fields,
    relation: Relation,
    values: impl Iterator<Item = &'a str>,
) -> Box<dyn Query> {
    let field = fields.relation(relation);
    Box::new(TermSetQuery::new(values.map(|value| Term::from_field_text(field, value))))
}

impl Collector for PageCollector {
    type Fruit = Page;
    type Child = SegmentPage;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentPage> {
        let columns = segment.fast_fields();
        let keys = str_column(segment, KEY)?;
        let sort = match self.order {
            Order::Relevance | Order::Key => SortColumn::None,
            Order::Date(direction) => SortColumn::Day(columns.i64(FIRST_DAY)?, direction),
            Order::Attendance(direction) => SortColumn::Count(columns.u64(ATTENDANCE)?, direction),
        };
        let cursor = match self.cursor() {
            None => None,
            Some(cursor) => {
                let (ord, exact) =
                    match keys.dictionary().term_ord_or_next(cursor.key.to_string())? {
                        TermOrdHit::Exact(ord) => (ord, true),
                        TermOrdHit::Next(ord) => (ord, false),
                    };
                Some(SegmentCursor { rank: cursor.rank, ord, exact })
            }
        };
        let mut sideways = Vec::new();
        for (relation, values) in &self.sideways {
            let column = str_column(segment, relation.as_str())?;
            let mut accepted = HashSet::new();
            for value in values {
                accepted.extend(column.dictionary().term_ord(value)?);
            }
            sideways.push(SidewaysFilter { relation: *relation, column, accepted });
        }
        let mut facets = Vec::new();
        for relation in &self.facets {
            let column = str_column(segment, relation.as_str())?;
            let counts = vec![0; column.num_terms()];
            facets.push(SegmentFacet { relation: *relation, column, counts });
        }
        let held_on = match &self.held_on {
            None => None,
            Some(days) => Some((columns.i64(FIRST_DAY)?, columns.i64(LAST_DAY)?, days.clone())),
        };
        let attendance = match &self.attendance {
            None => None,
            Some(range) => Some((columns.u64(ATTENDANCE)?, range.clone())),
        };
        Ok(SegmentPage {
            key_ords: keys.ords().clone().first_or_default_col(0),
            keys,
            sort,
            scored: self.scored && self.order == Order::Relevance,
            forwards: self.forwards(),
            limit: self.limit,
            cursor,
            sideways,
            facets,
            held_on,
            attendance,
            best: BinaryHeap::with_capacity(self.limit.saturating_add(2).min(256)),
            total: 0,
            passed: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.scored
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<SegmentFruit>>) -> tantivy::Result<Page> {
        let mut page = Page::default();
        for relation in &self.facets {
            page.facets.insert(*relation, BTreeMap::new());
        }
        let (mut hits, mut passed) = (Vec::new(), 0);
        for segment in segments {
            let segment = segment?;
            page.total += segment.total;
            passed += segment.passed;
            hits.extend(segment.hits);
            for (relation, counts) in segment.facets {
                let facet = page.facets.entry(relation).or_default();
                for (value, count) in counts {
                    *facet.entry(value).or_default() += count;
                }
            }
        }
        hits.sort_by(|(a, _), (b, _)| if self.forwards() { a.cmp(b) } else { b.cmp(a) });
        let more = hits.len() > self.limit;
        hits.truncate(self.limit);
        if !self.forwards() {
            hits.reverse();
        }
        (page.has_previous, page.has_next) =
            if self.forwards() { (passed > 0, more) } else { (more, passed > 0) };
        page.hits = hits
            .into_iter()
            .map(|(cursor, score)| Hit {
                key: cursor.key.clone(),
                cursor,
                score,
                tier: match self.exact_score {
                    Some(exact) if score < exact => Tier::Word,
                    _ => Tier::Exact,
                },
            })
            .collect();
        Ok(page)
    }
}

/// What is collected in one segment.
pub(super) struct SegmentPage {
    keys: StrColumn,
    key_ords: Arc<dyn ColumnValues<u64>>,
    sort: SortColumn,
    scored: bool,
    forwards: bool,
    limit: usize,
    cursor: Option<SegmentCursor>,
    sideways: Vec<SidewaysFilter>,
    facets: Vec<SegmentFacet>,
    held_on: Option<(Column<i64>, Column<i64>, RangeInclusive<i64>)>,
    attendance: Option<(Column<u64>, RangeInclusive<u64>)>,
    best: BinaryHeap<Candidate>,
    total: u64,
    /// Number of entities on the other side of the cursor.
    passed: u64,
}

pub(super) struct SegmentFruit {
    hits: Vec<(Cursor, Score)>,
    total: u64,
    passed: u64,
    facets: Vec<(Relation, Vec<(String, u64)>)>,
}

enum SortColumn {
    None,
    Day(Column<i64>, Direction),
    Count(Column<u64>, Direction),
}

/// A cursor in terms of one segment: `ord` is the place of its key among the
/// segment's keys, which are ordered as the keys are.
struct SegmentCursor {
    rank: u64,
    ord: u64,
    /// Whether the segment has the key itself.
    exact: bool,
}

struct SidewaysFilter {
    relation: Relation,
    column: StrColumn,
    accepted: HashSet<u64>,
}

struct SegmentFacet {
    relation: Relation,
    column: StrColumn,
    counts: Vec<u64>,
}

/// A hit that may be on the page. Ordered so that a heap of them has the one on
/// top that has to go first.
struct Candidate {
    place: (u64, u64),
    forwards: bool,
    score: Score,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = self.place.cmp(&other.place);
        if self.forwards { order } else { order.reverse() }
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}

impl SegmentCollector for SegmentPage {
    type Fruit = tantivy::Result<SegmentFruit>;

    fn collect(&mut self, doc: DocId, score: Score) {
        if !self.in_range(doc) {
            return;
        }
        let mut failed = self.sideways.iter().filter(|filter| !filter.accepts(doc));
        match (failed.next(), failed.next()) {
            (None, _) => {}
            (Some(only), None) => {
                let relation = only.relation;
                return self.count_facets(doc, |facet| facet == relation);
            }
            _ => return,
        }
        self.total += 1;
        self.count_facets(doc, |_| true);
        self.consider(doc, score);
    }

    fn harvest(self) -> tantivy::Result<SegmentFruit> {
        let mut hits = Vec::with_capacity(self.best.len());
        for candidate in self.best {
            let (rank, ord) = candidate.place;
            let mut key = String::new();
            self.keys.ord_to_str(ord, &mut key)?;
            let key: Key = key.parse().map_err(|_| damaged("key"))?;
            hits.push((Cursor { rank, key }, candidate.score));
        }
        let mut facets = Vec::with_capacity(self.facets.len());
        for facet in self.facets {
            let mut counts = Vec::new();
            for (ord, &count) in facet.counts.iter().enumerate().filter(|&(_, &count)| count > 0) {
                let mut value = String::new();
                facet.column.ord_to_str(ord as u64, &mut value)?;
                counts.push((value, count));
            }
            facets.push((facet.relation, counts));
        }
        Ok(SegmentFruit { hits, total: self.total, passed: self.passed, facets })
    }
}

impl SegmentPage {
    fn in_range(&self, doc: DocId) -> bool {
        let held = self.held_on.as_ref().is_none_or(|(first, last, days)| {
            first
                .values_for_doc(doc)
                .zip(last.values_for_doc(doc))
                .any(|(first, last)| first <= *days.end() && last >= *days.start())
        });
        held && self
            .attendance
            .as_ref()
            .is_none_or(|(column, range)| column.first(doc).is_some_and(|n| range.contains(&n)))
    }

    fn count_facets(&mut self, doc: DocId, wanted: impl Fn(Relation) -> bool) {
        for facet in self.facets.iter_mut().filter(|facet| wanted(facet.relation)) {
            for ord in facet.column.ords().values_for_doc(doc) {
                facet.counts[ord as usize] += 1;
            }
        }
    }

    fn consider(&mut self, doc: DocId, score: Score) {
        let place = (self.rank(doc, score), self.key_ords.get_val(doc));
        if let Some(cursor) = &self.cursor {
            let behind = place.0 > cursor.rank
                || (place.0 == cursor.rank && place.1 >= cursor.ord + u64::from(cursor.exact));
            let ahead = place.0 < cursor.rank || (place.0 == cursor.rank && place.1 < cursor.ord);
            let wanted = if self.forwards { behind } else { ahead };
            if !wanted {
                self.passed += 1;
                return;
            }
        }
        // One more than the page holds tells whether there is a next page.
        let candidate = Candidate { place, forwards: self.forwards, score };
        if self.best.len() <= self.limit {
            self.best.push(candidate);
        } else if let Some(mut last) = self.best.peek_mut()
            && candidate < *last
        {
            *last = candidate;
        }
    }

    /// Smaller comes first.
    fn rank(&self, doc: DocId, score: Score) -> u64 {
        let directed = |value: Option<u64>, direction| match (value, direction) {
            (None, _) => u64::MAX,
            (Some(value), Direction::Ascending) => value,
            (Some(value), Direction::Descending) => u64::MAX - 1 - value,
        };
        match &self.sort {
            // Scores are never negative, so their bits are ordered as they are.
            SortColumn::None if self.scored => u64::from(u32::MAX - score.to_bits()),
            SortColumn::None => 0,
            SortColumn::Day(column, direction) => {
                directed(column.first(doc).and_then(|day| u64::try_from(day).ok()), *direction)
            }
            SortColumn::Count(column, direction) => directed(column.first(doc), *direction),
        }
    }
}

impl SidewaysFilter {
    fn accepts(&self, doc: DocId) -> bool {
        self.column.ords().values_for_doc(doc).any(|ord| self.accepted.contains(&ord))
    }
}

fn str_column(segment: &SegmentReader, name: &str) -> tantivy::Result<StrColumn> {
    match segment.fast_fields().str(name)? {
        Some(column) => Ok(column),
        None => {
            let empty = tantivy::columnar::BytesColumn::empty(segment.max_doc());
            Ok(StrColumn::wrap(empty))
        }
    }
}

fn damaged(what: &str) -> tantivy::TantivyError {
    tantivy::TantivyError::InternalError(format!("unreadable {what} in the index"))
}
