//! Documents that clients name by their hash.
//!
//! *Automatic persisted queries* (Apollo): a client sends the SHA-256 of a
//! document; where it is not known, it sends hash and document once more, and from
//! then on the hash alone. *Trusted documents*: only those of a manifest are run,
//! named by hash or sent in full; nothing else is.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::parser::parse_query;
use async_graphql::{Request, ServerError, Value, from_value};
use lru::LruCache;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::super::error::{
    BAD_USER_INPUT, DOCUMENT_NOT_TRUSTED, PERSISTED_QUERY_NOT_FOUND, refused,
};

/// Documents that are kept; the one that was not asked for the longest goes first.
const KEPT: NonZeroUsize = NonZeroUsize::new(1_000).unwrap();

/// SHA-256 of the text of a document.
pub type Hash = [u8; 32];

/// The documents that clients may name.
pub enum Persisted {
    /// Those that clients have sent.
    Sent(Mutex<LruCache<Hash, Arc<str>>>),
    /// Those of a manifest, and no others.
    Trusted(HashMap<Hash, Arc<str>>),
}

impl Default for Persisted {
    fn default() -> Self {
        Self::Sent(Mutex::new(LruCache::new(KEPT)))
    }
}

/// What a client says of a document, as Apollo's clients do.
#[derive(Deserialize)]
struct Named {
    version: i32,
    #[serde(rename = "sha256Hash")]
    hash: String,
}

impl Persisted {
    /// Puts the document into a request that only names it. Gives the hash under
    /// which it may be remembered, once it is known to be harmless.
    ///
    /// # Errors
    /// If the document is not known or not trusted, or is not the one named.
    pub fn resolve(&self, request: &mut Request) -> Result<Option<Hash>, ServerError> {
        let named = request.extensions.remove("persistedQuery").map(hash_named).transpose()?;
        match (self, named) {
            (Self::Sent(_), None) => Ok(None),
            (Self::Sent(sent), Some(hash)) if request.query.is_empty() => {
                let mut sent = sent.lock().unwrap_or_else(PoisonError::into_inner);
                // The wording and the code by which Apollo's clients know it.
                let missing = || refused("PersistedQueryNotFound", PERSISTED_QUERY_NOT_FOUND);
                request.query = sent.get(&hash).ok_or_else(missing)?.to_string();
                Ok(None)
            }
            (Self::Sent(_), Some(hash)) if hash == hash_of(&request.query) => Ok(Some(hash)),
            (Self::Sent(_), Some(_)) => Err(refused(
                "`sha256Hash` is not the hash of `query`: expected SHA-256 of its text in UTF-8",
                BAD_USER_INPUT,
            )),
            (Self::Trusted(trusted), named) => {
                let hash = named.unwrap_or_else(|| hash_of(&request.query));
                let document = trusted.get(&hash).filter(|document| {
                    request.query.is_empty() || request.query.as_str() == document.as_ref()
                });
                let Some(document) = document else {
                    let message = "Only trusted documents are run here, and this is none of them: \
                                   ask whoever runs the service to add it to the manifest.";
                    return Err(refused(message, DOCUMENT_NOT_TRUSTED));
                };
                request.query = document.to_string();
                Ok(None)
            }
        }
    }

    /// Keeps a document under its hash.
    pub fn remember(&self, hash: Hash, document: &str) {
        if let Self::Sent(sent) = self {
            let mut sent = sent.lock().unwrap_or_else(PoisonError::into_inner);
            sent.put(hash, document.into());
        }
    }
}

fn hash_named(value: Value) -> Result<Hash, ServerError> {
    let bad = |message: &str| refused(message, BAD_USER_INPUT);
    let named: Named = from_value(value)
        .map_err(|_| bad("`persistedQuery` is not {\"version\": 1, \"sha256Hash\": \"..\"}"))?;
    if named.version != 1 {
        return Err(bad(&format!("`persistedQuery` has version {}: expected 1", named.version)));
    }
    parse_hash(&named.hash)
        .ok_or_else(|| bad("`sha256Hash` is no SHA-256: expected 64 hexadecimal digits"))
}

fn hash_of(document: &str) -> Hash {
    Sha256::digest(document.as_bytes()).into()
}

fn parse_hash(digits: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    if digits.len() != 2 * hash.len() || !digits.is_ascii() {
        return None;
    }
    for (number, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * number..2 * number + 2], 16).ok()?;
    }
    Some(hash)
}

/// A list of documents that may be run, in the form of Apollo's tools.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: String,
    version: u32,
    operations: Vec<ManifestOperation>,
}

#[derive(Serialize, Deserialize)]
struct ManifestOperation {
    /// The hash by which clients name the document.
    id: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    body: String,
}

const FORMAT: &str = "apollo-persisted-query-manifest";

