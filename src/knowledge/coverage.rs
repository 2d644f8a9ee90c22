//! Where events are, where none are, and where nobody can tell.
//!
//! The documents describe fewer events than they claim, and some years have no
//! document at all. So an empty cell of a table is not yet a gap: [`Evidence`]
//! says what is known of it.

use std::collections::{BTreeMap, BTreeSet};

use super::Result;
use super::view::View;
use crate::model::record::Kinded;
use crate::model::{
    ActionPlan, Claim, Consulate, Document, Entity, Event, Priority, Relation, State, Theme,
};
use crate::search::{Filter, Order, PageRequest, Selection, Table};

/// The measure of the figures that say how many events a year had.
const PROJECTS: &str = "projects";

/// Entities that an axis may have; more than there are states, posts, priorities.
const MAX_HEADERS: usize = 500;

/// What rows or columns stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    State,
    Consulate,
    Priority,
    /// Themes that are part of no other, or those that the filter names.
    Theme,
    FiscalYear,
}

/// What is known of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// There are events.
    Events,
    /// There are none: the documents describe every event of its years, or the plan
    /// of its priority was not applied in them.
    None,
    /// None is described, but the documents claim more events than they describe, or
    /// do not say how many there were.
    Unknown,
    /// No document reports on its years.
    NotInCorpus,
}

/// Events counted by two things at once.
#[derive(Debug)]
pub struct Coverage {
    pub total: u64,
    pub rows: Vec<Header>,
    pub columns: Vec<Header>,
    /// Row by row.
    pub cells: Vec<Cell>,
    /// What is known of each year, filter or not.
    pub years: Vec<Year>,
}

/// A row or a column.
#[derive(Clone, Debug)]
pub struct Header {
    /// The value; `None` for events that have none.
    pub value: Option<String>,
    /// Events in it, each counted once.
    pub count: u64,
    /// The sum of its cells: an event with several values counts for each.
    pub sum: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub count: u64,
    pub evidence: Evidence,
    /// Events of its years that the documents claim and do not describe, in all
    /// places together; `None` where they do not say how many there were.
    pub undescribed: Option<u64>,
}

/// What the documents tell of a fiscal year.
#[derive(Clone, Debug)]
pub struct Year {
    pub fiscal_year: i32,
    pub described: u64,
    /// Slugs of the documents that report on it. One of several years does not say
    /// which of them its events are of.
    pub documents: Vec<String>,
    /// The highest figure that is published or derived; `None` without any.
    pub claimed: Option<u64>,
    /// Slugs of those figures.
    pub claims: Vec<String>,
}

impl Axis {
    pub fn relation(self) -> Relation {
        match self {
            Self::State => Relation::State,
            Self::Consulate => Relation::Consulate,
            Self::Priority => Relation::Priority,
            Self::Theme => Relation::Theme,
            Self::FiscalYear => Relation::FiscalYear,
        }
    }
}

impl Year {
    fn evidence(&self) -> Evidence {
        match self.claimed {
            _ if self.described == 0 && self.documents.is_empty() => Evidence::NotInCorpus,
            Some(claimed) if claimed <= self.described => Evidence::None,
            _ => Evidence::Unknown,
        }
    }

    fn undescribed(&self) -> Option<u64> {
        self.claimed.map(|claimed| claimed.saturating_sub(self.described))
    }
}

