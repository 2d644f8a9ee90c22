//! One Latin spelling for every reading, however it is typed.
//!
//! Readings are compared in this spelling: はんどうたい, ハンドウタイ, *handoutai*,
//! *handōtai* and *handotai* all become `handotai`. It is meant for comparing,
//! not for showing: long vowels are short, and the many ways to write one sound
//! are one (shi, si; tsu, tu; ja, zya).

use unicode_normalization::UnicodeNormalization;
use wana_kana::ConvertJapanese;

/// Pairs of what is written and of what is kept in its place.
type Pairs = &'static [(&'static str, &'static str)];

/// What is written in more than one way and begins with a letter, longest first,
/// and the way that is kept. A thousand readings are spelt for each document that
/// is indexed: only the pairs of one letter are tried.
fn spellings_from(letter: u8) -> Pairs {
    match letter {
        b's' => &[("sha", "sya"), ("shu", "syu"), ("sho", "syo"), ("she", "sye"), ("shi", "si")],
        b't' => {
            &[("tcha", "ttya"), ("tchu", "ttyu"), ("tcho", "ttyo"), ("tchi", "tti"), ("tsu", "tu")]
        }
        b'c' => &[("cha", "tya"), ("chu", "tyu"), ("cho", "tyo"), ("che", "tye"), ("chi", "ti")],
        b'j' => &[
            ("jya", "zya"),
            ("jyu", "zyu"),
            ("jyo", "zyo"),
            ("ja", "zya"),
            ("ju", "zyu"),
            ("jo", "zyo"),
            ("je", "zye"),
            ("ji", "zi"),
        ],
        b'd' => &[("dzu", "zu"), ("du", "zu")],
        b'f' => &[("fu", "hu")],
        b'm' => &[("mb", "nb"), ("mm", "nm"), ("mp", "np")],
        b'n' => &[("nn", "n")],
        _ => &[],
    }
}

/// Beginnings of a syllable that are spelt otherwise once it is whole, and what
/// makes it whole.
const HALVES: &[(&str, &[&str])] = &[
    ("sh", VOWELS),
    ("ch", VOWELS),
    ("ts", VOWELS),
    ("j", VOWELS),
    ("f", VOWELS),
    ("c", &["ha", "hi", "hu", "he", "ho"]),
    ("d", &["a", "i", "u", "e", "o", "ya", "yu", "yo"]),
];

const VOWELS: &[&str] = &["a", "i", "u", "e", "o"];

/// Vowels that may be written long or short, by the letter that they begin with.
fn long_vowels_from(letter: u8) -> Pairs {
    match letter {
        b'o' => &[("ou", "o"), ("oo", "o")],
        b'u' => &[("uu", "u")],
        b'a' => &[("aa", "a")],
        b'i' => &[("ii", "i")],
        b'e' => &[("ee", "e")],
        _ => &[],
    }
}

/// The spelling of a text in kana or Latin letters; `None` if it has anything
/// else in it, or nothing.
pub fn romaji(text: &str) -> Option<String> {
    Some(spelling(&letters(text)?)).filter(|text| !text.is_empty())
}

/// What the spellings begin with of all that a half-typed text may become: *sh*
/// becomes sya, si, syu, sye or syo, but not sa. None where [`romaji`] is `None`.
pub fn beginnings(text: &str) -> Vec<String> {
    let Some(letters) = letters(text).filter(|letters| !letters.is_empty()) else {
        return Vec::new();
    };
    match HALVES.iter().find(|(half, _)| letters.ends_with(half)) {
        Some((_, rests)) => {
            rests.iter().map(|rest| spelling(&format!("{letters}{rest}"))).collect()
        }
        None => vec![spelling(&letters)],
    }
}

/// The spellings that a second word may have, where two words are spelt as one and
/// `rest` stands behind the first: alike sounds at the seam became one. にほん and
/// のうぎょう are *nihonogyo*.
pub fn seconds(first: &str, rest: &str) -> Vec<String> {
    let swallowed: &[&str] = match first.as_bytes().last() {
        Some(b'a') => &["a"],
        Some(b'i') => &["i"],
        Some(b'u') => &["u"],
        Some(b'e') => &["e"],
        Some(b'o') => &["o", "u"],
        Some(b'n') => &["n"],
        _ => &[],
    };
    [""].iter().chain(swallowed).map(|sound| spelling(&format!("{sound}{rest}"))).collect()
}

