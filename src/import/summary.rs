//! Reads a summary: figures, examples and the policy ahead.
//!
//! Here headings are found and the text is cut into passages;
//! [`scattered`] gives paragraphs to examples where the layout
//! does not, [`account`](super::account) makes an event of each.

use super::account::Account;
use super::block::{Block, blocks};
use super::diagnostic::Remarks;
use super::example::{Example, ExampleHeading, MOST_EXAMPLES, Ownership};
use super::lines::Line;
use super::passage;
use super::place::{self, add};
use super::reading::{Context, EventReading, PassageReading, Reading, Standing};
use super::scattered;
use crate::model::Basis;

pub(super) fn read(lines: &[Line<'_>], context: &Context<'_>, remarks: &mut Remarks) -> Reading {
    let blocks = blocks(lines);
    let summary = Summary { blocks: &blocks, context };
    let mut examples = summary.headed_examples(remarks);
    let mut ownership: Ownership = vec![None; blocks.len()];
    for (index, example) in examples.iter().enumerate() {
        ownership[example.begin] = Some(index);
    }
    if !examples.is_empty() && !summary.items_follow_headings(&examples, &mut ownership) {
        remarks
            .note(
                &blocks[examples[0].begin].range,
                "the paragraphs of this summary are scattered among its headings",
            )
            .help("each is given to the example whose place or wording it shares");
        scattered::attach(&blocks, context, &mut examples, &mut ownership, remarks);
    }
    if examples.is_empty() {
        remarks
            .warning(&context.identity.range, "no example was found in this summary")
            .help("one begins as \"（1）..（シカゴ総：草の根キャラバン（2022年5月））\"; the whole text is kept as passages");
    }
    let ordinals = ordinals(&examples);
    let events: Vec<EventReading> = examples
        .iter()
        .enumerate()
        .map(|(index, example)| {
            let own = (0..blocks.len()).filter(|at| ownership[*at] == Some(index));
            let body = own.filter(|at| example.heading.is_none() || *at != example.begin);
            let account = Account {
                example,
                ordinal: ordinals[index],
                begin: &blocks[example.begin],
                body: body.map(|at| &blocks[at]).collect(),
                context,
            };
            account.event(remarks)
        })
        .collect();
    let passages = passages(&blocks, &ownership, &events);
    Reading { events, passages }
}

/// The printed numbers, if they number all examples; else the order of the text.
fn ordinals(examples: &[Example]) -> Vec<u32> {
    let count = u32::try_from(examples.len()).unwrap_or(u32::MAX);
    let printed: Option<Vec<u32>> =
        examples.iter().map(|example| example.heading.as_ref()?.number).collect();
    let mut sorted = printed.clone().unwrap_or_default();
    sorted.sort_unstable();
    match printed {
        Some(printed) if sorted.iter().copied().eq(1..=count) => printed,
        _ => (1..=count).collect(),
    }
}

struct Summary<'a> {
    blocks: &'a [Block],
    context: &'a Context<'a>,
}

impl Summary<'_> {
    fn headed_examples(&self, remarks: &mut Remarks) -> Vec<Example> {
        let Context { known, gazetteer, .. } = self.context;
        let mut examples = Vec::new();
        for (at, block) in self.blocks.iter().enumerate() {
            let next = self.blocks.get(at + 1);
            let Some(heading) = ExampleHeading::of(block, next, known, gazetteer) else { continue };
            let place = heading.place.as_deref().unwrap_or_default();
            let mut states = gazetteer.states(place);
            for state in gazetteer.states(&heading.title) {
                add(&mut states, &state);
            }
            if examples.len() == MOST_EXAMPLES {
                remarks.error(
                    &block.range,
                    format!("more than {MOST_EXAMPLES} examples; the rest is kept as passages"),
                );
                break;
            }
            let Some((consulate, consulate_basis)) = self.post(&heading, &states, block, remarks)
            else {
                continue;
            };
            examples.push(Example {
                heading: Some(heading),
                begin: at,
                consulate,
                consulate_basis,
                states,
            });
        }
        examples
    }

    /// The post that the heading names first, else the one that answers for its
    /// state, one that sits in that state before others.
    fn post(
        &self,
        heading: &ExampleHeading,
        states: &[String],
        block: &Block,
        remarks: &mut Remarks,
    ) -> Option<(String, Basis)> {
        if let Some((first, others)) = heading.posts.split_first() {
            if !others.is_empty() {
                remarks.note(
                    &block.range,
                    format!(
                        "this heading names several posts; {first} is taken, {} held it too",
                        others.join(", ")
                    ),
                );
            }
            return Some((first.clone(), Basis::Stated));
        }
        let posts = &self.context.known.consulates;
        let state = states.first()?;
        let seated = posts.iter().find(|post| place::seat_state(post.city_name()) == Some(state));
        let place = heading.place.as_deref().unwrap_or_default();
        let in_city = posts.iter().find(|post| place.contains(post.city_name()));
        let answers = posts.iter().find(|post| post.answers_for(state));
        let Some(post) = in_city
            .or(answers.filter(|_| seated.is_none_or(|post| !post.answers_for(state))))
            .or(seated)
        else {
            remarks
                .error(&block.range, format!("no known post answers for {state}"))
                .help("this example is kept as passages only");
            return None;
        };
        if heading.standing == Standing::Own {
            remarks.note(
                &block.range,
                format!("this heading names no post; {} inferred from {state}", post.slug),
            );
        }
        Some((post.slug.clone(), Basis::Inferred))
    }

    /// If every heading is followed by list items, gives these to it.
    fn items_follow_headings(&self, examples: &[Example], ownership: &mut Ownership) -> bool {
        let items = |example: &Example| {
            let after = example.begin + 1;
            let count = self.blocks[after..].iter().take_while(|block| block.is_item()).count();
            after..after + count
        };
        if examples.iter().any(|example| items(example).is_empty()) {
            return false;
        }
        for (index, example) in examples.iter().enumerate() {
            ownership[items(example)].fill(Some(index));
        }
        true
    }
}

/// Runs of blocks that belong together.
fn passages(
    blocks: &[Block],
    ownership: &Ownership,
    events: &[EventReading],
) -> Vec<PassageReading> {
    let mut passages = Vec::new();
    let mut begin = 0;
    while begin < blocks.len() {
        let owner = ownership[begin];
        let length = ownership[begin..].iter().take_while(|other| **other == owner).count();
        let texts: Vec<&str> =
            blocks[begin..begin + length].iter().map(|block| block.text.as_str()).collect();
        match owner {
            Some(index) => passages.push(PassageReading {
                heading: Some(events[index].event.title.ja.clone()),
                text: texts.join("\n\n"),
                event: Some(index),
            }),
            None => passages.extend(passage::cut(&texts)),
        }
        begin += length;
    }
    passages
}
