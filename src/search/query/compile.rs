//! From terms to what Tantivy runs.
//!
//! The score of a hit is its tier, times a step that is larger than the whole
//! ranking can become, plus BM25 over words and grams. So a closer match always
//! comes first, and among equally close ones the better.

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur,
    PhraseQuery, Query as TantivyQuery, RangeQuery, RegexQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::expression::Expression;
use super::weakest::Weakest;
use super::{Expansion, ExpansionKind, Query, QueryTerm, Role};
use crate::model::{Key, Kind, Relation};
use crate::search::Result;
use crate::search::analyzer::{Gram, grams};
use crate::search::select::Tier;
use crate::search::understanding::Condition;
use crate::text::normal::{self, BREAK};

/// What one clause of the ranking adds to a score at most: BM25's saturated
/// frequency, 2.2, times its rarity, 16 for one document in ten million.
const CLAUSE_SCORE: f32 = 36.0;

/// What a word of an expansion counts for in the ranking, against one as typed.
const EXPANSION_WEIGHT: f32 = 0.7;

/// What the second best of a term and its expansions still counts for.
const TIE_BREAKER: f32 = 0.2;

/// What a term as a whole adds to the ranking, against its parts.
const PHRASE_WEIGHT: f32 = 0.6;

/// The same, where it stands in the title.
const TITLE_WEIGHT: f32 = 0.6;

/// What holding as a fact adds to the ranking: about what a rare word does.
const FACT_SCORE: f32 = 8.0;

/// What an event has ahead of other kinds, whose texts are short: events are
/// what most people look for.
const EVENT_SCORE: f32 = 16.0;

/// Whether hits may lack some of the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// All that the query says must hold.
    All,
    /// Facts must hold, or where there are none, some of the terms.
    Some,
}

/// The fields that queries look at.
pub struct Fields<'a> {
    pub words: Field,
    pub grams: Field,
    pub titles: Field,
    pub times: Field,
    pub attendance: Field,
    /// In the order of [`Relation::ALL`].
    pub relations: &'a [Field],
}

/// The score that one tier adds.
pub fn step(query: &Query) -> f32 {
    let clauses = |term: &QueryTerm| {
        let own = term.words.len() + term.folded.chars().count();
        own + term.expansions.iter().map(|it| it.folded.chars().count()).sum::<usize>()
    };
    // Phrases count for about as much again as their grams.
    CLAUSE_SCORE * (2 + 2 * query.wanted().map(clauses).sum::<usize>()) as f32
}

type Boxed = Box<dyn TantivyQuery>;

