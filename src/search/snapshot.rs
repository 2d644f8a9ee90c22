//! The index as it was at one moment, and everything that is asked of it.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use tantivy::query::{BooleanQuery, EnableScoring, Query as TantivyQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Score, Searcher, TERMINATED, Term};

use super::Result;
use super::analyzer::Analyzer;
use super::collector::{PageCollector, Words};
use super::fields::Fields;
use super::lexicon::Lexicon;
use super::names::Names;
use super::query::{self, Query, QueryTerm, Strictness, step, tie};
use super::related;
use super::select::{Facet, Filter, Hit, Order, Page, PageRequest, Selection};
use super::statistics::{Lengths, Statistics};
use crate::model::{Event, Key, Kind, Relation};

/// Results of fewer entities are followed by such as have only some of what was
/// asked for: a page of them.
const FEW: u64 = 20;

/// Terms that are nowhere for which such words are told.
const MAX_NOWHERE: usize = 4;

/// Words of the corpus that are told where a word is not found.
const MAX_NEAR: usize = 5;

/// The index as it was at one moment.
#[derive(Clone)]
pub struct Snapshot {
    fields: Fields,
    searcher: Searcher,
    lengths: Lengths,
    /// How many events have each value of a relation; counted when first asked
    /// for, because completion asks at every key.
    events: Arc<OnceLock<BTreeMap<Relation, Facet>>>,
}

impl Snapshot {
    pub(super) fn new(fields: Fields, searcher: Searcher) -> Result<Self> {
        let lengths = Lengths::of(&searcher, &[fields.words, fields.grams, fields.titles])?;
        Ok(Self { fields, searcher, lengths, events: Arc::default() })
    }

    /// Answers a selection in one pass over the matching entities; where few have
    /// all that the query says, in a second one over those that have some of it.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn select(&self, selection: &Selection) -> Result<Page> {
        let Some(query) = selection.query else { return self.pass(selection, None) };
        let words = |strictness| -> Result<Words> {
            let words = query.compile(&self.fields.for_queries(), strictness)?;
            Ok(Words { query: words, step: step(query) })
        };
        let page = self.pass(selection, Some(words(Strictness::All)?))?;
        if !query.may_be_partial() || (selection.kinds.is_none() && page.total >= FEW) {
            return Ok(page);
        }
        // Kinds and filters must not decide it: a facet tells what applying it
        // brings.
        let everything = Selection {
            kinds: None,
            filter: Filter::default(),
            page: PageRequest::first(0),
            facets: Vec::new(),
            table: None,
            ..selection.clone()
        };
        match self.pass(&everything, Some(words(Strictness::All)?))?.total < FEW {
            true => self.pass(selection, Some(words(Strictness::Some)?)),
            false => Ok(page),
        }
    }

    /// Events like another one, the most alike first.
    ///
    /// # Errors
    /// If dictionary or index are damaged.
    pub fn related(&self, event: &Event, analyzer: &Analyzer, limit: usize) -> Result<Vec<Hit>> {
        let query = related::query(event, analyzer, &self.fields)?;
        let page = PageRequest::first(limit);
        let selection = Selection::of(Kind::Event, Filter::default(), Order::Relevance, page);
        Ok(self.pass(&selection, Some(Words { query, step: Score::MAX }))?.hits)
    }

    /// How many events are tied to an entity.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub(super) fn events_of(&self, key: &Key) -> Result<u64> {
        let Some(relation) = tie(key.kind) else { return Ok(0) };
        let counts = match self.events.get() {
            Some(counts) => counts,
            None => {
                let counts = self.count_events()?;
                self.events.get_or_init(|| counts)
            }
        };
        Ok(counts[&relation].counts.get(&key.slug).copied().unwrap_or(0))
    }

    fn count_events(&self) -> Result<BTreeMap<Relation, Facet>> {
        let none = PageRequest::first(0);
        let selection = Selection {
            facets: Kind::ALL.iter().filter_map(|&kind| tie(kind)).collect(),
            ..Selection::of(Kind::Event, Filter::default(), Order::Key, none)
        };
        Ok(self.pass(&selection, None)?.facets)
    }

    fn pass(&self, selection: &Selection, words: Option<Words>) -> Result<Page> {
        let (collector, query) = PageCollector::new(selection, &self.fields, words);
        let statistics = Statistics { searcher: &self.searcher, lengths: &self.lengths };
        Ok(self.searcher.search_with_statistics_provider(&query, &collector, &statistics)?)
    }

    /// Reads a person's words against what is in the index. Readings whose ids
    /// are in `off` are left out.
    ///
    /// # Errors
    /// If the dictionary or the index is damaged.
    pub fn read_query(
        &self,
        input: &str,
        analyzer: &Analyzer,
        today: Date,
        off: &BTreeSet<String>,
    ) -> Result<Query> {
        let reader = query::Reader {
            analyzer,
            lexicon: self.lexicon(),
            names: self.names(),
            today,
            off,
            corrected: Cell::default(),
            is_found: &|term| self.is_found(term),
        };
        let mut query = reader.read(input)?;
        let mut nowhere = 0;
        for term in &mut query.terms {
            term.is_found = self.is_found(term)?;
            nowhere += usize::from(!term.is_found);
            if !term.is_found && nowhere <= MAX_NOWHERE {
                term.near = self.near(term)?;
            }
        }
        Ok(query)
    }

    /// Words of the corpus that are written much like a term, or begin as one of
    /// its words does.
    fn near(&self, term: &QueryTerm) -> Result<Vec<String>> {
        let alike = match query::most_edits(&term.folded) {
            0 => Vec::new(),
            edits => self.lexicon().near(&term.text, edits, MAX_NEAR)?,
        };
        let parts = self.lexicon().with_parts(&term.words, MAX_NEAR)?;
        let mut near: Vec<String> = Vec::new();
        for entry in alike.into_iter().chain(parts) {
            if !near.contains(&entry.word) && near.len() < MAX_NEAR {
                near.push(entry.word);
            }
        }
        Ok(near)
    }

    /// The nouns of the corpus.
    pub fn lexicon(&self) -> Lexicon<'_> {
        Lexicon { searcher: &self.searcher, field: self.fields.lexicon }
    }

    /// What entities are called.
    pub fn names(&self) -> Names<'_> {
        Names { searcher: &self.searcher, field: self.fields.names }
    }

    /// Whether any entity that a search over everything brings has a term, in
    /// whatever way.
    fn is_found(&self, term: &QueryTerm) -> Result<bool> {
        let standing = Term::from_field_text(self.fields.stands_alone, "true");
        let standing: Box<dyn TantivyQuery> =
            Box::new(TermQuery::new(standing, IndexRecordOption::Basic));
        let matching = term.matching(&self.fields.for_queries())?;
        let matching = BooleanQuery::intersection(vec![standing, matching]);
        let weight = matching.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        for segment in self.searcher.segment_readers() {
            let mut scorer = weight.scorer(segment, 1.0)?;
            while scorer.doc() != TERMINATED {
                if segment.alive_bitset().is_none_or(|alive| alive.is_alive(scorer.doc())) {
                    return Ok(true);
                }
                scorer.advance();
            }
        }
        Ok(false)
    }
}
