//! Everything that one run measures. It is saved beside the figures of other runs, and
//! tables and plots are made from it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::questions::ShapeId;

#[derive(Serialize, Deserialize)]
pub struct Figures {
    pub events: u64,
    pub machine: Machine,
    pub import: Writing,
    pub rebuild: Writing,
    pub disk: Disk,
    /// Until the server is ready after a clean stop, in ms.
    pub start: f64,
    pub kills: Vec<Kill>,
    pub at_rest: Memory,
    pub under_load: Memory,
    /// A route that answers a constant.
    pub constant: Spread,
    pub searches: Vec<Search>,
    pub operations: Vec<Asked>,
    pub pages: Vec<Page>,
    pub export: Export,
    pub loads: Vec<Load>,
}

#[derive(Serialize, Deserialize)]
pub struct Machine {
    pub cores: usize,
    pub memory_gb: f64,
}

/// A command that writes the whole data folder.
#[derive(Serialize, Deserialize)]
pub struct Writing {
    pub seconds: f64,
    /// The most at any time.
    pub memory: Memory,
}

/// Bytes.
#[derive(Serialize, Deserialize)]
pub struct Disk {
    /// The records as JSON Lines.
    pub text: u64,
    pub log: u64,
    pub store: u64,
    pub index: u64,
}

/// A process that was killed, and the start after it.
#[derive(Serialize, Deserialize)]
pub struct Kill {
    pub moment: String,
    /// Milliseconds.
    pub ready_after: f64,
}

/// MB of a process.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
pub struct Memory {
    pub own: f64,
    /// Pages of files are the system's, which may take them back.
    pub with_files: f64,
}

/// One shape of question, on one connection.
#[derive(Serialize, Deserialize)]
pub struct Search {
    pub shape: ShapeId,
    pub kinds: Vec<Answers>,
    /// Those that Tantivy was asked, too.
    pub compared: Answers,
    pub all: Answers,
}

/// Answers to questions of a kind.
#[derive(Serialize, Deserialize)]
pub struct Answers {
    pub kind: String,
    /// The mean.
    pub found: u64,
    pub first: Spread,
    pub again: Spread,
    pub tantivy: Option<Spread>,
}

impl Answers {
    /// How many times as long as Tantivy by itself: asked first, and asked again.
    pub fn ratios(&self) -> Option<[f64; 2]> {
        let tantivy = self.tantivy?;
        Some([self.first.p50 / tantivy.p50, self.again.p50 / tantivy.p50])
    }
}

/// An operation that is no search.
#[derive(Serialize, Deserialize)]
pub struct Asked {
    pub name: String,
    pub first: Spread,
    pub again: Spread,
}

#[derive(Serialize, Deserialize)]
pub struct Page {
    pub address: String,
    /// Milliseconds.
    pub first: f64,
    pub again: Spread,
    pub kilobytes: f64,
}

#[derive(Serialize, Deserialize)]
pub struct Export {
    pub address: String,
    pub seconds: f64,
    pub megabytes: f64,
    /// False if it was broken off for want of time.
    pub is_whole: bool,
}

/// Answers to several connections at once.
#[derive(Serialize, Deserialize)]
pub struct Load {
    pub shape: ShapeId,
    pub connections: usize,
    pub per_second: f64,
    pub times: Spread,
}

/// How long the same took again and again, in ms.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Spread {
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
}

/// Times before they are summed up.
#[derive(Clone, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn of(times: impl Iterator<Item = Duration>) -> Self {
        Self(times.collect())
    }

    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// `None` if there is none.
    pub fn spread(&self) -> Option<Spread> {
        let mut times = self.0.clone();
        times.sort_unstable();
        let last = times.len().checked_sub(1)?;
        let at = |part: f64| ms(times[((times.len() as f64 * part) as usize).min(last)]);
        Some(Spread { p50: at(0.5), p95: at(0.95), p99: at(0.99) })
    }
}

pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Where runs are kept.
pub fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench");
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

impl Figures {
    pub fn save(&self) {
        let file = folder().join(format!("{}.json", self.events));
        let json = serde_json::to_string_pretty(self).expect("JSON");
        std::fs::write(file, json).expect("space on the disk");
    }

    /// Those of all runs, with the fewest events first. What an older benchmark wrote
    /// otherwise is left out.
    pub fn saved() -> Vec<Self> {
        let files = std::fs::read_dir(folder()).expect("a folder");
        let paths = files.map(|file| file.expect("a file").path());
        let json = paths.filter(|path| path.extension().is_some_and(|it| it == "json"));
        let mut runs: Vec<Self> = json
            .filter_map(|path| serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok())
            .collect();
        runs.sort_by_key(|run| run.events);
        runs
    }

    pub fn search(&self, shape: ShapeId) -> &Search {
        let found = self.searches.iter().find(|search| search.shape == shape);
        found.expect("all shapes are measured")
    }

    pub fn operation(&self, name: &str) -> &Asked {
        let found = self.operations.iter().find(|operation| operation.name == name);
        found.expect("all operations are measured")
    }

    /// The start after a kill, in ms: the median, and the slowest.
    pub fn ready_after_kill(&self) -> [f64; 2] {
        let mut times: Vec<f64> = self.kills.iter().map(|kill| kill.ready_after).collect();
        times.sort_by(f64::total_cmp);
        [times[times.len() / 2], times[times.len() - 1]]
    }

    pub fn records_per_second(&self) -> f64 {
        self.events as f64 / self.import.seconds
    }
}

impl Disk {
    pub fn all(&self) -> u64 {
        self.log + self.store + self.index
    }

    /// How many times the size of the text.
    pub fn against_text(&self, bytes: u64) -> f64 {
        bytes as f64 / self.text as f64
    }
}
