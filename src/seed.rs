//! The knowledge that the binary brings along, for a first start that answers.
//!
//! `seed/` holds it as TOML, which people can read and review: import records,
//! each under the name of its kind (`[[event]]`). It is compiled in, so that the
//! binary needs no other file.

use rust_embed::RustEmbed;
use serde::Deserialize;
use toml::{Table, Value};

use crate::model::{Change, ChangeSet, Invalid, Record};

#[derive(RustEmbed)]
#[folder = "seed/"]
#[include = "*.toml"]
struct Files;

/// A seed file that is not made of records; the tests keep this from happening.
#[derive(Debug, thiserror::Error)]
#[error("seed/{file}: {cause}")]
pub struct SeedError {
    file: String,
    cause: Cause,
}

#[derive(Debug, thiserror::Error)]
enum Cause {
    #[error("not TOML: {0}")]
    Toml(Box<toml::de::Error>),
    #[error("\"{kind}\" is not a list of records: expected [[{kind}]]")]
    NotRecords { kind: String },
    #[error("[[{kind}]] number {number}: {cause}")]
    Record { kind: String, number: usize, cause: Box<toml::de::Error> },
    #[error("[[{kind}]] number {number}: {cause}")]
    Invalid { kind: String, number: usize, cause: Invalid },
}

/// Everything in the seed, as one change set.
///
/// # Errors
/// If a file is not made of records.
pub fn change_set() -> Result<ChangeSet, SeedError> {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    let mut changes = Vec::new();
    for name in names {
        let Some(file) = Files::get(&name) else { continue };
        let records = parse(&String::from_utf8_lossy(&file.data))
            .map_err(|cause| SeedError { file: name.to_string(), cause })?;
        changes.extend(records.into_iter().map(Change::Put));
    }
    Ok(ChangeSet { author: "seed".to_owned(), changes })
}

/// Reads one file.
fn parse(text: &str) -> Result<Vec<Record>, Cause> {
    let file: Table = text.parse().map_err(|cause| Cause::Toml(Box::new(cause)))?;
    let mut records = Vec::new();
    for (kind, list) in file {
        let Value::Array(list) = list else { return Err(Cause::NotRecords { kind }) };
        for (number, value) in (1..).zip(list) {
            let Value::Table(mut table) = value else { return Err(Cause::NotRecords { kind }) };
            table.insert("kind".to_owned(), Value::String(kind.clone()));
            let record = Record::deserialize(table).map_err(|cause| {
                let (kind, cause) = (kind.clone(), Box::new(cause));
                Cause::Record { kind, number, cause }
            })?;
            record.validate().map_err(|cause| Cause::Invalid {
                kind: kind.clone(),
                number,
                cause,
            })?;
            records.push(record);
        }
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_with_its_place() {
        let theme = "[[theme]]\nslug = \"a\"\nname = { ja = \"水素\" }\n";
        for (text, expected) in [
            ("[[theme]", "not TOML"),
            ("theme = 1", "\"theme\" is not a list of records: expected [[theme]]"),
            (theme, "[[theme]] number 1: missing field `description`"),
            ("[[planet]]\nslug = \"a\"", "[[planet]] number 1: unknown variant `planet`"),
            (
                "[[state]]\ncode = \"テ\"\nname = { ja = \"州\" }\nstateKind = \"STATE\"",
                "[[state]] number 1: the slug \"テ\" cannot be used",
            ),
        ] {
            let error = parse(text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
        let whole = format!("{theme}description.ja = \"水素とアンモニア。\"\n");
        assert_eq!(parse(&whole).unwrap()[0].key().to_string(), "theme/a");
    }
}
