//! Makes terms of the words of a query: what they mean, how else they are
//! spelt, which other words say the same.

use std::cell::Cell;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::expression::{Expression, Leaf, parse};
use super::lexer::{Token, TokenKind, tokens};
use super::pieces::{Piece, is_function_word, pieces};
use super::slips::{is_likely_slip, most_edits};
use super::{Expansion, ExpansionKind, MAX_CHARS, MAX_TERMS, Query, QueryTerm, Role};
use crate::search::Result;
use crate::search::analyzer::{Analyzer, Word};
use crate::search::glossary;
use crate::search::lexicon::Lexicon;
use crate::search::names::Names;
use crate::search::understanding::{Fact, fact};
use crate::text::normal::{compatible, fold, is_japanese};

/// Words that stand together and mean one thing: *supply chain*, *New York*.
const MAX_WORDS_OF_A_NAME: usize = 4;

/// Words that are read as the term is, most frequent first.
const MAX_READINGS: usize = 6;

/// Other forms of an English word, most frequent first.
const MAX_INFLECTED: usize = 4;

/// Terms of one query that are corrected; each costs a walk over the lexicon.
const MAX_CORRECTED: usize = 8;

/// Words that are looked at for a correction.
const MAX_NEAR: usize = 50;

/// Letters of a Latin word that may be a reading; shorter ones are read as
/// too much.
const LEAST_ROMAJI_CHARS: usize = 3;

/// Reads queries against a snapshot of the index.
pub struct Reader<'a> {
    pub analyzer: &'a Analyzer,
    pub lexicon: Lexicon<'a>,
    pub names: Names<'a>,
    pub today: Date,
    /// Readings that the person switched off, by [`Fact`] or [`Expansion`]
    /// id; see [`id`].
    pub off: &'a BTreeSet<String>,
    /// Terms corrected so far.
    pub corrected: Cell<usize>,
    /// Whether a term is found anywhere.
    pub is_found: &'a dyn Fn(&QueryTerm) -> Result<bool>,
}

