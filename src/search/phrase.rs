//! Phrases: the grams that a text must have in order to hold one, and where they
//! stand as they have to.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EmptyQuery, PhraseQuery, Query, RegexQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, Term};

use super::Result;
use super::analyzer::{Gram, grams};
use crate::text::normal::{self, BREAK};

/// Whether a Latin word or a number must begin and end where the term does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edges {
    Kept,
    Free,
}

impl Edges {
    /// The edges that count in the ranking.
    pub fn ranked(folded: &str) -> Self {
        if is_latin(folded) { Self::Kept } else { Self::Free }
    }

    /// Free, if a text has no such edges.
    pub fn of(self, folded: &str) -> Self {
        if folded.contains(normal::is_alphanumeric_run) { self } else { Self::Free }
    }
}

pub fn is_latin(folded: &str) -> bool {
    !folded.contains(normal::is_japanese)
}

/// The grams that a text must have in order to hold `folded`.
///
/// The gram that the last character begins depends on what follows it in the
/// text, so it is left out; the gram before covers that character. Where there
/// is a break before it, the mark that a run begins with it does. What is left
/// is the single character, for which there are no grams.
///
/// Where edges are kept, a Latin word stands for its characters, and the mark of
/// what follows for the break behind it.
pub fn phrase_grams(folded: &str, edges: Edges) -> Vec<Gram> {
    let chars: Vec<char> = folded.chars().collect();
    let last = chars.len().saturating_sub(1);
    let at = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied();
    let in_word = |place: Option<usize>| {
        edges == Edges::Kept && at(place).is_some_and(normal::is_alphanumeric_run)
    };
    let mut grams = grams(folded);
    grams.retain(|gram| {
        let place = gram.position;
        let behind_break = at(place.checked_sub(1)) == Some(BREAK);
        if gram.is_word() {
            return edges == Edges::Kept && !behind_break;
        }
        if gram.is_word_behind_break() {
            return edges == Edges::Kept && behind_break;
        }
        if gram.begins_run() {
            let says_break = place == last || in_word(place.checked_sub(2));
            return behind_break && says_break && !in_word(Some(place));
        }
        let says_more = !in_word(Some(place)) || (gram.is_pair() && !in_word(Some(place + 1)));
        place != last && says_more
    });
    grams
}

/// The fewest of those grams that say as much: with their positions, every other
/// gram of a run says all that the run holds.
pub fn covering_grams(folded: &str, edges: Edges) -> Vec<Gram> {
    let mut grams = phrase_grams(folded, edges);
    let pairs: Vec<usize> =
        grams.iter().filter(|gram| gram.is_pair()).map(|gram| gram.position).collect();
    // The first character that no gram covers yet.
    let mut open = 0;
    let mut at = 0;
    grams.retain(|gram| {
        if !gram.is_pair() {
            return true;
        }
        at += 1;
        let is_last_to_cover = pairs.get(at) != Some(&(gram.position + 1));
        let is_needed = gram.position >= open || (is_last_to_cover && gram.position + 2 > open);
        if is_needed {
            open = gram.position + 2;
        }
        is_needed
    });
    grams
}

/// Finds and scores a folded text, character by character.
///
/// # Errors
/// If a pattern cannot be made of a single character.
pub fn query(folded: &str, edges: Edges, field: Field) -> Result<Box<dyn Query>> {
    let grams = covering_grams(folded, edges);
    let mut terms: Vec<(usize, Term)> = grams
        .iter()
        .map(|gram| (gram.position, Term::from_field_text(field, &gram.term)))
        .collect();
    Ok(match (terms.len(), folded.chars().count()) {
        (0, 0) => Box::new(EmptyQuery),
        (0, _) => {
            // One character: alone, or with whatever follows it.
            Box::new(RegexQuery::from_pattern(&format!("{}.?", regex::escape(folded)), field)?)
        }
        (1, _) => {
            let (_, term) = terms.remove(0);
            Box::new(TermQuery::new(term, IndexRecordOption::Basic))
        }
        _ => Box::new(PhraseQuery::new_with_offset(terms)),
    })
}

/// Looks for a phrase in documents of a segment. Positions cost most of a search, so no
/// more is read of them than it takes to know whether the phrase stands there.
pub(super) struct PhraseReader {
    grams: Vec<GramPostings>,
    /// Where the phrase may still stand, and what it is compared with.
    places: Vec<u32>,
    others: Vec<u32>,
}

struct GramPostings {
    /// Some kB: they change places for every document.
    postings: Box<SegmentPostings>,
    /// From the gram to the last one of the phrase.
    offset: u32,
}

impl PhraseReader {
    /// `None` if one of the grams is not in the segment.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn open(segment: &SegmentReader, field: Field, grams: &[Gram]) -> Result<Option<Self>> {
        let index = segment.inverted_index(field)?;
        let last = grams.iter().map(|gram| gram.position).max().unwrap_or_default();
        let mut read = Vec::with_capacity(grams.len());
        for gram in grams {
            let term = Term::from_field_text(field, &gram.term);
            let postings = index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions);
            let Some(postings) = postings.map_err(tantivy::TantivyError::from)? else {
                return Ok(None);
            };
            let postings = Box::new(postings);
            read.push(GramPostings { postings, offset: (last - gram.position) as u32 });
        }
        Ok(Some(Self { grams: read, places: Vec::new(), others: Vec::new() }))
    }

    /// Whether a document holds the phrase. To be asked of ascending documents.
    pub fn stands_in(&mut self, doc: DocId) -> bool {
        for gram in &mut self.grams {
            if gram.postings.doc() < doc {
                gram.postings.seek(doc);
            }
            if gram.postings.doc() != doc {
                return false;
            }
        }
        // The gram that stands there least often leaves the fewest places.
        self.grams.sort_unstable_by_key(|gram| gram.postings.term_freq());
        let Self { grams, places, others } = self;
        let Some((rarest, rest)) = grams.split_first_mut() else { return false };
        rarest.postings.positions_with_offset(rarest.offset, places);
        for gram in rest {
            gram.postings.positions_with_offset(gram.offset, others);
            keep_common(places, others);
            if places.is_empty() {
                return false;
            }
        }
        true
    }
}

/// Leaves the numbers that stand in both lists, which are in ascending order.
fn keep_common(numbers: &mut Vec<u32>, others: &[u32]) {
    let mut at = 0;
    numbers.retain(|&number| {
        while others.get(at).is_some_and(|&other| other < number) {
            at += 1;
        }
        others.get(at) == Some(&number)
    });
}
