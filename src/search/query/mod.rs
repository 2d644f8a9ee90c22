//! From a person's words to a query.
//!
//! Human input never reaches a query parser: [`lexer`] cuts it, [`expression`]
//! reads its signs, [`reader`] makes terms of its words ([`pieces`] of a sentence,
//! [`slips`] corrected), [`find`] tells which documents have them, and [`rank`] in
//! which order. Whatever is typed is answered; how it was read is told.

mod expression;
mod find;
mod lexer;
mod pieces;
mod rank;
mod reader;
mod slips;

pub(super) use find::{Found, Strictness, tie};
pub(super) use pieces::is_function_word;
pub(super) use rank::{Best, FORMS, Forms, Least, Ranking, Scales};
pub(super) use reader::Reader;
pub use reader::id as reading_id;
pub(super) use slips::most_edits;

use self::expression::Expression;
use super::analyzer::Word;
use super::understanding::Fact;
use crate::model::{Key, Kind};

/// Terms beyond this number are ignored, and told so. A question of a person has
/// few; each costs a phrase over the whole index.
pub const MAX_TERMS: usize = 32;

/// Characters beyond this number are ignored, and told so.
pub const MAX_CHARS: usize = 1_000;

/// Words that by themselves are no answer to a question that has others.
const GENERAL_WORDS: &[&str] = &[
    "開催",
    "実施",
    "活用",
    "利用",
    "参加",
    "出席",
    "紹介",
    "関連",
    "関係",
    "テーマ",
    "分野",
    "セミナー",
    "シンポジウム",
    "フォーラム",
    "レセプション",
    "会議",
    "講演",
    "イベント",
    "事業",
    "催し",
    "行事",
];

/// A search as it was understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub terms: Vec<QueryTerm>,
    /// What must hold; leaves are places in `terms`.
    expression: Expression<usize>,
    /// Whether it was written with signs, and is meant to the letter.
    pub has_operators: bool,
    /// Pieces of the input that were not used.
    pub ignored: Vec<String>,
}

/// One thing to look for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueryTerm {
    /// As typed.
    pub text: String,
    /// As compared; see [`normal::folded`](crate::text::normal::folded).
    pub folded: String,
    /// Its words; they may also stand apart, unless it was quoted.
    pub words: Vec<Word>,
    pub quoted: bool,
    pub role: Role,
    /// Other folded spellings of the same.
    pub spellings: Vec<String>,
    /// What it means as a fact.
    pub fact: Option<Fact>,
    /// Other words that are looked for as well.
    pub expansions: Vec<Expansion>,
    /// Entities that bear it as a name: what is tied to them is found.
    pub named: Vec<Key>,
    /// Whether any entity has it, in whatever way.
    pub is_found: bool,
    /// Words of the corpus that are written much like it, if it is not found.
    pub near: Vec<String>,
}

/// What a term is in the query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// A hit must have it.
    #[default]
    Required,
    /// A piece of a sentence: where few have all pieces, a hit may lack it and
    /// comes below those that have it.
    Piece,
    /// A whole sentence, as it stands; its pieces are terms of their own.
    Sentence,
    /// A hit must not have it.
    Excluded,
}

/// A word that is looked for in place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    pub kind: ExpansionKind,
    /// As the corpus or the glossary writes it.
    pub text: String,
    pub folded: String,
    /// Entities that bear it as a name: what is tied to them is found.
    pub named: Vec<Key>,
}

/// How an expansion was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpansionKind {
    /// The glossary has it in the same language.
    Synonym,
    /// The glossary has it in another language.
    Translation,
    /// It is read so, or is another form of the English word.
    Reading,
    /// It is spelt almost so, and the word as typed is nowhere.
    Correction,
}

impl Query {
    /// The terms in the form in which they are compared.
    pub fn normalised(&self) -> String {
        let has_sentence = self.terms.iter().any(|term| term.role == Role::Sentence);
        let shown = self.terms.iter().filter(|term| !has_sentence || term.role != Role::Piece);
        shown.map(|term| term.folded.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// True if something was asked for but nothing in it can be searched.
    pub fn is_unusable(&self) -> bool {
        self.terms.is_empty() && !self.is_empty()
    }

    /// True if nothing was asked for: then everything is found.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.ignored.is_empty()
    }

    /// The terms whose finding makes a hit.
    pub fn wanted(&self) -> impl Iterator<Item = &QueryTerm> {
        self.terms.iter().filter(|term| term.role != Role::Excluded)
    }

    /// Whether entities that have only some of it are worth showing: not if it
    /// was meant to the letter, nor if a word that was asked for is nowhere.
    pub fn may_be_partial(&self) -> bool {
        let free: Vec<&QueryTerm> = self
            .wanted()
            .filter(|term| term.fact.is_none() && term.role != Role::Sentence)
            .collect();
        let is_specific = |term: &QueryTerm| {
            term.words.iter().any(Word::is_nominal) && !GENERAL_WORDS.contains(&term.text.as_str())
        };
        let is_about_something = free.iter().any(|term| term.is_found && is_specific(term));
        let none_nowhere = free.iter().all(|term| term.role != Role::Required || term.is_found);
        let has_fact = self.wanted().any(|term| term.fact.is_some());
        let is_joined = free.len() > 1 || (has_fact && !free.is_empty());
        !self.has_operators && is_joined && none_nowhere && is_about_something
    }

    /// The query without one of its terms.
    pub fn without(&self, place: usize) -> Self {
        let mut query = self.clone();
        query.expression = query.expression.without(&place).unwrap_or_default();
        query
    }
}

impl QueryTerm {
    /// The entities that bear it as a name, places left out: they are facts, and
    /// have their own conditions.
    pub fn ties(&self) -> impl Iterator<Item = &Key> {
        ties(&self.named)
    }

    /// The folded forms that count as the term itself.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.folded).chain(&self.spellings).map(String::as_str)
    }
}

impl Expansion {
    /// The same of the other word.
    pub fn ties(&self) -> impl Iterator<Item = &Key> {
        ties(&self.named)
    }
}

fn ties(named: &[Key]) -> impl Iterator<Item = &Key> {
    let is_place = |key: &&Key| matches!(key.kind, Kind::State | Kind::Consulate);
    named.iter().filter(move |key| !is_place(key) && tie(key.kind).is_some())
}
