//! Events like another one.
//!
//! What two events have in common counts by how rare it is, as BM25 has it, and
//! by what it is: one undertaking says more than one state. Words of title and
//! description count last.

use std::collections::BTreeSet;

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query as TantivyQuery, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::Result;
use super::analyzer::Analyzer;
use super::fields::Fields;
use crate::model::{Entity, Event, Kinded, Relation};

/// What each relation counts for.
const WEIGHTS: &[(Relation, f32)] = &[
    (Relation::Series, 3.0),
    (Relation::Partnership, 3.0),
    (Relation::Organisation, 1.5),
    (Relation::Theme, 1.0),
    (Relation::State, 0.6),
    (Relation::Consulate, 0.4),
    (Relation::Priority, 0.3),
];

/// What a word counts for.
const WORD_WEIGHT: f32 = 0.25;

/// Words that are compared; a description has about 80.
const MAX_WORDS: usize = 120;

/// Finds the events like one.
///
/// # Errors
/// Only if the dictionary is damaged.
pub(super) fn query(
    event: &Event,
    analyzer: &Analyzer,
    fields: &Fields,
) -> Result<Box<dyn TantivyQuery>> {
    let mut clauses: Vec<(Occur, Box<dyn TantivyQuery>)> = Vec::new();
    let term = |field, value: &str| -> Box<dyn TantivyQuery> {
        Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
    };
    let mut add = |query, weight| {
        clauses.push((Occur::Should, Box::new(BoostQuery::new(query, weight))));
    };
    for link in event.links() {
        if let Some((_, weight)) = WEIGHTS.iter().find(|(relation, _)| *relation == link.relation) {
            add(term(fields.relation(link.relation), &link.value), *weight);
        }
    }
    let summary = event.summary.as_ref().map_or("", |summary| &summary.ja);
    let mut words = BTreeSet::new();
    for text in [event.title.ja.as_str(), summary] {
        words.extend(analyzer.read(text)?.words.into_iter().map(|word| word.term.clone()));
    }
    for word in words.iter().take(MAX_WORDS) {
        add(term(fields.words, word), WORD_WEIGHT);
    }
    let itself = term(fields.key, &event.key().to_string());
    clauses.push((Occur::MustNot, itself));
    Ok(Box::new(BooleanQuery::new(clauses)))
}
