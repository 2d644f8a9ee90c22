//! Why an entity was found: the passages of its texts with the terms marked.
//!
//! Matches are found on the folded form that the index holds and mapped back to
//! the original, so a search for フォーラム marks フオーラム in its own glyphs.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::Result;
use super::analyzer::{Analyzer, Word};
use super::memo::Memo;
use super::query::{Query, QueryTerm, Role};
use crate::model::{Entity, Key, TextField};
use crate::text::normal::{self, BREAK, Derived};

/// Texts up to this many characters are shown whole; of longer ones, what
/// surrounds the matches. A bullet of a report sheet has 40 to 250 characters.
const WHOLE_TEXT_CHARS: usize = 250;

/// Characters shown before and after a match in a longer text.
const CONTEXT_CHARS: usize = 60;

/// A passage of one text of an entity, with at least one match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    pub field: TextField,
    /// The passage in the original wording.
    pub text: String,
    /// The matches in order, not overlapping, in UTF-16 code units of `text`:
    /// the unit of JavaScript strings, which most readers of this will be.
    pub ranges: Vec<Range<usize>>,
}

/// A text of an entity, as far as it was worked out.
pub(super) struct Text {
    folded: Derived,
    /// Its words, and where they stand in the original; read when they are first
    /// looked for.
    words: OnceLock<Vec<Word>>,
}

/// The texts of entities: who looks at the next facet or filter sees most of the same
/// hits.
pub(super) type Texts = Memo<Key, Arc<[Text]>>;

/// How many entities. The texts of an event take some 10 KB, with their words 15 KB.
pub(super) const TEXTS: usize = 500;

/// The texts of an entity, for [`highlight`].
pub(super) fn texts(entity: &dyn Entity) -> Arc<[Text]> {
    let texts = entity.texts().into_iter();
    let folded = texts.map(|(_, text)| normal::folded(&normal::compatible(text)));
    folded.map(|folded| Text { folded, words: OnceLock::new() }).collect()
}

impl Text {
    fn words(&self, text: &str, analyzer: &Analyzer) -> Result<&[Word]> {
        if let Some(words) = self.words.get() {
            return Ok(words);
        }
        let words = analyzer.read(text)?.words;
        Ok(self.words.get_or_init(|| words))
    }
}

/// Finds the passages of `entity` that hold the terms of `query`, up to `limit`.
///
/// # Errors
/// Only if the dictionary is damaged.
pub(super) fn highlight(
    entity: &dyn Entity,
    texts: &[Text],
    query: &Query,
    analyzer: &Analyzer,
    limit: usize,
) -> Result<Vec<Highlight>> {
    let mut highlights = Vec::new();
    let apart: Vec<&QueryTerm> = query
        .wanted()
        .filter(|term| !term.quoted && term.role != Role::Sentence)
        .filter(|term| !texts.iter().any(|text| holds(&text.folded, term)))
        .collect();
    for ((field, text), read) in entity.texts().into_iter().zip(texts) {
        let folded = &read.folded;
        let mut matches = Vec::new();
        for term in query.wanted() {
            matches.extend(term.forms().flat_map(|form| written(folded, form)));
        }
        for expansion in apart.iter().flat_map(|term| &term.expansions) {
            matches.extend(written(folded, &expansion.folded));
        }
        for form in apart.iter().flat_map(|term| term.forms()) {
            let inside = folded.text().match_indices(form);
            matches.extend(inside.map(|(at, found)| folded.original(at..at + found.len())));
        }
        if apart.iter().any(|term| may_hold(folded, term)) {
            let words = read.words(text, analyzer)?.iter();
            let wanted = words.filter(|word| is_word_of(&word.term, &apart));
            matches.extend(wanted.map(|word| word.original.clone()));
        }
        for (passage, ranges) in passages(text, merge(matches)) {
            highlights.push(Highlight {
                field,
                ranges: ranges.into_iter().map(|range| utf16_range(passage, range)).collect(),
                text: passage.to_owned(),
            });
            if highlights.len() == limit {
                return Ok(highlights);
            }
        }
    }
    Ok(highlights)
}

fn holds(folded: &Derived, term: &QueryTerm) -> bool {
    term.forms().any(|form| written(folded, form).next().is_some())
}

/// Whether words of a term may stand in a text. Nouns stand there as they are
/// compared; of other words only a reading of the text tells.
fn may_hold(folded: &Derived, term: &QueryTerm) -> bool {
    term.words.iter().any(|word| {
        let is_plain = word.is_nominal() && !normal::fold(&word.surface).contains(BREAK);
        !is_plain || folded.text().contains(&word.term)
    })
}

