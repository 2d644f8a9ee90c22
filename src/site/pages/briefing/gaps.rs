//! Priorities that no event of the place serves, and what can be said of that.

use std::collections::HashSet;

use maud::{Markup, html};
use serde::Deserialize;

use super::{Plan, Priority};
use crate::site::parts::date::{fiscal_year, fiscal_years};
use crate::site::parts::footnotes::{Footnotes, Note, sources};
use crate::site::parts::named::Kind;
use crate::site::parts::number::count;
use crate::site::parts::source::Source;
use crate::site::visit::Visit;

/// Events of the place by priority and fiscal year.
#[derive(Deserialize)]
pub struct Coverage {
    rows: Vec<Header>,
    columns: Vec<Header>,
    cells: Vec<Cell>,
    years: Vec<Year>,
}

#[derive(Deserialize)]
struct Header {
    value: Option<String>,
    count: u64,
}

#[derive(Deserialize)]
struct Cell {
    row: Option<String>,
    column: Option<String>,
    evidence: Evidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Evidence {
    Events,
    None,
    Unknown,
    NotInCorpus,
}

/// What the documents tell of a fiscal year, in all places together.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Year {
    fiscal_year: i32,
    described: u64,
    claimed: Option<u64>,
    documents: Vec<Document>,
    claims: Vec<Claim>,
}

#[derive(Deserialize)]
struct Document {}

#[derive(Deserialize)]
struct Claim {
    text: String,
    source: Option<Source>,
}

impl Coverage {
    /// The fiscal years that have events of the place.
    pub fn fiscal_years(&self) -> Vec<i32> {
        let filled = self.columns.iter().filter(|column| column.count > 0);
        filled.filter_map(|column| column.value.as_ref()?.parse().ok()).collect()
    }

    fn has_events(&self, priority: &str) -> bool {
        self.rows.iter().any(|row| row.value.as_deref() == Some(priority) && row.count > 0)
    }

    fn evidence(&self, priority: &str, year: i32) -> Option<Evidence> {
        let column = year.to_string();
        let is_asked = |cell: &&Cell| {
            cell.row.as_deref() == Some(priority) && cell.column.as_deref() == Some(&column)
        };
        self.cells.iter().find(is_asked).map(|cell| cell.evidence)
    }

    fn year(&self, year: i32) -> Option<&Year> {
        self.years.iter().find(|found| found.fiscal_year == year)
    }
}

/// The plan in force in the last year that a document reports on, and the newest one;
/// one plan where they are the same.
pub fn plans<'a>(plans: &'a [Plan], coverage: &Coverage) -> Vec<&'a Plan> {
    let reported = coverage.years.iter().filter(|year| !year.documents.is_empty());
    let last = reported.map(|year| year.fiscal_year).max();
    let in_force =
        plans.iter().find(|plan| last.is_some_and(|year| plan.fiscal_years.contains(&year)));
    let newest = newest(plans);
    let mut seen = HashSet::new();
    in_force.into_iter().chain(newest).filter(|plan| seen.insert(&plan.label.slug)).collect()
}

/// The plan that begins last.
pub fn newest(plans: &[Plan]) -> Option<&Plan> {
    plans.iter().max_by_key(|plan| plan.fiscal_years.first())
}

