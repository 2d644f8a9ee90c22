//! Measures a parsed document with its fragments expanded, each of them once.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Name, ServerError};

use super::super::error::exceeded;
use super::super::limits::Limits;

/// Questions about the schema that one document may begin with; a full answer has
/// some hundred kilobytes.
const MAX_INTROSPECTIONS: usize = 2;

/// Lists of the schema within each other, as in the types of the fields of the
/// fields of a type. The answer grows with each as the schema is large.
const MAX_INTROSPECTION_LISTS: usize = 2;

/// Refuses a document that exceeds a limit.
pub fn measure(document: &ExecutableDocument, limits: &Limits) -> Result<(), ServerError> {
    let mut ruler = Ruler { document, fragments: HashMap::new() };
    let mut whole = Size::default();
    for (_, operation) in document.operations.iter() {
        whole = whole.beside(ruler.selections(&operation.node.selection_set.node));
    }
    let operations = document.operations.iter().count();
    for (limit, allowed, found) in [
        ("operations", limits.operations, operations),
        ("fragments", limits.fragments, document.fragments.len()),
        ("selections", limits.selections, whole.selections),
        ("aliases", limits.aliases, whole.aliases),
        ("root fields", limits.root_fields, whole.fields),
        ("depth", limits.depth, whole.depth),
        ("introspection depth", limits.introspection_depth, whole.introspection_depth),
        ("introspections", MAX_INTROSPECTIONS, whole.introspections),
        ("introspection lists", MAX_INTROSPECTION_LISTS, whole.lists),
    ] {
        if found > allowed {
            return Err(exceeded(limit, allowed, found));
        }
    }
    Ok(())
}

/// How large a set of selections is, fragments expanded. Numbers stop at their
/// largest value.
#[derive(Clone, Copy, Default)]
struct Size {
    /// Selections of any kind: a spread that leads nowhere is still looked up.
    selections: usize,
    aliases: usize,
    /// Fields of the set itself.
    fields: usize,
    /// Fields within fields, questions about the schema left out.
    depth: usize,
    introspection_depth: usize,
    introspections: usize,
    lists: usize,
}

impl Size {
    /// Of two that stand side by side.
    fn beside(self, other: Self) -> Self {
        Self {
            selections: self.selections.saturating_add(other.selections),
            aliases: self.aliases.saturating_add(other.aliases),
            fields: self.fields.saturating_add(other.fields),
            depth: self.depth.max(other.depth),
            introspection_depth: self.introspection_depth.max(other.introspection_depth),
            introspections: self.introspections.saturating_add(other.introspections),
            lists: self.lists.max(other.lists),
        }
    }

    /// Of a field with this inside.
    fn within(self, field: &Field) -> Self {
        let name = field.name.node.as_str();
        let is_list = matches!(name, "fields" | "inputFields" | "interfaces" | "possibleTypes");
        let mut size = Self {
            selections: self.selections.saturating_add(1),
            aliases: self.aliases.saturating_add(usize::from(field.alias.is_some())),
            fields: 1,
            depth: self.depth + 1,
            lists: self.lists + usize::from(is_list),
            ..self
        };
        if matches!(name, "__schema" | "__type") {
            size.introspection_depth = size.depth;
            size.introspections = size.introspections.saturating_add(1);
            size.depth = 1;
        }
        size
    }
}

struct Ruler<'a> {
    document: &'a ExecutableDocument,
    /// Fragments measured so far; `None` while one is being measured.
    fragments: HashMap<&'a Name, Option<Size>>,
}

impl<'a> Ruler<'a> {
    fn selections(&mut self, set: &'a SelectionSet) -> Size {
        let each = set.items.iter().map(|item| self.selection(&item.node));
        each.fold(Size::default(), Size::beside)
    }

    fn selection(&mut self, selection: &'a Selection) -> Size {
        let (inside, spread) = match selection {
            Selection::Field(field) => {
                return self.selections(&field.node.selection_set.node).within(&field.node);
            }
            Selection::InlineFragment(fragment) => {
                (self.selections(&fragment.node.selection_set.node), 1)
            }
            Selection::FragmentSpread(spread) => {
                (self.fragment(&spread.node.fragment_name.node), 1)
            }
        };
        Size { selections: inside.selections.saturating_add(spread), ..inside }
    }

    /// A fragment that spreads itself, or none that exists, holds nothing:
    /// validation refuses both.
    fn fragment(&mut self, name: &'a Name) -> Size {
        if let Some(known) = self.fragments.get(name) {
            return known.unwrap_or_default();
        }
        let Some(fragment) = self.document.fragments.get(name) else { return Size::default() };
        self.fragments.insert(name, None);
        let size = self.selections(&fragment.node.selection_set.node);
        self.fragments.insert(name, Some(size));
        size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(document: &str) -> String {
        let document = async_graphql::parser::parse_query(document).unwrap();
        measure(&document, &Limits::default())
            .map_or_else(|error| error.message, |()| String::new())
    }

    #[test]
    fn each_limit_is_told_by_name() {
        let bomb: String = (0..28)
            .map(|i| format!("fragment F{i} on Q {{ ...F{next} ...F{next} }} ", next = i + 1))
            .collect();
        let fragments: String = (0..60).map(|i| format!("fragment F{i} on Q {{ a }} ")).collect();
        let operations: String = (0..20).map(|i| format!("query Q{i} {{ a }} ")).collect();
        let nested = |field: &str, times: usize| {
            format!("{{ {}a{} }}", format!("{field} {{ ").repeat(times), " }".repeat(times))
        };
        for (document, expected) in [
            (format!("{{ ...F0 }} {bomb} fragment F28 on Q {{ a }}"), "selections"),
            (format!("{{ a }} {fragments}"), "fragments"),
            (operations, "operations"),
            (format!("{{ a {{ {} }} }}", "b: a ".repeat(31)), "aliases"),
            (format!("{{ {} }}", "a ".repeat(21)), "root fields"),
            (nested("a", 20), "depth"),
            ("{ __schema { a } b: __schema { a } __type { a } }".to_owned(), "introspections"),
            (
                nested(
                    "__schema { types { fields { type { fields { type { fields { name } } } } } } } b",
                    1,
                ),
                "introspection lists",
            ),
        ] {
            let message = refused(&document);
            assert!(message.contains(expected), "{expected}: {message} for {document}");
        }
    }

    #[test]
    fn what_spreads_itself_is_left_to_validation() {
        assert_eq!(refused("{ ...A } fragment A on Q { ...B } fragment B on Q { ...A }"), "");
    }
}
