//! Forms by GET.

use maud::{Markup, html};

use crate::site::address::Parameters;

/// What must survive when a form is sent that has no field for it.
pub fn hidden(parameters: &Parameters) -> Markup {
    html! {
        @for (name, value) in parameters.iter() {
            input type="hidden" name=(name) value=(value);
        }
    }
}

/// Options of a `select`, as value and name.
pub fn options<'a>(
    options: impl IntoIterator<Item = (String, &'a str)>,
    chosen: Option<&str>,
) -> Markup {
    html! {
        @for (value, name) in options {
            option value=(value) selected[Some(value.as_str()) == chosen] { (name) }
        }
    }
}
