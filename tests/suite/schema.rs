//! The committed contracts are those of the code.

use crate::kit::{Data, repository};

#[test]
fn the_committed_sdl_is_the_schema() {
    check(&["schema"], "schema/schema.graphql");
}

#[test]
fn the_committed_json_schema_is_that_of_a_record() {
    check(&["schema", "--record"], "schema/record.schema.json");
}

#[track_caller]
fn check(arguments: &[&str], file: &str) {
    let committed = std::fs::read_to_string(repository(file)).unwrap();
    let actual = Data::new().succeed(arguments);
    assert!(
        committed == actual,
        "{file} is not what the code says: run `make schema` and review it"
    );
}
