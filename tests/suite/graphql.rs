//! The schema over real HTTP: lookups, relations in both directions, filters,
//! orders, errors.

use serde_json::{Value, json};

use crate::kit::{Data, repository};

#[test]
fn relations_are_walked_in_both_directions() {
    let data = Data::with_own_report();
    let server = data.serve();
    let answer = server.query(
        r#"{ event(slug: "fy2025-01") {
            title titleBasis fiscalYear dateText dates { start end } city format
            consulate { slug events(filter: { fiscalYears: [2025] }) { nodes { slug } } jurisdiction { state { code } } }
            states { code events { nodes { slug } } consulates { slug events(filter: { fiscalYears: [2025] }) { totalCount } } }
            actionPlans { slug priorities { slug actionPlan { slug } } events { totalCount } documents { slug actionPlans { slug } } }
            sources { ordinal document { slug events { totalCount } passages { nodes { event { slug } } } } }
            passages { nodes { heading document { slug } event { slug } } }
            attendance { count unit precision text } audience overview effects captions revision
        } }"#,
        json!({}),
    );
    let event = &answer["event"];
    assert_eq!(event["title"], "半導体と水素の研究会");
    assert_eq!(event["titleBasis"], "STATED");
    assert_eq!(event["dates"], json!([{ "start": "2025-06-04", "end": "2025-06-04" }]));
    assert_eq!(
        event["attendance"],
        json!({ "count": 120, "unit": "PERSONS", "precision": "ABOUT", "text": "約120名" })
    );
    assert_eq!(event["audience"], json!(["州議会議員", "大学関係者"]));
    assert_eq!(event["captions"], json!(["半導体の展示を見る人々"]));
    assert_eq!(event["overview"][0], "半導体の工場と水素の供給網について、日本企業三社が語った。");
    assert_eq!(
        event["consulate"]["events"]["nodes"],
        json!([{ "slug": "fy2025-01" }, { "slug": "fy2025-02" }])
    );
    assert_eq!(event["states"][0]["code"], "IL");
    assert_eq!(
        event["states"][0]["consulates"],
        json!([{ "slug": "chicago", "events": { "totalCount": 2 } }])
    );
    assert_eq!(event["actionPlans"][0]["slug"], "plan-4.0");
    assert_eq!(event["actionPlans"][0]["events"]["totalCount"], 4);
    assert_eq!(event["actionPlans"][0]["priorities"][0]["actionPlan"]["slug"], "plan-4.0");
    assert_eq!(event["sources"][0]["document"]["slug"], "fy2025-report");
    assert_eq!(event["sources"][0]["document"]["events"]["totalCount"], 4);
    assert_eq!(event["passages"]["nodes"][0]["event"]["slug"], "fy2025-01");
    assert_eq!(event["revision"], 1);
}

#[test]
fn what_the_source_lost_is_inferred_and_remarked() {
    let data = Data::with_own_report();
    let answer = data.serve().query(
        r#"{ event(slug: "fy2025-03") { titleBasis consulateBasis consulate { slug } findings { code readings about { __typename } } }
             document(slug: "fy2025-report") { findings { totalCount } } 
             findings(filter: { codes: [OUTSIDE_FISCAL_YEAR], documents: ["fy2025-report"] }) { nodes { about { ... on Event { slug } } } } }"#,
        json!({}),
    );
    let event = &answer["event"];
    assert_eq!(
        (&event["titleBasis"], &event["consulateBasis"]),
        (&json!("INFERRED"), &json!("INFERRED"))
    );
    assert_eq!(event["consulate"]["slug"], "portland");
    let codes: Vec<&str> = event["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["MISSING_HEADING", "WEEKDAY_CONTRADICTS_DATE"]);
    assert_eq!(event["findings"][1]["readings"], json!(["2025-10-01 (木)", "2025-10-01 (水)"]));
    assert_eq!(answer["findings"]["nodes"], json!([{ "about": { "slug": "fy2025-04" } }]));
    assert_eq!(answer["document"]["findings"]["totalCount"], 3);
}

