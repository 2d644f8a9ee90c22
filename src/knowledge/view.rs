//! What one request sees: one consistent state of store and index.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use jiff::civil::Date;

use super::{KnowledgeError, Result};
use crate::model::record::Kinded;
use crate::model::{Entity, Event, Key, Kind, Relation};
use crate::search::analyzer::Reading;
use crate::search::{
    Analyzer, Filter, Highlight, Hit, Index, Order, Page, PageRequest, Query, Selection, Snapshot,
    Suggestion, suggest,
};
use crate::store::{Reader, Stored};

/// A state of the knowledge base that requests may be reading.
pub(super) struct Generation {
    pub sequence: u64,
    pub index: Snapshot,
    pub fingerprint: String,
}

impl Generation {
    pub fn of(sequence: u64, index: &Index) -> Self {
        let fingerprint = index.fingerprint().to_owned();
        Self { sequence, index: index.snapshot(), fingerprint }
    }
}

/// The knowledge base at one moment, with what the request has read so far.
pub struct View {
    generation: Arc<Generation>,
    reader: Reader,
    analyzer: Arc<Analyzer>,
    /// When reading has to end.
    deadline: Option<Instant>,
    /// Entities already read: a nested query asks for the same ones many times.
    read: Mutex<HashMap<Key, Option<Stored>>>,
    /// Answers of the index: so do lists within lists.
    selected: Mutex<HashMap<Wordless, Arc<Page>>>,
    /// What is tied to entities that were listed; see [`tied`](super::tied).
    ties: Mutex<Ties>,
    reads: AtomicU64,
    selections: AtomicU64,
}

/// A selection without words: kind, filter, order, page.
type Wordless = (Kind, Filter, Order, PageRequest);

/// Which entities were listed together, and what is known to be tied to them.
#[derive(Default)]
pub(super) struct Ties {
    pub lists: HashMap<Key, Arc<[Key]>>,
    pub known: HashMap<(Kind, Relation, Key), Arc<[Key]>>,
}

/// What a view has cost so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// Entities read from the store.
    pub reads: u64,
    /// Questions put to the index.
    pub selections: u64,
}

/// An entity and how often it was put.
#[derive(Debug)]
pub struct Versioned<E> {
    pub revision: u32,
    pub entity: Arc<E>,
}

impl View {
    pub(super) fn new(
        generation: Arc<Generation>,
        reader: Reader,
        analyzer: Arc<Analyzer>,
    ) -> Self {
        Self {
            generation,
            reader,
            analyzer,
            deadline: None,
            read: Mutex::default(),
            selected: Mutex::default(),
            ties: Mutex::default(),
            reads: AtomicU64::new(0),
            selections: AtomicU64::new(0),
        }
    }

    /// The same view, which can be read until `deadline`: then every reading
    /// fails, and whoever asks for too much comes to an end.
    #[must_use]
    pub fn until(self, deadline: Instant) -> Self {
        Self { deadline: Some(deadline), ..self }
    }

    /// The same state, with nothing remembered of what was read, and no deadline: what
    /// goes through all of it, part by part, takes one for each part, and does not
    /// gather everything in memory.
    #[must_use]
    pub fn afresh(&self) -> Self {
        Self::new(Arc::clone(&self.generation), self.reader.clone(), Arc::clone(&self.analyzer))
    }

    /// The last sequence of the log that this view holds.
    pub fn sequence(&self) -> u64 {
        self.generation.sequence
    }

    /// Identifies how the index of this view was made.
    pub fn fingerprint(&self) -> &str {
        &self.generation.fingerprint
    }

