//! What is collected in one segment of the index.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap, HashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use tantivy::collector::SegmentCollector;
use tantivy::columnar::{
    BytesColumn, Column, ColumnValues, DynamicColumn, HasAssociatedColumnType, StrColumn,
    TermOrdHit,
};
use tantivy::{DocId, Score, SegmentReader};

use super::fields::{ATTENDANCE, FIRST_DAY, KEY, LAST_DAY};
use super::select::{Cursor, Direction, Facet, Order, Part, Table};
use super::table::SegmentTable;
use crate::model::{Key, Relation};

/// What one pass over the matches has to bring.
pub(super) struct Pass {
    pub order: Order,
    /// Whether the matches have scores.
    pub scored: bool,
    pub limit: usize,
    pub part: Part,
    pub facets: Vec<Relation>,
    pub table: Option<[Relation; 2]>,
    /// The conditions that the pass itself applies.
    pub sideways: Vec<Condition>,
    pub held_on: Option<RangeInclusive<i64>>,
    pub attendance: Option<RangeInclusive<u64>>,
}

/// One of the values must stand in a column; without values, none may.
pub(super) struct Condition {
    /// Whose facet leaves the condition out.
    pub relation: Relation,
    pub column: &'static str,
    pub values: Option<Vec<String>>,
}

impl Pass {
    pub fn forwards(&self) -> bool {
        matches!(self.part, Part::After(_))
    }

    fn cursor(&self) -> Option<&Cursor> {
        match &self.part {
            Part::After(cursor) | Part::Before(cursor) => cursor.as_ref(),
        }
    }
}

/// What is collected in one segment.
pub(super) struct SegmentPage {
    keys: StrColumn,
    key_ords: Arc<dyn ColumnValues<u64>>,
    sort: SortColumn,
    by_score: bool,
    forwards: bool,
    limit: usize,
    cursor: Option<SegmentCursor>,
    sideways: Vec<SidewaysFilter>,
    facets: Vec<SegmentFacet>,
    table: Option<SegmentTable>,
    held_on: Option<(Column<i64>, Column<i64>, RangeInclusive<i64>)>,
    attendance: Option<(Column<u64>, RangeInclusive<u64>)>,
    best: BinaryHeap<Candidate>,
    total: u64,
    /// Number of entities on the other side of the cursor.
    passed: u64,
}

/// The part of a page that a segment brings.
pub(super) struct SegmentFruit {
    pub hits: Vec<(Cursor, Score)>,
    pub total: u64,
    pub passed: u64,
    pub facets: Vec<(Relation, Facet)>,
    pub table: Option<Table>,
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

impl SegmentCursor {
    fn find(cursor: &Cursor, keys: &StrColumn) -> tantivy::Result<Self> {
        let (ord, exact) = match keys.dictionary().term_ord_or_next(cursor.key.to_string())? {
            TermOrdHit::Exact(ord) => (ord, true),
            TermOrdHit::Next(ord) => (ord, false),
        };
        Ok(Self { rank: cursor.rank, ord, exact })
    }
}

struct SidewaysFilter {
    relation: Relation,
    column: StrColumn,
    /// Ordinals of the accepted values; `None` accepts none at all.
    accepted: Option<HashSet<u64>>,
}

struct SegmentFacet {
    relation: Relation,
    column: StrColumn,
    counts: Vec<u64>,
    lacking: u64,
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
        if let Some(table) = &mut self.table {
            table.count(doc);
        }
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
            let mut counts = BTreeMap::new();
            for (ord, &count) in facet.counts.iter().enumerate().filter(|&(_, &count)| count > 0) {
                let mut value = String::new();
                facet.column.ord_to_str(ord as u64, &mut value)?;
                counts.insert(value, count);
            }
            facets.push((facet.relation, Facet { counts, lacking: facet.lacking }));
        }
        let table = self.table.map(SegmentTable::harvest).transpose()?;
        Ok(SegmentFruit { hits, total: self.total, passed: self.passed, facets, table })
    }
}

