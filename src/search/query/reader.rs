//! Makes terms of the words of a query: what they mean, how else they are
//! spelt, which other words say the same.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::expression::{Expression, Leaf, parse};
use super::lexer::{Token, TokenKind, tokens};
use super::{Expansion, ExpansionKind, MAX_CHARS, MAX_TERMS, Query, QueryTerm, Role};
use crate::search::Result;
use crate::search::analyzer::{Analyzer, Word};
use crate::search::glossary;
use crate::search::lexicon::Lexicon;
use crate::search::names::Names;
use crate::search::understanding::{fact, fact_within};
use crate::text::normal::{compatible, fold, is_japanese};

/// Words that stand together and mean one thing: *supply chain*, *New York*.
const MAX_WORDS_OF_A_NAME: usize = 4;

/// Words that are read as the term is, most frequent first.
const MAX_READINGS: usize = 6;

/// Words that are looked at for a correction.
const MAX_NEAR: usize = 50;

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

/// Letters of a Latin word that may be a reading; shorter ones are read as
/// too much.
const LEAST_ROMAJI_CHARS: usize = 3;

/// English words that say nothing by themselves.
const ENGLISH_FUNCTION_WORDS: &[&str] = &[
    "a", "about", "an", "and", "are", "at", "by", "did", "do", "does", "for", "from", "had", "has",
    "have", "how", "in", "is", "it", "of", "on", "or", "that", "the", "their", "there", "this",
    "to", "was", "we", "were", "what", "when", "where", "which", "who", "with",
];

/// Reads queries against a snapshot of the index.
pub struct Reader<'a> {
    pub analyzer: &'a Analyzer,
    pub lexicon: Lexicon<'a>,
    pub names: Names<'a>,
    pub today: Date,
    /// Readings that the person switched off, by [`Fact`] or [`Expansion`]
    /// id; see [`id`].
    pub off: &'a BTreeSet<String>,
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
        if !says_what_to_find(&tokens) {
            // A piece of a text may begin with a hyphen; there is nothing to
            // take away from.
            query.ignored.extend(without_hyphens(&mut tokens, used));
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
        let mut leaf = |leaf: Leaf| {
            if says_more && !leaf.quoted && is_function_word(&leaf.text) {
                is_sentence = true;
                query.ignored.push(leaf.text);
                return Ok(None);
            }
            self.terms(leaf, &mut query)
        };
        let expression = parsed.expression.replace(&mut leaf)?;
        query.expression = expression.unwrap_or_default();
        query.mark_excluded();
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
        let pieces = if whole.is_understood() { Vec::new() } else { self.pieces(&text)? };
        if pieces.len() < 2 {
            let whole = self.corrected(whole)?;
            return Ok(query.add(whole));
        }
        let mut parts = Vec::with_capacity(pieces.len());
        for Piece { text, words } in pieces {
            let term = match words {
                Some(words) => QueryTerm::of_words(text, words),
                None => self.corrected(self.term(&text, Role::Piece, false)?)?,
            };
            parts.extend(query.add(term));
        }
        let sentence = QueryTerm { role: Role::Sentence, expansions: Vec::new(), ..whole };
        let pieces = Expression::All(parts);
        Ok(match query.add(sentence) {
            Some(sentence) => Some(Expression::Any(vec![sentence, pieces])),
            None => Some(pieces),
        })
    }

    /// Cuts a sentence where particles, verb endings and signs stand between its
    /// words with content: 州知事が出席したレセプション has three pieces. Words that
    /// questions are made of are left out where there are others.
    fn pieces(&self, text: &str) -> Result<Vec<Piece>> {
        if let Some(fact) = fact_within(text) {
            let mut pieces = self.pieces_beside(&text[..fact.start])?;
            pieces.push(Piece { text: text[fact.clone()].to_owned(), words: None });
            pieces.extend(self.pieces_beside(&text[fact.end..])?);
            return Ok(pieces);
        }
        let words = self.analyzer.read(text)?.words;
        let runs = words.chunk_by(|word, next| {
            let between = &text[word.original.end..next.original.start];
            between.is_empty() || JOINING_SIGNS.contains(&between)
        });
        let mut pieces: Vec<Piece> = runs.filter_map(|run| Piece::of(text, run)).collect();
        let is_question = |piece: &Piece| {
            let text = piece.text.to_lowercase();
            QUESTION_WORDS.contains(&text.as_str())
                || ENGLISH_FUNCTION_WORDS.contains(&text.as_str())
        };
        if pieces.iter().any(|piece| piece.words.is_none() && !is_question(piece)) {
            pieces.retain(|piece| !is_question(piece));
        }
        Ok(pieces)
    }

    /// The pieces of what stands beside a fact; the whole if it has none.
    fn pieces_beside(&self, text: &str) -> Result<Vec<Piece>> {
        let text = text.trim_matches(['の', 'が', 'に', 'で', '、', ' ']);
        let mut pieces = self.pieces(text)?;
        if pieces.is_empty() && !fold(text).is_empty() {
            pieces.push(Piece { text: text.to_owned(), words: None });
        }
        Ok(pieces)
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
                if term.fact.is_none() && !self.off.contains(&id("fact", text)) {
                    term.fact = fact(written, &self.names, self.today)?;
                }
                if term.named.is_empty() {
                    term.named = self.names.called(written)?;
                }
            }
            self.expand(&mut term)?;
        }
        Ok(term)
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

    /// Adds words that say the same, and words that are read so.
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
                self.add_expansion(term, ExpansionKind::Reading, &entry.word);
                for word in glossary::equivalents(&fold(&entry.word)) {
                    self.add_expansion(term, ExpansionKind::Reading, word);
                }
            }
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

    fn add_expansion(&self, term: &mut QueryTerm, kind: ExpansionKind, word: &str) {
        let folded = fold(word);
        let known = term.forms().any(|form| form == folded)
            || term.expansions.iter().any(|expansion| expansion.folded == folded);
        if !known && !folded.is_empty() && !self.off.contains(&id(kind.as_str(), word)) {
            term.expansions.push(Expansion { kind, text: word.to_owned(), folded });
        }
    }

    /// A term that is nowhere is taken for a slip, if some word is almost so.
    fn corrected(&self, mut term: QueryTerm) -> Result<QueryTerm> {
        if term.fact.is_some() || (self.is_found)(&term)? {
            return Ok(term);
        }
        for edits in 1..=most_edits(&term.folded) {
            let near = self.lexicon.near(&term.text, edits, MAX_NEAR)?;
            let mut likely =
                near.into_iter().filter(|entry| is_likely_slip(&term.folded, &fold(&entry.word)));
            let Some(best) = likely.next() else { continue };
            self.add_expansion(&mut term, ExpansionKind::Correction, &best.word);
            if !term.expansions.is_empty() {
                term.fact = fact(&best.word, &self.names, self.today)?;
                for word in glossary::equivalents(&fold(&best.word)) {
                    self.add_expansion(&mut term, ExpansionKind::Correction, word);
                }
            }
            break;
        }
        Ok(term)
    }
}

