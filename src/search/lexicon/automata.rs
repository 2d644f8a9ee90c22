//! Automata over the terms: which words are written almost so, and which short words
//! begin so.

use std::sync::LazyLock;

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy_fst::Automaton;

use super::END;

/// Edits that a word may be away at most.
pub(super) const MAX_EDITS: u8 = 2;

/// Builders of automata, by edits; they are costly to make.
static AUTOMATA: LazyLock<[LevenshteinAutomatonBuilder; MAX_EDITS as usize]> =
    LazyLock::new(|| [1, 2].map(|edits| LevenshteinAutomatonBuilder::new(edits, true)));

/// What tells how near a word is to a spelling: one or two edits.
pub(super) fn nearness(spelling: &str, edits: u8) -> DFA {
    AUTOMATA[usize::from(edits) - 1].build_dfa(spelling)
}

/// Accepts the terms whose key is near a text, whatever word follows the key.
pub(super) struct Near<'a>(pub &'a DFA);

#[derive(Clone, Copy)]
pub(super) enum Place {
    InKey(u32),
    Accepted,
    Refused,
}

impl Automaton for Near<'_> {
    type State = Place;

    fn start(&self) -> Place {
        Place::InKey(self.0.initial_state())
    }

    fn is_match(&self, place: &Place) -> bool {
        matches!(place, Place::Accepted)
    }

    fn can_match(&self, place: &Place) -> bool {
        match place {
            Place::InKey(state) => *state != SINK_STATE,
            Place::Accepted => true,
            Place::Refused => false,
        }
    }

    fn accept(&self, place: &Place, byte: u8) -> Place {
        match place {
            Place::InKey(state) if byte == END as u8 => match self.0.distance(*state) {
                Distance::Exact(_) => Place::Accepted,
                Distance::AtLeast(_) => Place::Refused,
            },
            Place::InKey(state) => Place::InKey(self.0.transition(*state, byte)),
            place => *place,
        }
    }
}

/// Accepts the terms whose key begins so and has few characters more, whatever
/// word follows the key.
pub(super) struct Short<'a> {
    pub prefix: &'a [u8],
    pub rest: u8,
}

#[derive(Clone, Copy)]
pub(super) enum Progress {
    /// Bytes of the prefix that were read.
    Prefix(usize),
    /// Characters behind the prefix.
    Rest(u8),
    Accepted,
    Refused,
}

impl Automaton for Short<'_> {
    type State = Progress;

    fn start(&self) -> Progress {
        Progress::Prefix(0)
    }

    fn is_match(&self, progress: &Progress) -> bool {
        matches!(progress, Progress::Accepted)
    }

    fn can_match(&self, progress: &Progress) -> bool {
        !matches!(progress, Progress::Refused)
    }

    fn accept(&self, progress: &Progress, byte: u8) -> Progress {
        let rest = match *progress {
            Progress::Prefix(read) if read < self.prefix.len() => {
                return match self.prefix[read] == byte {
                    true => Progress::Prefix(read + 1),
                    false => Progress::Refused,
                };
            }
            Progress::Prefix(_) => 0,
            Progress::Rest(rest) => rest,
            ended => return ended,
        };
        // In UTF-8 the bytes of a character but the first begin with 10.
        let begins_char = byte & 0b1100_0000 != 0b1000_0000;
        match (byte == END as u8, rest + u8::from(begins_char)) {
            (true, _) => Progress::Accepted,
            (false, rest) if rest <= self.rest => Progress::Rest(rest),
            (false, _) => Progress::Refused,
        }
    }
}
