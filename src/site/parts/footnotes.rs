//! Footnotes: each source and each remark once, numbered in the order in which they
//! are first cited, however often they are.

use maud::{Markup, html};
use serde::Deserialize;

use super::date::date;
use super::finding::Finding;
use super::source::Source;
use crate::site::visit::Visit;

/// What a statement rests on, or what a reader must know about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A place in a document.
    Source(Source),
    /// A sentence.
    Remark(String),
}

/// A document as footnotes cite it: `documents { slug title publisher published }`.
#[derive(Clone, Debug, Deserialize)]
pub struct Cited {
    pub slug: String,
    pub title: String,
    pub publisher: String,
    pub published: String,
}

impl Cited {
    fn in_full(&self, visit: &Visit) -> String {
        let Self { title, publisher, published, .. } = self;
        let published = date(visit.language(), published);
        visit.say(
            format!("{publisher}『{title}』（{published}）"),
            format!("{publisher}, {title} ({published})"),
        )
    }
}

/// The notes of one page. What is cited first must be rendered first.
#[derive(Debug, Default)]
pub struct Footnotes {
    notes: Vec<Note>,
}

impl Footnotes {
    /// The numbers of some notes, in order, behind what they are about.
    pub fn marks(&mut self, visit: &Visit, notes: impl IntoIterator<Item = Note>) -> Markup {
        let mut marks: Vec<Mark> = notes.into_iter().map(|note| self.mark(note)).collect();
        // Of a number that is there twice, the first mark is the way back.
        marks.sort_by_key(|mark| mark.number);
        marks.dedup_by_key(|mark| mark.number);
        html! {
            @if !marks.is_empty() {
                sup {
                    @for (place, Mark { number, is_first }) in marks.into_iter().enumerate() {
                        @if place > 0 { ", " }
                        a id=[is_first.then(|| format!("r{number}"))] href={ "#n" (number) }
                            aria-label=(visit.say(format!("注{number}"), format!("Note {number}"))) { (number) }
                    }
                }
            }
        }
    }

    /// The number of a note: that of the same note where it has been cited before.
    fn mark(&mut self, note: Note) -> Mark {
        match self.notes.iter().position(|known| *known == note) {
            Some(place) => Mark { number: place + 1, is_first: false },
            None => {
                self.notes.push(note);
                Mark { number: self.notes.len(), is_first: true }
            }
        }
    }

    /// All notes in full, each with the way back to where it is first cited. Short
    /// ones stand side by side.
    pub fn list(&self, visit: &Visit, documents: &[Cited]) -> Markup {
        html! {
            @if !self.notes.is_empty() {
                ol.footnotes.values.is-inline aria-label=(visit.say("注", "Notes")) {
                    @for (number, note) in (1..).zip(&self.notes) {
                        li id={ "n" (number) } {
                            @match note {
                                Note::Source(source) => (self.citation(visit, source, number, documents)),
                                Note::Remark(text) => (text),
                            }
                            " "
                            a.no-print href={ "#r" (number) } aria-label=(visit.say("本文へ戻る", "Back to the text")) { "↩" }
                        }
                    }
                }
            }
        }
    }

    /// A document in full where it is cited first; from then on, where that was.
    fn citation(
        &self,
        visit: &Visit,
        source: &Source,
        number: usize,
        documents: &[Cited],
    ) -> String {
        let first = self.first_of(&source.document.slug).unwrap_or(number);
        let cited = documents.iter().find(|document| document.slug == source.document.slug);
        let document = match cited {
            _ if first < number => visit.say(format!("前掲注{first}"), format!("As note {first}")),
            Some(cited) => cited.in_full(visit),
            None => source.document.label.clone(),
        };
        let place = source.place(visit);
        let separator = if place.is_empty() { "" } else { visit.say("、", ", ") };
        format!("{document}{separator}{place}")
    }

    /// The number of the note that cites a document first.
    fn first_of(&self, document: &str) -> Option<usize> {
        let cites =
            |note: &Note| matches!(note, Note::Source(source) if source.document.slug == document);
        self.notes.iter().position(cites).map(|place| place + 1)
    }
}

/// A number in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    number: usize,
    /// The way back from the note leads here.
    is_first: bool,
}

/// Places in documents as notes.
pub fn sources(sources: &[Source]) -> impl Iterator<Item = Note> {
    sources.iter().cloned().map(Note::Source)
}

/// Findings about one of some fields as notes; `&[]` takes those about no field.
pub fn findings<'a>(
    visit: &'a Visit,
    findings: &'a [Finding],
    fields: &'a [&'a str],
) -> impl Iterator<Item = Note> + 'a {
    super::finding::about(findings, fields).map(|finding| finding.note(visit))
}

impl Finding {
    /// Its message, which tells both readings.
    pub fn note(&self, visit: &Visit) -> Note {
        let (name, message) = (self.code.name(visit.language()), &self.message);
        Note::Remark(visit.say(format!("所見（{name}）: {message}"), format!("{name}: {message}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::parts::named::Label;

    fn source(document: &str, ordinal: u32) -> Note {
        let document = Label { slug: document.to_owned(), label: document.to_owned() };
        Note::Source(Source { ordinal: Some(ordinal), page: None, document })
    }

    fn remark(text: &str) -> Note {
        Note::Remark(text.to_owned())
    }

    #[test]
    fn a_note_keeps_the_number_of_its_first_mark() {
        let mut notes = Footnotes::default();
        let cited =
            [source("report", 39), remark("inferred"), source("report", 40), source("report", 39)];
        let numbers = cited.map(|note| {
            let Mark { number, is_first } = notes.mark(note);
            (number, is_first)
        });
        assert_eq!(numbers, [(1, true), (2, true), (3, true), (1, false)]);
    }

    #[test]
    fn places_of_a_document_lead_to_the_note_that_cites_it_in_full() {
        let mut notes = Footnotes::default();
        for note in
            [remark("inferred"), source("report", 39), source("summary", 1), source("report", 40)]
        {
            notes.mark(note);
        }
        assert_eq!(notes.first_of("report"), Some(2));
        assert_eq!(notes.first_of("summary"), Some(3));
        assert_eq!(notes.first_of("elsewhere"), None);
    }
}
