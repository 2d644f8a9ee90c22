//! The store: every entity by its key, in sled.
//!
//! A view of the log: it remembers the last sequence applied in the same atomic
//! batch as the changes themselves, can be deleted at any time, and is made
//! again from the log. This is the only module that names sled.
//!
//! Readers hold a *generation*, the sequence up to which they see changes, so
//! that one request sees one state while others write. sled keeps one value a
//! key; what a newer write replaces stays in memory for as long as a reader of
//! an older generation may ask for it.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;

use crate::model::{Key, Position, Record};

pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Changes whenever the layout of the store changes.
const LAYOUT: u32 = 3;

/// sled's cache. The store is read by key, a page each; the operating system
/// keeps the file's pages as well.
const CACHE_BYTES: u64 = 64 << 20;

/// The fastest level: events take 0.58 of their place, with the slowest 0.56.
const COMPRESSION: u8 = 1;

const META_APPLIED: &[u8] = b"\0applied";
const META_LAYOUT: &[u8] = b"\0layout";

/// What can go wrong with the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{path}: {cause}")]
    Io { path: PathBuf, cause: std::io::Error },
    #[error("the store cannot be used: {0}; `kusanone rebuild` makes it again from the log")]
    Sled(#[from] sled::Error),
    #[error(
        "the store holds something unreadable under {key}; `kusanone rebuild` makes it again \
         from the log"
    )]
    Damaged { key: String },
}

/// The store, open for reading and writing.
pub struct Store {
    db: sled::Db,
    entities: Arc<Entities>,
}

/// An entity with what the store knows of its history.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// How often it was put; 1 for a new entity.
    pub revision: u32,
    pub record: Record,
}

/// Records that are kept as they were read: those of some pages of results. Each
/// takes some 6 KB.
const MAX_READ: usize = 2_000;

/// The part of the store that readers share.
struct Entities {
    tree: sled::Tree,
    /// What was read last, each with the sequence that wrote it.
    read: Mutex<HashMap<Vec<u8>, (u64, Stored)>>,
    replaced: RwLock<HashMap<Vec<u8>, Vec<Replaced>>>,
}

/// A value that was current until a sequence.
struct Replaced {
    until: u64,
    value: sled::IVec,
}

/// Changes to the store that belong to one sequence. What is both deleted and
/// put is put.
#[derive(Default)]
pub struct Batch {
    puts: Vec<Record>,
    deletes: Vec<Key>,
}

impl Batch {
    pub fn put(&mut self, record: Record) {
        self.puts.push(record);
    }

    pub fn delete(&mut self, key: Key) {
        self.deletes.push(key);
    }
}

impl Store {
    /// Opens the store in a folder, or creates an empty one. A store of another
    /// layout, or made under other `rules` of derivation, is emptied.
    ///
    /// # Errors
    /// If the folder cannot be used or is open in another process.
    pub fn open(path: &Path, rules: &str) -> Result<Self> {
        remove_unfinished_snapshots(path)?;
        let db = sled::Config::new()
            .path(path)
            .cache_capacity(CACHE_BYTES)
            // The log is the truth; what sled has not flushed is replayed.
            .flush_every_ms(Some(1_000))
            .open()?;
        let tree = db.open_tree("entities")?;
        let layout = format!("{LAYOUT} {rules}");
        if tree.get(META_LAYOUT)?.as_deref() != Some(layout.as_bytes()) {
            tree.clear()?;
            tree.insert(META_LAYOUT, layout.as_bytes())?;
        }
        let entities = Entities { tree, read: Mutex::default(), replaced: RwLock::default() };
        Ok(Self { db, entities: Arc::new(entities) })
    }

