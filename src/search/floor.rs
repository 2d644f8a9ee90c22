//! Tantivy alone on the index of a data folder: what every search is measured
//! against. Used by `benches/speed` and by nothing else.
//!
//! It is asked in the cheapest way in which Tantivy by itself can find what was typed,
//! every place of it, in our own fields: by the fewest grams that a phrase needs. It
//! knows no synonyms, readings or tiers, and it neither looks for the words of a phrase
//! one by one nor tells what stands alone.

use std::path::Path;

use tantivy::aggregation::AggregationCollector;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::query::{BooleanQuery, ConstScoreQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::Result;
use super::fields::Fields;
use super::phrase::{Edges, covering_grams};
use crate::model::Relation;
use crate::text::normal::fold;

/// An index as Tantivy opens it.
pub struct Floor {
    searcher: Searcher,
    fields: Fields,
}

/// What it is asked.
pub struct Question<'a> {
    /// All of these stand in the text.
    pub phrases: Vec<&'a str>,
    /// Of each relation, one of the values holds.
    pub filter: &'a [(Relation, &'a [&'a str])],
    pub limit: usize,
    pub facets: &'a Facets,
}

/// What answers are counted by.
pub struct Facets(Aggregations);

impl Facets {
    /// # Errors
    /// Never, but for a slip in the request below.
    pub fn of(relations: &[Relation]) -> Result<Self> {
        let terms = |relation: &Relation| {
            let name = relation.as_str();
            (name.to_owned(), serde_json::json!({ "terms": { "field": name, "size": 1_000 } }))
        };
        let facets: serde_json::Map<_, _> = relations.iter().map(terms).collect();
        let facets = serde_json::from_value(facets.into())
            .map_err(|error| tantivy::TantivyError::InvalidArgument(error.to_string()))?;
        Ok(Self(facets))
    }
}

impl Floor {
    /// # Errors
    /// If there is no index in the folder.
    pub fn open(index: &Path) -> Result<Self> {
        let directory = MmapDirectory::open(index).map_err(tantivy::TantivyError::from)?;
        let searcher = tantivy::Index::open(directory)?.reader()?.searcher();
        Ok(Self { searcher, fields: Fields::schema().1 })
    }

    /// The number of entities found, and of the best of them by BM25 with the facets
    /// of all.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn search(&self, question: &Question) -> Result<(usize, usize)> {
        let query = self.query(question);
        let best = TopDocs::with_limit(question.limit).order_by_score();
        let facets = &question.facets.0;
        if facets.is_empty() {
            let (best, total) = self.searcher.search(&query, &(best, Count))?;
            return Ok((total, best.len()));
        }
        let facets = AggregationCollector::from_aggs(facets.clone(), Default::default());
        let (best, total, facets) = self.searcher.search(&query, &(best, Count, facets))?;
        Ok((total, best.len() + facets.0.len()))
    }

    fn query(&self, question: &Question) -> Box<dyn Query> {
        let phrases = question.phrases.iter().map(|phrase| self.phrase(&fold(phrase)));
        let conditions = question.filter.iter().map(|(relation, values)| {
            let field = self.fields.relation(*relation);
            let values = values.iter().map(|value| term(field, value, IndexRecordOption::Basic));
            let any = Box::new(BooleanQuery::union(values.collect()));
            Box::new(ConstScoreQuery::new(any, 0.0)) as Box<dyn Query>
        });
        let mut all: Vec<Box<dyn Query>> = phrases.chain(conditions).collect();
        match all.len() {
            1 => all.remove(0),
            _ => Box::new(BooleanQuery::intersection(all)),
        }
    }

    /// A single character has no grams: it is looked for as a word.
    fn phrase(&self, folded: &str) -> Box<dyn Query> {
        let grams = covering_grams(folded, Edges::Kept.of(folded)).into_iter();
        let mut terms: Vec<(usize, Term)> = grams
            .map(|gram| (gram.position, Term::from_field_text(self.fields.grams, &gram.term)))
            .collect();
        match terms.len() {
            0 => term(self.fields.words, folded, IndexRecordOption::WithFreqs),
            1 => Box::new(TermQuery::new(terms.remove(0).1, IndexRecordOption::WithFreqs)),
            _ => Box::new(PhraseQuery::new_with_offset(terms)),
        }
    }
}

fn term(field: Field, value: &str, option: IndexRecordOption) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, value), option))
}
