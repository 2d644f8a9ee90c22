//! What of the table can be chosen, and what was.

use maud::{Markup, html};

use super::choices::{Choices, Scope};
use super::question::{Axis, Question};
use crate::site::address::Parameters;
use crate::site::conditions;
use crate::site::parts::date::fiscal_year;
use crate::site::parts::form;
use crate::site::visit::Visit;

/// Conditions that have a field of their own, one value each.
const FIELDS: [&str; 3] = ["states", "consulates", "fiscalYears"];

pub fn controls(visit: &Visit, choices: &Choices, question: &Question) -> Markup {
    let language = visit.language();
    let any = |name| [(String::new(), name)];
    let states = choices.states().iter().map(|state| (state.slug.clone(), state.label.as_str()));
    let posts = choices.consulates().iter().map(|post| (post.slug.clone(), post.label.as_str()));
    let years: Vec<(String, String)> = choices
        .years()
        .iter()
        .rev()
        .map(|year| (year.fiscal_year.to_string(), fiscal_year(language, year.fiscal_year)))
        .collect();
    let years = years.iter().map(|(year, name)| (year.clone(), name.as_str()));
    let axes = || Axis::ALL.map(|axis| (axis.code().to_owned(), axis.name(language)));
    let field = |id: &str, label: &str, options: Markup| {
        html! {
            div.field {
                label for=(id) { (label) }
                select id=(id) name=(id) { (options) }
            }
        }
    };
    html! {
        form action=(visit.to("/coverage")) method="get" data-autosubmit {
            div.controls {
                (field("states", visit.say("州", "State"), form::options(
                    any(visit.say("すべての州", "All states")).into_iter().chain(states), visit.asked("states"))))
                (field("consulates", visit.say("在外公館", "Post"), form::options(
                    any(visit.say("すべての公館", "All posts")).into_iter().chain(posts), visit.asked("consulates"))))
                (field("fiscalYears", visit.say("年度", "Fiscal year"), form::options(
                    any(visit.say("すべての年度", "All years")).into_iter().chain(years), visit.asked("fiscalYears"))))
                (field("plan", visit.say("行動計画・重点分野", "Plan or priority"), plans(visit, choices, question)))
            }
            div.controls {
                (field("rows", visit.say("表の行", "Rows"), form::options(axes(), Some(question.rows.code()))))
                (field("columns", visit.say("表の列", "Columns"), form::options(axes(), Some(question.columns.code()))))
                button.button type="submit" data-autosubmit-button { (visit.say("表示する", "Show")) }
            }
            (form::hidden(&unlisted(visit)))
        }
        (chosen(visit, question))
    }
}

/// Plans, and priorities together with what led to them.
fn plans(visit: &Visit, choices: &Choices, question: &Question) -> Markup {
    let asked = visit.asked("plan");
    let default = question.default_scope.name(visit);
    let scopes = choices.plans().into_iter().map(Scope::Plan).chain([Scope::All]);
    let areas = choices.areas().map(Scope::Area);
    let options = |scopes: &mut dyn Iterator<Item = Scope>| {
        html! {
            @for scope in scopes {
                option value=(scope.code()) selected[asked == Some(scope.code())] {
                    @match scope {
                        Scope::Area(priority) => (priority.label.label),
                        other => (other.name(visit)),
                    }
                }
            }
        }
    };
    html! {
        option value="" selected[asked.is_none()] { (visit.say("標準: ", "Usual: ")) (default) }
        (options(&mut scopes.into_iter()))
        optgroup label=(visit.say("一つの分野と、以前の計画の先例", "A priority and what led to it")) {
            (options(&mut areas.into_iter()))
        }
    }
}

/// What the form has no field for: further conditions, further values, the order.
fn unlisted(visit: &Visit) -> Parameters {
    let fields = FIELDS.iter().chain(&["plan", "rows", "columns"]);
    let mut rest = fields.fold(visit.address.parameters.clone(), |rest, name| rest.without(name));
    for name in FIELDS {
        for value in visit.address.parameters.all(name).skip(1) {
            rest = rest.with(name, value);
        }
    }
    rest
}

/// Conditions that the fields do not show, as chips that take them away.
fn chosen(visit: &Visit, question: &Question) -> Markup {
    let rest = unlisted(visit);
    let chosen: Vec<(&str, &str)> =
        rest.iter().filter(|(name, _)| conditions::is_condition(name)).collect();
    let name = |parameter: &str| {
        let axis = Axis::ALL.into_iter().find(|axis| axis.parameter() == parameter);
        axis.map_or(visit.say("その他", "Other"), |axis| axis.name(visit.language()))
    };
    let without = |parameter: &str, value: &str| {
        let parameters = visit.address.parameters.clone();
        visit.address.asking(parameters.toggled(parameter, value))
    };
    html! {
        @if !chosen.is_empty() {
            section.reading aria-label=(visit.say("ほかの条件", "Further conditions")) {
                p.reading-label { (visit.say("ほかの条件", "Further conditions")) }
                ul.chips {
                    @for (parameter, value) in chosen {
                        li {
                            a.chip href=(without(parameter, value)) {
                                span.chip-kind { (name(parameter)) } " " (question.label(parameter, value))
                                span.visually-hidden { (visit.say("の条件を外す", ": take away")) }
                                span.chip-x aria-hidden="true" { "×" }
                            }
                        }
                    }
                }
            }
        }
    }
}