fn is_function_word(text: &str) -> bool {
    ENGLISH_FUNCTION_WORDS.contains(&text.to_lowercase().as_str())
}

/// Whether anything is to be found, and not only left out.
fn says_what_to_find(tokens: &[Token]) -> bool {
    let mut before = None;
    tokens.iter().any(|token| {
        let is_term = matches!(token.kind, TokenKind::Word(_) | TokenKind::Quoted(_));
        let wanted = is_term && before != Some(&TokenKind::Not);
        before = Some(&token.kind);
        wanted
    })
}

/// Takes the hyphens before words away, and gives them.
fn without_hyphens(tokens: &mut Vec<Token>, input: &str) -> Vec<String> {
    let is_hyphen = |token: &Token| {
        token.kind == TokenKind::Not && !input[token.range.clone()].contains(char::is_alphabetic)
    };
    let hyphens = tokens.iter().filter(|token| is_hyphen(token));
    let hyphens = hyphens.map(|token| input[token.range.clone()].to_owned()).collect();
    tokens.retain(|token| !is_hyphen(token));
    hyphens
}

/// A part of a sentence.
struct Piece {
    text: String,
    /// The words alone, where they are verbs and the like, which are compared in
    /// their dictionary form and neither translated nor corrected.
    words: Option<Vec<Word>>,
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

/// Slips that a word of this length may have. Short words are too near to
/// others: of two kanji one is half of it.
pub fn most_edits(folded: &str) -> u8 {
    let length = folded.chars().count();
    let least = if folded.contains(is_japanese) { 3 } else { 5 };
    match length {
        _ if length < least => 0,
        _ if length < 8 => 1,
        _ => 2,
    }
}

/// Of three characters, a slip puts another kanji for the first or the last and
/// changes nothing else: 自動者 for 自動車, but not 自動 or 不自動車.
fn is_likely_slip(typed: &str, meant: &str) -> bool {
    let kana = |c: &char| matches!(c, '\u{3041}'..='\u{30FF}');
    let (typed, meant): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    if typed.len() == 3 && typed.iter().chain(&meant).any(kana) {
        return false;
    }
    typed.len() > 3 || (meant.len() == 3 && (typed[..2] == meant[..2] || typed[1..] == meant[1..]))
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

    fn mark_excluded(&mut self) {
        let mut excluded = Vec::new();
        collect_excluded(&self.expression, false, &mut excluded);
        for place in excluded {
            self.terms[place].role = Role::Excluded;
        }
    }
}

fn collect_excluded(expression: &Expression<usize>, inside: bool, excluded: &mut Vec<usize>) {
    match expression {
        Expression::Leaf(place) if inside => excluded.push(*place),
        Expression::Leaf(_) => {}
        Expression::Not(part) => collect_excluded(part, !inside, excluded),
        Expression::All(parts) | Expression::Any(parts) => {
            parts.iter().for_each(|part| collect_excluded(part, inside, excluded));
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
