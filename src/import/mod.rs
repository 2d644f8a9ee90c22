//! Reads the ministry's reports and summaries: text in, change sets and
//! diagnostics out.
//!
//! Nothing here reads a file, writes anything or knows of the store. What is
//! already known arrives as a [`Catalogue`]; what should become known leaves as
//! a [`Plan`], in full, and the caller drops what is stored already. Nothing is
//! guessed silently and nothing is dropped: whatever was inferred, contradicts
//! or could not be read has a [`Diagnostic`], and the passages of a document
//! together hold every word of it.
//!
//! Reading order:
//! - `source`: bytes become a text; `lines`: a text becomes lines;
//! - `kind`: which document is it; `plan`: the order of work;
//! - `report`: cut into sheets, with `heading` and `contents`; `sheet` with
//!   `field`: a sheet becomes its parts; `entry`: the parts become an event;
//! - `summary`: cut into `block`s and `example`s; `scattered` with `evidence`:
//!   paragraphs find their example; `account`: both become an event;
//! - `attendance`, `place`, `region`, `title`: what single fields and texts say;
//! - `repeat`: an event told twice; `merge`: a reading meets what is known.

mod account;
mod attendance;
mod block;
mod catalogue;
mod contents;
mod diagnostic;
mod entry;
mod error;
mod evidence;
mod example;
mod field;
mod heading;
mod kind;
mod lines;
mod merge;
mod passage;
mod place;
mod plan;
mod reading;
#[cfg(test)]
mod real_documents;
pub mod records;
mod region;
mod repeat;
mod report;
mod scattered;
mod sheet;
mod source;
mod summary;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod title;

pub use catalogue::Catalogue;
pub use diagnostic::{Diagnostic, Severity};
pub use error::ImportError;
pub use plan::{DocumentPlan, Plan, plan, recognise};
pub use source::{MAX_BYTES, Source};