/// A document cannot be trusted, or a manifest not be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    #[error("{name} is not GraphQL: {reason}")]
    NotGraphql { name: String, reason: String },
    #[error("{name} has {found} operations: expected one, with a name")]
    NotOneOperation { name: String, found: usize },
    #[error("the manifest is {format} of version {version}: expected {FORMAT} of version 1")]
    Format { format: String, version: u32 },
    #[error("the id of {name} in the manifest is \"{id}\": expected 64 hexadecimal digits")]
    Id { name: String, id: String },
}

impl Manifest {
    /// A manifest of documents with their names, each of one operation.
    ///
    /// # Errors
    /// If one of them is not GraphQL, or has no operation, two, or one without a name.
    pub fn of(documents: &[(String, String)]) -> Result<Self, ManifestError> {
        let operations = documents.iter().map(|(file, body)| ManifestOperation::of(file, body));
        let operations = operations.collect::<Result<_, _>>()?;
        Ok(Self { format: FORMAT.to_owned(), version: 1, operations })
    }

    /// The documents by their ids.
    ///
    /// # Errors
    /// If the manifest is of another format or version, or an id is no hash.
    pub fn trusted(self) -> Result<Persisted, ManifestError> {
        if self.format != FORMAT || self.version != 1 {
            return Err(ManifestError::Format { format: self.format, version: self.version });
        }
        let mut trusted = HashMap::new();
        for ManifestOperation { id, name, body, .. } in self.operations {
            let Some(hash) = parse_hash(&id) else { return Err(ManifestError::Id { name, id }) };
            let body: Arc<str> = body.into();
            // Clients that know the text but no id send it in full.
            trusted.insert(hash_of(&body), Arc::clone(&body));
            trusted.insert(hash, body);
        }
        Ok(Persisted::Trusted(trusted))
    }
}

impl ManifestOperation {
    fn of(file: &str, body: &str) -> Result<Self, ManifestError> {
        let document = parse_query(body).map_err(|error| ManifestError::NotGraphql {
            name: file.to_owned(),
            reason: error.to_string(),
        })?;
        let operations: Vec<_> = document.operations.iter().collect();
        match operations.as_slice() {
            [(Some(name), operation)] => Ok(Self {
                id: hash_of(body).iter().map(|byte| format!("{byte:02x}")).collect(),
                name: name.to_string(),
                kind: operation.node.ty.to_string(),
                body: body.to_owned(),
            }),
            other => {
                Err(ManifestError::NotOneOperation { name: file.to_owned(), found: other.len() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SHA-256 of `{ __typename }`, as `sha256sum` prints it.
    const HASH: &str = "7f56e67dd21ab3f30d1ff8b7bed08893f0a0db86449836189b361dd1e56ddb4b";

    fn ask(persisted: &Persisted, query: &str, hash: Option<&str>) -> Result<String, String> {
        let mut request = Request::new(query);
        if let Some(hash) = hash {
            let named = async_graphql::value!({ "version": 1, "sha256Hash": hash });
            request.extensions.insert("persistedQuery".to_owned(), named);
        }
        match persisted.resolve(&mut request) {
            Err(error) => Err(error.message),
            Ok(hash) => {
                hash.inspect(|hash| persisted.remember(*hash, &request.query));
                Ok(request.query)
            }
        }
    }

    #[test]
    fn a_document_is_known_once_it_was_sent() {
        let sent = Persisted::default();
        let query = "{ __typename }".to_owned();
        assert_eq!(ask(&sent, "", Some(HASH)), Err("PersistedQueryNotFound".to_owned()));
        assert_eq!(ask(&sent, &query, Some(HASH)), Ok(query.clone()));
        assert_eq!(ask(&sent, "", Some(HASH)), Ok(query.clone()));
        assert_eq!(
            ask(&sent, "{ about { version } }", None),
            Ok("{ about { version } }".to_owned())
        );
        assert!(ask(&sent, "{ about { version } }", Some(HASH)).is_err());
        assert!(ask(&sent, &query, Some("xyz")).is_err());
    }

    #[test]
    fn only_documents_of_the_manifest_are_trusted() {
        let body = "query Name { __typename }";
        let manifest = Manifest::of(&[("a.graphql".to_owned(), body.to_owned())]).unwrap();
        let id = manifest.operations[0].id.clone();
        let written = serde_json::to_string(&manifest).unwrap();
        let trusted = serde_json::from_str::<Manifest>(&written).unwrap().trusted().unwrap();
        assert_eq!(ask(&trusted, "", Some(&id)), Ok(body.to_owned()));
        assert_eq!(ask(&trusted, body, None), Ok(body.to_owned()));
        for (query, hash) in
            [("{ __typename }", None), ("", Some(HASH)), ("{ __typename }", Some(id.as_str()))]
        {
            assert!(ask(&trusted, query, hash).unwrap_err().starts_with("Only trusted"));
        }
        for (file, expected) in [
            ("{ a }", "one, with a name"),
            ("query A { a } query B { b }", "has 2"),
            ("{", "not GraphQL"),
        ] {
            let error =
                Manifest::of(&[("x".to_owned(), file.to_owned())]).err().unwrap().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
