//! CSV for spreadsheets: a row an event, a column a fact, headings in the language of the
//! download.

use std::io;

use csv::{Terminator, WriterBuilder};

use super::event::{Event, Named};
use super::{Head, Shape};
use crate::site::language::Language;
use crate::site::parts::attendance::{Precision, Unit};

pub struct Table {
    pub language: Language,
}

/// Excel takes a file without it for one in the encoding of the machine.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What a spreadsheet takes for the beginning of a formula, also in full width: a
/// Japanese Excel reads that as half width.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Between the values of a cell.
const SEPARATOR: &str = "; ";

/// A heading in Japanese and in English, and what stands below it.
type Column = (&'static str, &'static str, fn(&Event, Language) -> String);

const COLUMNS: [Column; 33] = [
    ("識別子", "Slug", |event, _| event.slug.clone()),
    ("事業名", "Title (Japanese)", |event, _| event.title_ja.clone()),
    ("事業名（英語）", "Title (English)", |event, _| event.title_en.clone()),
    ("年度", "Fiscal year", |event, _| event.fiscal_year.to_string()),
    ("開始日", "Start", |event, _| text(event.start())),
    ("終了日", "End", |event, _| text(event.end())),
    ("実施日（すべて）", "All dates", |event, _| dates(event)),
    ("実施日程（原資料の表記）", "Dates as printed", |event, _| {
        text(event.date_text.as_deref())
    }),
    ("在外公館（識別子）", "Post (slug)", |event, _| event.consulate.slug.clone()),
    ("在外公館", "Post", |event, _| event.consulate.name.clone()),
    ("州（コード）", "States (codes)", |event, _| slugs(&event.states)),
    ("州", "States", |event, _| names(&event.states)),
    ("都市", "City", |event, _| text(event.city.as_deref())),
    ("会場", "Venue", |event, _| text(event.venue.as_deref())),
    ("実施形態", "Format", |event, language| event.format.name(language).to_owned()),
    ("参加規模", "Attendance", |event, _| {
        event.attendance.as_ref().map_or_else(String::new, |found| found.number.count.to_string())
    }),
    ("参加規模の単位", "Attendance: unit", |event, language| {
        event.attendance.as_ref().map_or_else(String::new, |found| match found.number.unit {
            Unit::Persons => language.pick("名", "people").to_owned(),
            Unit::Views => language.pick("回視聴", "views").to_owned(),
        })
    }),
    ("参加規模の精度", "Attendance: precision", |event, language| {
        event.attendance.as_ref().map_or_else(String::new, |found| match found.number.precision {
            Precision::Exact => language.pick("正確", "exact").to_owned(),
            Precision::About => language.pick("約", "about").to_owned(),
            Precision::AtLeast => language.pick("以上", "at least").to_owned(),
        })
    }),
    ("参加規模（原資料の表記）", "Attendance as printed", |event, _| {
        text(event.attendance.as_ref().map(|found| found.text.as_str()))
    }),
    ("訴求対象", "Audience", |event, _| event.audience.join(SEPARATOR)),
    ("関わった団体（役割）", "Partners (roles)", |event, language| {
        each(&event.partners, |partner| {
            let (name, role) = (&partner.organisation.name, partner.role.name(language));
            language.pick(format!("{name}（{role}）"), format!("{name} ({role})"))
        })
    }),
    ("関わった団体（識別子）", "Partners (slugs)", |event, _| {
        each(&event.partners, |partner| partner.organisation.slug.clone())
    }),
    ("主題", "Themes", |event, _| names(&event.themes)),
    ("重点分野", "Priorities", |event, _| {
        each(&event.priorities, |tie| tie.priority.name.clone())
    }),
    ("重点分野（識別子）", "Priorities (slugs)", |event, _| {
        each(&event.priorities, |tie| tie.priority.slug.clone())
    }),
    ("継続事業", "Series", |event, _| names(&event.series)),
    ("姉妹都市等", "Partnerships", |event, _| names(&event.partnerships)),
    ("要旨", "Abstract", |event, language| event.summary(language).to_owned()),
    ("資料", "Source: document", |event, _| {
        each(&event.sources, |place| place.document.name.clone())
    }),
    ("資料の番号", "Source: number", |event, _| {
        each(&event.sources, |place| number(place.ordinal))
    }),
    ("資料の頁", "Source: page", |event, _| each(&event.sources, |place| number(place.page))),
    ("所見の数", "Findings", |event, _| event.findings.len().to_string()),
    ("頁のパス", "Path", |event, language| event.path(language)),
];

