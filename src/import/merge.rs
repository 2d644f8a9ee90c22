//! A reading meets what is known of the same event.

use super::diagnostic::Remarks;
use super::reading::EventReading;
use crate::model::{Basis, Bilingual, DateSpan, Event, EventField, Origin, SourceReference};

/// The event as it should become known.
///
/// What a person answers for stays, and is remarked upon where the document
/// reads otherwise; what was read from a document is replaced by the new reading.
/// Sources in other documents, and what no document gives, always stay.
pub(super) fn merge(reading: &EventReading, known: Option<&Event>, remarks: &mut Remarks) -> Event {
    let read = &reading.event;
    let Some(known) = known else { return read.clone() };
    let merged = match known.origin {
        Origin::Curated => {
            compare(reading, known, remarks);
            Event {
                overview: read.overview.clone(),
                effects: read.effects.clone(),
                captions: read.captions.clone(),
                ..known.clone()
            }
        }
        Origin::Document => Event {
            summary: known.summary.clone(),
            partners: known.partners.clone(),
            people: known.people.clone(),
            survey: known.survey.clone(),
            priorities: known.priorities.clone(),
            themes: known.themes.clone(),
            series: known.series.clone(),
            partnerships: known.partnerships.clone(),
            title: Bilingual {
                en: if known.title.ja == read.title.ja { known.title.en.clone() } else { None },
                ..read.title.clone()
            },
            ..read.clone()
        },
    };
    with_sources(merged, known, &read.sources)
}

/// The known event with one more source and nothing else changed.
pub(super) fn with_source(known: &Event, source: &SourceReference) -> Event {
    with_sources(known.clone(), known, std::slice::from_ref(source))
}

/// Keeps the order of the known sources; new ones go to the end.
fn with_sources(mut event: Event, known: &Event, new: &[SourceReference]) -> Event {
    event.sources = known.sources.clone();
    for source in new {
        let same = event.sources.iter_mut().find(|known| {
            known.document == source.document
                && known.ordinal.is_none_or(|ordinal| Some(ordinal) == source.ordinal)
        });
        match same {
            Some(known) => *known = source.clone(),
            None => event.sources.push(source.clone()),
        }
    }
    event
}

/// Remarks on every field of a curated event that the document tells otherwise.
fn compare(reading: &EventReading, known: &Event, remarks: &mut Remarks) {
    let read = &reading.event;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let list = |list: &[String]| list.join("、");
    let title = if read.basis(EventField::Title) == Basis::Stated {
        read.title.ja.clone()
    } else {
        known.title.ja.clone()
    };
    let attendance = |event: &Event| {
        event.attendance.as_ref().map_or_else(String::new, |it| {
            format!("{} {:?} {:?}, {}", it.count, it.unit, it.precision, it.text)
        })
    };
    let dates = |event: &Event| {
        let spans = joined(&event.dates);
        let spans = spans.iter().map(|span| format!("{}/{}", span.start, span.end));
        spans.collect::<Vec<_>>().join(" ")
    };
    for (field, read, known) in [
        ("title", title, known.title.ja.clone()),
        ("fiscalYear", read.fiscal_year.to_string(), known.fiscal_year.to_string()),
        ("dates", dates(read), dates(known)),
        ("dateText", text(&read.date_text), text(&known.date_text)),
        ("venue", text(&read.venue), text(&known.venue)),
        ("city", text(&read.city), text(&known.city)),
        ("states", read.states.join(" "), known.states.join(" ")),
        ("format", read.format.as_str().to_owned(), known.format.as_str().to_owned()),
        ("consulate", read.consulate.clone(), known.consulate.clone()),
        ("audience", list(&read.audience), list(&known.audience)),
        ("attendance", attendance(read), attendance(known)),
    ] {
        if !read.is_empty() && read != known {
            remarks
                .warning(
                    &reading.range,
                    format!(
                        "{}: {field} reads \"{read}\" here, but is known as \"{known}\"",
                        reading.event.slug
                    ),
                )
                .help("what is known is kept, for a person answers for it");
        }
    }
}

/// The spans with days that follow each other joined: 24日、25日 is 24日～25日.
fn joined(spans: &[DateSpan]) -> Vec<DateSpan> {
    let mut joined: Vec<DateSpan> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if follows(last, span) => last.end = span.end,
            _ => joined.push(*span),
        }
    }
    joined
}

fn follows(one: &DateSpan, next: &DateSpan) -> bool {
    let days = one.end.weekday().is_some() && next.start.weekday().is_some();
    days && one.end.last_day().tomorrow().is_ok_and(|day| day == next.start.first_day())
}
