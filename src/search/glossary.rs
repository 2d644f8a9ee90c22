//! Which words are one word, and which say the same: `index/variants.tsv` and
//! `index/glossary.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::glyphs::{HEADING, VARIANTS};
use crate::text::normal::{fold, is_japanese};

/// Words that say the same, in Japanese and English, a group a line.
const GLOSSARY: &str = include_str!("../../index/glossary.tsv");

/// Spellings of one term that are looked for at most.
const MAX_SPELLINGS: usize = 12;

/// The words of `variants.tsv`; its last section is for folding.
static SPELLINGS: LazyLock<Groups> =
    LazyLock::new(|| Groups::read(VARIANTS.split(HEADING).next().unwrap_or_default()));

static MEANINGS: LazyLock<Groups> = LazyLock::new(|| Groups::read(GLOSSARY));

/// Groups of words, and which group each word is in.
struct Groups {
    groups: Vec<Vec<String>>,
    /// By the folded word.
    of: HashMap<String, usize>,
    /// Characters of the longest word.
    longest: usize,
}

impl Groups {
    fn read(text: &str) -> Self {
        let mut groups = Self { groups: Vec::new(), of: HashMap::new(), longest: 0 };
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let words: Vec<String> = line.split('\t').map(str::to_owned).collect();
            for word in &words {
                let folded = fold(word);
                groups.longest = groups.longest.max(folded.chars().count());
                groups.of.insert(folded, groups.groups.len());
            }
            groups.groups.push(words);
        }
        groups
    }

    fn with(&self, folded: &str) -> Option<&[String]> {
        self.of.get(folded).map(|&group| self.groups[group].as_slice())
    }
}

/// Other folded spellings of a folded text: of the text as a whole, and of every
/// word in it that is spelt in several ways. 取組 is also とり組み and 取組み.
pub fn spellings(folded: &str) -> Vec<String> {
    let mut spellings = vec![String::new()];
    let mut rest = folded;
    while let Some(c) = rest.chars().next() {
        let (length, choices) = match longest_variant(rest) {
            Some((word, group)) => (word.len(), group.iter().map(|word| fold(word)).collect()),
            None => (c.len_utf8(), vec![c.to_string()]),
        };
        // The spelling as typed comes first, so it is the one that is never cut off.
        let mut choices: Vec<String> = choices;
        choices.sort_by_key(|choice| choice != &rest[..length]);
        choices.dedup();
        spellings = choices
            .iter()
            .flat_map(|choice| spellings.iter().map(move |begin| format!("{begin}{choice}")))
            .take(MAX_SPELLINGS)
            .collect();
        rest = &rest[length..];
    }
    spellings.retain(|spelling| spelling != folded);
    spellings.sort();
    spellings.dedup();
    spellings
}

/// A folded text with every word in it that is spelt in several ways written in
/// its customary way; `None` if there is none.
pub fn customary(folded: &str) -> Option<String> {
    let mut written = String::new();
    let mut rest = folded;
    let mut found = false;
    while let Some(c) = rest.chars().next() {
        match longest_variant(rest) {
            Some((word, group)) => {
                written.push_str(&group[0]);
                rest = &rest[word.len()..];
                found = true;
            }
            None => {
                written.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    found.then_some(written)
}

/// The longest word that a folded text begins with and that has other spellings.
fn longest_variant(folded: &str) -> Option<(&str, &'static [String])> {
    let ends = folded.char_indices().map(|(at, c)| at + c.len_utf8()).take(SPELLINGS.longest);
    let words = ends.map(|end| &folded[..end]);
    words.filter_map(|word| Some((word, SPELLINGS.with(word)?))).last()
}

/// Words that say the same as a folded text, as the glossary writes them.
pub fn equivalents(folded: &str) -> impl Iterator<Item = &'static str> + '_ {
    let group = MEANINGS.with(folded).unwrap_or_default();
    group.iter().map(String::as_str).filter(move |word| fold(word) != folded)
}

/// Whether a folded text is a word that is spelt in several ways.
pub fn is_variant(folded: &str) -> bool {
    SPELLINGS.with(folded).is_some()
}

/// Whether the glossary has a folded text.
pub fn has(folded: &str) -> bool {
    MEANINGS.with(folded).is_some()
}

/// Every word of both lists, folded; in no order, and some twice.
pub fn words() -> Vec<String> {
    [&*SPELLINGS, &*MEANINGS].iter().flat_map(|groups| groups.of.keys().cloned()).collect()
}

/// Whether two words are in different languages, so that one translates the
/// other.
pub fn is_translation(one: &str, other: &str) -> bool {
    one.contains(is_japanese) != other.contains(is_japanese)
}
