//! JSON-LD: a graph of events in the words of schema.org, as far as it has any.

use std::io;

use serde_json::{Value, json};

use super::event::{Event, Named, urn};
use super::{Head, Shape};
use crate::site::language::Language;
use crate::site::parts::event::Format;
use crate::site::parts::role::Role;

pub struct Linked {
    language: Language,
    /// Whether an event has been written: a comma separates it from the next.
    separated: bool,
}

impl Linked {
    pub fn new(language: Language) -> Self {
        Self { language, separated: false }
    }

    fn node(&self, event: &Event) -> Value {
        let texts = |ja: &str, en: &str| {
            let text =
                |language: &str, text: &str| json!({ "@language": language, "@value": text });
            match (ja.is_empty(), ja == en) {
                (true, _) => Value::Null,
                // There is no translation: the English is the Japanese.
                (false, true) => text("ja", ja),
                (false, false) => json!([text("ja", ja), text("en", en)]),
            }
        };
        let partners = |roles: &[Role]| {
            let partners = event.partners.iter().filter(|partner| roles.contains(&partner.role));
            partners.map(|partner| organisation(&partner.organisation)).collect::<Vec<_>>()
        };
        let mut organisers = vec![named("GovernmentOrganization", "consulate", &event.consulate)];
        organisers.extend(partners(&[Role::Organiser, Role::CoHost]));
        let mut about: Vec<Value> = partners(&[Role::Subject]);
        about.extend(
            event.priorities.iter().map(|tie| named("DefinedTerm", "priority", &tie.priority)),
        );
        about.extend(event.themes.iter().map(|theme| named("DefinedTerm", "theme", theme)));
        let node = json!({
            "@type": "Event",
            "@id": urn("event", &event.slug),
            "identifier": event.slug,
            "url": event.path(self.language),
            "name": texts(&event.title_ja, &event.title_en),
            "description": texts(&event.abstract_ja, &event.abstract_en),
            "startDate": event.start(),
            "endDate": event.end(),
            "eventSchedule": schedule(event),
            "eventAttendanceMode": mode(event.format),
            "location": locations(event),
            "organizer": organisers,
            "performer": partners(&[Role::Speaker]),
            "contributor": partners(&[Role::Supporter, Role::Exhibitor, Role::Venue]),
            "attendee": partners(&[Role::Participant]),
            "audience": event.audience.iter().map(|group| json!({ "@type": "Audience", "audienceType": group })).collect::<Vec<_>>(),
            "about": about,
            "superEvent": event.series.iter().map(|series| named("EventSeries", "series", series)).collect::<Vec<_>>(),
            "subjectOf": sources(event),
        });
        without_nothing(node)
    }
}

impl Shape for Linked {
    fn begin(&mut self, _: &Head, out: &mut Vec<u8>) -> io::Result<()> {
        // Written out, so that nobody has to fetch it.
        let context = json!({
            "@vocab": "https://schema.org/",
            "url": { "@type": "@id" },
            "eventAttendanceMode": { "@type": "@vocab" },
        });
        out.extend(format!("{{\"@context\":{context},\"@graph\":[").as_bytes());
        Ok(())
    }

    fn event(&mut self, event: &Event, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend(if self.separated { ",\n" } else { "\n" }.as_bytes());
        self.separated = true;
        Ok(serde_json::to_writer(out, &self.node(event))?)
    }

    fn end(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend(b"\n]}\n");
        Ok(())
    }
}

fn named(kind: &str, of: &str, named: &Named) -> Value {
    json!({ "@type": kind, "@id": urn(of, &named.slug), "name": named.name })
}

fn organisation(organisation: &Named) -> Value {
    named("Organization", "organisation", organisation)
}

/// The times of an event that has several.
fn schedule(event: &Event) -> Vec<Value> {
    let spans = event.dates.iter().filter(|_| event.dates.len() > 1);
    spans
        .map(|span| json!({ "@type": "Schedule", "startDate": span.start, "endDate": span.end }))
        .collect()
}

fn mode(format: Format) -> &'static str {
    match format {
        Format::InPerson => "OfflineEventAttendanceMode",
        Format::Online => "OnlineEventAttendanceMode",
        Format::Hybrid => "MixedEventAttendanceMode",
    }
}

/// The venue, then the states. Which of several states a venue is in is not told.
fn locations(event: &Event) -> Vec<Value> {
    let mut locations = Vec::new();
    if event.venue.is_some() || event.city.is_some() {
        let address = event
            .city
            .as_ref()
            .map(|city| json!({ "@type": "PostalAddress", "addressLocality": city }));
        locations.push(without_nothing(
            json!({ "@type": "Place", "name": event.venue, "address": address }),
        ));
    }
    locations.extend(event.states.iter().map(|state| named("AdministrativeArea", "state", state)));
    locations
}

/// The sheets that tell of it.
fn sources(event: &Event) -> Vec<Value> {
    let source = |place: &super::event::Place| {
        without_nothing(json!({
            "@type": "Chapter",
            "position": place.ordinal,
            "pageStart": place.page,
            "isPartOf": named("Report", "document", &place.document),
        }))
    };
    event.sources.iter().map(source).collect()
}

/// An object without the fields that say nothing.
fn without_nothing(mut node: Value) -> Value {
    if let Some(fields) = node.as_object_mut() {
        fields.retain(|_, value| !value.is_null() && *value != json!([]));
    }
    node
}

#[cfg(test)]
mod tests {
    use super::super::event::example;
    use super::*;

    #[test]
    fn an_event_is_told_in_the_words_of_schema_org() {
        let node = Linked::new(Language::Ja).node(&example());
        for (field, expected) in [
            ("@id", json!("urn:kusanone:event:x-1")),
            ("url", json!("/events/x-1")),
            ("startDate", json!("2024-10-24")),
            ("endDate", json!("2025-02")),
            ("eventAttendanceMode", json!("MixedEventAttendanceMode")),
            (
                "organizer",
                json!([
                    { "@type": "GovernmentOrganization", "@id": "urn:kusanone:consulate:chicago", "name": "在シカゴ総領事館" },
                    { "@type": "Organization", "@id": "urn:kusanone:organisation:jetro", "name": "JETRO" },
                ]),
            ),
            (
                "subjectOf",
                json!([{ "@type": "Chapter", "position": 7, "pageStart": 12,
                    "isPartOf": { "@type": "Report", "@id": "urn:kusanone:document:fy2024-report", "name": "報告書" } }]),
            ),
        ] {
            assert_eq!(node[field], expected, "{field}");
        }
        assert!(node.get("attendee").is_none() && node.get("superEvent").is_none());
    }
}
