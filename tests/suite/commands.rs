//! The command line, as processes.

use serde_json::{Value, json};

use crate::kit::{Data, own_report, repository, text};

#[test]
fn importing_twice_changes_nothing_and_says_so() {
    let data = Data::new();
    let first = data.import(&[own_report()]);
    let changes = |answer: &Value| answer["documents"][0]["changes"].clone();
    assert_eq!(first["documents"][0]["document"], "fy2025-report");
    assert_eq!(first["documents"][0]["events"], 4);
    assert_eq!(changes(&first)["event"]["created"], 4);
    let second = data.import(&[own_report()]);
    assert_eq!(
        changes(&second)["event"],
        json!({ "created": 0, "changed": 0, "unchanged": 4, "deleted": 0 })
    );
    assert_eq!(second["documents"][0]["sequence"], Value::Null);
    let report = own_report();
    let said = data.succeed(&["import", "document", report.to_str().unwrap()]);
    assert!(said.contains("nothing to change: all of it is known already"), "{said}");
}

#[test]
fn a_dry_run_writes_nothing_and_tells_the_same() {
    let data = Data::new();
    let report = own_report();
    let arguments =
        ["import", "document", "--format", "json", "--dry-run", report.to_str().unwrap()];
    let dry: Value = serde_json::from_str(&data.succeed(&arguments)).unwrap();
    assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 0, "something was written");
    let real = data.import(&[report]);
    assert_eq!(dry["documents"][0]["changes"], real["documents"][0]["changes"]);
    assert_eq!(dry["diagnostics"], real["diagnostics"]);
}

#[test]
fn diagnostics_show_the_line_and_a_caret() {
    let report = own_report();
    let data = Data::new();
    let output = data.run(&["import", "document", report.to_str().unwrap()]);
    let said = text(&output.stderr);
    assert!(said.contains("report.txt:54:1"), "{said}");
    assert!(said.contains("│ - 実施日程：2025年10月1日（木）\n"), "{said}");
    assert!(said.contains("│ ^^^^"), "{said}");
}

#[test]
fn a_file_that_is_no_document_is_refused_and_nothing_is_written() {
    let data = Data::new();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    for (path, expected) in [
        (file("empty.txt", b""), "empty.txt is empty"),
        (file("other.txt", "今日は晴れ。\n".as_bytes()), "is not a document of the task force"),
        (file("sjis.txt", b"\x8e\xc0\x8e\x7b\x95\xf1\x8d\x90\x8f\x91"), "is not UTF-8: line 1"),
        (file("binary.txt", b"PK\x03\x04\0\0"), "is not text"),
        (file("line.txt", &vec![b'a'; 100 << 20]), "more than 16777216"),
        (folder.path().join("absent.txt").to_str().unwrap().to_owned(), "cannot be read"),
    ] {
        let said = data.fail(&["import", "document", &path]);
        assert!(said.contains(expected), "{said}");
        assert_eq!(
            std::fs::read_dir(data.path()).unwrap().count(),
            0,
            "{path}: something was written"
        );
    }
}

#[test]
fn a_data_folder_in_use_is_refused_and_nothing_is_written() {
    let data = Data::new();
    let server = data.serve();
    let log = || std::fs::read(data.path().join("log.jsonl")).unwrap();
    let before = log();
    let report = own_report();
    for arguments in [
        &["import", "document", report.to_str().unwrap()][..],
        &["rebuild"],
        &["search", "半導体"],
        &["serve", "--listen", "127.0.0.1:0"],
    ] {
        let said = data.fail(arguments);
        assert!(said.contains("is in use by another kusanone process"), "{said}");
    }
    assert_eq!(log(), before);
    // A dry run only reads the log, so it works beside a server.
    data.succeed(&["import", "document", "--dry-run", report.to_str().unwrap()]);
    drop(server);
}