impl View {
    /// Counts the events that pass a filter by rows and columns.
    ///
    /// # Errors
    /// If index or store cannot be read.
    pub fn coverage(&self, rows: Axis, columns: Axis, filter: &Filter) -> Result<Coverage> {
        let programme = Programme::of(self)?;
        let (table, total) = count(self, [rows, columns], filter)?;
        let row_values = programme.values(self, rows, filter)?;
        let column_values = programme.values(self, columns, filter)?;
        let cell = |row: &Option<String>, column: &Option<String>| {
            let count = table.cells.get(&(row.clone(), column.clone())).copied().unwrap_or(0);
            programme.cell(count, &programme.scope([(rows, row), (columns, column)], filter))
        };
        let (row_values, column_values) =
            (with_lacking(row_values, &table.rows), with_lacking(column_values, &table.columns));
        let cells: Vec<Cell> = row_values
            .iter()
            .flat_map(|row| column_values.iter().map(move |column| (row, column)))
            .map(|(row, column)| cell(row, column))
            .collect();
        let width = column_values.len();
        let sum = |cells: &mut dyn Iterator<Item = &Cell>| cells.map(|cell| cell.count).sum();
        let header = |value: &Option<String>, counts: &BTreeMap<_, u64>, sum| Header {
            count: counts.get(value).copied().unwrap_or(0),
            value: value.clone(),
            sum,
        };
        Ok(Coverage {
            total,
            rows: row_values
                .iter()
                .enumerate()
                .map(|(number, value)| {
                    let cells = &cells[number * width..(number + 1) * width];
                    header(value, &table.rows, sum(&mut cells.iter()))
                })
                .collect(),
            columns: column_values
                .iter()
                .enumerate()
                .map(|(number, value)| {
                    let mut cells = cells.iter().skip(number).step_by(width);
                    header(value, &table.columns, sum(&mut cells))
                })
                .collect(),
            cells,
            years: programme.years,
        })
    }
}

/// The values of an axis, and one more for events that have none, if there are any.
fn with_lacking(
    values: Vec<String>,
    counts: &BTreeMap<Option<String>, u64>,
) -> Vec<Option<String>> {
    let lacking = counts.contains_key(&None).then_some(None);
    values.into_iter().map(Some).chain(lacking).collect()
}

fn count(view: &View, [rows, columns]: [Axis; 2], filter: &Filter) -> Result<(Table, u64)> {
    let page = PageRequest::first(0);
    let selection = Selection {
        table: Some([rows.relation(), columns.relation()]),
        ..Selection::of(Event::KIND, filter.clone(), Order::Key, page)
    };
    let page = view.select(&selection)?;
    Ok((page.table.unwrap_or_default(), page.total))
}

/// What is known of the whole programme, whatever a table is asked for.
struct Programme {
    years: Vec<Year>,
    /// For each plan, the fiscal years that it was applied to: those it was in force
    /// in, and those with events that were tied to it later.
    plans: BTreeMap<String, BTreeSet<i32>>,
}

impl Programme {
    fn of(view: &View) -> Result<Self> {
        let (table, _) = count(view, [Axis::Priority, Axis::FiscalYear], &Filter::default())?;
        let year = |value: &Option<String>| value.as_ref()?.parse::<i32>().ok();
        let mut described: BTreeMap<i32, u64> = BTreeMap::new();
        for (value, count) in &table.columns {
            described.extend(year(value).map(|year| (year, *count)));
        }
        let mut plans: BTreeMap<String, BTreeSet<i32>> = BTreeMap::new();
        for plan in all::<ActionPlan>(view, Filter::default())? {
            plans.insert(plan.slug.clone(), plan.fiscal_years.iter().copied().collect());
        }
        for (priority, value) in table.cells.keys() {
            if let (Some(plan), Some(year)) = (priority.as_deref().and_then(plan_of), year(value)) {
                plans.entry(plan.to_owned()).or_default().insert(year);
            }
        }
        let mut claims: BTreeMap<i32, Vec<Claim>> = BTreeMap::new();
        for claim in all::<Claim>(view, Filter::of(Relation::Measure, PROJECTS))? {
            if let (Some(year), None) = (claim.fiscal_year, &claim.subject) {
                claims.entry(year).or_default().push(claim);
            }
        }
        let years = described.keys().chain(claims.keys()).chain(plans.values().flatten());
        let years = match (years.clone().min(), years.max()) {
            (Some(first), Some(last)) => *first..=*last,
            _ => return Ok(Self { years: Vec::new(), plans }),
        };
        let documents = all::<Document>(view, Filter::default())?;
        let year = |fiscal_year| {
            let claims = claims.get(&fiscal_year).map_or(&[][..], Vec::as_slice);
            Year {
                fiscal_year,
                described: described.get(&fiscal_year).copied().unwrap_or(0),
                documents: reports(&documents, fiscal_year),
                claimed: claims.iter().map(|claim| claim.value as u64).max(),
                claims: claims.iter().map(|claim| claim.slug.clone()).collect(),
            }
        };
        let years = years.map(year).collect();
        Ok(Self { years, plans })
    }

