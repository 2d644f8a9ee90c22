//! What pages are put together from. One file a part; each knows how it is asked
//! for and how it looks.

pub mod activity;
pub mod attendance;
pub mod basis;
pub mod claim;
pub mod connection;
pub mod counts;
pub mod date;
pub mod document;
pub mod event;
pub mod facet;
pub mod fact;
pub mod figures;
pub mod finding;
pub mod footnotes;
pub mod form;
pub mod header;
pub mod highlight;
pub mod jurisdiction;
pub mod named;
pub mod number;
pub mod organisation;
pub mod pager;
pub mod participation;
pub mod partnership;
pub mod passage;
pub mod post;
pub mod reference;
pub mod role;
pub mod source;
pub mod state_choice;
pub mod table;
pub mod tree;
