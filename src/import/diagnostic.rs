//! What an import has to say about a text besides its records.

use std::ops::Range;

/// A remark on a place in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// Which of the sources that were planned together, from 0.
    pub source: usize,
    /// Bytes of [`Source::text`](super::Source::text); may be empty.
    pub range: Range<usize>,
    pub message: String,
    /// What to do about it, or what it rests on.
    pub help: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was inferred, and this is from what.
    Note,
    /// Something could not be read, or two readings contradict.
    Warning,
    /// A whole event or more could not be read; its words are in the passages.
    Error,
}

impl Severity {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Collects the remarks on one document.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    source: usize,
    list: Vec<Diagnostic>,
}

impl Remarks {
    pub fn new(source: usize) -> Self {
        Self { source, list: Vec::new() }
    }

    pub fn note(&mut self, range: &Range<usize>, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Note, range, message.into())
    }

    pub fn warning(&mut self, range: &Range<usize>, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Warning, range, message.into())
    }

    pub fn error(&mut self, range: &Range<usize>, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Error, range, message.into())
    }

    fn push(
        &mut self,
        severity: Severity,
        range: &Range<usize>,
        message: String,
    ) -> &mut Diagnostic {
        let range = range.clone();
        self.list.push_mut(Diagnostic { severity, source: self.source, range, message, help: None })
    }

    /// All remarks in the order of the text.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|remark| (remark.range.start, remark.range.end));
        self.list
    }
}

impl Diagnostic {
    pub(super) fn help(&mut self, help: impl Into<String>) {
        self.help = Some(help.into());
    }
}
