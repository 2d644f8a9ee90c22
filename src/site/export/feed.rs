//! Atom (RFC 4287): an entry an event, in the order of the search.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event as Xml};

use super::event::{Event, urn};
use super::{Head, Shape};
use crate::site::address::Address;
use crate::site::language::Language;
use crate::site::parts::date::{fiscal_year, spans};

pub struct Feed {
    pub language: Language,
}

type Out<'a> = Writer<&'a mut Vec<u8>>;

impl Shape for Feed {
    fn begin(&mut self, head: &Head, out: &mut Vec<u8>) -> io::Result<()> {
        let language = self.language;
        let mut writer = Writer::new(&mut *out);
        writer.write_event(Xml::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let xmlns = "http://www.w3.org/2005/Atom";
        let root = format!("\n<feed xmlns=\"{xmlns}\" xml:lang=\"{}\">", language.tag());
        writer.get_mut().extend(root.as_bytes());
        element(&mut writer, "title", &head.title())?;
        element(&mut writer, "id", &id(head.address))?;
        element(&mut writer, "updated", &head.made.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())?;
        writer.create_element("author").write_inner_content(|author| {
            element(author, "name", language.pick("草の根", "Kusanone"))
        })?;
        link(&mut writer, "self", &head.address.to_string(), "application/atom+xml")?;
        let search = Address { path: "/search".to_owned(), ..head.address.clone() };
        link(&mut writer, "alternate", &search.to_string(), "text/html")
    }

    fn event(&mut self, event: &Event, out: &mut Vec<u8>) -> io::Result<()> {
        let language = self.language;
        out.push(b'\n');
        let mut writer = Writer::new(out);
        writer.create_element("entry").write_inner_content(|entry| {
            element(entry, "title", event.title(language))?;
            element(entry, "id", &urn("event", &event.slug))?;
            element(entry, "updated", &updated(event))?;
            link(entry, "alternate", &event.path(language), "text/html")?;
            for (scheme, named) in categories(event) {
                let attributes = [
                    ("term", named.slug.as_str()),
                    ("scheme", scheme),
                    ("label", &plain(&named.name)),
                ];
                entry.create_element("category").with_attributes(attributes).write_empty()?;
            }
            element(entry, "summary", &summary(event, language))
        })?;
        Ok(())
    }

    fn end(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend(b"\n</feed>\n");
        Ok(())
    }
}

/// The same for the same search, on every server. What is asked for stands as URNs have
/// it (RFC 8141).
fn id(address: &Address) -> String {
    let asked = address.parameters.to_string();
    let asked = asked.strip_prefix('?').map(|asked| format!("?={asked}"));
    format!("{}{}", urn("events", address.language.tag()), asked.unwrap_or_default())
}

/// The end of the day on which it ended, or of the fiscal year where no date is known.
/// When something was recorded is not public, and would say less: readers order by this.
fn updated(event: &Event) -> String {
    let fiscal_year_end = format!("{:04}-03-31", event.fiscal_year + 1);
    let day = match event.end() {
        Some(date) if date.len() == 10 => date.to_owned(),
        Some(month) if month.len() == 7 => last_day(month).unwrap_or(fiscal_year_end),
        Some(year) => format!("{year}-12-31"),
        None => fiscal_year_end,
    };
    format!("{day}T23:59:59Z")
}

fn last_day(month: &str) -> Option<String> {
    let first: jiff::civil::Date = format!("{month}-01").parse().ok()?;
    Some(first.last_of_month().to_string())
}

fn categories(event: &Event) -> impl Iterator<Item = (&'static str, &super::event::Named)> {
    let states = event.states.iter().map(|state| ("urn:kusanone:state", state));
    states.chain(event.themes.iter().map(|theme| ("urn:kusanone:theme", theme)))
}

/// When, by which post, where; then what it was.
fn summary(event: &Event, language: Language) -> String {
    let when = match event.dates.is_empty() {
        true => fiscal_year(language, event.fiscal_year),
        false => spans(language, &event.dates),
    };
    let states = event.states.iter().map(|state| state.name.clone());
    let facts: Vec<String> =
        [when, event.consulate.name.clone()].into_iter().chain(states).collect();
    let facts = facts.join(language.pick("、", ", "));
    match event.summary(language) {
        "" => facts,
        summary => format!("{facts}\n{summary}"),
    }
}

fn element(writer: &mut Out, name: &str, text: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(&plain(text)))?;
    Ok(())
}

/// Without a scheme and a host: those by which the feed was asked for.
fn link(writer: &mut Out, rel: &str, href: &str, media_type: &str) -> io::Result<()> {
    let attributes = [("rel", rel), ("href", href), ("type", media_type)];
    writer.create_element("link").with_attributes(attributes).write_empty()?;
    Ok(())
}

/// Without what no XML may have, escaped or not.
fn plain(text: &str) -> String {
    let allowed = |c: &char| match c {
        '\t' | '\n' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_ascii_control(),
    };
    text.chars().filter(allowed).collect()
}

#[cfg(test)]
mod tests {
    use super::super::event::example;
    use super::*;

    fn written(event: &Event) -> atom_syndication::Feed {
        let address = Address::parse("/en/export/events.atom", "query=R%26D <b>&states=TX");
        let head =
            Head { address: &address, total: 1, made: "2026-01-02T03:04:05.6Z".parse().unwrap() };
        let (mut feed, mut out) = (Feed { language: Language::En }, Vec::new());
        feed.begin(&head, &mut out).unwrap();
        feed.event(event, &mut out).unwrap();
        feed.end(&mut out).unwrap();
        atom_syndication::Feed::read_from(out.as_slice()).unwrap()
    }

    #[test]
    fn a_feed_is_read_by_others() {
        let feed = written(&example());
        assert_eq!(feed.id, "urn:kusanone:events:en?=query=R%26D+%3Cb%3E&states=TX");
        assert_eq!(feed.updated.to_rfc3339(), "2026-01-02T03:04:05+00:00");
        let hrefs: Vec<&str> = feed.links.iter().map(|link| link.href.as_str()).collect();
        let asked = "?query=R%26D+%3Cb%3E&states=TX";
        assert_eq!(
            hrefs,
            [&format!("/en/export/events.atom{asked}"), &format!("/en/search{asked}")]
        );
        let [entry] = feed.entries.as_slice() else { panic!("not one entry") };
        assert_eq!(entry.id, "urn:kusanone:event:x-1");
        assert_eq!(entry.updated.to_rfc3339(), "2025-02-28T23:59:59+00:00");
        assert_eq!(entry.links[0].href, "/en/events/x-1");
        let terms: Vec<&str> = entry.categories.iter().map(|found| found.term.as_str()).collect();
        assert_eq!(terms, ["IL", "IN", "technology"]);
    }

    #[test]
    fn what_no_xml_may_have_is_left_out() {
        let event = Event { title_en: "a\u{0}\u{b}<&>\u{ffff}b".to_owned(), ..example() };
        assert_eq!(written(&event).entries[0].title.value, "a<&>b");
    }
}
