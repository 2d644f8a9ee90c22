//! What one request sees: one consistent state of store and index.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Result;
use crate::model::record::Kinded;
use crate::model::{Entity, Key};
use crate::search::{Analyzer, Highlight, Index, Page, Query, Selection, Snapshot, highlight};
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
    /// Entities already read: a nested query asks for the same ones many times.
    read: Mutex<HashMap<Key, Option<Stored>>>,
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
        Self { generation, reader, analyzer, read: Mutex::default() }
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
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(key) {
            return Ok(known.clone());
        }
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

    /// All entities of a kind, in the order of their slugs. For kinds of which
    /// there are few, and for maintenance.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn all<E: Kinded>(&self) -> Result<Vec<Arc<E>>> {
        let mut all = Vec::new();
        for stored in self.reader.all(E::KIND) {
            all.extend(E::from_record(stored?.record));
        }
        Ok(all)
    }

    /// Which entities a selection brings.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn select(&self, selection: &Selection) -> Result<Page> {
        Ok(self.generation.index.select(selection)?)
    }

    /// Reads a person's words.
    ///
    /// # Errors
    /// Only if the dictionary is damaged.
    pub fn read_query(&self, input: &str) -> Result<Query> {
        Ok(Query::read(input, &self.analyzer)?)
    }

    /// Why an entity was found.
    ///
    /// # Errors
    /// Only if the dictionary is damaged.
    pub fn highlight(
        &self,
        entity: &dyn Entity,
        query: &Query,
        limit: usize,
    ) -> Result<Vec<Highlight>> {
        Ok(highlight::highlight(entity, query, &self.analyzer, limit)?)
    }

    /// How texts are read.
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// Number of point reads from the store since it was opened.
    pub fn store_reads(&self) -> u64 {
        self.reader.reads()
    }
}
