//! A text becomes lines; lines that a conversion broke become text again.

use std::borrow::Cow;
use std::ops::Range;

/// A line of a document, with its place.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// Without the white space at both ends and without `**`, which a
    /// conversion put around bold print.
    pub text: Cow<'a, str>,
    /// As it came, without the line end.
    pub raw: &'a str,
    /// Bytes of the document, of the trimmed line.
    pub range: Range<usize>,
    /// Whether white space stands before the text: what a conversion left of a
    /// page break or of a bullet that it could not show.
    pub indented: bool,
}

impl Line<'_> {
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The text of a list item, `- ..`.
    pub fn item(&self) -> Option<&str> {
        self.text.strip_prefix("- ").map(str::trim_start)
    }
}

/// Cuts at `\n`, `\r\n`, lone `\r` and form feeds.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut begin = 0;
    while begin < text.len() {
        let rest = &text[begin..];
        let end = rest.find(['\n', '\r', '\u{c}']).unwrap_or(rest.len());
        lines.push(line(begin, &rest[..end]));
        let mark = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        begin += end + mark;
    }
    lines
}

fn line(begin: usize, raw: &str) -> Line<'_> {
    let start = begin + raw.len() - raw.trim_start().len();
    let trimmed = raw.trim();
    let range = start..start + trimmed.len();
    Line {
        text: without_emphasis(trimmed),
        raw,
        range,
        indented: raw.starts_with(char::is_whitespace),
    }
}

fn without_emphasis(text: &str) -> Cow<'_, str> {
    if !text.contains("**") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("**", "").trim().to_owned())
}

/// Bytes from the first of `lines` that is not blank to the last.
pub(super) fn span(lines: &[Line<'_>]) -> Range<usize> {
    let mut filled = lines.iter().filter(|line| !line.is_blank());
    let Some(first) = filled.next() else {
        return lines.first().map_or(0..0, |line| line.range.clone());
    };
    first.range.start..filled.next_back().unwrap_or(first).range.end
}

/// The lines without their breaks: a Japanese line goes on without a space, an
/// English one with one.
pub(super) fn join<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for line in lines {
        let apart = match (joined.chars().next_back(), line.chars().next()) {
            (Some(before), Some(after)) => {
                before.is_ascii_lowercase()
                    || (before.is_ascii_graphic() && after.is_ascii_alphabetic())
            }
            _ => false,
        };
        if apart {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// Consecutive lines that are not blank, as index ranges into `lines`.
pub(super) fn paragraphs(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_blank()) {
        match paragraphs.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => paragraphs.push(at..at + 1),
        }
        debug_assert!(!line.is_blank());
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        let text = "a\r\nb\rc\n\n 　**日米**連携 \u{c}d";
        let lines: Vec<_> =
            lines(text).into_iter().map(|line| (line.text.into_owned(), line.range)).collect();
        let lines: Vec<_> =
            lines.iter().map(|(line, range)| (line.as_str(), &text[range.clone()])).collect();
        assert_eq!(
            lines,
            [
                ("a", "a"),
                ("b", "b"),
                ("c", "c"),
                ("", ""),
                ("日米連携", "**日米**連携"),
                ("d", "d")
            ]
        );
    }

    #[test]
    fn a_broken_word_is_whole_again() {
        for (lines, joined) in [
            (&["日米経", "済関係"][..], "日米経済関係"),
            (&["CIC", "における"], "CICにおける"),
            (
                &["pleasure of the company of", "Hon. Oscar"],
                "pleasure of the company of Hon. Oscar",
            ),
            (&["Henry Cisneros", "ヘンリー・シスネロス"], "Henry Cisneros ヘンリー・シスネロス"),
        ] {
            assert_eq!(join(lines.iter().copied()), joined);
        }
    }
}
