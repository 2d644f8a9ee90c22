//! Invented events: the same every time, and records like any others.

use crate::kit::Data;

#[test]
fn invented_events_are_records_that_can_be_imported() {
    let data = Data::seeded();
    let file = data.path().join("sample.jsonl");
    std::fs::write(&file, data.succeed(&["sample", "--events", "200"])).unwrap();
    let said = data.succeed(&["import", "records", file.to_str().unwrap()]);
    assert_eq!(said, "200 records: event 200 created\n");
}

#[test]
fn fewer_events_are_the_beginning_of_more() {
    let data = Data::new();
    let of =
        |events: &str, seed: &str| data.succeed(&["sample", "--events", events, "--seed", seed]);
    let many = of("200", "7");
    assert_eq!(many, of("200", "7"));
    assert!(many.starts_with(&of("50", "7")));
    assert_ne!(many, of("200", "8"));
    assert!(many.lines().last().unwrap().contains(r#""slug":"sample-000200""#));
}

#[test]
fn many_imports_leave_few_segments() {
    let data = Data::seeded();
    let file = data.path().join("sample.jsonl");
    let sample = data.succeed(&["sample", "--events", "5"]);
    for event in sample.lines() {
        std::fs::write(&file, event).unwrap();
        data.succeed(&["import", "records", file.to_str().unwrap()]);
    }
    let entries = std::fs::read_dir(data.path()).unwrap().map(|entry| entry.unwrap().path());
    let index = entries.into_iter().find(|path| path.to_string_lossy().contains("/index-"));
    let files = std::fs::read_dir(index.unwrap()).unwrap().map(|entry| entry.unwrap().path());
    let segments = files.filter(|path| path.extension().is_some_and(|kind| kind == "term"));
    assert_eq!(segments.count(), 4);
    data.succeed(&["verify"]);
}
