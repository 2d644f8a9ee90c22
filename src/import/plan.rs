//! The order of work: recognise the documents, read reports before summaries,
//! let each reading meet what is known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::diagnostic::Remarks;
use super::kind::Identity;
use super::place::Gazetteer;
use super::reading::{Context, EventReading, Reading, Standing};

use super::{Catalogue, Diagnostic, ImportError, Source, lines, merge, repeat, report, summary};
use crate::model::{
    Bilingual, Change, ChangeSet, Document, DocumentKind, Event, Key, Kind, Origin, Passage, Record,
};

/// What an import would change, and what there is to say about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Reports first, then by fiscal year: the order in which to apply them.
    pub documents: Vec<DocumentPlan>,
    /// In the order of the sources, and of the text within each.
    pub diagnostics: Vec<Diagnostic>,
}

/// What one document would change.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentPlan {
    /// Slug of the document.
    pub document: String,
    /// Which of the sources it is, from 0.
    pub source: usize,
    /// How many events it tells of as its own.
    pub events: usize,
    /// How many it tells of that another document tells of first.
    pub repeated: usize,
    pub passages: usize,
    /// All records that should be, whether or not they are already, then what
    /// an earlier reading left behind.
    pub change_set: ChangeSet,
}

/// Checks that every source is a document, before anything else is opened.
///
/// # Errors
/// The first source that is none.
pub fn recognise(sources: &[Source]) -> Result<(), ImportError> {
    sources.iter().try_for_each(|source| {
        Identity::of(source, &lines::lines(&source.text))?;
        Ok(())
    })
}

/// Plans the import of documents that belong together. Writes nothing.
///
/// Reports are read before summaries whatever the order of the sources, so that
/// an event told twice is recognised.
pub fn plan(sources: &[Source], known: &Catalogue) -> Result<Plan, ImportError> {
    if known.consulates.is_empty() {
        return Err(ImportError::NoConsulates);
    }
    let gazetteer = Gazetteer::new(known);
    let mut recognised: Vec<(usize, Identity, Vec<lines::Line<'_>>)> = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        let lines = lines::lines(&source.text);
        let identity = Identity::of(source, &lines)?;
        if let Some((first, ..)) =
            recognised.iter().find(|(_, other, _)| other.slug == identity.slug)
        {
            return Err(ImportError::SameDocument {
                first: sources[*first].name.clone(),
                second: source.name.clone(),
                slug: identity.slug,
            });
        }
        recognised.push((index, identity, lines));
    }
    recognised.sort_by_key(|(_, identity, _)| {
        (identity.kind != DocumentKind::Report, identity.fiscal_year(), identity.slug.clone())
    });
    let mut events: BTreeMap<String, Arc<Event>> =
        known.events.iter().map(|event| (event.slug.clone(), Arc::clone(event))).collect();
    let mut documents = Vec::new();
    let mut remarks_by_source: BTreeMap<usize, Vec<Diagnostic>> = BTreeMap::new();
    for (source, identity, lines) in &recognised {
        let mut remarks = Remarks::new(*source);
        let context = Context { identity, known, gazetteer: &gazetteer };
        let reading = match identity.kind {
            DocumentKind::Report => report::read(lines, &context, &mut remarks),
            DocumentKind::Summary => summary::read(lines, &context, &mut remarks),
        };
        let planner = Planner { identity, known, events: &mut events, remarks: &mut remarks };
        documents.push(planner.plan(*source, reading));
        remarks_by_source.insert(*source, remarks.finish());
    }
    Ok(Plan { documents, diagnostics: remarks_by_source.into_values().flatten().collect() })
}

/// Turns the reading of one document into changes.
struct Planner<'a> {
    identity: &'a Identity,
    known: &'a Catalogue,
    /// Known events and those planned so far.
    events: &'a mut BTreeMap<String, Arc<Event>>,
    remarks: &'a mut Remarks,
}

/// What an account of an event comes to.
enum Outcome {
    Own(Event),
    Repeat(Event),
    PassagesOnly,
}

