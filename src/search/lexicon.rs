//! Every noun of the corpus, by its spelling and by its reading.
//!
//! The nouns of the texts and the compounds that they form are terms of a field
//! of the index, each `key`, a zero byte, the word as written unless that is the
//! key. The keys are the folded spelling and, behind a mark, the reading in Latin
//! letters; see [`mod@terms`]. So the term dictionary, which Tantivy keeps sorted, answers
//! three questions: which words begin so (completion), which are read so (はんどうたい,
//! *suiso*; see [`readings`]), and which are written almost so (typing errors; see
//! [`automata`]). How many entities have a word is the number of documents of its term.

mod automata;
mod readings;
mod terms;

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};

use frostem::{Algorithm, Stemmer};
use rustc_hash::{FxBuildHasher, FxHashMap};
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentReader};
use tantivy_fst::Automaton;

use self::automata::{MAX_EDITS, Near, Short, nearness};
use self::terms::MAX_FULL_WORDS;
pub use self::terms::terms;
use super::analyzer::Word;
use super::cores::on_free_cores;
use super::memo::Memo;
use super::{Result, SearchError};
use crate::text::normal::fold;
use crate::text::romaji::{beginnings, romaji};

/// Ends the key of a term; never in a text.
const END: char = '\0';

/// Begins a key that is a reading. A letter or kana never begins so.
const READING: char = '@';

/// Characters of a word at most; what is longer is a sentence in disguise.
const MAX_WORD_CHARS: usize = 24;

/// Letters of an English word that has other forms; shorter ones are mostly
/// names: AI, METI.
const LEAST_STEMMED_LETTERS: usize = 4;

/// Terms looked at in a segment for one question.
const MAX_TERMS_READ: usize = 20_000;

/// Where more terms begin so, only short words are looked at: they are the
/// frequent ones. All words with 日 of 100,000 events took 144 ms.
const MANY_TERMS: u64 = 10_000;

/// Documents of an index that is large enough to read its segments side by side.
const LARGE_DOCUMENTS: u64 = 5_000;

/// Terms from which on segments are read side by side: they take far longer than it
/// takes to start a thread.
const WORTH_A_THREAD: u64 = 2_000;

/// Characters behind the beginning that a short word has at most.
const SHORT_REST_CHARS: u8 = 3;

/// The same of its reading, in letters.
const SHORT_REST_LETTERS: u8 = 6;

/// A word of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// As written in some text.
    pub word: String,
    /// In how many entities.
    pub count: u64,
}

/// What the terms of words that are spelt so begin with.
pub(super) fn spelt(folded: &str) -> String {
    format!("{folded}{END}")
}

/// Words that are told for one that is spelt almost so.
const MAX_NEAR: usize = 50;

/// The words that were found near a spelling, by edits.
pub(super) type NearWords = Memo<(String, u8), Vec<Entry>>;

/// Spellings whose neighbours are kept. To find them takes up to 30 ms among
/// 100,000 events, and one search asks three times.
pub(super) const NEAR_WORDS: usize = 500;

/// The lexicon of a snapshot of the index.
pub struct Lexicon<'a> {
    pub searcher: &'a Searcher,
    pub field: Field,
    pub(super) near: &'a NearWords,
}