#[test]
fn records_are_imported_and_a_bad_line_stops_everything() {
    let data = Data::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.jsonl");
    let import = |lines: &str| {
        std::fs::write(&path, lines).unwrap();
        data.run(&["import", "records", path.to_str().unwrap()])
    };
    let good = r#"{"kind":"event","slug":"x-1","title":{"ja":"試し"},"fiscalYear":2024,"consulate":"chicago","states":["IL"],"priorities":["plan-3.0/supply-chain"],"overview":["概要"]}"#;
    let said = text(&import(&format!("{good}\n{}\n", good.replace("title", "titel"))).stderr);
    assert!(said.contains("line 2, column 30: unknown field `titel`"), "{said}");
    let said = text(&import(&good.replace("chicago", "paris")).stderr);
    assert!(said.contains("event/x-1 refers to consulate/paris"), "{said}");
    assert_eq!(text(&import(good).stdout), "1 records: event 1 created\n");
    assert_eq!(text(&import(good).stdout), "1 records: event 1 unchanged\n");
}

#[test]
fn the_last_line_of_an_entity_counts_and_slips_are_refused() {
    let data = Data::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.jsonl");
    let import = |lines: &str| {
        std::fs::write(&path, lines).unwrap();
        data.run(&["import", "records", path.to_str().unwrap()])
    };
    let event = |title: &str| {
        format!(
            r#"{{"kind":"event","slug":"x-1","title":{{"ja":"{title}"}},"fiscalYear":2024,"consulate":"chicago","states":["IL"]}}"#
        )
    };
    assert!(import(&event("元")).status.success());
    let said = text(&import(&format!("{}\n{}", event("変更"), event("元"))).stdout);
    assert_eq!(said, "2 records: event 1 unchanged\n");
    for (line, expected) in [
        (event("題").replace("x-1", ""), "the slug \"\" cannot be used"),
        (event("題").replace("2024", "200000000"), "the fiscal year 200000000 cannot be meant"),
        (
            r#"{"kind":"finding","slug":"x-1/a-1","code":"MISSING_HEADING","message":{"ja":"誤"},"readings":[],"about":"event/x-1"}"#.to_owned(),
            "a finding missing-heading is derived from what it is about",
        ),
    ] {
        let said = text(&import(&line).stderr);
        assert!(said.contains(expected), "{said}");
    }
    data.succeed(&["verify"]);
}

#[test]
fn the_terminal_shows_what_graphql_answers() {
    let data = Data::with_own_report();
    let said = data.succeed(&["search", "FY2025 半導体", "--first", "3"]);
    let shown: Vec<&str> = said.lines().filter(|line| line.starts_with("fy2025-")).collect();
    assert_eq!(
        shown,
        [
            "fy2025-01  半導体と水素の研究会  2025年6月4日(水)  在シカゴ日本国総領事館  イリノイ州",
            "fy2025-04  桜の写真展  2025年2月14日(金)  在アメリカ合衆国日本国大使館  ワシントンDC",
        ]
    );
    assert!(said.contains("  overview: [半導体]の工場と水素の供給網について"), "{said}");

    let json: Value = serde_json::from_str(&data.succeed(&[
        "search",
        "半導体",
        "--first",
        "3",
        "--format",
        "json",
    ]))
    .unwrap();
    let operation =
        std::fs::read_to_string(repository("schema/operations/1-search.graphql")).unwrap();
    let answer = data.serve().query(&operation, json!({ "query": "半導体", "first": 3 }));
    assert_eq!(json["data"], answer);
}

#[test]
fn wrong_usage_exits_with_2_and_help_with_0() {
    let data = Data::new();
    for (arguments, code) in [
        (&["serach"][..], 2),
        (&["search"], 2),
        (&["search", "a", "--first", "0"], 2),
        (&["--help"], 0),
    ] {
        assert_eq!(data.run(arguments).status.code(), Some(code), "{arguments:?}");
    }
}

#[test]
fn settings_are_shown_with_where_to_change_them() {
    let data = Data::new();
    let shown = data.succeed(&["config"]);
    assert!(shown.contains("KUSANONE_LISTEN=127.0.0.1:8080"), "{shown}");
    assert!(shown.contains(&format!("KUSANONE_DATA_DIR={}", data.path().display())), "{shown}");
}

#[test]
fn a_missing_dictionary_says_what_to_do() {
    let data = Data::new();
    let output = data
        .command(&["dictionary", "--from", "/nowhere"])
        .env("KUSANONE_DICTIONARY", data.path().join("dictionary"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("apt-get install mecab-ipadic"),
        "{}",
        text(&output.stderr)
    );
}
