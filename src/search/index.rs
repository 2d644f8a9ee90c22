//! The Tantivy index: what is written into it, and how it is kept.

use std::path::{Path, PathBuf};

use tantivy::directory::MmapDirectory;
use tantivy::merge_policy::{LogMergePolicy, NoMergePolicy};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Term};

use super::analyzer::Analyzer;
use super::draft::Draft;
use super::fields::Fields;
use super::snapshot::Snapshot;
use super::{Result, SearchError, marks, tokenizers};
use crate::model::{Key, Position};

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

/// Segments of about one size that are merged once there are so many. Of 100,000
/// events, an import merges each once.
const MERGED_SEGMENTS: usize = 16;

/// Segments that are left when an import ends. Every search looks into the terms of
/// each; of 100,000 events, to make one of nine takes a fifth of the import, and to
/// make four a fortieth.
const SETTLED_SEGMENTS: usize = 4;

/// What the names of index folders begin with; a fingerprint follows.
const FOLDER_PREFIX: &str = "index-";

/// The index, open for writing. There is one in a process.
pub struct Index {
    fields: Fields,
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
    pub fn open(parent: &Path, analyzer: &Analyzer, rules: &str) -> Result<Self> {
        let fingerprint = fingerprint(analyzer, rules);
        let folder = format!("{FOLDER_PREFIX}{fingerprint}");
        let path = parent.join(&folder);
        let failed = |cause| SearchError::Io { path: path.clone(), cause };
        std::fs::create_dir_all(&path).map_err(failed)?;
        remove_others(parent, &folder)?;
        let (schema, fields) = Fields::schema();
        let directory = MmapDirectory::open(&path).map_err(tantivy::TantivyError::from)?;
        let index = tantivy::Index::open_or_create(directory, schema)?;
        tokenizers::register(index.tokenizers());
        let writer = writer_of(&index)?;
        // A crashed process leaves files behind which a later commit would want
        // to create, and fail: they go before anything is written.
        writer.garbage_collect_files().wait()?;
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let snapshot = Snapshot::new(fields.clone(), reader.searcher())?;
        Ok(Self { fields, writer, reader, snapshot, fingerprint })
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

    /// Puts what was drafted in place of what was put before under the same owner;
    /// visible after [`Index::commit`].
    ///
    /// # Errors
    /// If the documents cannot be written.
    pub fn put(&self, draft: Draft) -> Result<()> {
        self.remove(&draft.owner);
        for document in draft.documents {
            self.writer.add_document(document)?;
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

    /// Closes the index as searches like it: the smallest segments are joined, so that
    /// few are left, and files that nobody reads any more are gone. What is found stays
    /// the same.
    ///
    /// # Errors
    /// If the index cannot be written.
    pub fn settle(self) -> Result<()> {
        let index = self.writer.index().clone();
        // Files that somebody reads are kept.
        drop((self.reader, self.snapshot));
        // A merge that goes on would leave its files behind.
        self.writer.wait_merging_threads()?;
        let mut writer = writer_of(&index)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let mut segments = index.searchable_segment_metas()?;
        segments.sort_by_key(|segment| segment.num_docs());
        segments.truncate(segments.len().saturating_sub(SETTLED_SEGMENTS - 1));
        // As long as somebody holds a segment, its files stay.
        let smallest: Vec<_> = segments.into_iter().map(|segment| segment.id()).collect();
        if smallest.len() > 1 {
            writer.merge(&smallest).wait()?;
        }
        writer.garbage_collect_files().wait()?;
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
}

fn writer_of(index: &tantivy::Index) -> Result<IndexWriter> {
    let writer = index.writer_with_num_threads(1, WRITER_MEMORY_BYTES)?;
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(MERGED_SEGMENTS);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
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