    /// The values of an axis, in order: those that the filter leaves, or all there are.
    fn values(&self, view: &View, axis: Axis, filter: &Filter) -> Result<Vec<String>> {
        if let Some(values) = filter.values(axis.relation()) {
            return Ok(values.into_iter().map(str::to_owned).collect());
        }
        let none = Filter::default();
        Ok(match axis {
            Axis::State => slugs::<State>(view, none)?,
            Axis::Consulate => slugs::<Consulate>(view, none)?,
            Axis::Priority => slugs::<Priority>(view, none)?,
            Axis::Theme => {
                let mut themes = slugs::<Theme>(view, none)?;
                themes.retain(|theme| !theme.contains('/'));
                themes
            }
            Axis::FiscalYear => {
                self.years.iter().map(|year| year.fiscal_year.to_string()).collect()
            }
        })
    }

    /// The years in which the events of a cell would be.
    fn scope(&self, cell: [(Axis, &Option<String>); 2], filter: &Filter) -> Vec<&Year> {
        let asked = filter.values(Relation::FiscalYear);
        let mut years: Vec<&Year> = self.years.iter().collect();
        let within = |year: &Year, asked: &BTreeSet<&str>| {
            asked.contains(year.fiscal_year.to_string().as_str())
        };
        if let Some(asked) = asked {
            years.retain(|year| within(year, &asked));
        }
        for (axis, value) in cell {
            let Some(value) = value else { continue };
            match axis {
                Axis::FiscalYear => years.retain(|year| within(year, &[value.as_str()].into())),
                Axis::Priority => {
                    let applied = plan_of(value).and_then(|plan| self.plans.get(plan));
                    years.retain(|year| {
                        applied.is_none_or(|applied| applied.contains(&year.fiscal_year))
                    });
                }
                _ => {}
            }
        }
        years
    }

    fn cell(&self, count: u64, scope: &[&Year]) -> Cell {
        let each = |evidence| scope.iter().all(|year| year.evidence() == evidence);
        let evidence = match count {
            0 if each(Evidence::None) => Evidence::None,
            0 if each(Evidence::NotInCorpus) => Evidence::NotInCorpus,
            0 => Evidence::Unknown,
            _ => Evidence::Events,
        };
        Cell { count, evidence, undescribed: scope.iter().map(|year| year.undescribed()).sum() }
    }
}

/// The documents that report on a fiscal year.
fn reports(documents: &[Document], fiscal_year: i32) -> Vec<String> {
    let of_year = documents.iter().filter(|document| document.fiscal_years.contains(&fiscal_year));
    of_year.map(|document| document.slug.clone()).collect()
}

/// The slug of a priority begins with that of its plan.
fn plan_of(priority: &str) -> Option<&str> {
    priority.split_once('/').map(|(plan, _)| plan)
}

fn all<E: Kinded + Clone>(view: &View, filter: Filter) -> Result<Vec<E>> {
    let mut entities = Vec::new();
    for slug in slugs::<E>(view, filter)? {
        entities.extend(view.get::<E>(&slug)?.map(|versioned| E::clone(&versioned.entity)));
    }
    Ok(entities)
}

fn slugs<E: Kinded + Entity>(view: &View, filter: Filter) -> Result<Vec<String>> {
    let page = view.list(E::KIND, filter, Order::Key, PageRequest::first(MAX_HEADERS))?;
    Ok(page.hits.iter().map(|hit| hit.key.slug.clone()).collect())
}
