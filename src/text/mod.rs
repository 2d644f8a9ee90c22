//! Pure functions on Japanese text: no files, no index, no state.

pub mod date;
pub mod glyphs;
pub mod normal;
pub mod romaji;
