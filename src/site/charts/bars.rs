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
    pub count: u64,
    /// Where its count leads to.
    pub href: Address,
    /// Whether it is the one chosen.
    pub is_current: bool,
}

/// Where the highest bar begins, all bars stand, and their names are, in pixels.
const TOP: u64 = 24;
const FLOOR: u64 = 168;
const NAMES: u64 = 188;

/// Bars that lead to what they count, lowest year first.
pub fn bars(visit: &Visit, id: &str, heading: &str, unit: &str, bars: &[Bar]) -> Markup {
    let language = visit.language();
    let highest = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let width = 100.0 / bars.len().max(1) as f64;
    let at = |column: f64| format!("{:.2}%", column * width);
    let height = |count: u64| (FLOOR - TOP) as f64 * count as f64 / highest as f64;
    let chart = html! {
        svg.bars width="100%" height="200" role="group" aria-label=(heading) {
            g.grid aria-hidden="true" { line x1="0" y1=(FLOOR) x2="100%" y2=(FLOOR) {} }
            @for (place, bar) in bars.iter().enumerate() {
                @let place = place as f64;
                @let year = fiscal_year(language, bar.year);
                @let height = height(bar.count);
                a.bar.is-current[bar.is_current] href=(bar.href)
                    aria-current=[bar.is_current.then_some("true")]
                    aria-label={ (year) " " (count(bar.count)) (unit) } {
                    rect.bar-area x=(at(place)) y="0" width=(at(1.0)) height="200" {}
                    rect.bar-fill x=(at(place + 0.2)) y=(format!("{:.1}", FLOOR as f64 - height))
                        width=(at(0.6)) height=(format!("{height:.1}")) {}
                    text.bar-value x=(at(place + 0.5)) y=(format!("{:.1}", FLOOR as f64 - height - 6.0))
                        text-anchor="middle" { (count(bar.count)) }
                    text.bar-name x=(at(place + 0.5)) y=(NAMES) text-anchor="middle" { (bar.year) }
                }
            }
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
                    td.number { (count(bar.count)) }
                }
            }
        }
    };
    let note = visit.say("棒を押すとその年度に絞ります", "Choose a bar to see its year alone");
    let heading = html! { (heading) " " span.chart-note { (note) } };
    figure(visit, id, heading, chart, rows)
}
