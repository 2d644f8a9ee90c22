//! Makes an event of a sheet: interprets its fields, infers what it has lost.

use std::ops::Range;

use super::attendance::{self, Method};
use super::contents::Contents;
use super::diagnostic::Remarks;
use super::heading::Heading;
use super::lines::{Line, span};
use super::reading::{Context, EventReading, Standing, bases};
use super::region::{self, Names};
use super::sheet::{Sheet, Value};
use super::{place, title};
use crate::model::date::fiscal_year_of;
use crate::model::{
    Attendance, AttendanceUnit, Basis, Bilingual, DateSpan, Event, EventFormat, Origin,
    SourceReference,
};
use crate::text::date::parse_dates;

/// A sheet with its place in the report.
pub(super) struct Entry<'a> {
    pub context: &'a Context<'a>,
    pub contents: Option<&'a Contents>,
    /// Number of the sheet in reading order, from 1.
    pub ordinal: u32,
    /// All its lines, heading included.
    pub lines: &'a [Line<'a>],
}

impl Entry<'_> {
    /// Reads the sheet; `post_before` is the post of the sheet before it. `None`
    /// if nothing tells the post.
    pub fn read(
        &self,
        heading: Option<&Heading>,
        post_before: Option<&str>,
        remarks: &mut Remarks,
    ) -> Option<EventReading> {
        let after_heading = heading.map_or(0, |heading| heading.lines.len());
        let sheet = Sheet::read(&self.lines[after_heading..], remarks);
        let begin =
            heading.map_or_else(|| first_line(&sheet, self.lines), |heading| heading.range.clone());
        let (consulate, consulate_basis) = self.post(heading, post_before, &begin, remarks)?;
        let (title, title_basis) = self.title(heading, &sheet, &begin, remarks);
        let (dates, date_text) = dates(sheet.dates.as_ref(), &begin, remarks);
        self.remark_on_year(&dates, sheet.dates.as_ref(), remarks);
        let mut captions = sheet.captions.clone();
        let attendance = read_attendance(sheet.attendance.as_ref(), &mut captions, remarks);
        let venue = sheet.venue.as_ref().map(|value| value.text.as_str());
        let format = self.format(&sheet, attendance.as_ref(), &begin, remarks);
        let states = self.states(&sheet, &title, &consulate, format, &begin, remarks);
        let identity = self.context.identity;
        let event = Event {
            slug: format!("fy{}-{:02}", identity.fiscal_year(), self.ordinal),
            title: Bilingual::ja(title),
            overview: sheet.overview.iter().map(|text| text.replace("**", "")).collect(),
            effects: sheet.effects.clone(),
            captions,
            fiscal_year: identity.fiscal_year(),
            dates,
            date_text,
            venue: venue.map(str::to_owned),
            city: venue.and_then(|venue| place::cities(venue, self.context.gazetteer)),
            states,
            format,
            consulate,
            audience: sheet.audience.as_ref().map_or_else(Vec::new, |value| groups(&value.text)),
            attendance,
            bases: bases(title_basis, consulate_basis),
            sources: vec![SourceReference {
                document: identity.slug.clone(),
                ordinal: Some(self.ordinal),
                page: self.contents.map(|contents| contents.page(self.ordinal)),
            }],
            origin: Origin::Document,
            ..Event::default()
        };
        if event.overview.is_empty() {
            remarks.warning(&begin, format!("{} has nothing under 概要", event.slug));
        }
        Some(EventReading { event, standing: Standing::Own, range: begin })
    }

    /// The post: from the heading, else from the contents page, the states that
    /// the sheet names deciding where two posts share the page.
    fn post(
        &self,
        heading: Option<&Heading>,
        post_before: Option<&str>,
        begin: &Range<usize>,
        remarks: &mut Remarks,
    ) -> Option<(String, Basis)> {
        let known = self.context.known;
        let candidates =
            self.contents.map_or_else(Vec::new, |contents| contents.candidates(self.ordinal));
        if let Some(heading) = heading {
            if let Some(number) = heading.number.filter(|number| *number != self.ordinal) {
                remarks.warning(
                    begin,
                    format!("this heading bears the number {number}, but it is sheet {} in reading order", self.ordinal),
                );
            }
            if let Some(post) = &heading.post {
                if !candidates.is_empty() && !candidates.contains(&post.as_str()) {
                    remarks
                        .warning(begin, format!("this sheet is headed {}, but its page is that of {}", heading.printed_post, candidates.join(" or ")))
                        .help("the heading is taken; a sheet before this one may be missing or cut in two");
                }
                return Some((post.clone(), Basis::Stated));
            }
            remarks
                .warning(begin, format!("no known post is called {}", heading.printed_post))
                .help("add the name to the aliases of the post; it is inferred from the page now");
        }
        let all: Vec<&str> = known.consulates.iter().map(|post| post.slug.as_str()).collect();
        let choice = if candidates.is_empty() { &all } else { &candidates };
        let states: Vec<String> = self
            .lines
            .iter()
            .flat_map(|line| self.context.gazetteer.mentions(&line.text))
            .map(|mention| mention.state)
            .collect();
        let support = |slug: &str| {
            let post = known.consulate(slug);
            post.map_or(0, |post| states.iter().filter(|state| post.answers_for(state)).count())
        };
        let best = choice.iter().copied().rev().max_by_key(|slug| support(slug));
        let chosen = match best {
            Some(best) if support(best) > 0 || !candidates.is_empty() => best,
            _ => match post_before {
                Some(before) => before,
                None => {
                    remarks
                        .error(
                            begin,
                            format!(
                                "sheet {} names no post, no state and has no page",
                                self.ordinal
                            ),
                        )
                        .help("it is kept as a passage; add a heading \"title 【post】\"");
                    return None;
                }
            },
        };
        let page = self.contents.map_or_else(String::new, |contents| {
            format!(" (page {} of the contents)", contents.page(self.ordinal))
        });
        let help = match (candidates.len(), support(chosen)) {
            (0 | 1, 0) => "nothing in its text contradicts".to_owned(),
            (2.., 0) => format!(
                "{} share the page and the text names no state of either",
                candidates.join(" and ")
            ),
            (2.., times) => format!(
                "{} share the page; the text names states of {chosen} {times} times",
                candidates.join(" and ")
            ),
            (_, times) => format!("the text names states of {chosen} {times} times"),
        };
        remarks
            .note(
                begin,
                format!("sheet {} has lost its post; {chosen} inferred{page}", self.ordinal),
            )
            .help(help);
        Some((chosen.to_owned(), Basis::Inferred))
    }

    /// Remarks on dates outside the fiscal year of the report.
    fn remark_on_year(&self, dates: &[DateSpan], value: Option<&Value>, remarks: &mut Remarks) {
        let year = self.context.identity.fiscal_year();
        let Some(value) = value else { return };
        for span in dates {
            let years = [span.start.first_day(), span.end.last_day()].map(fiscal_year_of);
            if years.iter().any(|other| *other != year) {
                let message = format!("{} lies outside fiscal year {year}", span.start);
                remarks
                    .warning(&value.range, message)
                    .help("it is kept as printed, and filed under the year of the report");
            }
        }
    }

    fn title(
        &self,
        heading: Option<&Heading>,
        sheet: &Sheet,
        begin: &Range<usize>,
        remarks: &mut Remarks,
    ) -> (String, Basis) {
        if let Some(heading) = heading.filter(|heading| !heading.title.is_empty()) {
            return (heading.title.clone(), Basis::Stated);
        }
        let suggested = title::suggest(&sheet.overview, &sheet.effects);
        let title = suggested
            .unwrap_or_else(|| format!("{}第{}号", self.context.identity.coverage, self.ordinal));
        remarks.note(
            begin,
            format!("sheet {} has lost its title; suggested from its text: {title}", self.ordinal),
        );
        (title, Basis::Inferred)
    }

    fn format(
        &self,
        sheet: &Sheet,
        attendance: Option<&Attendance>,
        begin: &Range<usize>,
        remarks: &mut Remarks,
    ) -> EventFormat {
        let venue = sheet.venue.as_ref().map(|value| value.text.as_str());
        let format = place::format(venue, attendance.map(|attendance| attendance.text.as_str()));
        if format != EventFormat::InPerson {
            return format;
        }
        let told = sheet
            .overview
            .iter()
            .chain(&sheet.effects)
            .any(|text| text.replace("**", "").contains("オンライン参加"));
        if told {
            remarks.note(begin, "the text tells of participants online; format HYBRID inferred");
            return EventFormat::Hybrid;
        }
        if attendance.is_some_and(|attendance| attendance.unit == AttendanceUnit::Views) {
            remarks.note(begin, "those who came are counted as views; format ONLINE inferred");
            return EventFormat::Online;
        }
        format
    }

    /// The states it was in or made for: those that venue, title and audience
    /// name, and where the venue names none, that of its city or of the post.
    fn states(
        &self,
        sheet: &Sheet,
        title: &str,
        consulate: &str,
        format: EventFormat,
        begin: &Range<usize>,
        remarks: &mut Remarks,
    ) -> Vec<String> {
        let text = |value: &Option<Value>| {
            value.as_ref().map_or_else(String::new, |value| value.text.clone())
        };
        let (venue, audience) = (text(&sheet.venue), text(&sheet.audience));
        let range = sheet.venue.as_ref().map_or(begin, |value| &value.range);
        let names = Names { title, venue: &venue, audience: &audience, format };
        region::states(&names, consulate, self.context, range, remarks)
    }
}

