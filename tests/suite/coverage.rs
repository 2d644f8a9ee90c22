//! The table of where events are and where not.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::kit::{Data, Server};

fn coverage(server: &Server, arguments: &str) -> Value {
    let query = format!(
        "{{ coverage({arguments}) {{ totalCount rows {{ value count sum }} columns {{ value count sum }}
            cells {{ row column count evidence undescribed }} years {{ fiscalYear described claimed }} }} }}"
    );
    server.query(&query, json!({}))["coverage"].clone()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

#[test]
fn margins_add_up_and_cells_open_to_their_events() {
    let data = Data::seeded();
    let server = data.serve();
    for arguments in [
        "rows: STATE, columns: FISCAL_YEAR",
        "rows: CONSULATE, columns: THEME, filter: { fiscalYears: [2024] }",
        "rows: PRIORITY, columns: STATE, filter: { states: [\"TX\", \"OK\", \"LA\"] }",
    ] {
        let table = coverage(&server, arguments);
        let (mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new());
        for cell in table["cells"].as_array().unwrap() {
            *rows.entry(cell["row"].to_string()).or_insert(0) += number(&cell["count"]);
            *columns.entry(cell["column"].to_string()).or_insert(0) += number(&cell["count"]);
        }
        for (headers, sums) in [(&table["rows"], rows), (&table["columns"], columns)] {
            for header in headers.as_array().unwrap() {
                let sum = sums[&header["value"].to_string()];
                assert_eq!(number(&header["sum"]), sum, "{arguments} {header}");
                assert!(number(&header["count"]) <= sum, "{arguments} {header}");
            }
        }
        let full = table["cells"].as_array().unwrap().iter().filter(|cell| cell["count"] != 0);
        for cell in full.step_by(11).take(8) {
            let query = format!(
                "query($r: String, $c: String) {{ coverage({arguments}) {{ cell(row: $r, column: $c) {{ events(first: 100) {{ totalCount nodes {{ fiscalYear states {{ code }} consulate {{ slug }} }} }} }} }} }}"
            );
            let opened = server.query(&query, json!({ "r": cell["row"], "c": cell["column"] }));
            let events = &opened["coverage"]["cell"]["events"];
            assert_eq!(events["totalCount"], cell["count"], "{arguments} {cell}");
            if arguments.starts_with("rows: STATE") && !cell["row"].is_null() {
                for event in events["nodes"].as_array().unwrap() {
                    assert_eq!(event["fiscalYear"].to_string(), cell["column"].as_str().unwrap());
                    assert!(
                        event["states"]
                            .as_array()
                            .unwrap()
                            .contains(&json!({ "code": cell["row"] }))
                    );
                }
            }
        }
    }
}

#[test]
fn each_event_of_one_fiscal_year_stands_in_one_column() {
    let data = Data::seeded();
    let table = coverage(&data.serve(), "rows: CONSULATE, columns: FISCAL_YEAR");
    let sum: u64 =
        table["columns"].as_array().unwrap().iter().map(|year| number(&year["sum"])).sum();
    assert_eq!(sum, number(&table["totalCount"]));
}

/// Four sorts of evidence, each from what the documents publish: 104 events claimed
/// and 76 described in fiscal 2024, none described in 2021.
#[test]
fn an_empty_cell_says_what_is_known_of_it() {
    let data = Data::seeded();
    let server = data.serve();
    let evidence = |rows: &str, columns: &str, row: &str, column: &str| {
        let query = format!(
            "query($r: String, $c: String) {{ coverage(rows: {rows}, columns: {columns}) {{ cell(row: $r, column: $c) {{ count evidence undescribed }} }} }}"
        );
        let cell =
            server.query(&query, json!({ "r": row, "c": column }))["coverage"]["cell"].clone();
        (
            number(&cell["count"]),
            cell["evidence"].as_str().unwrap().to_owned(),
            cell["undescribed"].clone(),
        )
    };
    let expected = |count, evidence: &str, undescribed| (count, evidence.to_owned(), undescribed);
    for (row, column, cell) in [
        ("TX", "2024", expected(6, "EVENTS", json!(28))),
        ("WY", "2024", expected(0, "UNKNOWN", json!(28))),
        ("WY", "2021", expected(0, "NOT_IN_CORPUS", json!(109))),
        // Filed under 2020, but told of 2017 to 2020 as a whole.
        ("WY", "2018", expected(0, "UNKNOWN", Value::Null)),
    ] {
        assert_eq!(evidence("STATE", "FISCAL_YEAR", row, column), cell, "{row} {column}");
    }
    // A plan is not applied to years before it.
    let before = evidence("FISCAL_YEAR", "PRIORITY", "2020", "plan-3.0/supply-chain");
    assert_eq!(before.1, "NONE");
}

/// A year whose events are all described has gaps.
#[test]
fn a_year_that_is_described_in_full_has_gaps() {
    let data = Data::new();
    let records = [
        json!({ "kind": "event", "slug": "y-1", "title": { "ja": "水素の会合" }, "fiscalYear": 2030, "consulate": "chicago", "states": ["IL"] }),
        json!({ "kind": "claim", "slug": "projects/fy2030/own", "measure": "projects", "label": { "ja": "2030年度の件数", "en": "Events of fiscal 2030" },
            "value": 1, "unit": "projects", "precision": "EXACT", "text": "1件", "fiscalYear": 2030, "source": { "document": "fy2024-report" } }),
    ];
    let file = data.path().join("records.jsonl");
    std::fs::write(&file, records.map(|record| record.to_string()).join("\n")).unwrap();
    data.succeed(&["import", "records", file.to_str().unwrap()]);
    let table = coverage(
        &data.serve(),
        "rows: STATE, columns: FISCAL_YEAR, filter: { fiscalYears: [2030], states: [\"IL\", \"WI\"] }",
    );
    assert_eq!(
        table["cells"],
        json!([
            { "row": "IL", "column": "2030", "count": 1, "evidence": "EVENTS", "undescribed": 0 },
            { "row": "WI", "column": "2030", "count": 0, "evidence": "NONE", "undescribed": 0 },
        ])
    );
}
