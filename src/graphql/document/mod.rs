//! The document of a request, from what the client sent to what may be run.
//!
//! The library's parser calls itself for each bracket, and its validation expands
//! fragments one by one; none of its limits applies before both have ended. So a
//! document is *scanned* before it is parsed and *measured* before it is
//! validated, each in time that grows with its length.
//!
//! A client may name a document by its hash instead of sending it:
//! [`persisted`] knows those that clients have sent before, or, where only
//! trusted documents may be run, those of a manifest.
//!
//! Programs send the same documents again, and parsing one takes as long as many an
//! answer: so those that passed last are kept as they were read.

mod measure;
mod persisted;
mod scan;

use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{ExecutableDocument, OperationType};
use async_graphql::{Request, ServerError};
use lru::LruCache;

pub use persisted::{Manifest, ManifestError, Persisted};

use super::error::{METHOD_NOT_ALLOWED, exceeded, refused};
use super::limits::Limits;

/// Documents that are kept as they were read, and bytes that one of them has at most:
/// read, it takes some fifty times as much.
const KEPT: NonZeroUsize = NonZeroUsize::new(50).unwrap();
const KEPT_BYTES: usize = 4 << 10;

/// Documents that passed the checks, by their texts.
pub struct Checked(Mutex<LruCache<String, ExecutableDocument>>);

impl Default for Checked {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(KEPT)))
    }
}

impl Checked {
    /// Reads a document and checks it, unless that was done before.
    fn read(&self, text: &str, limits: &Limits) -> Result<ExecutableDocument, ServerError> {
        if let Some(known) = self.kept().get(text) {
            return Ok(known.clone());
        }
        scan::scan(text, limits)?;
        let document = parse_query(text)?;
        measure::measure(&document, limits)?;
        if text.len() <= KEPT_BYTES {
            self.kept().put(text.to_owned(), document.clone());
        }
        Ok(document)
    }

    fn kept(&self) -> MutexGuard<'_, LruCache<String, ExecutableDocument>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Finds the document that a request names, checks it, and hands it to the request.
///
/// # Errors
/// If there is no such document, or as [`check`] says.
pub fn prepare(
    request: &mut Request,
    reads_only: bool,
    persisted: &Persisted,
    checked: &Checked,
    limits: &Limits,
) -> Result<(), ServerError> {
    let hash = persisted.resolve(request)?;
    check(request, reads_only, checked, limits)?;
    if let Some(hash) = hash {
        persisted.remember(hash, &request.query);
    }
    Ok(())
}

/// Checks the document of a request, and hands it to the request.
///
/// # Errors
/// If it is no GraphQL, if it exceeds a limit, or if it writes although the request
/// may only read.
pub fn check(
    request: &mut Request,
    reads_only: bool,
    checked: &Checked,
    limits: &Limits,
) -> Result<(), ServerError> {
    if request.query.len() > limits.bytes {
        return Err(exceeded("bytes", limits.bytes, request.query.len()));
    }
    let document = checked.read(&request.query, limits)?;
    if reads_only && writes(&document, request.operation_name.as_deref()) {
        let message = "A mutation cannot be asked by GET: send it by POST.";
        return Err(refused(message, METHOD_NOT_ALLOWED));
    }
    request.set_parsed_query(document);
    Ok(())
}

/// Whether the operation that will be run is anything but a query.
fn writes(document: &ExecutableDocument, name: Option<&str>) -> bool {
    document
        .operations
        .iter()
        .filter(|(defined, _)| name.is_none() || defined.map(|defined| defined.as_str()) == name)
        .any(|(_, operation)| operation.node.ty != OperationType::Query)
}
