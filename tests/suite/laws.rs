//! Laws that hold whatever is stored and asked: cursors join to the whole,
//! facets equal the totals after applying them, what is written is found, and
//! highlights are true.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::kit::{Data, Server, own_report, real_documents};

/// The ministry's documents where they are, our own report elsewhere.
fn served() -> (Data, Server) {
    let data = Data::new();
    data.import(&real_documents().unwrap_or_else(|| vec![own_report()]));
    let server = data.serve();
    (data, server)
}

struct List<'a> {
    field: &'a str,
    arguments: &'a str,
}

impl List<'_> {
    fn page(&self, server: &Server, paging: &str) -> Value {
        let Self { field, arguments } = self;
        let query = format!(
            "{{ {field}({arguments} {paging}) {{ totalCount pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
                edges {{ cursor node {{ __typename ... on Node {{ id }} }} }} }} }}"
        );
        server.query(&query, json!({}))[*field].clone()
    }

    /// All ids in order, page by page.
    fn walk(&self, server: &Server, size: usize, forwards: bool) -> Vec<String> {
        let (count, bound, flag, other, edge) = match forwards {
            true => ("first", "after", "hasNextPage", "hasPreviousPage", "endCursor"),
            false => ("last", "before", "hasPreviousPage", "hasNextPage", "startCursor"),
        };
        let mut ids = Vec::new();
        let mut cursors = BTreeSet::new();
        let mut cursor = String::new();
        loop {
            let page = self.page(server, &format!("{count}: {size} {cursor}"));
            let mut part: Vec<String> = Vec::new();
            for item in page["edges"].as_array().unwrap() {
                part.push(item["node"]["id"].to_string());
                assert!(
                    cursors.insert(item["cursor"].to_string()),
                    "a cursor of {} {} stands twice",
                    self.field,
                    self.arguments
                );
            }
            assert_eq!(
                page["pageInfo"][other],
                json!(!cursor.is_empty()),
                "{} {count}",
                self.arguments
            );
            ids = if forwards { [ids, part].concat() } else { [part, ids].concat() };
            if page["pageInfo"][flag] == json!(false) {
                assert_eq!(page["totalCount"], json!(ids.len()));
                return ids;
            }
            cursor = format!("{bound}: {}", page["pageInfo"][edge]);
        }
    }
}

#[test]
fn pages_join_to_the_whole_in_both_directions() {
    let (_data, server) = served();
    for list in [
        List { field: "events", arguments: "" },
        List { field: "events", arguments: "orderBy: DATE_DESC" },
        List {
            field: "events",
            arguments: "orderBy: ATTENDANCE_ASC, filter: { formats: [IN_PERSON] }",
        },
        List { field: "search", arguments: "query: \"日\"" },
        List { field: "search", arguments: "query: \"日米の企業\", orderBy: DATE_ASC" },
        List { field: "search", arguments: "query: \"\", kinds: [PASSAGE, STATE]" },
        List {
            field: "events",
            arguments: "filter: { fiscalYears: [2024], lacking: [ORGANISATION] }",
        },
        List { field: "states", arguments: "" },
        List { field: "consulates", arguments: "" },
        List { field: "organisations", arguments: "filter: { kinds: [COMPANY] }" },
        List { field: "actionPlans", arguments: "" },
        List { field: "priorities", arguments: "" },
        List { field: "documents", arguments: "" },
        List { field: "themes", arguments: "" },
        List { field: "series", arguments: "" },
        List { field: "partnerships", arguments: "" },
        List { field: "claims", arguments: "filter: { measures: [\"jobs\", \"projects\"] }" },
        List { field: "findings", arguments: "" },
    ] {
        let whole = list.walk(&server, 100, true);
        assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), whole.len());
        assert!(!whole.is_empty(), "{}", list.arguments);
        for size in [1, 7] {
            for forwards in [true, false] {
                assert_eq!(
                    list.walk(&server, size, forwards),
                    whole,
                    "{} {size} {forwards}",
                    list.arguments
                );
            }
        }
    }
}

