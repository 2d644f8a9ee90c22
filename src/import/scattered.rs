//! Gives the paragraphs of a summary to its examples where the layout does not.
//!
//! Some summaries were set in columns, and the conversion scattered them:
//! paragraphs stand before their heading or far behind it. Each goes to the
//! example for which the evidence is strongest: a place that it names, or rare
//! wording that it shares with the heading or with a paragraph beside it. What
//! has no evidence stays with no example, and in the passages.

use std::collections::BTreeMap;

use super::block::Block;
use super::diagnostic::Remarks;
use super::evidence::{Owners, Wording};
use super::example::{Example, MOST_EXAMPLES, Ownership};
use super::place;
use super::reading::Context;
use crate::model::Basis;

/// Labels of the part that looks ahead or sums up; no example follows.
const ENDS_OF_EXAMPLES: &[&str] = &["総括", "方向性"];
/// Labels of examples that are told in list items without a heading.
const GOOD_PRACTICES: &[&str] = &["グッドプラクティス", "好事例"];
/// The list item that such an example is told in.
const PRACTICE_MARKER: char = '●';
/// Words by which a paragraph speaks of the programme as a whole, and so of no
/// example in particular.
const OF_THE_PROGRAMME: &[&str] = &["行動計画", "在米公館", "訴求対象", "政権"];
/// Evidence weaker than this is chance: one pair of characters, or a word that
/// two blocks of the document share with the heading.
const WEAKEST_EVIDENCE: f64 = 0.9;
/// What a named place is worth beside shared wording: a state of the example
/// itself, a state or the city of its post.
const NAMES_ITS_STATE: f64 = 4.0;
const NAMES_ITS_POST: f64 = 2.0;

/// Finds the examples that have no heading, then gives every paragraph and
/// caption that belongs to an example to it.
pub(super) fn attach(
    blocks: &[Block],
    context: &Context<'_>,
    examples: &mut Vec<Example>,
    ownership: &mut Ownership,
    remarks: &mut Remarks,
) {
    let scattered = Scattered { blocks: &blocks[..end(blocks, examples)], context };
    scattered.practices(examples, ownership, remarks);
    scattered.attach(examples, ownership, remarks);
}

/// Where the examples end: at the label of the part that sums up.
fn end(blocks: &[Block], examples: &[Example]) -> usize {
    let last = examples.iter().map(|example| example.begin).max().unwrap_or(0);
    let ends = |block: &Block| {
        !block.is_prose() && ENDS_OF_EXAMPLES.iter().any(|label| block.text.contains(label))
    };
    let after = blocks[last..].iter().position(ends);
    after.map_or(blocks.len(), |after| last + after)
}

struct Scattered<'a> {
    /// The blocks of the part that holds the examples.
    blocks: &'a [Block],
    context: &'a Context<'a>,
}

