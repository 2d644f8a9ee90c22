//! The one reading of Japanese text that indexing, queries, highlights and the
//! `analyze` field share.
//!
//! A text is read twice over its folded form: as *words* (Lindera) for ranking,
//! and as *grams* (neighbouring characters, with their positions) for
//! completeness. Words alone miss text silently: of 14 sheets that say 商工会,
//! IPADIC's words find 2.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Deref;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use lindera::dictionary::{Lattice, WordId};
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use lindera::token::Token;
use rustc_hash::FxHashMap;

use super::Result;
use super::dictionary::{self, USER_DICTIONARY};
use crate::text::glyphs::VARIANTS;
use crate::text::normal::{self, BREAK, Derived};
use crate::text::romaji;

/// Changes whenever the same text may be read differently: the rules in this
/// file, the folding rules, the version of the segmenter.
const RULES: &str = "rules 6, lindera 6.2";

/// Marks: where a run of characters begins, a Latin word or a number, and one behind
/// a break. Control characters never reach a folded text.
const RUN: char = '\u{1}';
const WORD: char = '\u{2}';
const WORD_BEHIND_BREAK: char = '\u{4}';

/// Parts of speech (IPADIC) that carry no content: particles, auxiliary verbs,
/// signs, fillers, conjunctions, prefixes to nouns of their own class.
const FUNCTION_WORDS: [&str; 7] =
    ["助詞", "助動詞", "記号", "フィラー", "接続詞", "感動詞", "連体詞"];

/// Verbs so general that they say nothing of what a text is about.
const GENERAL_VERBS: [&str; 4] = ["する", "なる", "ある", "いる"];

/// Reads texts. Cheap to share; holds the memory-mapped dictionary.
pub struct Analyzer {
    segmenter: Segmenter,
    fingerprint: String,
    known: RwLock<Known>,
    /// What the segmenter works with, kept from one text to the next: as many as
    /// texts were ever read at once. To make one anew for each text takes a tenth
    /// of the time of reading it.
    lattices: Mutex<Vec<Lattice>>,
}

/// Words that were read before, by their place in the dictionary and as they
/// stand in texts; `None` for those without content. A fifth of the time of an
/// import goes into making them.
#[derive(Default)]
struct Known {
    entries: FxHashMap<DictionaryPlace, HashMap<String, Option<Arc<Entry>>>>,
    count: usize,
}

/// A word's number, whether it is the system's, and whether the number is only that
/// of a kind of unknown word.
type DictionaryPlace = (u32, bool, bool);

fn place(id: WordId) -> DictionaryPlace {
    (id.id(), id.is_system(), id.is_unknown())
}

/// Words that are kept; some 300 bytes each.
const MAX_KNOWN: usize = 30_000;

/// Characters of a sentence up to which a lattice is kept as large as it grew; some
/// 600 bytes each.
const MAX_LATTICE_CHARS: usize = 1_000;

/// A text as it was read.
pub struct Reading {
    /// The form that is compared; see [`normal::folded`].
    pub folded: Derived,
    pub words: Vec<Word>,
}

/// A word with content, in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub(super) entry: Arc<Entry>,
    /// Bytes of the original text.
    pub original: std::ops::Range<usize>,
}

impl Deref for Word {
    type Target = Entry;

    fn deref(&self) -> &Entry {
        &self.entry
    }
}

/// What is known of a word, in whatever text.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is indexed and compared: the folded dictionary form.
    pub term: String,
    /// As it stands in the compatible form of the text.
    pub surface: String,
    /// Class of the word in IPADIC's terms: 名詞, 動詞, ..
    pub part_of_speech: String,
    nominal: bool,
    /// What it can be in a compound; `None` for words that are in none.
    part: Option<CompoundPart>,
    /// Katakana; `None` for words that no dictionary knows.
    pub pronunciation: Option<String>,
    /// The folded surface, and the letters of the pronunciation; `None` where those
    /// of a compound are not simply those of its words one behind the other.
    pub folded: Option<String>,
    pub letters: Option<String>,
}

/// What a noun can be in a compound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CompoundPart {
    Anywhere,
    /// A suffix follows another word: 所 of 商工会議所.
    Behind,
}

/// A piece of the folded text for the positional index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gram {
    pub position: usize,
    pub term: String,
}

