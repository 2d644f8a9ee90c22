//! Measures Kusanone as its users meet it, with invented events:
//! `make bench`, or `cargo bench --bench speed -- --events 10000`.
//!
//! One process imports, one serves, and this one asks over HTTP. Beside every
//! figure stands a floor from the same run: a route that answers a constant, and
//! Tantivy itself on the same index.
//!
//! The report is Markdown on standard output, with the goals first. The figures are
//! kept in `target/bench`, with a plot of how all runs grow with the number of events.

mod figures;
mod floor;
mod goals;
mod growth;
mod http;
mod process;
mod questions;
mod report;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use figures::{
    Answers, Asked, Export, Figures, Kill, Load, Machine, Page, Search, Spread, Times, ms,
};
use floor::Floor;
use http::{Connection, address, load};
use process::{Program, Server};
use questions::{DOWNLOAD, KINDS, OPERATIONS, PAGES, SHAPES, Shape, ShapeId, every_question};
use report::Report;

/// How often a question is asked again after the first time.
const AGAIN: usize = 4;

/// The same of operations that are no searches, and of pages.
const OPERATIONS_AGAIN: usize = 120;
const PAGES_AGAIN: usize = 20;

/// How long each number of connections is measured.
const LOAD_TIME: Duration = Duration::from_secs(4);

const LOADED_SHAPES: [ShapeId; 2] = [ShapeId::Ids, ShapeId::Everything];
const CONNECTIONS: [usize; 3] = [1, 8, 64];

/// How long the download is read; with very many events it takes an hour.
const DOWNLOAD_TIME: Duration = Duration::from_secs(30);

/// Until a server is at rest that has just started.
const REST_TIME: Duration = Duration::from_secs(1);

/// How long after its first byte in the log an import is killed.
const KILLED_AFTER_MS: [u64; 5] = [0, 250, 500, 1_000, 2_000];

/// Events that come on top, in each import that is killed: more than 2 s bring in.
const UNFINISHED_EVENTS: u64 = 15_000;

fn main() {
    if std::env::args().any(|argument| argument == "--questions") {
        return questions::print();
    }
    let mut arguments = std::env::args().skip_while(|argument| argument != "--events").skip(1);
    let events = arguments.next().map_or(100_000, |number| number.parse().expect("a number"));
    let figures = measure(events);
    figures.save();
    growth::draw(&Figures::saved());
    let mut report = Report::begin(&figures);
    goals::tell(&figures, &mut report);
    report.tell(&figures);
    println!("{}", report.into_markdown());
}

fn measure(events: u64) -> Figures {
    let program = Program::new();
    progress(&format!("inventing {events} events"));
    let mut counts = vec![events];
    counts.extend(KILLED_AFTER_MS.map(|_| UNFINISHED_EVENTS));
    let files = program.sample(&counts);
    let text = process::size(&files[0]);

    progress("importing");
    let import = program.import(&files[0]);
    let disk = program.disk(text);

    progress("asking");
    let server = program.serve();
    let start = server.ready_after;
    std::thread::sleep(REST_TIME);
    let at_rest = server.memory();
    let constant = constant(&server);
    drop(server);
    let tantivy = floor::open(&program.index());
    // Each shape is asked of a server that was asked nothing before.
    let search = |shape| search(&program.serve(), shape, &Floor::new(&tantivy, shape));
    let searches = SHAPES.iter().map(search).collect();
    drop(tantivy);
    let operations = operations(&program.serve());
    progress("asking for pages");
    let server = program.serve();
    let pages = pages(&server);
    let export = export(&server);
    drop(server);

    progress("asking from many connections");
    let server = program.serve();
    let mut loads = Vec::new();
    let under_load = server.memory_during(|| loads = under_load(&server));
    drop(server);

    progress("rebuilding");
    let rebuild = program.run(&["rebuild"]);
    progress("killing");
    let kills = kills(&program, &files[1..]);
    let machine = machine();
    Figures {
        events,
        machine,
        import,
        rebuild,
        disk,
        start,
        kills,
        at_rest,
        under_load,
        constant,
        searches,
        operations,
        pages,
        export,
        loads,
    }
}

fn progress(what: &str) {
    eprintln!("{what} ..");
}

fn machine() -> Machine {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kilobytes = memory.split_whitespace().nth(1).and_then(|number| number.parse().ok());
    Machine { cores, memory_gb: kilobytes.unwrap_or(0.0) / 1e6 }
}

fn constant(server: &Server) -> Spread {
    let mut connection = Connection::open(&server.address);
    let times = Times::of((0..1_000).map(|_| connection.get("/healthz").0));
    times.spread().expect("times")
}

/// Times of one kind of question, before they are summed up.
#[derive(Default)]
struct Measured {
    questions: u64,
    found: u64,
    first: Times,
    again: Times,
    tantivy: Times,
}

