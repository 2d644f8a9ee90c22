//! What pages are put together from. One file a part; each knows how it is asked
//! for and how it looks.

pub mod attendance;
pub mod basis;
pub mod claim;
pub mod date;
pub mod event;
pub mod finding;
pub mod footnotes;
pub mod form;
pub mod header;
pub mod highlight;
pub mod named;
pub mod number;
pub mod pager;
pub mod source;
pub mod table;