impl Word {
    /// Whether it names something: nouns, and words that no dictionary has.
    pub fn is_nominal(&self) -> bool {
        self.entry.nominal
    }

    /// Whether a compound can begin with it.
    pub fn begins_compound(&self) -> bool {
        self.entry.part == Some(CompoundPart::Anywhere)
    }

    /// Whether a compound can go on with it.
    pub fn continues_compound(&self) -> bool {
        self.entry.part.is_some()
    }
}

impl Analyzer {
    /// Opens the dictionary in a folder.
    ///
    /// # Errors
    /// If there is none, or it cannot be used.
    pub fn open(dictionary: &Path) -> Result<Self> {
        let (system, user) = dictionary::open(dictionary)?;
        let mut hasher = blake3::Hasher::new();
        hasher.update(RULES.as_bytes());
        hasher.update(USER_DICTIONARY.as_bytes());
        hasher.update(VARIANTS.as_bytes());
        hasher.update(&dictionary::identity(dictionary)?);
        Ok(Self {
            segmenter: Segmenter::new(Mode::Normal, system, Some(user)),
            fingerprint: hasher.finalize().to_hex()[..16].to_owned(),
            known: RwLock::default(),
            lattices: Mutex::default(),
        })
    }

    /// Identifies how texts are read; an index made under another fingerprint
    /// has to be made again.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Reads a text.
    ///
    /// # Errors
    /// Only if the dictionary is damaged. A text is never read as empty instead.
    pub fn read(&self, text: &str) -> Result<Reading> {
        let compatible = normal::compatible(text);
        let words = self.words(&compatible)?;
        Ok(Reading { folded: normal::folded(&compatible), words })
    }

    fn words(&self, compatible: &Derived) -> Result<Vec<Word>> {
        let mut words = Vec::new();
        // A middle dot ends a word, but IPADIC takes an unknown run of katakana
        // over it: ディープテック・スタートアップ. The comma that stands in for it has
        // the same length.
        let text = match compatible.text() {
            text if text.contains('・') => Cow::Owned(text.replace('・', "、")),
            text => Cow::Borrowed(text),
        };
        let tokens = self.segment(&text)?;
        let mut new = Vec::new();
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        for mut token in tokens {
            let range = token.byte_start..token.byte_end;
            let surface = &compatible.text()[range.clone()];
            let entries = known.entries.get(&place(token.word_id));
            let entry = match entries.and_then(|entries| entries.get(surface)) {
                Some(entry) => entry.clone(),
                None => {
                    let entry = entry(surface, &token.details()).map(Arc::new);
                    new.push((place(token.word_id), surface, entry.clone()));
                    entry
                }
            };
            if let Some(entry) = entry {
                words.push(Word { entry, original: compatible.original(range) });
            }
        }
        drop(known);
        if !new.is_empty() {
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            new.into_iter().for_each(|(place, surface, entry)| known.add(place, surface, entry));
        }
        Ok(words)
    }

    fn segment<'a>(&'a self, text: &'a str) -> Result<Vec<Token<'a>>> {
        let lattices = || self.lattices.lock().unwrap_or_else(PoisonError::into_inner);
        let mut lattice = lattices().pop().unwrap_or_default();
        let tokens = self.segmenter.segment_with_lattice(text.into(), &mut lattice)?;
        if lattice.capacity() > MAX_LATTICE_CHARS {
            lattice.shrink_to(MAX_LATTICE_CHARS);
        }
        lattices().push(lattice);
        Ok(tokens)
    }
}

impl Known {
    fn add(&mut self, place: DictionaryPlace, surface: &str, entry: Option<Arc<Entry>>) {
        if self.count == MAX_KNOWN {
            *self = Self::default();
        }
        self.entries.entry(place).or_default().insert(surface.to_owned(), entry);
        self.count += 1;
    }
}