impl Scattered<'_> {
    /// Examples told in list items without a heading: an item that names the
    /// city of another post than the item before begins another example.
    fn practices(
        &self,
        examples: &mut Vec<Example>,
        ownership: &mut Ownership,
        remarks: &mut Remarks,
    ) {
        if !self.blocks.iter().any(is_label_of_practices) {
            return;
        }
        let mut current: Option<String> = None;
        for (at, block) in self.blocks.iter().enumerate() {
            if !block.text.starts_with(PRACTICE_MARKER) {
                continue;
            }
            if let Some(post) = self.post_of_place(&block.text)
                && current.as_ref() != Some(&post)
                && examples.len() < MOST_EXAMPLES
            {
                let message =
                    format!("this example has no heading; {post} inferred from the city it names");
                remarks.note(&block.range, message);
                current = Some(post.clone());
                examples.push(Example {
                    heading: None,
                    begin: at,
                    consulate: post,
                    consulate_basis: Basis::Inferred,
                    states: self.context.gazetteer.states(&block.text),
                });
            }
            if current.is_some() {
                ownership[at] = Some(examples.len() - 1);
            }
        }
    }

    /// The post in whose city a text says something took place.
    fn post_of_place(&self, text: &str) -> Option<String> {
        let posts = &self.context.known.consulates;
        let post = match place::seats_in(text).next() {
            Some((seat, _)) => posts.iter().find(|post| post.city_name().starts_with(seat)),
            None if self
                .context
                .gazetteer
                .states(text)
                .iter()
                .any(|state| state == place::DISTRICT) =>
            {
                posts
                    .iter()
                    .find(|post| place::seat_state(post.city_name()) == Some(place::DISTRICT))
            }
            None => None,
        };
        post.map(|post| post.slug.clone())
    }

    /// Gives the remaining paragraphs and captions to the examples.
    fn attach(&self, examples: &[Example], ownership: &mut Ownership, remarks: &mut Remarks) {
        let wording: Vec<Wording> =
            self.blocks.iter().map(|block| Wording::of([block.text.as_str()])).collect();
        let free: Vec<usize> =
            (0..self.blocks.len()).filter(|at| ownership[*at].is_none()).collect();
        let mut owners = Owners::new(free.iter().map(|at| &wording[*at]));
        for at in 0..self.blocks.len() {
            if let Some(owner) = ownership[at] {
                owners.add(owner, &wording[at]);
            }
        }
        for at in free.iter().copied() {
            let block = &self.blocks[at];
            let before = at.checked_sub(1);
            let qualifies = block.bracketed().is_some() || block.text.starts_with('⇒');
            if let Some(owner) = before.and_then(|before| ownership[before])
                && qualifies
            {
                ownership[at] = Some(owner);
                remark(
                    remarks,
                    block,
                    &examples[owner],
                    self.blocks,
                    "it qualifies what stands before it",
                );
                continue;
            }
            if is_of_the_programme(block)
                || before.is_some_and(|before| is_label_of_practices(&self.blocks[before]))
            {
                continue;
            }
            let mut scores = owners.scores(&wording[at]);
            let named = self.add_places(block, examples, &mut scores);
            // An example without a heading is told in its items; only captions
            // can still be its.
            scores.retain(|owner, _| examples[*owner].heading.is_some() || !block.is_prose());
            if let Some(owner) = decide(&scores) {
                ownership[at] = Some(owner);
                let mut evidence = owners.shared(&wording[at], owner);
                evidence.extend(named.get(&owner).cloned());
                let why = format!("it shares or names {}", evidence.join(", "));
                remark(remarks, block, &examples[owner], self.blocks, &why);
            }
        }
        self.follow_neighbours(&wording, examples, ownership, remarks);
    }

    /// Adds what the places named in a block are worth; returns what they are.
    fn add_places(
        &self,
        block: &Block,
        examples: &[Example],
        scores: &mut BTreeMap<usize, f64>,
    ) -> BTreeMap<usize, String> {
        let states = self.context.gazetteer.states(&block.text);
        let post_of_place = self.post_of_place(&block.text);
        let mut named = BTreeMap::new();
        for (index, example) in examples.iter().enumerate() {
            let post = self.context.known.consulate(&example.consulate);
            let own = states.iter().find(|state| example.states.contains(state));
            let answers = states.iter().find(|state| {
                example.states.is_empty() && post.is_some_and(|post| post.answers_for(state))
            });
            let (worth, name) = if let Some(state) = own {
                (NAMES_ITS_STATE, state.clone())
            } else if let Some(state) = answers {
                (NAMES_ITS_POST, format!("{state}, of {}", example.consulate))
            } else if post_of_place.as_ref() == Some(&example.consulate) {
                (NAMES_ITS_POST, format!("the city of {}", example.consulate))
            } else {
                continue;
            };
            *scores.entry(index).or_default() += worth;
            named.insert(index, name);
        }
        named
    }

    /// A paragraph without evidence of its own goes with the one beside it, if
    /// the two share rare wording.
    fn follow_neighbours(
        &self,
        wording: &[Wording],
        examples: &[Example],
        ownership: &mut Ownership,
        remarks: &mut Remarks,
    ) {
        let mut owners = Owners::new(wording);
        for (at, wording) in wording.iter().enumerate() {
            if let Some(owner) = ownership[at] {
                owners.add(owner, wording);
            }
        }
        for (at, block) in self.blocks.iter().enumerate().rev() {
            if ownership[at].is_some() || is_of_the_programme(block) {
                continue;
            }
            let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
            let beside: Vec<usize> = beside.filter_map(|at| *ownership.get(at)?).collect();
            let mut scores = owners.scores(&wording[at]);
            scores.retain(|owner, _| beside.contains(owner));
            if let Some(owner) = decide(&scores) {
                ownership[at] = Some(owner);
                let shared = owners.shared(&wording[at], owner).join(", ");
                let why = format!("it stands beside a part of it and shares {shared}");
                remark(remarks, block, &examples[owner], self.blocks, &why);
            }
        }
    }
}

fn remark(remarks: &mut Remarks, block: &Block, example: &Example, blocks: &[Block], why: &str) {
    let message = format!("taken for a part of \"{}\"", example.name(blocks));
    remarks.note(&block.range, message).help(why);
}

fn is_label_of_practices(block: &Block) -> bool {
    GOOD_PRACTICES.iter().any(|label| block.text.contains(label))
}

fn is_of_the_programme(block: &Block) -> bool {
    OF_THE_PROGRAMME.iter().any(|word| block.text.contains(word))
}

/// The owner with the strongest evidence, if it is strong enough and alone.
fn decide(scores: &BTreeMap<usize, f64>) -> Option<usize> {
    let mut ranked: Vec<(usize, f64)> =
        scores.iter().map(|(owner, score)| (*owner, *score)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    match ranked.as_slice() {
        [(owner, score)] if *score >= WEAKEST_EVIDENCE => Some(*owner),
        [(owner, score), (_, second), ..] if *score >= WEAKEST_EVIDENCE && score > second => {
            Some(*owner)
        }
        _ => None,
    }
}
