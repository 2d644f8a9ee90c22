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
    html! {
        table.table.is-compact aria-label=(visit.say("事業が見当たらない重点分野", "Priorities without events")) {
            tbody {
                @for plan in plans {
                    @let lacking: Vec<&Priority> = plan.priorities.iter().filter(|priority| !coverage.has_events(&priority.label.slug)).collect();
                    tr {
                        th scope="row" { (plan.label.link(visit, Kind::ActionPlan)) }
                        td {
                            p { (summary(visit, plan, lacking.len())) }
                            @if !lacking.is_empty() {
                                ul {
                                    @for priority in &lacking {
                                        li {
                                            (priority.label.link(visit, Kind::Priority))
                                            (notes.marks(visit, [Note::Source(priority.source.clone())]))
                                        }
                                    }
                                }
                            }
                            @for (years, evidence) in evidence(plan, &lacking, coverage) {
                                p.reason { (told(visit, &years, evidence, coverage, notes)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How many priorities of a plan have no events.
fn summary(visit: &Visit, plan: &Plan, lacking: usize) -> String {
    let all = plan.priorities.len();
    let years = fiscal_years(visit.language(), &plan.fiscal_years);
    match lacking {
        0 => visit.say(
            format!("{years}の計画。{all}分野のいずれにも、役立つ事業がある。"),
            format!("Of {years}. Events serve all {all} priorities."),
        ),
        lacking if lacking == all => visit.say(
            format!("{years}の計画。{all}分野のいずれも、資料に事業が見当たらない。"),
            format!("Of {years}. No event in the documents serves any of its {all} priorities:"),
        ),
        lacking => visit.say(
            format!(
                "{years}の計画。{all}分野のうち、次の{lacking}分野は資料に事業が見当たらない。"
            ),
            format!(
                "Of {years}. Without any event in the documents: {lacking} of its {all} priorities."
            ),
        ),
    }
}

/// What is known of the years of a plan where priorities lack events; years of which
/// the same is known stand together. Of a plan that no document reports on yet, it is
/// told in any case: events that serve it were held before.
fn evidence(plan: &Plan, lacking: &[&Priority], coverage: &Coverage) -> Vec<(Vec<i32>, Evidence)> {
    let asked: Vec<&Priority> = match lacking {
        [] => plan.priorities.iter().collect(),
        lacking => lacking.to_vec(),
    };
    let mut told: Vec<(Vec<i32>, Evidence)> = Vec::new();
    for &year in &plan.fiscal_years {
        for priority in &asked {
            let Some(evidence) = coverage.evidence(&priority.label.slug, year) else { continue };
            if lacking.is_empty() && evidence != Evidence::NotInCorpus {
                continue;
            }
            match told.iter_mut().find(|(_, known)| *known == evidence) {
                Some((years, _)) if years.contains(&year) => {}
                Some((years, _)) => years.push(year),
                None => told.push((vec![year], evidence)),
            }
        }
    }
    told
}

/// One sentence on some years.
fn told(
    visit: &Visit,
    years: &[i32],
    evidence: Evidence,
    coverage: &Coverage,
    notes: &mut Footnotes,
) -> Markup {
    let language = visit.language();
    let named = fiscal_years(language, years);
    html! {
        @match evidence {
            Evidence::NotInCorpus => (visit.say(
                format!("{named}: 事業を報告する資料を収録していない。それより前の事業で役立つものは先例に示す。"),
                format!("{named}: no document that reports on it is held. Earlier events that serve the plan are among the precedents."),
            )),
            Evidence::None => (visit.say(
                format!("{named}: 資料は実施されたすべての事業を載せており、この分野の事業はなかった。"),
                format!("{named}: the documents describe every event, and there was none."),
            )),
            Evidence::Events => {},
            Evidence::Unknown => {
                (visit.say("有無は不明: ", "Not known whether there was one: "))
                @for (place, &year) in years.iter().enumerate() {
                    @if place > 0 { (visit.say("、", ", ")) }
                    (undescribed(visit, coverage, year, notes))
                }
                (visit.say("は資料に内容がない。", " are not described."))
            }
        }
    }
}

/// How many events of a year the documents leave out, everywhere together.
fn undescribed(visit: &Visit, coverage: &Coverage, year: i32, notes: &mut Footnotes) -> Markup {
    let named = fiscal_year(visit.language(), year);
    let Some(Year { described, claimed: Some(claimed), claims, .. }) = coverage.year(year) else {
        return html! {
            (visit.say(format!("{named}は（件数の公表がない）一部の事業"), format!("some events of {named}")))
        };
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
        (visit.say(
            format!("{named}は全米{claimed}件のうち{left}件"),
            format!("{left} of {claimed} events of {named} in the whole country"),
        ))
        (notes.marks(visit, sources(&published).chain(reckoned)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn plan(slug: &str, fiscal_years: &[i32], priorities: &[&str]) -> Plan {
        let priority = |slug: &&str| {
            let document = json!({ "slug": "report", "title": "report" });
            json!({
                "slug": slug,
                "heading": slug,
                "source": { "ordinal": null, "page": null, "document": document },
                "crosswalkFrom": [],
            })
        };
        let priorities: Vec<_> = priorities.iter().map(priority).collect();
        serde_json::from_value(json!({
            "slug": slug, "title": slug, "fiscalYears": fiscal_years, "priorities": priorities,
        }))
        .unwrap()
    }

    /// Documents report on 2023 and 2024, on none of which a plan of 2025 applied.
    fn coverage() -> Coverage {
        let year = |year: i32, documents: &[&str]| {
            let documents: Vec<_> = documents.iter().map(|slug| json!({ "slug": slug })).collect();
            json!({ "fiscalYear": year, "described": 1, "claimed": 3, "documents": documents, "claims": [] })
        };
        let cell = |row: &str, column: &str, evidence: &str| json!({ "row": row, "column": column, "evidence": evidence });
        serde_json::from_value(json!({
            "rows": [{ "value": "energy", "count": 1 }, { "value": "supply", "count": 0 }, { "value": "growth", "count": 1 }],
            "columns": [{ "value": "2023", "count": 0 }, { "value": "2024", "count": 2 }],
            "cells": [
                cell("energy", "2023", "UNKNOWN"),
                cell("energy", "2024", "EVENTS"),
                cell("supply", "2023", "UNKNOWN"),
                cell("supply", "2024", "UNKNOWN"),
                cell("growth", "2024", "EVENTS"),
                cell("growth", "2025", "NOT_IN_CORPUS"),
            ],
            "years": [year(2023, &["summary"]), year(2024, &["report"]), year(2025, &[])],
        }))
        .unwrap()
    }

    #[test]
    fn the_plan_of_the_last_reported_year_and_the_newest_are_looked_at() {
        let known =
            [plan("2.0", &[2022], &[]), plan("3.0", &[2023, 2024], &[]), plan("4.0", &[2025], &[])];
        let slugs = |known: &[Plan]| -> Vec<String> {
            plans(known, &coverage()).iter().map(|plan| plan.label.slug.clone()).collect()
        };
        assert_eq!(slugs(&known), ["3.0", "4.0"]);
        assert_eq!(slugs(&known[..2]), ["3.0"]);
    }

    #[test]
    fn years_of_which_the_same_is_known_stand_together() {
        let plan = plan("3.0", &[2023, 2024], &["energy", "supply"]);
        let lacking = [&plan.priorities[1]];
        assert_eq!(evidence(&plan, &lacking, &coverage()), [(vec![2023, 2024], Evidence::Unknown)]);
        // Nothing lacks: nothing is to be said of years that documents report on.
        assert_eq!(evidence(&plan, &[], &coverage()), []);
    }

    #[test]
    fn a_plan_without_a_report_says_so_even_where_earlier_events_serve_it() {
        let plan = plan("4.0", &[2025], &["growth"]);
        assert_eq!(evidence(&plan, &[], &coverage()), [(vec![2025], Evidence::NotInCorpus)]);
    }
}
