//! The only place that understands `first`, `after`, `last` and `before`.

use async_graphql::connection::CursorType;

use super::error::{Result, bad_user_input};
use super::id::Cursor;
use crate::search::PageRequest;
use crate::search::select::Part;

/// Entities on a page where the client does not say how many.
const DEFAULT_LIMIT: usize = 20;

/// Entities on a page at most; more would make one answer of several megabytes.
const MAX_LIMIT: i32 = 100;

/// The paging arguments of a connection, as the client gave them.
pub struct PageArguments {
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

impl PageArguments {
    /// Checks them before anything is allocated or searched.
    ///
    /// # Errors
    /// If they contradict each other, are out of bounds, or name no cursor.
    pub fn parse(self) -> Result<PageRequest> {
        let Self { first, after, last, before } = self;
        match (first, after, last, before) {
            (first, after, None, None) => Ok(PageRequest {
                limit: limit("first", first)?,
                part: Part::After(cursor("after", after)?),
            }),
            (None, None, last, before) => Ok(PageRequest {
                limit: limit("last", last)?,
                part: Part::Before(cursor("before", before)?),
            }),
            _ => Err(bad_user_input(
                "`first` and `after` go forwards, `last` and `before` backwards: pass one pair only",
            )),
        }
    }
}

/// What a page costs against the limit of an operation: the cost of one entity
/// times the number asked for.
pub fn page_cost(first: Option<i32>, last: Option<i32>, entity: usize) -> usize {
    let number = first.or(last).map_or(DEFAULT_LIMIT, |number| number.clamp(1, MAX_LIMIT) as usize);
    entity.saturating_mul(number).saturating_add(1)
}

/// What a list that is not a connection costs: such lists have few members.
pub fn list_cost(member: usize) -> usize {
    member.saturating_mul(10).saturating_add(1)
}

fn limit(name: &str, number: Option<i32>) -> Result<usize> {
    match number {
        None => Ok(DEFAULT_LIMIT),
        Some(number @ 1..=MAX_LIMIT) => Ok(number as usize),
        Some(number) => Err(bad_user_input(format!(
            "`{name}` is {number}: expected 1 to {MAX_LIMIT}; use `pageInfo` and a cursor for more"
        ))),
    }
}

fn cursor(name: &str, text: Option<String>) -> Result<Option<crate::search::Cursor>> {
    let Some(text) = text else { return Ok(None) };
    match Cursor::decode_cursor(&text) {
        Ok(Cursor(cursor)) => Ok(Some(cursor)),
        Err(_) => Err(bad_user_input(format!(
            "`{name}` is \"{text}\": expected a cursor that this service gave out, unchanged"
        ))),
    }
}
