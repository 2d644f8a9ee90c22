//! From terms to the documents that have them, and how closely.

use super::expression::Expression;
use super::{Expansion, ExpansionKind, Query, QueryTerm, Role};
use crate::model::{Key, Kind, Relation};
use crate::search::Result;
use crate::search::analyzer::{Gram, grams};
use crate::search::documents::Documents;
use crate::search::lookup::{Atom, Lookup};
use crate::search::select::Tier;
use crate::search::understanding::Condition;
use crate::text::normal::{self, BREAK};

/// Whether hits may lack some of the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// All that the query says must hold.
    All,
    /// Facts must hold, or where there are none, some of the terms.
    Some,
}

/// What is found, by how closely: for each tier, the documents of that tier and
/// of all closer ones.
#[derive(Clone, Debug)]
pub struct Found([Documents; Tier::ALL.len()]);

impl Found {
    /// Each level as `make` has it, and all that is closer.
    fn nested(make: impl FnMut(Tier) -> Documents) -> Self {
        let mut levels = Tier::ALL.map(make);
        for tier in 1..levels.len() {
            let (closer, level) = levels.split_at_mut(tier);
            level[0].add(&closer[tier - 1]);
        }
        Self(levels)
    }

    /// What is found, however closely.
    pub(in crate::search) fn all(&self) -> &Documents {
        &self.0[Tier::Partial as usize]
    }

    /// What is found as closely as the tier and no closer.
    pub(in crate::search) fn of(&self, tier: Tier) -> Documents {
        let mut documents = self.0[tier as usize].clone();
        if let Some(closer) = (tier as usize).checked_sub(1) {
            documents.remove(&self.0[closer]);
        }
        documents
    }

    pub fn tier(&self, place: u32) -> Tier {
        let tier = Tier::ALL.into_iter().find(|&tier| self.0[tier as usize].contains(place));
        tier.unwrap_or(Tier::Partial)
    }

    pub(in crate::search) fn keep(&mut self, documents: &Documents) {
        self.0.iter_mut().for_each(|level| level.keep(documents));
    }

    fn remove(&mut self, documents: &Documents) {
        self.0.iter_mut().for_each(|level| level.remove(documents));
    }

    /// Both are found: as closely as the looser one.
    fn and(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(level, other)| level.keep(other));
        self
    }

    /// One is found: as closely as the closer one.
    fn or(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(level, other)| level.add(other));
        self
    }
}

impl Query {
    /// What is found.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub(in crate::search) fn find(&self, lookup: Lookup, strictness: Strictness) -> Result<Found> {
        let mut found = self.find_expression(&self.expression, lookup)?;
        if strictness == Strictness::Some {
            let some = self.find_some(lookup)?;
            let loosest = &mut found.0[Tier::Partial as usize];
            loosest.add(&some);
            found.keep(&self.find_facts(lookup)?);
        }
        Ok(found)
    }

    fn find_expression(&self, expression: &Expression<usize>, lookup: Lookup) -> Result<Found> {
        match expression {
            Expression::Leaf(place) => self.terms[*place].find(lookup),
            Expression::Any(parts) => {
                let mut found = Found::nested(|_| lookup.row.none());
                for part in parts {
                    found = found.or(&self.find_expression(part, lookup)?);
                }
                Ok(found)
            }
            Expression::Not(_) => self.find_all(std::slice::from_ref(expression), lookup),
            Expression::All(parts) => self.find_all(parts, lookup),
        }
    }

    fn find_all(&self, parts: &[Expression<usize>], lookup: Lookup) -> Result<Found> {
        // Without anything but exclusions, everything else is meant.
        let everything = lookup.row.everything();
        let mut found = Found::nested(|_| everything.clone());
        for part in parts {
            match part {
                Expression::Not(part) => found.remove(self.find_expression(part, lookup)?.all()),
                part => found = found.and(&self.find_expression(part, lookup)?),
            }
        }
        Ok(found)
    }

    /// Where all facts hold that were understood; everything, if there are none.
    fn find_facts(&self, lookup: Lookup) -> Result<Documents> {
        let mut documents = lookup.row.everything();
        for term in self.wanted().filter(|term| term.fact.is_some()) {
            documents.keep(term.find(lookup)?.all());
        }
        Ok(documents)
    }

    /// Where some of the terms are; everything, if there are facts.
    fn find_some(&self, lookup: Lookup) -> Result<Documents> {
        if self.wanted().any(|term| term.fact.is_some()) {
            return Ok(lookup.row.everything());
        }
        let mut documents = lookup.row.none();
        for term in self.wanted() {
            documents.add(term.find(lookup)?.all());
        }
        Ok(documents)
    }
}