    /// The place in the log up to which all changes are in the store.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn applied(&self) -> Result<Position> {
        let applied = self.entities.tree.get(META_APPLIED)?;
        let text = applied.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok());
        Ok(text.and_then(|text| text.parse().ok()).unwrap_or_default())
    }

    /// Applies the changes of one entry of the log, all or none. Readers of
    /// generations from `oldest_reader` on keep seeing what they saw.
    ///
    /// # Errors
    /// If the store cannot be read or written.
    pub fn apply(&self, batch: Batch, position: &Position, oldest_reader: u64) -> Result<()> {
        let sequence = position.sequence;
        let mut writes = sled::Batch::default();
        let mut pending: HashMap<Vec<u8>, u32> = HashMap::new();
        let put: HashSet<Key> = batch.puts.iter().map(Record::key).collect();
        for key in batch.deletes.iter().filter(|key| !put.contains(key)) {
            let key = key.to_string().into_bytes();
            self.retire(&key, sequence)?;
            writes.remove(key);
        }
        for record in batch.puts {
            let key = record.key().to_string().into_bytes();
            let revision = match pending.get(&key) {
                Some(revision) => revision + 1,
                None => self.retire(&key, sequence)? + 1,
            };
            writes.insert(key.clone(), encode(sequence, revision, &record)?);
            pending.insert(key, revision);
        }
        writes.insert(META_APPLIED, position.to_string().as_bytes());
        self.entities.tree.apply_batch(writes)?;
        self.forget(oldest_reader);
        Ok(())
    }

    /// Empties the store.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn clear(&self) -> Result<()> {
        let mut writes = sled::Batch::default();
        for key in self.entities.tree.iter().keys() {
            let key = key?;
            if key.as_ref() != META_LAYOUT {
                writes.remove(key);
            }
        }
        self.entities.tree.apply_batch(writes)?;
        self.entities.read.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(())
    }

    /// Keeps the current value for older readers, and tells its revision.
    fn retire(&self, key: &[u8], sequence: u64) -> Result<u32> {
        let Some(value) = self.entities.tree.get(key)? else { return Ok(0) };
        let (_, revision, _) = split(&value).ok_or_else(|| damaged(key))?;
        let mut replaced = self.entities.replaced.write().unwrap_or_else(PoisonError::into_inner);
        replaced.entry(key.to_owned()).or_default().push(Replaced { until: sequence, value });
        Ok(revision)
    }

    /// Drops replaced values that no reader can ask for any more.
    fn forget(&self, oldest_reader: u64) {
        let mut replaced = self.entities.replaced.write().unwrap_or_else(PoisonError::into_inner);
        replaced.retain(|_, values| {
            values.retain(|value| value.until > oldest_reader);
            !values.is_empty()
        });
    }

    /// Every entity whose key begins as the given one, in order, as it is now.
    ///
    /// # Errors
    /// If the store cannot be read, or holds something unreadable there.
    pub fn current_under(&self, key: &Key) -> Result<Vec<Record>> {
        let entries = self.entities.tree.scan_prefix(key.to_string());
        entries
            .map(|entry| {
                let (key, value) = entry?;
                Ok(decode(&key, &value)?.record)
            })
            .collect()
    }

    /// What a reader of a generation sees.
    pub fn reader(&self, generation: u64) -> Reader {
        Reader { entities: Arc::clone(&self.entities), generation }
    }

    /// Writes everything to disk, so that the next start has nothing to replay.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn flush(&self) -> Result<()> {
        self.db.flush()?;
        Ok(())
    }
}

/// The store as of one sequence.
#[derive(Clone)]
pub struct Reader {
    entities: Arc<Entities>,
    generation: u64,
}

impl Reader {
    /// # Errors
    /// If the store cannot be read, or holds something unreadable there.
    pub fn get(&self, key: &Key) -> Result<Option<Stored>> {
        let bytes = key.to_string().into_bytes();
        match self.entities.tree.get(&bytes)? {
            Some(value) => match split(&value) {
                Some((since, ..)) if since <= self.generation => {
                    self.entities.decode(bytes, &value, since).map(Some)
                }
                _ => self.get_replaced(&bytes),
            },
            None => self.get_replaced(&bytes),
        }
    }

    fn get_replaced(&self, key: &[u8]) -> Result<Option<Stored>> {
        let replaced = self.entities.replaced.read().unwrap_or_else(PoisonError::into_inner);
        let seen = replaced.get(key).and_then(|values| {
            values.iter().find(|value| {
                let since = split(&value.value).map(|(since, ..)| since);
                value.until > self.generation && since.is_some_and(|since| since <= self.generation)
            })
        });
        seen.map(|seen| decode(key, &seen.value)).transpose()
    }

