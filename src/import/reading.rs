//! What reading one document yields, before it meets what is known.

use std::ops::Range;

use super::Catalogue;
use super::kind::Identity;
use super::place::Gazetteer;
use crate::model::{Basis, Bilingual, Event, EventField, FieldBasis};

/// Everything that reading a document needs besides its lines.
pub(super) struct Context<'a> {
    pub identity: &'a Identity,
    pub known: &'a Catalogue,
    pub gazetteer: &'a Gazetteer,
}

/// A document's events and its passages, in its order.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub events: Vec<EventReading>,
    pub passages: Vec<PassageReading>,
}

/// An event as this document alone tells it.
#[derive(Debug)]
pub(super) struct EventReading {
    pub event: Event,
    pub standing: Standing,
    /// Bytes of its heading, or of its first line.
    pub range: Range<usize>,
}

/// What an account of an event is to the other documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It can stand alone.
    Own,
    /// It names place and month but no post: it points to a sheet of the year's
    /// report, which tells the rest.
    Reference,
}

/// A piece of the document in its wording.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PassageReading {
    pub heading: Option<String>,
    pub text: String,
    /// Index of the event that it tells of.
    pub event: Option<usize>,
}

/// How title and post are known, where the document does not state them.
pub(super) fn bases(title: Basis, consulate: Basis) -> Vec<FieldBasis> {
    let reason = |field| match field {
        EventField::Title => Bilingual::new(
            "原資料に見出しがなく、本文の語句から付けた。",
            "The source has no heading for it; taken from words of its text.",
        ),
        _ => Bilingual::new(
            "原資料に公館名がなく、目次のページと本文の地名から判断した。",
            "The source names no post; concluded from the contents page and the places it names.",
        ),
    };
    [(EventField::Title, title), (EventField::Consulate, consulate)]
        .into_iter()
        .filter(|(_, basis)| *basis != Basis::Stated)
        .map(|(field, basis)| FieldBasis { field, basis, reason: reason(field) })
        .collect()
}
