//! What is looked up in the index, and kept for whoever asks again.
//!
//! A snapshot never changes, so neither do the documents of a phrase. Typing on,
//! the next page, another filter: most questions hold what was just asked for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::{Bound, RangeInclusive};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{EnableScoring, Query, RangeQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

use super::analyzer::Gram;
use super::cores::on_free_cores;
use super::documents::{Documents, Place, Row, Set};
use super::fields::Fields;
use super::lexicon;
use super::marks;
use super::memo::Memo;
use super::phrase::{self, Edges, PhraseReader, covering_grams};
use super::segment::Keys;
use super::select::Tier;
use super::{Result, SearchError};
use crate::model::Relation;

/// Memory for what was looked up. What is found by every other document of
/// 100,000 takes 12 KB.
const KEPT_BYTES: usize = 32 << 20;

/// Documents of which the positions are read at once: that takes a millisecond or two.
const PART_DOCUMENTS: usize = 4_000;

/// Some documents of a segment, and the place of its first one.
type Part<'a> = (&'a SegmentReader, Place, Vec<DocId>);

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

/// What several ways lead to: for each tier, the documents of that tier and of all
/// closer ones.
pub(super) type Levels = [Documents; Tier::ALL.len()];

/// Memory for what terms find, tier by tier, and how many they are at most. Of 100,000
/// documents, a term takes 62 KB.
const LEVELS_BYTES: usize = 16 << 20;
const MAX_LEVELS: usize = 1_000;

/// What was looked up in a snapshot.
#[derive(Debug)]
pub(super) struct Kept {
    sets: Mutex<Sets>,
    levels: Memo<Vec<(Tier, Atom)>, Arc<Levels>>,
}

impl Kept {
    pub fn new(row: &Row) -> Self {
        let term_bytes = Tier::ALL.len() * Set::Many(row.none()).bytes();
        Self {
            sets: Mutex::default(),
            levels: Memo::new(MAX_LEVELS.min(LEVELS_BYTES / term_bytes.max(1))),
        }
    }
}

#[derive(Debug, Default)]
struct Sets {
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
    /// The keys of each segment.
    pub keys: &'a [Keys],
    pub kept: &'a Kept,
}

