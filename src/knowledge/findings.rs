//! Remarks that follow from what an entity itself says. What follows from
//! several stands in [`figures`](super::figures).
//!
//! They are derived whenever the entity is put, never stored in the log, and
//! never change the entity: both readings stand side by side.

use jiff::civil::Weekday;

use crate::model::date::fiscal_year_of;
use crate::model::{
    Basis, Bilingual, DateSpan, Event, EventField, Finding, FindingCode, Key, Kind, Record,
};
use crate::text::date::{PrintedWeekday, parse_dates};

/// Changes whenever the same entities may bring other remarks, here or in
/// [`figures`](super::figures); store and index
/// are then made again.
pub const RULES: &str = "findings 3";

/// The remarks on an entity, as records of their own.
pub fn derive(record: &Record) -> Vec<Record> {
    match record {
        Record::Event(event) => of_event(event),
        _ => Vec::new(),
    }
}

fn of_event(event: &Event) -> Vec<Record> {
    let mut remarks = Remarks { event, findings: Vec::new() };
    if event.basis(EventField::Title) == Basis::Inferred {
        remarks.missing_heading();
    }
    let reading = event.date_text.as_deref().and_then(|text| parse_dates(text).ok());
    for weekday in reading.iter().flat_map(|reading| reading.contradictions()) {
        remarks.weekday_contradicts_date(weekday);
    }
    for &span in &event.dates {
        let (first, last) =
            (fiscal_year_of(span.start.first_day()), fiscal_year_of(span.end.last_day()));
        if event.fiscal_year < first || event.fiscal_year > last {
            remarks.outside_fiscal_year(span, first);
        }
        let surely = (fiscal_year_of(span.start.last_day()), fiscal_year_of(span.end.first_day()));
        if surely.0 < surely.1 {
            remarks.fiscal_year_span(first, last);
        }
    }
    remarks.findings.into_iter().map(Record::from).collect()
}

struct Remarks<'a> {
    event: &'a Event,
    findings: Vec<Finding>,
}

impl Remarks<'_> {
    fn missing_heading(&mut self) {
        let Event { title, consulate, .. } = self.event;
        self.add(
            FindingCode::MissingHeading,
            "title",
            Bilingual::new(
                "原資料にはこの事業の見出しが見当たらない。事業名は本文から付けた。",
                "The source prints no heading for this event; its title was taken from its text.",
            ),
            vec!["―".to_owned(), format!("{} ({consulate})", title.ja)],
        );
    }

    fn weekday_contradicts_date(&mut self, PrintedWeekday { date, printed }: PrintedWeekday) {
        let Some(actual) = date.weekday() else { return };
        let (printed_ja, actual_ja) = (weekday_ja(printed), weekday_ja(actual));
        self.add(
            FindingCode::WeekdayContradictsDate,
            "dates",
            Bilingual::new(
                format!("原資料は{date}を{printed_ja}曜日とするが、暦では{actual_ja}曜日である。"),
                format!(
                    "The source prints {date} as a {printed:?}; by the calendar it is a {actual:?}."
                ),
            ),
            vec![format!("{date} ({printed_ja})"), format!("{date} ({actual_ja})")],
        );
    }

    fn outside_fiscal_year(&mut self, span: DateSpan, actual: i32) {
        let filed = self.event.fiscal_year;
        let date = span.start;
        self.add(
            FindingCode::OutsideFiscalYear,
            "dates",
            Bilingual::new(
                format!("{filed}年度の事業とされているが、日付{date}は{actual}年度に当たる。"),
                format!("It is reported under fiscal {filed}, but {date} lies in fiscal {actual}."),
            ),
            vec![format!("FY{filed}"), format!("FY{actual} ({date})")],
        );
    }

    fn fiscal_year_span(&mut self, first: i32, last: i32) {
        let filed = self.event.fiscal_year;
        self.add(
            FindingCode::FiscalYearSpan,
            "fiscalYear",
            Bilingual::new(
                format!("期間は{first}年度から{last}年度にわたる。{filed}年度に分類した。"),
                format!("It spans fiscal {first} to {last}; it is filed under fiscal {filed}."),
            ),
            vec![format!("FY{first}-FY{last}"), format!("FY{filed}")],
        );
    }

    fn add(&mut self, code: FindingCode, field: &str, message: Bilingual, readings: Vec<String>) {
        let number = 1 + self.findings.iter().filter(|finding| finding.code == code).count();
        let slug = &self.event.slug;
        self.findings.push(Finding {
            slug: format!("{slug}/{}-{number}", code.as_str()),
            code,
            message,
            field: Some(field.to_owned()),
            readings,
            about: Key::new(Kind::Event, slug),
            source: self.event.sources.first().cloned(),
        });
    }
}

fn weekday_ja(weekday: Weekday) -> char {
    match weekday {
        Weekday::Monday => '月',
        Weekday::Tuesday => '火',
        Weekday::Wednesday => '水',
        Weekday::Thursday => '木',
        Weekday::Friday => '金',
        Weekday::Saturday => '土',
        Weekday::Sunday => '日',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(fiscal_year: i32, date_text: &str, dates: &str) -> Vec<(FindingCode, Vec<String>)> {
        let json = format!(
            r#"{{"kind":"event","slug":"x-1","title":{{"ja":"題"}},"fiscalYear":{fiscal_year},
                "consulate":"chicago","dateText":"{date_text}","dates":{dates}}}"#
        );
        let derived = derive(&serde_json::from_str(&json).unwrap());
        let of = |record: Record| match record {
            Record::Finding(finding) => (finding.code, finding.readings.clone()),
            other => panic!("{other:?}"),
        };
        derived.into_iter().map(of).collect()
    }

    #[test]
    fn a_weekday_against_the_calendar_is_remarked_with_both_readings() {
        let span = r#"[{"start":"2024-10-21","end":"2024-10-21"}]"#;
        assert_eq!(findings(2024, "2024年10月21日(月)", span), []);
        let readings = vec!["2024-10-21 (水)".to_owned(), "2024-10-21 (月)".to_owned()];
        assert_eq!(
            findings(2024, "2024年10月21日(水)", span),
            [(FindingCode::WeekdayContradictsDate, readings)]
        );
    }

    #[test]
    fn a_date_of_another_fiscal_year_is_remarked_but_not_one_that_may_belong() {
        let span = |start, end| format!(r#"[{{"start":"{start}","end":"{end}"}}]"#);
        let codes = |start, end| {
            findings(2024, "", &span(start, end))
                .into_iter()
                .map(|(code, _)| code)
                .collect::<Vec<_>>()
        };
        assert_eq!(codes("2025-09-05", "2025-09-05"), [FindingCode::OutsideFiscalYear]);
        assert_eq!(codes("2024-04", "2025-03"), []);
        assert_eq!(codes("2024", "2024"), []);
        assert_eq!(codes("2017-04", "2025-03"), [FindingCode::FiscalYearSpan]);
    }
}
