//! A query that holds as well as its weakest part.
//!
//! Tantivy adds up the scores of parts. The tier of a hit is that of the term
//! that was found in the loosest way, so here the lowest score counts.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// Documents that all parts match, or any part if the rest may be missing.
#[derive(Debug)]
pub struct Weakest {
    parts: Vec<Box<dyn Query>>,
    /// Whether a document may lack some parts; it then scores 0.
    partial: bool,
}

impl Weakest {
    pub fn of_all(parts: Vec<Box<dyn Query>>) -> Self {
        Self { parts, partial: false }
    }

    pub fn of_some(parts: Vec<Box<dyn Query>>) -> Self {
        Self { parts, partial: true }
    }
}

impl Clone for Weakest {
    fn clone(&self) -> Self {
        let parts = self.parts.iter().map(|part| part.box_clone()).collect();
        Self { parts, partial: self.partial }
    }
}

impl Query for Weakest {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let parts = self.parts.iter().map(|part| part.weight(scoring));
        let parts = parts.collect::<tantivy::Result<Vec<_>>>()?;
        Ok(Box::new(WeakestWeight { parts, partial: self.partial }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.parts.iter().for_each(|part| part.query_terms(visitor));
    }
}

struct WeakestWeight {
    parts: Vec<Box<dyn Weight>>,
    partial: bool,
}

impl Weight for WeakestWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let parts = self.parts.iter().map(|part| part.scorer(reader, boost));
        let parts = parts.collect::<tantivy::Result<Vec<_>>>()?;
        let mut scorer = WeakestScorer { parts, partial: self.partial, doc: 0 };
        scorer.doc = scorer.first_from(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("the score of the weakest part", 0.0))
    }
}

struct WeakestScorer {
    parts: Vec<Box<dyn Scorer>>,
    partial: bool,
    doc: DocId,
}

impl WeakestScorer {
    /// The first document from `target` on. All parts stand at or behind the
    /// document before.
    fn first_from(&mut self, target: DocId) -> DocId {
        if self.partial {
            let docs = self.parts.iter_mut().map(|part| seek(part.as_mut(), target));
            return docs.min().unwrap_or(TERMINATED);
        }
        let mut candidate = if self.parts.is_empty() { TERMINATED } else { target };
        'again: while candidate != TERMINATED {
            for part in &mut self.parts {
                let doc = seek(part.as_mut(), candidate);
                if doc > candidate {
                    candidate = doc;
                    continue 'again;
                }
            }
            break;
        }
        candidate
    }
}

/// Moves a part to the first of its documents from `target` on.
fn seek(part: &mut dyn Scorer, target: DocId) -> DocId {
    if part.doc() < target { part.seek(target) } else { part.doc() }
}

impl DocSet for WeakestScorer {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.doc = self.first_from(self.doc + 1);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = self.first_from(target);
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let hints = self.parts.iter().map(|part| part.size_hint());
        if self.partial { hints.max() } else { hints.min() }.unwrap_or(0)
    }
}

impl Scorer for WeakestScorer {
    fn score(&mut self) -> Score {
        let mut weakest = Score::INFINITY;
        for part in &mut self.parts {
            if part.doc() != self.doc {
                return 0.0;
            }
            weakest = weakest.min(part.score());
        }
        weakest
    }
}
