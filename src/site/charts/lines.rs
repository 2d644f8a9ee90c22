//! Numbers over the years, as lines that break where nothing is known.

use maud::{Markup, html};

use super::figure_with;
use crate::site::parts::number::number;
use crate::site::visit::Visit;

/// One line; a value of `None` breaks it.
#[derive(Clone, Debug)]
pub struct Line {
    pub name: String,
    pub values: Vec<Option<f64>>,
}

/// What stands around the lines.
pub struct Frame<'a> {
    /// Unique on the page.
    pub id: &'a str,
    pub heading: Markup,
    /// What the chart shows, in a sentence.
    pub description: String,
    /// Names of the places from left to right.
    pub places: &'a [String],
    /// Behind the numbers of the scale, as `%`.
    pub unit: &'a str,
    /// The numbers as a table.
    pub rows: Markup,
}

/// Where the highest value is, zero, and the names of the places, in pixels.
const TOP: f64 = 16.0;
const FLOOR: f64 = 220.0;
const NAMES: u32 = 244;

/// Lines of the scale above zero, at most.
const STEPS: f64 = 5.0;

/// The marks of the lines, each with a shape of its own.
const MARKS: [&str; 6] = [
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
    "M-4-4h8v8h-8z",
    "M0-5 5 4H-5z",
    "M0-5.5 5.5 0 0 5.5-5.5 0z",
    "M0 5 5-4H-5z",
    "M-1.5-5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z",
];

/// As many lines as there are marks, at most.
pub const MOST: usize = MARKS.len();

/// Lines below a heading, with their names and their numbers.
pub fn lines(visit: &Visit, frame: Frame, lines: &[Line]) -> Markup {
    let lines = &lines[..lines.len().min(MOST)];
    let values = lines.iter().flat_map(|line| line.values.iter().flatten().copied());
    let step = step(values.fold(0.0, f64::max));
    let highest = lines
        .iter()
        .flat_map(|line| line.values.iter().flatten())
        .fold(step, |most, value| most.max(*value));
    let top = (highest / step).ceil() * step;
    let x = |place: usize| {
        format!("{:.2}%", (place as f64 + 0.5) * 100.0 / frame.places.len().max(1) as f64)
    };
    let y = |value: f64| format!("{:.1}", FLOOR - (FLOOR - TOP) * value / top);
    let description = format!("{}-desc", frame.id);
    let chart = html! {
        svg.lines width="100%" height="260" role="img" aria-labelledby=(frame.id) aria-describedby=(description) {
            desc id=(description) { (frame.description) }
            defs {
                @for (place, mark) in MARKS.iter().enumerate().take(lines.len()) {
                    path id={ "mark-" (place + 1) } d=(mark) {}
                }
            }
            g.grid {
                @for line in 0..=(top / step).round() as u32 {
                    @let value = f64::from(line) * step;
                    line x1="0" y1=(y(value)) x2="100%" y2=(y(value)) {}
                    text x="0" y=(format!("{:.1}", y(value).parse::<f64>().unwrap_or(FLOOR) - 4.0)) {
                        (number(value)) (frame.unit)
                    }
                }
            }
            g.axis {
                @for (place, name) in frame.places.iter().enumerate() {
                    text x=(x(place)) y=(NAMES) text-anchor="middle" { (name) }
                }
            }
            @for (series, line) in lines.iter().enumerate() {
                g.line.{ "series-" (series + 1) } {
                    @for (from, to) in (0..line.values.len()).zip(1..line.values.len()) {
                        @if let (Some(first), Some(second)) = (line.values[from], line.values[to]) {
                            line x1=(x(from)) y1=(y(first)) x2=(x(to)) y2=(y(second)) {}
                        }
                    }
                    @for (place, value) in line.values.iter().enumerate() {
                        @if let Some(value) = value {
                            use href={ "#mark-" (series + 1) } x=(x(place)) y=(y(*value)) {}
                        }
                    }
                }
            }
        }
        ul.legend {
            @for (series, line) in lines.iter().enumerate() {
                li {
                    svg.swatch.line.{ "series-" (series + 1) } width="32" height="12" aria-hidden="true" {
                        line x1="0" y1="6" x2="32" y2="6" {}
                        use href={ "#mark-" (series + 1) } x="16" y="6" {}
                    }
                    " " (line.name)
                }
            }
        }
    };
    figure_with(visit, frame.id, frame.heading, chart, frame.rows, true)
}

/// The distance of two lines of the scale: 1, 2 or 5 times a power of ten, at least 1.
fn step(highest: f64) -> f64 {
    let mut step = 1.0;
    for factor in [2.0, 2.5, 2.0].into_iter().cycle() {
        if highest <= step * STEPS {
            break;
        }
        step *= factor;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_few_round_steps() {
        let steps = [
            (0.0, 1.0),
            (5.0, 1.0),
            (6.0, 2.0),
            (24.0, 5.0),
            (26.0, 10.0),
            (76.0, 20.0),
            (1_200.0, 500.0),
        ];
        for (highest, expected) in steps {
            assert_eq!(step(highest), expected, "{highest}");
        }
    }
}
