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

mod measure;
mod persisted;
mod scan;

use async_graphql::parser::types::{ExecutableDocument, OperationType};
use async_graphql::{Request, ServerError};

pub use persisted::{Manifest, ManifestError, Persisted};

use super::error::{METHOD_NOT_ALLOWED, exceeded, refused};
use super::limits::Limits;

/// Finds the document that a request names, checks it, and hands it to the request.
///
/// # Errors
/// If there is no such document, or as [`check`] says.
pub fn prepare(
    request: &mut Request,
    reads_only: bool,
    persisted: &Persisted,
    limits: &Limits,
) -> Result<(), ServerError> {
    let hash = persisted.resolve(request)?;
    check(request, reads_only, limits)?;
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
pub fn check(request: &mut Request, reads_only: bool, limits: &Limits) -> Result<(), ServerError> {
    if request.query.len() > limits.bytes {
        return Err(exceeded("bytes", limits.bytes, request.query.len()));
    }
    scan::scan(&request.query, limits)?;
    let operation_name = request.operation_name.clone();
    let document = request.parsed_query()?;
    measure::measure(document, limits)?;
    if reads_only && writes(document, operation_name.as_deref()) {
        let message = "A mutation cannot be asked by GET: send it by POST.";
        return Err(refused(message, METHOD_NOT_ALLOWED));
    }
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
