//! Tantivy alone on the index of a data folder: what every search is measured
//! against. Used by `benches/speed` and by nothing else.

use std::path::Path;

use tantivy::aggregation::AggregationCollector;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::query::{EmptyQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use super::Result;
use super::analyzer::grams;
use super::fields::Fields;
use crate::model::Relation;
use crate::text::normal::fold;

/// What the answers are counted by.
const COUNTED: [Relation; 7] = [
    Relation::FiscalYear,
    Relation::Consulate,
    Relation::State,
    Relation::Priority,
    Relation::Theme,
    Relation::Organisation,
    Relation::Kind,
];

/// An index as Tantivy opens it.
pub struct Floor {
    searcher: Searcher,
    fields: Fields,
    facets: Aggregations,
}

impl Floor {
    /// # Errors
    /// If there is no index in the folder.
    pub fn open(index: &Path) -> Result<Self> {
        let directory = MmapDirectory::open(index).map_err(tantivy::TantivyError::from)?;
        let searcher = tantivy::Index::open(directory)?.reader()?.searcher();
        let terms = |relation: &Relation| {
            let name = relation.as_str();
            (name.to_owned(), serde_json::json!({ "terms": { "field": name, "size": 1_000 } }))
        };
        let facets: serde_json::Map<_, _> = COUNTED.iter().map(terms).collect();
        let facets = serde_json::from_value(facets.into())
            .map_err(|error| tantivy::TantivyError::InvalidArgument(error.to_string()))?;
        Ok(Self { searcher, fields: Fields::schema().1, facets })
    }

    /// The number of entities with a word of two characters or more, the best of
    /// them by BM25, and if asked for, their facets.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn search(&self, word: &str, limit: usize, counted: bool) -> Result<(usize, usize)> {
        let word = fold(word);
        let last = word.chars().count().saturating_sub(1);
        let grams = grams(&word).into_iter();
        let terms = grams
            .filter(|gram| !gram.is_mark() && gram.position < last)
            .map(|gram| (gram.position, Term::from_field_text(self.fields.grams, &gram.term)));
        let mut terms: Vec<(usize, Term)> = terms.collect();
        let query: Box<dyn Query> = match terms.len() {
            1 => Box::new(TermQuery::new(terms.remove(0).1, IndexRecordOption::WithFreqs)),
            0 => Box::new(EmptyQuery),
            _ => Box::new(PhraseQuery::new_with_offset(terms)),
        };
        let best = TopDocs::with_limit(limit).order_by_score();
        if !counted {
            let (best, total) = self.searcher.search(&query, &(best, Count))?;
            return Ok((total, best.len()));
        }
        let facets = AggregationCollector::from_aggs(self.facets.clone(), Default::default());
        let (best, total, facets) = self.searcher.search(&query, &(best, Count, facets))?;
        Ok((total, best.len() + facets.0.len()))
    }
}
