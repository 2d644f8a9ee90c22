//! Which texts belong together, by the wording they share.
//!
//! Wording is compared by words of katakana or Latin letters and by pairs of
//! kanji, so that no dictionary is needed: 北極 in a paragraph and in a heading
//! ties the two, の and を do not, and メリーランド is not オーランド.

use std::collections::{BTreeMap, HashMap, HashSet};

/// The words and pairs of characters that a text consists of.
#[derive(Clone, Debug, Default)]
pub(super) struct Wording(HashSet<String>);

impl Wording {
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut terms = HashSet::new();
        for text in texts {
            for word in words(text) {
                let characters: Vec<char> = word.chars().collect();
                match script(characters[0]) {
                    Some(Script::Kanji) => {
                        terms.extend(characters.windows(2).map(String::from_iter))
                    }
                    Some(_) if characters.len() > 1 => drop(terms.insert(word.to_owned())),
                    _ => {}
                }
            }
        }
        Self(terms)
    }

    pub fn shared_with(&self, other: &Self) -> usize {
        self.0.intersection(&other.0).count()
    }

    /// What part of the smaller of two wordings the other shares, 0 to 1.
    pub fn overlap(&self, other: &Self) -> f64 {
        let smaller = self.0.len().min(other.0.len());
        if smaller == 0 { 0.0 } else { self.shared_with(other) as f64 / smaller as f64 }
    }

    /// How alike two wordings are, 0 to 1 (the coefficient of Dice).
    pub fn likeness(&self, other: &Self) -> f64 {
        let both = self.0.len() + other.0.len();
        if both == 0 { 0.0 } else { 2.0 * self.shared_with(other) as f64 / both as f64 }
    }
}

/// Words that every example shares because a post held it.
const NAMES_OF_POSTS: &[&str] = &["総領事館", "領事館", "大使館"];

/// Runs of one script, names of posts left out.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            if let Some(name) = NAMES_OF_POSTS.iter().find(|name| rest.starts_with(**name)) {
                rest = &rest[name.len()..];
                continue;
            }
            let first = rest.chars().next()?;
            let run = |c: &char| script(first).is_some() && script(*c) == script(first);
            let end: usize = rest.chars().take_while(run).map(char::len_utf8).sum();
            let (word, after) = rest.split_at(end.max(first.len_utf8()));
            rest = after;
            if end > 0 {
                return Some(word);
            }
        }
    })
}

/// Scripts that carry meaning by themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    Latin,
}

fn script(c: char) -> Option<Script> {
    match c {
        '\u{4e00}'..='\u{9fff}' | '々' => Some(Script::Kanji),
        'ァ'..='ヺ' | 'ー' => Some(Script::Katakana),
        _ if c.is_ascii_alphabetic() => Some(Script::Latin),
        _ => None,
    }
}

/// A term counts only if at most this many of the texts compared have it.
const COMMON: usize = 4;
/// What a whole word is worth, a pair of kanji being worth one.
const WORD: f64 = 2.0;

/// Tells which of several owners a text belongs to by wording that only one of
/// them has and that is rare among the texts to be given.
#[derive(Debug, Default)]
pub(super) struct Owners {
    /// `None` for a term that two owners have.
    owner: HashMap<String, Option<usize>>,
    frequency: HashMap<String, usize>,
}

impl Owners {
    /// `texts`: the wording of each text to be given.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a Wording>) -> Self {
        let mut frequency = HashMap::new();
        for term in texts.into_iter().flat_map(|text| &text.0) {
            *frequency.entry(term.clone()).or_default() += 1;
        }
        Self { owner: HashMap::new(), frequency }
    }

    pub fn add(&mut self, owner: usize, wording: &Wording) {
        for term in &wording.0 {
            let entry = self.owner.entry(term.clone()).or_insert(Some(owner));
            if *entry != Some(owner) {
                *entry = None;
            }
        }
    }

    /// The terms that speak for an owner, the longest first, at most three.
    pub fn shared(&self, wording: &Wording, owner: usize) -> Vec<String> {
        let speaks = |term: &&String| {
            self.owner.get(*term) == Some(&Some(owner)) && self.frequency_of(term) <= COMMON
        };
        let mut terms: Vec<&String> = wording.0.iter().filter(speaks).collect();
        terms.sort_unstable_by_key(|term| (std::cmp::Reverse(term.len()), term.as_str()));
        terms.into_iter().take(3).cloned().collect()
    }

    fn frequency_of(&self, term: &str) -> usize {
        self.frequency.get(term).copied().unwrap_or(1).max(1)
    }

    /// How strongly the wording speaks for each owner; rare terms speak louder.
    pub fn scores(&self, wording: &Wording) -> BTreeMap<usize, f64> {
        let mut scores = BTreeMap::new();
        let mut terms: Vec<&String> = wording.0.iter().collect();
        // Sums of fractions depend on their order; keep it.
        terms.sort_unstable();
        for term in terms {
            let frequency = self.frequency_of(term);
            if let Some(Some(owner)) = self.owner.get(term)
                && frequency <= COMMON
            {
                let worth =
                    if term.starts_with(|c| script(c) == Some(Script::Kanji)) { 1.0 } else { WORD };
                *scores.entry(*owner).or_default() += worth / frequency as f64;
            }
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_shared_wording_tells_the_owner() {
        let texts =
            ["北極の開発について日本が説明", "日本の事業", "日本の技術", "日本の企業", "日本の食"];
        let wording: Vec<_> = texts.iter().map(|text| Wording::of([*text])).collect();
        let mut owners = Owners::new(&wording);
        owners.add(0, &Wording::of(["オンライン北極シンポジウム 日本"]));
        owners.add(1, &Wording::of(["高齢化社会ウェビナー"]));
        assert_eq!(owners.scores(&wording[0]), BTreeMap::from([(0, 1.0)]));
        assert_eq!(owners.shared(&wording[0], 0), ["北極"]);
        assert!(owners.scores(&wording[1]).is_empty(), "日本 is everywhere");
    }

    #[test]
    fn words_of_katakana_are_whole_and_names_of_posts_are_left_out() {
        let terms = |text| {
            let mut terms: Vec<_> = Wording::of([text]).0.into_iter().collect();
            terms.sort();
            terms.join(" ")
        };
        assert_eq!(terms("在シカゴ総領事館のCIC祭り 日米関係"), "CIC シカゴ 日米 米関 関係");
    }

    #[test]
    fn titles_that_differ_by_a_word_are_alike() {
        let title = Wording::of(["企業のSTEM分野女性活躍推進パネルディスカッション"]);
        let other = Wording::of(["企業におけるSTEM分野女性活躍推進パネルディスカッション"]);
        assert!(title.likeness(&other) > 0.9);
        assert!(title.likeness(&Wording::of(["輸送インフラに関するワークショップ"])) < 0.2);
    }
}
