//! Refuses documents that would cost more to check than to answer.
//!
//! Validation expands fragments one by one: 860 bytes of fragments that spread
//! each other twice keep it busy for seconds, and no limit of the schema applies
//! before it has ended. So the document is measured first, each fragment once.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextPrepareRequest,
};
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Name, Request, ServerError, ServerResult};

/// Bytes of a document. The longest example operation has 1,100.
const MAX_DOCUMENT_BYTES: usize = 16 << 10;

/// Fields of a document with its fragments expanded. GraphiQL's introspection
/// has about 130.
const MAX_SELECTIONS: u64 = 2_000;

/// Measures each document before it is validated.
pub struct Guard;

impl ExtensionFactory for Guard {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Guard)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for Guard {
    /// Runs before the library looks at the document, which expands fragments as
    /// soon as it has parsed them.
    async fn prepare_request(
        &self,
        context: &ExtensionContext<'_>,
        request: Request,
        next: NextPrepareRequest<'_>,
    ) -> ServerResult<Request> {
        let mut request = next.run(context, request).await?;
        if request.query.len() > MAX_DOCUMENT_BYTES {
            let message = format!(
                "The document has {} bytes: expected {MAX_DOCUMENT_BYTES} at most.",
                request.query.len()
            );
            return Err(ServerError::new(message, None));
        }
        let document = request.parsed_query()?;
        let mut measure = Measure { document, fragments: HashMap::new() };
        let selections = document
            .operations
            .iter()
            .map(|(_, operation)| measure.selections(&operation.node.selection_set.node))
            .fold(0, u64::saturating_add);
        if selections > MAX_SELECTIONS {
            let message = format!(
                "The document has more than {MAX_SELECTIONS} fields, fragments expanded: ask for \
                 less at once."
            );
            return Err(ServerError::new(message, None));
        }
        Ok(request)
    }
}

struct Measure<'a> {
    document: &'a ExecutableDocument,
    /// Fragments measured so far; `None` while one is being measured.
    fragments: HashMap<&'a Name, Option<u64>>,
}

impl<'a> Measure<'a> {
    fn selections(&mut self, set: &'a SelectionSet) -> u64 {
        set.items.iter().map(|item| self.selection(&item.node)).fold(0, u64::saturating_add)
    }

    /// Every selection counts 1, a spread too: one that leads nowhere is still
    /// looked up.
    fn selection(&mut self, selection: &'a Selection) -> u64 {
        let inside = match selection {
            Selection::Field(field) => self.selections(&field.node.selection_set.node),
            Selection::InlineFragment(fragment) => {
                self.selections(&fragment.node.selection_set.node)
            }
            Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node),
        };
        inside.saturating_add(1)
    }

    /// A fragment that spreads itself, or none that exists, holds nothing:
    /// validation refuses both.
    fn fragment(&mut self, name: &'a Name) -> u64 {
        if let Some(known) = self.fragments.get(name) {
            return known.unwrap_or(0);
        }
        let Some(fragment) = self.document.fragments.get(name) else { return 0 };
        self.fragments.insert(name, None);
        let selections = self.selections(&fragment.node.selection_set.node);
        self.fragments.insert(name, Some(selections));
        selections
    }
}
