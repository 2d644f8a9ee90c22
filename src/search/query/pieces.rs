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

/// English words that say nothing by themselves.
const ENGLISH_FUNCTION_WORDS: &[&str] = &[
    "a", "about", "an", "and", "are", "at", "by", "did", "do", "does", "for", "from", "had", "has",
    "have", "how", "in", "is", "it", "of", "on", "or", "that", "the", "their", "there", "this",
    "to", "was", "we", "were", "what", "when", "where", "which", "who", "with",
];

/// A part of a sentence.
pub struct Piece {
    pub text: String,
    /// The words alone, where they are verbs and the like, which are compared in
    /// their dictionary form and neither translated nor corrected.
    pub words: Option<Vec<Word>>,
}

impl Piece {
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
        (!fold(&text).is_empty()).then_some(Self { text, words })
    }
}

/// Cuts a sentence where particles, verb endings and signs stand between its
/// words with content: 州知事が出席したレセプション has three pieces. Words that
/// questions are made of are left out where there are others.
pub fn pieces(text: &str, analyzer: &Analyzer) -> Result<Vec<Piece>> {
    if let Some(fact) = fact_within(text) {
        let mut pieces = pieces_beside(&text[..fact.start], analyzer)?;
        pieces.push(Piece { text: text[fact.clone()].to_owned(), words: None });
        pieces.extend(pieces_beside(&text[fact.end..], analyzer)?);
        return Ok(pieces);
    }
    let words = analyzer.read(text)?.words;
    let runs = words.chunk_by(|word, next| {
        // ½ is one character and two words.
        let between = text.get(word.original.end..next.original.start).unwrap_or_default();
        between.is_empty() || JOINING_SIGNS.contains(&between)
    });
    let mut pieces: Vec<Piece> = runs.filter_map(|run| Piece::of(text, run)).collect();
    let is_question = |piece: &Piece| {
        let text = piece.text.to_lowercase();
        QUESTION_WORDS.contains(&text.as_str()) || ENGLISH_FUNCTION_WORDS.contains(&text.as_str())
    };
    if pieces.iter().any(|piece| piece.words.is_none() && !is_question(piece)) {
        pieces.retain(|piece| !is_question(piece));
    }
    Ok(pieces)
}

/// The pieces of what stands beside a fact; the whole if it has none.
fn pieces_beside(text: &str, analyzer: &Analyzer) -> Result<Vec<Piece>> {
    let text = text.trim_matches(['の', 'が', 'に', 'で', '、', ' ']);
    let mut pieces = pieces(text, analyzer)?;
    if pieces.is_empty() && !fold(text).is_empty() {
        pieces.push(Piece { text: text.to_owned(), words: None });
    }
    Ok(pieces)
}

/// IT and WHO are none.
pub fn is_function_word(text: &str) -> bool {
    let is_capitals = text.len() > 1 && text.chars().all(|c| c.is_ascii_uppercase());
    !is_capitals && ENGLISH_FUNCTION_WORDS.contains(&text.to_lowercase().as_str())
}
