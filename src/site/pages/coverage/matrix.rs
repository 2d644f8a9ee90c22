//! The table: rows by columns, and four kinds of cells.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use serde::Deserialize;

use super::choices::{Choices, Year};
use super::figures::Figures;
use super::question::{Axis, Question};
use crate::site::address::Parameters;
use crate::site::charts::level;
use crate::site::parts::named;
use crate::site::parts::number::count;
use crate::site::visit::Visit;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Matrix {
    pub total_count: u64,
    rows: Vec<Header>,
    columns: Vec<Header>,
    cells: Vec<Cell>,
}

/// A row or a column; `value` is `None` for events without one.
#[derive(Deserialize)]
struct Header {
    value: Option<String>,
    label: String,
    count: u64,
}

#[derive(Deserialize)]
struct Cell {
    row: Option<String>,
    column: Option<String>,
    count: u64,
    evidence: Evidence,
    undescribed: Option<u64>,
}

/// What is known of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Evidence {
    Events,
    None,
    Unknown,
    NotInCorpus,
}

impl Evidence {
    const ALL: [Self; 4] = [Self::Events, Self::None, Self::Unknown, Self::NotInCorpus];

    fn class(self) -> &'static str {
        match self {
            Self::Events => "is-events",
            Self::None => "is-none",
            Self::Unknown => "is-unknown",
            Self::NotInCorpus => "is-outside",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Events => "3",
            Self::None => "0",
            Self::Unknown => "?",
            Self::NotInCorpus => "–",
        }
    }

    fn name(self, visit: &Visit) -> &'static str {
        match self {
            Self::Events => visit.say("あり", "Events"),
            Self::None => visit.say("なし", "None"),
            Self::Unknown => visit.say("不明", "Unknown"),
            Self::NotInCorpus => visit.say("資料なし", "No document"),
        }
    }

    fn meaning(self, visit: &Visit) -> &'static str {
        match self {
            Self::Events => visit.say("資料に載る事業の数", "so many events are described"),
            Self::None => visit.say(
                "その年度の事業はすべて資料に載り、ここにはない",
                "all events of these years are described, and none is here",
            ),
            Self::Unknown => visit.say(
                "資料に載っていない事業があり、ここで行われたかどうか分からない",
                "some events are not described, so there may have been one here",
            ),
            Self::NotInCorpus => {
                visit.say("その年度を報告する資料がない", "no document reports on these years")
            }
        }
    }
}

/// More columns than this are numbered, and told in a key.
const NAMED_COLUMNS: usize = 12;

/// The same for priorities, whose names are long.
const NAMED_PRIORITIES: usize = 4;

/// What rows are ordered by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Value,
    Count,
    Sites,
    Jobs,
}

impl Order {
    fn asked(visit: &Visit) -> Self {
        match visit.asked("orderBy") {
            Some("COUNT") => Self::Count,
            Some("SITES") => Self::Sites,
            Some("JOBS") => Self::Jobs,
            _ => Self::Value,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Value => "",
            Self::Count => "COUNT",
            Self::Sites => "SITES",
            Self::Jobs => "JOBS",
        }
    }
}

/// Everything that a cell or a heading is made from.
struct Table<'a> {
    visit: &'a Visit<'a>,
    choices: &'a Choices,
    question: &'a Question<'a>,
    figures: &'a Figures,
    rows: Vec<&'a Header>,
    columns: Vec<&'a Header>,
    cells: BTreeMap<(Option<&'a str>, Option<&'a str>), &'a Cell>,
    highest: u64,
    order: Order,
}