#[test]
fn a_facet_counts_what_applying_it_would_bring() {
    let (_data, server) = served();
    let facets = ["fiscalYears", "consulates", "states", "priorities", "themes", "kinds"];
    let counted = facets.map(|facet| format!("{facet} {{ value count }}")).join(" ");
    let query = format!(
        "query($q: String!, $f: SearchFilter, $k: [NodeKind!]) {{
            search(query: $q, filter: $f, kinds: $k) {{ totalCount facets {{ {counted} totals {{ field values lacking }} }} }} }}"
    );
    let ask = |words: &str, filter: &Value, kinds: &Value| {
        server.query(&query, json!({ "q": words, "f": filter, "k": kinds }))["search"].clone()
    };
    for (words, filter, kinds) in [
        ("日", json!({}), Value::Null),
        ("", json!({ "states": ["CA", "IL"] }), Value::Null),
        ("企業", json!({ "consulates": ["chicago"], "states": ["IL"] }), json!(["EVENT"])),
        // Few have all of it; those that have some of it are counted as well.
        ("洋上風力 姉妹都市", json!({}), Value::Null),
        ("北極 大学", json!({ "states": ["AK"] }), Value::Null),
    ] {
        let all = ask(words, &filter, &kinds);
        for total in all["facets"]["totals"].as_array().unwrap() {
            // A field that is filtered by leaves its own filter out of its counts.
            let mut filter = filter.clone();
            let field = total["field"].as_str().unwrap();
            let own = match field {
                "CONSULATE" => "consulates",
                "STATE" => "states",
                _ => "",
            };
            filter.as_object_mut().unwrap().remove(own);
            filter["lacking"] = json!([field]);
            let after = ask(words, &filter, &kinds)["totalCount"].clone();
            assert_eq!(after, total["lacking"], "{words} lacking {field}");
        }
        for facet in facets {
            for count in all["facets"][facet].as_array().unwrap() {
                let value = count["value"].as_str().unwrap();
                let (mut filter, mut kinds) = (filter.clone(), kinds.clone());
                match facet {
                    "kinds" => kinds = json!([value]),
                    "fiscalYears" => filter[facet] = json!([value.parse::<i32>().unwrap()]),
                    _ => filter[facet] = json!([value]),
                }
                let after = ask(words, &filter, &kinds)["totalCount"].clone();
                assert_eq!(after, count["count"], "{words} {facet} {value}");
            }
        }
    }
}

/// Any piece of a stored text finds the event that it came from, and every
/// highlight slices its text.
#[test]
fn what_is_written_is_found_and_marked() {
    let (_data, server) = served();
    let answer = server.query(
        "{ events(first: 100) { nodes { slug title overview effects captions audience venue } } }",
        json!({}),
    );
    let mut texts: Vec<(String, Vec<char>)> = Vec::new();
    for event in answer["events"]["nodes"].as_array().unwrap() {
        let slug = event["slug"].as_str().unwrap();
        for field in ["title", "overview", "effects", "captions", "audience", "venue"] {
            let value = &event[field];
            let each = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
            for text in each.iter().filter_map(Value::as_str) {
                texts.push((slug.to_owned(), text.chars().collect()));
            }
        }
    }
    let query = "query($q: String!) { search(query: $q, first: 100, kinds: [EVENT]) {
        totalCount edges { node { ... on Event { slug } } highlights { text ranges { start end } } } reading { terms { text } ignored } } }";
    let places = (0..texts.len(), 0.0..1.0f64, 1..=12usize);
    let mut runner =
        TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() });
    let law = runner.run(&places, |(which, start, length)| {
        let (slug, text) = &texts[which];
        let start = (start * text.len() as f64) as usize;
        let piece: String = text[start..(start + length).min(text.len())].iter().collect();
        if piece.chars().any(|c| "\"“”＂「」『』".contains(c)) {
            return Ok(());
        }
        let found = server.query(query, json!({ "q": piece }))["search"].clone();
        if found["reading"]["terms"].as_array().unwrap().is_empty()
            || found["totalCount"].as_u64() > Some(100)
        {
            return Ok(());
        }
        let edges = found["edges"].as_array().unwrap();
        prop_assert!(
            edges.iter().any(|edge| edge["node"]["slug"] == *slug),
            "{piece:?} of {slug} finds {found}"
        );
        for highlight in edges.iter().flat_map(|edge| edge["highlights"].as_array().unwrap()) {
            let units: Vec<u16> = highlight["text"].as_str().unwrap().encode_utf16().collect();
            let mut last = 0;
            for range in highlight["ranges"].as_array().unwrap() {
                let (start, end) = (
                    range["start"].as_u64().unwrap() as usize,
                    range["end"].as_u64().unwrap() as usize,
                );
                prop_assert!(last <= start && start < end && end <= units.len());
                prop_assert!(String::from_utf16(&units[start..end]).is_ok());
                last = end;
            }
            prop_assert!(last > 0, "{highlight} marks nothing");
        }
        Ok(())
    });
    law.unwrap();
}

