//! What is looked up in the index, and kept for whoever asks again.
//!
//! A snapshot never changes, so neither do the documents of a phrase. Typing on,
//! the next page, another filter: most questions hold what was just asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::{Bound, RangeInclusive};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::query::{
    BooleanQuery, EmptyQuery, EnableScoring, PhraseQuery, Query, RangeQuery, RegexQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED, Term};

use super::documents::{Row, Set};
use super::fields::Fields;
use super::query::{Edges, covering_grams};
use super::{Result, SearchError};
use crate::model::Relation;

/// Memory for what was looked up. What is found by every other document of
/// 100,000 takes 12 KB.
const KEPT_BYTES: usize = 32 << 20;

/// The least thing that documents are found by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Atom {
    /// A folded text, character by character.
    Phrase(String, Edges),
    /// All of some words, wherever they stand.
    Words(Vec<String>),
    Term(Field, String),
    Attendance(RangeInclusive<u32>),
}

/// Which documents have which value under a relation.
#[derive(Debug)]
pub(super) struct Values {
    pub sets: BTreeMap<String, Arc<Set>>,
    /// Those that have some value.
    pub any: Set,
}

/// What was looked up in a snapshot.
#[derive(Debug, Default)]
pub(super) struct Kept {
    values: HashMap<Relation, Arc<Values>>,
    sets: HashMap<Atom, Arc<Set>>,
    bytes: usize,
}

/// Looks up what documents a snapshot has.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
    pub row: &'a Row,
    pub kept: &'a Mutex<Kept>,
}

impl Lookup<'_> {
    pub fn documents(&self, atom: &Atom) -> Result<Arc<Set>> {
        if let Some(set) = self.kept().sets.get(atom) {
            return Ok(Arc::clone(set));
        }
        let set = Arc::new(self.read(atom)?);
        let mut kept = self.kept();
        if kept.bytes + set.bytes() > KEPT_BYTES {
            kept.sets.clear();
            kept.bytes = 0;
        }
        kept.bytes += set.bytes();
        kept.sets.insert(atom.clone(), Arc::clone(&set));
        Ok(set)
    }

    /// All values of a relation.
    pub fn values(&self, relation: Relation) -> Result<Arc<Values>> {
        if let Some(values) = self.kept().values.get(&relation) {
            return Ok(Arc::clone(values));
        }
        let field = self.fields.relation(relation);
        let mut names = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().stream().map_err(SearchError::IndexFile)?;
            while terms.advance() {
                names.insert(String::from_utf8_lossy(terms.key()).into_owned());
            }
        }
        let (mut sets, mut any) = (BTreeMap::new(), self.row.none());
        for name in names {
            let set = Arc::new(self.read(&Atom::Term(field, name.clone()))?);
            any.add_set(&set);
            sets.insert(name, set);
        }
        let values = Arc::new(Values { sets, any: Set::Many(any) });
        self.kept().values.insert(relation, Arc::clone(&values));
        Ok(values)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, atom: &Atom) -> Result<Set> {
        let query = atom.query(self.fields)?;
        let weight = query.weight(EnableScoring::disabled_from_searcher(self.searcher))?;
        let mut found = Vec::new();
        for (segment, places) in self.row.segments(self.searcher) {
            let mut documents = weight.scorer(segment, 1.0)?;
            while documents.doc() != TERMINATED {
                found.push(places.start + documents.doc());
                documents.advance();
            }
        }
        Ok(self.row.set(found))
    }
}

impl Atom {
    /// A phrase; edges that it does not have make no other phrase of it.
    pub fn phrase(folded: &str, edges: Edges) -> Self {
        Self::Phrase(folded.to_owned(), edges.of(folded))
    }

    fn query(&self, fields: &Fields) -> Result<Box<dyn Query>> {
        Ok(match self {
            Self::Phrase(folded, edges) => phrase(folded, *edges, fields.grams)?,
            Self::Words(words) => {
                let words = words.iter().map(|word| term_query(fields.words, word));
                Box::new(BooleanQuery::intersection(words.collect()))
            }
            Self::Term(field, value) => term_query(*field, value),
            Self::Attendance(range) => {
                let bound = |number: &u32| {
                    Bound::Included(Term::from_field_u64(fields.attendance, (*number).into()))
                };
                Box::new(RangeQuery::new(bound(range.start()), bound(range.end())))
            }
        })
    }
}

fn term_query(field: Field, term: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::Basic))
}

/// Finds a folded text, character by character.
pub(super) fn phrase(folded: &str, edges: Edges, field: Field) -> Result<Box<dyn Query>> {
    let grams = covering_grams(folded, edges);
    let mut terms: Vec<(usize, Term)> = grams
        .iter()
        .map(|gram| (gram.position, Term::from_field_text(field, &gram.term)))
        .collect();
    Ok(match (terms.len(), folded.chars().count()) {
        (0, 0) => Box::new(EmptyQuery),
        (0, _) => {
            // One character: alone, or with whatever follows it.
            Box::new(RegexQuery::from_pattern(&format!("{}.?", regex::escape(folded)), field)?)
        }
        (1, _) => {
            let (_, term) = terms.remove(0);
            Box::new(TermQuery::new(term, IndexRecordOption::Basic))
        }
        _ => Box::new(PhraseQuery::new_with_offset(terms)),
    })
}