/// Where a folded form stands, in bytes of the original.
fn written<'a>(folded: &'a Derived, form: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let text = folded.text();
    text.match_indices(form)
        .filter(move |(at, found)| has_edges(text, *at..at + found.len()))
        .map(|(at, found)| folded.original(at..at + found.len()))
}

/// True unless the range begins or ends inside a Latin word or a number.
fn has_edges(text: &str, range: Range<usize>) -> bool {
    let inside = |left: Option<char>, right: Option<char>| {
        left.is_some_and(normal::is_alphanumeric_run)
            && right.is_some_and(normal::is_alphanumeric_run)
    };
    let found = &text[range.clone()];
    let starts_inside = inside(text[..range.start].chars().next_back(), found.chars().next());
    let ends_inside = inside(found.chars().next_back(), text[range.end..].chars().next());
    !starts_inside && !ends_inside
}

fn is_word_of(word: &str, terms: &[&QueryTerm]) -> bool {
    terms.iter().any(|term| term.words.iter().any(|own| own.term == word))
}

/// Sorts ranges and joins those that overlap or touch.
fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Cuts a text into passages around its matches; ranges become relative to them.
fn passages(text: &str, matches: Vec<Range<usize>>) -> Vec<(&str, Vec<Range<usize>>)> {
    if matches.is_empty() {
        return Vec::new();
    }
    if text.chars().nth(WHOLE_TEXT_CHARS).is_none() {
        return vec![(text, matches)];
    }
    let windows = merge(
        matches.iter().map(|range| before(text, range.start)..after(text, range.end)).collect(),
    );
    windows
        .into_iter()
        .map(|window| {
            let inside = matches
                .iter()
                .filter(|range| window.start <= range.start && range.end <= window.end)
                .map(|range| range.start - window.start..range.end - window.start)
                .collect();
            (&text[window], inside)
        })
        .collect()
}

/// The byte offset `CONTEXT_CHARS` before `at`, or where a sentence begins within
/// that.
fn before(text: &str, at: usize) -> usize {
    let mut start = at;
    for (i, c) in text[..at].char_indices().rev().take(CONTEXT_CHARS) {
        if is_sentence_end(c) {
            return start;
        }
        start = i;
    }
    start
}

/// The byte offset `CONTEXT_CHARS` after `at`, or where a sentence ends within
/// that.
fn after(text: &str, at: usize) -> usize {
    let mut end = at;
    for (i, c) in text[at..].char_indices().take(CONTEXT_CHARS) {
        if c == '\n' {
            return at + i;
        }
        end = at + i + c.len_utf8();
        if is_sentence_end(c) {
            return end;
        }
    }
    end
}

fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '\n')
}

fn utf16_range(text: &str, bytes: Range<usize>) -> Range<usize> {
    let length = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
    let start = length(&text[..bytes.start]);
    start..start + length(&text[bytes])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::{Config, TestRunner};

    use super::*;
    use crate::text::normal::{compatible, fold, folded};

    /// What is marked is what was asked for, in the glyphs of the text, on its
    /// character boundaries, whatever the text is made of.
    #[test]
    fn ranges_hold_what_was_asked_for() {
        let text = proptest::string::string_regex(
            "[ぁ-んァ-ヶｦ-ﾟ一-十國靭㍿℃①㌔ﾞか\u{3099}\u{0301}😀a-cＡ-Ｃ0-9０-９,.・。「」 \n]{0,400}",
        )
        .unwrap();
        let cases = Config { cases: 10_000, failure_persistence: None, ..Config::default() };
        let outcome =
            TestRunner::new(cases).run(&(text, 0_usize..400, 1_usize..12), |(text, at, length)| {
                let asked: String = text.chars().skip(at).take(length).collect();
                let form = fold(&asked);
                let read = folded(&compatible(&text));
                let matches: Vec<_> =
                    if form.is_empty() { Vec::new() } else { written(&read, &form).collect() };
                for range in &matches {
                    let marked = text.get(range.clone());
                    prop_assert!(
                        marked.is_some_and(|marked| fold(marked).contains(&form)),
                        "{marked:?} {form}"
                    );
                }
                for (passage, ranges) in passages(&text, merge(matches)) {
                    let units: Vec<u16> = passage.encode_utf16().collect();
                    let mut end = 0;
                    for range in ranges {
                        let range = utf16_range(passage, range);
                        prop_assert!(end <= range.start && range.start < range.end);
                        prop_assert!(String::from_utf16(&units[range.clone()]).is_ok());
                        end = range.end;
                    }
                }
                Ok(())
            });
        outcome.unwrap();
    }
}
