//! Which words can be slips for which.

use crate::text::normal::{is_japanese, is_kanji_numeral};

/// Slips that a word of this length may have. Short words are too near to
/// others: of two kanji one is half of it.
pub fn most_edits(folded: &str) -> u8 {
    let length = folded.chars().count();
    let least = if folded.contains(is_japanese) { 3 } else { 5 };
    match length {
        _ if length < least => 0,
        _ if length < 8 => 1,
        _ => 2,
    }
}

/// A slip changes no number.
fn is_numeral(c: char) -> bool {
    c.is_numeric() || is_kanji_numeral(c)
}

/// Of three characters, a slip puts another kanji for the first or the last and
/// changes nothing else: 自動者 for 自動車, but not 自動 or 不自動車.
pub fn is_likely_slip(typed: &str, meant: &str) -> bool {
    let numerals = |text: &str| -> String { text.chars().filter(|&c| is_numeral(c)).collect() };
    if numerals(typed) != numerals(meant) {
        return false;
    }
    let kana = |c: &char| matches!(c, '\u{3041}'..='\u{30FF}');
    let (typed, meant): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    if typed.len() == 3 && typed.iter().chain(&meant).any(kana) {
        return false;
    }
    typed.len() > 3 || (meant.len() == 3 && (typed[..2] == meant[..2] || typed[1..] == meant[1..]))
}
