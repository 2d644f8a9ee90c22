//! A typed client, generated from the committed schema when the tests are compiled:
//! what it compiles to is what an engineer of another tool would get.

use graphql_client::GraphQLQuery;
use serde_json::json;

use crate::kit::Data;

/// Dates of the schema, as clients may take them.
type PartialDate = String;

#[derive(GraphQLQuery)]
#[graphql(
    schema_path = "schema/schema.graphql",
    query_path = "tests/data/client.graphql",
    response_derives = "Debug"
)]
struct EventsOfState;

#[test]
fn a_generated_client_reads_pages_of_events() {
    let data = Data::seeded();
    let server = data.serve();
    let mut slugs = Vec::new();
    let mut after = None;
    loop {
        let variables = events_of_state::Variables { code: "TX".to_owned(), after };
        let answer = server.post(json!(EventsOfState::build_query(variables)));
        let data: events_of_state::ResponseData =
            serde_json::from_value(answer["data"].clone()).unwrap();
        let events = data.state.unwrap().events;
        for event in events.nodes {
            let first: &PartialDate = &event.dates[0].start;
            assert!(first.starts_with("202"), "{first}");
            slugs.push(event.slug);
        }
        if !events.page_info.has_next_page {
            break;
        }
        after = events.page_info.end_cursor;
    }
    let expected = ["fy2024-34", "fy2024-35", "fy2024-36", "fy2024-37", "fy2024-65", "fy2024-73"];
    assert_eq!(slugs, expected);
}
