//! Pure functions on Japanese text: no files, no index, no state.

pub mod date;
pub mod normal;