pub fn matrix(
    visit: &Visit,
    choices: &Choices,
    question: &Question,
    matrix: &Matrix,
    figures: &Figures,
) -> Markup {
    let cells =
        matrix.cells.iter().map(|cell| ((cell.row.as_deref(), cell.column.as_deref()), cell));
    let mut table = Table {
        visit,
        choices,
        question,
        figures,
        rows: in_order(choices, question.rows, &matrix.rows),
        columns: in_order(choices, question.columns, &matrix.columns),
        cells: cells.collect(),
        highest: matrix.cells.iter().map(|cell| cell.count).max().unwrap_or(0),
        order: Order::asked(visit),
    };
    table.sort();
    let empty = table.rows.iter().filter(|row| row.count == 0).count();
    let hiding = visit.asked("empty") == Some("hide");
    if hiding {
        table.rows.retain(|row| row.count > 0);
    }
    let (rows, columns) =
        (question.rows.name(visit.language()), question.columns.name(visit.language()));
    let caption = visit.say(
        format!("{rows}と{columns}ごとの事業数"),
        format!("Events by {} and {}", rows.to_lowercase(), columns.to_lowercase()),
    );
    html! {
        div.stack {
            (table.legend(&matrix.cells))
            div {
                @if empty > 0 { (toggle(visit, hiding, empty)) }
                div.table-scroll.is-tall role="region" aria-labelledby="t-coverage" tabindex="0" {
                    table.matrix.is-narrow[question.columns == Axis::FiscalYear] {
                        caption #t-coverage { (caption) }
                        (table.head())
                        tbody { @for row in &table.rows { (table.row(row)) } }
                        (table.foot(matrix.total_count))
                    }
                }
            }
            @if table.are_columns_numbered() { (table.key()) }
            @if question.rows == Axis::State {
                div {
                    (figures.sites.note(visit, visit.say("企業拠点の数", "Business sites")))
                    (figures.jobs.note(visit, visit.say(
                        "日本企業の雇用者数（資料に載る州のみ）",
                        "Jobs at Japanese businesses (only states that the document names)",
                    )))
                }
            }
        }
    }
}

/// The newest comes first, of fiscal years and of plans; the priorities of a plan stand
/// as it has them. Other values stand as they come.
fn in_order<'a>(choices: &Choices, axis: Axis, headers: &'a [Header]) -> Vec<&'a Header> {
    let mut headers: Vec<&Header> = headers.iter().collect();
    if axis == Axis::FiscalYear {
        headers.reverse();
    } else if axis == Axis::Priority {
        let plans = choices.plans();
        headers.sort_by_key(|header| {
            let (plan, number) = choices.place(header.value.as_deref()?)?;
            let newer = plans.iter().position(|other| other.label.slug == plan.label.slug)?;
            Some((newer, number))
        });
        // Events without a priority come last.
        let lacking = headers.iter().take_while(|header| header.value.is_none()).count();
        headers.rotate_left(lacking);
    }
    headers
}

fn toggle(visit: &Visit, hiding: bool, empty: usize) -> Markup {
    let parameters = visit.address.parameters.clone();
    let (href, text) = match hiding {
        false => (
            parameters.set("empty", "hide"),
            visit.say(
                format!("事業のない{empty}行を隠す"),
                format!("Hide {empty} rows without events"),
            ),
        ),
        true => (
            parameters.without("empty"),
            visit.say(
                format!("事業のない{empty}行も表示する"),
                format!("Show {empty} rows without events"),
            ),
        ),
    };
    html! { p.more { a href=(visit.address.asking(href)) { (text) } } }
}

