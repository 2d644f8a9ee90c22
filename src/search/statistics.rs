//! Statistics for BM25 that depend on what is in the index, not on how it came
//! there.
//!
//! Tantivy estimates a field's number of tokens anew whenever it merges
//! segments with deleted documents, so scores would depend on history, and an
//! index made again from the log would rank otherwise than the one it replaces.
//! Here the lengths of all living documents are added up once a snapshot: about
//! 2 ns a document.

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::memo::Memo;

/// Total lengths of the text fields.
#[derive(Clone, Debug)]
pub(super) struct Lengths(Vec<(Field, u64)>);

impl Lengths {
    pub fn of(searcher: &Searcher, fields: &[Field]) -> tantivy::Result<Self> {
        let lengths = fields.iter().map(|&field| Ok((field, total_length(searcher, field)?)));
        lengths.collect::<tantivy::Result<_>>().map(Self)
    }
}

fn total_length(searcher: &Searcher, field: Field) -> tantivy::Result<u64> {
    let mut total = 0;
    for segment in searcher.segment_readers() {
        let lengths = segment.get_fieldnorms_reader(field)?;
        total += segment
            .doc_ids_alive()
            .map(|document| u64::from(lengths.fieldnorm(document)))
            .sum::<u64>();
    }
    Ok(total)
}

/// A searcher with those lengths.
pub(super) struct Statistics<'a> {
    pub searcher: &'a Searcher,
    pub lengths: &'a Lengths,
    pub frequencies: &'a Frequencies,
}

/// How many documents have a term. A ranking asks for each several times, and each
/// segment has to be asked.
pub(super) type Frequencies = Memo<Term, u64>;

pub(super) const FREQUENCIES: usize = 10_000;

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        match self.lengths.0.iter().find(|(known, _)| *known == field) {
            Some((_, total)) => Ok(*total),
            None => self.searcher.total_num_tokens(field),
        }
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.searcher.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        // A term may be in documents that are deleted but not yet merged away;
        // BM25 is undefined for a frequency above the number of documents.
        self.frequencies.answer(term.clone(), |term| {
            Ok(self.searcher.doc_freq(term)?.min(self.searcher.num_docs()))
        })
    }
}
