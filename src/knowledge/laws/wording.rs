//! Whether a text of ours repeats a document.

use std::collections::{BTreeMap, HashSet};

use crate::model::Record;
use crate::text::normal::fold;

/// Characters in a row that a text of ours may share with a document: names of
/// organisations are as long.
const MAX_SHARED_CHARS: usize = 25;

/// The documents' own wording, as far as it was imported.
pub struct Wording {
    /// By the event that it tells of; `None` for what tells of none.
    runs: BTreeMap<Option<String>, HashSet<String>>,
}

impl Wording {
    pub fn of<'a>(records: impl Iterator<Item = &'a Record>) -> Self {
        let mut runs: BTreeMap<Option<String>, HashSet<String>> = BTreeMap::new();
        for record in records {
            let (event, texts) = match record {
                Record::Passage(passage) => (passage.event.clone(), vec![&passage.text]),
                Record::Event(event) => {
                    let texts = [&event.overview, &event.effects, &event.captions];
                    (Some(event.slug.clone()), texts.into_iter().flatten().collect())
                }
                _ => continue,
            };
            let known = runs.entry(event).or_default();
            texts.into_iter().for_each(|text| known.extend(runs_of(text)));
        }
        Self { runs }
    }

    /// The first run of a text that is too long to be shared with what the
    /// documents say of an event, or of none; punctuation and width aside.
    pub fn repeated(&self, event: Option<&str>, text: &str) -> Option<String> {
        let known = self.runs.get(&event.map(str::to_owned))?;
        runs_of(text).find(|run| known.contains(run))
    }
}

/// Every run of one character more than may be shared.
fn runs_of(text: &str) -> impl Iterator<Item = String> {
    let chars: Vec<char> = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    let starts = (chars.len() + 1).saturating_sub(MAX_SHARED_CHARS + 1);
    (0..starts).map(move |start| chars[start..=start + MAX_SHARED_CHARS].iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_more_than_25_characters_is_a_repetition() {
        let passage = r#"{"kind":"passage","slug":"d/0001","document":"d","ordinal":1,
            "text":"日系企業の技術を、地域の課題の解決に役立てる方法を論じた。"}"#;
        let passage: Record = serde_json::from_str(passage).unwrap();
        let wording = Wording::of([&passage].into_iter());
        for (text, is_repetition) in [
            ("日系企業の技術を地域の課題の解決に役立てる方法を", false),
            ("そこで日系企業の技術を地域の課題の解決に役立てる方法を論じた", true),
            ("日系企業の技術を使って地域の課題の解決に役立てる", false),
        ] {
            assert_eq!(wording.repeated(None, text).is_some(), is_repetition, "{text}");
        }
        assert_eq!(wording.repeated(Some("fy2024-01"), &"日".repeat(30)), None);
    }
}