impl Reader<'_> {
    /// Reads human input.
    ///
    /// # Errors
    /// Only if the dictionary or the index is damaged.
    pub fn read(&self, input: &str) -> Result<Query> {
        let cut = input.char_indices().nth(MAX_CHARS).map_or(input.len(), |(at, _)| at);
        let (used, rest) = input.split_at(cut);
        let mut tokens = self.join_names(used, tokens(used))?;
        let mut query = Query::default();
        if is_lone_hyphen(&tokens, used) {
            // A piece of a text may begin with a hyphen; there is nothing to
            // take away from.
            query.ignored.push(used[tokens.remove(0).range].to_owned());
        }
        let says_more = tokens.iter().any(|token| match &token.kind {
            TokenKind::Word(text) => !is_function_word(text),
            TokenKind::Quoted(_) => true,
            _ => false,
        });
        let parsed = parse(tokens);
        query.has_operators = parsed.has_operators;
        query.ignored.extend(parsed.ignored.into_iter().map(|range| used[range].to_owned()));
        let mut is_sentence = false;
        let excluded = parsed.expression.excluded();
        let mut leaf = |leaf: Leaf| {
            if excluded.contains(&leaf.range.start) {
                let term = self.term(&leaf.text, Role::Excluded, leaf.quoted)?;
                return Ok(if term.folded.is_empty() { None } else { query.add(term) });
            }
            if says_more && !leaf.quoted && is_function_word(&leaf.text) {
                is_sentence = true;
                query.ignored.push(leaf.text);
                return Ok(None);
            }
            self.terms(leaf, &mut query)
        };
        let expression = parsed.expression.replace(&mut leaf)?;
        query.expression = expression.unwrap_or_default();
        if is_sentence && !query.has_operators {
            query.soften();
        }
        if !rest.is_empty() {
            query.ignored.push(rest.to_owned());
        }
        Ok(query)
    }

    /// Joins Latin words side by side that the glossary or an entity has as one name.
    fn join_names(&self, input: &str, tokens: Vec<Token>) -> Result<Vec<Token>> {
        let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
        let mut at = 0;
        'tokens: while at < tokens.len() {
            let run = tokens[at..].iter().take(MAX_WORDS_OF_A_NAME);
            let words = run.take_while(|token| matches!(token.kind, TokenKind::Word(_))).count();
            for count in (2..=words).rev() {
                let range = tokens[at].range.start..tokens[at + count - 1].range.end;
                let text = &input[range.clone()];
                let is_latin = !text.contains(is_japanese);
                if is_latin && (glossary::has(&fold(text)) || !self.names.called(text)?.is_empty())
                {
                    joined.push(Token { kind: TokenKind::Word(text.to_owned()), range });
                    at += count;
                    continue 'tokens;
                }
            }
            joined.push(tokens[at].clone());
            at += 1;
        }
        Ok(joined)
    }

    /// Makes terms of a word or phrase: one, or for a sentence one for each of
    /// its pieces.
    fn terms(&self, leaf: Leaf, query: &mut Query) -> Result<Option<Expression<usize>>> {
        let Leaf { text, quoted, .. } = leaf;
        if fold(&text).is_empty() {
            query.ignored.push(text);
            return Ok(None);
        }
        if quoted {
            let term = self.term(&text, Role::Required, true)?;
            return Ok(query.add(term));
        }
        let whole = self.term(&text, Role::Required, false)?;
        let pieces = if whole.is_understood() { Vec::new() } else { pieces(&text, self.analyzer)? };
        let is_sentence = match pieces.as_slice() {
            [] => false,
            // シカゴで is シカゴ and a particle.
            [only] => only.words.is_none() && fold(&only.text) != whole.folded,
            _ => true,
        };
        if !is_sentence {
            let whole = self.corrected(whole)?;
            return Ok(query.add(whole));
        }
        let sentence = QueryTerm { role: Role::Sentence, expansions: Vec::new(), ..whole };
        let sentence = query.add(sentence);
        let mut parts = Vec::with_capacity(pieces.len());
        for Piece { text, words, .. } in pieces {
            let term = match words {
                Some(words) => QueryTerm::of_words(text, words),
                None => self.corrected(self.term(&text, Role::Piece, false)?)?,
            };
            parts.extend(query.add(term));
        }
        Ok(match (sentence, parts.is_empty()) {
            (sentence, true) => sentence,
            (None, false) => Some(Expression::All(parts)),
            (Some(sentence), false) => {
                Some(Expression::Any(vec![sentence, Expression::All(parts)]))
            }
        })
    }

    fn term(&self, text: &str, role: Role, quoted: bool) -> Result<QueryTerm> {
        let folded = fold(text);
        let customary = glossary::customary(&folded);
        let mut term = QueryTerm {
            text: text.to_owned(),
            spellings: glossary::spellings(&folded),
            words: self.words(text, customary.as_deref())?,
            folded,
            quoted,
            role,
            ..QueryTerm::default()
        };
        if !quoted {
            for written in std::iter::once(text).chain(customary.as_deref()) {
                if term.fact.is_none() {
                    term.fact = self.fact_unless_off(text, written)?;
                }
                if term.named.is_empty() && !self.off.contains(&id("name", text)) {
                    term.named = self.names.called(written)?;
                }
            }
            self.expand(&mut term)?;
        }
        Ok(term)
    }

    fn fact_unless_off(&self, typed: &str, written: &str) -> Result<Option<Fact>> {
        match self.off.contains(&id("fact", typed)) {
            true => Ok(None),
            false => fact(written, &self.names, self.today),
        }
    }

    /// The words of a text, as it is customarily written: however it is typed,
    /// the same words are found.
    fn words(&self, text: &str, customary: Option<&str>) -> Result<Vec<Word>> {
        let known = self.lexicon.spelt(customary.unwrap_or(text))?.into_iter().next();
        let known = known.map(|entry| entry.word);
        let written = known.as_deref().or(customary).unwrap_or(text);
        let words = self.analyzer.read(written)?.words;
        if written == text {
            return Ok(words);
        }
        // Where a word stands in what was typed is not known.
        Ok(words.into_iter().map(|word| Word { original: 0..text.len(), ..word }).collect())
    }

    /// Adds words that say the same, words that are read so, and other forms of
    /// an English word.
    fn expand(&self, term: &mut QueryTerm) -> Result<()> {
        for form in std::iter::once(term.folded.clone()).chain(term.spellings.clone()) {
            for word in glossary::equivalents(&form) {
                let kind = match glossary::is_translation(&term.folded, word) {
                    true => ExpansionKind::Translation,
                    false => ExpansionKind::Synonym,
                };
                self.add_expansion(term, kind, word);
            }
        }
        if self.may_be_a_reading(term)? {
            for entry in self.lexicon.read_as(compatible(&term.text).text(), MAX_READINGS)? {
                if !self.add_expansion(term, ExpansionKind::Reading, &entry.word) {
                    continue;
                }
                for word in glossary::equivalents(&fold(&entry.word)) {
                    self.add_expansion(term, ExpansionKind::Reading, word);
                }
            }
        }
        for entry in self.lexicon.inflected(&term.text, MAX_INFLECTED)? {
            self.add_expansion(term, ExpansionKind::Reading, &entry.word);
        }
        self.name_expansions(term)
    }

    /// Finds the entities that bear the other words as names.
    fn name_expansions(&self, term: &mut QueryTerm) -> Result<()> {
        for expansion in &mut term.expansions {
            expansion.named = self.names.called(&expansion.text)?;
        }
        Ok(())
    }

    /// Kana may always be; Latin letters only where the word itself is nowhere.
    fn may_be_a_reading(&self, term: &QueryTerm) -> Result<bool> {
        if term.folded.contains(is_japanese) {
            return Ok(true);
        }
        let long_enough = term.folded.chars().count() >= LEAST_ROMAJI_CHARS;
        Ok(long_enough && term.expansions.is_empty() && !(self.is_found)(term)?)
    }

    /// Adds a word that is looked for as well; false if it is known already or
    /// was switched off.
    fn add_expansion(&self, term: &mut QueryTerm, kind: ExpansionKind, word: &str) -> bool {
        let folded = fold(word);
        let known = term.forms().any(|form| form == folded)
            || term.expansions.iter().any(|expansion| expansion.folded == folded);
        let is_new = !known && !folded.is_empty() && !self.off.contains(&id(kind.as_str(), word));
        if is_new {
            let text = word.to_owned();
            term.expansions.push(Expansion { kind, text, folded, named: Vec::new() });
        }
        is_new
    }

    /// A term that is nowhere is taken for a slip, if some word is almost so.
    fn corrected(&self, mut term: QueryTerm) -> Result<QueryTerm> {
        if term.fact.is_some() || (self.is_found)(&term)? {
            return Ok(term);
        }
        if self.corrected.get() == MAX_CORRECTED {
            return Ok(term);
        }
        self.corrected.set(self.corrected.get() + 1);
        for edits in 1..=most_edits(&term.folded) {
            let near = self.lexicon.near(&term.text, edits, MAX_NEAR)?;
            let mut likely =
                near.into_iter().filter(|entry| is_likely_slip(&term.folded, &fold(&entry.word)));
            let Some(best) = likely.next() else { continue };
            if self.add_expansion(&mut term, ExpansionKind::Correction, &best.word) {
                term.fact = self.fact_unless_off(&term.text, &best.word)?;
                for word in glossary::equivalents(&fold(&best.word)) {
                    self.add_expansion(&mut term, ExpansionKind::Correction, word);
                }
                self.name_expansions(&mut term)?;
            }
            break;
        }
        Ok(term)
    }
}

