//! What a half-typed text may become.

use super::Result;
use super::query::is_function_word;
use super::select::Suggestion;
use super::snapshot::Snapshot;
use crate::text::normal::fold;

/// Words of a name that may be half typed: *New Y*, *supply ch*.
const MAX_WORDS: usize = 3;

/// Completes the last words of a text, as many as begin something. At most half
/// of the suggestions are entities, unless there are too few words.
///
/// # Errors
/// If the index cannot be read.
pub fn suggest(snapshot: &Snapshot, text: &str, limit: usize) -> Result<Vec<Suggestion>> {
    let asked = (text.to_owned(), limit);
    snapshot.suggested().answer(asked, |_| complete(snapshot, text, limit))
}

fn complete(snapshot: &Snapshot, text: &str, limit: usize) -> Result<Vec<Suggestion>> {
    let spaces = text.char_indices().filter(|(_, c)| c.is_whitespace());
    let mut starts: Vec<usize> = spaces.map(|(at, c)| at + c.len_utf8()).collect();
    starts.insert(0, 0);
    let last = starts.split_off(starts.len().saturating_sub(MAX_WORDS));
    for start in last {
        let (before, words) = text.split_at(start);
        let found = completions(snapshot, before, words, limit)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

fn completions(
    snapshot: &Snapshot,
    before: &str,
    half: &str,
    limit: usize,
) -> Result<Vec<Suggestion>> {
    if fold(half).is_empty() {
        return Ok(Vec::new());
    }
    let mut entities = entities(snapshot, before, half)?;
    let words = snapshot.lexicon().beginning_with(half, limit + entities.len())?.into_iter();
    let words = words.filter(|entry| !is_function_word(&entry.word));
    let mut words: Vec<Suggestion> = words
        .map(|entry| Suggestion {
            text: format!("{before}{}", entry.word),
            entity: None,
            count: entry.count,
        })
        .collect();
    words.retain(|word| !entities.iter().any(|entity| fold(&entity.text) == fold(&word.text)));
    entities.truncate(limit.saturating_sub(words.len()).max(limit.div_ceil(2)));
    entities.extend(words);
    entities.truncate(limit);
    Ok(entities)
}

/// Entities that are called so, those with most events first; each once.
fn entities(snapshot: &Snapshot, before: &str, word: &str) -> Result<Vec<Suggestion>> {
    let mut found = Vec::new();
    for (key, name) in snapshot.names().beginning_with(word)? {
        let count = snapshot.events_of(&key)?;
        found.push(Suggestion { text: format!("{before}{name}"), entity: Some(key), count });
    }
    found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.entity.cmp(&b.entity)));
    Ok(found)
}