/// What is known of a word, from what the dictionary says; `None` if it has no
/// content.
fn entry(surface: &str, details: &[&str]) -> Option<Entry> {
    let detail = |index: usize| details.get(index).copied().filter(|&text| text != "*");
    let part_of_speech = detail(0).unwrap_or("未知語");
    if FUNCTION_WORDS.contains(&part_of_speech)
        || is_dependent(part_of_speech, detail(1))
        || detail(6).is_some_and(|form| GENERAL_VERBS.contains(&form))
    {
        return None;
    }
    let term = normal::fold(detail(6).unwrap_or(surface));
    let term: String = term.chars().filter(|&c| c != BREAK).collect();
    if term.is_empty() {
        return None;
    }
    let nominal = matches!(part_of_speech, "名詞" | "カスタム名詞" | "未知語" | "接頭詞");
    let part = match detail(1) {
        // Numbers stand next to anything: 5社, 日本企業30.
        _ if !nominal || surface.contains(char::is_numeric) => None,
        Some("数" | "数接続") => None,
        Some("接尾") => Some(CompoundPart::Behind),
        _ => Some(CompoundPart::Anywhere),
    };
    let pronunciation = detail(7).map(str::to_owned);
    let kana = pronunciation.as_deref().filter(|kana| romaji::joins_as_letters(kana));
    Some(Entry {
        term,
        surface: surface.to_owned(),
        part_of_speech: part_of_speech.to_owned(),
        nominal,
        part,
        folded: normal::folds_alone(surface).then(|| normal::fold(surface)),
        letters: kana.and_then(romaji::letters),
        pronunciation,
    })
}

/// Verbs and nouns that only serve another word: こと, する, いる, よう.
fn is_dependent(part_of_speech: &str, subcategory: Option<&str>) -> bool {
    matches!(
        (part_of_speech, subcategory),
        ("名詞" | "動詞" | "形容詞", Some("非自立")) | ("名詞", Some("代名詞"))
    )
}

/// The grams of a folded text.
///
/// Every searched character begins exactly one gram: itself and its neighbour,
/// or itself alone at the end of a run. So a run of two characters or more is a
/// phrase of grams, and a single character is a prefix of grams. Breaks take a
/// position and no gram.
///
/// Marks are grams too. A Latin word or a number is one as a whole, so that AI need
/// not be found in MAINE, and again if a break stands before it. Any run has a mark
/// where it begins, so that a phrase may end in one character behind a break (4.0,
/// 関係者に対し、姉).
pub fn grams(folded: &str) -> Vec<Gram> {
    let mut grams = Vec::with_capacity(folded.len());
    each_gram(folded, |position, chars| {
        grams.push(Gram { position, term: chars.iter().collect() });
    });
    grams
}

/// Hands over the characters of each gram, by position.
pub fn each_gram(folded: &str, mut each: impl FnMut(usize, &[char])) {
    let chars: Vec<char> = folded.chars().collect();
    let mut word = Vec::new();
    for (position, &c) in chars.iter().enumerate().filter(|&(_, &c)| c != BREAK) {
        match chars.get(position + 1) {
            Some(&next) if next != BREAK => each(position, &[c, next]),
            _ => each(position, &[c]),
        }
        let before = position.checked_sub(1).map(|before| chars[before]);
        let begins_run = before.is_none_or(|before| before == BREAK);
        if begins_run {
            each(position, &[RUN, c]);
        }
        let is_alphanumeric = |c: char| c != BREAK && normal::is_alphanumeric_run(c);
        if is_alphanumeric(c) && !before.is_some_and(is_alphanumeric) {
            word.clear();
            word.push(WORD);
            word.extend(chars[position..].iter().copied().take_while(|&c| is_alphanumeric(c)));
            each(position, &word);
            if begins_run {
                word[0] = WORD_BEHIND_BREAK;
                each(position, &word);
            }
        }
    }
}

impl Gram {
    /// Whether it marks something instead of holding a piece of the text.
    pub fn is_mark(&self) -> bool {
        self.term.starts_with([RUN, WORD, WORD_BEHIND_BREAK])
    }

    /// Whether it marks where a run begins.
    pub fn begins_run(&self) -> bool {
        self.term.starts_with(RUN)
    }

    /// Whether it is a Latin word or a number, wherever it stands.
    pub fn is_word(&self) -> bool {
        self.term.starts_with(WORD)
    }

    /// The same behind a break.
    pub fn is_word_behind_break(&self) -> bool {
        self.term.starts_with(WORD_BEHIND_BREAK)
    }

    /// Whether it holds a character and its neighbour.
    pub fn is_pair(&self) -> bool {
        !self.is_mark() && self.term.chars().nth(1).is_some()
    }
}
