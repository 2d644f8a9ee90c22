//! What the hits have in common: counts that filter, and filters that were chosen.

use maud::{Markup, html};
use serde::Deserialize;

use super::FACET_VALUES;
use crate::site::conditions;
use crate::site::parts::date::fiscal_year;
use crate::site::parts::event::Format;
use crate::site::parts::form;
use crate::site::parts::number::count;
use crate::site::parts::pager::first_page;
use crate::site::visit::Visit;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Facets {
    pub kinds: Vec<FacetCount>,
    pub fiscal_years: Vec<FacetCount>,
    pub states: Vec<FacetCount>,
    consulates: Vec<FacetCount>,
    priorities: Vec<FacetCount>,
    themes: Vec<FacetCount>,
    organisations: Vec<FacetCount>,
    totals: Vec<FacetTotal>,
}

/// How many hits have a value.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct FacetCount {
    pub value: String,
    pub label: String,
    pub count: u64,
}

#[derive(Deserialize)]
struct FacetTotal {
    field: String,
    values: usize,
    lacking: u64,
}

/// A facet as it is shown: the parameter of its filter, the value of `FilterField`,
/// its name, and whether it is open at first.
const SHOWN: [(&str, &str, &str, &str, bool); 6] = [
    ("fiscalYears", "FISCAL_YEAR", "年度", "Fiscal year", true),
    ("states", "STATE", "州", "State", true),
    ("consulates", "CONSULATE", "在外公館", "Post", true),
    ("themes", "THEME", "主題", "Theme", true),
    ("priorities", "PRIORITY", "重点分野", "Priority", false),
    ("organisations", "ORGANISATION", "団体", "Organisation", false),
];

impl Facets {
    fn of(&self, parameter: &str) -> &[FacetCount] {
        match parameter {
            "fiscalYears" => &self.fiscal_years,
            "states" => &self.states,
            "consulates" => &self.consulates,
            "themes" => &self.themes,
            "priorities" => &self.priorities,
            _ => &self.organisations,
        }
    }

    fn total(&self, field: &str) -> Option<&FacetTotal> {
        self.totals.iter().find(|total| total.field == field)
    }
}

/// The column of counts.
pub fn facets(visit: &Visit, facets: &Facets) -> Markup {
    let chosen =
        visit.address.parameters.iter().filter(|(name, _)| conditions::is_condition(name)).count();
    html! {
        details.facets {
            summary {
                (visit.say("絞り込み", "Filter"))
                @if chosen > 0 { " " span.count { (chosen) } }
            }
            nav aria-label=(visit.say("絞り込み", "Filter")) {
                @for (parameter, field, ja, en, open) in SHOWN {
                    (facet(visit, parameter, visit.say(ja, en), open, facets.of(parameter), facets.total(field)))
                }
                (more(visit))
            }
        }
    }
}

fn facet(
    visit: &Visit,
    parameter: &str,
    name: &str,
    open: bool,
    counts: &[FacetCount],
    total: Option<&FacetTotal>,
) -> Markup {
    let parameters = first_page(&visit.address.parameters);
    let is_chosen = |value: &str| parameters.has(parameter, value);
    let opened = visit.asked("facet") == Some(parameter);
    let limit = if opened || parameter == "fiscalYears" { counts.len() } else { FACET_VALUES };
    // What is chosen is shown wherever it stands.
    let shown = counts
        .iter()
        .enumerate()
        .filter(|(place, found)| *place < limit || is_chosen(&found.value));
    let lacking = total.map_or(0, |total| total.lacking);
    let field = total.map_or("", |total| total.field.as_str());
    let rest = total.map_or(0, |total| total.values.saturating_sub(limit));
    html! {
        @if !counts.is_empty() || lacking > 0 {
            details.facet open[open || opened || parameters.all(parameter).next().is_some()] {
                summary { (name) }
                ul {
                    @for (_, found) in shown {
                        @let chosen = is_chosen(&found.value);
                        li {
                            a href=(visit.address.asking(parameters.clone().toggled(parameter, &found.value)))
                                aria-current=[chosen.then_some("true")] {
                                (label(visit, parameter, found)) " "
                                @if chosen { span.visually-hidden { (visit.say("（選択中、押すと外れます）", "(chosen; choose again to take it away)")) } }
                                span.count { (count(found.count)) }
                            }
                        }
                    }
                    @if lacking > 0 {
                        @let chosen = parameters.has("lacking", field);
                        li {
                            a.facet-lacking href=(visit.address.asking(parameters.clone().toggled("lacking", field)))
                                aria-current=[chosen.then_some("true")] {
                                (visit.say(format!("{name}なし"), format!("without {}", name.to_lowercase()))) " "
                                span.count { (count(lacking)) }
                            }
                        }
                    }
                }
                @if rest > 0 && !opened {
                    p.facet-rest {
                        a href=(visit.address.asking(parameters.clone().set("facet", parameter))) {
                            (visit.say(format!("ほか{rest}の値を表示"), format!("Show {rest} more")))
                        }
                    }
                }
            }
        }
    }
}

