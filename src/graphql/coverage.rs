//! The table of where events are and where not.

use std::sync::Arc;

use async_graphql::{Enum, Object};

use super::error::{Result, bad_user_input, internal};
use super::filter::EventFilter;
use super::node::Node;
use super::page::{PageArguments, list_cost, page_cost};
use super::value::{EventOrder, Language};
use super::viewed::{Entities, Viewed};
use crate::knowledge::View;
use crate::knowledge::coverage::{self, Axis, Cell, Coverage, Header};
use crate::model::{Claim, Document, Event, Key, Kind};
use crate::search::Filter;

/// Cells that a table is taken to have: as states by priorities.
const CELLS: usize = 1_000;

/// Rows or columns that a table is taken to have.
const HEADERS: usize = 60;

/// 表の軸。What the rows or columns of a table stand for.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "coverage::Axis")]
pub enum CoverageAxis {
    /// 州。States.
    State,
    /// 在外公館。Consulates.
    Consulate,
    /// 重点分野。Priorities.
    Priority,
    /// 主題。条件で指定しない限り、上位の主題のみ。Themes; those that are part of no other, unless the filter names some.
    Theme,
    /// 年度。Fiscal years.
    FiscalYear,
}

/// セルについて分かっていること。What is known of a cell.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "coverage::Evidence")]
pub enum CoverageEvidence {
    /// 事業がある。There are events.
    Events,
    /// 事業がない。該当する年度の事業はすべて資料に載っている、又はその年度に当該計画は適用されていない。There are none: the documents describe every event of its years, or the plan of the priority was not applied in them.
    None,
    /// 不明。資料は、載せている以上の事業があったとしているか、全体の件数を示していない。Unknown: the documents claim more events than they describe, or do not say how many there were.
    Unknown,
    /// 資料なし。該当する年度について報告する資料がない。Not in the corpus: no document reports on its years.
    NotInCorpus,
}

pub struct CoverageMatrix {
    view: Arc<View>,
    axes: [Axis; 2],
    filter: Filter,
    coverage: Arc<Coverage>,
}

/// 事業を二つの軸で数えた表。Events counted by two axes at once.
#[Object]
impl CoverageMatrix {
    /// 条件に合う事業の数。Events that pass the filter.
    async fn total_count(&self) -> u64 {
        self.coverage.total
    }

    /// 行の見出し。値の順、値のない事業の行は最後。The rows, in the order of their values; the one of events without a value comes last.
    #[graphql(complexity = "HEADERS * child_complexity + 1")]
    async fn rows(&self) -> Vec<CoverageHeader> {
        self.headers(self.axes[0], &self.coverage.rows)
    }

    /// 列の見出し。The columns, likewise.
    #[graphql(complexity = "HEADERS * child_complexity + 1")]
    async fn columns(&self) -> Vec<CoverageHeader> {
        self.headers(self.axes[1], &self.coverage.columns)
    }

    /// すべてのセル。行ごとに、左から右へ。All cells, row by row.
    #[graphql(complexity = "CELLS * child_complexity + 1")]
    async fn cells(&self) -> Vec<CoverageCell> {
        let columns = &self.coverage.columns;
        let places = self.coverage.rows.iter().flat_map(|row| {
            columns.iter().map(move |column| (row.value.clone(), column.value.clone()))
        });
        let cells = places.zip(&self.coverage.cells);
        cells.map(|(place, cell)| self.place(place, *cell)).collect()
    }

    /// 一つのセル。表にない値なら null。One cell; null for values that the table does not have.
    async fn cell(
        &self,
        #[graphql(
            desc = "行の値。値のない行は省略する。Value of the row; leave it out for the row without one."
        )]
        row: Option<String>,
        #[graphql(desc = "列の値。Value of the column.")] column: Option<String>,
    ) -> Option<CoverageCell> {
        let at = |headers: &[Header], value: &Option<String>| {
            headers.iter().position(|header| header.value == *value)
        };
        let (Coverage { rows, columns, cells, .. }, width) =
            (&*self.coverage, self.coverage.columns.len());
        let cell = cells.get(at(rows, &row)? * width + at(columns, &column)?)?;
        Some(self.place((row, column), *cell))
    }

    /// 年度ごとに、資料に載る事業の数と、資料が公表した件数。For each fiscal year, how many events are described, and how many the documents claim.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn years(&self) -> Vec<CoverageYear> {
        let years = self.coverage.years.iter().cloned();
        years.map(|year| CoverageYear { view: Arc::clone(&self.view), year }).collect()
    }
}

impl CoverageMatrix {
    pub fn of(
        view: &Arc<View>,
        rows: CoverageAxis,
        columns: CoverageAxis,
        filter: Option<EventFilter>,
    ) -> Result<Self> {
        if rows == columns {
            return Err(bad_user_input("`rows` and `columns` are the same: expected two axes"));
        }
        let axes = [Axis::from(rows), Axis::from(columns)];
        let filter = filter.unwrap_or_default().parse()?;
        let coverage = Arc::new(view.coverage(axes[0], axes[1], &filter).map_err(internal)?);
        Ok(Self { view: Arc::clone(view), axes, filter, coverage })
    }

    fn headers(&self, axis: Axis, headers: &[Header]) -> Vec<CoverageHeader> {
        let header = |header: &Header| CoverageHeader {
            view: Arc::clone(&self.view),
            axis,
            header: header.clone(),
        };
        headers.iter().map(header).collect()
    }

