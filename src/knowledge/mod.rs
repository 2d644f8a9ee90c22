//! The knowledge base: one log, two views, and the only way to change them.
//!
//! [`Knowledge::apply`] checks a change set, appends it to the log, and brings
//! store and index up to it before it answers: what is acknowledged is on disk
//! and visible to the next request. After a crash both views catch up from the
//! sequence that each remembers.
//!
//! Nothing here knows files to import, GraphQL or HTTP.

mod ahead;
pub mod coverage;
mod figures;
pub mod findings;
mod known;
pub mod laws;
mod reduce;
mod replay;
mod tied;
mod verify;
mod view;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use ahead::ahead;
pub use coverage::Coverage;
pub use known::Known;
pub use laws::Gap;
pub use reduce::{Counts, Summary, reduce};
pub use replay::Replayed;
pub use verify::Verdict;
pub use view::{Versioned, View, Work};

use crate::log::{Entry, FileLog, Log, LogError};
use crate::model::record::Kinded;
use crate::model::{Change, ChangeSet, Claim, Invalid, Key, Kind, Position, Record};
use crate::search::index::is_index_folder;
use crate::search::{Analyzer, Draft, Drafter, Index, SearchError};
use crate::store::{Batch, Store, StoreError};
use view::Generation;

pub type Result<T, E = KnowledgeError> = std::result::Result<T, E>;

/// What can go wrong with the knowledge base as a whole.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    #[error("{path}: {cause}")]
    Folder { path: PathBuf, cause: std::io::Error },
    #[error(
        "the data folder {path} is in use by another kusanone process; stop it (or ask the \
         running server over GraphQL), or name another folder with --data-dir"
    )]
    InUse { path: PathBuf },
    #[error("the log in {path} is missing or empty: there is nothing to make store and index from")]
    NoLog { path: PathBuf },
    #[error(
        "the log is empty, but store or index hold what log entries up to {sequence} said; put the \
         log back from a backup, or delete store and index to begin anew"
    )]
    LostLog { sequence: u64 },
    #[error("{key}: {cause}")]
    Invalid { key: Key, cause: Invalid },
    #[error("{from} refers to {to} ({relation}), which does not exist; add it before or together")]
    Dangling { from: Key, relation: &'static str, to: Key },
    #[error("{key} cannot be deleted: {by} refers to it; change or delete that first")]
    Referenced { key: Key, by: Key },
    #[error("the time for reading is over")]
    OutOfTime,
    #[error(transparent)]
    Log(#[from] LogError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Search(#[from] SearchError),
}

/// Where the parts of a data folder are.
#[derive(Clone, Debug)]
pub struct Folder {
    pub path: PathBuf,
    pub dictionary: PathBuf,
}

impl Folder {
    pub(crate) fn log(&self) -> PathBuf {
        self.path.join("log.jsonl")
    }

    fn store(&self) -> PathBuf {
        self.path.join("store")
    }

    fn lock(&self) -> PathBuf {
        self.path.join("lock")
    }
}

/// Entities whose texts are read before the index is given them: while it takes some
/// up, the next are read.
const READ_AT_ONCE: usize = 500;

/// The knowledge base in a data folder.
pub struct Knowledge {
    /// Held for as long as the data folder is ours.
    _lock: std::fs::File,
    analyzer: Arc<Analyzer>,
    drafter: Drafter,
    store: Store,
    writer: Mutex<Writer>,
    current: RwLock<Arc<Generation>>,
}

/// What only one change at a time may use.
struct Writer {
    log: Box<dyn Log>,
    index: Index,
    /// Generations that may still be read.
    generations: Vec<std::sync::Weak<Generation>>,
    /// Whether an entry of the log could not be brought into both views.
    behind: bool,
}

/// What applying a change set did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The sequence in the log; `None` if nothing had to change.
    pub sequence: Option<u64>,
    pub summary: Summary,
}

impl Knowledge {
    /// Opens the knowledge base in a data folder, or creates an empty one, and
    /// brings both views up to the log.
    ///
    /// # Errors
    /// If the folder is in use or a part of it cannot be used.
    pub fn open(folder: &Folder) -> Result<Self> {
        std::fs::create_dir_all(&folder.path)
            .map_err(|cause| KnowledgeError::Folder { path: folder.path.clone(), cause })?;
        Self::open_locked(folder, lock(folder)?)
    }

