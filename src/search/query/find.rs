//! From terms to the documents that have them, and how closely.

use std::sync::Arc;

use super::expression::Expression;
use super::{Expansion, ExpansionKind, Query, QueryTerm, Role};
use crate::model::{Key, Kind, Relation};
use crate::search::Result;
use crate::search::documents::Documents;
use crate::search::lookup::{Atom, Levels, Lookup};
use crate::search::phrase::{Edges, is_latin};
use crate::search::select::Tier;
use crate::search::understanding::Condition;

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
pub struct Found(Arc<Levels>);

impl Found {
    /// Some documents, as closely as can be.
    fn exactly(documents: &Documents) -> Self {
        Self(Arc::new(Tier::ALL.map(|_| documents.clone())))
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

    /// To be changed; others may hold them as they were.
    fn levels(&mut self) -> impl Iterator<Item = &mut Documents> {
        Arc::make_mut(&mut self.0).iter_mut()
    }

    pub(in crate::search) fn keep(&mut self, documents: &Documents) {
        self.levels().for_each(|level| level.keep(documents));
    }

    fn remove(&mut self, documents: &Documents) {
        self.levels().for_each(|level| level.remove(documents));
    }

    /// Both are found: as closely as the looser one.
    fn and(mut self, other: &Self) -> Self {
        self.levels().zip(other.0.iter()).for_each(|(level, other)| level.keep(other));
        self
    }

    /// One is found: as closely as the closer one.
    fn or(mut self, other: &Self) -> Self {
        self.levels().zip(other.0.iter()).for_each(|(level, other)| level.add(other));
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
            found.levels().skip(Tier::Partial as usize).for_each(|loosest| loosest.add(&some));
            found.keep(&self.find_facts(lookup)?);
        }
        Ok(found)
    }

    fn find_expression(&self, expression: &Expression<usize>, lookup: Lookup) -> Result<Found> {
        match expression {
            Expression::Leaf(place) => self.terms[*place].find(lookup),
            Expression::Any(parts) => {
                let mut found = Found::exactly(&lookup.row.none());
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
        let mut found = Found::exactly(&lookup.row.everything());
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
        Ok(Found(lookup.levels(self.ways(lookup))?))
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