    /// The keys of everything in the store as it is now, whatever the
    /// generation. For maintenance; what a request lists comes from the index.
    pub fn current_keys(&self) -> impl Iterator<Item = Result<Key>> {
        let keys = self.entities.tree.iter().keys();
        keys.filter(|key| !key.as_ref().is_ok_and(|key| key.starts_with(b"\0"))).map(|key| {
            let key = key?;
            let text = std::str::from_utf8(&key).ok();
            text.and_then(|text| text.parse().ok()).ok_or_else(|| damaged(&key))
        })
    }
}

impl Entities {
    /// Decodes a value, unless that was done before.
    fn decode(&self, key: Vec<u8>, value: &[u8], since: u64) -> Result<Stored> {
        let read = || self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = read().get(&key).filter(|(written, _)| *written == since) {
            return Ok(known.clone());
        }
        let stored = decode(&key, value)?;
        let mut read = read();
        if read.len() >= MAX_READ {
            read.clear();
        }
        read.insert(key, (since, stored.clone()));
        Ok(stored)
    }
}

/// A value: the sequence that wrote it, its revision, the record as deflated JSON
/// but for its kind, which the key tells.
fn encode(sequence: u64, revision: u32, record: &Record) -> Result<Vec<u8>> {
    let mut json = Vec::with_capacity(4096);
    record
        .write_content(&mut json)
        .map_err(|_| StoreError::Damaged { key: record.key().to_string() })?;
    let mut value = Vec::with_capacity(json.len());
    value.extend(sequence.to_be_bytes());
    value.extend(revision.to_be_bytes());
    value.extend(compress_to_vec(&json, COMPRESSION));
    Ok(value)
}

fn split(value: &[u8]) -> Option<(u64, u32, &[u8])> {
    let (sequence, rest) = value.split_first_chunk()?;
    let (revision, json) = rest.split_first_chunk()?;
    Some((u64::from_be_bytes(*sequence), u32::from_be_bytes(*revision), json))
}

fn decode(key: &[u8], value: &[u8]) -> Result<Stored> {
    let (_, revision, deflated) = split(value).ok_or_else(|| damaged(key))?;
    let kind = std::str::from_utf8(key).ok().and_then(|key| key.parse::<Key>().ok());
    let kind = kind.ok_or_else(|| damaged(key))?.kind;
    let json = decompress_to_vec(deflated).map_err(|_| damaged(key))?;
    let record = Record::read_content(kind, &json).map_err(|_| damaged(key))?;
    Ok(Stored { revision, record })
}

fn damaged(key: &[u8]) -> StoreError {
    StoreError::Damaged { key: String::from_utf8_lossy(key).into_owned() }
}

/// A crash while sled writes a snapshot leaves a file that makes every later
/// open fail. It holds nothing that the rest does not.
fn remove_unfinished_snapshots(path: &Path) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(path) else { return Ok(()) };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().ends_with(".generating") {
            std::fs::remove_file(entry.path())
                .map_err(|cause| StoreError::Io { path: entry.path(), cause })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bilingual, Kind, State, StateKind};

    fn state(name: &str) -> Record {
        Record::from(State {
            code: "OR".to_owned(),
            name: Bilingual::ja(name),
            aliases: Vec::new(),
            state_kind: StateKind::State,
        })
    }

    fn at(sequence: u64) -> Position {
        Position { sequence, checksum: format!("sum {sequence}") }
    }

    fn name(reader: &Reader) -> Option<(String, u32)> {
        let stored = reader.get(&Key::new(Kind::State, "OR")).unwrap()?;
        let Record::State(state) = stored.record else { panic!("not a state") };
        Some((state.name.ja.clone(), stored.revision))
    }

    #[test]
    fn a_reader_keeps_seeing_its_generation() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), "1").unwrap();
        let readers: Vec<Reader> = (0..4).map(|generation| store.reader(generation)).collect();
        let put = |name: &str, sequence| {
            let mut batch = Batch::default();
            batch.put(state(name));
            store.apply(batch, &at(sequence), 0).unwrap();
        };
        put("オレゴン", 1);
        put("オレゴン州", 2);
        let mut delete = Batch::default();
        delete.delete(Key::new(Kind::State, "OR"));
        store.apply(delete, &at(3), 0).unwrap();

        let seen: Vec<_> = readers.iter().map(name).collect();
        let first = Some(("オレゴン".to_owned(), 1));
        let second = Some(("オレゴン州".to_owned(), 2));
        assert_eq!(seen, [None, first, second, None]);
        assert_eq!(store.applied().unwrap(), at(3));
    }
}
