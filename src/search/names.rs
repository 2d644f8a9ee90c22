//! What entities are called: a field of the index with a term for each name.
//!
//! Built like the [`lexicon`](super::lexicon): the folded name or its reading, a
//! zero byte, the key of the entity, a zero byte, the name as written.

use std::collections::BTreeMap;

use tantivy::Searcher;
use tantivy::schema::Field;

use super::analyzer::Reading;
use super::{Result, SearchError};
use crate::model::{Key, Kind, Record, TextField};
use crate::text::normal::fold;
use crate::text::romaji::{beginnings, romaji};

const END: char = '\0';
const READING: char = '@';

/// Terms looked at for one question.
const MAX_TERMS_READ: usize = 5_000;

/// The names of an entity that people ask for by name; none for kinds that they
/// look for by what is in them.
pub fn of(record: &Record) -> Vec<&str> {
    match record.kind() {
        Kind::Event | Kind::Passage | Kind::Claim | Kind::Finding | Kind::Document => Vec::new(),
        kind => {
            let texts = record.entity().texts().into_iter();
            let is_name = |field: TextField| match field {
                TextField::Name | TextField::Aliases | TextField::Title | TextField::Heading => {
                    true
                }
                TextField::City => kind == Kind::Consulate,
                _ => false,
            };
            texts.filter(|(field, _)| is_name(*field)).map(|(_, text)| text).collect()
        }
    }
}

/// The terms that one name of an entity adds.
pub fn terms(key: &Key, name: &str, reading: &Reading) -> Vec<String> {
    let spelling = fold(name);
    if spelling.is_empty() {
        return Vec::new();
    }
    let mut terms = vec![format!("{spelling}{END}{key}{END}{name}")];
    let words = reading.words.iter().map(|word| word.pronunciation.as_deref());
    if let Some(reading) = words.collect::<Option<String>>().and_then(|text| romaji(&text)) {
        terms.push(format!("{READING}{reading}{END}{key}{END}{name}"));
    }
    terms
}

/// The names in a snapshot of the index.
pub struct Names<'a> {
    pub searcher: &'a Searcher,
    pub field: Field,
}

impl Names<'_> {
    /// The entities that a text is a name of, in the order of their keys.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn called(&self, text: &str) -> Result<Vec<Key>> {
        let found = self.under(&format!("{}{END}", fold(text)))?;
        Ok(found.into_keys().collect())
    }

    /// The entities of which a name begins as a text in its spelling or its
    /// reading, each with the first such name.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn beginning_with(&self, text: &str) -> Result<BTreeMap<Key, String>> {
        let spelling = fold(text);
        let mut found = match spelling.is_empty() {
            true => BTreeMap::new(),
            false => self.under(&spelling)?,
        };
        for reading in beginnings(text) {
            for (key, name) in self.under(&format!("{READING}{reading}"))? {
                found.entry(key).or_insert(name);
            }
        }
        Ok(found)
    }

    fn under(&self, prefix: &str) -> Result<BTreeMap<Key, String>> {
        let mut found = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.field)?;
            let mut stream = index
                .terms()
                .range()
                .ge(prefix.as_bytes())
                .into_stream()
                .map_err(SearchError::IndexFile)?;
            let mut read = 0;
            while stream.advance() && read < MAX_TERMS_READ {
                if !stream.key().starts_with(prefix.as_bytes()) {
                    break;
                }
                let term = std::str::from_utf8(stream.key()).unwrap_or_default();
                let mut parts = term.splitn(3, END).skip(1);
                if let (Some(Ok(key)), Some(name)) =
                    (parts.next().map(str::parse::<Key>), parts.next())
                {
                    found.entry(key).or_insert_with(|| name.to_owned());
                }
                read += 1;
            }
        }
        Ok(found)
    }
}
