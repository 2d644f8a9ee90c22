//! The seed keeps its own laws, and meets the documents that it was read from.

use serde_json::{Value, json};

use crate::kit::{Data, real_documents};

#[test]
fn a_first_start_brings_the_whole_programme_without_a_gap() {
    let data = Data::seeded();
    let verdict = data.succeed(&["verify"]);
    assert!(verdict.ends_with("0 problems, 0 gaps in what is known\n"), "{verdict}");
    let answer = data.serve().query("{ about { counts { kind count } } }", json!({}));
    let counts = answer["about"]["counts"].as_array().unwrap();
    let count = |kind: &str| counts.iter().find(|it| it["kind"] == kind).unwrap()["count"].clone();
    for (kind, expected) in [
        ("event", 93),
        ("consulate", 16),
        ("state", 56),
        ("document", 5),
        ("actionPlan", 4),
        ("priority", 17),
        ("passage", 0),
    ] {
        assert_eq!(count(kind), expected, "{kind}");
    }
}

/// What a planner walks: from an event to the reasons behind it, from a tie to
/// its events, from a partner to its parts, from a figure to the other figure.
#[test]
fn the_graph_is_walked_along_its_relations() {
    let data = Data::seeded();
    let answer = data.serve().query(
        r#"{
            event(slug: "fy2024-39") {
                priorities { basis reason priority { actionPlan { slug documents { slug } } } }
                partners { role organisation { slug events { totalCount } } }
                themes { slug parent { slug } }
                consulate { slug }
            }
            partnership(slug: "tulsa-utsunomiya") {
                us { name state { code } } jp { name prefecture } events { nodes { slug } }
            }
            organisation(slug: "jetro") {
                parts { slug parent { slug } events { totalCount } } events { totalCount }
            }
            claims(filter: { measures: ["participants"], fiscalYears: [2019] }) {
                nodes { value source { document { slug } } conflicts { value } findings { code } }
            }
            claim(slug: "participants/fy2019/fy2020-summary") { value }
            nowhere: claim(slug: "participants/fy1999") { value }
            states(first: 100) { nodes { code claims(filter: { measures: ["business-sites"] }) { totalCount } } }
        }"#,
        json!({}),
    );
    let plans: Vec<&Value> = answer["event"]["priorities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| &link["priority"]["actionPlan"]["slug"])
        .collect();
    assert!(plans.contains(&&json!("plan-3.0")) && plans.contains(&&json!("plan-4.0")));
    assert_eq!(answer["event"]["themes"][0]["parent"]["slug"], "science-and-innovation");
    assert_eq!(answer["partnership"]["us"]["state"]["code"], "OK");
    assert_eq!(answer["partnership"]["jp"]["prefecture"], "栃木県");
    assert_eq!(answer["partnership"]["events"]["nodes"], json!([{ "slug": "fy2022-04" }]));
    let jetro = &answer["organisation"];
    let parts = jetro["parts"].as_array().unwrap();
    assert!(parts.iter().all(|part| part["parent"]["slug"] == "jetro"));
    let of_parts = parts.iter().map(|part| part["events"]["totalCount"].as_u64().unwrap()).max();
    assert!(jetro["events"]["totalCount"].as_u64() > of_parts);
    let claims = answer["claims"]["nodes"].as_array().unwrap();
    assert_eq!(claims.len(), 2);
    assert_eq!(claims[0]["conflicts"], json!([{ "value": claims[1]["value"] }]));
    assert_eq!(answer["claim"]["value"], claims[0]["value"]);
    assert_eq!(answer["nowhere"], Value::Null);
    let findings: Vec<&Value> =
        claims.iter().flat_map(|it| it["findings"].as_array().unwrap()).collect();
    assert_eq!(findings, [&json!({ "code": "FIGURES_DIFFER" })]);
    let states = answer["states"]["nodes"].as_array().unwrap();
    let with_sites = states.iter().filter(|state| state["claims"]["totalCount"] == 1).count();
    assert!(with_sites >= 51, "{with_sites}");
}

/// The documents add their wording to the events of the seed; nothing of ours
/// repeats it, and what the two tell differently is remarked upon.
#[test]
fn the_seed_meets_the_documents() {
    let Some(documents) = real_documents() else { return };
    let data = Data::new();
    data.import(&documents);
    let verdict = data.succeed(&["verify"]);
    assert!(verdict.ends_with("0 problems, 0 gaps in what is known\n"), "{verdict}");
    let answer = data.serve().query(
        r#"{
            events(first: 100) { totalCount nodes { slug abstract overview sources { document { slug } } } }
            event(slug: "fy2024-14") { sources { document { slug } ordinal } }
        }"#,
        json!({}),
    );
    assert_eq!(answer["events"]["totalCount"], 93);
    for event in answer["events"]["nodes"].as_array().unwrap() {
        assert_ne!(event["overview"], json!([]), "{}", event["slug"]);
        assert_ne!(event["abstract"], "", "{}", event["slug"]);
    }
    assert_eq!(answer["event"]["sources"].as_array().unwrap().len(), 2);
}
