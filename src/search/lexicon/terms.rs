//! The terms that an entity adds to the lexicon: its nouns, and the compounds that they
//! form.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{END, MAX_WORD_CHARS, READING};
use crate::search::analyzer::{Reading, Word};
use crate::search::tokenizers::SEPARATOR;
use crate::text::normal::fold;
use crate::text::romaji::{self, romaji};

/// Words in one compound at most: 日本/商工/会議/所.
const MAX_COMPOUND_WORDS: usize = 4;

/// Those among them that are no suffixes: 日本/商工/会議. Longer ones are mostly words
/// that stand side by side by chance.
pub(super) const MAX_FULL_WORDS: usize = 3;

/// The same of those that have a term for their reading. Longer readings are put
/// together when they are asked for: nearly all of them stood in one entity alone, and
/// their terms took a fifth of an import.
const MAX_READ_WORDS: usize = 1;

/// The terms that the texts of an entity add to the lexicon, each with a separator
/// behind it; few come twice.
pub fn terms(readings: &[Reading]) -> String {
    let mut terms = String::new();
    let mut known = FxHashSet::default();
    for reading in readings {
        for run in reading.words.chunk_by(forms_compound) {
            for start in 0..run.len() {
                for compound in Compound::beginning(&run[start..]) {
                    if known.insert(compound) {
                        compound.add_terms(&mut terms);
                    }
                }
            }
        }
    }
    terms
}

fn forms_compound(word: &Word, next: &Word) -> bool {
    word.original.end == next.original.start && next.continues_compound()
}

/// Words one behind the other. Most come several times in a text: which they are is
/// told by their entries, before anything is made of them.
#[derive(Clone, Copy)]
struct Compound<'a>(&'a [Word]);

impl PartialEq for Compound<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self.0.iter().zip(other.0).all(|(one, other)| Arc::ptr_eq(&one.entry, &other.entry))
    }
}

impl Eq for Compound<'_> {}

impl Hash for Compound<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|word| Arc::as_ptr(&word.entry).hash(state));
    }
}

impl<'a> Compound<'a> {
    /// The compounds that the first of some words begins, itself among them.
    fn beginning(words: &'a [Word]) -> impl Iterator<Item = Self> {
        let mut full_words = 0;
        let ends = words.iter().take(MAX_COMPOUND_WORDS).take_while(move |word| {
            full_words += usize::from(word.begins_compound());
            full_words <= MAX_FULL_WORDS
        });
        let begins = words.first().is_some_and(Word::begins_compound);
        let ends = ends.enumerate().filter(move |_| begins);
        ends.map(|(last, _)| Self(&words[..=last]))
    }

    fn add_terms(self, terms: &mut String) {
        let surface = self.joined(|word| Some(&word.surface)).unwrap_or_default();
        if surface.chars().count() > MAX_WORD_CHARS || surface.contains(SEPARATOR) {
            return;
        }
        let spelling = self.joined(|word| word.folded.as_deref());
        let spelling = spelling.unwrap_or_else(|| fold(&surface));
        if spelling.is_empty() {
            return;
        }
        if let Some(reading) = self.reading() {
            terms.push(READING);
            terms.push_str(&reading);
            terms.push(END);
            terms.push_str(&surface);
            terms.push(SEPARATOR);
        }
        terms.push_str(&spelling);
        terms.push(END);
        if surface != spelling {
            terms.push_str(&surface);
        }
        terms.push(SEPARATOR);
    }

    fn reading(self) -> Option<String> {
        if self.0.iter().filter(|word| word.begins_compound()).count() > MAX_READ_WORDS {
            return None;
        }
        match self.joined(|word| word.letters.as_deref()) {
            Some(letters) => Some(romaji::spelling(&letters)).filter(|text| !text.is_empty()),
            None => {
                self.joined(|word| word.pronunciation.as_deref()).and_then(|kana| romaji(&kana))
            }
        }
    }

    /// What is known of each word, joined; `None` if it is not known of all.
    fn joined(self, known: impl Fn(&'a Word) -> Option<&'a str>) -> Option<String> {
        let mut joined = String::with_capacity(4 * MAX_WORD_CHARS);
        for word in self.0 {
            joined.push_str(known(word)?);
        }
        Some(joined)
    }
}
