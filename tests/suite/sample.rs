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
