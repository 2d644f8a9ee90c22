//! The importer against the real documents and a table of facts that was read
//! from them by hand.
//!
//! The documents are not part of the repository: these tests look for
//! `../shared/seeds`, or for the folder that `KUSANONE_SEEDS` names, and pass
//! with a note where neither exists.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::{env, fs};

use super::*;
use crate::model::{Basis, Change, DateSpan, Event, EventField, Passage, Record};
use crate::text::date::parse_dates;

const FACTS: &str = "tests/data/facts.tsv";
const CATALOGUE: [&str; 3] = ["seed/consulates.jsonl", "seed/states.jsonl", "seed/documents.jsonl"];

/// A file of the repository.
fn repository(path: &str) -> Option<String> {
    fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)).ok()
}

/// The documents, in the order of their file names.
fn sources() -> Option<Vec<Source>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let folder = env::var_os("KUSANONE_SEEDS").map_or(beside, PathBuf::from);
    let mut files: Vec<_> = match fs::read_dir(&folder) {
        Ok(files) => files.map(|file| file.unwrap().path()).collect(),
        Err(_) => {
            println!("skipped: {} does not exist", folder.display());
            return None;
        }
    };
    files.sort();
    let decode = |path: &PathBuf| {
        Source::decode(path.display().to_string(), fs::read(path).unwrap()).unwrap()
    };
    Some(files.iter().map(decode).collect())
}

fn catalogue() -> Catalogue {
    let mut known = Catalogue::default();
    let files: Option<Vec<String>> = CATALOGUE.iter().map(|path| repository(path)).collect();
    let Some(files) = files else { return testing::catalogue() };
    for line in files.iter().flat_map(|file| file.lines()).filter(|line| !line.is_empty()) {
        match serde_json::from_str(line).unwrap() {
            Record::Consulate(post) => known.consulates.push(post),
            Record::State(state) => known.states.push(state),
            Record::Document(document) => known.documents.push(document),
            _ => {}
        }
    }
    known
}

/// What stands in the log after a plan.
fn events(plan: &Plan) -> BTreeMap<String, Arc<Event>> {
    let puts = plan.documents.iter().flat_map(|document| &document.change_set.changes);
    puts.filter_map(|change| match change {
        Change::Put(Record::Event(event)) => Some((event.slug.clone(), Arc::clone(event))),
        _ => None,
    })
    .collect()
}

fn passages(document: &DocumentPlan) -> Vec<&Passage> {
    let changes = document.change_set.changes.iter();
    changes
        .filter_map(|change| match change {
            Change::Put(Record::Passage(passage)) => Some(passage.as_ref()),
            _ => None,
        })
        .collect()
}

/// The catalogue after a plan was applied.
fn applied(mut known: Catalogue, plan: &Plan) -> Catalogue {
    let mut all: BTreeMap<_, _> =
        known.events.drain(..).map(|event| (event.slug.clone(), event)).collect();
    all.extend(events(plan));
    known.events = all.into_values().collect();
    for document in &plan.documents {
        let slugs = passages(document).iter().map(|passage| passage.slug.clone()).collect();
        known.passages.insert(document.document.clone(), slugs);
    }
    known
}

#[test]
fn five_documents_tell_of_ninety_three_events() {
    let Some(sources) = sources() else { return };
    let plan = plan(&sources, &catalogue()).unwrap();
    let counts: Vec<_> = plan
        .documents
        .iter()
        .map(|document| (document.document.as_str(), document.events, document.repeated))
        .collect();
    assert_eq!(
        counts,
        [
            ("fy2024-report", 76, 0),
            ("fy2020-summary", 9, 0),
            ("fy2022-summary", 4, 0),
            ("fy2023-summary", 4, 0),
            ("fy2024-summary", 0, 3),
        ]
    );
    let events = events(&plan);
    assert_eq!(events.len(), 93);
    for (slug, ordinal) in [("fy2024-46", 1), ("fy2024-32", 2), ("fy2024-14", 3)] {
        let sources: Vec<_> = events[slug]
            .sources
            .iter()
            .map(|source| (source.document.as_str(), source.ordinal))
            .collect();
        let sheet = slug[7..].parse().ok();
        assert_eq!(sources, [("fy2024-report", sheet), ("fy2024-summary", Some(ordinal))]);
    }
}

#[test]
fn passages_hold_every_word() {
    let Some(sources) = sources() else { return };
    let squeeze = |text: &str| -> String { text.replace("**", "").split_whitespace().collect() };
    for document in plan(&sources, &catalogue()).unwrap().documents {
        let text: String =
            passages(&document).iter().map(|passage| squeeze(&passage.text)).collect();
        assert!(text == squeeze(&sources[document.source].text), "{}", document.document);
    }
}

#[test]
fn the_order_of_files_does_not_matter_and_a_second_import_changes_nothing() {
    let Some(sources) = sources() else { return };
    let known = catalogue();
    let first = plan(&sources, &known).unwrap();
    let backwards: Vec<_> = sources.iter().rev().cloned().collect();
    let changes = |plan: &Plan| -> Vec<_> {
        plan.documents.iter().map(|document| document.change_set.clone()).collect()
    };
    assert!(changes(&first) == changes(&plan(&backwards, &known).unwrap()));
    let known = applied(known, &first);
    let second = plan(&sources, &known).unwrap();
    assert!(events(&second) == events(&first));
    assert!(
        second
            .documents
            .iter()
            .flat_map(|document| &document.change_set.changes)
            .all(|change| matches!(change, Change::Put(_)))
    );
}