    fn place(&self, (row, column): (Option<String>, Option<String>), cell: Cell) -> CoverageCell {
        let conditions = [(self.axes[0], &row), (self.axes[1], &column)];
        let filter =
            conditions.into_iter().fold(self.filter.clone(), |filter, (axis, value)| match value {
                Some(value) => filter.with(axis.relation(), [value]),
                None => filter.without(axis.relation()),
            });
        CoverageCell { view: Arc::clone(&self.view), row, column, filter, cell }
    }
}

pub struct CoverageHeader {
    view: Arc<View>,
    axis: Axis,
    header: Header,
}

/// 表の行又は列。A row or a column of the table.
#[Object]
impl CoverageHeader {
    /// 条件にそのまま使える値。値のない事業の行・列では null。The value, as filters take it; null for events without one.
    async fn value(&self) -> Option<&str> {
        self.header.value.as_deref()
    }

    /// 表示名。The value as people read it.
    async fn label(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> Result<String> {
        let Some(value) = &self.header.value else {
            return Ok(match language {
                Language::Ja => "記載なし".to_owned(),
                Language::En => "Not stated".to_owned(),
            });
        };
        let Some(key) = self.key() else {
            return Ok(match language {
                Language::Ja => format!("{value}年度"),
                Language::En => format!("FY{value}"),
            });
        };
        let stored = self.view.record(&key).map_err(internal)?;
        Ok(stored.map_or_else(
            || value.clone(),
            |stored| stored.record.entity().label(language.into()).to_owned(),
        ))
    }

    /// その値が指すもの。年度では null。What the value names; null for fiscal years.
    async fn node(&self) -> Result<Option<Node>> {
        self.key().map_or(Ok(None), |key| Node::find(&self.view, &key))
    }

    /// 事業の数。一つの事業は一度だけ数える。Events in it, each counted once.
    async fn count(&self) -> u64 {
        self.header.count
    }

    /// セルの合計。複数の値を持つ事業は、それぞれの値で数える。The sum of its cells: an event with several values counts for each of them.
    async fn sum(&self) -> u64 {
        self.header.sum
    }
}

impl CoverageHeader {
    fn key(&self) -> Option<Key> {
        let kind = match self.axis {
            Axis::State => Kind::State,
            Axis::Consulate => Kind::Consulate,
            Axis::Priority => Kind::Priority,
            Axis::Theme => Kind::Theme,
            Axis::FiscalYear => return None,
        };
        self.header.value.as_ref().map(|value| Key::new(kind, value))
    }
}

pub struct CoverageCell {
    view: Arc<View>,
    row: Option<String>,
    column: Option<String>,
    filter: Filter,
    cell: Cell,
}

/// 表のセル。A cell of the table.
#[Object]
impl CoverageCell {
    /// 行の値。Value of its row.
    async fn row(&self) -> Option<&str> {
        self.row.as_deref()
    }

    /// 列の値。Value of its column.
    async fn column(&self) -> Option<&str> {
        self.column.as_deref()
    }

    /// 事業の数。Events in it.
    async fn count(&self) -> u64 {
        self.cell.count
    }

    /// 分かっていること。What is known of it.
    async fn evidence(&self) -> CoverageEvidence {
        self.cell.evidence.into()
    }

    /// 該当する年度について、公表された件数のうち資料に載っていない事業の数（全米の合計）。件数が公表されていない年度があれば null。Events of its years that the documents claim and do not describe, in all places together; null where they do not say how many there were.
    async fn undescribed(&self) -> Option<u64> {
        self.cell.undescribed
    }

    /// このセルの事業。The events in it.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn events(
        &self,
        #[graphql(desc = "並び順。Order.", default)] order_by: EventOrder,
        #[graphql(desc = "先頭から（1〜100、省略時20）。1 to 100; or 20.")] first: Option<i32>,
        #[graphql(desc = "このカーソルより後ろ。Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "末尾から（1〜100、省略時20）。From the end.")] last: Option<i32>,
        #[graphql(desc = "このカーソルより前。Ahead of this cursor.")] before: Option<String>,
    ) -> Result<Entities<Event>> {
        let page = PageArguments { first, after, last, before };
        Viewed::connect(&self.view, self.filter.clone(), order_by.into(), page)
    }
}

pub struct CoverageYear {
    view: Arc<View>,
    year: coverage::Year,
}

/// 年度ごとに資料から分かること。What the documents tell of a fiscal year.
#[Object]
impl CoverageYear {
    /// 年度。The fiscal year.
    async fn fiscal_year(&self) -> i32 {
        self.year.fiscal_year
    }

    /// 資料に載る事業の数。Events that are described.
    async fn described(&self) -> u64 {
        self.year.described
    }

    /// この年度について報告する資料。複数年度をまとめて述べる資料は、事業がどの年度のものかを示さないことがある。The documents that report on it; one of several years may not say which its events are of.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn documents(&self) -> Result<Vec<Viewed<Document>>> {
        Viewed::each(&self.view, &self.year.documents)
    }

    /// 公表された、又は公表値から計算した件数。複数あれば最大のもの。なければ null。Events that the documents claim, or that follow from what they claim; the highest if there are several figures, null if there are none.
    async fn claimed(&self) -> Option<u64> {
        self.year.claimed
    }

    /// その件数の出典。The figures it rests on.
    #[graphql(complexity = "list_cost(child_complexity)")]
    async fn claims(&self) -> Result<Vec<Viewed<Claim>>> {
        Viewed::each(&self.view, &self.year.claims)
    }
}
