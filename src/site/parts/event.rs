//! An event as one of many: in a list, in a table.

use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::attendance::Attendance;
use super::date::{DateSpan, fiscal_year, spans};
use super::header::nothing;
use super::named::{Kind, Label, link, links};
use super::source::Source;
use super::table;
use crate::site::language::Language;
use crate::site::visit::Visit;

/// As the fragment `EventCard` asks for it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventCard {
    pub slug: String,
    pub title: String,
    pub fiscal_year: i32,
    pub dates: Vec<DateSpan>,
    pub format: Format,
    pub city: Option<String>,
    pub states: Vec<Label>,
    pub consulate: Label,
    pub attendance: Option<Attendance>,
    pub sources: Vec<Source>,
    /// Only where it was asked for.
    #[serde(rename = "abstract")]
    pub summary: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Format {
    InPerson,
    Online,
    Hybrid,
}

impl Format {
    pub const ALL: [Self; 3] = [Self::InPerson, Self::Online, Self::Hybrid];

    /// The value of `EventFormat`.
    pub fn code(self) -> &'static str {
        match self {
            Self::InPerson => "IN_PERSON",
            Self::Online => "ONLINE",
            Self::Hybrid => "HYBRID",
        }
    }

    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::InPerson => language.pick("対面", "in person"),
            Self::Online => language.pick("オンライン", "online"),
            Self::Hybrid => language.pick("併用", "hybrid"),
        }
    }
}

impl EventCard {
    /// When it took place, or the fiscal year where no more is known.
    pub fn when(&self, language: Language) -> String {
        match self.dates.is_empty() {
            true => fiscal_year(language, self.fiscal_year),
            false => spans(language, &self.dates),
        }
    }

    /// The same, a single day for machines too.
    pub fn time(&self, language: Language) -> Markup {
        html! {
            @match self.dates.as_slice() {
                [day] if day.start == day.end => time datetime=(day.start) { (self.when(language)) },
                _ => (self.when(language)),
            }
        }
    }

    /// State and city; more than a few states are counted only.
    fn place(&self, visit: &Visit) -> String {
        let states: Vec<&str> = self.states.iter().map(|state| state.label.as_str()).collect();
        let states = match states.len() {
            0..=3 => states.join(visit.say("、", ", ")),
            n => visit.say(format!("{n}州"), format!("{n} states")),
        };
        match &self.city {
            // Of the city the source has the Japanese name alone.
            Some(city) if visit.language() == Language::Ja && !city.contains(&states) => {
                format!("{states} {city}")
            }
            _ => states,
        }
    }

    pub fn title_link(&self, visit: &Visit) -> Markup {
        link(visit, Kind::Event, &self.slug, &self.title)
    }

    /// What stands below its title.
    pub fn meta(&self, visit: &Visit) -> Markup {
        let language = visit.language();
        let start = self.dates.first().map(|span| span.start.as_str());
        html! {
            p.hit-meta {
                time datetime=[start] { (self.when(language)) }
                span { (self.consulate.label) }
                @let place = self.place(visit);
                @if !place.is_empty() { span { (place) } }
                @if self.format != Format::InPerson { span { (self.format.name(language)) } }
                @if let Some(attendance) = &self.attendance { span { (attendance.text(language)) } }
            }
        }
    }
}

/// A list of titles, each with what is most important about it.
pub fn list(visit: &Visit, events: &[EventCard]) -> Markup {
    html! { ol.hits { @for event in events { (item(visit, event, nothing())) } } }
}

/// One of such a list; `below` says why it stands there.
pub fn item(visit: &Visit, event: &EventCard, below: Markup) -> Markup {
    html! {
        li.hit.is-compact {
            h3.hit-title { (event.title_link(visit)) }
            (event.meta(visit))
            (below)
        }
    }
}

/// A table; `date_heading` stands over the dates, as a link where they can be
/// ordered by.
pub fn table(visit: &Visit, events: &[EventCard], date_heading: Markup) -> Markup {
    let language = visit.language();
    let caption = html! { (visit.say("事業の一覧", "Events")) };
    let rows = html! {
        thead { tr {
            (date_heading)
            th scope="col" { (visit.say("事業", "Event")) }
            th scope="col" { (visit.say("在外公館", "Post")) }
            th scope="col" { (visit.say("州", "State")) }
            th scope="col" { (visit.say("形態", "Format")) }
            th.number scope="col" { (visit.say("参加規模", "Attendance")) }
        } }
        tbody {
            @for event in events {
                tr {
                    td { time datetime=[event.dates.first().map(|span| span.start.as_str())] { (event.when(language)) } }
                    th scope="row" { (event.title_link(visit)) }
                    td { (event.consulate.link(visit, Kind::Consulate)) }
                    td { (links(visit, Kind::State, &event.states)) }
                    td { (event.format.name(language)) }
                    @match &event.attendance {
                        Some(attendance) => td.number { (attendance.text(language)) },
                        None => td.number.missing { "—" },
                    }
                }
            }
        }
    };
    table::scrolling("t-events", "table", caption, rows)
}
