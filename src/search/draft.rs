//! What an entity adds to the index: its texts as they were read, its links, numbers
//! and days. Made of the entity alone, so that many are made at once, and before what
//! came before them is in the index.

use std::panic::resume_unwind;
use std::sync::Arc;

use tantivy::TantivyDocument;

use super::analyzer::Analyzer;
use super::fields::{Fields, day_number};
use super::tokenizers::SEPARATOR;
use super::understanding::times;
use super::{Result, lexicon, marks, names};
use crate::model::{Entity, Link, Record, Relation};
use crate::text::normal::BREAK;

/// Entities for which a thread is worth its cost, some 30 us.
const LEAST_SHARE: usize = 16;

/// An entity and what is derived from it, as the index takes them up.
#[derive(Clone)]
pub struct Draft {
    /// The key of the entity, or another name that all of it is put and removed under.
    pub(super) owner: String,
    pub(super) documents: Vec<TantivyDocument>,
}

/// Makes drafts. Cheap to clone.
#[derive(Clone)]
pub struct Drafter {
    fields: Fields,
    analyzer: Arc<Analyzer>,
}

impl Drafter {
    pub fn new(analyzer: Arc<Analyzer>) -> Self {
        let (_, fields) = Fields::schema();
        Self { fields, analyzer }
    }

    /// Drafts entities together with what is derived from each, on all cores.
    ///
    /// # Errors
    /// If the dictionary is damaged.
    pub fn draft_all(
        &self,
        records: &[&Record],
        derive: impl Fn(&Record) -> Vec<Record> + Sync,
    ) -> Result<Vec<Draft>> {
        let draft = |record: &&Record| {
            let derived = derive(record);
            self.draft(record.key().to_string(), std::iter::once(*record).chain(&derived))
        };
        on_all_cores(records, draft).into_iter().collect()
    }

    /// Drafts what belongs together under a name.
    ///
    /// # Errors
    /// If the dictionary is damaged.
    pub fn draft<'a>(
        &self,
        owner: String,
        members: impl Iterator<Item = &'a Record>,
    ) -> Result<Draft> {
        let documents = members.map(|member| self.document(member, &owner));
        Ok(Draft { documents: documents.collect::<Result<_>>()?, owner })
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

/// The links of an entity as indexed: its kind among them, each once.
fn links_of(record: &Record) -> Vec<Link> {
    let mut links = record.entity().links();
    links.push(Link::new(Relation::Kind, record.kind().as_str()));
    links.sort();
    links.dedup();
    links
}