impl Table<'_> {
    /// The kinds of cells, with how many there are of each.
    fn legend(&self, cells: &[Cell]) -> Markup {
        let visit = self.visit;
        let (blank, told): (Vec<&Cell>, Vec<&Cell>) =
            cells.iter().partition(|cell| self.is_blank(cell));
        // Where it is the same for all that are unknown, it is told here.
        let mut numbers: Vec<Option<u64>> = cells
            .iter()
            .filter(|cell| cell.evidence == Evidence::Unknown)
            .map(|cell| cell.undescribed)
            .collect();
        numbers.dedup();
        let common = if let [number] = numbers[..] { Some(number) } else { None };
        let number = |number: usize| {
            let number = count(number as u64);
            visit.say(format!("（{number}マス）"), format!(" ({number} cells)"))
        };
        html! {
            ul.legend {
                @for evidence in Evidence::ALL {
                    @let cells = told.iter().filter(|cell| cell.evidence == evidence).count();
                    li {
                        span.key.{ (evidence.class()) }.level-2[evidence == Evidence::Events] { (evidence.sign()) }
                        span {
                            b { (evidence.name(visit)) }
                            (visit.say("：", ": ")) (evidence.meaning(visit)) (number(cells))
                            @if let (Evidence::Unknown, Some(number)) = (evidence, common) {
                                (visit.say("。", ". ")) (undescribed(visit, number))
                            }
                        }
                    }
                }
                @if !blank.is_empty() {
                    li {
                        span.key { span.visually-hidden { (visit.say("空欄", "empty")) } "\u{a0}" }
                        span {
                            b { (visit.say("対象外", "Not applicable")) }
                            (visit.say("：その年度に適用されない計画", ": the plan does not apply to these years")) (number(blank.len()))
                        }
                    }
                }
            }
        }
    }

    /// Whether a cell is empty only because its plan was not applied to its years:
    /// none of them is described in full, so there is nothing else to know it from.
    fn is_blank(&self, cell: &Cell) -> bool {
        let year = [(self.question.rows, &cell.row), (self.question.columns, &cell.column)]
            .into_iter()
            .find(|(axis, _)| *axis == Axis::FiscalYear)
            .and_then(|(_, value)| value.as_ref()?.parse::<i32>().ok());
        let asked = self.question.fiscal_years();
        let is_within = |own: i32| {
            year.is_none_or(|year| year == own)
                && asked.as_ref().is_none_or(|asked| asked.contains(&own))
        };
        let mut years = self.choices.years().iter().filter(|year| is_within(year.fiscal_year));
        cell.evidence == Evidence::None && !years.any(Year::is_complete)
    }

    fn sort(&mut self) {
        let figures = self.figures;
        let by = |order: &dyn Fn(&Header) -> f64, rows: &mut Vec<&Header>| {
            rows.sort_by(|a, b| order(b).total_cmp(&order(a)));
        };
        match self.order {
            Order::Value => {}
            Order::Count => by(&|row| row.count as f64, &mut self.rows),
            Order::Sites => by(&|row| figures.sites.value(row.value.as_deref()), &mut self.rows),
            Order::Jobs => by(&|row| figures.jobs.value(row.value.as_deref()), &mut self.rows),
        }
    }

    fn are_columns_numbered(&self) -> bool {
        let limit = match self.question.columns {
            Axis::Priority => NAMED_PRIORITIES,
            Axis::State | Axis::FiscalYear => return false,
            Axis::Consulate | Axis::Theme => NAMED_COLUMNS,
        };
        self.columns.len() > limit
    }

    /// A link to the events that pass these conditions.
    fn events(&self, to: &[(Axis, Option<&str>)], number: u64, label: String) -> Markup {
        let href = self.visit.to_asking("/search", self.question.narrowed(to));
        html! { a href=(href) aria-label=(label) { (count(number)) } }
    }

    fn events_label(&self, names: &str, number: u64) -> String {
        self.visit.say(
            format!("{names} {}件", count(number)),
            format!("{names} {} events", count(number)),
        )
    }

    fn head(&self) -> Markup {
        let visit = self.visit;
        let numbered = self.are_columns_numbered();
        html! {
            thead { tr {
                (self.sortable("", Order::Value, self.question.rows.name(visit.language())))
                @for (place, column) in self.columns.iter().enumerate() {
                    th scope="col" { (self.column_name(place, column, numbered)) }
                }
                (self.sortable("total", Order::Count, visit.say("計", "Total")))
                @if !self.figures.sites.is_empty() {
                    (self.sortable("side", Order::Sites, visit.say("企業拠点", "Business sites")))
                }
                @if !self.figures.jobs.is_empty() {
                    (self.sortable("side", Order::Jobs, visit.say("雇用", "Jobs")))
                }
            } }
        }
    }

    /// A heading that orders the rows.
    fn sortable(&self, class: &str, order: Order, name: &str) -> Markup {
        let parameters = self.visit.address.parameters.clone().without("orderBy");
        let parameters = match order {
            Order::Value => parameters,
            order => parameters.with("orderBy", order.code()),
        };
        let sorted = match (self.order == order, order) {
            (false, _) => None,
            (true, Order::Value) => Some("ascending"),
            (true, _) => Some("descending"),
        };
        html! {
            th class=[(!class.is_empty()).then_some(class)] scope="col" aria-sort=[sorted] {
                a.sort href=(self.visit.address.asking(parameters)) { (name) }
            }
        }
    }

    fn column_name(&self, place: usize, column: &Header, numbered: bool) -> Markup {
        let (plan, number) = self.number(place, column);
        match (self.question.columns, &column.value) {
            (Axis::FiscalYear | Axis::State, Some(value)) => html! {
                span aria-hidden="true" { (value) }
                span.visually-hidden { (column.label) }
            },
            (_, Some(_)) if numbered => html! {
                a href={ "#key-" (place + 1) } {
                    // Narrow, as there are many.
                    @if let Some(plan) = plan { (plan) "-" br; }
                    (number) " " span.visually-hidden { (column.label) }
                }
            },
            _ => html! { span.head { (column.label) } },
        }
    }

    /// `4.0` and 1 for the first priority of plan 4.0, numbers alone for anything else.
    fn number(&self, place: usize, column: &Header) -> (Option<&str>, usize) {
        let priority = column.value.as_deref().and_then(|value| self.choices.place(value));
        priority.map_or((None, place + 1), |(plan, number)| (Some(plan.short()), number))
    }

    /// What the numbers of the columns stand for.
    fn key(&self) -> Markup {
        let visit = self.visit;
        html! {
            div {
                p { b { (visit.say("列の番号", "Numbers of the columns")) } }
                ul.legend {
                    @for (place, column) in self.columns.iter().enumerate() {
                        @if let (Some(value), Some(kind)) = (&column.value, self.question.columns.kind()) {
                            @let (plan, number) = self.number(place, column);
                            li id={ "key-" (place + 1) } {
                                span.key { @if let Some(plan) = plan { (plan) "-" } (number) }
                                span { (named::link(visit, kind, value, &column.label)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn row(&self, row: &Header) -> Markup {
        let (visit, value) = (self.visit, row.value.as_deref());
        html! {
            tr {
                th scope="row" { (self.row_name(row)) }
                @for column in &self.columns { (self.cell(row, column)) }
                td.total {
                    @if row.count == 0 { "0" } @else {
                        (self.events(&[(self.question.rows, value)], row.count, self.events_label(&row.label, row.count)))
                    }
                }
                @if !self.figures.sites.is_empty() { (self.figures.sites.cell(visit, value)) }
                @if !self.figures.jobs.is_empty() { (self.figures.jobs.cell(visit, value)) }
            }
        }
    }

    /// States and posts lead to a table of their own, anything else to its page.
    fn row_name(&self, row: &Header) -> Markup {
        let (visit, axis) = (self.visit, self.question.rows);
        let Some(value) = &row.value else { return html! { (row.label) } };
        match (axis, axis.kind()) {
            (Axis::State | Axis::Consulate, _) => {
                let asked = visit.address.parameters.clone();
                let asked = ["rows", "columns", "orderBy", "empty"]
                    .into_iter()
                    .fold(asked, Parameters::without);
                let href = visit.address.asking(asked.set(axis.parameter(), value));
                html! { a href=(href) { (row.label) } }
            }
            (_, Some(kind)) => {
                let plan = self.choices.place(value).filter(|_| axis == Axis::Priority);
                html! {
                    @if let Some((plan, _)) = plan { span.badge { (plan.short()) } " " }
                    (named::link(visit, kind, value, &row.label))
                }
            }
            (_, None) => html! { (row.label) },
        }
    }

    fn cell(&self, row: &Header, column: &Header) -> Markup {
        let visit = self.visit;
        let place = (row.value.as_deref(), column.value.as_deref());
        let Some(cell) = self.cells.get(&place) else { return html! { td {} } };
        let class = cell.evidence.class();
        if self.is_blank(cell) {
            let told = visit.say("対象外", "not applicable");
            return html! { td { span.visually-hidden { (told) } } };
        }
        match cell.evidence {
            Evidence::Events => {
                let to = [(self.question.rows, place.0), (self.question.columns, place.1)];
                let names = format!("{} {}", row.label, column.label);
                html! {
                    td.{ (class) }.{ "level-" (level(cell.count, self.highest)) } {
                        (self.events(&to, cell.count, self.events_label(&names, cell.count)))
                    }
                }
            }
            Evidence::None => html! { td.{ (class) } { "0" } },
            Evidence::Unknown | Evidence::NotInCorpus => {
                let told = format!(
                    "{}: {}",
                    cell.evidence.name(visit),
                    undescribed(visit, cell.undescribed)
                );
                html! {
                    td.{ (class) } title=(told) {
                        span aria-hidden="true" { (cell.evidence.sign()) }
                        span.visually-hidden { (told) }
                    }
                }
            }
        }
    }

    fn foot(&self, total: u64) -> Markup {
        let visit = self.visit;
        let sides = [&self.figures.sites, &self.figures.jobs];
        let sides = sides.iter().filter(|measure| !measure.is_empty()).count();
        let undescribed: Option<Vec<_>> =
            self.columns.iter().map(|column| self.undescribed_of(column)).collect();
        // Where it is the same for all, the legend says it.
        let undescribed = undescribed.filter(|each| each.iter().any(|number| *number != each[0]));
        let blank = || html! { @for _ in 0..sides { td.side {} } };
        html! {
            tfoot {
                tr {
                    th scope="row" { (visit.say("計", "Total")) }
                    @for column in &self.columns {
                        td {
                            @if column.count == 0 { "0" } @else {
                                (self.events(&[(self.question.columns, column.value.as_deref())], column.count,
                                    self.events_label(&column.label, column.count)))
                            }
                        }
                    }
                    td.total { (self.events(&[], total, self.events_label(visit.say("計", "Total"), total))) }
                    (blank())
                }
                @if let Some(undescribed) = undescribed {
                    tr {
                        th scope="row" { (visit.say("載っていない事業（全米）", "Not described (whole country)")) }
                        @for number in undescribed {
                            td { (number.map_or_else(|| visit.say("不詳", "n/a").to_owned(), count)) }
                        }
                        td {}
                        (blank())
                    }
                }
            }
        }
    }

    /// How many events of the years of a column are not described; `None` where
    /// that differs from row to row.
    fn undescribed_of(&self, column: &Header) -> Option<Option<u64>> {
        let cells = self.cells.values().filter(|cell| cell.column == column.value);
        // Years that a plan was not applied to say nothing of the others.
        let cells = cells.filter(|cell| cell.evidence != Evidence::None);
        let numbers: BTreeSet<Option<u64>> = cells.map(|cell| cell.undescribed).collect();
        let mut numbers = numbers.into_iter();
        let number = numbers.next()?;
        numbers.next().is_none().then_some(number)
    }
}

/// How many events of a cell's years the documents do not describe.
fn undescribed(visit: &Visit, number: Option<u64>) -> String {
    match number {
        Some(number) => {
            let number = count(number);
            visit.say(
                format!("全米で{number}件が未掲載"),
                format!("{number} not described in the US"),
            )
        }
        None => visit.say("全体の件数は不詳", "number of events not published").to_owned(),
    }
}
