//! What a page begins with, and the headings of its parts.

use std::fmt::Display;

use maud::{Markup, PreEscaped, Render, html};

use super::number::count;
use crate::site::visit::Visit;

/// Where a page is: links from the home page down, then its own name.
pub fn breadcrumbs(visit: &Visit, above: &[(&str, String)], here: &str) -> Markup {
    html! {
        nav.breadcrumbs aria-label=(visit.say("現在位置", "Breadcrumbs")) {
            ol {
                li { a href=(visit.to("/")) { (visit.say("草の根", "Kusanone")) } }
                @for (path, name) in above { li { a href=(visit.to(*path)) { (name) } } }
                li aria-current="page" { (here) }
            }
        }
    }
}

/// Kind, name, and whatever stands below them.
pub fn page_header(kind: &str, name: &str, below: Markup) -> Markup {
    html! {
        header.page-header {
            p.kind { (kind) }
            h1 { (name) }
            (below)
        }
    }
}

/// A part of a page under a heading of its own; `id` names it in addresses.
pub fn section(id: &str, heading: impl Render, body: Markup) -> Markup {
    let heading_id = format!("s-{id}");
    html! {
        section.section aria-labelledby=(heading_id) {
            h2 id=(heading_id) { (heading) }
            (body)
        }
    }
}

/// A heading with how many there are.
pub fn counted(heading: impl Display, number: u64) -> Markup {
    html! { (heading.to_string()) " " span.count { (count(number)) } }
}

/// Nothing at all.
pub fn nothing() -> Markup {
    PreEscaped(String::new())
}
