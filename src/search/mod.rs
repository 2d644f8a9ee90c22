//! Full-text search and every listing: which entities, in which order, counted
//! how.
//!
//! The index answers *which*; the store answers *what*. It is a view of the log:
//! it remembers the last sequence applied, can be deleted at any time, and is
//! made again from the log.
//!
//! Reading order: [`analyzer`] reads texts, [`index`] keeps what was read, [`snapshot`] is asked,
//! [`query`] turns a person's words into a query, [`select`] says what can be
//! asked, [`collector`] answers it in one pass, [`highlight`] shows why.
//!
//! This is the only module that names Tantivy or Lindera.

pub mod analyzer;
mod collector;
mod cores;
pub mod dictionary;
mod documents;
mod draft;
mod fields;
#[doc(hidden)]
pub mod floor;
mod glossary;
pub mod highlight;
pub mod index;
mod lexicon;
mod lookup;
mod marks;
mod memo;
mod names;
mod phrase;
pub mod query;
mod related;
mod segment;
pub mod select;
mod snapshot;
mod statistics;
mod suggest;
mod tokenizers;
pub mod understanding;

use std::path::PathBuf;

pub use analyzer::Analyzer;
pub use draft::{Draft, Drafter};
pub use highlight::Highlight;
pub use index::Index;
pub use query::{Expansion, ExpansionKind, Query, QueryTerm, Role, reading_id};
pub use select::{
    Cursor, Direction, Facet, Filter, Hit, Order, Page, PageRequest, Selection, Suggestion, Table,
    Tier,
};
pub use snapshot::Snapshot;
pub use suggest::suggest;

pub type Result<T, E = SearchError> = std::result::Result<T, E>;

/// What can go wrong with dictionary and index.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error(
        "no dictionary at {path}: expected one built by `kusanone dictionary`; \
         run `make dictionary`, or name another folder with --dictionary"
    )]
    DictionaryMissing { path: PathBuf },
    #[error(
        "no IPADIC sources at {path}: expected matrix.def and CSV files; on Debian and Ubuntu \
         run `apt-get install mecab-ipadic`, elsewhere unpack mecab-ipadic 2.7.0 and name its \
         folder with --from"
    )]
    DictionarySources { path: PathBuf },
    #[error("{path} holds something that is no dictionary: name an empty folder or a new one")]
    NotADictionary { path: PathBuf },
    #[error("{path}: {cause}")]
    Io { path: PathBuf, cause: std::io::Error },
    #[error("the dictionary cannot be used: {0}")]
    Lindera(#[from] lindera::error::LinderaError),
    #[error("the index cannot be read: {0}; `kusanone rebuild` makes it again from the log")]
    IndexFile(std::io::Error),
    #[error("the index cannot be used: {0}; `kusanone rebuild` makes it again from the log")]
    Tantivy(#[from] tantivy::TantivyError),
}
