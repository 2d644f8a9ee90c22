//! The ministry's five documents, end to end, where they lie beside the
//! repository.

use serde_json::{Value, json};

use crate::kit::{Data, Server, real_documents, strings};

const SLUGS: &str = "query($q: String!, $filter: SearchFilter, $kinds: [NodeKind!]) {
    search(query: $q, filter: $filter, kinds: $kinds, first: 100) {
        totalCount
        edges { tier node { ... on Event { slug overview effects captions audience title abstract venue city people { name role } } } highlights { text ranges { start end } } }
        facets { fiscalYears { value count } consulates { value count } states { value count } }
        timeline { fiscalYear count }
    } }";

fn search(server: &Server, words: &str) -> Value {
    server.query(SLUGS, json!({ "q": words, "kinds": ["EVENT"] }))["search"].clone()
}

fn slugs(found: &Value) -> Vec<&str> {
    found["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| edge["node"]["slug"].as_str().unwrap())
        .collect()
}

#[test]
fn the_five_documents_become_93_events_that_are_found() {
    let Some(files) = real_documents() else { return };
    let data = Data::new();
    let told = data.import(&files);
    let count = |document: &Value, what: &str| document[what].as_u64().unwrap();
    let documents: Vec<_> = told["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|document| {
            (
                document["document"].as_str().unwrap(),
                count(document, "events"),
                count(document, "repeated"),
            )
        })
        .collect();
    assert_eq!(
        documents,
        [
            ("fy2024-report", 76, 0),
            ("fy2020-summary", 9, 0),
            ("fy2022-summary", 4, 0),
            ("fy2023-summary", 4, 0),
            ("fy2024-summary", 0, 3),
        ]
    );
    let again = data.import(&files);
    assert!(
        again["documents"]
            .as_array()
            .unwrap()
            .iter()
            .all(|document| document["sequence"].is_null())
    );

    let server = data.serve();
    let events = server.query("{ events { totalCount } }", json!({}));
    assert_eq!(events["events"]["totalCount"], 93);

    let found = search(&server, "半導体");
    assert_eq!(slugs(&found)[..2], ["fy2024-39", "fy2024-51"]);
    assert_eq!(
        found["facets"]["states"],
        json!([{ "value": "AZ", "count": 1 }, { "value": "CA", "count": 1 }, { "value": "OR", "count": 1 }])
    );

    let found = search(&server, "姉妹都市");
    let mut all = slugs(&found);
    all[..2].sort_unstable();
    assert_eq!(all[..2], ["fy2024-10", "fy2024-53"]);
    all.sort_unstable();
    assert_eq!(
        all,
        [
            "fy2020-04",
            "fy2020-05",
            "fy2022-01",
            "fy2022-04",
            "fy2024-10",
            "fy2024-17",
            "fy2024-53",
            "fy2024-59",
            "fy2024-67"
        ]
    );

    let twice: Vec<_> = ["fy2024-46", "fy2024-32", "fy2024-14"]
        .iter()
        .map(|slug| {
            let event = server.query(
                "query($s: String!) { event(slug: $s) { sources { ordinal document { slug } } } }",
                json!({ "s": slug }),
            );
            event["event"]["sources"].clone()
        })
        .collect();
    for (sources, (sheet, example)) in twice.iter().zip([(46, 1), (32, 2), (14, 3)]) {
        assert_eq!(
            sources,
            &json!([
                { "ordinal": sheet, "document": { "slug": "fy2024-report" } },
                { "ordinal": example, "document": { "slug": "fy2024-summary" } },
            ])
        );
    }
}

/// The top tier has exactly the events whose text holds the word.
#[test]
fn exact_hits_are_those_that_say_the_word() {
    let Some(files) = real_documents() else { return };
    let data = Data::new();
    data.import(&files);
    let server = data.serve();
    let all = search(&server, "");
    for word in [
        "日本企業",
        "州議会",
        "州知事",
        "日米協会",
        "商工会",
        "領事",
        "大使",
        "バイオ",
        "取り組",
        "JETRO",
    ] {
        let mut expected: Vec<&str> = all["edges"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|edge| says(&edge["node"], word))
            .map(|edge| edge["node"]["slug"].as_str().unwrap())
            .collect();
        let found = search(&server, word);
        let exact =
            found["edges"].as_array().unwrap().iter().filter(|edge| edge["tier"] == "EXACT");
        let mut exact: Vec<&str> =
            exact.map(|edge| edge["node"]["slug"].as_str().unwrap()).collect();
        expected.sort_unstable();
        exact.sort_unstable();
        assert!(!expected.is_empty());
        assert_eq!(exact, expected, "{word}");
    }
}

fn says(event: &Value, word: &str) -> bool {
    let lists = ["overview", "effects", "captions", "audience"];
    let single = ["title", "abstract", "venue", "city"];
    let people = event["people"].as_array().unwrap().iter();
    single.iter().any(|field| event[*field].as_str().is_some_and(|text| text.contains(word)))
        || lists.iter().any(|list| strings(&event[*list]).iter().any(|text| text.contains(word)))
        || people
            .flat_map(|person| [&person["name"], &person["role"]])
            .any(|text| text.as_str().is_some_and(|text| text.contains(word)))
}

/// Remarks on the dates, found independently by reading the documents.
#[test]
fn contradictions_in_the_documents_are_findings() {
    let Some(files) = real_documents() else { return };
    let data = Data::new();
    data.import(&files);
    let server = data.serve();
    let about = |code: &str| {
        let query = "query($codes: [FindingCode!]) {
            findings(filter: { codes: $codes }, first: 100) { nodes { about { ... on Event { slug } } } } }";
        let found = server.query(query, json!({ "codes": [code] }));
        let nodes = found["findings"]["nodes"].as_array().unwrap().clone();
        nodes
            .iter()
            .map(|node| node["about"]["slug"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        about("WEEKDAY_CONTRADICTS_DATE"),
        ["fy2024-20", "fy2024-21", "fy2024-44", "fy2024-46"]
    );
    assert_eq!(about("OUTSIDE_FISCAL_YEAR"), ["fy2024-20", "fy2024-21", "fy2024-70"]);
    let lost: Vec<String> =
        about("MISSING_HEADING").into_iter().filter(|slug| slug.starts_with("fy2024")).collect();
    let sheets = [3, 4, 5, 6, 9, 10, 13, 14, 15, 16, 33, 34, 35, 36];
    assert_eq!(lost, sheets.map(|sheet| format!("fy2024-{sheet:02}")));
}