fn label(visit: &Visit, parameter: &str, found: &FacetCount) -> String {
    match (parameter, found.value.parse()) {
        ("fiscalYears", Ok(year)) => fiscal_year(visit.language(), year),
        _ => found.label.clone(),
    }
}

/// Conditions that are typed or that have few values.
fn more(visit: &Visit) -> Markup {
    let parameters = first_page(&visit.address.parameters);
    let names = ["heldOn.from", "heldOn.to", "attendance.min", "attendance.max", "formats"];
    let rest = names.iter().fold(parameters.clone(), |rest, name| rest.without(name));
    let formats =
        Format::ALL.map(|format| (format.code().to_owned(), format.name(visit.language())));
    let any = [(String::new(), visit.say("すべて", "any"))];
    let [from, to, min, max, format] = names.map(|name| visit.asked(name));
    html! {
        details.facet open[[from, to, min, max, format].iter().any(Option::is_some)] {
            summary { (visit.say("期間・規模・形態", "Dates, size, format")) }
            form.facet-form action=(visit.to("/search")) method="get" {
                div.field {
                    label for="from" { (visit.say("この日から", "From")) }
                    input #from type="date" name="heldOn.from" value=[from];
                }
                div.field {
                    label for="to" { (visit.say("この日まで", "To")) }
                    input #to type="date" name="heldOn.to" value=[to];
                }
                div.field {
                    label for="min" { (visit.say("参加規模（以上）", "Attendance, at least")) }
                    input #min type="number" name="attendance.min" min="0" value=[min];
                }
                div.field {
                    label for="max" { (visit.say("参加規模（以下）", "Attendance, at most")) }
                    input #max type="number" name="attendance.max" min="0" value=[max];
                }
                div.field {
                    label for="format" { (visit.say("形態", "Format")) }
                    select #format name="formats" { (form::options(any.into_iter().chain(formats), format)) }
                }
                (form::hidden(&rest))
                button.button.is-secondary.is-small type="submit" { (visit.say("絞り込む", "Apply")) }
            }
        }
    }
}

/// The filters that were chosen, as chips that take them away.
pub fn chosen(visit: &Visit, facets: &Facets) -> Markup {
    let parameters = first_page(&visit.address.parameters);
    let chosen: Vec<(&str, &str)> =
        parameters.iter().filter(|(name, _)| conditions::is_condition(name)).collect();
    html! {
        @if !chosen.is_empty() {
            section.reading aria-label=(visit.say("選んだ条件", "Conditions chosen")) {
                p.reading-label { (visit.say("選んだ条件", "Conditions")) }
                ul.chips {
                    @for (parameter, value) in &chosen {
                        li {
                            a.chip href=(visit.address.asking(parameters.clone().toggled(parameter, value))) {
                                span.chip-kind { (condition_name(visit, parameter)) } " "
                                (condition_value(visit, facets, parameter, value))
                                span.visually-hidden { (visit.say("の条件を外す", ": take away")) }
                                span.chip-x aria-hidden="true" { "×" }
                            }
                        }
                    }
                    @if chosen.len() > 1 {
                        li {
                            a href=(visit.address.asking(super::unconditional(&parameters))) {
                                (visit.say("条件をすべて外す", "Take all away"))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn condition_name(visit: &Visit, parameter: &str) -> &'static str {
    let shown = SHOWN.iter().find(|(name, ..)| *name == parameter);
    match (shown, parameter) {
        (Some((_, _, ja, en, _)), _) => visit.say(ja, en),
        (_, "series") => visit.say("継続事業", "Series"),
        (_, "partnerships") => visit.say("姉妹都市等", "Partnership"),
        (_, "documents") => visit.say("資料", "Document"),
        (_, "formats") => visit.say("形態", "Format"),
        (_, "lacking") => visit.say("記載なし", "Without"),
        (_, "heldOn.from") => visit.say("この日から", "From"),
        (_, "heldOn.to") => visit.say("この日まで", "To"),
        (_, "attendance.min") => visit.say("規模（以上）", "At least"),
        (_, _) => visit.say("規模（以下）", "At most"),
    }
}

fn condition_value(visit: &Visit, facets: &Facets, parameter: &str, value: &str) -> String {
    let shown = SHOWN.iter().find(|(_, field, ..)| *field == value);
    let found = facets.of(parameter).iter().find(|found| found.value == value);
    match (parameter, found) {
        ("lacking", _) => shown.map_or(value, |(_, _, ja, en, _)| visit.say(ja, en)).to_owned(),
        ("formats", _) => {
            let format = Format::ALL.into_iter().find(|format| format.code() == value);
            format.map_or(value, |format| format.name(visit.language())).to_owned()
        }
        (_, Some(found)) => label(visit, parameter, found),
        ("fiscalYears", None) => value
            .parse()
            .map_or_else(|_| value.to_owned(), |year| fiscal_year(visit.language(), year)),
        (_, None) => value.to_owned(),
    }
}
