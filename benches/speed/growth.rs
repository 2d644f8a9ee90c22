//! A plot of how costs grow with the number of events, as SVG: small charts with
//! logarithmic axes, a line in each for what is alike. It reads on light and dark.

use std::fmt::Write;

use crate::figures::{Figures, Search, folder};
use crate::questions::ShapeId;

const COLUMNS: usize = 2;
/// Of a chart with its title and labels, and of the field within it.
const WIDTH: f64 = 410.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 55.0;
const TOP: f64 = 40.0;
const FIELD_WIDTH: f64 = 240.0;
const FIELD_HEIGHT: f64 = 160.0;
/// Between two labels of lines.
const LABEL_HEIGHT: f64 = 14.0;

const STYLE: &str = "
    svg { --text: #1f2328; --grid: #d1d9e0; --a: #0a58b0; --b: #b34700; --c: #1a7f37; --d: #8250df; background: #ffffff; }
    @media (prefers-color-scheme: dark) { svg { --text: #e6edf3; --grid: #3d444d; --a: #79c0ff; --b: #ffa657; --c: #7ee787; --d: #d2a8ff; background: #0d1117; } }
    text { font: 12px sans-serif; fill: var(--text); }
    .title { font-weight: bold; }
    .grid { stroke: var(--grid); fill: none; }
    .steps { stroke: var(--text); stroke-dasharray: 2 4; opacity: .5; }
    .a { --line: var(--a); } .b { --line: var(--b); } .c { --line: var(--c); } .d { --line: var(--d); }
    polyline { stroke: var(--line); stroke-width: 2; fill: none; }
    circle, .label { fill: var(--line); }
";

/// One chart; a line has a name and a figure for each run.
struct Chart {
    title: &'static str,
    lines: Vec<(&'static str, Vec<f64>)>,
}

/// Draws all runs, with the fewest events first.
pub fn draw(runs: &[Figures]) {
    let events: Vec<f64> = runs.iter().map(|run| run.events as f64).collect();
    let charts = charts(runs);
    let rows = charts.len().div_ceil(COLUMNS);
    let (width, height) = (WIDTH * COLUMNS as f64 + 20.0, HEIGHT * rows as f64 + 30.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" \
         aria-label=\"Cost by number of events\">\n<style>{STYLE}</style>\n"
    );
    for (place, chart) in charts.iter().enumerate() {
        let (x, y) = ((place % COLUMNS) as f64 * WIDTH, (place / COLUMNS) as f64 * HEIGHT);
        let _ = writeln!(svg, "<g transform=\"translate({x} {y})\">");
        chart.draw(&events, &mut svg);
        svg.push_str("</g>\n");
    }
    let _ = writeln!(
        svg,
        "<text x=\"{LEFT}\" y=\"{}\">Across: number of events. Dotted: ten times as many \
         events, ten times as much.</text>\n</svg>",
        height - 12.0
    );
    std::fs::write(folder().join("growth.svg"), svg).expect("space on the disk");
}

fn charts(runs: &[Figures]) -> Vec<Chart> {
    let of = |figure: &dyn Fn(&Figures) -> f64| runs.iter().map(figure).collect::<Vec<f64>>();
    let by_shape = |figure: fn(&Search) -> f64| {
        let line = |shape| of(&|run| figure(run.search(shape)));
        vec![
            ("20 hits, everything", line(ShapeId::Everything)),
            ("10 ids and facets", line(ShapeId::Facets)),
            ("10 ids", line(ShapeId::Ids)),
            ("10 ids, filtered", line(ShapeId::Filtered)),
        ]
    };
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    vec![
        Chart { title: "First answer, p50 in ms", lines: by_shape(|it| it.all.first.p50) },
        Chart { title: "First answer, p99 in ms", lines: by_shape(|it| it.all.first.p99) },
        Chart { title: "Asked again, p50 in ms", lines: by_shape(|it| it.all.again.p50) },
        Chart {
            title: "Memory of its own in MB",
            lines: vec![
                ("importing", of(&|run| run.import.memory.own)),
                ("under load", of(&|run| run.under_load.own)),
                ("at rest", of(&|run| run.at_rest.own)),
            ],
        },
        Chart {
            title: "On disk in MB",
            lines: vec![
                ("index", of(&|run| megabytes(run.disk.index))),
                ("log", of(&|run| megabytes(run.disk.log))),
                ("store", of(&|run| megabytes(run.disk.store))),
                ("text", of(&|run| megabytes(run.disk.text))),
            ],
        },
        Chart {
            title: "Ready after, in ms",
            lines: vec![
                ("kill -9, median", of(&|run| run.ready_after_kill()[0])),
                ("clean stop", of(&|run| run.start)),
            ],
        },
    ]
}

/// A logarithmic axis over whole powers of ten.
struct Axis {
    from: i32,
    to: i32,
    length: f64,
}

impl Axis {
    fn over<'a>(values: impl Iterator<Item = &'a f64> + Clone, length: f64) -> Self {
        let least = values.clone().copied().fold(f64::INFINITY, f64::min).max(1e-3);
        let most = values.copied().fold(least, f64::max);
        let from = least.log10().floor() as i32;
        Self { from, to: (most.log10().ceil() as i32).max(from + 1), length }
    }

    fn at(&self, value: f64) -> f64 {
        (value.max(1e-3).log10() - f64::from(self.from)) * self.step()
    }

    fn step(&self) -> f64 {
        self.length / f64::from(self.to - self.from)
    }

    /// The powers of ten, as places and labels.
    fn ticks(&self) -> impl Iterator<Item = (f64, String)> {
        (self.from..=self.to).map(|power| {
            let label = match power {
                6.. => format!("{}M", 10_i64.pow(power as u32 - 6)),
                3..=5 => format!("{}k", 10_i64.pow(power as u32 - 3)),
                _ => 10_f64.powi(power).to_string(),
            };
            (f64::from(power - self.from) * self.step(), label)
        })
    }
}

impl Chart {
    fn draw(&self, events: &[f64], svg: &mut String) {
        let across = Axis::over(events.iter(), FIELD_WIDTH);
        let up = Axis::over(self.lines.iter().flat_map(|(_, line)| line), FIELD_HEIGHT);
        let (x, y) = (|x: f64| LEFT + across.at(x), |y: f64| TOP + FIELD_HEIGHT - up.at(y));
        let (right, bottom) = (LEFT + FIELD_WIDTH, TOP + FIELD_HEIGHT);
        let _ = writeln!(svg, "<text class=\"title\" x=\"{LEFT}\" y=\"24\">{}</text>", self.title);
        for (place, label) in up.ticks() {
            let y = bottom - place;
            let _ = writeln!(
                svg,
                "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{right}\"/>\
                 <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
                LEFT - 6.0,
                y + 4.0
            );
        }
        for (place, label) in across.ticks() {
            let x = LEFT + place;
            let _ = writeln!(
                svg,
                "<path class=\"grid\" d=\"M{x:.1} {TOP}V{bottom}\"/>\
                 <text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{label}</text>",
                bottom + 16.0
            );
        }
        // As long as it stays within the field.
        let powers = f64::from((across.to - across.from).min(up.to - up.from));
        let _ = writeln!(
            svg,
            "<path class=\"steps\" d=\"M{LEFT} {bottom}L{:.1} {:.1}\"/>",
            LEFT + powers * across.step(),
            bottom - powers * up.step()
        );
        let mut labels: Vec<(f64, &str, &str)> = Vec::new();
        for ((name, line), class) in self.lines.iter().zip(["a", "b", "c", "d"]) {
            let points: Vec<(f64, f64)> =
                events.iter().zip(line).map(|(&events, &figure)| (x(events), y(figure))).collect();
            let list: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
            let _ = writeln!(svg, "<g class=\"{class}\"><polyline points=\"{}\"/>", list.join(" "));
            for (x, y) in &points {
                let _ = write!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>");
            }
            svg.push_str("</g>\n");
            labels.extend(points.last().map(|(_, y)| (*y, *name, class)));
        }
        labels.sort_by(|a, b| a.0.total_cmp(&b.0));
        let last = events.last().map_or(right, |&events| x(events));
        let mut above = f64::NEG_INFINITY;
        for (y, name, class) in labels {
            above = y.max(above + LABEL_HEIGHT);
            let _ = writeln!(
                svg,
                "<g class=\"{class}\"><text class=\"label\" x=\"{:.1}\" y=\"{:.1}\">{name}</text></g>",
                last + 8.0,
                above + 4.0
            );
        }
    }
}
