//! Compounds by their reading. Only words have a term for it: a reading is cut into those
//! of words, and what they make is looked up by its spelling.

use super::{END, Entry, Lexicon, READING, SHORT_REST_LETTERS, Words};
use crate::search::Result;
use crate::text::normal::fold;
use crate::text::romaji;

/// Words that are tried for each part of a reading, the most frequent ones.
const MAX_PARTS: usize = 10;

/// The same of a part that is half typed.
const MAX_LAST_PARTS: usize = 50;

impl Lexicon<'_> {
    /// Compounds that go on behind `before` with so many parts at most, each with a
    /// reading of its own, of which the last may go on.
    pub(super) fn begin_parts(
        &self,
        before: &str,
        reading: &str,
        parts: usize,
        found: &mut Vec<Entry>,
    ) -> Result<()> {
        if !before.is_empty() {
            let mut last = Words::default();
            self.read_short(&format!("{READING}{reading}"), SHORT_REST_LETTERS, &mut last)?;
            for last in last.most_frequent(MAX_LAST_PARTS, |_| true) {
                let mut compounds = Words::default();
                self.read_prefix(&fold(&format!("{before}{}", last.word)), &mut compounds)?;
                found.extend(compounds.most_frequent(MAX_LAST_PARTS, |_| true));
            }
        }
        if parts > 1 {
            for (compound, rest) in self.first_parts(before, reading, &mut Vec::new())? {
                self.begin_parts(&compound, &rest, parts - 1, found)?;
            }
        }
        Ok(())
    }

    /// Words that go on behind `before` with so many parts at most, each with a reading
    /// of its own.
    pub(super) fn read_parts(
        &self,
        before: &str,
        reading: &str,
        parts: usize,
        found: &mut Vec<Entry>,
    ) -> Result<()> {
        for (compound, rest) in self.first_parts(before, reading, found)? {
            if parts > 1 {
                self.read_parts(&compound, &rest, parts - 1, found)?;
            }
        }
        Ok(())
    }

    /// The words that `before` and the beginning of a reading make, each with what may be
    /// left of the reading; those that the whole reading makes are added to `found`.
    fn first_parts(
        &self,
        before: &str,
        reading: &str,
        found: &mut Vec<Entry>,
    ) -> Result<Vec<(String, String)>> {
        let mut begun = Vec::new();
        for end in 1..=reading.len() {
            let (first, rest) = reading.split_at(end);
            let mut read = Words::default();
            self.read_prefix(&format!("{READING}{first}{END}"), &mut read)?;
            for part in read.most_frequent(MAX_PARTS, |_| true) {
                let compound = format!("{before}{}", part.word);
                let known = match before {
                    "" => vec![part],
                    _ => self.spelt(&compound)?,
                };
                if rest.is_empty() {
                    found.extend(known);
                } else if !known.is_empty() {
                    // Where a compound stands, what it begins with is a term too.
                    let rests = romaji::seconds(first, rest).into_iter();
                    begun.extend(rests.map(|rest| (compound.clone(), rest)));
                }
            }
        }
        Ok(begun)
    }
}
