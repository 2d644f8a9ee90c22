//! The blocks that a summary consists of: paragraphs, list items, headings and
//! captions, their broken lines joined.

use std::ops::Range;

use super::kind::PROGRAMME;
use super::lines::{Line, join, span};
use crate::text::date::parse_dates;

/// A paragraph, a list item, a heading or a caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its text, words no longer broken over lines; rows of a table stay rows.
    pub text: String,
    /// The lines as they were, for what a line end tells.
    pub lines: Vec<String>,
    /// Bytes of the document.
    pub range: Range<usize>,
}

/// What a list item begins with.
const MARKERS: &[char] = &['●', '○', '◆', '■', '⇒', '＊', '*', '※'];

/// Hiragana that stand within a sentence and seldom begin one.
const MIDDLES: &[char] = &['を', 'が', 'に', 'の', 'で', 'と', 'も', 'や', 'る', 'れ', 'っ', 'ん'];

/// A block has at most this many lines; a bracket that never closes must not
/// swallow the document, nor make every line look at all before it.
const LONGEST_BLOCK: usize = 100;

/// Cuts lines into blocks. A block ends at a blank line, unless the sentence
/// plainly goes on behind it, and wherever a new item, heading or caption begins.
pub(super) fn blocks(lines: &[Line<'_>]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut after_blank = true;
    for line in lines {
        if line.is_blank() {
            after_blank = true;
            continue;
        }
        match blocks.last_mut() {
            Some(block) if goes_on(block, line, after_blank) => {
                block.lines.push(line.text.clone().into_owned());
                block.range.end = line.range.end;
            }
            _ => blocks.push(Block {
                text: String::new(),
                lines: vec![line.text.clone().into_owned()],
                range: span(std::slice::from_ref(line)),
            }),
        }
        after_blank = false;
    }
    for block in &mut blocks {
        block.text = text(&block.lines);
    }
    blocks
}

impl Block {
    pub fn is_item(&self) -> bool {
        self.text.starts_with("- ")
    }

    pub fn is_prose(&self) -> bool {
        self.text.contains('。')
    }

    /// Without the marker of a list item.
    pub fn unmarked(&self) -> &str {
        let text = self.text.strip_prefix("- ").unwrap_or(&self.text);
        text.trim_start_matches(MARKERS).trim_start()
    }

    /// The text inside, if the whole block stands in brackets: it then qualifies
    /// the block before it.
    pub fn bracketed(&self) -> Option<&str> {
        is_bracketed(&self.text).then(|| self.text[brackets(&self.text)].trim())
    }
}

fn goes_on(block: &Block, line: &Line<'_>, after_blank: bool) -> bool {
    let Some(last) = block.lines.last() else { return false };
    if block.lines.len() >= LONGEST_BLOCK {
        return false;
    }
    let text: &str = &line.text;
    let begins_anew = line.indented
        || text.starts_with("- ")
        || text.starts_with(MARKERS)
        || number(text).is_some()
        || is_bracketed(text);
    if begins_anew || is_bracketed(last) || is_caption(last) || last.starts_with('⇒') {
        return false;
    }
    if !after_blank {
        return true;
    }
    let unfinished = !last.ends_with('。') && !is_row(last);
    unfinished
        && (is_open(&block.lines) || last.ends_with(is_hiragana) || text.starts_with(MIDDLES))
}

/// The number that a heading begins with, `（1）` or `(1)`, and what follows.
pub(super) fn number(text: &str) -> Option<(u32, &str)> {
    let rest = text.strip_prefix(['（', '('])?;
    let (number, rest) = rest.split_once(['）', ')'])?;
    let digits =
        number.chars().map(|c| c.to_digit(10).or_else(|| (c as u32).checked_sub('０' as u32)));
    let number = match digits.collect::<Option<Vec<_>>>()?.as_slice() {
        [ones @ 0..=9] => *ones,
        [tens @ 0..=9, ones @ 0..=9] => tens * 10 + ones,
        _ => return None,
    };
    Some((number, rest.trim_start()))
}

/// The groups in brackets at the end of a text, and the text before them.
pub(super) fn trailing_groups(text: &str) -> (&str, Vec<&str>) {
    let mut head = text.trim_end();
    let mut groups = Vec::new();
    while let Some(open) = open_of_last(head) {
        let group = &head[open..];
        groups.push(group[brackets(group)].trim());
        head = head[..open].trim_end();
    }
    groups.reverse();
    (head, groups)
}

/// Where the bracket opens that closes at the end of `text`.
fn open_of_last(text: &str) -> Option<usize> {
    if !text.ends_with(['）', ')']) {
        return None;
    }
    let mut depth = 0usize;
    for (at, c) in text.char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The inside of a text that begins and ends with a bracket.
fn brackets(text: &str) -> Range<usize> {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let last = text.chars().next_back().map_or(0, char::len_utf8);
    first..text.len().saturating_sub(last).max(first)
}

fn is_bracketed(text: &str) -> bool {
    open_of_last(text) == Some(0)
}

/// The caption of a photograph, with or without a place in brackets.
fn is_caption(line: &str) -> bool {
    trailing_groups(line).0.ends_with("の様子")
}

/// Whether a bracket is still open.
fn is_open(lines: &[String]) -> bool {
    let depth = |line: &String| {
        let count = |marks: [char; 2]| line.matches(marks).count();
        count(['（', '(']) as isize - count(['）', ')']) as isize
    };
    lines.iter().map(depth).sum::<isize>() > 0
}

fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ん')
}

/// A row of a table, a date, or the running title: it ends with its line.
fn is_row(line: &str) -> bool {
    let (head, _) = trailing_groups(line);
    let value = head.rsplit(['：', ':']).next().unwrap_or(head).trim_start_matches(['約', ' ']);
    let number = value.trim_end_matches(['名', '人', '件', '位']);
    let is_number = number.chars().all(|c| c.is_numeric() || matches!(c, ',' | '.' | '，' | '．'));
    line == PROGRAMME || (is_number && !number.is_empty()) || parse_dates(line).is_ok()
}

fn text(lines: &[String]) -> String {
    let mut text = String::new();
    let mut paragraph: Vec<&str> = Vec::new();
    for line in lines {
        let starts_row = is_row(line) && line.starts_with(|c: char| c.is_numeric());
        if paragraph.last().is_some_and(|last| is_row(last) || starts_row) {
            text.push_str(&join(paragraph.drain(..)));
            text.push('\n');
        }
        paragraph.push(line);
    }
    text + &join(paragraph)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[test]
    fn blocks_are_whole_whatever_the_lines_are() {
        let text = "\
雪の多い町で、経
済の催しを実施。
 別の項目
⇒狙い
説明が続
く文。

橋の様子（ユタ州 橋市）
塔の様子
（アラスカ州）
本文
（２）見出し
総局に
おける
催し

を実施（うち
　
三件）。

テキサス
444

令和3年7月30日
外務省
- 項目
";
        let blocks: Vec<_> = blocks(&lines(text)).into_iter().map(|block| block.text).collect();
        assert_eq!(
            blocks,
            [
                "雪の多い町で、経済の催しを実施。",
                "別の項目",
                "⇒狙い",
                "説明が続く文。",
                "橋の様子（ユタ州 橋市）",
                "塔の様子",
                "（アラスカ州）",
                "本文",
                "（２）見出し総局における催しを実施（うち三件）。",
                "テキサス\n444",
                "令和3年7月30日\n外務省",
                "- 項目",
            ]
        );
    }

    #[test]
    fn groups_at_the_end_are_taken_off() {
        for (text, expected) in [
            ("講演(ユタ州)(2024年10月)", "講演|ユタ州|2024年10月"),
            (
                "事業 （ボストン総：CIC（センター）（2018年～））",
                "事業|ボストン総：CIC（センター）（2018年～）",
            ),
            ("講演", "講演"),
            ("（講演", "（講演"),
            (")", ")"),
        ] {
            let (head, groups) = trailing_groups(text);
            assert_eq!([&[head][..], &groups].concat().join("|"), expected);
        }
    }
}
