//! Makes an event of an example and the paragraphs that belong to it.

use super::block::Block;
use super::diagnostic::Remarks;
use super::example::ExampleHeading;
use super::lines::join;
use super::place::{self, Gazetteer};
use super::reading::{Context, EventReading, Standing};
use super::region::{self, Names};
use super::summary::Example;
use super::title;
use crate::model::{
    Basis, Bilingual, DateSpan, Event, EventFormat, Origin, PartialDate, SourceReference,
};
use crate::text::date::parse_dates;

    fn name(&self, example: &Example) -> String {
        match &example.heading {
            Some(heading) => heading.title.clone(),
            None => self.blocks[example.begin].unmarked().chars().take(20).collect::<String>() + "…",
        }
    }

    fn event(
        &self,
        example: &Example,
        index: usize,
        ordinal: u32,
        ownership: &Ownership,
        remarks: &mut Remarks,
    ) -> EventReading {
        let Context { identity, gazetteer, known } = self.context;
        let begin = &self.blocks[example.begin];
        let own = ownership.iter().enumerate().filter(|(_, owner)| **owner == Some(index));
        let body = own.map(|(at, _)| at).filter(|at| example.heading.is_none() || *at != example.begin);
        let (mut overview, mut captions): (Vec<String>, Vec<String>) = Default::default();
        for block in body.map(|at| &self.blocks[at]) {
            match block.bracketed() {
                Some(_) if captions.last().is_some() => {
                    let caption = captions.pop().unwrap_or_default();
                    captions.push(join([caption.as_str(), &block.text]));
                }
                Some(place) if example.heading.as_ref().is_some_and(|it| it.place.as_deref() == Some(place)) => {}
                _ if block.is_prose() || block.is_item() => overview.push(block.unmarked().to_owned()),
                _ => captions.push(block.unmarked().to_owned()),
            }
        }
        let (title, title_basis) = match &example.heading {
            Some(heading) => (heading.title.clone(), Basis::Stated),
            None => {
                let suggested = title::suggest(&overview, &[]).unwrap_or_else(|| self.name(example));
                remarks.note(&begin.range, format!("this example has no title; suggested from its text: {suggested}"));
                (suggested, Basis::Inferred)
            }
        };
        if overview.is_empty() {
            remarks.warning(&begin.range, format!("no paragraph was found for \"{title}\""));
        }
        let heading = example.heading.as_ref();
        let (dates, date_text) = self.dates(heading, begin, remarks);
        let online = overview.iter().chain(&captions).chain([&title]).any(|text| place::is_online(text));
        let format = if online { EventFormat::Online } else { EventFormat::InPerson };
        let place = heading.and_then(|heading| heading.place.clone()).unwrap_or_default();
        let named = Names { title: &title, venue: &place, audience: "", format };
        let mut found = gazetteer.states(&format!("{place} {title}"));
        if found.is_empty() {
            found = gazetteer.states(&overview.join(" "));
        }
        if found.is_empty() {
            let in_city = format!("{place} {}", overview.join(" "));
            let named = Names { venue: if online { "" } else { &in_city }, ..named };
            found = states(&named, &example.consulate, self.context, &begin.range, remarks);
        }
        if found.is_empty() {
            let seat = known.consulate(&example.consulate).and_then(|post| place::seat_state(post.city_name()));
            found.extend(seat.map(str::to_owned));
        }
        let event = Event {
            slug: format!("fy{}-{ordinal:02}", identity.fiscal_year()),
            title: Bilingual::ja(title.clone()),
            title_basis,
            summary: None,
            city: self.city(&place, &title, &captions, &overview),
            overview,
            effects: Vec::new(),
            captions,
            fiscal_year: identity.fiscal_year(),
            dates,
            date_text,
            venue: None,
            states: found,
            format,
            consulate: example.consulate.clone(),
            consulate_basis: example.consulate_basis,
            audience: Vec::new(),
            attendance: None,
            priorities: Vec::new(),
            sources: vec![SourceReference { document: identity.slug.clone(), ordinal: Some(ordinal), page: None }],
            origin: Origin::Document,
        };
        let standing = heading.map_or(Standing::Own, |heading| heading.standing);
        EventReading { event, standing, range: begin.range.clone() }
    }

    /// The dates of the heading, else the years that the document covers.
    fn dates(
        &self,
        heading: Option<&ExampleHeading>,
        block: &Block,
        remarks: &mut Remarks,
    ) -> (Vec<DateSpan>, Option<String>) {
        let identity = self.context.identity;
        let printed = heading.and_then(|heading| heading.date_text.clone());
        let spans_years = identity.fiscal_years.len() > 1;
        let text = match printed {
            Some(text) => text,
            None if spans_years => {
                remarks.note(&block.range, format!("no date is printed; the document's {} taken", identity.coverage));
                identity.coverage.clone()
            }
            None => {
                remarks.note(&block.range, "no date is printed for this example");
                return (Vec::new(), None);
            }
        };
        let Ok(mut reading) = parse_dates(&text) else { return (Vec::new(), Some(text)) };
        if reading.open_ended
            && let Some(last) = reading.spans.last_mut()
            && let Some(end) = i16::try_from(identity.fiscal_year() + 1).ok().and_then(|year| PartialDate::month(year, 3))
        {
            last.end = end;
            remarks.note(&block.range, format!("\"{text}\" has no end; the end of the fiscal year reported, {end}, taken"));
        }
        (reading.spans, Some(text))
    }

    /// The city: in the heading, in a caption, in a list of places at which the
    /// text says it took place, or a post's city followed by において.
    fn city(&self, place: &str, title: &str, captions: &[String], overview: &[String]) -> Option<String> {
        let gazetteer = self.context.gazetteer;
        let in_brackets = |caption: &String| {
            let open = caption.find(['（', '('])?;
            place::cities(caption[open..].trim_matches(['（', '）', '(', ')']), gazetteer)
        };
        let list = |text: &String| place::cities(text.strip_suffix("で実施。")?, gazetteer);
        let held_in = |text: &String| {
            let (before, _) = text.split_once("において")?;
            let seat = place::seats_in(before).map(|(seat, _)| seat).find(|seat| before.ends_with(seat));
            seat.map(str::to_owned).or_else(|| place::cities(before, gazetteer).filter(|city| before.ends_with(city.as_str())))
        };
        let in_title = title.split_once('で').and_then(|(before, _)| place::cities(before, gazetteer));
        place::cities(place, gazetteer)
            .or(in_title)
            .or_else(|| captions.iter().find_map(in_brackets))
            .or_else(|| overview.iter().find_map(list))
            .or_else(|| overview.iter().find_map(held_in))
    }
}