impl Query {
    /// What Tantivy runs.
    ///
    /// # Errors
    /// Only if a pattern cannot be built.
    pub fn compile(&self, fields: &Fields, strictness: Strictness) -> Result<Boxed> {
        let matching = match strictness {
            Strictness::All => self.expression_query(&self.expression, fields)?,
            Strictness::Some => self.partial_query(fields)?,
        };
        let matching = BoostQuery::new(matching, step(self));
        let mut clauses: Vec<(Occur, Boxed)> = vec![(Occur::Must, Box::new(matching))];
        for term in self.wanted().filter(|term| term.role != Role::Sentence) {
            clauses.push((Occur::Should, term.ranking(fields)?));
        }
        let events = term_query(fields.relations[Relation::Kind as usize], Kind::Event.as_str());
        clauses.push((Occur::Should, Box::new(ConstScoreQuery::new(events, EVENT_SCORE))));
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn expression_query(&self, expression: &Expression<usize>, fields: &Fields) -> Result<Boxed> {
        let each = |parts: &[Expression<usize>]| {
            parts.iter().map(|part| self.expression_query(part, fields)).collect::<Result<Vec<_>>>()
        };
        Ok(match expression {
            Expression::Leaf(place) => self.terms[*place].matching(fields)?,
            Expression::Any(parts) => Box::new(DisjunctionMaxQuery::new(each(parts)?)),
            Expression::Not(_) => self.all_query(std::slice::from_ref(expression), fields)?,
            Expression::All(parts) => self.all_query(parts, fields)?,
        })
    }

    fn all_query(&self, parts: &[Expression<usize>], fields: &Fields) -> Result<Boxed> {
        let (mut wanted, mut clauses): (Vec<Boxed>, Vec<(Occur, Boxed)>) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Expression::Not(part) => {
                    // Tantivy's exclusion of a lone phrase steps back; this never does.
                    let excluded = Weakest::of_some(vec![self.expression_query(part, fields)?]);
                    clauses.push((Occur::MustNot, Box::new(excluded)));
                }
                part => wanted.push(self.expression_query(part, fields)?),
            }
        }
        let wanted: Boxed = match wanted.len() {
            // Only exclusions: everything else is meant.
            0 => Box::new(ConstScoreQuery::new(Box::new(AllQuery), f32::from(Tier::Exact.rank()))),
            1 => wanted.remove(0),
            _ => Box::new(Weakest::of_all(wanted)),
        };
        if clauses.is_empty() {
            return Ok(wanted);
        }
        clauses.push((Occur::Must, wanted));
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// The facts that were understood, or where there are none, some of the terms.
    /// What has all that was asked for still has its tier.
    fn partial_query(&self, fields: &Fields) -> Result<Boxed> {
        let all = self.expression_query(&self.expression, fields)?;
        let mut some: Vec<Boxed> = Vec::new();
        let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
        for term in self.wanted() {
            let matching = term.matching(fields)?;
            if term.fact.is_some() {
                clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(matching, 0.0))));
            } else {
                some.push(Box::new(ConstScoreQuery::new(matching, 0.0)));
            }
        }
        let some: Boxed = match clauses.is_empty() {
            true => Box::new(Weakest::of_some(some)),
            false => Box::new(AllQuery),
        };
        let either: Vec<Boxed> = vec![all, Box::new(ConstScoreQuery::new(some, 0.0))];
        clauses.push((Occur::Must, Box::new(DisjunctionMaxQuery::new(either))));
        Ok(Box::new(BooleanQuery::new(clauses)))
    }
}

impl QueryTerm {
    /// Finds the term in any of the ways there are; the score is the tier.
    pub fn matching(&self, fields: &Fields) -> Result<Boxed> {
        let mut ways: Vec<Boxed> = Vec::new();
        let mut add = |tier: Tier, query: Boxed| {
            ways.push(Box::new(ConstScoreQuery::new(query, f32::from(tier.rank()))));
        };
        for form in self.forms() {
            add(Tier::Exact, phrase(form, Edges::Kept, fields.grams)?);
        }
        let is_correction = |it: &Expansion| it.kind == ExpansionKind::Correction;
        let tier = match self.expansions.iter().any(is_correction) {
            true => Tier::Reading,
            false => Tier::Exact,
        };
        for condition in self.fact.iter().flat_map(|fact| &fact.conditions) {
            add(tier, condition.query(fields));
        }
        if !self.quoted && self.role != Role::Excluded {
            // Inside a longer Latin word it is there by chance: AI in *chains*.
            let inside = if is_latin(&self.folded) { Tier::Reading } else { Tier::Word };
            for form in self.forms() {
                add(inside, phrase(form, Edges::Free, fields.grams)?);
            }
            if self.role != Role::Sentence && !self.words.is_empty() {
                let words = self.words.iter().map(|word| term_query(fields.words, &word.term));
                add(Tier::Word, Box::new(BooleanQuery::intersection(words.collect())));
            }
            for key in self.ties() {
                add(Tier::Synonym, tied(key, fields));
            }
            for expansion in &self.expansions {
                let tier = expansion.kind.tier();
                add(tier, phrase(&expansion.folded, Edges::Kept, fields.grams)?);
                for key in expansion.ties() {
                    add(tier, tied(key, fields));
                }
            }
        }
        Ok(Box::new(DisjunctionMaxQuery::new(ways)))
    }

