//! The Tantivy index: what is written into it, and how it is kept.

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::MmapDirectory;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use super::analyzer::Analyzer;
use super::fields::{Fields, day_number};
use super::snapshot::Snapshot;
use super::tokenizers::{self, SEPARATOR};
use super::understanding::times;
use super::{Result, SearchError, lexicon, marks, names};
use crate::model::{Entity, Key, Link, Position, Record, Relation};
use crate::text::normal::BREAK;

/// Changes whenever the fields below or what is written into them change.
const LAYOUT: u32 = 8;

/// Memory for documents that are not yet written out. One thread: with several,
/// the memory is divided, and 93 events would make several segments.
const WRITER_MEMORY_BYTES: usize = 64 << 20;

/// Segments with deleted documents are merged at once while they hold fewer
/// documents than this. Tantivy's statistics count deleted documents until
/// then, and the order of results would depend on the history of the index: an
/// index made again from the log must answer as the old one did. Merging this
/// many takes about a second.
const MERGED_AT_ONCE_DOCUMENTS: u32 = 20_000;

/// Segments that are left when an import ends. Every search looks into the terms of
/// each; of 100,000 events, to make one of nine takes a fifth of the import, and to
/// make four a fortieth.
const SETTLED_SEGMENTS: usize = 4;

/// What the names of index folders begin with; a fingerprint follows.
const FOLDER_PREFIX: &str = "index-";

/// Entities whose texts are read before Tantivy is given them.
const READ_AT_ONCE: usize = 500;

/// Entities for which a thread is worth its cost, some 30 us.
const LEAST_SHARE: usize = 16;

/// The index, open for writing. There is one in a process.
pub struct Index {
    fields: Fields,
    analyzer: Arc<Analyzer>,
    writer: IndexWriter,
    reader: IndexReader,
    snapshot: Snapshot,
    fingerprint: String,
}

impl Index {
    /// Opens the index in a folder of its own below `parent`, named after the
    /// fingerprint of everything that it was made with, `rules` of derivation
    /// included. Folders of other fingerprints are removed.
    ///
    /// # Errors
    /// If the folder cannot be read or written, or is open in another process.
    pub fn open(parent: &Path, analyzer: Arc<Analyzer>, rules: &str) -> Result<Self> {
        let fingerprint = fingerprint(&analyzer, rules);
        let folder = format!("{FOLDER_PREFIX}{fingerprint}");
        let path = parent.join(&folder);
        let failed = |cause| SearchError::Io { path: path.clone(), cause };
        std::fs::create_dir_all(&path).map_err(failed)?;
        remove_others(parent, &folder)?;
        let (schema, fields) = Fields::schema();
        let directory = MmapDirectory::open(&path).map_err(tantivy::TantivyError::from)?;
        let index = tantivy::Index::open_or_create(directory, schema)?;
        tokenizers::register(index.tokenizers());
        let writer: IndexWriter = index.writer_with_num_threads(1, WRITER_MEMORY_BYTES)?;
        // A crashed process leaves files behind which a later commit would want
        // to create, and fail: they go before anything is written.
        writer.garbage_collect_files().wait()?;
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let snapshot = Snapshot::new(fields.clone(), reader.searcher())?;
        Ok(Self { fields, analyzer, writer, reader, snapshot, fingerprint })
    }

