//! The index as it was at one moment, and everything that is asked of it.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use tantivy::Searcher;
use tantivy::query::EnableScoring;

use super::analyzer::Analyzer;
use super::collector::{Scoring, collect};
use super::documents::{Documents, Row};
use super::fields::Fields;
use super::highlight::{self, Highlight, TEXTS, Texts};
use super::lexicon::{Lexicon, NEAR_WORDS, NearWords};
use super::lookup::{Atom, Kept, Lookup};
use super::memo::Memo;
use super::names::Names;
use super::query::{self, FORMS, Forms, Query, QueryTerm, Role, Scales, Strictness, tie};
use super::related;
use super::segment::Keys;
use super::select::{Facet, Filter, Hit, Order, Page, PageRequest, Selection, Suggestion};
use super::statistics::{FREQUENCIES, Frequencies, Lengths, Statistics};
use super::{Result, SearchError};
use crate::model::{Entity, Event, Key, Kind, Relation};

/// Results of fewer entities are followed by such as have only some of what was
/// asked for: a page of them.
const FEW: u64 = 20;

/// Terms that are nowhere for which such words are told.
const MAX_NOWHERE: usize = 4;

/// Words of the corpus that are told where a word is not found.
const MAX_NEAR: usize = 5;

/// Queries that are kept as they were read: of a question, people look at the next
/// page, another order, other filters.
const READINGS: usize = 1_000;

/// Suggestions that are kept: people begin to type much the same.
const SUGGESTED: usize = 1_000;

/// What a snapshot has suggested, by text and number.
pub(super) type Suggested = Memo<(String, usize), Vec<Suggestion>>;

/// The index as it was at one moment.
#[derive(Clone)]
pub struct Snapshot {
    fields: Fields,
    searcher: Searcher,
    lengths: Lengths,
    row: Row,
    /// What is not deleted.
    living: Documents,
    known: Arc<Known>,
}

/// What was worked out for a snapshot: it never changes.
struct Known {
    keys: Vec<Keys>,
    kept: Kept,
    readings: Memo<(String, Date, BTreeSet<String>), Arc<Query>>,
    near_words: NearWords,
    suggested: Suggested,
    frequencies: Frequencies,
    forms: Forms,
    texts: Texts,
    /// How many events have each value of a relation; counted when first asked
    /// for, because completion asks at every key.
    events: OnceLock<BTreeMap<Relation, Facet>>,
}

impl Known {
    fn new(keys: Vec<Keys>, row: &Row) -> Self {
        Self {
            keys,
            kept: Kept::new(row),
            readings: Memo::new(READINGS),
            near_words: Memo::new(NEAR_WORDS),
            suggested: Memo::new(SUGGESTED),
            frequencies: Memo::new(FREQUENCIES),
            forms: Memo::new(FORMS),
            texts: Memo::new(TEXTS),
            events: OnceLock::new(),
        }
    }
}

impl Snapshot {
    pub(super) fn new(fields: Fields, searcher: Searcher) -> Result<Self> {
        let lengths = Lengths::of(&searcher, &[fields.words, fields.grams, fields.titles])?;
        let row = Row::of(&searcher);
        let living = row.living(&searcher);
        let known = Arc::new(Known::new(Keys::of(&searcher)?, &row));
        Ok(Self { fields, searcher, lengths, row, living, known })
    }

