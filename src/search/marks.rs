//! Marks: which known words stand in an entity.
//!
//! The words of the glossary and of the variants are a closed list, and are what is
//! looked for most: a question brings a dozen of them as synonyms and translations.
//! To find a word of several grams, positions are compared text by text. So an entity
//! has a term for each known word that stands in it, and a known word is one list. It
//! is exactly what the phrase finds: the tests hold both against each other.
//!
//! The term is the folded word, behind a sign where it only stands inside of longer
//! Latin words and numbers.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::glossary;
use super::phrase::{Edges, covering_grams};
use super::tokenizers::SEPARATOR;
use crate::text::normal::is_alphanumeric_run;

/// Control characters never reach a folded text.
const INSIDE: char = '\u{5}';

/// A word of one gram is a list already.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let has_grams = |word: &String, edges: Edges| covering_grams(word, edges.of(word)).len() > 1;
    let mut words = glossary::words();
    words.retain(|word| has_grams(word, Edges::Free) || has_grams(word, Edges::Kept));
    words.sort_unstable();
    words.dedup();
    words
});

static AUTOMATON: LazyLock<AhoCorasick> = LazyLock::new(|| {
    // A DFA is no faster here, and takes 14 MB instead of 0.6.
    let builder = &mut AhoCorasick::builder();
    let automaton = builder.kind(Some(AhoCorasickKind::ContiguousNFA)).build(&*WORDS);
    automaton.expect("some thousand short words fit")
});

/// The folded words that are marked, in order.
pub fn words() -> &'static [String] {
    &WORDS
}

/// Whether a folded text is a word that is marked.
pub fn has(folded: &str) -> bool {
    WORDS.binary_search_by(|word| word.as_str().cmp(folded)).is_ok()
}

/// The terms of which an entity has one if the word stands in it.
pub fn terms_of(word: &str, edges: Edges) -> Vec<String> {
    let ends = [word.chars().next(), word.chars().next_back()];
    let may_be_inside = ends.into_iter().flatten().any(is_alphanumeric_run);
    match edges == Edges::Free && may_be_inside {
        true => vec![word.to_owned(), format!("{INSIDE}{word}")],
        false => vec![word.to_owned()],
    }
}

/// The terms of the words that stand in folded texts, each with a separator behind it.
pub fn terms(folded: &str) -> String {
    let is_inside = |at: usize| {
        let (before, behind) = folded.split_at(at);
        let sides = [before.chars().next_back(), behind.chars().next()];
        sides.into_iter().all(|side| side.is_some_and(is_alphanumeric_run))
    };
    let found = AUTOMATON.find_overlapping_iter(folded);
    let mut found: Vec<_> = found
        .map(|word| (word.pattern(), is_inside(word.start()) || is_inside(word.end())))
        .collect();
    // Where it stands by itself comes first, and counts.
    found.sort_unstable();
    found.dedup_by_key(|(word, _)| *word);
    let mut terms = String::new();
    for (word, is_inside) in found {
        terms.extend(is_inside.then_some(INSIDE));
        terms.push_str(&WORDS[word]);
        terms.push(SEPARATOR);
    }
    terms
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::collector::DocSetCollector;
    use tantivy::query::{Query, TermSetQuery};
    use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};

    use super::super::fields::Fields;
    use super::super::{phrase, tokenizers};
    use super::*;

    #[test]
    fn an_entity_has_a_term_for_each_known_word() {
        for (texts, expected) in [
            ("日系企業  日本企業", &["日本企業", "日系企業"][..]),
            ("米国のすたーとあつぷ", &["すたーとあつぷ"]),
            ("global supply chain", &["supply chain"]),
            ("global supply  chain", &[]),
            ("oversupply chains", &["\u{5}supply chain"]),
            ("oversupply chain 2 supply chain", &["supply chain"]),
        ] {
            let found = terms(texts);
            let found: Vec<&str> = found.split_terminator(SEPARATOR).collect();
            for word in expected {
                assert!(found.contains(word), "{word} in {texts}: {found:?}");
            }
            let is_twice = |word: &&&str| found.iter().filter(|other| other == word).count() > 1;
            assert_eq!(found.iter().find(is_twice), None, "{texts}");
            if expected.is_empty() {
                assert!(!found.iter().any(|word| word.contains("supply chain")), "{found:?}");
            }
        }
    }

    /// An index in which every text is a document.
    fn index(texts: &[String]) -> (Fields, Searcher) {
        let (schema, fields) = Fields::schema();
        let index = Index::create_in_ram(schema);
        tokenizers::register(index.tokenizers());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15 << 20).unwrap();
        for text in texts {
            let mut document = TantivyDocument::default();
            document.add_text(fields.grams, text);
            document.add_text(fields.marks, terms(text));
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        (fields, index.reader().unwrap().searcher())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn marks_find_what_phrases_find(
            first in 0..WORDS.len() - 8,
            texts in prop::collection::vec(
                prop::collection::vec((0..8_usize, 0..8_usize, 0..12_usize), 1..8),
                1..12,
            ),
        ) {
            // Neighbours in the list begin alike, and some are a part of others.
            let words = &WORDS[first..first + 8];
            let piece = |&(word, cut, kind): &(usize, usize, usize)| -> String {
                let chars = || words[word].chars();
                match kind {
                    0..4 => words[word].clone(),
                    4 => chars().skip(cut).collect(),
                    5 => chars().take(cut).collect(),
                    6 => " ".to_owned(),
                    7 => "  ".to_owned(),
                    8 => "a".to_owned(),
                    9 => "7".to_owned(),
                    10 => "の".to_owned(),
                    _ => "℃".to_owned(),
                }
            };
            let texts: Vec<String> =
                texts.iter().map(|pieces| pieces.iter().map(piece).collect()).collect();
            let (fields, searcher) = index(&texts);
            let found = |query: &dyn Query| searcher.search(query, &DocSetCollector).unwrap();
            for word in words {
                for edges in [Edges::Free, Edges::Kept] {
                    let marks = terms_of(word, edges);
                    let marks =
                        marks.iter().map(|term| Term::from_field_text(fields.marks, term));
                    let phrase = phrase::query(word, edges, fields.grams).unwrap();
                    prop_assert_eq!(
                        found(&TermSetQuery::new(marks)),
                        found(&*phrase),
                        "{} {:?} in {:?}", word, edges, texts
                    );
                }
            }
        }
    }
}
