//! Makes an event of an example and the paragraphs that belong to it.

use super::block::Block;
use super::diagnostic::Remarks;
use super::example::{Example, ExampleHeading};
use super::lines::join;
use super::place;
use super::reading::{Context, EventReading, Standing, bases};
use super::region::{self, Names};
use super::title;
use crate::model::{
    Basis, Bilingual, DateSpan, Event, EventFormat, Origin, PartialDate, SourceReference,
};
use crate::text::date::parse_dates;

/// An example with everything that tells of it.
pub(super) struct Account<'a> {
    pub example: &'a Example,
    pub ordinal: u32,
    /// The block that it begins with.
    pub begin: &'a Block,
    /// The blocks that belong to it, its heading left out.
    pub body: Vec<&'a Block>,
    pub context: &'a Context<'a>,
}

impl Account<'_> {
    pub fn event(&self, remarks: &mut Remarks) -> EventReading {
        let heading = self.example.heading.as_ref();
        let range = &self.begin.range;
        let (overview, captions) = self.texts();
        let (title, title_basis) = self.title(&overview, remarks);
        if overview.is_empty() {
            remarks.warning(range, format!("no paragraph was found for \"{title}\""));
        }
        let online =
            overview.iter().chain(&captions).chain([&title]).any(|text| place::is_online(text));
        let format = if online { EventFormat::Online } else { EventFormat::InPerson };
        let (dates, date_text) = self.dates(heading, remarks);
        let identity = self.context.identity;
        let event = Event {
            slug: format!("fy{}-{:02}", identity.fiscal_year(), self.ordinal),
            fiscal_year: identity.fiscal_year(),
            dates,
            date_text,
            city: self.city(&title, &captions, &overview),
            states: self.states(&title, &overview, format, remarks),
            format,
            consulate: self.example.consulate.clone(),
            bases: bases(title_basis, self.example.consulate_basis),
            sources: vec![SourceReference {
                document: identity.slug.clone(),
                ordinal: Some(self.ordinal),
                page: None,
            }],
            origin: Origin::Document,
            title: Bilingual::ja(title),
            overview,
            captions,
            ..Event::default()
        };
        let standing = heading.map_or(Standing::Own, |heading| heading.standing);
        EventReading { event, standing, range: range.clone() }
    }

    /// The paragraphs, and what is none: captions. A place in brackets goes with
    /// the caption before it; the one of the heading is told by the heading.
    fn texts(&self) -> (Vec<String>, Vec<String>) {
        let (mut overview, mut captions): (Vec<String>, Vec<String>) = Default::default();
        for block in &self.body {
            if block.is_prose() || block.is_item() {
                overview.push(block.unmarked().to_owned());
            } else if let Some(place) = block.bracketed() {
                match captions.last_mut() {
                    Some(caption) => *caption = join([caption.as_str(), &block.text]),
                    None if self.place() == place => {}
                    None => captions.push(place.to_owned()),
                }
            } else {
                captions.push(block.unmarked().to_owned());
            }
        }
        (overview, captions)
    }

    fn place(&self) -> &str {
        let heading = self.example.heading.as_ref();
        heading.and_then(|heading| heading.place.as_deref()).unwrap_or_default()
    }

    fn title(&self, overview: &[String], remarks: &mut Remarks) -> (String, Basis) {
        if let Some(heading) = &self.example.heading {
            return (heading.title.clone(), Basis::Stated);
        }
        let beginning = || self.begin.unmarked().chars().take(20).collect();
        let title = title::suggest(overview, &[]).unwrap_or_else(beginning);
        let message = format!("this example has no title; suggested from its text: {title}");
        remarks.note(&self.begin.range, message);
        (title, Basis::Inferred)
    }

    /// The states that the heading names, else those of the text, else what can
    /// be inferred of the post.
    fn states(
        &self,
        title: &str,
        overview: &[String],
        format: EventFormat,
        remarks: &mut Remarks,
    ) -> Vec<String> {
        let gazetteer = self.context.gazetteer;
        let text = overview.join("\n");
        let named = gazetteer.states(&format!("{}\n{title}", self.place()));
        if !named.is_empty() {
            return named;
        }
        let named = gazetteer.states(&text);
        if !named.is_empty() {
            remarks.note(
                &self.begin.range,
                format!("the heading names no state; {} taken from the text", named.join(" ")),
            );
            return named;
        }
        let venue = if format == EventFormat::Online { "" } else { &text };
        let names = Names { title, venue, audience: "", format };
        region::states(&names, &self.example.consulate, self.context, &self.begin.range, remarks)
    }

    /// The dates of the heading, else the years that the document covers.
    fn dates(
        &self,
        heading: Option<&ExampleHeading>,
        remarks: &mut Remarks,
    ) -> (Vec<DateSpan>, Option<String>) {
        let identity = self.context.identity;
        let range = &self.begin.range;
        let text = match heading.and_then(|heading| heading.date_text.clone()) {
            Some(text) => text,
            None if identity.fiscal_years.len() > 1 => {
                let message =
                    format!("no date is printed; the document's {} taken", identity.coverage);
                remarks.note(range, message);
                identity.coverage.clone()
            }
            None => {
                remarks.note(range, "no date is printed for this example");
                return (Vec::new(), None);
            }
        };
        let Ok(mut reading) = parse_dates(&text) else { return (Vec::new(), Some(text)) };
        let end = i16::try_from(identity.fiscal_year() + 1);
        let end = end.ok().and_then(|year| PartialDate::month(year, 3));
        if reading.open_ended
            && let Some((last, end)) = reading.spans.last_mut().zip(end)
        {
            last.end = end;
            remarks.note(
                range,
                format!("\"{text}\" has no end; {end}, the end of the fiscal year reported, taken"),
            );
        }
        (reading.spans, Some(text))
    }

    /// The city: in the heading, in a caption, in a list of places at which the
    /// text says it took place, or before において.
    fn city(&self, title: &str, captions: &[String], overview: &[String]) -> Option<String> {
        let gazetteer = self.context.gazetteer;
        let in_brackets = |caption: &String| {
            let open = caption.find(['（', '('])?;
            place::cities(caption[open..].trim_matches(['（', '）', '(', ')']), gazetteer)
        };
        let listed = |text: &String| place::cities(text.strip_suffix("で実施。")?, gazetteer);
        let held_in = |text: &String| {
            let (before, _) = text.split_once("において")?;
            let seat = place::seats_in(before).map(|(seat, _)| seat.to_owned());
            let city = place::cities(before, gazetteer);
            seat.chain(city).find(|name| before.ends_with(name))
        };
        let in_title =
            title.split_once('で').and_then(|(before, _)| place::cities(before, gazetteer));
        place::cities(self.place(), gazetteer)
            .or(in_title)
            .or_else(|| captions.iter().find_map(in_brackets))
            .or_else(|| overview.iter().find_map(listed))
            .or_else(|| overview.iter().find_map(held_in))
    }
}
