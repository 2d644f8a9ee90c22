//! Kusanone (草の根, "grass roots"): search and relations over the events of the
//! Japanese government's programme for Japan-US relations at the grass-roots
//! level. One binary, one data folder, GraphQL.
//!
//! # Parts, in reading order
//!
//! | part | what it is | good for |
//! |---|---|---|
//! | [`model`] | plain types: event, consulate, priority, .. | what things are |
//! | [`text`] | pure functions on Japanese text | dates, normal forms |
//! | [`log`] | every change ever made, in order | the truth |
//! | [`store`] | entities by key, in sled | *what* |
//! | [`search`] | words, order, counts, in Tantivy and Lindera | *which* |
//! | [`knowledge`] | log and both views as one | change and read |
//! | [`import`] | the ministry's documents become change sets | text in |
//! | [`seed`] | the knowledge that the binary brings along | first start |
//! | [`sample`] | invented events in any number | measuring |
//! | [`graphql`] | the schema | what clients see |
//! | [`site`] | pages and downloads, in two languages | what planners see |
//! | [`http`] | the server | how they ask |
//! | [`cli`] | the commands, and where everything is put together | people |
//!
//! # Invariants
//!
//! 1. The log is the truth; store and index can be deleted at any time.
//! 2. Only [`knowledge::Knowledge::apply`] changes data. Acknowledged means on
//!    disk, and visible to the next request.
//! 3. One request sees one [`knowledge::View`].
//! 4. Import never writes, guesses nothing silently, drops nothing.
//! 5. Positions given to clients are positions in the original text.
//! 6. The import record is the one serialised form of the domain types; GraphQL
//!    types and bytes on disk are made from it by explicit conversions.
//! 7. Same input, same output: ids, order and cursors do not depend on
//!    hash order, time or machine.
//! 8. No served page, script or style refers to another host.
//!
//! Layers import downwards only; `tests/suite/layers.rs` reads the `use` lines
//! to prove it.

pub mod cli;
pub mod graphql;
pub mod http;
pub mod import;
pub mod knowledge;
pub mod log;
pub mod model;
pub mod sample;
pub mod search;
pub mod seed;
pub mod site;
pub mod store;
pub mod telemetry;
pub mod text;
