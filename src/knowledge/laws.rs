//! What a curated knowledge base must keep to, beyond what its records must be.
//!
//! A record that breaks a law can be kept: an event may become known before
//! anybody has read it with care. `kusanone verify` lists what is missing; the
//! seed has no gap.

mod wording;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::model::{
    ActionPlan, Basis, Bilingual, Claim, Event, EventField, Finding, Key, Kind, Record, Sign,
};
use wording::Wording;

/// Something that a careful reader would still have to add or mend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    pub key: Key,
    pub message: String,
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.key, self.message)
    }
}

/// Every gap among records, in the order of their keys.
pub fn gaps(records: &BTreeMap<Key, Record>) -> Vec<Gap> {
    let laws = Laws::of(records);
    let gaps = records.iter().flat_map(|(key, record)| {
        let messages = laws.broken_by(record);
        messages.into_iter().map(|message| Gap { key: key.clone(), message })
    });
    gaps.collect()
}

/// What the laws look up while they go through the records.
struct Laws<'a> {
    records: &'a BTreeMap<Key, Record>,
    plans: Vec<&'a ActionPlan>,
    /// What is tied to an event, or has a part that is.
    in_events: BTreeSet<Key>,
    wording: Wording,
}

impl<'a> Laws<'a> {
    fn of(records: &'a BTreeMap<Key, Record>) -> Self {
        let plan = |record: &'a Record| match record {
            Record::ActionPlan(plan) => Some(plan.as_ref()),
            _ => None,
        };
        let events = records.values().filter(|record| record.kind() == Kind::Event);
        Self {
            records,
            plans: records.values().filter_map(plan).collect(),
            in_events: events
                .flat_map(|event| event.entity().links())
                .filter_map(|link| link.target())
                .collect(),
            wording: Wording::of(records.values()),
        }
    }

    /// One message for each law that a record breaks.
    fn broken_by(&self, record: &Record) -> Vec<String> {
        let mut found = Found::default();
        match record {
            Record::Event(event) => self.event(event, &mut found),
            Record::Claim(claim) => self.claim(claim, &mut found),
            Record::Finding(finding) => check_finding(finding, &mut found),
            Record::Organisation(organisation) => {
                found.both("name", &organisation.name);
                found.each("description", &organisation.description);
                self.tied_to_an_event(record, &mut found);
            }
            Record::Series(series) => {
                found.both("title", &series.title);
                found.both("description", &series.description);
                found.both("evidence", &series.evidence);
                self.tied_to_an_event(record, &mut found);
            }
            Record::Partnership(partnership) => {
                found.both("name", &partnership.name);
                found.both("us.name", &partnership.us.name);
                found.both("jp.name", &partnership.jp.name);
                found.reason("", partnership.basis, partnership.reason.as_ref());
                self.tied_to_an_event(record, &mut found);
            }
            Record::Theme(theme) => {
                found.both("name", &theme.name);
                found.both("description", &theme.description);
            }
            Record::Priority(priority) => {
                found.both("heading", &priority.heading);
                found.both("description", &priority.description);
                found.own_words("description", &priority.description, |text| {
                    self.wording.repeated(None, text)
                });
            }
            Record::ActionPlan(plan) => found.each("description", &plan.description),
            Record::Document(document) => found.each("description", &document.description),
            Record::Consulate(consulate) => {
                found.both("name", &consulate.name);
                for part in &consulate.jurisdiction {
                    let what = format!("jurisdiction {}", part.state);
                    found.reason(&what, part.basis, part.reason.as_ref());
                }
            }
            Record::State(state) => found.both("name", &state.name),
            Record::Passage(_) => {}
        }
        found.0
    }

    fn event(&self, event: &Event, found: &mut Found) {
        found.both("title", &event.title);
        match &event.summary {
            Some(summary) => {
                found.both("abstract", summary);
                found.own_words("abstract", summary, |text| {
                    self.wording.repeated(Some(&event.slug), text)
                });
            }
            None => found.missing("abstract"),
        }
        if event.states.is_empty()
            && !event.bases.iter().any(|basis| basis.field == EventField::States)
        {
            found.add("no state, and no reason under `bases` why there is none");
        }
        for (field, is_empty) in [
            ("dates", event.dates.is_empty()),
            ("themes", event.themes.is_empty()),
            ("sources", event.sources.is_empty()),
        ] {
            if is_empty {
                found.missing(field);
            }
        }
        let newest = self.plans.iter().max_by_key(|plan| plan.fiscal_years.iter().max());
        let in_force =
            self.plans.iter().filter(|plan| plan.fiscal_years.contains(&event.fiscal_year));
        let wanted: BTreeSet<&str> =
            in_force.chain(newest).map(|plan| plan.slug.as_str()).collect();
        for plan in wanted {
            let of_plan = |key: &str| self.plan_of(key) == Some(plan);
            if !event.priorities.iter().any(|link| of_plan(&link.priority)) {
                found.add(format!("no priority of {plan}"));
            }
        }
        for link in &event.priorities {
            found.reason(&link.priority, link.basis, link.reason.as_ref());
        }
        for partner in &event.partners {
            found.reason(&partner.organisation, partner.basis, partner.reason.as_ref());
        }
        for person in &event.people {
            found.both("people.name", &person.name);
            found.both("people.role", &person.role);
        }
        for figure in &event.survey {
            found.both("survey.question", &figure.question);
        }
    }

    fn plan_of(&self, priority: &str) -> Option<&str> {
        match self.records.get(&Key::new(Kind::Priority, priority)) {
            Some(Record::Priority(priority)) => Some(&priority.action_plan),
            _ => None,
        }
    }

    fn claim(&self, claim: &Claim, found: &mut Found) {
        found.both("label", &claim.label);
        found.each("note", &claim.note);
        if claim.derived_from.is_empty() {
            if claim.source.is_none() {
                found.add("neither `source` nor `derivedFrom`");
            }
            return;
        }
        let terms = claim.derived_from.iter().filter_map(|term| {
            match self.records.get(&Key::new(Kind::Claim, &term.claim)) {
                Some(Record::Claim(part)) => Some(match term.sign {
                    Sign::Plus => part.value,
                    Sign::Minus => -part.value,
                }),
                _ => None,
            }
        });
        let sum: f64 = terms.sum();
        if sum != claim.value {
            found.add(format!("the value is {}, but its terms give {sum}", claim.value));
        }
    }

    fn tied_to_an_event(&self, record: &Record, found: &mut Found) {
        if !self.in_events.contains(&record.key()) {
            found.add("no event is tied to it");
        }
    }
}