impl Lexicon<'_> {
    /// Words that begin as a text in its spelling or in its reading, the most
    /// frequent first.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn beginning_with(&self, text: &str, limit: usize) -> Result<Vec<Entry>> {
        let mut words = Words::default();
        self.read_short(&fold(text), SHORT_REST_CHARS, &mut words)?;
        for reading in beginnings(text) {
            self.read_short(&format!("{READING}{reading}"), SHORT_REST_LETTERS, &mut words)?;
        }
        let mut entries = words.most_frequent_unified(limit, |_| true);
        if entries.len() < limit {
            for reading in beginnings(text) {
                self.begin_parts("", &reading, MAX_FULL_WORDS, &mut entries)?;
            }
            entries = most_frequent_of(entries, limit);
        }
        Ok(entries)
    }

    /// Words that are spelt so.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn spelt(&self, text: &str) -> Result<Vec<Entry>> {
        let mut words = Words::default();
        self.read_prefix(&spelt(&fold(text)), &mut words)?;
        Ok(words.most_frequent(usize::MAX, |_| true))
    }

    /// Words that are read as a text in kana or Latin letters is; the text
    /// itself is none of them.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn read_as(&self, text: &str, limit: usize) -> Result<Vec<Entry>> {
        let Some(reading) = romaji(text) else { return Ok(Vec::new()) };
        let mut entries = Vec::new();
        self.read_parts("", &reading, MAX_FULL_WORDS, &mut entries)?;
        let spelling = fold(text);
        entries.retain(|entry| fold(&entry.word) != spelling);
        Ok(most_frequent_of(entries, limit))
    }

    /// Other forms of an English word, those with the same stem: *handed* and
    /// *hands* of *hand*.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn inflected(&self, text: &str, limit: usize) -> Result<Vec<Entry>> {
        let spelling = fold(text);
        let is_word = |spelling: &str| spelling.chars().all(|c| c.is_ascii_alphabetic());
        if !is_word(&spelling) || spelling.len() < LEAST_STEMMED_LETTERS {
            return Ok(Vec::new());
        }
        let stemmer = Stemmer::new(Algorithm::English);
        let stem = stemmer.stem(&spelling);
        // The last letter of a stem may be another one: studi of study.
        let beginning = &stem[..stem.len().saturating_sub(1)];
        let mut words = Words::default();
        self.read_prefix(beginning, &mut words)?;
        Ok(words.most_frequent_unified(limit, |word| {
            let other = fold(word);
            is_word(&other) && other != spelling && stemmer.stem(&other) == stem
        }))
    }

    /// Words that are spelt almost so: at most `edits` characters otherwise, too
    /// many, missing or changed over; 50 at most.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn near(&self, text: &str, edits: u8, limit: usize) -> Result<Vec<Entry>> {
        let spelling = fold(text);
        let length = spelling.chars().count();
        if !(1..=usize::from(MAX_EDITS)).contains(&usize::from(edits)) || length > MAX_WORD_CHARS {
            return Ok(Vec::new());
        }
        let mut entries =
            self.near.answer((spelling, edits), |(spelling, _)| -> Result<Vec<Entry>> {
                let dfa = nearness(spelling, edits);
                let mut words = Words::default();
                self.read_accepted(|| Near(&dfa), &mut words)?;
                Ok(words.most_frequent(MAX_NEAR, |word| fold(word) != *spelling))
            })?;
        entries.truncate(limit);
        Ok(entries)
    }

    /// Words that begin with one of several words, the most frequent first.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn with_parts(&self, parts: &[Word], limit: usize) -> Result<Vec<Entry>> {
        let mut words = Words::default();
        for part in parts.iter().filter(|part| part.surface.chars().count() > 1) {
            let beginning = fold(&part.surface);
            let terms = self.count_prefix(&beginning)?;
            self.read_beginning(&beginning, terms, &mut words)?;
        }
        Ok(words.most_frequent_unified(limit, |_| true))
    }

    /// Reads the words that begin so; where they are many, the short ones.
    fn read_short(&self, prefix: &str, rest: u8, words: &mut Words) -> Result<()> {
        if prefix.is_empty() {
            return Ok(());
        }
        match self.count_prefix(prefix)? {
            terms if terms > MANY_TERMS => {
                self.read_accepted(|| Short { prefix: prefix.as_bytes(), rest }, words)
            }
            terms => self.read_beginning(prefix, terms, words),
        }
    }

    /// How many terms begin so, from their places in the sorted dictionaries.
    fn count_prefix(&self, prefix: &str) -> Result<u64> {
        // Behind every term that begins so: no text has this byte.
        let behind = [prefix.as_bytes(), &[0xFF]].concat();
        let mut count = 0;
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.field)?;
            let place = |bound: &[u8]| -> Result<u64> {
                let mut stream = index
                    .terms()
                    .range()
                    .ge(bound)
                    .into_stream()
                    .map_err(SearchError::IndexFile)?;
                let end = index.terms().num_terms() as u64;
                Ok(if stream.advance() { stream.term_ord() } else { end })
            };
            count += place(&behind)? - place(prefix.as_bytes())?;
        }
        Ok(count)
    }

    /// Reads the words of the terms that an automaton accepts.
    fn read_accepted<A>(&self, automaton: impl Fn() -> A + Sync, words: &mut Words) -> Result<()>
    where
        A: Automaton,
        A::State: Clone,
    {
        self.read_side_by_side(words, |segment| {
            let index = segment.inverted_index(self.field)?;
            let mut stream =
                index.terms().search(automaton()).into_stream().map_err(SearchError::IndexFile)?;
            let mut words = Words::default();
            let mut read = 0;
            while stream.advance() && read < MAX_TERMS_READ {
                words.add(stream.key(), u64::from(stream.value().doc_freq));
                read += 1;
            }
            Ok(words)
        })
    }

    /// Reads the words that begin so, of which there are so many.
    fn read_beginning(&self, prefix: &str, terms: u64, words: &mut Words) -> Result<()> {
        if terms < WORTH_A_THREAD {
            return self.read_prefix(prefix, words);
        }
        self.read_side_by_side(words, |segment| self.beginning(prefix, segment))
    }

    fn read_prefix(&self, prefix: &str, words: &mut Words) -> Result<()> {
        for segment in self.searcher.segment_readers() {
            words.append(&self.beginning(prefix, segment)?);
        }
        Ok(())
    }

    fn beginning(&self, prefix: &str, segment: &SegmentReader) -> Result<Words> {
        let mut words = Words::default();
        if prefix.is_empty() {
            return Ok(words);
        }
        let index = segment.inverted_index(self.field)?;
        let terms = index.terms().range().ge(prefix.as_bytes()).into_stream();
        let mut terms = terms.map_err(SearchError::IndexFile)?;
        let mut read = 0;
        while terms.advance() && read < MAX_TERMS_READ {
            if !terms.key().starts_with(prefix.as_bytes()) {
                break;
            }
            words.add(terms.key(), u64::from(terms.value().doc_freq));
            read += 1;
        }
        Ok(words)
    }

    /// Reads much of every segment: of several at once, if they are large.
    fn read_side_by_side(
        &self,
        words: &mut Words,
        read: impl Fn(&SegmentReader) -> Result<Words> + Sync,
    ) -> Result<()> {
        let mut segments: Vec<&SegmentReader> = self.searcher.segment_readers().iter().collect();
        // The largest take longest: none of them should be the last one.
        segments.sort_by_key(|segment| Reverse(segment.max_doc()));
        let is_large = self.searcher.num_docs() >= LARGE_DOCUMENTS;
        let read = on_free_cores(&segments, is_large, |segment| read(segment));
        for read in read {
            words.append(&read?);
        }
        Ok(())
    }
}

