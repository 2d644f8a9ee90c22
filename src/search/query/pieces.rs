//! Cuts a sentence into what it is about.

use crate::search::Result;
use crate::search::analyzer::{Analyzer, Word};
use crate::search::understanding::fact_within;
use crate::text::normal::fold;

/// Signs within one thing: 4.0, start-up, 気候変動・エネルギー.
const JOINING_SIGNS: &[&str] = &[".", "．", "-", "－", "・", "･", "/", "&"];

/// Words that questions are made of.
const QUESTION_WORDS: &[&str] = &[
    "イベント",
    "事業",
    "催し",
    "行事",
    "例",
    "件",
    "一覧",
    "情報",
    "何件",
    "場合",
    "教え",
    "こと",
];

/// Words by which questions ask for the first of an order, in their dictionary
/// form. The order is an argument of its own.
const SUPERLATIVES: &[&str] =
    &["一番", "いちばん", "最も", "もっとも", "最多", "最大", "多い", "多く", "大きい"];

/// English words that say nothing by themselves.
const ENGLISH_FUNCTION_WORDS: &[&str] = &[
    "a", "about", "an", "and", "are", "at", "biggest", "by", "did", "do", "does", "for", "from",
    "had", "has", "have", "how", "in", "is", "it", "largest", "most", "of", "on", "or", "that",
    "the", "their", "there", "this", "to", "was", "we", "were", "what", "when", "where", "which",
    "who", "with",
];

/// A part of a sentence.
pub struct Piece {
    pub text: String,
    /// The words alone, where they are verbs and the like, which are compared in
    /// their dictionary form and neither translated nor corrected.
    pub words: Option<Vec<Word>>,
    /// Whether questions are made of such words: beside others it is left out.
    is_question: bool,
}

impl Piece {
    fn whole(text: &str) -> Self {
        Self { text: text.to_owned(), words: None, is_question: false }
    }

    fn of(text: &str, run: &[Word]) -> Option<Self> {
        let (first, last) = (run.first()?, run.last()?);
        let text = text[first.original.start..last.original.end].to_owned();
        let begin = first.original.start;
        let within = |word: &Word| Word {
            original: word.original.start - begin..word.original.end - begin,
            ..word.clone()
        };
        let nominal = run.iter().any(Word::is_nominal);
        let words = (!nominal).then(|| run.iter().map(within).collect());
        let lower = text.to_lowercase();
        let is_question = QUESTION_WORDS.contains(&lower.as_str())
            || ENGLISH_FUNCTION_WORDS.contains(&lower.as_str())
            || run.iter().all(is_superlative);
        (!fold(&text).is_empty()).then_some(Self { text, words, is_question })
    }
}

/// Cuts a sentence where particles, verb endings and signs stand between its
/// words with content: 州知事が出席したレセプション has three pieces. Words that
/// questions are made of are left out where there are others.
pub fn pieces(text: &str, analyzer: &Analyzer) -> Result<Vec<Piece>> {
    if let Some(fact) = fact_within(text) {
        let mut pieces = pieces_beside(&text[..fact.start], analyzer)?;
        pieces.push(Piece::whole(&text[fact.clone()]));
        pieces.extend(pieces_beside(&text[fact.end..], analyzer)?);
        return Ok(pieces);
    }
    let words = analyzer.read(text)?.words;
    let runs = words.chunk_by(|word, next| {
        // ½ is one character and two words.
        let between = text.get(word.original.end..next.original.start).unwrap_or_default();
        let joins = between.is_empty() || JOINING_SIGNS.contains(&between);
        joins && (word.is_nominal() || !is_superlative(word))
    });
    let mut pieces: Vec<Piece> = runs.filter_map(|run| Piece::of(text, run)).collect();
    if pieces.iter().any(|piece| piece.words.is_none() && !piece.is_question) {
        pieces.retain(|piece| !piece.is_question);
    }
    Ok(pieces)
}

fn is_superlative(word: &Word) -> bool {
    SUPERLATIVES.contains(&word.term.as_str())
}

/// The pieces of what stands beside a fact; the whole if it has none.
fn pieces_beside(text: &str, analyzer: &Analyzer) -> Result<Vec<Piece>> {
    let text = text.trim_matches(['の', 'が', 'に', 'で', '、', ' ']);
    let mut pieces = pieces(text, analyzer)?;
    if pieces.is_empty() && !fold(text).is_empty() {
        pieces.push(Piece::whole(text));
    }
    Ok(pieces)
}

/// IT and WHO are none.
pub fn is_function_word(text: &str) -> bool {
    let is_capitals = text.len() > 1 && text.chars().all(|c| c.is_ascii_uppercase());
    !is_capitals && ENGLISH_FUNCTION_WORDS.contains(&text.to_lowercase().as_str())
}
