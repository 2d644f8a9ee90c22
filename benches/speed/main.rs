//! Measures Kusanone as its users meet it, with invented events:
//! `make bench`, or `cargo bench --bench speed -- --events 10000`.
//!
//! One process imports, one serves, and this one asks over HTTP. Beside every
//! figure stands a floor from the same run: a route that answers a constant, and
//! Tantivy itself on the same index. The report is Markdown on standard output.

mod floor;
mod http;
mod process;
mod questions;
mod report;

use std::time::{Duration, Instant};

use floor::Floor;
use http::{Connection, load};
use process::Program;
use questions::{KINDS, OPERATIONS, SHAPES, every_question};
use report::{Report, Times, ms};

/// How often a question is asked again after the first time.
const AGAIN: usize = 4;

/// The same of operations that are no searches.
const OPERATIONS_AGAIN: usize = 120;

/// How long each number of connections is measured.
const LOAD_TIME: Duration = Duration::from_secs(4);

const CONNECTIONS: [usize; 3] = [1, 8, 64];

/// Events that come on top, in an import that is killed.
const UNFINISHED_EVENTS: u64 = 5_000;

fn main() {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--events").skip(1);
    let events = arguments.next().map_or(100_000, |number| number.parse().expect("a number"));
    let program = Program::new();
    let mut report = Report::begin(events);

    let (records, more) = program.sample(events, UNFINISHED_EVENTS);
    let text = std::fs::metadata(&records).expect("the sample").len();
    import(&program, &records, events, text, &mut report);
    sizes(&program, text, &mut report);

    report.table("Start", &["", "ready after", "resident"]);
    let server = program.serve();
    report.row("clean stop", &[ms(server.ready_after), server.resident()]);
    let address = server.address.as_str();
    by_kind(address, &program, &mut report);
    operations(address, &mut report);
    under_load(address, &mut report);
    report.table("Memory", &["", "resident"]);
    report.row("under load", &[server.resident()]);

    drop(server);
    program.kill_import(&more);
    let server = program.serve();
    report.table("After kill -9 in the middle of an import", &["", "ready after"]);
    report.row("", &[ms(server.ready_after)]);
}

fn import(
    program: &Program,
    records: &std::path::Path,
    events: u64,
    text: u64,
    report: &mut Report,
) {
    let started = Instant::now();
    program.run(&["import", "records"], &[records]);
    let seconds = started.elapsed().as_secs_f64();
    report.table("Import, end to end", &["seconds", "records/s", "MB/s"]);
    let figures = [events as f64 / seconds, text as f64 / 1e6 / seconds];
    report.row(&format!("{seconds:.1}"), &figures.map(|figure| format!("{figure:.1}")));
}

fn sizes(program: &Program, text: u64, report: &mut Report) {
    report.table("Size on disk", &["", "MB", "against the text"]);
    let mut row = |name: &str, bytes: u64| {
        let figures = [bytes as f64 / 1e6, bytes as f64 / text as f64];
        report.row(name, &figures.map(|figure| format!("{figure:.2}")));
    };
    row("text: the records as JSON Lines", text);
    let parts = program.sizes();
    for (name, bytes) in &parts {
        row(name, *bytes);
    }
    row("all of the data folder", parts.iter().map(|(_, bytes)| bytes).sum());
}

/// Every kind of question on one connection: asked first, and asked again.
fn by_kind(address: &str, program: &Program, report: &mut Report) {
    let mut connection = Connection::open(address);
    connection.get("/healthz");
    let constant = Times::of((0..1_000).map(|_| connection.get("/healthz").0));
    report.table("Constant route", &["", "p50", "p95", "p99"]);
    report.row("one connection", &constant.percentiles());

    let floor = Floor::open(&program.index());
    for shape in SHAPES {
        let title = format!("{}, one connection", shape.name);
        report.table(
            &title,
            &[
                "",
                "found",
                "first p50",
                "first p99",
                "again p50",
                "again p95",
                "again p99",
                "Tantivy p50",
                "ratio",
            ],
        );
        let (mut firsts, mut agains, mut floors) =
            (Times::default(), Times::default(), Times::default());
        for kind in KINDS {
            let (mut first, mut again, mut raw, mut found) =
                (Times::default(), Times::default(), Times::default(), 0);
            for question in kind.questions() {
                let body = shape.body(&question);
                let (time, answer) = connection.post(&body);
                found += questions::total(&answer);
                first.add(time);
                (0..AGAIN).for_each(|_| again.add(connection.post(&body).0));
                if kind.is_plain {
                    raw.add(floor.time(&question, shape.limit, shape.counted));
                }
            }
            let ratio = raw.median().map(|floor| first.median().unwrap_or_default() / floor);
            report.row(
                kind.name,
                &[
                    (found / kind.questions().len() as u64).to_string(),
                    first.percentile(0.5),
                    first.percentile(0.99),
                    again.percentile(0.5),
                    again.percentile(0.95),
                    again.percentile(0.99),
                    raw.percentile(0.5),
                    ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.1}")),
                ],
            );
            firsts.extend(first);
            agains.extend(again);
            floors.extend(raw);
        }
        report.row(
            "**all**",
            &[
                String::new(),
                firsts.percentile(0.5),
                firsts.percentile(0.99),
                agains.percentile(0.5),
                agains.percentile(0.95),
                agains.percentile(0.99),
                floors.percentile(0.5),
                String::new(),
            ],
        );
    }
}

/// What is not a search: asked first, and asked again.
fn operations(address: &str, report: &mut Report) {
    let mut connection = Connection::open(address);
    report.table(
        "Other operations, one connection",
        &["", "first p50", "first p95", "again p50", "again p95", "again p99"],
    );
    for operation in OPERATIONS {
        let bodies = operation.bodies();
        let first = Times::of(bodies.iter().map(|body| connection.post(body).0));
        let rounds = OPERATIONS_AGAIN.div_ceil(bodies.len());
        let times = (0..rounds).flat_map(|_| &bodies).map(|body| connection.post(body).0);
        let mut figures = vec![first.percentile(0.5), first.percentile(0.95)];
        figures.extend(Times::of(times).percentiles());
        report.row(operation.name, &figures);
    }
}

/// All questions, mixed, from several connections at once.
fn under_load(address: &str, report: &mut Report) {
    report.table(
        "All questions mixed, 10 ids and total",
        &["connections", "answers/s", "p50", "p95", "p99"],
    );
    let bodies: Vec<String> =
        every_question().iter().map(|question| SHAPES[0].body(question)).collect();
    for connections in CONNECTIONS {
        let times = load(address, &bodies, connections, LOAD_TIME);
        let rate = times.len() as f64 / LOAD_TIME.as_secs_f64();
        let mut figures = vec![format!("{rate:.0}")];
        figures.extend(times.percentiles());
        report.row(&connections.to_string(), &figures);
    }
}