/// Words with the number of entities that have them. Most are read only to be counted,
/// so they stand one behind the other, and are brought together at the end.
#[derive(Default)]
struct Words {
    texts: String,
    /// Where the text of each ends, and how many have it.
    ends: Vec<(usize, u64)>,
}

impl Words {
    fn add(&mut self, term: &[u8], count: u64) {
        let term = std::str::from_utf8(term).unwrap_or_default();
        if let Some((key, word)) = term.split_once(END) {
            self.texts.push_str(if word.is_empty() { key } else { word });
            self.ends.push((self.texts.len(), count));
        }
    }

    fn append(&mut self, others: &Self) {
        let start = self.texts.len();
        self.texts.push_str(&others.texts);
        self.ends.extend(others.ends.iter().map(|(end, count)| (start + end, *count)));
    }

    /// Each word once, with all that have it, the most frequent first; ties in the order
    /// of the words.
    fn by_frequency(&self) -> impl Iterator<Item = (&str, u64)> {
        let mut counts: FxHashMap<&str, u64> =
            HashMap::with_capacity_and_hasher(self.ends.len(), FxBuildHasher);
        let mut start = 0;
        for &(end, count) in &self.ends {
            *counts.entry(&self.texts[start..end]).or_default() += count;
            start = end;
        }
        // Of thousands, only the first few are asked for.
        let counts = counts.into_iter().map(|(word, count)| (count, Reverse(word)));
        let mut heap: BinaryHeap<_> = counts.collect();
        std::iter::from_fn(move || heap.pop().map(|(count, Reverse(word))| (word, count)))
    }

    /// The same of the words that are wanted.
    fn most_frequent(&self, limit: usize, is_wanted: impl Fn(&str) -> bool) -> Vec<Entry> {
        let wanted = self.by_frequency().filter(|(word, _)| is_wanted(word)).take(limit);
        wanted.map(|(word, count)| Entry { word: word.to_owned(), count }).collect()
    }

    /// Of words that are folded alike, the most frequent alone.
    fn most_frequent_unified(&self, limit: usize, is_wanted: impl Fn(&str) -> bool) -> Vec<Entry> {
        let mut known = BTreeSet::new();
        let wanted = self.by_frequency().filter(|(word, _)| is_wanted(word));
        let unified = wanted.filter(|(word, _)| known.insert(fold(word))).take(limit);
        unified.map(|(word, count)| Entry { word: word.to_owned(), count }).collect()
    }
}

/// The most frequent of some entries, each word once; ties in the order of the words.
fn most_frequent_of(mut entries: Vec<Entry>, limit: usize) -> Vec<Entry> {
    entries.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.word.cmp(&b.word)));
    let mut known = BTreeSet::new();
    entries.retain(|entry| known.insert(entry.word.clone()));
    entries.truncate(limit);
    entries
}
