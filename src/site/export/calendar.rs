//! iCalendar (RFC 5545): an all-day entry for every time that is known to the day.

use std::io;

use icalendar::{Component, EventLike, Property, ValueType};
use jiff::civil::Date;

use super::event::{Event, urn};
use super::{Head, Shape};
use crate::site::language::Language;
use crate::site::parts::date::DateSpan;
use crate::site::parts::number::count;

pub struct Calendar {
    language: Language,
    /// When the file was made, as iCalendar writes it.
    stamp: String,
}

/// What a calendar ends with; without its entries, what it begins with stands before.
const END: &str = "END:VCALENDAR\r\n";

impl Calendar {
    pub fn new(language: Language) -> Self {
        Self { language, stamp: String::new() }
    }

    /// Who reads it cannot see what is not there.
    fn description(&self, total: u64) -> String {
        let total = count(total);
        self.language.pick(
            format!(
                "検索に合った{total}件の事業のうち、実施日が日まで分かるもの。日の分からない事業は含まない。"
            ),
            format!(
                "Events whose day is known, of {total} that the search brings. Those without a \
                 day are left out."
            ),
        )
    }

    fn entry(&self, event: &Event, uid: &str, days: &Days) -> icalendar::Event {
        let language = self.language;
        let mut entry = icalendar::Event::new();
        entry
            .uid(uid)
            .summary(&plain(event.title(language)))
            .description(&plain(&self.details(event)))
            .append_property(day("DTSTART", days.first))
            .append_property(day("DTEND", days.behind_last))
            .add_property("DTSTAMP", self.stamp.as_str())
            // Changes of an event are counted from 1, those of an entry from 0.
            .sequence(event.revision.saturating_sub(1))
            // Nobody who imports it is busy then.
            .add_property("TRANSP", "TRANSPARENT");
        let places = places(event);
        if !places.is_empty() {
            entry.location(&places.join(language.pick("、", ", ")));
        }
        if !event.themes.is_empty() {
            entry.categories(event.themes.iter().map(|theme| plain(&theme.name)));
        }
        entry
    }

    /// What it was, who held it, where it is told of.
    fn details(&self, event: &Event) -> String {
        let language = self.language;
        let sources = event.sources.iter().map(|place| {
            let (document, page) = (&place.document.name, place.page);
            let page = page.map(|n| language.pick(format!(" {n}頁"), format!(", p. {n}")));
            format!("{document}{}", page.unwrap_or_default())
        });
        let facts = [event.summary(language).to_owned(), event.consulate.name.clone()];
        let facts = facts.into_iter().chain(sources).chain([event.path(language)]);
        facts.filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

impl Shape for Calendar {
    fn begin(&mut self, head: &Head, out: &mut Vec<u8>) -> io::Result<()> {
        self.stamp = head.made.strftime("%Y%m%dT%H%M%SZ").to_string();
        // The library does not escape NAME, which is younger than its table of texts: so
        // the calendar bears the older name alone, which all programs read.
        let mut calendar = icalendar::Calendar::empty();
        calendar
            .append_property(("VERSION", "2.0"))
            .append_property(("PRODID", "-//Kusanone//Kusanone//JA"))
            .append_property(("CALSCALE", "GREGORIAN"))
            .append_property(("X-WR-CALNAME", plain(&head.title()).as_str()))
            .append_property(("X-WR-CALDESC", plain(&self.description(head.total)).as_str()));
        let written = calendar.to_string();
        out.extend(written.strip_suffix(END).unwrap_or(&written).as_bytes());
        Ok(())
    }

    fn event(&mut self, event: &Event, out: &mut Vec<u8>) -> io::Result<()> {
        for (place, days) in event.dates.iter().filter_map(Days::of).enumerate() {
            let uid = match place {
                0 => urn("event", &event.slug),
                _ => format!("{}#{}", urn("event", &event.slug), place + 1),
            };
            let entry = self.entry(event, &uid, &days);
            out.extend(entry.try_into_string().map_err(io::Error::other)?.as_bytes());
        }
        Ok(())
    }

    fn end(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend(END.as_bytes());
        Ok(())
    }
}

/// Venue, city and states, each unless what stands before says it already.
fn places(event: &Event) -> Vec<String> {
    let narrow = [&event.venue, &event.city].into_iter().flatten();
    let all = narrow.chain(event.states.iter().map(|state| &state.name));
    all.fold(Vec::new(), |mut places, place| {
        let place = plain(place);
        if !places.iter().any(|told: &String| told.contains(&place)) {
            places.push(place);
        }
        places
    })
}

/// From the first day to the one behind the last, as iCalendar counts.
struct Days {
    first: Date,
    behind_last: Date,
}

impl Days {
    /// `None` where a day is not known, as of `2024-10`.
    fn of(span: &DateSpan) -> Option<Self> {
        let day = |date: &str| (date.len() == 10).then(|| date.parse().ok()).flatten();
        let (first, last): (Date, Date) = (day(&span.start)?, day(&span.end)?);
        Some(Self { first, behind_last: last.tomorrow().ok()? })
    }
}

fn day(name: &str, day: Date) -> Property {
    let written = day.strftime("%Y%m%d").to_string();
    Property::new(name, written).append_parameter(ValueType::Date).done()
}

/// Without control characters, which no text of a calendar may have, but for line
/// feeds, which the library escapes.
fn plain(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::event::example;
    use super::*;
    use crate::site::address::Address;

    fn written() -> String {
        let address = Address::parse("/export/events.ics", "query=半導体, 水素");
        let head =
            Head { address: &address, total: 1_234, made: "2026-01-02T03:04:05Z".parse().unwrap() };
        let (mut calendar, mut out) = (Calendar::new(Language::Ja), Vec::new());
        calendar.begin(&head, &mut out).unwrap();
        calendar.event(&example(), &mut out).unwrap();
        calendar.end(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn days_become_entries_and_months_do_not() {
        let calendar: icalendar::Calendar = written().parse().unwrap();
        let told: Vec<[&str; 4]> = calendar
            .events()
            .map(|entry| {
                ["UID", "DTSTART", "DTEND", "SEQUENCE"]
                    .map(|name| entry.property_value(name).unwrap())
            })
            .collect();
        assert_eq!(
            told,
            [
                ["urn:kusanone:event:x-1", "20241230", "20250101", "2"],
                ["urn:kusanone:event:x-1#2", "20241024", "20241025", "2"],
            ]
        );
        let entry = calendar.events().next().unwrap();
        assert_eq!(entry.get_summary(), Some("半導体セミナー, 第二回"));
        assert_eq!(
            entry.get_description(),
            Some("一行目。\n二行目; 終わり。\n在シカゴ総領事館\n報告書 12頁\n/events/x-1")
        );
        let described = calendar.property_value("X-WR-CALDESC").unwrap();
        assert!(described.starts_with("検索に合った1,234件"), "{described}");
        assert_eq!(
            calendar.property_value("X-WR-CALNAME"),
            Some("草の根: 「半導体, 水素」の検索結果")
        );
    }

    #[test]
    fn lines_are_folded_within_characters() {
        for line in written().split_terminator("\r\n") {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
        }
    }
}