#[test]
fn a_repeated_example_is_known_from_what_is_stored() {
    let Some(sources) = sources() else { return };
    let (report, summary) = (&sources[..1], &sources[1..2]);
    let alone = plan(summary, &catalogue()).unwrap();
    assert_eq!((alone.documents[0].events, alone.documents[0].repeated), (0, 0));
    assert!(alone.diagnostics.iter().any(|remark| remark.message.contains("which is not known")));
    let known = applied(catalogue(), &plan(report, &catalogue()).unwrap());
    let later = plan(summary, &known).unwrap();
    assert_eq!((later.documents[0].events, later.documents[0].repeated), (0, 3));
}

/// Days, so that 24日、25日 and 24日～25日 are the same; months and years as
/// they are.
fn days(spans: &[DateSpan]) -> BTreeSet<String> {
    let mut days = BTreeSet::new();
    for span in spans {
        if span.start.weekday().is_none() {
            days.insert(format!("{}..{}", span.start, span.end));
            continue;
        }
        let mut day = span.start.first_day();
        while day <= span.end.last_day() {
            days.insert(day.to_string());
            day = day.tomorrow().unwrap();
        }
    }
    days
}

fn days_of_table(cell: &str) -> BTreeSet<String> {
    let spans: Vec<DateSpan> = cell
        .split_whitespace()
        .map(|span| {
            let (start, end) = span.split_once("..").unwrap_or((span, span));
            DateSpan { start: start.parse().unwrap(), end: end.parse().unwrap() }
        })
        .collect();
    days(&spans)
}

#[test]
fn the_reading_agrees_with_the_table_of_facts() {
    let (Some(sources), Some(table)) = (sources(), repository(FACTS)) else { return };
    let events = events(&plan(&sources, &catalogue()).unwrap());
    let mut lines = table.lines().filter(|line| !line.starts_with('#'));
    let columns: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let mut differences = Vec::new();
    let mut rows = 0;
    for line in lines {
        let row: BTreeMap<&str, &str> = columns.iter().copied().zip(line.split('\t')).collect();
        let event = &events[row["slug"]];
        rows += 1;
        let attendance = event.attendance.as_ref();
        let set = |text: &str| text.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
        let screaming = |debug: String| match debug.as_str() {
            "AtLeast" => "AT_LEAST".to_owned(),
            other => other.to_uppercase(),
        };
        let mut check = |column: &str, read: String, expected: String| {
            if read != expected {
                differences.push(format!(
                    "{} {column}: read \"{read}\", table \"{expected}\"",
                    event.slug
                ));
            }
        };
        let cell = |column: &str| row.get(column).map_or(String::new(), |cell| (*cell).to_owned());
        if !row["title"].is_empty() {
            check("title", event.title.ja.clone(), cell("title"));
        }
        let sheet = event.slug.starts_with("fy2024");
        if sheet {
            check(
                "has_heading",
                if event.basis(EventField::Title) == Basis::Stated { "yes" } else { "no" }
                    .to_owned(),
                cell("has_heading"),
            );
            check("effects_count", event.effects.len().to_string(), cell("effects_count"));
        }
        check("consulate", event.consulate.clone(), cell("consulate"));
        check(
            "states",
            format!("{:?}", set(&event.states.join(" "))),
            format!("{:?}", set(row["states"])),
        );
        check("city", event.city.clone().unwrap_or_default(), cell("city"));
        check(
            "dates",
            format!("{:?}", days(&event.dates)),
            format!("{:?}", days_of_table(row["dates"])),
        );
        if !row["format"].is_empty() {
            check("format", event.format.as_str().to_owned(), cell("format"));
        }
        check(
            "attendance_count",
            attendance.map_or(String::new(), |it| it.count.to_string()),
            cell("attendance_count"),
        );
        check(
            "attendance_unit",
            attendance.map_or(String::new(), |it| screaming(format!("{:?}", it.unit))),
            cell("attendance_unit"),
        );
        check(
            "attendance_precision",
            attendance.map_or(String::new(), |it| screaming(format!("{:?}", it.precision))),
            cell("attendance_precision"),
        );
        check("overview_count", event.overview.len().to_string(), cell("overview_count"));
        let also: Vec<_> = event
            .sources
            .iter()
            .skip(1)
            .map(|it| format!("{}#{}", it.document, it.ordinal.unwrap_or(0)))
            .collect();
        check("also_in", also.join(" "), cell("also_in"));
        let dates = event.date_text.as_deref().map(|text| parse_dates(text).unwrap());
        let conflicts = dates.iter().flat_map(|dates| dates.contradictions()).count();
        check(
            "weekday_conflict",
            (conflicts > 0).to_string(),
            (!row["weekday_conflict"].is_empty()).to_string(),
        );
    }
    assert_eq!(rows, 93);
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences.join("\n")
    );
}