/// Whatever is typed is answered.
#[test]
fn any_input_is_answered() {
    let data = Data::with_own_report();
    let server = data.serve();
    let query = "query($q: String!) { search(query: $q) { totalCount edges { highlights { text } } facets { kinds { count } } reading { normalised ignored } }
        analyze(text: $q) { normalised tokens { surface range { start end } } grams } }";
    let long = "半導体".repeat(3_000);
    for input in [
        "",
        " ",
        "。",
        "の",
        "a",
        "*",
        "\"",
        "「",
        "AND OR NOT ( )",
        "ッー",
        "ﾞﾟ",
        "\u{3099}",
        "😀🇯🇵",
        "4.0",
        "D.C.",
        "㍿℃①",
        "\u{0}\u{1}\u{2}",
        "a:b^2~1",
        &long,
    ] {
        server.query(query, json!({ "q": input }));
    }
    let mut runner =
        TestRunner::new(Config { cases: 100, failure_persistence: None, ..Config::default() });
    let text = proptest::string::string_regex(
        "[ -~ぁ-んァ-ヶｦ-ﾟ一-十㍑-㍿、。・「」\"\u{3099}😀\\n]{0,30}",
    )
    .unwrap();
    runner
        .run(&text, |input| {
            server.query(query, json!({ "q": input }));
            Ok(())
        })
        .unwrap();
}

#[test]
fn spellings_that_planners_do_not_tell_apart_bring_the_same() {
    let data = Data::with_own_report();
    let server = data.serve();
    let query = "query($q: String!) { search(query: $q, first: 100) { totalCount edges { tier node { ... on Event { slug } } highlights { text ranges { start end } } } } }";
    for (spellings, slug, marked) in [
        (&["フォーラム", "フオーラム", "ﾌｫｰﾗﾑ", "ふぉーらむ"][..], "fy2025-02", "フオーラム"),
        (&["コンベンション", "コンヴェンション"], "fy2025-02", "コンヴェンション"),
        (&["株式会社", "㍿"], "fy2025-01", "㍿"),
        (&["2000", "2,000", "２０００"], "fy2025-01", "2,000"),
        (&["ワシントンDC", "ワシントンＤＣ", "ﾜｼﾝﾄﾝdc"], "fy2025-04", "ワシントンDC"),
    ] {
        let answers: Vec<Value> = spellings
            .iter()
            .map(|spelling| server.query(query, json!({ "q": spelling })))
            .collect();
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{spellings:?}");
        let edge = answers[0]["search"]["edges"]
            .as_array()
            .unwrap()
            .iter()
            .find(|edge| edge["node"]["slug"] == slug);
        let edge = edge.unwrap_or_else(|| panic!("{spellings:?} do not find {slug}"));
        let highlight = &edge["highlights"][0];
        let units: Vec<u16> = highlight["text"].as_str().unwrap().encode_utf16().collect();
        let at = |name: &str| highlight["ranges"][0][name].as_u64().unwrap() as usize;
        assert_eq!(String::from_utf16(&units[at("start")..at("end")]).unwrap(), marked);
    }
}

/// A quote that never closes is read as if it were not there; an inflected verb
/// finds its other forms.
#[test]
fn words_are_read_as_people_mean_them() {
    let data = Data::with_own_report();
    let server = data.serve();
    let count = |words: &str| {
        let query = "query($q: String!) { search(query: $q, kinds: [EVENT], filter: { fiscalYears: [2025] }) { edges { tier } } }";
        let found = server.query(query, json!({ "q": words }))["search"]["edges"].take();
        found.as_array().unwrap().iter().filter(|edge| edge["tier"] != "PARTIAL").count()
    };
    for (words, same) in
        [("\"半導体 水素", "半導体 水素"), ("交わす", "交わした"), ("語る", "語った")]
    {
        assert!(count(words) > 0, "{words}");
        assert_eq!(count(words), count(same), "{words}");
    }
    for (words, expected) in [
        ("半導体", 2),
        ("「半導体 水素」", 0),
        ("半導体 水素", 1),
        ("半導体 桜", 1),
        ("防災", 1),
        ("紅白歌合戦", 0),
    ] {
        assert_eq!(count(words), expected, "{words}");
    }
}