impl QueryTerm {
    /// Finds the term in any of the ways there are.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub(in crate::search) fn find(&self, lookup: Lookup) -> Result<Found> {
        let mut levels = Tier::ALL.map(|_| lookup.row.none());
        for (tier, atom) in self.ways(lookup) {
            levels[tier as usize].add_set(&*lookup.documents(&atom)?);
        }
        let mut levels = levels.into_iter();
        Ok(Found::nested(|_| levels.next().unwrap_or_default()))
    }

    /// Whether any of some documents has the term, in whatever way.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub(in crate::search) fn is_within(
        &self,
        documents: &Documents,
        lookup: Lookup,
    ) -> Result<bool> {
        for (_, atom) in self.ways(lookup) {
            if lookup.documents(&atom)?.count_within(documents) > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The ways in which it is found, the closest first; each once.
    fn ways(&self, lookup: Lookup) -> Vec<(Tier, Atom)> {
        let fields = lookup.fields;
        let mut ways: Vec<(Tier, Atom)> = Vec::new();
        let mut add = |tier: Tier, atom: Atom| ways.push((tier, atom));
        for form in self.forms() {
            add(Tier::Exact, Atom::phrase(form, Edges::Kept));
        }
        let is_correction = |it: &Expansion| it.kind == ExpansionKind::Correction;
        let tier = match self.expansions.iter().any(is_correction) {
            true => Tier::Reading,
            false => Tier::Exact,
        };
        for condition in self.fact.iter().flat_map(|fact| &fact.conditions) {
            let atom = match condition {
                Condition::Link(relation, value) => {
                    Atom::Term(fields.relation(*relation), value.clone())
                }
                Condition::When(time) => Atom::Term(fields.times, time.clone()),
                Condition::Attendance(range) => Atom::Attendance(range.clone()),
            };
            add(tier, atom);
        }
        if !self.quoted && self.role != Role::Excluded {
            // Inside a longer Latin word it is there by chance: AI in *chains*.
            let inside = if is_latin(&self.folded) { Tier::Reading } else { Tier::Word };
            for form in self.forms() {
                add(inside, Atom::phrase(form, Edges::Free));
            }
            if self.role != Role::Sentence && !self.words.is_empty() {
                let words = self.words.iter().map(|word| word.term.clone());
                add(Tier::Word, Atom::Words(words.collect()));
            }
            let tied = |key: &Key| {
                let relation = tie(key.kind)?;
                Some(Atom::Term(fields.relation(relation), key.slug.clone()))
            };
            self.ties().filter_map(tied).for_each(|atom| add(Tier::Synonym, atom));
            for expansion in &self.expansions {
                let tier = expansion.kind.tier();
                add(tier, Atom::phrase(&expansion.folded, Edges::Kept));
                expansion.ties().filter_map(tied).for_each(|atom| add(tier, atom));
            }
        }
        ways.sort_by_key(|(tier, _)| *tier);
        let mut known = std::collections::HashSet::new();
        ways.retain(|(_, atom)| known.insert(atom.clone()));
        ways
    }
}

impl ExpansionKind {
    fn tier(self) -> Tier {
        match self {
            Self::Synonym => Tier::Synonym,
            Self::Translation | Self::Reading | Self::Correction => Tier::Reading,
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

/// Whether a Latin word or a number must begin and end where the term does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edges {
    Kept,
    Free,
}

impl Edges {
    /// The edges that count in the ranking.
    pub fn ranked(folded: &str) -> Self {
        if is_latin(folded) { Self::Kept } else { Self::Free }
    }

    /// Free, if a text has no such edges.
    pub fn of(self, folded: &str) -> Self {
        if folded.contains(normal::is_alphanumeric_run) { self } else { Self::Free }
    }
}

fn is_latin(folded: &str) -> bool {
    !folded.contains(normal::is_japanese)
}

/// The grams that a text must have in order to hold `folded`.
///
/// The gram that the last character begins depends on what follows it in the
/// text, so it is left out; the gram before covers that character. Where there
/// is a break before it, the mark that a run begins with it does. What is left
/// is the single character, for which there are no grams.
///
/// Where edges are kept, a Latin word stands for its characters, and the mark of
/// what follows for the break behind it.
pub fn phrase_grams(folded: &str, edges: Edges) -> Vec<Gram> {
    let chars: Vec<char> = folded.chars().collect();
    let last = chars.len().saturating_sub(1);
    let at = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied();
    let in_word = |place: Option<usize>| {
        edges == Edges::Kept && at(place).is_some_and(normal::is_alphanumeric_run)
    };
    let mut grams = grams(folded);
    grams.retain(|gram| {
        let place = gram.position;
        let behind_break = at(place.checked_sub(1)) == Some(BREAK);
        if gram.is_word() {
            return edges == Edges::Kept && !behind_break;
        }
        if gram.is_word_behind_break() {
            return edges == Edges::Kept && behind_break;
        }
        if gram.begins_run() {
            let says_break = place == last || in_word(place.checked_sub(2));
            return behind_break && says_break && !in_word(Some(place));
        }
        let says_more = !in_word(Some(place)) || (gram.is_pair() && !in_word(Some(place + 1)));
        place != last && says_more
    });
    grams
}

/// The fewest of those grams that say as much: with their positions, every other
/// gram of a run says all that the run holds.
pub fn covering_grams(folded: &str, edges: Edges) -> Vec<Gram> {
    let mut grams = phrase_grams(folded, edges);
    let pairs: Vec<usize> =
        grams.iter().filter(|gram| gram.is_pair()).map(|gram| gram.position).collect();
    // The first character that no gram covers yet.
    let mut open = 0;
    let mut at = 0;
    grams.retain(|gram| {
        if !gram.is_pair() {
            return true;
        }
        at += 1;
        let is_last_to_cover = pairs.get(at) != Some(&(gram.position + 1));
        let is_needed = gram.position >= open || (is_last_to_cover && gram.position + 2 > open);
        if is_needed {
            open = gram.position + 2;
        }
        is_needed
    });
    grams
}