impl Measured {
    fn add(&mut self, other: &Self) {
        self.questions += other.questions;
        self.found += other.found;
        self.first.extend(&other.first);
        self.again.extend(&other.again);
        self.tantivy.extend(&other.tantivy);
    }

    fn answers(&self, kind: &str) -> Answers {
        Answers {
            kind: kind.to_owned(),
            found: self.found / self.questions,
            first: self.first.spread().expect("times"),
            again: self.again.spread().expect("times"),
            tantivy: self.tantivy.spread(),
        }
    }
}

/// Every kind of question on one connection: asked first, and asked again.
fn search(server: &Server, shape: &Shape, floor: &Floor) -> Search {
    let mut connection = Connection::open(&server.address);
    let (mut all, mut compared, mut kinds) = (Measured::default(), Measured::default(), vec![]);
    for kind in KINDS {
        let mut measured = Measured::default();
        for question in kind.questions() {
            let body = shape.body(&question);
            let (time, answer) = connection.post(&body);
            measured.questions += 1;
            measured.found += questions::total(&answer);
            measured.first.add(time);
            (0..AGAIN).for_each(|_| measured.again.add(connection.post(&body).0));
            if kind.is_plain {
                // The first time brings the pages of its files into this process.
                floor.time(&question);
                (0..AGAIN).for_each(|_| measured.tantivy.add(floor.time(&question)));
            }
        }
        all.add(&measured);
        if kind.is_plain {
            compared.add(&measured);
        }
        kinds.push(measured.answers(kind.name));
    }
    all.tantivy = Times::default();
    let compared = compared.answers("**those that Tantivy can be asked**");
    Search { shape: shape.id, kinds, compared, all: all.answers("**all**") }
}

/// What is not a search: asked first, and asked again.
fn operations(server: &Server) -> Vec<Asked> {
    let mut connection = Connection::open(&server.address);
    let asked = OPERATIONS.iter().map(|operation| {
        let bodies = operation.bodies();
        let first = Times::of(bodies.iter().map(|body| connection.post(body).0));
        let rounds = OPERATIONS_AGAIN.div_ceil(bodies.len());
        let again = (0..rounds).flat_map(|_| &bodies).map(|body| connection.post(body).0);
        let [first, again] = [first, Times::of(again)].map(|it| it.spread().expect("times"));
        Asked { name: operation.name.to_owned(), first, again }
    });
    asked.collect()
}

fn pages(server: &Server) -> Vec<Page> {
    let mut connection = Connection::open(&server.address);
    let pages = PAGES.iter().map(|(path, query)| {
        let asked = address(path, query);
        let (first, html) = connection.get(&asked);
        let again = Times::of((0..PAGES_AGAIN).map(|_| connection.get(&asked).0));
        Page {
            address: readable(path, query),
            first: ms(first),
            again: again.spread().expect("times"),
            kilobytes: html.len() as f64 / 1e3,
        }
    });
    pages.collect()
}

fn export(server: &Server) -> Export {
    let (path, query) = DOWNLOAD;
    let started = Instant::now();
    let connection = Connection::open(&server.address);
    let (bytes, is_whole) = connection.download(&address(path, query), DOWNLOAD_TIME);
    Export {
        address: readable(path, query),
        seconds: started.elapsed().as_secs_f64(),
        megabytes: bytes as f64 / 1e6,
        is_whole,
    }
}

/// An address as people write it.
fn readable(path: &str, query: &[(&str, &str)]) -> String {
    let values: Vec<String> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    match values.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", values.join("&")),
    }
}

/// All questions, mixed, from several connections at once.
fn under_load(server: &Server) -> Vec<Load> {
    let mut loads = Vec::new();
    for shape in SHAPES.iter().filter(|shape| LOADED_SHAPES.contains(&shape.id)) {
        let bodies: Vec<String> =
            every_question().iter().map(|question| shape.body(question)).collect();
        for connections in CONNECTIONS {
            let times = load(&server.address, &bodies, connections, LOAD_TIME);
            let per_second = times.len() as f64 / LOAD_TIME.as_secs_f64();
            let times = times.spread().expect("times");
            loads.push(Load { shape: shape.id, connections, per_second, times });
        }
    }
    loads
}

/// Imports are killed at several moments, and a server at rest.
fn kills(program: &Program, files: &[PathBuf]) -> Vec<Kill> {
    let mut kills = Vec::new();
    program.serve().kill();
    kills.push(Kill { moment: "a server".to_owned(), ready_after: program.serve().ready_after });
    for (after, records) in KILLED_AFTER_MS.into_iter().zip(files) {
        program.kill_import(records, Duration::from_millis(after));
        kills.push(Kill {
            moment: format!("an import, {after} ms after it began to write"),
            ready_after: program.serve().ready_after,
        });
    }
    kills
}
