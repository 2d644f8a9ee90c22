//! Reads import records: JSON Lines, one entity a line.

use serde::Deserialize;

use crate::model::Record;

/// A line that is not an import record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line}, column {column}: {message}; expected an import record as described by \
     schema/record.schema.json"
)]
pub struct RecordError {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    pub message: String,
}

/// Reads one line; `None` if it is blank. `number` is its number, from 1.
///
/// # Errors
/// If the line is not JSON, or not a record: unknown keys are errors.
pub fn parse_line(line: &str, number: usize) -> Result<Option<Record>, RecordError> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    // What is wrong with a line is found out the slow way.
    if let Some(record) =
        serde_json::from_str::<Record>(line).ok().filter(|it| it.validate().is_ok())
    {
        return Ok(Some(record));
    }
    let json: serde_json::Value = serde_json::from_str(line).map_err(|error| RecordError {
        line: number,
        column: column_of_byte(line, error.column().saturating_sub(1)),
        message: "not JSON: ".to_owned() + without_place(&error.to_string()),
    })?;
    match Record::deserialize(&json) {
        Ok(record) => match record.validate() {
            Ok(()) => Ok(Some(record)),
            Err(invalid) => {
                Err(RecordError { line: number, column: 1, message: invalid.to_string() })
            }
        },
        Err(error) => {
            let message = error.to_string();
            let column = column_of_name(line, &message);
            Err(RecordError { line: number, column, message })
        }
    }
}

/// serde_json ends its messages with a place within the line, which we tell
/// in our own way.
fn without_place(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

/// Where the key or value stands that a message names in backquotes.
fn column_of_name(line: &str, message: &str) -> usize {
    let name = message.split('`').nth(1).unwrap_or_default();
    let quoted = format!("\"{name}\"");
    column_of_byte(line, line.find(&quoted).unwrap_or(0))
}

fn column_of_byte(line: &str, byte: usize) -> usize {
    line.char_indices().take_while(|&(at, _)| at < byte).count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_is_named_by_line_and_column() {
        for (line, expected) in [
            ("{", (1, "not JSON: EOF while parsing an object")),
            (
                r#"{"kind":"state","code":"TX","nmae":{"ja":"テキサス州"}}"#,
                (29, "unknown field `nmae`"),
            ),
            (r#"{"kind":"planet"}"#, (9, "unknown variant `planet`")),
            (r#"{"kind":"state"}"#, (1, "missing field `code`")),
        ] {
            let error = parse_line(line, 7).unwrap_err();
            assert_eq!((error.line, error.column), (7, expected.0), "{error}");
            assert!(error.message.starts_with(expected.1), "{error}");
        }
        assert_eq!(parse_line(" ", 1), Ok(None));
    }
}
