//! The Tantivy index: its fields, how it is kept, and how it is read.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use tantivy::directory::MmapDirectory;
use tantivy::query::{BooleanQuery, EnableScoring, Query as TantivyQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{
    DocSet, IndexReader, IndexWriter, ReloadPolicy, Score, Searcher, TERMINATED, TantivyDocument,
    Term,
};

use super::analyzer::{Analyzer, grams};
use super::collector::{PageCollector, Words};
use super::fields::{Fields, day_number};
use super::lexicon::{self, Lexicon};
use super::names::{self, Names};
use super::query::{self, Query, QueryTerm, Strictness, step, tie};
use super::related;
use super::select::{Filter, Hit, Order, Page, PageRequest, Selection};
use super::statistics::{Lengths, Statistics};
use super::suggest::{self, Suggestion};
use super::understanding::times;
use super::{Result, SearchError};
use crate::model::{Entity, Event, Key, Kind, Link, Position, Record, Relation};

/// Changes whenever the fields below or what is written into them change.
const LAYOUT: u32 = 4;

/// Memory for documents that are not yet written out. One thread: with several,
/// the memory is divided, and 93 events would make several segments.
const WRITER_MEMORY_BYTES: usize = 64 << 20;

/// Segments with deleted documents are merged at once while they hold fewer
/// documents than this. Tantivy's statistics count deleted documents until
/// then, and the order of results would depend on the history of the index: an
/// index made again from the log must answer as the old one did. Merging this
/// many takes about a second.
const MERGED_AT_ONCE_DOCUMENTS: u32 = 20_000;

/// Results of fewer entities are followed by such as have only some of what was
/// asked for: a page of them.
const FEW: u64 = 20;

/// Terms that are nowhere for which such words are told.
const MAX_NOWHERE: usize = 4;

/// Words of the corpus that are told where a word is not found.
const MAX_NEAR: usize = 5;

/// What the names of index folders begin with; a fingerprint follows.
const FOLDER_PREFIX: &str = "index-";

/// Space between two texts of one entity, so that no phrase spans both.
const TEXT_GAP: usize = 2;

/// The index, open for writing. There is one in a process.
pub struct Index {
    fields: Fields,
    analyzer: Arc<Analyzer>,
    writer: IndexWriter,
    reader: IndexReader,
    snapshot: Snapshot,
    fingerprint: String,
}

/// The index as it was at one moment.
#[derive(Clone)]
pub struct Snapshot {
    fields: Fields,
    searcher: Searcher,
    lengths: Lengths,
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

    /// Adds an entity and what is derived from it, or replaces both; visible
    /// after [`Index::commit`].
    ///
    /// # Errors
    /// If the texts cannot be read or the document cannot be written.
    pub fn put(&self, record: &Record, derived: &[Record]) -> Result<()> {
        let owner = record.key().to_string();
        self.remove(&owner);
        std::iter::once(record).chain(derived).try_for_each(|member| self.add(member, &owner))
    }

    /// Puts what follows from several entities, in place of what was put before
    /// under the same owner, a name that is no key.
    ///
    /// # Errors
    /// If a text cannot be analysed or the index cannot be written.
    pub fn put_derived(&self, owner: &str, derived: &[Record]) -> Result<()> {
        self.remove(owner);
        derived.iter().try_for_each(|member| self.add(member, owner))
    }

    fn add(&self, record: &Record, owner: &str) -> Result<()> {
        let mut document = self.document(record)?;
        document.add_text(self.fields.owner, owner);
        self.writer.add_document(document)?;
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

    fn document(&self, record: &Record) -> Result<TantivyDocument> {
        let fields = &self.fields;
        let entity = record.entity();
        let mut document = TantivyDocument::default();
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
        let (mut words, mut text_grams, mut title_grams) = (Vec::new(), Vec::new(), Vec::new());
        let mut lexemes = BTreeSet::new();
        let mut position = 0;
        for (field, text) in entity.texts() {
            let reading = self.analyzer.read(text)?;
            lexemes.append(&mut lexicon::terms(&reading));
            for word in reading.words {
                words.push(token(words.len(), word.term));
            }
            for gram in grams(reading.folded.text(), position) {
                if field.is_title() {
                    title_grams.push(token(gram.position, gram.term.clone()));
                }
                text_grams.push(token(gram.position, gram.term));
            }
            position += reading.folded.text().chars().count() + TEXT_GAP;
        }
        let pretokenized = |tokens| PreTokenizedString { text: String::new(), tokens };
        document.add_pre_tokenized_text(self.fields.words, pretokenized(words));
        document.add_pre_tokenized_text(self.fields.grams, pretokenized(text_grams));
        document.add_pre_tokenized_text(self.fields.titles, pretokenized(title_grams));
        for term in lexemes {
            document.add_text(self.fields.lexicon, term);
        }
        Ok(())
    }
}

impl Snapshot {
    fn new(fields: Fields, searcher: Searcher) -> Result<Self> {
        let lengths = Lengths::of(&searcher, &[fields.words, fields.grams, fields.titles])?;
        Ok(Self { fields, searcher, lengths })
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
        let selection = Selection {
            query: None,
            kinds: Some(vec![Kind::Event]),
            filter: Filter::default(),
            order: Order::Relevance,
            page: PageRequest::first(limit),
            facets: Vec::new(),
        };
        Ok(self.pass(&selection, Some(Words { query, step: Score::MAX }))?.hits)
    }

    /// What a half-typed text may become: names of entities, then words of the
    /// corpus, the most frequent first.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn suggest(&self, text: &str, limit: usize) -> Result<Vec<Suggestion>> {
        suggest::suggest(self, text, limit)
    }

    /// How many events are tied to an entity.
    pub(super) fn events_of(&self, key: &Key) -> Result<u64> {
        let Some(relation) = tie(key.kind) else { return Ok(0) };
        let filter = Filter::of(relation, &key.slug);
        let selection = Selection {
            query: None,
            kinds: Some(vec![Kind::Event]),
            filter,
            order: Order::Key,
            page: PageRequest::first(0),
            facets: Vec::new(),
        };
        Ok(self.select(&selection)?.total)
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

fn token(position: usize, text: String) -> Token {
    Token { offset_from: 0, offset_to: 0, position, text, position_length: 1 }
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