impl Planner<'_> {
    fn plan(mut self, source: usize, reading: Reading) -> DocumentPlan {
        let mut changes = vec![Change::Put(self.document().into())];
        let (mut own, mut repeated) = (0, 0);
        let mut slugs: Vec<Option<String>> = Vec::new();
        for event in &reading.events {
            let event = match self.outcome(event) {
                Outcome::PassagesOnly => {
                    slugs.push(None);
                    continue;
                }
                Outcome::Own(event) => {
                    own += 1;
                    event
                }
                Outcome::Repeat(event) => {
                    repeated += 1;
                    event
                }
            };
            slugs.push(Some(event.slug.clone()));
            let event = Arc::new(event);
            self.events.insert(event.slug.clone(), Arc::clone(&event));
            changes.push(Change::Put(Record::Event(event)));
        }
        self.remark_on_missing(&slugs);
        let passages = reading.passages.len();
        let mut current = BTreeSet::new();
        for (passage, ordinal) in reading.passages.into_iter().zip(1..) {
            let passage = Passage {
                slug: format!("{}/{ordinal:04}", self.identity.slug),
                document: self.identity.slug.clone(),
                ordinal,
                heading: passage.heading,
                text: passage.text,
                event: passage.event.and_then(|event| slugs[event].clone()),
            };
            current.insert(passage.slug.clone());
            changes.push(Change::Put(passage.into()));
        }
        let stored = self.known.passages.get(&self.identity.slug);
        let stale = stored.into_iter().flatten().filter(|slug| !current.contains(*slug));
        changes.extend(stale.map(|slug| Change::Delete(Key::new(Kind::Passage, slug))));
        DocumentPlan {
            document: self.identity.slug.clone(),
            source,
            events: own,
            repeated,
            passages,
            change_set: ChangeSet { author: format!("import {}", self.identity.slug), changes },
        }
    }

    fn outcome(&mut self, reading: &EventReading) -> Outcome {
        let told = &reading.event;
        if self.identity.kind == DocumentKind::Summary
            && let Some(known) = repeat::of(told, self.events.values())
            && (reading.standing == Standing::Reference || known.slug != told.slug)
        {
            let known = Arc::clone(known);
            return self.repeat(reading, &known);
        }
        if reading.standing == Standing::Reference {
            self.remarks
                .warning(
                    &reading.range,
                    format!("this example is told in full in the report of {}, which is not known", told.fiscal_year),
                )
                .help("import the report before this summary or together with it; its words are kept as a passage");
            return Outcome::PassagesOnly;
        }
        let known = self.events.get(&told.slug).cloned();
        let is_other = |event: &Event| {
            let here = |document: &String| *document == self.identity.slug;
            !event.sources.is_empty() && !event.sources.iter().any(|source| here(&source.document))
        };
        if let Some(other) = known.as_deref().filter(|event| is_other(event)) {
            self.remarks
                .error(
                    &reading.range,
                    format!("{} is an event of another document: {}", other.slug, other.title.ja),
                )
                .help(
                    "the example is kept as a passage; enter it as a record with a slug of its own",
                );
            return Outcome::PassagesOnly;
        }
        Outcome::Own(merge::merge(reading, known.as_deref(), self.remarks))
    }

    fn repeat(&mut self, reading: &EventReading, known: &Event) -> Outcome {
        let told = &reading.event;
        self.remarks
            .note(&reading.range, format!("\"{}\" is {} told again", told.title.ja, known.slug))
            .help(format!(
                "known as \"{}\"; this document becomes another source of it",
                known.title.ja
            ));
        let sources = told.sources.iter();
        Outcome::Repeat(
            sources.fold(known.clone(), |event, source| merge::with_source(&event, source)),
        )
    }

    /// The document as it is known, else as it presents itself.
    fn document(&mut self) -> Document {
        let identity = self.identity;
        if let Some(known) = self.known.document(&identity.slug) {
            if let Some(read) = identity.published.filter(|read| *read != known.published) {
                let message = format!(
                    "{} bears the date {read}, but is known with {}",
                    identity.slug, known.published
                );
                self.remarks.warning(&identity.range, message);
            }
            return known.clone();
        }
        let published = identity.published.unwrap_or_else(|| {
            self.remarks
                .warning(
                    &identity.range,
                    "this document bears no date; the year after its fiscal year is taken",
                )
                .help("enter the document as a record with its date before importing the text");
            identity.year_after
        });
        Document {
            slug: identity.slug.clone(),
            title: Bilingual::ja(identity.title.clone()),
            document_kind: identity.kind,
            published,
            publisher: Bilingual::new("外務省", "Ministry of Foreign Affairs of Japan"),
            fiscal_years: identity.fiscal_years.clone(),
            description: None,
        }
    }

    /// Remarks on events that an earlier reading found and this one did not.
    fn remark_on_missing(&mut self, found: &[Option<String>]) {
        let only_here = |event: &&Arc<Event>| {
            event.origin == Origin::Document
                && !event.sources.is_empty()
                && event.sources.iter().all(|source| source.document == self.identity.slug)
        };
        let found: BTreeSet<&str> = found.iter().flatten().map(String::as_str).collect();
        let known = self.known.events.iter().filter(only_here).map(|event| event.slug.as_str());
        let missing: Vec<&str> = known.filter(|slug| !found.contains(slug)).collect();
        if !missing.is_empty() {
            self.remarks
                .warning(
                    &self.identity.range,
                    format!(
                        "an earlier reading of this document told of {}, this one does not",
                        missing.join(", ")
                    ),
                )
                .help("they are left as they are; delete them as records if they are no events");
        }
    }
}