impl Shape for Table {
    fn begin(&mut self, _: &Head, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend(BYTE_ORDER_MARK.as_bytes());
        row(COLUMNS.map(|(ja, en, _)| self.language.pick(ja, en)), out)
    }

    fn event(&mut self, event: &Event, out: &mut Vec<u8>) -> io::Result<()> {
        row(COLUMNS.map(|(_, _, cell)| defused(cell(event, self.language))), out)
    }

    fn end(&mut self, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }
}

fn row<const N: usize>(cells: [impl AsRef<[u8]>; N], out: &mut Vec<u8>) -> io::Result<()> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    writer.write_record(cells)?;
    writer.flush()
}

/// What might be a formula is made a text, by the apostrophe that spreadsheets read as
/// such.
fn defused(cell: String) -> String {
    match cell.starts_with(FORMULA) {
        true => format!("'{cell}"),
        false => cell,
    }
}

fn text(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

fn number(number: Option<u32>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

fn each<T>(values: &[T], told: impl Fn(&T) -> String) -> String {
    values.iter().map(told).collect::<Vec<_>>().join(SEPARATOR)
}

fn names(values: &[Named]) -> String {
    each(values, |value| value.name.clone())
}

fn slugs(values: &[Named]) -> String {
    each(values, |value| value.slug.clone())
}

/// Days, months, years, and times from one to another as ISO 8601 has it.
fn dates(event: &Event) -> String {
    each(&event.dates, |span| match span.start == span.end {
        true => span.start.clone(),
        false => format!("{}/{}", span.start, span.end),
    })
}

#[cfg(test)]
mod tests {
    use super::super::event::example;
    use super::*;

    fn written(language: Language) -> Vec<(String, String)> {
        let mut out = Vec::new();
        let mut table = Table { language };
        row(COLUMNS.map(|(ja, en, _)| language.pick(ja, en)), &mut out).unwrap();
        table.event(&example(), &mut out).unwrap();
        let mut reader = csv::Reader::from_reader(out.as_slice());
        let headings = reader.headers().unwrap().clone();
        let row = reader.records().next().unwrap().unwrap();
        headings.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()
    }

    #[test]
    fn an_event_is_a_row() {
        let row = written(Language::En);
        let cell = |heading: &str| {
            let found = row.iter().find(|(found, _)| found == heading);
            found.map(|(_, cell)| cell.as_str()).unwrap()
        };
        for (heading, expected) in [
            ("Start", "2024-10-24"),
            ("End", "2025-02"),
            ("All dates", "2024-12-30/2024-12-31; 2024-10-24; 2025-02"),
            ("States (codes)", "IL; IN"),
            ("Attendance", "80"),
            ("Attendance: precision", "about"),
            ("Partners (roles)", "JETRO (co-host); Y & Z (speaker)"),
            ("Abstract", "First line.\nSecond line; end."),
            ("Source: page", "12"),
            ("Findings", "1"),
            ("Path", "/en/events/x-1"),
        ] {
            assert_eq!(cell(heading), expected, "{heading}");
        }
    }

    #[test]
    fn headings_are_different() {
        for language in [Language::Ja, Language::En] {
            let mut headings: Vec<String> =
                written(language).into_iter().map(|(heading, _)| heading).collect();
            headings.sort();
            headings.dedup();
            assert_eq!(headings.len(), COLUMNS.len());
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("+81 3 1234", "'+81 3 1234"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("2024-10-24", "2024-10-24"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(defused(cell.to_owned()), expected);
        }
    }
}
