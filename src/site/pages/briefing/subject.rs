//! What a briefing is about: a state, or a post with the states that it answers for.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use super::{Figure, inferred};
use crate::site::address::Parameters;
use crate::site::operation::{Operation, operation};
use crate::site::parts::basis::Basis;
use crate::site::parts::connection::Nodes;
use crate::site::parts::finding::Finding;
use crate::site::parts::footnotes::{Footnotes, Note};
use crate::site::parts::named::{Kind, Label, link};
use crate::site::visit::Visit;
use crate::site::{Failure, Result};

static STATE: Operation = operation!("briefing_state");

static CONSULATE: Operation = operation!("briefing_consulate");

pub struct Subject {
    pub kind: Kind,
    pub slug: String,
    pub name: String,
    /// Itself, or those that the post answers for.
    pub states: Vec<String>,
    /// States of the posts that answer for it, without itself; none of a post.
    pub neighbours: Vec<String>,
    /// Figures about the post itself.
    pub figures: Vec<Figure>,
    pub findings: Vec<Finding>,
    charges: Vec<Charge>,
}

/// Who answers for what: seen from a state, a post; seen from a post, a state.
struct Charge {
    kind: Kind,
    slug: String,
    name: String,
    area: Option<String>,
    /// What it rests on.
    note: Option<Note>,
}

#[derive(Deserialize)]
struct State {
    #[serde(flatten)]
    label: Label,
    consulates: Vec<Post>,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Consulate {
    #[serde(flatten)]
    post: Post,
    claims: Nodes<Figure>,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Post {
    #[serde(flatten)]
    label: Label,
    jurisdiction: Vec<Jurisdiction>,
}

#[derive(Deserialize)]
struct Jurisdiction {
    state: Label,
    area: Option<String>,
    to: Option<String>,
    basis: Basis,
    source: Option<String>,
}

impl Jurisdiction {
    /// Where it is stated; that it is not, where it is not.
    fn note(&self, visit: &Visit) -> Option<Note> {
        match self.basis {
            Basis::Stated => self.source.clone().map(Note::Remark),
            Basis::Inferred | Basis::Curated => Some(inferred(visit)),
        }
    }
}

impl Post {
    /// The states that it answers for now.
    fn jurisdiction(self) -> Vec<Jurisdiction> {
        self.jurisdiction.into_iter().filter(|part| part.to.is_none()).collect()
    }
}

impl Subject {
    pub fn state(visit: &Visit, code: &str) -> Result<Self> {
        #[derive(Deserialize)]
        struct Data {
            state: Option<State>,
        }
        let Data { state } = visit.ask(&STATE, json!({ "slug": code }))?;
        let State { label, consulates, findings } = state.ok_or(Failure::NotFound)?;
        let mut neighbours: Vec<String> = Vec::new();
        let mut charges = Vec::new();
        for post in consulates {
            let Label { slug, label: name } = post.label.clone();
            for part in post.jurisdiction() {
                let note = part.note(visit);
                let Jurisdiction { state, area, .. } = part;
                if state.slug == label.slug {
                    let (slug, name) = (slug.clone(), name.clone());
                    charges.push(Charge { kind: Kind::Consulate, slug, name, area, note });
                } else if !neighbours.contains(&state.slug) {
                    neighbours.push(state.slug);
                }
            }
        }
        Ok(Self {
            kind: Kind::State,
            states: vec![label.slug.clone()],
            slug: label.slug,
            name: label.label,
            neighbours,
            figures: Vec::new(),
            findings,
            charges,
        })
    }

    pub fn consulate(visit: &Visit, slug: &str) -> Result<Self> {
        #[derive(Deserialize)]
        struct Data {
            consulate: Option<Consulate>,
        }
        let Data { consulate } = visit.ask(&CONSULATE, json!({ "slug": slug }))?;
        let Consulate { post, claims, findings } = consulate.ok_or(Failure::NotFound)?;
        let Label { slug, label: name } = post.label.clone();
        let jurisdiction = post.jurisdiction();
        let states = jurisdiction.iter().map(|part| part.state.slug.clone()).collect();
        let charge = |part: Jurisdiction| {
            let note = part.note(visit);
            let Jurisdiction { state: Label { slug, label: name }, area, .. } = part;
            Charge { kind: Kind::State, slug, name, area, note }
        };
        Ok(Self {
            kind: Kind::Consulate,
            slug,
            name,
            states,
            neighbours: Vec::new(),
            figures: claims.nodes,
            findings,
            charges: jurisdiction.into_iter().map(charge).collect(),
        })
    }

    /// What a search for its own events is asked for.
    pub fn own(&self) -> Parameters {
        let name = if self.kind == Kind::State { "states" } else { "consulates" };
        Parameters::default().with(name, &self.slug)
    }

    /// All its states, as values of a parameter.
    pub fn every(&self, parameter: &str) -> Parameters {
        every(parameter, &self.states)
    }

    /// What searches for the events nearest to it are asked for, nearest first; none
    /// of them asks for all events.
    pub fn near(&self) -> Option<Parameters> {
        let states = if self.kind == Kind::State { &self.neighbours } else { &self.states };
        (!states.is_empty()).then(|| every("states", states))
    }

    /// Who answers for it, or what it answers for.
    pub fn charges(&self, visit: &Visit, notes: &mut Footnotes) -> Markup {
        let separator = visit.say("、", ", ");
        html! {
            @if !self.charges.is_empty() {
                p.briefing-date {
                    @match self.kind {
                        Kind::State => (visit.say("管轄公館: ", "Post: ")),
                        _ => (visit.say("管轄: ", "Answers for: ")),
                    }
                    @for (place, charge) in self.charges.iter().enumerate() {
                        @if place > 0 { (separator) }
                        (link(visit, charge.kind, &charge.slug, &charge.name))
                        @if let Some(area) = &charge.area { (visit.say("（", " (")) (area) (visit.say("）", ")")) }
                        @let is_last = self.charges.get(place + 1).is_none_or(|next| next.note != charge.note);
                        // One mark is enough for states that rest on the same.
                        @if is_last { (notes.marks(visit, charge.note.clone())) }
                    }
                }
            }
        }
    }
}

/// All of some values of a parameter.
fn every(parameter: &str, values: &[String]) -> Parameters {
    values.iter().fold(Parameters::default(), |asked, value| asked.with(parameter, value))
}