fn check_finding(finding: &Finding, found: &mut Found) {
    found.both("message", &finding.message);
    if finding.readings.len() < 2 {
        found.add("a finding needs two readings");
    }
}

/// The messages on one record.
#[derive(Default)]
struct Found(Vec<String>);

impl Found {
    fn add(&mut self, message: impl Into<String>) {
        self.0.push(message.into());
    }

    fn missing(&mut self, field: &str) {
        self.add(format!("no {field}"));
    }

    /// Both languages must be there.
    fn both(&mut self, field: &str, text: &Bilingual) {
        if text.ja.is_empty() {
            self.add(format!("no {field} in Japanese"));
        }
        if text.en.as_deref().is_none_or(str::is_empty) {
            self.add(format!("no {field} in English"));
        }
    }

    /// Both languages, where there is a text.
    fn each<'a>(&mut self, field: &str, texts: impl IntoIterator<Item = &'a Bilingual>) {
        for text in texts {
            self.both(field, text);
        }
    }

    /// What the source does not state needs a reason.
    fn reason(&mut self, what: &str, basis: Basis, reason: Option<&Bilingual>) {
        match reason {
            Some(reason) => self.both("reason", reason),
            None if basis != Basis::Stated => {
                self.add(format!("{what}: the source does not state it, and no reason is given"));
            }
            None => {}
        }
    }

    fn own_words(
        &mut self,
        field: &str,
        text: &Bilingual,
        repeated: impl Fn(&str) -> Option<String>,
    ) {
        for run in [Some(&text.ja), text.en.as_ref()]
            .into_iter()
            .flatten()
            .filter_map(|text| repeated(text))
        {
            self.add(format!("{field} repeats the document: …{run}…"));
        }
    }
}