    /// Identifies everything that the index was made with.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The place in the log up to which all changes are in the index.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn applied(&self) -> Result<Position> {
        let payload = self.writer.index().load_metas()?.payload;
        Ok(payload.and_then(|position| position.parse().ok()).unwrap_or_default())
    }

    /// Adds entities and what is derived from each, or replaces both; visible after
    /// [`Index::commit`]. Texts are read on all cores.
    ///
    /// # Errors
    /// If the texts cannot be read or the documents cannot be written.
    pub fn put_all(
        &self,
        records: &[&Record],
        derive: impl Fn(&Record) -> Vec<Record> + Sync,
    ) -> Result<()> {
        let documents = |record: &&Record| -> Result<Vec<TantivyDocument>> {
            let owner = record.key().to_string();
            let derived = derive(record);
            let members = std::iter::once(*record).chain(&derived);
            members.map(|member| self.document(member, &owner)).collect()
        };
        // While Tantivy takes one part up, the next is read.
        for part in records.chunks(READ_AT_ONCE) {
            for (record, documents) in part.iter().zip(on_all_cores(part, documents)) {
                self.delete(&record.key());
                for document in documents? {
                    self.writer.add_document(document)?;
                }
            }
        }
        Ok(())
    }

    /// Puts what follows from several entities, in place of what was put before
    /// under the same owner, a name that is no key.
    ///
    /// # Errors
    /// If a text cannot be analysed or the index cannot be written.
    pub fn put_derived(&self, owner: &str, derived: &[Record]) -> Result<()> {
        self.remove(owner);
        for member in derived {
            self.writer.add_document(self.document(member, owner)?)?;
        }
        Ok(())
    }

    /// Removes an entity and what is derived from it.
    pub fn delete(&self, key: &Key) {
        self.remove(&key.to_string());
    }

    fn remove(&self, owner: &str) {
        self.writer.delete_term(Term::from_field_text(self.fields.owner, owner));
    }

    /// Empties the index; visible after [`Index::commit`].
    ///
    /// # Errors
    /// If the index cannot be written.
    pub fn clear(&self) -> Result<()> {
        self.writer.delete_all_documents()?;
        Ok(())
    }

    /// Forgets what was put or deleted since the last commit.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn roll_back(&mut self) -> Result<()> {
        self.writer.rollback()?;
        Ok(())
    }

    /// Makes everything put or deleted since the last commit visible, on disk,
    /// together with the place in the log that it leads up to.
    ///
    /// # Errors
    /// If the index cannot be written.
    pub fn commit(&mut self, applied: &Position) -> Result<()> {
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&applied.to_string());
        commit.commit()?;
        self.forget_deleted()?;
        self.reader.reload()?;
        self.snapshot = Snapshot::new(self.fields.clone(), self.reader.searcher())?;
        Ok(())
    }

    /// Joins the smallest segments, so that few are left. What is found stays the same.
    ///
    /// # Errors
    /// If the index cannot be written.
    pub fn settle(&mut self) -> Result<()> {
        let mut segments = self.writer.index().searchable_segment_metas()?;
        if segments.len() <= SETTLED_SEGMENTS {
            return Ok(());
        }
        segments.sort_by_key(|segment| segment.num_docs());
        segments.truncate(segments.len() - SETTLED_SEGMENTS + 1);
        let ids: Vec<_> = segments.iter().map(|segment| segment.id()).collect();
        self.writer.merge(&ids).wait()?;
        self.reader.reload()?;
        self.snapshot = Snapshot::new(self.fields.clone(), self.reader.searcher())?;
        Ok(())
    }

    /// Removes files that nobody reads any more.
    ///
    /// # Errors
    /// If the index cannot be written.
    pub fn tidy(&self) -> Result<()> {
        self.writer.garbage_collect_files().wait()?;
        Ok(())
    }

    /// The index as of the last commit.
    pub fn snapshot(&self) -> Snapshot {
        self.snapshot.clone()
    }

    fn forget_deleted(&mut self) -> Result<()> {
        let segments = self.writer.index().searchable_segment_metas()?;
        let deleted: Vec<_> = segments.iter().filter(|segment| segment.has_deletes()).collect();
        let documents: u32 = deleted.iter().map(|segment| segment.max_doc()).sum();
        if !deleted.is_empty() && documents <= MERGED_AT_ONCE_DOCUMENTS {
            let ids: Vec<_> = deleted.iter().map(|segment| segment.id()).collect();
            self.writer.merge(&ids).wait()?;
        }
        Ok(())
    }

    fn document(&self, record: &Record, owner: &str) -> Result<TantivyDocument> {
        let fields = &self.fields;
        let entity = record.entity();
        let mut document = TantivyDocument::default();
        document.add_text(fields.owner, owner);
        document.add_text(fields.key, record.key().to_string());
        document.add_text(fields.stands_alone, entity.stands_alone().to_string());
        for Link { relation, value } in links_of(record) {
            document.add_text(fields.relation(relation), value);
        }
        let keys = entity.sort_keys();
        let mut dates = keys.dates;
        dates.sort();
        for span in &dates {
            document.add_i64(fields.first_day, day_number(span.start.first_day()));
            document.add_i64(fields.last_day, day_number(span.end.last_day()));
        }
        if let Some(attendance) = keys.attendance {
            document.add_u64(fields.attendance, attendance.into());
        }
        for time in times(&dates) {
            document.add_text(fields.times, time);
        }
        for name in names::of(record) {
            for term in names::terms(&record.key(), name, &self.analyzer.read(name)?) {
                document.add_text(fields.names, term);
            }
        }
        self.add_texts(entity, &mut document)?;
        Ok(document)
    }

    fn add_texts(&self, entity: &dyn Entity, document: &mut TantivyDocument) -> Result<()> {
        let (mut texts, mut titles, mut words) = (String::new(), String::new(), String::new());
        let mut readings = Vec::new();
        for (field, text) in entity.texts() {
            let reading = self.analyzer.read(text)?;
            for word in &reading.words {
                words.push_str(&word.term);
                words.push(SEPARATOR);
            }
            add_text(reading.folded.text(), &mut texts);
            if field.is_title() {
                add_text(reading.folded.text(), &mut titles);
            }
            readings.push(reading);
        }
        document.add_text(self.fields.marks, marks::terms(&texts));
        document.add_text(self.fields.words, words);
        document.add_text(self.fields.grams, texts);
        document.add_text(self.fields.titles, titles);
        document.add_text(self.fields.lexicon, lexicon::terms(&readings));
        Ok(())
    }
}

