//! What a download may be asked for. A file is read without the page that would show
//! what was understood: so whatever would not be used, or would bring nothing because it
//! is not known, is refused.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::site::conditions::{self, LISTS};
use crate::site::failure::Failure;
use crate::site::operation::{Operation, operation};
use crate::site::visit::Visit;

static KNOWN: Operation = operation!("known");
static NAMES: Operation = operation!("names");

/// Parameters that are no conditions.
const OTHERS: [&str; 3] = ["query", "without", "orderBy"];

/// All parameters of a download.
pub fn names() -> Vec<&'static str> {
    OTHERS.into_iter().chain(conditions::names()).collect()
}

/// What the values of a parameter are.
enum Values {
    /// Any text, or what GraphQL itself says enough about.
    Text,
    Number,
    /// Those of an enumeration of the schema.
    Names(&'static str),
    /// Names of entities.
    Slugs,
}

fn values(name: &str) -> Option<Values> {
    Some(match name {
        "query" | "without" | "heldOn.from" | "heldOn.to" => Values::Text,
        "fiscalYears" | "attendance.min" | "attendance.max" => Values::Number,
        "orderBy" => Values::Names("SearchOrder"),
        "formats" => Values::Names("EventFormat"),
        "lacking" => Values::Names("FilterField"),
        name if LISTS.contains(&name) => Values::Slugs,
        _ => return None,
    })
}

/// # Errors
/// If a name or a value is not known, or something stands twice that can be meant once.
pub fn check(visit: &Visit) -> Result<(), Failure> {
    let parameters = &visit.address.parameters;
    for (name, value) in parameters.iter() {
        let Some(values) = values(name) else {
            return refuse(format!(
                "there is no parameter \"{name}\": expected {}; leave it out, or see docs/API.md",
                names().join(", ")
            ));
        };
        let is_list = name == "fiscalYears" || name == "without" || LISTS.contains(&name);
        if !is_list && parameters.all(name).count() > 1 {
            return refuse(format!("\"{name}\" stands more than once: expected one value"));
        }
        match values {
            Values::Text => {}
            Values::Number if value.parse::<i32>().is_ok() => {}
            Values::Number => {
                return refuse(format!("\"{name}\" is \"{value}\": expected a whole number"));
            }
            Values::Names(enumeration) => {
                let names = names_of(visit, enumeration)?;
                if !names.iter().any(|known| known == value) {
                    return refuse(format!(
                        "\"{name}\" is \"{value}\": expected {}",
                        names.join(", ")
                    ));
                }
            }
            Values::Slugs => {
                if !is_known(visit, name, value)? {
                    return refuse(format!(
                        "\"{name}\" is \"{value}\", and nothing is called so: expected a slug, or of \
                         a state its code; the facets of a search give those that there are"
                    ));
                }
            }
        }
    }
    Ok(())
}

fn refuse(message: String) -> Result<(), Failure> {
    Err(Failure::Unusable(message))
}

#[derive(Deserialize)]
struct Enumeration {
    #[serde(rename = "__type")]
    values: EnumValues,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EnumValues {
    enum_values: Vec<EnumValue>,
}

#[derive(Deserialize)]
struct EnumValue {
    name: String,
}

/// The values of an enumeration, asked of the schema.
fn names_of(visit: &Visit, enumeration: &str) -> Result<Vec<String>, Failure> {
    let asked: Enumeration = visit.ask(&NAMES, json!({ "type": enumeration }))?;
    Ok(asked.values.enum_values.into_iter().map(|value| value.name).collect())
}

/// Whether there is an entity of this slug.
fn is_known(visit: &Visit, parameter: &str, slug: &str) -> Result<bool, Failure> {
    let found: BTreeMap<String, Value> =
        visit.ask(&KNOWN, json!({ "value": slug, parameter: true }))?;
    let is_something = |found: &Value| !found.is_null() && found["nodes"] != json!([]);
    Ok(found.values().any(is_something))
}
