//! Rows of facts, and numbers at a glance.

use maud::{Markup, Render, html};

/// A row of `dl.facts`.
pub fn fact(name: impl Render, value: Markup) -> Markup {
    html! { div.fact { dt { (name) } dd { (value) } } }
}

/// One of `dl.stats`.
pub fn stat(name: impl Render, value: Markup) -> Markup {
    html! { div.stat { dt { (name) } dd { (value) } } }
}

/// Other names, in the order of the record.
pub fn names(names: &[String]) -> Markup {
    html! { ul.values.is-inline { @for name in names { li { (name) } } } }
}
