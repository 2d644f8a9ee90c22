//! The state that a list is narrowed to.

use maud::{Markup, html};

use super::form;
use super::named::Label;
use super::pager::first_page;
use crate::site::visit::Visit;

/// One of many states, in the column beside a list; the parameter is `states`.
pub fn state_choice(visit: &Visit, states: &[Label]) -> Markup {
    let name = visit.say("州", "State");
    let all = [(String::new(), visit.say("すべて", "All"))];
    let states = states.iter().map(|state| (state.slug.clone(), state.label.as_str()));
    html! {
        details.facet open {
            summary { (name) }
            form.facet-form action=(visit.to(visit.address.path.as_str())) method="get" data-autosubmit {
                div.field {
                    label.visually-hidden for="states" { (name) }
                    select #states name="states" {
                        (form::options(all.into_iter().chain(states), visit.asked("states")))
                    }
                }
                (form::hidden(&first_page(&visit.address.parameters).without("states")))
                button.button.is-secondary.is-small type="submit" data-autosubmit-button {
                    (visit.say("絞り込む", "Apply"))
                }
            }
        }
    }
}
