//! Counts of a result by two relations at once.

use std::collections::{BTreeMap, HashMap};

use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use super::segment::str_column;
use super::select::Table;
use crate::model::Relation;

/// Stands for no value among the ordinals of a column.
const NONE: u64 = u64::MAX;

/// What is counted in one segment.
pub(super) struct SegmentTable {
    rows: Axis,
    columns: Axis,
    cells: HashMap<(u64, u64), u64>,
}

/// Rows or columns in terms of one segment.
struct Axis {
    column: StrColumn,
    counts: HashMap<u64, u64>,
    /// The ordinals of the entity that is being counted.
    current: Vec<u64>,
}

impl SegmentTable {
    pub fn open(segment: &SegmentReader, [rows, columns]: [Relation; 2]) -> tantivy::Result<Self> {
        let axis = |relation: Relation| -> tantivy::Result<Axis> {
            let column = str_column(segment, relation.as_str())?;
            Ok(Axis { column, counts: HashMap::new(), current: Vec::new() })
        };
        Ok(Self { rows: axis(rows)?, columns: axis(columns)?, cells: HashMap::new() })
    }

    pub fn count(&mut self, doc: DocId) {
        self.rows.count(doc);
        self.columns.count(doc);
        for &row in &self.rows.current {
            for &column in &self.columns.current {
                *self.cells.entry((row, column)).or_default() += 1;
            }
        }
    }

    pub fn harvest(self) -> tantivy::Result<Table> {
        let mut table =
            Table { rows: self.rows.named()?, columns: self.columns.named()?, ..Table::default() };
        for ((row, column), count) in self.cells {
            let cell = (self.rows.name(row)?, self.columns.name(column)?);
            table.cells.insert(cell, count);
        }
        Ok(table)
    }
}

impl Axis {
    fn count(&mut self, doc: DocId) {
        self.current.clear();
        self.current.extend(self.column.ords().values_for_doc(doc));
        if self.current.is_empty() {
            self.current.push(NONE);
        }
        for &ord in &self.current {
            *self.counts.entry(ord).or_default() += 1;
        }
    }

    fn named(&self) -> tantivy::Result<BTreeMap<Option<String>, u64>> {
        self.counts.iter().map(|(&ord, &count)| Ok((self.name(ord)?, count))).collect()
    }

    fn name(&self, ord: u64) -> tantivy::Result<Option<String>> {
        if ord == NONE {
            return Ok(None);
        }
        let mut name = String::new();
        self.column.ord_to_str(ord, &mut name)?;
        Ok(Some(name))
    }
}

impl Table {
    /// Adds what another segment counted.
    pub(super) fn add(&mut self, other: Self) {
        for (cell, count) in other.cells {
            *self.cells.entry(cell).or_default() += count;
        }
        for (row, count) in other.rows {
            *self.rows.entry(row).or_default() += count;
        }
        for (column, count) in other.columns {
            *self.columns.entry(column).or_default() += count;
        }
    }
}
