//! What survives: kills, deleted views, damaged files.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::kit::{Data, Server, own_report, repository};

/// Everything that clients can ask, answered.
fn answers(server: &Server) -> Vec<Value> {
    let mut answers = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(repository("schema/operations"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        answers.push(server.query(&std::fs::read_to_string(file).unwrap(), json!({})));
    }
    let search = "query($q: String!) { search(query: $q, first: 100) { totalCount edges { cursor score tier node { __typename } } } }";
    for words in ["日本", "州", "半導体 水素", "企業の貢献"] {
        answers.push(server.query(search, json!({ "q": words })));
    }
    answers
}

#[test]
fn views_that_were_deleted_are_made_again_with_equal_answers() {
    let data = Data::with_own_report();
    // Changing what is there leaves deleted documents in the index.
    let changed = data.path().join("changed.jsonl");
    std::fs::write(
        &changed,
        r#"{"kind":"event","slug":"x-1","title":{"ja":"日本企業の半導体"},"fiscalYear":2024,"consulate":"chicago","states":["IL"]}"#,
    )
    .unwrap();
    data.succeed(&["import", "records", changed.to_str().unwrap()]);
    let before = answers(&data.serve());
    data.succeed(&["rebuild"]);
    assert_eq!(answers(&data.serve()), before);
    std::fs::remove_dir_all(data.path().join("store")).unwrap();
    assert_eq!(answers(&data.serve()), before);
    data.succeed(&["verify"]);
}

#[test]
fn a_killed_server_starts_again_with_everything() {
    let data = Data::with_own_report();
    let server = data.serve();
    let before = answers(&server);
    server.kill();
    for name in ["store/snap.0000000000000000.generating", "store/snap.ffff.generating"] {
        std::fs::write(data.path().join(name), b"torn").unwrap();
    }
    let started = Instant::now();
    let server = data.serve();
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    assert_eq!(answers(&server), before);
    assert_eq!(server.terminate(), Some(0));
    data.succeed(&["verify"]);
}

#[test]
fn an_import_killed_at_any_moment_is_whole_or_absent() {
    for delay in [0, 40, 80, 160, 320, 640, 1_280] {
        let data = Data::new();
        let report = own_report();
        let mut process = data
            .command(&["import", "document", report.to_str().unwrap()])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        let _ = process.kill();
        process.wait().unwrap();
        data.succeed(&["verify"]);
        let events = "{ document(slug: \"fy2025-report\") { events { totalCount } } }";
        let found = data.serve().query(events, json!({}));
        let whole = json!({ "document": { "events": { "totalCount": 4 } } });
        assert!(found == whole || found == json!({ "document": null }), "{delay} ms: {found}");
    }
}

#[test]
fn a_damaged_log_is_named_and_left_alone() {
    let data = Data::with_own_report();
    let path = data.path().join("log.jsonl");
    let damaged = std::fs::read_to_string(&path).unwrap().replacen(
        "半導体と水素の研究会",
        "半導体と水素の研究階",
        1,
    );
    std::fs::write(&path, &damaged).unwrap();
    let said = data.fail(&["verify"]);
    assert!(said.contains("is damaged (its checksum does not match)"), "{said}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), damaged);
}

/// A backup brought back, or another folder's log: the views are made again. A
/// log that is gone is an error: the views may be the last copy.
#[test]
fn views_of_another_log_are_not_believed() {
    let data = Data::with_own_report();
    let other = Data::new();
    other.succeed(&["search", "半導体"]);
    for log in [other.path().join("log.jsonl"), data.path().join("log.jsonl")] {
        let saved = std::fs::read(&log).unwrap();
        std::fs::write(data.path().join("log.jsonl"), &saved).unwrap();
        data.succeed(&["verify"]);
    }
    std::fs::remove_file(data.path().join("log.jsonl")).unwrap();
    let said = data.fail(&["verify"]);
    assert!(said.contains("the log is empty, but store or index hold"), "{said}");
    // The refused start has left an empty log, which is no reason either.
    let said = data.fail(&["rebuild"]);
    assert!(said.contains("is missing or empty"), "{said}");
}