/// Whether the input is one word behind a hyphen.
fn is_lone_hyphen(tokens: &[Token], input: &str) -> bool {
    let [first, second] = tokens else { return false };
    first.kind == TokenKind::Not
        && !input[first.range.clone()].contains(char::is_alphabetic)
        && matches!(second.kind, TokenKind::Word(_))
}

impl QueryTerm {
    /// A piece of a sentence with nothing that says the same.
    fn of_words(text: String, words: Vec<Word>) -> Self {
        Self { folded: fold(&text), text, words, role: Role::Piece, ..Self::default() }
    }

    /// Whether it means something as a whole, so that it is not cut.
    fn is_understood(&self) -> bool {
        self.fact.is_some()
            || !self.named.is_empty()
            || !self.expansions.is_empty()
            || glossary::is_variant(&self.folded)
    }
}

impl Query {
    /// Adds a term, and gives its place; `None` if there are too many.
    fn add(&mut self, term: QueryTerm) -> Option<Expression<usize>> {
        if self.terms.len() == MAX_TERMS {
            self.ignored.push(term.text);
            return None;
        }
        self.terms.push(term);
        Some(Expression::Leaf(self.terms.len() - 1))
    }

    /// Makes pieces of a sentence of the Latin words: *which events dealt with
    /// hydrogen* need not have them all.
    fn soften(&mut self) {
        for term in &mut self.terms {
            let is_latin = !term.folded.contains(is_japanese);
            if term.role == Role::Required && !term.quoted && is_latin {
                term.role = Role::Piece;
            }
        }
    }
}

/// Names a reading of a word, so that a person can switch it off.
pub fn id(kind: &str, text: &str) -> String {
    format!("{kind}:{}", fold(text))
}

impl ExpansionKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Synonym => "synonym",
            Self::Translation => "translation",
            Self::Reading => "reading",
            Self::Correction => "correction",
        }
    }
}
