//! Charts as SVG: geometry in attributes, colours by classes of the style sheet, and
//! the numbers behind each as a table.

pub mod bars;
pub mod lines;
pub mod tiles;

use maud::{Markup, html};

use super::parts::table;
use super::visit::Visit;

/// A chart below its heading, and its numbers behind it; `id` must be unique on the
/// page.
pub fn figure(visit: &Visit, id: &str, heading: Markup, chart: Markup, rows: Markup) -> Markup {
    figure_with(visit, id, heading, chart, rows, false)
}

/// The same, with its numbers open to begin with where they are what counts.
pub fn figure_with(
    visit: &Visit,
    id: &str,
    heading: Markup,
    chart: Markup,
    rows: Markup,
    open: bool,
) -> Markup {
    html! {
        figure.chart aria-labelledby=(id) {
            figcaption id=(id) { (heading) }
            (chart)
            details.chart-data open[open] {
                summary { (visit.say("表で見る", "As a table")) }
                (table::scrolling(
                    &format!("{id}-data"),
                    "table is-compact",
                    html! { span.visually-hidden { (heading) } },
                    rows,
                ))
            }
        }
    }
}

/// Which of the levels 0 to 5 a count has: 0, 1, 2 to 3, 4 to 6, 7 to 10, more; and
/// the same in parts of the highest count where that is above 50.
pub fn level(count: u64, highest: u64) -> usize {
    let scale = if highest > 50 { highest as f64 / 12.0 } else { 1.0 };
    LEVELS
        .iter()
        .filter(|&&from| count as f64 >= from as f64 * scale && count > 0)
        .count()
        .max(usize::from(count > 0))
}

/// The count that each level from 1 begins with.
const LEVELS: [u64; 5] = [1, 2, 4, 7, 11];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_grows_with_the_count() {
        let counts = [0, 1, 2, 3, 4, 6, 7, 10, 11, 40];
        assert_eq!(counts.map(|count| level(count, 40)), [0, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
        assert_eq!([0, 1, 100, 1_200].map(|count| level(count, 1_200)), [0, 1, 1, 5]);
    }
}
