//! From a person's words to a query.
//!
//! Human input never reaches a query parser: it is read into terms, and the
//! query is built from what the analyzer makes of them. Whatever is typed is
//! answered; what could not be used is told in [`Query::ignored`].

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery,
    Query as TantivyQuery, RegexQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::Result;
use super::analyzer::{Analyzer, Gram, Word, grams};
use crate::text::normal::{self, BREAK};

/// Terms beyond this number are ignored, and told so. A question of a person has
/// few; each costs a phrase over the whole index.
pub const MAX_TERMS: usize = 32;

/// Characters beyond this number are ignored, and told so.
pub const MAX_CHARS: usize = 1_000;

/// What one clause of the ranking adds to a score at most: BM25's saturated
/// frequency, 2.2, times its rarity, 16 for one document in ten million.
const CLAUSE_SCORE: f32 = 36.0;

/// A search as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub terms: Vec<QueryTerm>,
    /// Pieces of the input that were not used.
    pub ignored: Vec<String>,
}

/// One thing to look for. All terms of a query must be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryTerm {
    /// As typed.
    pub text: String,
    /// As compared; see [`normal::folded`].
    pub folded: String,
    /// Its words; they may also stand apart, unless it was quoted.
    pub words: Vec<Word>,
    pub quoted: bool,
}

impl Query {
    /// Reads human input.
    ///
    /// # Errors
    /// Only if the dictionary is damaged.
    pub fn read(input: &str, analyzer: &Analyzer) -> Result<Self> {
        let mut query = Self::default();
        let cut = input.char_indices().nth(MAX_CHARS).map_or(input.len(), |(at, _)| at);
        for Piece { text, quoted } in pieces(&input[..cut]) {
            let reading = analyzer.read(&text)?;
            let folded = reading.folded.text().to_owned();
            if folded.is_empty() || query.terms.len() == MAX_TERMS {
                query.ignored.push(text);
            } else {
                query.terms.push(QueryTerm { text, folded, words: reading.words, quoted });
            }
        }
        if cut < input.len() {
            query.ignored.push(input[cut..].to_owned());
        }
        Ok(query)
    }

    /// The terms in the form in which they are compared.
    pub fn normalised(&self) -> String {
        self.terms.iter().map(|term| term.folded.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// True if something was asked for but nothing in it can be searched.
    pub fn is_unusable(&self) -> bool {
        self.terms.is_empty() && !self.ignored.is_empty()
    }

    /// What a term that stands as typed adds to a score: more than the whole
    /// ranking can, so that looser matches always come below.
    fn exact_score(&self) -> f32 {
        let clauses = |term: &QueryTerm| term.words.len() + term.folded.chars().count();
        CLAUSE_SCORE * (1 + self.terms.iter().map(clauses).sum::<usize>()) as f32
    }

    /// The score from which on every term stands as typed.
    pub(super) fn all_exact_score(&self) -> f32 {
        self.exact_score() * self.terms.len() as f32
    }

    pub(super) fn to_tantivy(&self, fields: TextFields) -> Result<Box<dyn TantivyQuery>> {
        let mut clauses: Vec<(Occur, Box<dyn TantivyQuery>)> = Vec::new();
        for term in &self.terms {
            clauses.push((Occur::Must, term.matching(fields, self.exact_score())?));
        }
        for term in &self.terms {
            clauses.extend(term.ranking(fields).map(|query| (Occur::Should, query)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }
}

/// The two fields that texts are indexed in.
#[derive(Clone, Copy)]
pub(super) struct TextFields {
    pub words: Field,
    pub grams: Field,
}

impl QueryTerm {
    /// Finds the term: as typed, or else by its words in whatever form (学ぶ finds
    /// 学んだ).
    fn matching(&self, fields: TextFields, exact_score: f32) -> Result<Box<dyn TantivyQuery>> {
        let exact = phrase(&self.folded, Edges::Kept, fields.grams)?;
        let mut ways: Vec<Box<dyn TantivyQuery>> =
            vec![Box::new(ConstScoreQuery::new(exact, exact_score))];
        if !self.quoted {
            let inside = phrase(&self.folded, Edges::Free, fields.grams)?;
            ways.push(Box::new(ConstScoreQuery::new(inside, 0.0)));
            if !self.words.is_empty() {
                let apart = BooleanQuery::intersection(self.word_queries(fields).collect());
                ways.push(Box::new(ConstScoreQuery::new(Box::new(apart), 0.0)));
            }
        }
        Ok(Box::new(DisjunctionMaxQuery::new(ways)))
    }

    /// Orders what was found: BM25 over words and grams together, which ranks
    /// Japanese better than either alone.
    fn ranking(&self, fields: TextFields) -> impl Iterator<Item = Box<dyn TantivyQuery>> {
        let grams = phrase_grams(&self.folded, Edges::Free)
            .into_iter()
            .map(move |gram| term_query(fields.grams, &gram.term));
        self.word_queries(fields).chain(grams)
    }

    fn word_queries(&self, fields: TextFields) -> impl Iterator<Item = Box<dyn TantivyQuery>> {
        self.words.iter().map(move |word| term_query(fields.words, &word.term))
    }
}

fn term_query(field: Field, term: &str) -> Box<dyn TantivyQuery> {
    Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs))
}

/// Whether a Latin word or a number must end where the term ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edges {
    Kept,
    Free,
}

/// Finds a folded text, character by character.
fn phrase(folded: &str, edges: Edges, field: Field) -> Result<Box<dyn TantivyQuery>> {
    let grams = phrase_grams(folded, edges);
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

/// The grams that a text must have in order to hold `folded`.
///
/// The gram that the last character begins depends on what follows it in the
/// text, so it is left out; the gram before covers that character. Where there
/// is a break before it, the mark that a run begins with it does. What is left
/// is the single character, for which there are no grams.
fn phrase_grams(folded: &str, edges: Edges) -> Vec<Gram> {
    let chars: Vec<char> = folded.chars().collect();
    let last = chars.len().saturating_sub(1);
    let keeps_edges = |at: usize| edges == Edges::Kept && normal::is_alphanumeric_run(chars[at]);
    let behind_break = last > 0 && chars[last - 1] == BREAK;
    let mut grams = grams(folded, 0);
    grams.retain(|gram| match gram.is_edge() {
        true => {
            keeps_edges(gram.position)
                || (behind_break && gram.position == last && gram.begins_run())
        }
        false => gram.position != last,
    });
    grams
}

struct Piece {
    text: String,
    quoted: bool,
}

/// Cuts the input at white space; what stands in quotes stays together.
fn pieces(input: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut closing: Option<char> = None;
    let mut finish = |text: &mut String, quoted| {
        if !text.is_empty() {
            pieces.push(Piece { text: std::mem::take(text), quoted });
        }
    };
    for c in input.chars() {
        match closing {
            Some(quote) if c == quote => {
                finish(&mut text, true);
                closing = None;
            }
            Some(_) => text.push(c),
            None => match closing_quote(c) {
                Some(quote) => {
                    finish(&mut text, false);
                    closing = Some(quote);
                }
                None if c.is_whitespace() => finish(&mut text, false),
                None => text.push(c),
            },
        }
    }
    // A quote that never closes is read as if it were not there.
    for rest in text.split_whitespace() {
        pieces.push(Piece { text: rest.to_owned(), quoted: false });
    }
    pieces
}

fn closing_quote(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '“' => Some('”'),
        '＂' => Some('＂'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}