fn first_line(sheet: &Sheet, lines: &[Line<'_>]) -> Range<usize> {
    let field = [&sheet.dates, &sheet.venue, &sheet.audience, &sheet.attendance];
    let first = field
        .into_iter()
        .flatten()
        .map(|value| value.range.clone())
        .min_by_key(|range| range.start);
    first.unwrap_or_else(|| span(&lines[..lines.len().min(1)]))
}

fn dates(
    value: Option<&Value>,
    begin: &Range<usize>,
    remarks: &mut Remarks,
) -> (Vec<DateSpan>, Option<String>) {
    let Some(value) = value else {
        remarks.warning(begin, "this sheet has no dates (実施日程)");
        return (Vec::new(), None);
    };
    match parse_dates(&value.text) {
        Ok(reading) => {
            for day in reading.contradictions() {
                let calendar = day.date.weekday();
                remarks.warning(
                    &value.range,
                    format!("{} is printed as {:?}, but is {:?}", day.date, day.printed, calendar.unwrap_or(day.printed)),
                ).help("both readings are kept: the date as it is, the printed weekday in the text");
            }
            (reading.spans, Some(value.text.clone()))
        }
        Err(error) => {
            remarks
                .warning(&value.range, error.to_string())
                .help("the text is kept as printed, the event has no dates");
            (Vec::new(), Some(value.text.clone()))
        }
    }
}

/// Reads the attendance; what cannot be read stays as a caption.
fn read_attendance(
    value: Option<&Value>,
    captions: &mut Vec<String>,
    remarks: &mut Remarks,
) -> Option<Attendance> {
    let value = value?;
    let Some(reading) = attendance::read(&value.text) else {
        captions.push(format!("開催規模: {}", value.text));
        remarks
            .warning(&value.range, "no number of persons or views can be read here")
            .help("expected one as 約80名 or 10万回視聴; it is kept as a caption");
        return None;
    };
    let count = reading.attendance.count;
    match reading.method {
        Method::Stated => {}
        Method::Sum => {
            remarks.note(
                &value.range,
                format!("the text gives parts and no total; {count} is their sum"),
            );
        }
        Method::LowerEnd => {
            remarks.note(
                &value.range,
                format!("the text gives a range; {count}, its lower end, is taken as the least"),
            );
        }
    }
    Some(reading.attendance)
}

/// The groups of an audience, cut at commas outside brackets.
fn groups(text: &str) -> Vec<String> {
    let mut groups = Vec::new();
    let (mut begin, mut depth) = (0, 0usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' | '「' => depth += 1,
            ')' | '）' | '」' => depth = depth.saturating_sub(1),
            '、' if depth == 0 => {
                groups.push(&text[begin..at]);
                begin = at + c.len_utf8();
            }
            _ => {}
        }
    }
    groups.push(&text[begin..]);
    groups.into_iter().map(str::trim).filter(|group| !group.is_empty()).map(str::to_owned).collect()
}
