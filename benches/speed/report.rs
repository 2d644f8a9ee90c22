//! The figures of a run as Markdown, in the order of `docs/PERFORMANCE.md`.

use std::fmt::Write;

use crate::figures::{Answers, Figures, Memory, Search, Spread, Writing};

/// Tables in Markdown, one below the other.
pub struct Report(String);

impl Report {
    pub fn begin(figures: &Figures) -> Self {
        let Figures { events, machine, .. } = figures;
        Self(format!(
            "# {events} events on {} cores with {:.0} GB of memory, times in milliseconds\n",
            machine.cores, machine.memory_gb
        ))
    }

    /// All that was measured.
    pub fn tell(&mut self, figures: &Figures) {
        self.pages(figures);
        self.writing(figures);
        self.disk(figures);
        self.starts(figures);
        self.memory(figures);
        for search in &figures.searches {
            self.search(search);
        }
        self.operations(figures);
        self.loads(figures);
        self.constant(figures);
    }

    pub fn into_markdown(self) -> String {
        self.0
    }

    pub fn table(&mut self, title: &str, columns: &[&str]) {
        let _ = write!(self.0, "\n### {title}\n\n| {} |\n|", columns.join(" | "));
        self.0.push_str(&"---|".repeat(columns.len()));
        self.0.push('\n');
    }

    pub fn row(&mut self, name: &str, cells: &[String]) {
        let _ = writeln!(self.0, "| {name} | {} |", cells.join(" | "));
    }

    fn pages(&mut self, figures: &Figures) {
        self.table(
            "Pages, one connection",
            &["page", "first", "again p50", "again p99", "kB before compression"],
        );
        for page in &figures.pages {
            let times = [page.first, page.again.p50, page.again.p99].map(time);
            self.row(
                &format!("`{}`", page.address),
                &[&times[..], &[format!("{:.1}", page.kilobytes)]].concat(),
            );
        }
        let export = &figures.export;
        self.table("Download", &["", "seconds", "MB", "MB/s"]);
        let name = match export.is_whole {
            true => format!("`{}`", export.address),
            false => format!("`{}`, broken off", export.address),
        };
        let figures = [export.seconds, export.megabytes, export.megabytes / export.seconds];
        self.row(&name, &figures.map(|figure| format!("{figure:.1}")));
    }

    fn writing(&mut self, figures: &Figures) {
        self.table(
            "Import and rebuild, end to end",
            &["", "seconds", "records/s", "MB of text/s", "most memory"],
        );
        let mut row = |name: &str, writing: &Writing| {
            let Writing { seconds, memory } = writing;
            let rates = [figures.events as f64, figures.disk.text as f64 / 1e6];
            let [records, megabytes] = rates.map(|amount| format!("{:.1}", amount / seconds));
            let seconds = format!("{seconds:.1}");
            self.row(name, &[seconds, records, megabytes, megabytes_of(memory)]);
        };
        row("`kusanone import records`", &figures.import);
        row("`kusanone rebuild`", &figures.rebuild);
    }

    fn disk(&mut self, figures: &Figures) {
        let disk = &figures.disk;
        self.table("Size on disk", &["", "MB", "against the text"]);
        for (name, bytes) in [
            ("text: the records as JSON Lines", disk.text),
            ("log", disk.log),
            ("store", disk.store),
            ("index", disk.index),
            ("all of the data folder", disk.all()),
        ] {
            let sizes = [bytes as f64 / 1e6, disk.against_text(bytes)];
            self.row(name, &sizes.map(|size| format!("{size:.2}")));
        }
    }

    fn starts(&mut self, figures: &Figures) {
        self.table("Start", &["", "ready after"]);
        self.row("clean stop", &[time(figures.start)]);
        for kill in &figures.kills {
            self.row(&format!("kill -9: {}", kill.moment), &[time(kill.ready_after)]);
        }
        self.row("kill -9: median", &[time(figures.ready_after_kill()[0])]);
    }

    fn memory(&mut self, figures: &Figures) {
        self.table("Memory of the server", &["", "resident"]);
        self.row("at rest", &[megabytes_of(&figures.at_rest)]);
        self.row("under load, at most", &[megabytes_of(&figures.under_load)]);
    }

    fn search(&mut self, search: &Search) {
        self.table(
            &format!("{}, one connection", search.shape.name()),
            &[
                "",
                "found",
                "first p50",
                "first p99",
                "again p50",
                "again p95",
                "again p99",
                "Tantivy p50",
                "first / Tantivy",
                "again / Tantivy",
            ],
        );
        for answers in search.kinds.iter().chain([&search.compared, &search.all]) {
            let Answers { kind, found, first, again, tantivy } = answers;
            let mut cells = vec![found.to_string()];
            cells.extend([first.p50, first.p99, again.p50, again.p95, again.p99].map(time));
            cells.push(tantivy.map_or("-".to_owned(), |tantivy| time(tantivy.p50)));
            match answers.ratios() {
                Some(ratios) => cells.extend(ratios.map(|ratio| format!("{ratio:.1}"))),
                None => cells.extend(["-", "-"].map(str::to_owned)),
            }
            self.row(kind, &cells);
        }
    }

    fn operations(&mut self, figures: &Figures) {
        self.table(
            "Other operations, one connection",
            &["", "first p50", "first p95", "again p50", "again p95", "again p99"],
        );
        for operation in &figures.operations {
            let mut cells = [operation.first.p50, operation.first.p95].map(time).to_vec();
            cells.extend(spread(&operation.again));
            self.row(&operation.name, &cells);
        }
    }

    fn loads(&mut self, figures: &Figures) {
        self.table("All questions mixed", &["", "connections", "answers/s", "p50", "p95", "p99"]);
        for load in &figures.loads {
            let mut cells = vec![load.connections.to_string(), format!("{:.0}", load.per_second)];
            cells.extend(spread(&load.times));
            self.row(load.shape.name(), &cells);
        }
    }

    fn constant(&mut self, figures: &Figures) {
        self.table("Constant route", &["", "p50", "p95", "p99"]);
        self.row("one connection", &spread(&figures.constant));
    }
}

pub fn time(milliseconds: f64) -> String {
    format!("{milliseconds:.2}")
}

fn spread(spread: &Spread) -> [String; 3] {
    [spread.p50, spread.p95, spread.p99].map(time)
}

fn megabytes_of(memory: &Memory) -> String {
    format!("{:.0} MB of its own, {:.0} MB with files", memory.own, memory.with_files)
}
