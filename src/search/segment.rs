//! The order of hits within one segment of the index.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use tantivy::columnar::{
    BytesColumn, Column, ColumnValues, DynamicColumn, HasAssociatedColumnType, StrColumn,
    TermOrdHit,
};
use tantivy::{DocId, Score, Searcher, SegmentReader};

use super::fields::{ATTENDANCE, FIRST_DAY, KEY, LAST_DAY};
use super::select::{Cursor, Direction, Order, Part, Selection};
use crate::model::Key;

/// The keys of a segment's documents.
#[derive(Clone)]
pub(super) struct Keys {
    names: StrColumn,
    ords: Arc<dyn ColumnValues<u64>>,
}

impl Keys {
    /// Opens the keys of each segment.
    pub fn of(searcher: &Searcher) -> tantivy::Result<Vec<Self>> {
        let open = |segment| {
            let names = str_column(segment, KEY)?;
            Ok(Self { ords: names.ords().clone().first_or_default_col(0), names })
        };
        searcher.segment_readers().iter().map(open).collect()
    }
}

/// The part of a page that a segment brings.
pub(super) struct SegmentPage {
    keys: Keys,
    sort: SortColumn,
    forwards: bool,
    limit: usize,
    cursor: Option<SegmentCursor>,
    best: BinaryHeap<Candidate>,
    /// Number of entities on the other side of the cursor.
    pub passed: u64,
}

enum SortColumn {
    None,
    Score,
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

/// A hit that may be on the page. Ordered so that a heap of them has the one on
/// top that has to go first.
pub(super) struct Candidate {
    place: (u64, u64),
    forwards: bool,
    pub doc: DocId,
    pub score: Score,
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

impl SegmentPage {
    /// Opens the columns of a segment that the order needs.
    pub fn open(
        selection: &Selection,
        segment: &SegmentReader,
        keys: &Keys,
    ) -> tantivy::Result<Self> {
        let sort = match selection.order {
            Order::Relevance => SortColumn::Score,
            Order::Key => SortColumn::None,
            Order::Date(direction) => SortColumn::Day(column(segment, FIRST_DAY)?, direction),
            Order::Attendance(direction) => {
                SortColumn::Count(column(segment, ATTENDANCE)?, direction)
            }
        };
        let (Part::After(cursor) | Part::Before(cursor)) = &selection.page.part;
        let cursor = match cursor {
            None => None,
            Some(cursor) => Some(SegmentCursor::find(cursor, &keys.names)?),
        };
        let limit = selection.page.limit;
        Ok(Self {
            keys: keys.clone(),
            sort,
            forwards: matches!(selection.page.part, Part::After(_)),
            limit,
            cursor,
            best: BinaryHeap::with_capacity(limit.saturating_add(1).min(101)),
            passed: 0,
        })
    }

    /// Number of hits so far: at most one more than the page holds.
    pub fn len(&self) -> usize {
        self.best.len()
    }

    /// Takes a hit if it belongs on the page.
    pub fn consider(&mut self, doc: DocId, score: Score) {
        let place = (self.rank(doc, score), self.keys.ords.get_val(doc));
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
        let candidate = Candidate { place, forwards: self.forwards, doc, score };
        if self.best.len() <= self.limit {
            self.best.push(candidate);
        } else if let Some(mut last) = self.best.peek_mut()
            && candidate < *last
        {
            *last = candidate;
        }
    }

    /// The ranks of the hits, in no order.
    pub fn ranks(&self) -> impl Iterator<Item = u64> {
        self.best.iter().map(|candidate| candidate.place.0)
    }

    /// The hits up to a rank with their keys, in no order.
    pub fn harvest(self, last: Option<u64>) -> tantivy::Result<Vec<(Cursor, Candidate)>> {
        let mut hits = Vec::with_capacity(self.best.len());
        for candidate in self.best {
            let (rank, ord) = candidate.place;
            if last.is_some_and(|last| if self.forwards { rank > last } else { rank < last }) {
                continue;
            }
            let mut key = String::new();
            self.keys.names.ord_to_str(ord, &mut key)?;
            let key: Key = key.parse().map_err(|_| damaged("key"))?;
            hits.push((Cursor { rank, key }, candidate));
        }
        Ok(hits)
    }

    /// Smaller comes first.
    fn rank(&self, doc: DocId, score: Score) -> u64 {
        let directed = |value: Option<u64>, direction| match (value, direction) {
            (None, _) => u64::MAX,
            (Some(value), Direction::Ascending) => value,
            (Some(value), Direction::Descending) => u64::MAX - 1 - value,
        };
        match &self.sort {
            SortColumn::None => 0,
            SortColumn::Score => Cursor::rank_of(score),
            SortColumn::Day(column, direction) => {
                directed(column.first(doc).and_then(|day| u64::try_from(day).ok()), *direction)
            }
            SortColumn::Count(column, direction) => directed(column.first(doc), *direction),
        }
    }
}

/// Days and numbers that entities have to lie within.
pub(super) struct Ranges {
    held_on: Option<(Column<i64>, Column<i64>, RangeInclusive<i64>)>,
    attendance: Option<(Column<u64>, RangeInclusive<u64>)>,
}

impl Ranges {
    pub fn open(
        segment: &SegmentReader,
        held_on: Option<RangeInclusive<i64>>,
        attendance: Option<RangeInclusive<u64>>,
    ) -> tantivy::Result<Self> {
        let held_on = match held_on {
            None => None,
            Some(days) => Some((column(segment, FIRST_DAY)?, column(segment, LAST_DAY)?, days)),
        };
        let attendance = match attendance {
            None => None,
            Some(range) => Some((column(segment, ATTENDANCE)?, range)),
        };
        Ok(Self { held_on, attendance })
    }

    pub fn hold(&self, doc: DocId) -> bool {
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
}

/// A column of strings; empty where no document of the segment has a value.
fn str_column(segment: &SegmentReader, name: &str) -> tantivy::Result<StrColumn> {
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
