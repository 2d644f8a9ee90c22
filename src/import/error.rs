//! Why an import cannot even begin.

/// A text that cannot be planned at all. What is wrong with a part of a text is
/// a [`Diagnostic`](super::Diagnostic) instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    #[error("{name} is empty: expected the text of a report or a summary")]
    Empty { name: String },
    #[error(
        "{name} holds {found} bytes, more than {limit}: a report is some hundred kilobytes; split the file or check that it is the text"
    )]
    TooLarge { name: String, found: usize, limit: usize },
    #[error(
        "{name} is not text: byte {offset} is {found:#04x}; save the document as plain text first"
    )]
    Binary { name: String, offset: usize, found: u8 },
    #[error("{name} is not UTF-8: line {line}, byte {offset} is {found:#04x}; {hint}")]
    NotUtf8 { name: String, line: usize, offset: usize, found: u8, hint: &'static str },
    #[error(
        "{name} is not a document of the task force: found no {missing}; expected a report (実施報告書, with 令和6年度 or the like) or a summary (案件実施状況, with 2024年度 or the like)"
    )]
    NotADocument { name: String, missing: &'static str },
    #[error("{first} and {second} are both {slug}: import one of them")]
    SameDocument { first: String, second: String, slug: String },
    #[error("no consulates are known, so no post can be recognised: load the seed first")]
    NoConsulates,
}
