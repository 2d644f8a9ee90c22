//! Looks over the text of a document once, without parsing it.

use async_graphql::ServerError;

use super::super::error::exceeded;
use super::super::limits::Limits;

/// Refuses a text of more tokens, directives or deeper brackets than may be parsed.
///
/// It knows of GraphQL's grammar what tells brackets from text: strings, block
/// strings and comments. What is malformed is left to the parser; where a string
/// does not end, what follows it counts as if it did.
pub fn scan(text: &str, limits: &Limits) -> Result<(), ServerError> {
    let (mut tokens, mut directives, mut nesting) = (0, 0, 0_usize);
    let mut rest = text;
    while let Some((token, behind)) = next(rest) {
        rest = behind;
        tokens += 1;
        match token {
            b'{' | b'[' | b'(' => nesting += 1,
            b'}' | b']' | b')' => nesting = nesting.saturating_sub(1),
            b'@' => directives += 1,
            _ => {}
        }
        for (limit, allowed, found) in [
            ("tokens", limits.tokens, tokens),
            ("directives", limits.directives, directives),
            ("nesting", limits.nesting, nesting),
        ] {
            if found > allowed {
                return Err(exceeded(limit, allowed, found));
            }
        }
    }
    Ok(())
}

/// The first byte of the next token, and what stands behind the token.
fn next(text: &str) -> Option<(u8, &str)> {
    let text = skip(text);
    let first = *text.as_bytes().first()?;
    let length = match first {
        b'"' => string(text),
        b'.' if text.starts_with("...") => 3,
        _ if is_word(first) => text.bytes().take_while(|byte| is_word(*byte)).count(),
        _ => text.chars().next().map_or(1, char::len_utf8),
    };
    Some((first, &text[length..]))
}

/// Names and numbers; a sign, a point or an exponent makes no second token.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+')
}

/// White space, commas, byte order marks and comments are no tokens.
fn skip(mut text: &str) -> &str {
    loop {
        text = text.trim_start_matches([' ', '\t', '\n', '\r', ',', '\u{feff}']);
        match text.strip_prefix('#') {
            None => return text,
            Some(comment) => text = comment.trim_start_matches(|c| c != '\n' && c != '\r'),
        }
    }
}

/// Bytes of the string that a text begins with. One that does not end is its
/// quotation mark alone: what follows is counted.
fn string(text: &str) -> usize {
    const BLOCK: &str = "\"\"\"";
    if let Some(inside) = text.strip_prefix(BLOCK) {
        let mut from = 0;
        while let Some(end) = inside[from..].find(BLOCK).map(|end| from + end) {
            if !inside[..end].ends_with('\\') {
                return BLOCK.len() + end + BLOCK.len();
            }
            from = end + BLOCK.len();
        }
        return BLOCK.len();
    }
    let mut escaped = false;
    for (place, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return place + 1,
            b'\n' | b'\r' => break,
            _ => {}
        }
    }
    1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tokens(text: &str) -> String {
        let mut rest = text;
        let mut firsts = Vec::new();
        while let Some((first, behind)) = next(rest) {
            firsts.push(first);
            rest = behind;
        }
        String::from_utf8_lossy(&firsts).into_owned()
    }

    #[test]
    fn brackets_in_strings_and_comments_are_text() {
        for (text, expected) in [
            (r#"{ a(b: "[[", c: -1.5e3) }"#, r#"{a(b:"c:-.5)}"#),
            ("{ a # [[[\n ...F }", "{a.F}"),
            ("{ a(b: \"\"\"[ \" \\\"\"\" [\"\"\") }", r#"{a(b:")}"#),
            ("{ a(b: \"[\\\"[\") @c }", r#"{a(b:")@c}"#),
            ("\u{feff},,{,a}", "{a}"),
            // Strings that do not end hide nothing.
            ("{ a(b: \"[[\n[", "{a(b:\"[[["),
            ("{ a(b: \"\"\"[[", "{a(b:\"[["),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    #[test]
    fn each_limit_is_told_by_name() {
        let limits = Limits::default();
        for (text, limit) in [
            ("a ".repeat(limits.tokens + 1), "tokens"),
            ("@a ".repeat(limits.directives + 1), "directives"),
            ("[".repeat(limits.nesting + 1), "nesting"),
            ("{a(b:".repeat(limits.nesting / 2 + 1), "nesting"),
        ] {
            let error = scan(&text, &limits).unwrap_err();
            assert!(error.message.contains(limit), "{}", error.message);
        }
        assert!(scan(&"[]".repeat(500), &limits).is_ok());
    }

    proptest! {
        /// What the scan lets through, the parser survives on a thread of two
        /// mebibytes, though it calls itself for each bracket.
        #[test]
        fn what_passes_does_not_overflow_the_parser(
            text in prop::collection::vec(
                prop::sample::select(vec![
                    "{", "}", "[", "[[[[[[[[", "]", "(", ")", "{a(b:", "{a{", "\"", "\"\"\"", "\\", "#", "\n", ":",
                    "$a", "@b", "a", "1", "...", "...on A", "query", "fragment F on A", ",", "é",
                ]),
                0..400,
            ).prop_map(|pieces| pieces.concat())
        ) {
            if scan(&text, &Limits::default()).is_ok() {
                let parser = std::thread::Builder::new().stack_size(2 << 20);
                let parsed = parser.spawn(move || drop(async_graphql::parser::parse_query(text)));
                prop_assert!(parsed.unwrap().join().is_ok());
            }
        }
    }
}
