//! The states as tiles of equal size, each near where it lies: small states count
//! as much to the eye as large ones.

use maud::{Markup, html};

use super::{figure, level};
use crate::site::address::Address;
use crate::site::parts::number::count;
use crate::site::visit::Visit;

/// One state, or territory.
#[derive(Clone, Debug)]
pub struct Tile {
    /// USPS code.
    pub code: String,
    pub name: String,
    pub count: u64,
    pub href: Address,
    pub is_selected: bool,
}

/// Side of a tile and distance of two.
const SIDE: u32 = 44;
const STEP: u32 = 48;

/// Column and row of each state; the territories stand in the last row.
#[rustfmt::skip]
const PLACES: [(&str, u32, u32); 56] = [
    ("AK", 0, 0), ("ME", 10, 0),
    ("WI", 5, 1), ("VT", 9, 1), ("NH", 10, 1),
    ("WA", 0, 2), ("ID", 1, 2), ("MT", 2, 2), ("ND", 3, 2), ("MN", 4, 2), ("IL", 5, 2), ("MI", 6, 2), ("NY", 8, 2), ("MA", 9, 2),
    ("OR", 0, 3), ("NV", 1, 3), ("WY", 2, 3), ("SD", 3, 3), ("IA", 4, 3), ("IN", 5, 3), ("OH", 6, 3), ("PA", 7, 3), ("NJ", 8, 3), ("CT", 9, 3), ("RI", 10, 3),
    ("CA", 0, 4), ("UT", 1, 4), ("CO", 2, 4), ("NE", 3, 4), ("MO", 4, 4), ("KY", 5, 4), ("WV", 6, 4), ("VA", 7, 4), ("MD", 8, 4), ("DE", 9, 4),
    ("AZ", 1, 5), ("NM", 2, 5), ("KS", 3, 5), ("AR", 4, 5), ("TN", 5, 5), ("NC", 6, 5), ("SC", 7, 5), ("DC", 8, 5),
    ("OK", 3, 6), ("LA", 4, 6), ("MS", 5, 6), ("AL", 6, 6), ("GA", 7, 6),
    ("HI", 0, 7), ("TX", 3, 7), ("FL", 8, 7),
    ("GU", 0, 8), ("MP", 1, 8), ("AS", 2, 8), ("PR", 9, 8), ("VI", 10, 8),
];

/// The map with its legend; states without a place on it are in the table alone.
pub fn tiles(visit: &Visit, id: &str, heading: &str, unit: &str, tiles: &[Tile]) -> Markup {
    let highest = tiles.iter().map(|tile| tile.count).max().unwrap_or(0);
    let placed = PLACES.iter().filter_map(|&(code, column, row)| {
        let tile = tiles.iter().find(|tile| tile.code == code)?;
        // The territories stand a little apart.
        let gap = if row == 8 { 8 } else { 0 };
        Some((tile, column * STEP, row * STEP + gap))
    });
    let chart = html! {
        svg.tiles viewBox="0 0 528 436" role="group" aria-label=(heading) {
            @for (tile, x, y) in placed {
                a.tile.{ "level-" (level(tile.count, highest)) }.is-selected[tile.is_selected]
                    href=(tile.href)
                    aria-current=[tile.is_selected.then_some("true")] {
                    title { (tile.name) " " (tile.code) " " (count(tile.count)) (unit) }
                    rect x=(x) y=(y) width=(SIDE) height=(SIDE) rx="4" {}
                    text.tile-code x=(x + SIDE / 2) y=(y + 19) text-anchor="middle" { (tile.code) }
                    text.tile-count x=(x + SIDE / 2) y=(y + 36) text-anchor="middle" { (count(tile.count)) }
                }
            }
        }
        (legend(visit, highest))
    };
    let mut ordered: Vec<&Tile> = tiles.iter().collect();
    ordered.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.code.cmp(&b.code)));
    let rows = html! {
        thead { tr {
            th scope="col" { (visit.say("州", "State")) }
            th.number scope="col" { (heading) }
        } }
        tbody {
            @for tile in ordered {
                tr {
                    th scope="row" { (tile.name) }
                    td.number { (count(tile.count)) }
                }
            }
        }
    };
    figure(visit, id, html! { (heading) }, chart, rows)
}

/// What the colours stand for.
fn legend(visit: &Visit, highest: u64) -> Markup {
    let mut ranges: Vec<(usize, u64, u64)> = Vec::new();
    for number in 0..=highest {
        let level = level(number, highest);
        match ranges.last_mut() {
            Some((last, _, to)) if *last == level => *to = number,
            _ => ranges.push((level, number, number)),
        }
    }
    html! {
        ul.legend {
            @for (level, from, to) in ranges {
                li {
                    svg.swatch.{ "level-" (level) } width="16" height="16" aria-hidden="true" {
                        rect width="16" height="16" rx="2" {}
                    }
                    " " @if from == to { (count(from)) } @else { (count(from)) "–" (count(to)) }
                    (visit.say("件", ""))
                }
            }
        }
    }
}
