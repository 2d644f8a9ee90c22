//! What an operation may ask for. Every number is a setting; `docs/OPERATIONS.md`
//! has them all in one table.

/// Bounds of one operation, all checked before anything is run.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a document. The longest example operation has 1,200.
    pub bytes: usize,
    /// Tokens of a document: names, numbers, strings, punctuators.
    pub tokens: usize,
    /// Brackets of any kind within each other. The parser calls itself for each:
    /// some thousands would end the process.
    pub nesting: usize,
    /// Fields within fields.
    pub depth: usize,
    /// The same for questions about the schema. GraphiQL's is 15 deep.
    pub introspection_depth: usize,
    /// Fields under another name, fragments expanded.
    pub aliases: usize,
    /// Fields that the operations begin with, fragments expanded.
    pub root_fields: usize,
    /// Directives of a document.
    pub directives: usize,
    /// Fragments that a document defines.
    pub fragments: usize,
    /// Operations that a document defines.
    pub operations: usize,
    /// Fields, spreads and inline fragments, fragments expanded. Validation expands
    /// them one by one: 860 bytes can hold a billion.
    pub selections: usize,
    /// What an operation may cost; [`cost`](super::cost) says how that is counted.
    pub cost: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 16 << 10,
            tokens: 2_000,
            nesting: 32,
            depth: 16,
            introspection_depth: 20,
            aliases: 30,
            root_fields: 20,
            directives: 50,
            fragments: 50,
            operations: 10,
            selections: 2_000,
            cost: 50_000,
        }
    }
}
