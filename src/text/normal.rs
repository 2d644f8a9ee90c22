//! The two forms in which texts are compared, each with the way back to the
//! original.
//!
//! [`compatible`] unifies width and compatibility forms (ﾌﾛﾘﾀﾞ → フロリダ,
//! ＪＥＴＲＯ → JETRO, ㍿ → 株式会社, 2,000 → 2000) and is what the word segmenter
//! reads. [`folded`] goes on to what planners do not tell apart (フオーラム and
//! フォーラム, ヴァレー and バレー, JETRO and jetro) and is what is indexed,
//! searched and highlighted.
//!
//! Both keep, for every character, the bytes of the original that it came from:
//! normal forms change lengths, and positions given to clients are positions in
//! the original text.

use std::ops::Range;

use super::glyphs::customary;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Stands between two runs of searchable characters in a folded text, for any
/// amount of space and punctuation.
pub const BREAK: char = ' ';

/// A text derived from an original, with the origin of every character.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Derived {
    text: String,
    chars: Vec<Origin>,
}

/// Where a derived character stands, and which bytes it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Origin {
    /// Byte offset in the derived text.
    at: u32,
    /// Bytes of the original, on character boundaries.
    start: u32,
    end: u32,
}

impl Derived {
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that a non-empty byte range of the derived text
    /// came from. Both lie on character boundaries.
    pub fn original(&self, derived: Range<usize>) -> Range<usize> {
        let first = self.index_of(derived.start);
        let last = self.index_of(derived.end.saturating_sub(1).max(derived.start));
        match (self.chars.get(first), self.chars.get(last)) {
            (Some(first), Some(last)) => first.start as usize..last.end as usize,
            _ => 0..0,
        }
    }

    /// The index of the character that the byte offset lies in.
    fn index_of(&self, byte: usize) -> usize {
        self.chars.partition_point(|origin| origin.at as usize <= byte).saturating_sub(1)
    }

    fn push(&mut self, c: char, original: Range<usize>) {
        self.chars.push(Origin {
            at: self.text.len() as u32,
            start: original.start as u32,
            end: original.end as u32,
        });
        self.text.push(c);
    }

    /// Takes the last character away.
    fn pop(&mut self) -> Option<(char, Range<usize>)> {
        let origin = self.chars.pop()?;
        let c = self.text.pop()?;
        Some((c, origin.start as usize..origin.end as usize))
    }

    fn iter(&self) -> impl Iterator<Item = (char, Range<usize>)> + '_ {
        self.text.chars().zip(&self.chars).map(|(c, o)| (c, o.start as usize..o.end as usize))
    }
}

/// Unifies width, compatibility and composed forms (Unicode NFKC), and digit
/// groups.
///
/// Characters are normalised in clusters of a base and its marks, so that が as
/// two characters and ｶﾞ become one, with both as its origin.
pub fn compatible(original: &str) -> Derived {
    let mut derived = Derived::default();
    derived.text.reserve(original.len());
    derived.chars.reserve(original.len() / 3);
    for cluster in clusters(original) {
        let source = &original[cluster.clone()];
        let mut chars = source.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if is_settled(c) => derived.push(c, cluster),
            _ => source.nfkc().for_each(|c| derived.push(c, cluster.clone())),
        }
    }
    if derived.text.contains(',') { without_digit_groups(&derived) } else { derived }
}

/// 2,000 is 2000; but 2024,2025 are two numbers, and 1,2 as well.
fn without_digit_groups(compatible: &Derived) -> Derived {
    let chars: Vec<(char, Range<usize>)> = compatible.iter().collect();
    let digit = |at: usize| chars.get(at).is_some_and(|(c, _)| c.is_ascii_digit());
    let mut derived = Derived::default();
    for (at, (c, original)) in chars.iter().enumerate() {
        let three_follow = (1..=3).all(|ahead| digit(at + ahead)) && !digit(at + 4);
        let groups = *c == ',' && at > 0 && digit(at - 1) && three_follow;
        if !groups {
            derived.push(*c, original.clone());
        }
    }
    derived
}