    /// Orders what was found: BM25 over words and grams together, which ranks
    /// Japanese better than either alone, and over the whole term in text and
    /// title. Of a term and the words that stand in for it, the best counts. A
    /// fact holds or does not.
    fn ranking(&self, fields: &Fields) -> Result<Boxed> {
        if self.fact.is_some() {
            let holds = Box::new(ConstScoreQuery::new(self.matching(fields)?, FACT_SCORE));
            return Ok(holds);
        }
        let words = self.words.iter().map(|word| term_query(fields.words, &word.term));
        let mut own: Vec<Boxed> = words.collect();
        own.extend(gram_queries(&self.folded, fields));
        for form in self.forms() {
            own.extend(whole(form, fields)?);
        }
        let mut ways: Vec<Boxed> = vec![Box::new(BooleanQuery::union(own))];
        for expansion in &self.expansions {
            let mut clauses: Vec<Boxed> = gram_queries(&expansion.folded, fields).collect();
            clauses.extend(whole(&expansion.folded, fields)?);
            let clauses = Box::new(BooleanQuery::union(clauses));
            ways.push(Box::new(BoostQuery::new(clauses, EXPANSION_WEIGHT)));
        }
        Ok(Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, TIE_BREAKER)))
    }
}

/// Scores a form as a whole, in the text and again in the title.
fn whole(form: &str, fields: &Fields) -> Result<[Boxed; 2]> {
    let text = phrase(form, edges(form), fields.grams)?;
    let title = phrase(form, edges(form), fields.titles)?;
    Ok([
        Box::new(BoostQuery::new(text, PHRASE_WEIGHT)),
        Box::new(BoostQuery::new(title, TITLE_WEIGHT)),
    ])
}

impl ExpansionKind {
    fn tier(self) -> Tier {
        match self {
            Self::Synonym => Tier::Synonym,
            Self::Translation | Self::Reading | Self::Correction => Tier::Reading,
        }
    }
}

impl Condition {
    fn query(&self, fields: &Fields) -> Boxed {
        match self {
            Self::Link(relation, value) => term_query(fields.relations[*relation as usize], value),
            Self::When(time) => term_query(fields.times, time),
            Self::Attendance(range) => {
                let bound = |number: u32| {
                    std::ops::Bound::Included(Term::from_field_u64(
                        fields.attendance,
                        number.into(),
                    ))
                };
                Box::new(RangeQuery::new(bound(*range.start()), bound(*range.end())))
            }
        }
    }
}

/// The relation by which events are tied to entities of a kind.
pub fn tie(kind: Kind) -> Option<Relation> {
    match kind {
        Kind::State => Some(Relation::State),
        Kind::Consulate => Some(Relation::Consulate),
        Kind::Organisation => Some(Relation::Organisation),
        Kind::Theme => Some(Relation::Theme),
        Kind::Series => Some(Relation::Series),
        Kind::Partnership => Some(Relation::Partnership),
        Kind::Priority => Some(Relation::Priority),
        Kind::Document => Some(Relation::Document),
        Kind::Event | Kind::Passage | Kind::ActionPlan | Kind::Claim | Kind::Finding => None,
    }
}

/// Finds what is tied to an entity.
fn tied(key: &Key, fields: &Fields) -> Boxed {
    match tie(key.kind) {
        Some(relation) => term_query(fields.relations[relation as usize], &key.slug),
        None => Box::new(EmptyQuery),
    }
}

fn gram_queries(folded: &str, fields: &Fields) -> impl Iterator<Item = Boxed> {
    let field = fields.grams;
    phrase_grams(folded, edges(folded)).into_iter().map(move |gram| term_query(field, &gram.term))
}

fn term_query(field: Field, term: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs))
}

/// Whether a Latin word or a number must end where the term ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edges {
    Kept,
    Free,
}

/// The edges that count in the ranking.
fn edges(folded: &str) -> Edges {
    if is_latin(folded) { Edges::Kept } else { Edges::Free }
}

fn is_latin(folded: &str) -> bool {
    !folded.contains(normal::is_japanese)
}

/// Finds a folded text, character by character.
fn phrase(folded: &str, edges: Edges, field: Field) -> Result<Boxed> {
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
