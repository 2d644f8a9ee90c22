//! How Tantivy takes up what was read: one text a field, cut on its own threads.
//!
//! Handing over tokens one by one would cost as much again as indexing them:
//! Tantivy keeps them as JSON in between, and copies them twice.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::analyzer::each_gram;

/// The names under which fields ask for them.
pub(super) const GRAMS: &str = "grams";
pub(super) const TERMS: &str = "terms";

/// Stands between two terms; never in a text.
pub(super) const SEPARATOR: char = '\u{3}';

pub(super) fn register(manager: &TokenizerManager) {
    manager.register(GRAMS, Grams);
    manager.register(TERMS, Terms);
}

/// Cuts a folded text into its grams.
#[derive(Clone)]
struct Grams;

impl Tokenizer for Grams {
    type TokenStream<'a> = GramStream;

    fn token_stream(&mut self, text: &str) -> GramStream {
        let mut grams = Vec::with_capacity(text.len());
        let mut texts = String::with_capacity(2 * text.len());
        each_gram(text, |position, chars| {
            texts.extend(chars);
            grams.push((position, texts.len()));
        });
        GramStream { texts, grams, next: 0, token: Token::default() }
    }
}

/// All grams of a text.
struct GramStream {
    /// One behind the other.
    texts: String,
    /// The position of each, and where its text ends.
    grams: Vec<(usize, usize)>,
    next: usize,
    token: Token,
}

impl TokenStream for GramStream {
    fn advance(&mut self) -> bool {
        let Some(&(position, end)) = self.grams.get(self.next) else { return false };
        let start = self.next.checked_sub(1).map_or(0, |before| self.grams[before].1);
        self.next += 1;
        self.token.position = position;
        self.token.text.clear();
        self.token.text.push_str(&self.texts[start..end]);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Cuts a list of terms.
#[derive(Clone)]
struct Terms;

impl Tokenizer for Terms {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        TermStream { terms: text.split_terminator(SEPARATOR), token: Token::default() }
    }
}

struct TermStream<'a> {
    terms: std::str::SplitTerminator<'a, char>,
    token: Token,
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(term) = self.terms.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