/// Whether the letters of a text in katakana are the same whatever stands beside
/// it: no sound of it hangs on the one before or behind. ヵ and ヶ are left out:
/// a long vowel behind them has no letter.
pub fn joins_as_letters(kana: &str) -> bool {
    let begins = kana.chars().next();
    let hangs =
        |c| matches!(c, 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ー' | 'ッ');
    begins.is_some_and(|c| !hangs(c))
        && !kana.trim_end_matches('ー').ends_with('ッ')
        && kana.chars().all(|c| matches!(c, 'ァ'..='ヴ' | 'ー'))
}

/// The text in Latin letters, as wana_kana writes it.
pub fn letters(text: &str) -> Option<String> {
    let written = |c: char| {
        c.is_ascii_alphabetic() || matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}')
    };
    // A macron is a mark of its own once letters are decomposed; so are the
    // voiced marks of kana, which have to stay.
    let plain: String = text
        .nfkd()
        .filter(|&c| !matches!(c, '\u{0302}' | '\u{0304}' | '\'' | '’' | '-'))
        .nfc()
        .collect();
    if plain.is_empty() || !plain.chars().all(written) {
        return None;
    }
    let latin: String = plain.to_romaji().to_ascii_lowercase();
    Some(latin.chars().filter(char::is_ascii_alphabetic).collect())
}

/// The one spelling of a text in Latin letters.
pub fn spelling(letters: &str) -> String {
    replaced(&replaced(letters, spellings_from), long_vowels_from)
}

/// The text with the pairs of each letter replaced, from left to right, once.
fn replaced(text: &str, pairs_from: fn(u8) -> Pairs) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let pairs = pairs_from(rest.as_bytes()[0]);
        match pairs.iter().find(|(from, _)| rest.starts_with(from)) {
            Some((from, to)) => {
                result.push_str(to);
                rest = &rest[from.len()..];
            }
            None => {
                result.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_reading_has_one_spelling() {
        for (spellings, expected) in [
            (
                &["はんどうたい", "ハンドウタイ", "handoutai", "handōtai", "Handotai"][..],
                "handotai",
            ),
            (&["すいそ", "suiso"], "suiso"),
            (&["うちゅう", "uchuu", "uchū", "uchu", "utyuu"], "utyu"),
            (&["しまいとし", "shimaitoshi", "simaitosi"], "simaitosi"),
            (&["かんこう", "kankou", "kanko"], "kanko"),
            (&["しんぶん", "shimbun", "shinbun", "sinbun"], "sinbun"),
            (&["じょせい", "josei", "jyosei", "zyosei"], "zyosei"),
            (&["サプライチェーン"], "sapuraityen"),
            (&["きんゆう", "kin'yuu", "kinyu"], "kinyu"),
        ] {
            for spelling in spellings {
                assert_eq!(romaji(spelling).as_deref(), Some(expected), "{spelling}");
            }
        }
        for text in ["", "半導体", "は 半", "4.0", "ー"] {
            assert_eq!(romaji(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn letters_of_words_join(words in prop::collection::vec("[ァ-ヶー]{1,4}", 1..4)) {
            if words.iter().all(|word| joins_as_letters(word)) {
                let joined: Option<String> = words.iter().map(|word| letters(word)).collect();
                let spelt = joined.map(|letters| spelling(&letters)).filter(|text| !text.is_empty());
                prop_assert_eq!(spelt, romaji(&words.concat()));
            }
        }
    }

    #[test]
    fn two_words_come_apart_at_their_seam() {
        for (first, second) in [
            ("はんどうたい", "さんぎょう"),
            ("にほん", "のうぎょう"),
            ("そうご", "うんよう"),
            ("そうご", "おうだん"),
            ("しょくひん", "あんぜん"),
            ("ふくし", "いりょう"),
        ] {
            let joined = romaji(&format!("{first}{second}")).unwrap();
            let [first, second] = [first, second].map(|word| romaji(word).unwrap());
            let rest = joined.strip_prefix(&first).unwrap();
            assert!(seconds(&first, rest).contains(&second), "{first} {second}: {joined}");
        }
    }

    #[test]
    fn a_doubling_mark_hangs_on_what_follows() {
        for (kana, joins) in [
            ("オカ", true),
            ("オッカー", true),
            ("オッ", false),
            ("オッー", false),
            ("ッカ", false),
        ] {
            assert_eq!(joins_as_letters(kana), joins, "{kana}");
        }
    }

    #[test]
    fn half_a_syllable_begins_all_that_it_may_become() {
        for (typed, expected) in [
            ("sh", &["sya", "si", "syu", "sye", "syo"][..]),
            ("ch", &["tya", "ti", "tyu", "tye", "tyo"]),
            ("はんj", &["hanzya", "hanzi", "hanzyu", "hanzye", "hanzyo"]),
            ("k", &["k"]),
            ("ky", &["ky"]),
            ("はん", &["han"]),
            ("半", &[]),
            ("ー", &[]),
        ] {
            assert_eq!(beginnings(typed), expected, "{typed}");
        }
        let whole = romaji("たいへいようしんぶんしゃじつげん").unwrap();
        let typed = "taiheiyoushinbunshajitsugen";
        for end in 1..=typed.len() {
            let half = beginnings(&typed[..end]);
            assert!(half.iter().any(|half| whole.starts_with(half)), "{half:?} {whole}");
        }
    }
}
