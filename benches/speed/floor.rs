//! Tantivy itself on the same index.

use std::path::Path;
use std::time::{Duration, Instant};

use kusanone::search::floor;

pub struct Floor(floor::Floor);

impl Floor {
    pub fn open(index: &Path) -> Self {
        Self(floor::Floor::open(index).expect("an index"))
    }

    /// How long it takes to find a word in process.
    pub fn time(&self, word: &str, limit: usize, counted: bool) -> Duration {
        let started = Instant::now();
        self.0.search(word, limit, counted).expect("an answer");
        started.elapsed()
    }
}