    /// The entity under a key, of whatever kind.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn record(&self, key: &Key) -> Result<Option<Stored>> {
        self.check_time()?;
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(key) {
            return Ok(known.clone());
        }
        self.reads.fetch_add(1, Ordering::Relaxed);
        let stored = self.reader.get(key)?;
        read.insert(key.clone(), stored.clone());
        Ok(stored)
    }

    /// The entity of a kind with a slug.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn get<E: Kinded>(&self, slug: &str) -> Result<Option<Versioned<E>>> {
        let stored = self.record(&Key::new(E::KIND, slug))?;
        Ok(stored.and_then(|Stored { revision, record }| {
            E::from_record(record).map(|entity| Versioned { revision, entity })
        }))
    }

    /// Which entities a selection brings.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn select(&self, selection: &Selection) -> Result<Page> {
        self.check_time()?;
        self.selections.fetch_add(1, Ordering::Relaxed);
        Ok(self.generation.index.select(selection)?)
    }

    /// The same without words and facets; asked again, it is not searched again.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn list(
        &self,
        kind: Kind,
        filter: Filter,
        order: Order,
        page: PageRequest,
    ) -> Result<Arc<Page>> {
        let asked = (kind, filter.clone(), order, page.clone());
        if let Some(page) = self.selected().get(&asked) {
            return Ok(Arc::clone(page));
        }
        let page = Arc::new(self.select(&Selection::of(kind, filter, order, page))?);
        self.selected().insert(asked, Arc::clone(&page));
        Ok(page)
    }

    pub(super) fn ties(&self) -> MutexGuard<'_, Ties> {
        self.ties.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn selected(&self) -> MutexGuard<'_, HashMap<Wordless, Arc<Page>>> {
        self.selected.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was read through this view so far.
    pub fn work(&self) -> Work {
        Work {
            reads: self.reads.load(Ordering::Relaxed),
            selections: self.selections.load(Ordering::Relaxed),
        }
    }

    /// Reads a person's words as of `today`. Readings whose ids are in `off` are
    /// left out.
    ///
    /// # Errors
    /// If the time is over, or dictionary or index are damaged.
    pub fn read_query(
        &self,
        input: &str,
        today: Date,
        off: &BTreeSet<String>,
    ) -> Result<Arc<Query>> {
        self.check_time()?;
        Ok(self.generation.index.read_query(input, &self.analyzer, today, off)?)
    }

    /// What a half-typed text may become.
    ///
    /// # Errors
    /// If the time is over, or the index cannot be read.
    pub fn suggest(&self, text: &str, limit: usize) -> Result<Vec<Suggestion>> {
        self.check_time()?;
        Ok(suggest(&self.generation.index, text, limit)?)
    }

    /// Events like another one, the most alike first.
    ///
    /// # Errors
    /// If the time is over, or dictionary or index are damaged.
    pub fn related(&self, event: &Event, limit: usize) -> Result<Vec<Hit>> {
        self.check_time()?;
        Ok(self.generation.index.related(event, &self.analyzer, limit)?)
    }

    /// Why an entity was found.
    ///
    /// # Errors
    /// Only if the dictionary is damaged.
    pub fn highlight(
        &self,
        key: &Key,
        entity: &dyn Entity,
        query: &Query,
        limit: usize,
    ) -> Result<Vec<Highlight>> {
        self.check_time()?;
        Ok(self.generation.index.highlight(key, entity, query, &self.analyzer, limit)?)
    }

    /// Reads any text as the search does.
    ///
    /// # Errors
    /// If the time is over, or the dictionary is damaged.
    pub fn analyze(&self, text: &str) -> Result<Reading> {
        self.check_time()?;
        Ok(self.analyzer.read(text)?)
    }

    /// The keys of everything that the store holds now; see
    /// [`Reader::current_keys`].
    pub(super) fn stored_keys(&self) -> Result<Vec<Key>> {
        Ok(self.reader.current_keys().collect::<Result<_, _>>()?)
    }

    fn check_time(&self) -> Result<()> {
        match self.deadline {
            Some(deadline) if Instant::now() > deadline => Err(KnowledgeError::OutOfTime),
            _ => Ok(()),
        }
    }
}
