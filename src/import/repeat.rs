//! Recognises an event that another document has told already.

use std::sync::Arc;

use super::evidence::Wording;
use crate::model::{DateSpan, Event};

/// Wording less alike than this does not make two accounts one event.
const LEAST_LIKENESS: f64 = 0.35;
/// What a city that both name adds to the likeness.
const SAME_CITY: f64 = 0.15;

/// The event among `known` that `told` is a second account of.
///
/// A reference to this very example settles it. Else state and date must not
/// contradict, and the wording must be alike, of the titles or of the texts.
pub(super) fn of<'a>(
    told: &Event,
    known: impl Iterator<Item = &'a Arc<Event>> + Clone,
) -> Option<&'a Arc<Event>> {
    let reference = told.sources.first()?;
    let same_example = |event: &&Arc<Event>| {
        event.sources.iter().any(|source| {
            source.document == reference.document && source.ordinal == reference.ordinal
        })
    };
    if let Some(event) = known.clone().find(same_example) {
        return Some(event);
    }
    let elsewhere = known.filter(|event| {
        event.fiscal_year == told.fiscal_year
            && event.sources.iter().any(|source| source.document != reference.document)
            && can_be_one(told, event)
    });
    let words = Words::of(told);
    let best = elsewhere
        .map(|event| (words.likeness(&Words::of(event)) + same_city(told, event), event))
        .max_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| y.slug.cmp(&x.slug)));
    best.filter(|(likeness, _)| *likeness >= LEAST_LIKENESS).map(|(_, event)| event)
}

struct Words {
    title: Wording,
    text: Wording,
}

impl Words {
    fn of(event: &Event) -> Self {
        Self {
            title: Wording::of([event.title.ja.as_str()]),
            text: Wording::of(event.overview.iter().map(String::as_str)),
        }
    }

    fn likeness(&self, other: &Self) -> f64 {
        let titles = self.title.likeness(&other.title);
        let texts = self.text.likeness(&other.text);
        let title_in_text = self.title.overlap(&other.text);
        titles.max(texts).max(title_in_text * 0.8)
    }
}

fn can_be_one(told: &Event, known: &Event) -> bool {
    let states = told.states.is_empty()
        || known.states.is_empty()
        || told.states.iter().any(|state| known.states.contains(state));
    let dates = told.dates.is_empty()
        || known.dates.is_empty()
        || told.dates.iter().any(|one| known.dates.iter().any(|other| meet(one, other)));
    states && dates
}

fn meet(one: &DateSpan, other: &DateSpan) -> bool {
    one.start.first_day() <= other.end.last_day() && other.start.first_day() <= one.end.last_day()
}

fn same_city(told: &Event, known: &Event) -> f64 {
    match (&told.city, &known.city) {
        (Some(one), Some(other)) if one == other => SAME_CITY,
        _ => 0.0,
    }
}