#[test]
fn nodes_are_found_by_their_ids() {
    let data = Data::with_own_report();
    let server = data.serve();
    let ids = server.query(
        r#"{ event(slug: "fy2025-01") { id } state(code: "TX") { id } consulate(slug: "boston") { id }
             document(slug: "fy2024-report") { id } actionPlan(slug: "plan-4.0") { id }
             priority(slug: "plan-4.0/awareness") { id } findings { nodes { id } }
             search(query: "", kinds: [PASSAGE]) { nodes { ... on Passage { id } } } }"#,
        json!({}),
    );
    let single = ["event", "state", "consulate", "document", "actionPlan", "priority"];
    let mut all: Vec<Value> = single.iter().map(|name| ids[*name]["id"].clone()).collect();
    all.push(ids["findings"]["nodes"][0]["id"].clone());
    all.push(ids["search"]["nodes"][0]["id"].clone());
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }";
    let nodes = server.query(query, json!({ "ids": all }))["nodes"].clone();
    let types: Vec<_> =
        nodes.as_array().unwrap().iter().map(|node| node["__typename"].as_str().unwrap()).collect();
    assert_eq!(
        types,
        ["Event", "State", "Consulate", "Document", "ActionPlan", "Priority", "Finding", "Passage"]
    );
    let back: Vec<_> = nodes.as_array().unwrap().iter().map(|node| node["id"].clone()).collect();
    assert_eq!(back, all);
    let one_bad = server.ask(query, json!({ "ids": [all[0], "x"] }));
    assert_eq!(one_bad["data"]["nodes"][0]["id"], all[0]);
    assert_eq!(one_bad["data"]["nodes"][1], Value::Null);
    assert_eq!(one_bad["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    let none = server.query("{ node(id: \"ZXZlbnQvbm9uZQ\") { id } event(slug: \"none\") { id } state(code: \"XX\") { id } }", json!({}));
    assert_eq!(none, json!({ "node": null, "event": null, "state": null }));
}

#[test]
fn filters_narrow_and_orders_order() {
    let data = Data::with_own_report();
    let server = data.serve();
    let slugs = |arguments: &str| {
        let query = format!(
            "{{ document(slug: \"fy2025-report\") {{ events({arguments}) {{ nodes {{ slug }} }} }} }}"
        );
        let answer = server.query(&query, json!({}));
        let nodes = answer["document"]["events"]["nodes"].as_array().unwrap().clone();
        let numbers = nodes
            .iter()
            .map(|node| node["slug"].as_str().unwrap().trim_start_matches("fy2025-0").to_owned());
        numbers.collect::<Vec<_>>().join("")
    };
    for (arguments, expected) in [
        ("first: 100", "1234"),
        ("orderBy: DATE_ASC", "4123"),
        ("orderBy: DATE_DESC", "3214"),
        ("orderBy: ATTENDANCE_ASC", "3214"),
        ("orderBy: ATTENDANCE_DESC", "4123"),
        ("filter: { consulates: [\"chicago\"] }", "12"),
        ("filter: { consulates: [\"chicago\", \"portland\"], formats: [IN_PERSON] }", "13"),
        ("filter: { states: [\"IN\", \"OR\"] }", "23"),
        ("filter: { formats: [HYBRID] }", "2"),
        ("filter: { fiscalYears: [2024] }", ""),
        ("filter: { states: [] }", ""),
        ("filter: { attendance: { min: 50, max: 100 } }", "23"),
        ("filter: { heldOn: { from: \"2025-07-13\", to: \"2025-09\" } }", "2"),
        ("filter: { heldOn: { to: \"2025-06-04\" } }", "14"),
        (
            "filter: { heldOn: { from: \"2025-06\", to: \"2025\" }, consulates: [\"chicago\"] }",
            "12",
        ),
    ] {
        assert_eq!(slugs(arguments), expected, "{arguments}");
    }
}

#[test]
fn mistakes_of_a_client_are_named_with_a_code() {
    let data = Data::new();
    let server = data.serve();
    for (query, code, message) in [
        (
            "{ events(first: 0) { totalCount } }",
            "BAD_USER_INPUT",
            "`first` is 0: expected 1 to 100",
        ),
        ("{ events(first: 2147483647) { totalCount } }", "BAD_USER_INPUT", "`first` is 2147483647"),
        ("{ events(first: 1, last: 1) { totalCount } }", "BAD_USER_INPUT", "pass one pair only"),
        (
            "{ events(after: \"x\") { totalCount } }",
            "BAD_USER_INPUT",
            "`after` is \"x\": expected a cursor",
        ),
        ("{ node(id: \"半導体\") { id } }", "BAD_USER_INPUT", "is not an id of this service"),
        (
            "{ events(filter: { heldOn: { from: \"2025\", to: \"2024\" } }) { totalCount } }",
            "BAD_USER_INPUT",
            "before it begins",
        ),
        (
            "{ events(filter: { heldOn: { from: \"2024-13\" } }) { totalCount } }",
            "",
            "is not a date",
        ),
        (
            "{ events(filter: { attendance: { min: -1 } }) { totalCount } }",
            "BAD_USER_INPUT",
            "expected 0 or more",
        ),
        ("{ evnts { totalCount } }", "GRAPHQL_VALIDATION_FAILED", "Unknown field \"evnts\""),
        ("{ events { totalCount }", "GRAPHQL_PARSE_FAILED", ""),
    ] {
        let error = server.ask(query, json!({}))["errors"][0].clone();
        let said = error["message"].as_str().unwrap_or_default();
        assert!(said.contains(message), "{query}: {error}");
        assert!(code.is_empty() || error["extensions"]["code"] == code, "{query}: {error}");
        assert!(error["extensions"]["requestId"].is_string(), "{query}: {error}");
    }
}

#[test]
fn every_example_operation_is_answered() {
    let data = Data::with_own_report();
    let server = data.serve();
    for entry in std::fs::read_dir(repository("schema/operations")).unwrap() {
        let path = entry.unwrap().path();
        let operation = std::fs::read_to_string(&path).unwrap();
        let data = server.query(&operation, json!({}));
        let empty = data.as_object().unwrap().values().any(|value| value.is_null());
        assert!(!empty, "{}: {data}", path.display());
    }
}

#[test]
fn about_tells_what_is_held() {
    let data = Data::with_own_report();
    let about = data.serve().query(
        "{ about { version logSequence indexSequence indexFingerprint counts { kind count } } }",
        json!({}),
    );
    let about = &about["about"];
    assert_eq!((&about["logSequence"], &about["indexSequence"]), (&json!(2), &json!(2)));
    let counts: Vec<_> =
        about["counts"].as_array().unwrap().iter().map(|count| count.to_string()).collect();
    assert!(counts.contains(&r#"{"count":97,"kind":"event"}"#.to_owned()), "{counts:?}");
    assert!(counts.contains(&r#"{"count":56,"kind":"state"}"#.to_owned()), "{counts:?}");
}
