//! Tantivy itself on the same index.

use std::path::Path;
use std::time::{Duration, Instant};

use kusanone::search::floor::{self, Facets, Question};

use crate::questions::{Shape, phrases};

pub struct Floor<'a> {
    floor: &'a floor::Floor,
    shape: &'a Shape,
    facets: Facets,
}

pub fn open(index: &Path) -> floor::Floor {
    floor::Floor::open(index).expect("an index")
}

impl<'a> Floor<'a> {
    pub fn new(floor: &'a floor::Floor, shape: &'a Shape) -> Self {
        Self { floor, shape, facets: Facets::of(shape.facets).expect("facets") }
    }

    /// How long it takes to answer in process.
    pub fn time(&self, question: &str) -> Duration {
        let Shape { filter, limit, .. } = *self.shape;
        let started = Instant::now();
        let question = Question { phrases: phrases(question), filter, limit, facets: &self.facets };
        let answer = self.floor.search(&question).expect("an answer");
        std::hint::black_box(answer);
        started.elapsed()
    }
}
