//! Cuts what a person typed into words, quoted phrases and signs.

use std::ops::Range;

use crate::text::normal::{is_alphanumeric_run, is_japanese};

/// A piece of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    /// Bytes of the input, quotes included.
    pub range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Word(String),
    Quoted(String),
    And,
    Or,
    Not,
    Open,
    Close,
}

/// Reads the whole input. A quote that never closes is read as if it were not
/// there.
pub fn tokens(input: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = input[at..].chars().next() {
        let next = at + c.len_utf8();
        if c.is_whitespace() {
            at = next;
        } else if let Some(end) = closing(&input[at..]) {
            let inside = &input[next..at + end.start];
            if !inside.trim().is_empty() {
                tokens.push(Token {
                    kind: TokenKind::Quoted(inside.to_owned()),
                    range: at..at + end.end,
                });
            }
            at += end.end;
        } else if closing_quote(c).is_some() {
            at = next;
        } else if let Some(kind) = sign(c, &input[next..]) {
            tokens.push(Token { kind, range: at..next });
            at = next;
        } else if let Some((kind, length)) = joint(input, at) {
            tokens.push(Token { kind, range: at..at + length });
            at += length;
        } else {
            let end = at + word_length(input, at);
            let text = &input[at..end];
            let kind = operator(text).unwrap_or_else(|| TokenKind::Word(text.to_owned()));
            tokens.push(Token { kind, range: at..end });
            at = end;
        }
    }
    tokens
}

/// Where the quote closes that a text begins with.
fn closing(text: &str) -> Option<Range<usize>> {
    let mut chars = text.chars();
    let close = closing_quote(chars.next()?)?;
    let opened = text.len() - chars.as_str().len();
    let at = opened + chars.as_str().find(close)?;
    Some(at..at + close.len_utf8())
}

fn closing_quote(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '“' => Some('”'),
        '＂' => Some('＂'),
        '「' => Some('」'),
        '『' => Some('』'),
        _ => None,
    }
}

/// A sign that stands by itself; a minus only where a word follows at once.
fn sign(c: char, rest: &str) -> Option<TokenKind> {
    let word_follows = rest.chars().next().is_some_and(|next| !next.is_whitespace());
    match c {
        '(' | '（' => Some(TokenKind::Open),
        ')' | '）' => Some(TokenKind::Close),
        '|' | '｜' => Some(TokenKind::Or),
        '-' | '－' | '−' if word_follows => Some(TokenKind::Not),
        _ => None,
    }
}

fn operator(word: &str) -> Option<TokenKind> {
    match word {
        "AND" | "ＡＮＤ" => Some(TokenKind::And),
        "OR" | "ＯＲ" => Some(TokenKind::Or),
        "NOT" | "ＮＯＴ" => Some(TokenKind::Not),
        _ => None,
    }
}

/// An operator without spaces between Japanese words, and its length: 水素OR宇宙,
/// 水素＆宇宙. Within a Latin word it is none: WORLD, TORアイス.
fn joint(input: &str, at: usize) -> Option<(TokenKind, usize)> {
    if !input[..at].ends_with(is_japanese) {
        return None;
    }
    let rest = &input[at..];
    let latin = rest.find(|c| !is_alphanumeric_run(c)).unwrap_or(rest.len());
    let (kind, length) = match rest.chars().next()? {
        c @ ('&' | '＆') => (TokenKind::And, c.len_utf8()),
        _ => (operator(&rest[..latin])?, latin),
    };
    let begins_word = |c| is_japanese(c) || closing_quote(c).is_some() || matches!(c, '(' | '（');
    rest[length..].starts_with(begins_word).then_some((kind, length))
}

/// The length of the word that begins at a place of the input, which is no sign.
/// A bracket ends it, unless it opened within the word: METI(経産省).
fn word_length(input: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    let text = &input[start..];
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' if operator(&text[..at]).is_some() => return at,
            '(' | '（' if text[at..].contains([')', '）']) => depth += 1,
            ')' | '）' if depth > 0 => depth -= 1,
            ')' | '）' => return at,
            '|' | '｜' | '「' | '『' | '"' | '“' | '＂' if at > 0 => return at,
            c if c.is_whitespace() => return at,
            _ if depth == 0 && joint(input, start + at).is_some() => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &str) -> String {
        let name = |token: Token| match token.kind {
            TokenKind::Word(text) => text,
            TokenKind::Quoted(text) => format!("<{text}>"),
            TokenKind::And => "&".to_owned(),
            TokenKind::Or => "|".to_owned(),
            TokenKind::Not => "!".to_owned(),
            TokenKind::Open => "(".to_owned(),
            TokenKind::Close => ")".to_owned(),
        };
        tokens(input).into_iter().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_quotes_and_signs_are_told_apart() {
        for (input, expected) in [
            ("宇宙　フロリダ", "宇宙 フロリダ"),
            ("宇宙 AND フロリダ", "宇宙 & フロリダ"),
            ("水素 ＮＯＴ アラスカ", "水素 ! アラスカ"),
            ("水素 -アラスカ", "水素 ! アラスカ"),
            ("水素 - アラスカ", "水素 - アラスカ"),
            ("start-up", "start-up"),
            ("(宇宙 OR 航空) フロリダ", "( 宇宙 | 航空 ) フロリダ"),
            ("（宇宙｜航空）", "( 宇宙 | 航空 )"),
            ("「気候変動・エネルギー」セミナー", "<気候変動・エネルギー> セミナー"),
            ("半導体\"人材 育成\"", "半導体 <人材 育成>"),
            ("\"閉じない 引用", "閉じない 引用"),
            ("経産省(METI)", "経産省(METI)"),
            ("水素OR宇宙", "水素 | 宇宙"),
            ("水素ＡＮＤ宇宙NOT航空", "水素 & 宇宙 ! 航空"),
            ("水素|宇宙＆航空&教育", "水素 | 宇宙 & 航空 & 教育"),
            ("水素OR「月面 探査」", "水素 | <月面 探査>"),
            ("(水素)OR(宇宙)", "( 水素 ) | ( 宇宙 )"),
            (
                "ORegon州 WORLD会議 TORアイス 水素OR2 R&D投資",
                "ORegon州 WORLD会議 TORアイス 水素OR2 R&D投資",
            ),
            ("OR州 州OR Q&A会 水素or宇宙", "OR州 州OR Q&A会 水素or宇宙"),
            ("\"\" 「」", ""),
            (") (", ") ("),
        ] {
            assert_eq!(read(input), expected, "{input}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_input_is_cut_on_character_boundaries(input in ".{0,60}") {
            let mut end = 0;
            for token in tokens(&input) {
                proptest::prop_assert!(token.range.start >= end);
                end = token.range.end;
                proptest::prop_assert!(input.get(token.range).is_some());
            }
        }
    }
}