impl SegmentPage {
    /// Opens the columns of a segment that a pass needs.
    pub fn open(pass: &Pass, segment: &SegmentReader) -> tantivy::Result<Self> {
        let keys = str_column(segment, KEY)?;
        let sort = match pass.order {
            Order::Relevance | Order::Key => SortColumn::None,
            Order::Date(direction) => SortColumn::Day(column(segment, FIRST_DAY)?, direction),
            Order::Attendance(direction) => {
                SortColumn::Count(column(segment, ATTENDANCE)?, direction)
            }
        };
        let cursor = match pass.cursor() {
            None => None,
            Some(cursor) => Some(SegmentCursor::find(cursor, &keys)?),
        };
        let mut sideways = Vec::new();
        for condition in &pass.sideways {
            let column = str_column(segment, condition.column)?;
            let accepted = match &condition.values {
                None => None,
                Some(values) => {
                    let mut accepted = HashSet::new();
                    for value in values {
                        accepted.extend(column.dictionary().term_ord(value)?);
                    }
                    Some(accepted)
                }
            };
            sideways.push(SidewaysFilter { relation: condition.relation, column, accepted });
        }
        let mut facets = Vec::new();
        for relation in &pass.facets {
            let column = str_column(segment, relation.as_str())?;
            let counts = vec![0; column.num_terms()];
            facets.push(SegmentFacet { relation: *relation, column, counts, lacking: 0 });
        }
        let table = match pass.table {
            None => None,
            Some(relations) => Some(SegmentTable::open(segment, relations)?),
        };
        let held_on = match &pass.held_on {
            None => None,
            Some(days) => {
                Some((column(segment, FIRST_DAY)?, column(segment, LAST_DAY)?, days.clone()))
            }
        };
        let attendance = match &pass.attendance {
            None => None,
            Some(range) => Some((column(segment, ATTENDANCE)?, range.clone())),
        };
        Ok(Self {
            key_ords: keys.ords().clone().first_or_default_col(0),
            keys,
            sort,
            by_score: pass.scored && pass.order == Order::Relevance,
            forwards: pass.forwards(),
            limit: pass.limit,
            cursor,
            sideways,
            facets,
            table,
            held_on,
            attendance,
            best: BinaryHeap::with_capacity(pass.limit.saturating_add(1).min(101)),
            total: 0,
            passed: 0,
        })
    }

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
            let mut lacking = true;
            for ord in facet.column.ords().values_for_doc(doc) {
                facet.counts[ord as usize] += 1;
                lacking = false;
            }
            facet.lacking += u64::from(lacking);
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
            SortColumn::None if self.by_score => u64::from(u32::MAX - score.to_bits()),
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
        let mut ords = self.column.ords().values_for_doc(doc);
        match &self.accepted {
            Some(accepted) => ords.any(|ord| accepted.contains(&ord)),
            None => ords.next().is_none(),
        }
    }
}

/// A column of strings; empty where no document of the segment has a value.
pub(super) fn str_column(segment: &SegmentReader, name: &str) -> tantivy::Result<StrColumn> {
    let found = segment.fast_fields().str(name)?;
    Ok(found.unwrap_or_else(|| StrColumn::wrap(BytesColumn::empty(segment.max_doc()))))
}

/// A column of numbers; empty where no document of the segment has a value.
fn column<T: HasAssociatedColumnType + Default>(
    segment: &SegmentReader,
    name: &str,
) -> tantivy::Result<Column<T>>
where
    DynamicColumn: Into<Option<Column<T>>>,
{
    let found = segment.fast_fields().column_opt(name)?;
    Ok(found.unwrap_or_else(|| Column::build_empty_column(segment.max_doc())))
}

fn damaged(what: &str) -> tantivy::TantivyError {
    tantivy::TantivyError::InternalError(format!("unreadable {what} in the index"))
}
