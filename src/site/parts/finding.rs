//! Findings: two readings of what a source says, side by side.

use maud::{Markup, html};
use serde::Deserialize;

use super::header::{nothing, section};
use super::source::Source;
use crate::site::language::Language;
use crate::site::visit::Visit;

/// As the fragment `FindingCard` asks for it.
#[derive(Clone, Debug, Deserialize)]
pub struct Finding {
    pub code: Code,
    pub message: String,
    pub field: Option<String>,
    pub readings: Vec<String>,
    pub source: Option<Source>,
}

/// What is remarked upon; the values of `FindingCode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Code {
    Ambiguity,
    Contradiction,
    FiguresDiffer,
    FiscalYearSpan,
    Misprint,
    MissingHeading,
    OutsideFiscalYear,
    WeekdayContradictsDate,
}

impl Code {
    pub const ALL: [Self; 8] = [
        Self::Ambiguity,
        Self::Contradiction,
        Self::FiguresDiffer,
        Self::FiscalYearSpan,
        Self::Misprint,
        Self::MissingHeading,
        Self::OutsideFiscalYear,
        Self::WeekdayContradictsDate,
    ];

    /// The value of `FindingCode`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ambiguity => "AMBIGUITY",
            Self::Contradiction => "CONTRADICTION",
            Self::FiguresDiffer => "FIGURES_DIFFER",
            Self::FiscalYearSpan => "FISCAL_YEAR_SPAN",
            Self::Misprint => "MISPRINT",
            Self::MissingHeading => "MISSING_HEADING",
            Self::OutsideFiscalYear => "OUTSIDE_FISCAL_YEAR",
            Self::WeekdayContradictsDate => "WEEKDAY_CONTRADICTS_DATE",
        }
    }

    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Ambiguity => language.pick("二通りに読める", "Two readings"),
            Self::Contradiction => language.pick("記述の矛盾", "Contradiction"),
            Self::FiguresDiffer => language.pick("数値の相違", "Figures differ"),
            Self::FiscalYearSpan => language.pick("年度をまたぐ", "Spans fiscal years"),
            Self::Misprint => language.pick("誤植", "Misprint"),
            Self::MissingHeading => language.pick("見出しの欠落", "Missing heading"),
            Self::OutsideFiscalYear => language.pick("年度外の日付", "Outside its fiscal year"),
            Self::WeekdayContradictsDate => {
                language.pick("曜日の不一致", "Weekday contradicts date")
            }
        }
    }

    pub fn badge(self, visit: &Visit) -> Markup {
        html! { span.badge.is-finding { (self.name(visit.language())) } }
    }
}

impl Finding {
    /// Beside the fact that it is about.
    pub fn aside(&self, visit: &Visit) -> Markup {
        self.aside_on(visit, nothing())
    }

    /// Elsewhere, with what it is about.
    pub fn aside_on(&self, visit: &Visit, about: Markup) -> Markup {
        html! {
            div.finding role="note" aria-label=(visit.say("所見", "Finding")) {
                p.finding-head { (self.code.badge(visit)) " " (about) }
                p { (self.message) }
                (self.readings(visit))
            }
        }
    }

    /// The readings, none of them a correction.
    pub fn readings(&self, visit: &Visit) -> Markup {
        let label = |place: usize| match place {
            0 => visit.say("原資料", "Source"),
            _ => visit.say("別の読み方", "Other reading"),
        };
        html! {
            @if !self.readings.is_empty() {
                ul.readings {
                    @for (place, reading) in self.readings.iter().enumerate() {
                        li { span.readings-label { (label(place)) } " " span lang="ja" { (reading) } }
                    }
                }
            }
        }
    }
}

/// A part of a page with all findings about something; nothing where there are none.
pub fn findings(visit: &Visit, findings: &[Finding]) -> Markup {
    html! {
        @if !findings.is_empty() {
            (section("findings", visit.say("所見", "Findings"), html! {
                @for finding in findings { (finding.aside(visit)) }
            }))
        }
    }
}

/// Findings about one of some fields; `None` takes those about no field.
pub fn about<'a>(
    findings: &'a [Finding],
    fields: &'a [&'a str],
) -> impl Iterator<Item = &'a Finding> {
    findings.iter().filter(|finding| match &finding.field {
        Some(field) => fields.contains(&field.as_str()),
        None => fields.is_empty(),
    })
}