impl Lookup<'_> {
    pub fn documents(&self, atom: &Atom) -> Result<Arc<Set>> {
        if let Some(set) = self.kept().sets.get(atom) {
            return Ok(Arc::clone(set));
        }
        let set = Arc::new(self.read(atom, &self.row.none())?);
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
            let set = Arc::new(self.row.set(self.having(field, &name)?));
            any.add_set(&set);
            sets.insert(name, set);
        }
        let values = Arc::new(Values { sets, any: Set::Many(any) });
        self.kept().values.insert(relation, Arc::clone(&values));
        Ok(values)
    }

    fn kept(&self) -> MutexGuard<'_, Sets> {
        self.kept.sets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What ways lead to, the closest given first.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn levels(&self, ways: Vec<(Tier, Atom)>) -> Result<Arc<Levels>> {
        self.kept.levels.answer(ways, |ways| {
            let mut levels = Tier::ALL.map(|_| self.row.none());
            let mut found = self.row.none();
            for (tier, atom) in ways {
                // What was found more closely need not be found again, where positions
                // would be read for it; a whole set is kept for whoever asks again.
                let is_known = self.kept().sets.contains_key(atom);
                if found.is_empty() || is_known || !atom.reads_positions() {
                    found.add_set(&*self.documents(atom)?);
                } else {
                    found.add_set(&self.read(atom, &found)?);
                }
                levels[*tier as usize].add(&found);
            }
            for tier in 1..levels.len() {
                let (closer, level) = levels.split_at_mut(tier);
                level[0].add(&closer[tier - 1]);
            }
            Ok(Arc::new(levels))
        })
    }

    /// Finds the documents of an atom. Of the `known` ones some may be left out.
    fn read(&self, atom: &Atom, known: &Documents) -> Result<Set> {
        Ok(match atom {
            Atom::Phrase(folded, edges) => match covering_grams(folded, *edges).as_slice() {
                [] => self.matching(&*phrase::query(folded, *edges, self.fields.grams)?)?,
                [gram] => self.row.set(self.having(self.fields.grams, &gram.term)?),
                _ if marks::has(folded) => self.marked(folded, *edges)?,
                grams => self.holding(folded, *edges, grams, known)?,
            },
            Atom::Words(words) => {
                let words = words.iter().map(String::as_str);
                Set::Many(self.having_all(self.fields.words, words)?)
            }
            Atom::Term(field, value) => self.row.set(self.having(*field, value)?),
            Atom::Attendance(range) => {
                let bound = |number: &u32| {
                    let number = Term::from_field_u64(self.fields.attendance, (*number).into());
                    Bound::Included(number)
                };
                self.matching(&RangeQuery::new(bound(range.start()), bound(range.end())))?
            }
        })
    }

    fn having(&self, field: Field, term: &str) -> Result<Vec<Place>> {
        let term = Term::from_field_text(field, term);
        let mut places = Vec::new();
        for (segment, row) in self.row.segments(self.searcher) {
            let index = segment.inverted_index(field)?;
            let blocks = index.read_block_postings(&term, IndexRecordOption::Basic);
            let Some(blocks) = blocks.map_err(TantivyError::from)? else { continue };
            places.reserve(blocks.doc_freq() as usize);
            each_block(blocks, |docs| places.extend(docs.iter().map(|doc| row.start + doc)));
        }
        Ok(places)
    }

    fn having_all<'t>(
        &self,
        field: Field,
        terms: impl Iterator<Item = &'t str>,
    ) -> Result<Documents> {
        let mut documents = self.row.everything();
        for term in terms {
            documents.keep_set(&*self.documents(&Atom::Term(field, term.to_owned()))?);
        }
        Ok(documents)
    }

    /// Documents that hold a known word.
    fn marked(&self, word: &str, edges: Edges) -> Result<Set> {
        let mut found = self.row.none();
        for term in marks::terms_of(word, edges) {
            let places = self.having(self.fields.marks, &term)?;
            places.into_iter().for_each(|place| found.insert(place));
        }
        Ok(self.row.set_of(found))
    }

    /// Documents that hold a phrase, looked for outside of those that are known.
    fn holding(
        &self,
        folded: &str,
        edges: Edges,
        grams: &[Gram],
        known: &Documents,
    ) -> Result<Set> {
        let field = self.fields.grams;
        let mut candidates = self.having_all(field, grams.iter().map(|gram| gram.term.as_str()))?;
        candidates.remove(known);
        let mut found = self.row.none();
        if edges == Edges::Free {
            found = self.having_noun(folded)?;
            candidates.remove(&found);
        }
        // Parts of all segments that take about as long.
        let mut parts: Vec<Part> = Vec::new();
        for (segment, row) in self.row.segments(self.searcher) {
            let docs: Vec<DocId> = candidates.within(row.clone()).collect();
            parts.extend(
                docs.chunks(PART_DOCUMENTS).map(|part| (segment, row.start, part.to_vec())),
            );
        }
        let read = |(segment, first, docs): &Part| -> Result<Vec<Place>> {
            let Some(mut phrase) = PhraseReader::open(segment, field, grams)? else {
                return Ok(Vec::new());
            };
            let held = docs.iter().filter(|&&doc| phrase.stands_in(doc));
            Ok(held.map(|doc| first + doc).collect())
        };
        let is_much = candidates.count() > PART_DOCUMENTS as u64;
        for places in on_free_cores(&parts, is_much, read) {
            places?.into_iter().for_each(|place| found.insert(place));
        }
        Ok(self.row.set_of(found))
    }

    /// Documents of which the lexicon has it that a noun or a compound stands in them:
    /// most of those that hold it as a phrase, without reading positions.
    fn having_noun(&self, folded: &str) -> Result<Documents> {
        let field = self.fields.lexicon;
        let prefix = lexicon::spelt(folded);
        let mut documents = self.row.none();
        for (segment, row) in self.row.segments(self.searcher) {
            let index = segment.inverted_index(field)?;
            let terms = index.terms().range().ge(&prefix).into_stream();
            let mut terms = terms.map_err(SearchError::IndexFile)?;
            while terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
                let blocks = index
                    .read_block_postings_from_terminfo(terms.value(), IndexRecordOption::Basic);
                each_block(blocks.map_err(TantivyError::from)?, |docs| {
                    docs.iter().for_each(|doc| documents.insert(row.start + doc));
                });
            }
        }
        Ok(documents)
    }

    fn matching(&self, query: &dyn Query) -> Result<Set> {
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

/// Hands over the documents of a list, some at a time, in ascending order.
fn each_block(mut blocks: BlockSegmentPostings, mut each: impl FnMut(&[DocId])) {
    while !blocks.docs().is_empty() {
        each(blocks.docs());
        blocks.advance();
    }
}

impl Atom {
    /// Whether it takes positions to find it.
    fn reads_positions(&self) -> bool {
        let Self::Phrase(folded, edges) = self else { return false };
        !marks::has(folded) && covering_grams(folded, *edges).len() > 1
    }

    /// A phrase; edges that it does not have make no other phrase of it.
    pub fn phrase(folded: &str, edges: Edges) -> Self {
        Self::Phrase(folded.to_owned(), edges.of(folded))
    }
}
