//! Counts by fiscal year.

use maud::{Markup, html};

use super::figure;
use crate::site::address::Address;
use crate::site::parts::date::fiscal_year;
use crate::site::parts::number::count;
use crate::site::visit::Visit;

/// One fiscal year.
#[derive(Clone, Debug)]
pub struct Bar {
    pub year: i32,
    /// `None` where no document reports on the year.
    pub count: Option<u64>,
    /// Where its count leads to.
    pub href: Address,
    /// Whether it is the one chosen.
    pub is_current: bool,
}

/// How much room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A chart by itself.
    Full,
    /// Above something else.
    Small,
}

impl Size {
    /// Where the highest bar begins, where all bars stand, where their names are,
    /// and where the chart ends, in pixels.
    fn lines(self) -> [u64; 4] {
        match self {
            Self::Full => [24, 168, 188, 200],
            Self::Small => [20, 72, 90, 96],
        }
    }
}

/// Bars that lead to what they count, lowest year first.
pub fn bars(
    visit: &Visit,
    id: &str,
    heading: &str,
    unit: &str,
    size: Size,
    bars: &[Bar],
) -> Markup {
    let language = visit.language();
    let [top, floor, names, end] = size.lines();
    let highest = bars.iter().filter_map(|bar| bar.count).max().unwrap_or(0).max(1);
    let width = 100.0 / bars.len().max(1) as f64;
    let at = |column: f64| format!("{:.2}%", column * width);
    let pixels = |y: f64| format!("{y:.1}");
    let column = |place: usize, bar: &Bar| {
        let middle = at(place as f64 + 0.5);
        let year = fiscal_year(language, bar.year);
        let Some(number) = bar.count else {
            return html! {
                g.bar.is-outside {
                    text.bar-value x=(middle) y=(floor - 6) text-anchor="middle" { "–" }
                    text.bar-name x=(middle) y=(names) text-anchor="middle" { (bar.year) }
                }
            };
        };
        let height = (floor - top) as f64 * number as f64 / highest as f64;
        let upper = floor as f64 - height;
        html! {
            a.bar.is-current[bar.is_current] href=(bar.href)
                aria-current=[bar.is_current.then_some("true")] {
                title { (year) " " (count(number)) (unit) }
                rect.bar-area x=(at(place as f64)) y="0" width=(at(1.0)) height=(end) {}
                rect.bar-fill x=(at(place as f64 + 0.2)) y=(pixels(upper)) width=(at(0.6))
                    height=(pixels(height)) {}
                text.bar-value x=(middle) y=(pixels(upper - 6.0)) text-anchor="middle" { (count(number)) }
                text.bar-name x=(middle) y=(names) text-anchor="middle" { (bar.year) }
            }
        }
    };
    let chart = html! {
        svg.bars width="100%" height=(end) role="group" aria-label=(heading) {
            g.grid aria-hidden="true" { line x1="0" y1=(floor) x2="100%" y2=(floor) {} }
            @for (place, bar) in bars.iter().enumerate() { (column(place, bar)) }
        }
    };
    let rows = html! {
        thead { tr {
            th scope="col" { (visit.say("年度", "Fiscal year")) }
            th.number scope="col" { (heading) }
        } }
        tbody {
            @for bar in bars {
                tr {
                    th scope="row" { (fiscal_year(language, bar.year)) }
                    @match bar.count {
                        Some(number) => td.number { (count(number)) },
                        None => td.number.missing { (visit.say("資料なし", "not in the corpus")) },
                    }
                }
            }
        }
    };
    let note = visit.say(
        "資料に載るものだけを数えています。–は資料のない年度です。",
        "Only what the documents describe is counted; – is a year without documents.",
    );
    let heading = html! { (heading) " " span.chart-note { (note) } };
    figure(visit, id, heading, chart, rows)
}