pub fn gaps(visit: &Visit, plans: &[&Plan], coverage: &Coverage, notes: &mut Footnotes) -> Markup {
    let lacking = |plan: &Plan| -> Vec<usize> {
        let places = 0..plan.priorities.len();
        places.filter(|&place| !coverage.has_events(&plan.priorities[place].label.slug)).collect()
    };
    let rows: Vec<(&Plan, &Priority)> = plans
        .iter()
        .flat_map(|plan| lacking(plan).into_iter().map(|place| (*plan, &plan.priorities[place])))
        .collect();
    let mut years: Vec<i32> =
        rows.iter().flat_map(|(plan, _)| plan.fiscal_years.iter().copied()).collect();
    years.sort_unstable();
    years.dedup();
    html! {
        @for plan in plans { p { (summary(visit, plan, lacking(plan).len())) } }
        @if !rows.is_empty() {
            table.table.is-compact {
                caption.visually-hidden { (visit.say("事業が見当たらない重点分野", "Priorities without events")) }
                thead { tr {
                    th scope="col" { (visit.say("行動計画", "Plan")) }
                    th scope="col" { (visit.say("事業が見当たらない重点分野", "Priority without events")) }
                    @for &year in &years {
                        th scope="col" { (fiscal_year(visit.language(), year)) (undescribed(visit, coverage, year, notes)) }
                    }
                } }
                tbody {
                    @for (plan, priority) in &rows {
                        tr {
                            td { (plan.label.link(visit, Kind::ActionPlan)) }
                            th scope="row" {
                                (priority.label.link(visit, Kind::Priority))
                                (notes.marks(visit, [Note::Source(priority.source.clone())]))
                            }
                            @for &year in &years {
                                @let evidence = plan.fiscal_years.contains(&year).then(|| coverage.evidence(&priority.label.slug, year)).flatten();
                                td { (told(visit, evidence)) }
                            }
                        }
                    }
                }
            }
            p.briefing-date { (legend(visit)) }
        }
    }
}

/// How many priorities of a plan have no events.
fn summary(visit: &Visit, plan: &Plan, lacking: usize) -> Markup {
    let all = plan.priorities.len();
    let years = fiscal_years(visit.language(), &plan.fiscal_years);
    let told = match lacking {
        0 => visit.say(
            format!("（{years}）の{all}分野には、いずれも事業がある。"),
            format!(" ({years}): all {all} priorities have events."),
        ),
        lacking => visit.say(
            format!("（{years}）の{all}分野のうち{lacking}分野は、資料に事業が見当たらない。"),
            format!(" ({years}): {lacking} of {all} priorities have no events in the documents."),
        ),
    };
    html! { (plan.label.link(visit, Kind::ActionPlan)) (told) }
}

/// How many events of a year the documents leave out, everywhere together.
fn undescribed(visit: &Visit, coverage: &Coverage, year: i32, notes: &mut Footnotes) -> Markup {
    let Some(Year { described, claimed: Some(claimed), claims, .. }) = coverage.year(year) else {
        return html! {};
    };
    let (claimed, left) = (*claimed, claimed.saturating_sub(*described));
    let published: Vec<Source> = claims.iter().filter_map(|claim| claim.source.clone()).collect();
    let reckoned = claims.first().filter(|_| published.is_empty()).map(|claim| {
        Note::Remark(visit.say(
            format!("公表された件数から計算した値（{}）。", claim.text),
            format!("Reckoned from published numbers ({}).", claim.text),
        ))
    });
    let (claimed, left) = (count(claimed), count(left));
    html! {
        br;
        (visit.say(format!("{claimed}件中{left}件は不詳"), format!("{left} of {claimed} not described")))
        (notes.marks(visit, sources(&published).chain(reckoned)))
    }
}

fn told(visit: &Visit, evidence: Option<Evidence>) -> &'static str {
    match evidence {
        None => visit.say("—", "—"),
        Some(Evidence::Events) => visit.say("あり", "some"),
        Some(Evidence::None) => visit.say("なし", "none"),
        Some(Evidence::Unknown) => visit.say("不明", "unknown"),
        Some(Evidence::NotInCorpus) => visit.say("資料なし", "no document"),
    }
}

fn legend(visit: &Visit) -> &'static str {
    visit.say(
        "不明: 公表された件数のうち資料が内容を載せない事業があり（件数は全米の合計）、この地の事業の有無を言えない。資料なし: その年度を報告する資料を収録していない。なし: 事業はない。—: 計画の適用前又は適用後。",
        "Unknown: the documents leave out some of the events that were held (numbers are of the whole country), so there may have been one here. No document: none that reports on the year is held. None: there was no event. —: the plan was not in force.",
    )
}