/// Adds a folded text, apart from the one before, so that no phrase spans both.
fn add_text(folded: &str, texts: &mut String) {
    texts.push_str(folded);
    texts.extend([BREAK, BREAK]);
}

/// Does the same with each of many things, in their order.
fn on_all_cores<T: Sync, R: Send>(things: &[T], each: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = things.len().div_ceil(cores).max(LEAST_SHARE);
    let each = &each;
    std::thread::scope(|scope| {
        let work = |share| {
            scope.spawn(move || -> Vec<R> { Iterator::map(<[T]>::iter(share), each).collect() })
        };
        let workers: Vec<_> = things.chunks(share).map(work).collect();
        let joined = workers.into_iter().map(|worker| worker.join());
        joined.flat_map(|done| done.unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

/// Whether a name is that of a folder that [`Index::open`] made.
pub fn is_index_folder(name: &str) -> bool {
    let fingerprint = name.strip_prefix(FOLDER_PREFIX);
    fingerprint.is_some_and(|text| text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Identifies everything that an index is made with.
fn fingerprint(analyzer: &Analyzer, rules: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{LAYOUT} {rules} ").as_bytes());
    hasher.update(analyzer.fingerprint().as_bytes());
    marks::words().iter().for_each(|word| {
        hasher.update(format!("{word} ").as_bytes());
    });
    hasher.finalize().to_hex()[..16].to_owned()
}

/// The links of an entity as indexed: its kind among them, each once.
fn links_of(record: &Record) -> Vec<Link> {
    let mut links = record.entity().links();
    links.push(Link::new(Relation::Kind, record.kind().as_str()));
    links.sort();
    links.dedup();
    links
}

/// Removes indexes that were made with something else.
fn remove_others(parent: &Path, current: &str) -> Result<()> {
    let failed = |path: PathBuf| move |cause| SearchError::Io { path, cause };
    for entry in std::fs::read_dir(parent).map_err(failed(parent.to_owned()))? {
        let entry = entry.map_err(failed(parent.to_owned()))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if is_index_folder(&name) && name != current {
            std::fs::remove_dir_all(entry.path()).map_err(failed(entry.path()))?;
        }
    }
    Ok(())
}