/// Folds a compatible form into the form that searches compare.
pub fn folded(compatible: &Derived) -> Derived {
    let mut derived = Derived::default();
    derived.text.reserve(compatible.text.len());
    derived.chars.reserve(compatible.chars.len());
    let mut chars = compatible.iter().peekable();
    let mut before = None;
    while let Some((c, original)) = chars.next() {
        let class = match chars.peek() {
            Some(&(next, _)) if is_inner_stop(before, c, next) => Class::Ignored,
            _ => classify(c),
        };
        before = Some(c);
        match class {
            Class::Searched if is_japanese(c) => {
                push_folded(&mut derived, customary(fold_kana(c)), original);
            }
            Class::Searched => {
                for lower in c.to_lowercase() {
                    push_folded(&mut derived, customary(fold_kana(lower)), original.clone());
                }
            }
            Class::Ignored => {}
            Class::Break if derived.text.is_empty() || derived.text.ends_with(BREAK) => {}
            Class::Break => derived.push(BREAK, original),
        }
    }
    if derived.text.ends_with(BREAK) {
        derived.pop();
    }
    derived
}

/// True for the full stops of D.C. and U.S. It does not ask how long the word
/// is: what a piece of a text folds to must not depend on where the piece begins.
fn is_inner_stop(before: Option<char>, c: char, next: char) -> bool {
    c == '.' && before.is_some_and(|c| c.is_ascii_alphabetic()) && !next.is_whitespace()
}

/// [`folded`] of a text whose positions do not matter.
pub fn fold(text: &str) -> String {
    folded(&compatible(text)).text
}

/// Whether a text folds to the same whatever stands beside it.
pub fn folds_alone(text: &str) -> bool {
    // ヴ and a vowel become one.
    let joins =
        |c| matches!(c, 'ヴ' | 'ゔ' | 'ァ' | 'ィ' | 'ェ' | 'ォ' | 'ぁ' | 'ぃ' | 'ぇ' | 'ぉ');
    text.chars().all(|c| is_japanese(c) && !joins(c) && !attaches(c))
}

/// True for the characters of Latin words and numbers, which end where another
/// kind of character begins; Japanese words show no such edges.
pub fn is_alphanumeric_run(c: char) -> bool {
    !is_japanese(c) && c.is_alphanumeric()
}

/// Whether a kanji is a number or a part of one.
pub fn is_kanji_numeral(c: char) -> bool {
    "〇一二三四五六七八九十百千万".contains(c)
}

/// Kana, kanji and the marks written among them.
pub fn is_japanese(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}')
}

enum Class {
    Searched,
    /// Left out without a trace: 大阪・関西 is 大阪関西.
    Ignored,
    Break,
}

fn classify(c: char) -> Class {
    match c {
        // A voiced mark that composed with nothing says nothing.
        '\u{3099}' | '\u{309A}' => Class::Ignored,
        '・' | '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => Class::Ignored,
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => Class::Ignored,
        _ if is_japanese(c) || c.is_alphanumeric() || canonical_combining_class(c) != 0 => {
            Class::Searched
        }
        _ if c.is_ascii() || c.is_whitespace() || c.is_control() => Class::Break,
        // Symbols such as emoji or ℃'s degree sign can be searched; punctuation cannot.
        '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205E}'
        | '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3020}'
        | '\u{FE10}'..='\u{FE6F}'
        | '\u{00A1}'
        | '\u{00AB}'
        | '\u{00B7}'
        | '\u{00BB}'
        | '\u{00BF}' => Class::Break,
        _ => Class::Searched,
    }
}

fn push_folded(derived: &mut Derived, c: char, original: Range<usize>) {
    // ヴァ is written for バ; the two characters become one.
    if let Some(merged) = VU_ROW.iter().find_map(|&(vowel, b)| (vowel == c).then_some(b))
        && derived.text.ends_with('ゔ')
        && let Some((_, first)) = derived.pop()
    {
        derived.push(merged, first.start..original.end);
        return;
    }
    derived.push(c, original);
}

