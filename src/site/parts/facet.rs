//! Conditions with counts, as links that set them and take them away.

use maud::{Markup, html};

use super::number::count;
use super::pager::first_page;
use crate::site::visit::Visit;

/// A value of a condition, and how many have it.
pub struct Choice<'a> {
    pub value: &'a str,
    pub label: &'a str,
    pub count: u64,
}

/// The column of conditions; `parameters` are those that they set.
pub fn column(visit: &Visit, parameters: &[&str], facets: Markup) -> Markup {
    let asked = &visit.address.parameters;
    let chosen = asked.iter().filter(|(name, _)| parameters.contains(name)).count();
    html! {
        details.facets {
            summary {
                (visit.say("絞り込み", "Filter"))
                @if chosen > 0 { " " span.count { (chosen) } }
            }
            nav aria-label=(visit.say("絞り込み", "Filter")) { (facets) }
        }
    }
}

/// One condition. Values that none has are left out, unless they were chosen.
pub fn facet(visit: &Visit, parameter: &str, name: &str, choices: &[Choice]) -> Markup {
    let parameters = first_page(&visit.address.parameters);
    let is_chosen = |choice: &Choice| parameters.has(parameter, choice.value);
    html! {
        details.facet open {
            summary { (name) }
            ul {
                @for choice in choices.iter().filter(|choice| choice.count > 0 || is_chosen(choice)) {
                    @let chosen = is_chosen(choice);
                    li {
                        a href=(visit.address.asking(parameters.clone().toggled(parameter, choice.value)))
                            aria-current=[chosen.then_some("true")] {
                            (choice.label) " "
                            @if chosen { span.visually-hidden { (visit.say("（選択中、押すと外れます）", "(chosen; choose again to take it away)")) } }
                            span.count { (count(choice.count)) }
                        }
                    }
                }
            }
        }
    }
}
