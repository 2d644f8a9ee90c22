//! How the search reads a text.

use async_graphql::SimpleObject;

use super::error::{Result, internal};
use super::value::TextRange;
use crate::knowledge::View;
use crate::search::analyzer::{Word, grams};

/// 検索がこの文字列をどう読むか。How the search reads a text.
#[derive(SimpleObject)]
pub struct Analysis {
    /// 比較に使う形。幅、仮名の大小、句読点などの違いをなくしたもの。The form in which texts are compared.
    pub normalised: String,
    /// 内容を持つ単語。The words with content.
    pub tokens: Vec<Token>,
    /// 隣り合う文字の組。Neighbouring characters, as indexed for completeness.
    pub grams: Vec<String>,
}

/// 単語。A word.
#[derive(SimpleObject)]
pub struct Token {
    /// 文中の形。As it stands in the text.
    pub surface: String,
    /// 索引に入る形。As indexed and compared.
    pub term: String,
    /// 品詞（IPADIC）。Part of speech, in IPADIC's terms.
    pub part_of_speech: String,
    /// 読み（片仮名）。辞書になければ null。Reading in katakana; null for words that no dictionary has.
    pub reading: Option<String>,
    /// 元の文字列での位置。Its place in the text.
    pub range: TextRange,
}

impl Analysis {
    pub fn of(text: &str, view: &View) -> Result<Self> {
        let reading = view.analyze(text).map_err(internal)?;
        Ok(Self {
            normalised: reading.folded.text().to_owned(),
            grams: grams(reading.folded.text())
                .into_iter()
                .filter(|gram| !gram.is_mark())
                .map(|gram| gram.term)
                .collect(),
            tokens: Token::each(reading.words, text),
        })
    }
}

impl Token {
    /// The words of a text, which are in its order: their places are counted in
    /// one pass.
    pub fn each(words: Vec<Word>, text: &str) -> Vec<Self> {
        let units = |text: &str| text.encode_utf16().count();
        let (mut byte, mut unit) = (0, 0);
        let token = |word: Word| {
            let start = unit + units(&text[byte..word.original.start]);
            let end = start + units(&text[word.original.clone()]);
            (byte, unit) = (word.original.start, start);
            Self {
                surface: word.surface.clone(),
                term: word.term.clone(),
                part_of_speech: word.part_of_speech.clone(),
                reading: word.pronunciation.clone(),
                range: TextRange { start, end },
            }
        };
        words.into_iter().map(token).collect()
    }
}
