//! Tables of data, which scroll by themselves where they are too wide.

use maud::{Markup, html};

/// A table below a caption; `id` must be unique on the page.
pub fn scrolling(id: &str, class: &str, caption: Markup, rows: Markup) -> Markup {
    html! {
        div.table-scroll role="region" aria-labelledby=(id) tabindex="0" {
            table class=(class) {
                caption id=(id) { (caption) }
                (rows)
            }
        }
    }
}
