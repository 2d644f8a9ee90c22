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
use super::place;
use super::reading::Context;
use super::summary::{Example, Ownership};
use crate::model::Basis;

/// Labels of the part that looks ahead or sums up; no example follows.
const ENDS_OF_EXAMPLES: &[&str] = &["総括", "方向性"];
/// Labels of examples that are told in list items without a heading.
const GOOD_PRACTICES: &[&str] = &["グッドプラクティス", "好事例"];
/// The list item that such an example is told in.
const PRACTICE_MARKER: char = '●';
/// Words by which a paragraph speaks of the programme as a whole, and so of no
/// example in particular.
const OF_THE_PROGRAMME: &[&str] = &["行動計画", "在米公館", "訴求対象"];
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
    fn practices(&self, examples: &mut Vec<Example>, ownership: &mut Ownership, remarks: &mut Remarks) {
        let end = self.end(examples);
        let told = &self.blocks[..end];
        let labelled = |block: &Block| GOOD_PRACTICES.iter().any(|label| block.text.contains(label));
        if !told.iter().any(labelled) {
            return;
        }
        let mut current: Option<String> = None;
        for (at, block) in told.iter().enumerate() {
            if !block.text.starts_with(PRACTICE_MARKER) {
                continue;
            }
            if let Some(post) = self.post_of_place(&block.text)
                && current.as_ref() != Some(&post)
            {
                remarks.note(&block.range, format!("this example has no heading; post {post} inferred from the city it names"));
                let states = self.context.gazetteer.states(&block.text);
                current = Some(post.clone());
                let consulate_basis = Basis::Inferred;
                examples.push(Example { heading: None, begin: at, consulate: post, consulate_basis, states });
            }
            if current.is_some() {
                ownership[at] = Some(examples.len() - 1);
            }
        }
    }

    /// The post in whose city a text says something took place.
    fn post_of_place(&self, text: &str) -> Option<String> {
        let capital = self.context.gazetteer.states(text).iter().any(|state| state == "DC");
        let seat = place::seats_in(text).map(|(seat, _)| seat).next();
        let posts = &self.context.known.consulates;
        let post = posts.iter().find(|post| match seat {
            Some(seat) => post.city_name().starts_with(seat),
            None => capital && place::seat_state(post.city_name()) == Some("DC"),
        })?;
        (seat.is_some() || capital).then(|| post.slug.clone())
    }

    /// Gives the remaining paragraphs and captions to the examples.
    fn attach(&self, examples: &[Example], ownership: &mut Ownership, remarks: &mut Remarks) {
        let end = self.end(examples);
        let wording: Vec<Wording> =
            self.blocks.iter().map(|block| Wording::of([block.text.as_str()])).collect();
        let free = |ownership: &Ownership| {
            let free = (0..end).filter(|at| ownership[*at].is_none());
            Owners::new(free.map(|at| &wording[at]))
        };
        let mut owners = free(ownership);
        for (at, owner) in ownership.iter().enumerate() {
            if let Some(owner) = owner {
                owners.add(*owner, &wording[at]);
            }
        }
        for at in 0..end {
            let block = &self.blocks[at];
            let follows = at > 0 && ownership[at - 1].is_some();
            if ownership[at].is_none() && follows && (block.bracketed().is_some() || block.text.starts_with('⇒')) {
                ownership[at] = ownership[at - 1];
            } else if ownership[at].is_none() && !is_of_the_programme(block) {
                let mut scores = owners.scores(&wording[at]);
                self.add_places(block, examples, &mut scores);
                // An example without a heading is told in its items; only
                // captions can still be its.
                scores.retain(|owner, _| examples[*owner].heading.is_some() || !block.is_prose());
                ownership[at] = decide(&scores);
            }
        }
        self.follow_neighbours(&wording, end, ownership);
        for (at, block) in self.blocks[..end].iter().enumerate() {
            let headed = examples.iter().any(|example| example.begin == at);
            if let Some(owner) = ownership[at]
                && !headed
            {
                let example = self.name(&examples[owner]);
                remarks.note(&block.range, format!("taken for a part of \"{example}\", by the place or the wording it shares"));
            }
        }
    }

    fn add_places(&self, block: &Block, examples: &[Example], scores: &mut BTreeMap<usize, f64>) {
        let states = self.context.gazetteer.states(&block.text);
        let post = self.post_of_place(&block.text);
        for (index, example) in examples.iter().enumerate() {
            let names = |state: &String| example.states.contains(state);
            let answers = |state: &String| {
                let post = self.context.known.consulate(&example.consulate);
                example.states.is_empty() && post.is_some_and(|post| post.answers_for(state))
            };
            let worth = if states.iter().any(names) {
                NAMES_ITS_STATE
            } else if post.as_ref() == Some(&example.consulate) || states.iter().any(answers) {
                NAMES_ITS_POST
            } else {
                continue;
            };
            *scores.entry(index).or_default() += worth;
        }
    }

    /// A paragraph without evidence of its own goes with the one beside it, if
    /// the two share rare wording.
    fn follow_neighbours(&self, wording: &[Wording], end: usize, ownership: &mut Ownership) {
        let mut owners = Owners::new(&wording[..end]);
        for (at, owner) in ownership.iter().enumerate().take(end) {
            if let Some(owner) = owner {
                owners.add(*owner, &wording[at]);
            }
        }
        for at in (0..end).rev() {
            if ownership[at].is_some() || is_of_the_programme(&self.blocks[at]) {
                continue;
            }
            let beside = [at.checked_sub(1), Some(at + 1)];
            let beside: Vec<usize> =
                beside.into_iter().flatten().filter_map(|at| *ownership.get(at)?).collect();
            let mut scores = owners.scores(&wording[at]);
            scores.retain(|owner, _| beside.contains(owner));
            ownership[at] = decide(&scores);
        }
    }
}

fn is_of_the_programme(block: &Block) -> bool {
    OF_THE_PROGRAMME.iter().any(|word| block.text.contains(word))
}

/// The owner with the strongest evidence, if it is strong enough and alone.
fn decide(scores: &BTreeMap<usize, f64>) -> Option<usize> {
    let mut ranked: Vec<(usize, f64)> = scores.iter().map(|(owner, score)| (*owner, *score)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    match ranked.as_slice() {
        [(owner, score)] if *score >= WEAKEST_EVIDENCE => Some(*owner),
        [(owner, score), (_, second), ..] if *score >= WEAKEST_EVIDENCE && score > second => Some(*owner),
        _ => None,
    }
}
