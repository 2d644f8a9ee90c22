//! What was to be reached, and what was.

use crate::figures::{Figures, Spread};
use crate::questions::{SIX_RELATIONS, SUGGEST, ShapeId};
use crate::report::{Report, time};

/// Where it must be on two cores; times in ms, of pairs p50 and p99.
struct Goals {
    events: u64,
    records_per_second: f64,
    ids: [f64; 2],
    facets: [f64; 2],
    everything: [f64; 2],
    against_tantivy: f64,
    suggest_p95: f64,
    six_relations: f64,
    clean_start: f64,
    start_after_kill: f64,
    memory_at_rest: f64,
    memory_under_load: f64,
    index_against_text: f64,
    all_against_text: f64,
}

const GOALS: [Goals; 2] = [
    Goals {
        events: 100_000,
        records_per_second: 3_500.0,
        ids: [1.2, 5.0],
        facets: [1.8, 7.0],
        everything: [3.0, 10.0],
        against_tantivy: 1.5,
        suggest_p95: 5.0,
        six_relations: 15.0,
        clean_start: 1_000.0,
        start_after_kill: 2_000.0,
        memory_at_rest: 200.0,
        memory_under_load: 300.0,
        index_against_text: 1.6,
        all_against_text: 3.5,
    },
    Goals {
        events: 1_000_000,
        records_per_second: 3_000.0,
        ids: [2.0, 16.0],
        facets: [4.5, 20.0],
        everything: [8.0, 30.0],
        against_tantivy: 1.3,
        suggest_p95: 10.0,
        six_relations: 20.0,
        clean_start: 2_000.0,
        start_after_kill: 10_000.0,
        memory_at_rest: 600.0,
        memory_under_load: 900.0,
        index_against_text: 1.6,
        all_against_text: 3.5,
    },
];

/// A table of goals: those for as many events, or for the next number that has some.
pub fn tell(figures: &Figures, report: &mut Report) {
    let goals = GOALS.iter().find(|goals| figures.events <= goals.events);
    let goals = goals.unwrap_or(&GOALS[1]);
    let column = format!("goal for {} events", goals.events);
    report.table("Goals", &["", &column, "first", "again", "reached"]);
    let mut table = Table(report);

    let rate = figures.records_per_second();
    table.row(
        "import, records/s",
        &format!("{:.0} or more", goals.records_per_second),
        [format!("{rate:.0}"), String::new()],
        yes_or_no(rate >= goals.records_per_second),
    );
    for (shape, goal) in [
        (ShapeId::Ids, goals.ids),
        (ShapeId::Facets, goals.facets),
        (ShapeId::Everything, goals.everything),
    ] {
        let all = &figures.search(shape).all;
        let name = format!("{}, p50 / p99", shape.name());
        table.asked(&name, &goal, [&all.first, &all.again].map(|it| vec![it.p50, it.p99]));
    }
    let compared = &figures.search(ShapeId::Everything).compared;
    if let Some(ratios) = compared.ratios() {
        let name = "the same against raw Tantivy in process, p50 / p50";
        table.asked(name, &[goals.against_tantivy], ratios.map(|ratio| vec![ratio]));
    }
    let suggest = figures.operation(SUGGEST);
    let p95 = [suggest.first, suggest.again].map(|times: Spread| vec![times.p95]);
    table.asked("`suggest`, p95", &[goals.suggest_p95], p95);
    let relations = figures.operation(SIX_RELATIONS);
    let p50 = [relations.first, relations.again].map(|times| vec![times.p50]);
    table.asked("six relations of 100 events, p50", &[goals.six_relations], p50);

    table.single("ready after a clean stop", goals.clean_start, figures.start);
    let [median, slowest] = figures.ready_after_kill();
    table.row(
        "ready after kill -9, median / slowest",
        &time(goals.start_after_kill),
        [format!("{} / {}", time(median), time(slowest)), String::new()],
        match (median <= goals.start_after_kill, slowest <= goals.start_after_kill) {
            (true, true) => "yes",
            (true, false) => "not always",
            (false, _) => "no",
        },
    );
    table.single("MB of its own at rest", goals.memory_at_rest, figures.at_rest.own);
    table.single("MB of its own under load", goals.memory_under_load, figures.under_load.own);
    let disk = &figures.disk;
    let [index, all] = [disk.index, disk.all()].map(|bytes| disk.against_text(bytes));
    table.single("index against the text", goals.index_against_text, index);
    table.single("all of the data folder against the text", goals.all_against_text, all);
}

struct Table<'a>(&'a mut Report);

impl Table<'_> {
    fn row(&mut self, name: &str, goal: &str, [first, again]: [String; 2], reached: &str) {
        self.0.row(name, &[goal.to_owned(), first, again, reached.to_owned()]);
    }

    /// What is to stay below a limit, and is measured once.
    fn single(&mut self, name: &str, goal: f64, measured: f64) {
        let reached = yes_or_no(measured <= goal);
        self.row(name, &time(goal), [time(measured), String::new()], reached);
    }

    /// The same of what is asked first and again; all figures are to stay below theirs.
    fn asked(&mut self, name: &str, goal: &[f64], [first, again]: [Vec<f64>; 2]) {
        let is_reached = |measured: &[f64]| measured.iter().zip(goal).all(|(it, goal)| it <= goal);
        let reached = match (is_reached(&first), is_reached(&again)) {
            (true, _) => "yes",
            (false, true) => "asked again",
            (false, false) => "no",
        };
        let list = |figures: &[f64]| {
            figures.iter().map(|&figure| time(figure)).collect::<Vec<_>>().join(" / ")
        };
        self.row(name, &list(goal), [list(&first), list(&again)], reached);
    }
}

fn yes_or_no(is_reached: bool) -> &'static str {
    if is_reached { "yes" } else { "no" }
}
