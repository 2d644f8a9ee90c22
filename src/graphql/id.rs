//! Global ids and cursors: opaque to clients, keys and places inside.

use async_graphql::ID;
use async_graphql::connection::CursorType;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::error::{Result, bad_user_input};
use crate::model::Key;
use crate::search;

pub fn encode_id(key: &Key) -> ID {
    ID(URL_SAFE_NO_PAD.encode(key.to_string()))
}

/// # Errors
/// If the id is none that this service gave out.
pub fn decode_id(id: &ID) -> Result<Key> {
    decode(id).and_then(|text| text.parse().ok()).ok_or_else(|| {
        bad_user_input(format!(
            "\"{}\" is not an id of this service: pass the `id` of a node unchanged",
            id.as_str()
        ))
    })
}

/// A cursor as clients see it.
pub struct Cursor(pub search::Cursor);

impl CursorType for Cursor {
    type Error = search::select::CursorError;

    fn decode_cursor(text: &str) -> std::result::Result<Self, Self::Error> {
        decode(text).ok_or(search::select::CursorError)?.parse().map(Self)
    }

    fn encode_cursor(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.to_string())
    }
}

fn decode(text: &str) -> Option<String> {
    String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}