/// The vowels after ヴ, and the syllable of the バ row that the pair stands for.
const VU_ROW: [(char, char); 4] = [('あ', 'ば'), ('い', 'び'), ('え', 'べ'), ('お', 'ぼ')];

/// One form for katakana and hiragana, small and full-sized kana.
fn fold_kana(c: char) -> char {
    let hiragana = match c {
        '\u{30A1}'..='\u{30F6}' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        _ => c,
    };
    match hiragana {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        'ゕ' => 'か',
        'ゖ' => 'け',
        other => other,
    }
}

/// True for the characters that make up most Japanese text and are their own
/// NFKC form when they stand alone; sparing them the full algorithm halves the
/// time of normalisation.
fn is_settled(c: char) -> bool {
    matches!(c, ' '..='~' | '\n' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FE}'
        | '\u{4E00}'..='\u{9FFF}' | '、' | '。' | '「' | '」')
}

/// Byte ranges of a base character and the marks that follow it.
fn clusters(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.next()?;
        let mut end = start + first.len_utf8();
        while let Some((at, mark)) = chars.next_if(|&(_, c)| attaches(c)) {
            end = at + mark.len_utf8();
        }
        Some(start..end)
    })
}

/// True for marks that combine with the character before them.
fn attaches(c: char) -> bool {
    !is_settled(c) && (matches!(c, 'ﾞ' | 'ﾟ') || canonical_combining_class(c) != 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn forms_that_planners_do_not_tell_apart_fold_to_one() {
        for (forms, folded) in [
            (&["ＪＥＴＲＯ", "jetro", "Ｊetro"][..], "jetro"),
            (&["サプライチェーン", "サプライチエーン", "ｻﾌﾟﾗｲﾁｪｰﾝ"], "さぷらいちえーん"),
            (&["フロリダ", "ﾌﾛﾘﾀﾞ", "フロリタ\u{3099}"], "ふろりだ"),
            (&["シリコンバレー", "シリコンヴァレー"], "しりこんばれー"),
            (&["コンベンション", "コンヴェンション"], "こんべんしよん"),
            (&["2000", "2,000", "２，０００"], "2000"),
            (&["1000000", "1,000,000"], "1000000"),
            (&["2024,2025年"], "2024 2025年"),
            (&["大阪・関西万博", "大阪関西万博"], "大阪関西万博"),
            (&["株式会社", "㍿"], "株式会社"),
            (&["州知事が、出席", "州知事が 出席", "「州知事が」\n出席。"], "州知事が 出席"),
        ] {
            for form in forms {
                assert_eq!(fold(form), folded, "{form}");
            }
        }
    }

    #[test]
    fn a_folded_character_knows_where_it_came_from() {
        for (original, needle, expected) in [
            ("総額2,000ﾄﾞﾙ", "2000", "2,000"),
            ("総額2,000ﾄﾞﾙ", "ど", "ﾄﾞ"),
            ("（㍿東京）", "会社", "㍿"),
            ("シリコンヴァレー", "ば", "ヴァ"),
            ("大阪・関西", "阪関", "阪・関"),
            ("か\u{3099}ある", "が", "か\u{3099}"),
        ] {
            let folded = folded(&compatible(original));
            let at = folded.text().find(needle).expect(needle);
            assert_eq!(&original[folded.original(at..at + needle.len())], expected);
        }
    }

    proptest! {
        #[test]
        fn every_range_slices_the_original(text in "[ -~ぁ-んァ-ヶｦ-ﾟ一-十㍑-㍿①-⑳、。・\u{3099}\u{309A}😀🇯🇵\\n]{0,40}") {
            let compatible = compatible(&text);
            let folded = folded(&compatible);
            for derived in [&compatible, &folded] {
                let mut last = 0;
                for (at, c) in derived.text().char_indices() {
                    let range = derived.original(at..at + c.len_utf8());
                    prop_assert!(text.get(range.clone()).is_some_and(|slice| !slice.is_empty()));
                    prop_assert!(range.start >= last);
                    last = range.start;
                }
            }
            prop_assert_eq!(fold(folded.text()), folded.text());
        }
    }
}