    fn open_locked(folder: &Folder, lock: std::fs::File) -> Result<Self> {
        let analyzer = Arc::new(Analyzer::open(&folder.dictionary)?);
        let log = Box::new(FileLog::open(&folder.log())?);
        let store = Store::open(&folder.store(), findings::RULES)?;
        let index = Index::open(&folder.path, &analyzer, findings::RULES)?;
        Self::assemble(lock, analyzer, log, store, index)
    }

    /// Deletes both views, then opens the knowledge base, which makes them again
    /// from the log.
    ///
    /// # Errors
    /// As [`Knowledge::open`]; the log is never touched.
    pub fn rebuild(folder: &Folder) -> Result<Self> {
        let log = FileLog::open_read_only(&folder.log())?;
        if log.is_none_or(|log| log.end().sequence == 0) {
            return Err(KnowledgeError::NoLog { path: folder.path.clone() });
        }
        let lock = lock(folder)?;
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |cause| KnowledgeError::Folder { path, cause }
        };
        for entry in std::fs::read_dir(&folder.path).map_err(failed(&folder.path))? {
            let entry = entry.map_err(failed(&folder.path))?;
            let name = entry.file_name();
            if name == "store" || is_index_folder(&name.to_string_lossy()) {
                std::fs::remove_dir_all(entry.path()).map_err(failed(&entry.path()))?;
            }
        }
        Self::open_locked(folder, lock)
    }

    fn assemble(
        lock: std::fs::File,
        analyzer: Arc<Analyzer>,
        log: Box<dyn Log>,
        store: Store,
        index: Index,
    ) -> Result<Self> {
        let generation = Arc::new(Generation::of(0, &index));
        let writer = Mutex::new(Writer { log, index, generations: Vec::new(), behind: false });
        let drafter = Drafter::new(Arc::clone(&analyzer));
        let current = RwLock::new(generation);
        let knowledge = Self { _lock: lock, analyzer, drafter, store, writer, current };
        knowledge.catch_up(&mut knowledge.writer())?;
        Ok(knowledge)
    }

    /// Brings both views up to the log.
    fn catch_up(&self, writer: &mut Writer) -> Result<()> {
        let (mut stored, mut indexed) = (self.store.applied()?, writer.index.applied()?);
        let applied = stored.sequence.max(indexed.sequence);
        if writer.log.end().sequence == 0 && applied > 0 {
            return Err(KnowledgeError::LostLog { sequence: applied });
        }
        let known = |applied: &Position| -> Result<bool> {
            Ok(writer.log.position(applied.sequence)?.as_ref() == Some(applied))
        };
        if !known(&stored)? || !known(&indexed)? {
            tracing::warn!("the views were made from another log: making both again");
            self.store.clear()?;
            writer.index.clear()?;
            writer.index.commit(&Position::default())?;
            (stored, indexed) = Default::default();
        }
        let end = writer.log.end().clone();
        let from = stored.sequence.min(indexed.sequence);
        if from < end.sequence {
            tracing::info!(from, to = end.sequence, "catching up with the log");
        }
        let mut is_first = true;
        let draft = |entry: Result<Entry, LogError>| {
            let entry = entry?;
            let is_ahead = !std::mem::take(&mut is_first);
            let drafts = match is_ahead && entry.position.sequence > indexed.sequence {
                true => self.draft(&entry.change_set)?,
                false => Drafts::new(),
            };
            Ok((entry, drafts))
        };
        ahead(writer.log.entries_after(from)?, draft, |drafted: Result<(Entry, Drafts)>| {
            let (entry, drafts) = drafted?;
            if entry.position.sequence > indexed.sequence {
                self.index_entry(&writer.index, &entry, drafts)?;
            }
            if entry.position.sequence > stored.sequence {
                self.store_entry(&entry, writer.oldest_reader(entry.position.sequence - 1))?;
            }
            Ok::<_, KnowledgeError>(())
        })?;
        if indexed != end {
            writer.index.commit(&end)?;
        }
        self.publish(writer, end.sequence);
        Ok(())
    }

    /// The knowledge base as it is now; a request takes one and keeps it.
    pub fn view(&self) -> View {
        let generation = self.current.read().unwrap_or_else(PoisonError::into_inner).clone();
        let reader = self.store.reader(generation.sequence);
        View::new(generation, reader, Arc::clone(&self.analyzer))
    }

    /// Applies a change set: to the log, then to store and index. What is
    /// already as asked for is left out; if nothing is left, nothing is written.
    ///
    /// # Errors
    /// If a reference would not resolve (nothing is written then), or a part of
    /// the data folder cannot be written.
    pub fn apply(&self, change_set: ChangeSet) -> Result<Applied> {
        self.apply_drafted(change_set, Drafts::new())
    }

    /// Applies many change sets, one after the other; while one is brought in, the
    /// texts of the next are read. Tells what each did.
    ///
    /// # Errors
    /// As [`Knowledge::apply`], and those that come in place of a change set. What was
    /// told before is done.
    pub fn apply_all<E: From<KnowledgeError> + Send>(
        &self,
        change_sets: impl Iterator<Item = Result<ChangeSet, E>> + Send,
        mut each: impl FnMut(Applied),
    ) -> Result<(), E> {
        let mut is_first = true;
        let draft = |change_set: Result<ChangeSet, E>| {
            let change_set = change_set?;
            // For the first one nothing waits: its texts are read as it is brought in.
            let drafts = match std::mem::take(&mut is_first) {
                true => Drafts::new(),
                false => self.draft(&change_set)?,
            };
            Ok((change_set, drafts))
        };
        ahead(change_sets, draft, |drafted: Result<(ChangeSet, Drafts), E>| {
            let (change_set, drafts) = drafted?;
            each(self.apply_drafted(change_set, drafts)?);
            Ok(())
        })
    }

    /// Reads the texts of what a change set puts, unless it is known so already. Of
    /// several changes to one entity, the last counts.
    fn draft(&self, change_set: &ChangeSet) -> Result<Drafts> {
        let last: HashMap<Key, &Change> =
            change_set.changes.iter().map(|change| (change.key(), change)).collect();
        let view = self.view();
        let (mut keys, mut records) = (Vec::new(), Vec::new());
        for (key, change) in last {
            if let Change::Put(record) = change
                && view.known(&key)?.as_ref() != Some(record)
            {
                keys.push(key);
                records.push(record);
            }
        }
        let drafts = self.drafter.draft_all(&records, findings::derive)?;
        Ok(keys.into_iter().zip(drafts).collect())
    }

    fn apply_drafted(&self, change_set: ChangeSet, drafts: Drafts) -> Result<Applied> {
        let mut writer = self.writer();
        if writer.behind {
            writer.index.roll_back()?;
            self.catch_up(&mut writer)?;
            writer.behind = false;
        }
        let (change_set, summary) = reduce(change_set, &self.view())?;
        if change_set.changes.is_empty() {
            return Ok(Applied { sequence: None, summary });
        }
        let entry = writer.log.append(change_set)?;
        // From here on the change is made, whatever happens: if a view cannot
        // take it now, it will before the next change.
        writer.behind = true;
        self.bring_in(&mut writer, &entry, drafts)?;
        writer.behind = false;
        Ok(Applied { sequence: Some(entry.position.sequence), summary })
    }

    /// Brings the newest entry of the log into both views.
    fn bring_in(&self, writer: &mut Writer, entry: &Entry, drafts: Drafts) -> Result<()> {
        let sequence = entry.position.sequence;
        self.index_entry(&writer.index, entry, drafts)?;
        self.store_entry(entry, writer.oldest_reader(sequence - 1))?;
        writer.index.commit(&entry.position)?;
        self.publish(writer, sequence);
        Ok(())
    }

    /// Puts the store on disk; the log always is.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn flush(&self) -> Result<()> {
        Ok(self.store.flush()?)
    }

    /// Ends an import: closes the knowledge base, with the index as searches like it and
    /// the store on disk.
    ///
    /// # Errors
    /// If store or index cannot be written.
    pub fn settle(self) -> Result<()> {
        let Self { writer, current, store, .. } = self;
        drop(current);
        let writer = writer.into_inner().unwrap_or_else(PoisonError::into_inner);
        writer.index.settle()?;
        Ok(store.flush()?)
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        // A panic while writing leaves the mark that the views are behind.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts what an entry changes into the index; what was not drafted is drafted now.
    fn index_entry(&self, index: &Index, entry: &Entry, mut drafts: Drafts) -> Result<()> {
        let mut records = Vec::new();
        for change in &entry.change_set.changes {
            match (change, drafts.remove(&change.key())) {
                (Change::Put(_), Some(draft)) => index.put(draft)?,
                (Change::Put(record), None) => records.push(record),
                (Change::Delete(key), _) => index.delete(key),
            }
        }
        for records in records.chunks(READ_AT_ONCE) {
            let drafts = self.drafter.draft_all(records, findings::derive)?;
            drafts.into_iter().try_for_each(|draft| index.put(draft))?;
        }
        for (measure, claims) in self.claims(entry)? {
            let figures = figures::derive(&claims.after);
            index.put(self.drafter.draft(format!("figures of {measure}"), figures.iter())?)?;
        }
        Ok(())
    }

    fn store_entry(&self, entry: &Entry, oldest_reader: u64) -> Result<()> {
        let reader = self.store.reader(u64::MAX);
        let mut batch = Batch::default();
        for change in &entry.change_set.changes {
            let known = reader.get(&change.key())?;
            for finding in known.iter().flat_map(|known| findings::derive(&known.record)) {
                batch.delete(finding.key());
            }
            match change {
                Change::Put(record) => {
                    batch.put(record.clone());
                    findings::derive(record).into_iter().for_each(|finding| batch.put(finding));
                }
                Change::Delete(key) => batch.delete(key.clone()),
            }
        }
        for claims in self.claims(entry)?.into_values() {
            figures::derive(&claims.before).iter().for_each(|finding| batch.delete(finding.key()));
            figures::derive(&claims.after).into_iter().for_each(|finding| batch.put(finding));
        }
        Ok(self.store.apply(batch, &entry.position, oldest_reader)?)
    }

    /// The claims of every measure that an entry has to do with, as the store
    /// holds them and as they are with the changes of the entry.
    fn claims(&self, entry: &Entry) -> Result<BTreeMap<String, Claims>> {
        let mut measures: BTreeMap<String, BTreeMap<Key, Option<Arc<Claim>>>> = BTreeMap::new();
        for change in &entry.change_set.changes {
            let key = change.key();
            let Some(measure) = figures::measure(&key) else { continue };
            let claim = match change {
                Change::Put(Record::Claim(claim)) => Some(Arc::clone(claim)),
                _ => None,
            };
            measures.entry(measure.to_owned()).or_default().insert(key, claim);
        }
        let mut claims = BTreeMap::new();
        for (measure, changed) in measures {
            let known = self.store.current_under(&Key::new(Kind::Claim, format!("{measure}/")))?;
            let before: BTreeMap<Key, Arc<Claim>> = known
                .into_iter()
                .filter_map(|record| Some((record.key(), Claim::from_record(record)?)))
                .collect();
            let mut after = before.clone();
            for (key, claim) in changed {
                match claim {
                    Some(claim) => after.insert(key, claim),
                    None => after.remove(&key),
                };
            }
            let [before, after] = [before, after].map(|claims| claims.into_values().collect());
            claims.insert(measure, Claims { before, after });
        }
        Ok(claims)
    }

    /// Lets requests from now on see everything up to a sequence.
    fn publish(&self, writer: &mut Writer, sequence: u64) {
        let generation = Arc::new(Generation::of(sequence, &writer.index));
        writer.generations.retain(|old| old.strong_count() > 0);
        writer.generations.push(Arc::downgrade(&generation));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = generation;
    }
}

/// What the entities of a change set add to the index, by their keys. They must be made
/// of the very records that the change set puts.
type Drafts = HashMap<Key, Draft>;

/// The claims of one measure, in the order of their slugs.
struct Claims {
    before: Vec<Arc<Claim>>,
    after: Vec<Arc<Claim>>,
}

impl Writer {
    /// The oldest generation that a request still reads.
    fn oldest_reader(&self, newest: u64) -> u64 {
        let sequences = self.generations.iter().filter_map(|generation| generation.upgrade());
        sequences.map(|generation| generation.sequence).min().unwrap_or(newest)
    }
}

/// Half a second in all.
const LOCK_TRIES: usize = 10;
const LOCK_PAUSE: Duration = Duration::from_millis(50);

/// Takes the data folder for this process.
fn lock(folder: &Folder) -> Result<std::fs::File> {
    let path = folder.lock();
    let failed = |cause| KnowledgeError::Folder { path: path.clone(), cause };
    let file = std::fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(failed)?;
    // A process that was just killed may hold its lock a moment longer.
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(std::fs::TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
            Err(std::fs::TryLockError::Error(cause)) => return Err(failed(cause)),
        }
    }
    Err(KnowledgeError::InUse { path: folder.path.clone() })
}