    /// Answers a selection; where few have all that the query says, with those that
    /// have some of it.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn select(&self, selection: &Selection) -> Result<Page> {
        let Some(query) = selection.query else {
            return collect(selection, self.lookup(), &self.living, &Scoring::None);
        };
        let lookup = self.lookup();
        let mut found = query.find(lookup, Strictness::All)?;
        found.keep(&self.living);
        // Kinds and filters must not decide it: a facet tells what applying it
        // brings.
        if query.may_be_partial() && self.standing(found.all())? < FEW {
            found = query.find(lookup, Strictness::Some)?;
            found.keep(&self.living);
        }
        let statistics = self.statistics();
        let scales = Scales { lookup, statistics: &statistics, forms: &self.known.forms };
        let ranking = query.ranking(scales)?;
        let scoring = Scoring::Words { found: &found, ranking: &ranking };
        collect(selection, lookup, found.all(), &scoring)
    }

    /// How many of some entities stand alone.
    fn standing(&self, documents: &Documents) -> Result<u64> {
        let standing = Atom::Term(self.fields.stands_alone, true.to_string());
        Ok(self.lookup().documents(&standing)?.count_within(documents))
    }

    /// Events like another one, the most alike first.
    ///
    /// # Errors
    /// If dictionary or index are damaged.
    pub fn related(&self, event: &Event, analyzer: &Analyzer, limit: usize) -> Result<Vec<Hit>> {
        let query = related::query(event, analyzer, &self.fields)?;
        let page = PageRequest::first(limit);
        let selection = Selection::of(Kind::Event, Filter::default(), Order::Relevance, page);
        let statistics = self.statistics();
        let scoring = EnableScoring::enabled_from_statistics_provider(&statistics, &self.searcher);
        let scoring = Scoring::Weight(query.weight(scoring)?);
        Ok(collect(&selection, self.lookup(), &self.living, &scoring)?.hits)
    }

    /// Why an entity was found: up to `limit` passages of its texts.
    ///
    /// # Errors
    /// Only if the dictionary is damaged.
    pub fn highlight(
        &self,
        key: &Key,
        entity: &dyn Entity,
        query: &Query,
        analyzer: &Analyzer,
        limit: usize,
    ) -> Result<Vec<Highlight>> {
        let texts = |_: &Key| Ok::<_, SearchError>(highlight::texts(entity));
        let texts = self.known.texts.answer(key.clone(), texts)?;
        highlight::highlight(entity, &texts, query, analyzer, limit)
    }

    pub(super) fn suggested(&self) -> &Suggested {
        &self.known.suggested
    }

    /// How many events are tied to an entity.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub(super) fn events_of(&self, key: &Key) -> Result<u64> {
        let Some(relation) = tie(key.kind) else { return Ok(0) };
        let counts = match self.known.events.get() {
            Some(counts) => counts,
            None => {
                let counts = self.count_events()?;
                self.known.events.get_or_init(|| counts)
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
        Ok(collect(&selection, self.lookup(), &self.living, &Scoring::None)?.facets)
    }

    fn lookup(&self) -> Lookup<'_> {
        let Self { fields, searcher, row, known, .. } = self;
        Lookup { searcher, fields, row, keys: &known.keys, kept: &known.kept }
    }

    fn statistics(&self) -> Statistics<'_> {
        let Self { searcher, lengths, known, .. } = self;
        Statistics { searcher, lengths, frequencies: &known.frequencies }
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
    ) -> Result<Arc<Query>> {
        let asked = (input.to_owned(), today, off.clone());
        self.known
            .readings
            .answer(asked, |_| self.read_anew(input, analyzer, today, off).map(Arc::new))
    }

    fn read_anew(
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
            // Of a sentence its pieces are told, and of what is excluded nothing.
            let is_told = !matches!(term.role, Role::Sentence | Role::Excluded);
            if !term.is_found && is_told && nowhere < MAX_NOWHERE {
                nowhere += 1;
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
        Lexicon {
            searcher: &self.searcher,
            field: self.fields.lexicon,
            near: &self.known.near_words,
        }
    }

    /// What entities are called.
    pub fn names(&self) -> Names<'_> {
        Names { searcher: &self.searcher, field: self.fields.names }
    }

    /// Whether any entity that a search over everything brings has a term, in
    /// whatever way.
    fn is_found(&self, term: &QueryTerm) -> Result<bool> {
        let mut standing = self.living.clone();
        let standing_alone = Atom::Term(self.fields.stands_alone, true.to_string());
        standing.keep_set(&*self.lookup().documents(&standing_alone)?);
        term.is_within(&standing, self.lookup())
    }
}
