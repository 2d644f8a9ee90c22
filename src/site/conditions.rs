//! What a search is asked for, as it stands in addresses: the names are those of
//! GraphQL, so that pages, downloads and the API are asked alike.

use serde_json::{Map, Value, json};

use super::address::Parameters;

/// Fields of `SearchFilter` that are lists of strings or names.
pub const LISTS: [&str; 10] = [
    "consulates",
    "states",
    "priorities",
    "themes",
    "organisations",
    "series",
    "partnerships",
    "documents",
    "formats",
    "lacking",
];

/// Fields of `SearchFilter` that have two ends, each with those ends.
const RANGES: [(&str, &str, &str); 4] = [
    ("heldOn.from", "heldOn", "from"),
    ("heldOn.to", "heldOn", "to"),
    ("attendance.min", "attendance", "min"),
    ("attendance.max", "attendance", "max"),
];

/// Conditions on events, `SearchFilter` and `EventFilter` alike. Numbers that are
/// none are handed on as they are: GraphQL says what is wrong.
pub fn filter(parameters: &Parameters) -> Value {
    let mut filter = Map::new();
    let years: Vec<Value> = parameters.all("fiscalYears").map(number).collect();
    if !years.is_empty() {
        filter.insert("fiscalYears".to_owned(), years.into());
    }
    for name in LISTS {
        let values: Vec<&str> = parameters.all(name).collect();
        if !values.is_empty() {
            filter.insert(name.to_owned(), json!(values));
        }
    }
    for (parameter, field, end) in RANGES {
        if let Some(value) = parameters.first(parameter) {
            let value = if field == "attendance" { number(value) } else { json!(value) };
            let range = filter.entry(field).or_insert_with(|| json!({}));
            range[end] = value;
        }
    }
    Value::Object(filter)
}

fn number(text: &str) -> Value {
    text.parse::<i64>().map_or_else(|_| json!(text), Value::from)
}

/// The names of all conditions.
pub fn names() -> impl Iterator<Item = &'static str> {
    ["fiscalYears"].into_iter().chain(LISTS).chain(RANGES.map(|(parameter, ..)| parameter))
}

/// Whether a parameter is a condition that can be taken away.
pub fn is_condition(name: &str) -> bool {
    names().any(|condition| condition == name)
}

/// The variables of a search: `query`, `filter`, `kinds`, `orderBy`, `without`.
pub fn variables(parameters: &Parameters) -> Map<String, Value> {
    let mut variables = Map::new();
    variables.insert("query".to_owned(), json!(parameters.first("query").unwrap_or_default()));
    variables.insert("filter".to_owned(), filter(parameters));
    variables.insert("without".to_owned(), json!(parameters.all("without").collect::<Vec<_>>()));
    if let Some(order) = parameters.first("orderBy") {
        variables.insert("orderBy".to_owned(), json!(order));
    }
    variables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_graphql_is_asked() {
        let asked = Parameters::parse(
            "query=半導体&fiscalYears=2024&states=TX&states=CA&heldOn.from=2024-04&attendance.min=100",
        );
        assert_eq!(
            Value::Object(variables(&asked)),
            json!({
                "query": "半導体",
                "without": [],
                "filter": {
                    "fiscalYears": [2024],
                    "states": ["TX", "CA"],
                    "heldOn": { "from": "2024-04" },
                    "attendance": { "min": 100 },
                },
            })
        );
    }
}
