//! What can be asked of the index, and what it answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use jiff::civil::Date;

use super::query::Query;
use crate::model::{Key, Kind, Relation};

/// A question to the index: which entities, in which order, which part of them.
#[derive(Clone, Debug)]
pub struct Selection<'a> {
    /// Words to look for; `None` selects without words.
    pub query: Option<&'a Query>,
    /// Kinds to look among; `None` for all entities that stand alone.
    pub kinds: Option<Vec<Kind>>,
    pub filter: Filter,
    pub order: Order,
    pub page: PageRequest,
    /// What to count the result by.
    pub facets: Vec<Relation>,
    /// What to count the result by at once: rows and columns of a table.
    pub table: Option<[Relation; 2]>,
}

impl Selection<'_> {
    /// Entities of one kind, without words and without counts.
    pub fn of(kind: Kind, filter: Filter, order: Order, page: PageRequest) -> Self {
        Self {
            query: None,
            kinds: Some(vec![kind]),
            filter,
            order,
            page,
            facets: Vec::new(),
            table: None,
        }
    }
}

/// Conditions that all must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Of each, one value must hold under the relation. A relation may stand here
    /// twice: an event of Texas that is one of California, too.
    pub any_of: Vec<(Relation, Vec<String>)>,
    /// No value may stand under any of these.
    pub lacking: Vec<Relation>,
    /// Some day of the entity's dates must lie within.
    pub held_on: Option<RangeInclusive<Date>>,
    pub attendance: Option<RangeInclusive<u32>>,
}

impl Filter {
    pub fn of(relation: Relation, value: impl Into<String>) -> Self {
        Self::default().with(relation, [value])
    }

    /// Both conditions. Of days and numbers, which can stand only once, the other's
    /// hold where this has none.
    pub fn and(mut self, other: Self) -> Self {
        self.any_of.extend(other.any_of);
        self.lacking.extend(other.lacking);
        self.held_on = self.held_on.or(other.held_on);
        self.attendance = self.attendance.or(other.attendance);
        self
    }

    /// Adds the condition that no value stands under a relation.
    pub fn without(mut self, relation: Relation) -> Self {
        self.lacking.push(relation);
        self
    }

    /// The values that a relation is restricted to; `None` if it is not.
    pub fn values(&self, relation: Relation) -> Option<BTreeSet<&str>> {
        let lists = self.any_of.iter().filter(|(restricted, _)| *restricted == relation);
        let lists = lists.map(|(_, values)| values.iter().map(String::as_str).collect());
        lists.reduce(|both: BTreeSet<&str>, list| &both & &list)
    }

    /// Adds a condition.
    pub fn with(
        mut self,
        relation: Relation,
        values: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.any_of.push((relation, values.into_iter().map(Into::into).collect()));
        self
    }
}

/// The order of a result. Ties are broken by key, so it is always total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// Best match first; without words the same as [`Order::Key`].
    Relevance,
    Key,
    /// By first day; entities without a date come last.
    Date(Direction),
    /// By attendance; entities without one come last.
    Attendance(Direction),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    Ascending,
    Descending,
}

/// Which part of a result: `limit` entities next to a cursor.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageRequest {
    pub limit: usize,
    pub part: Part,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The first ones, behind the cursor if there is one.
    After(Option<Cursor>),
    /// The last ones, ahead of the cursor if there is one.
    Before(Option<Cursor>),
}

impl PageRequest {
    pub fn first(limit: usize) -> Self {
        Self { limit, part: Part::After(None) }
    }
}

/// A place between two entities of an ordered result. It stays valid while
/// entities come and go, because it names a rank and not a count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor {
    /// Rank by the order asked for; smaller comes first.
    pub(super) rank: u64,
    pub(super) key: Key,
}

impl Cursor {
    /// Scores are never negative, so their bits are ordered as they are.
    pub(super) fn rank_of(score: f32) -> u64 {
        u64::from(u32::MAX - score.to_bits())
    }

    /// The score of a rank by relevance.
    pub(super) fn score(&self) -> f32 {
        f32::from_bits(u32::MAX.saturating_sub(u32::try_from(self.rank).unwrap_or(u32::MAX)))
    }
}

/// The text is not a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of this service")]
pub struct CursorError;

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}:{}", self.rank, self.key)
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let (rank, key) = text.split_once(':').ok_or(CursorError)?;
        Ok(Self {
            rank: u64::from_str_radix(rank, 16).map_err(|_| CursorError)?,
            key: key.parse().map_err(|_| CursorError)?,
        })
    }
}

/// The answer to a [`Selection`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub hits: Vec<Hit>,
    /// Number of entities in the whole result.
    pub total: u64,
    pub has_next: bool,
    pub has_previous: bool,
    /// For each relation asked for, its values and how many entities have them.
    /// A filter on the relation itself is left out of its own counts.
    pub facets: BTreeMap<Relation, Facet>,
    pub table: Option<Table>,
}

/// How many entities of a result have which value under a relation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facet {
    pub counts: BTreeMap<String, u64>,
    /// How many have none.
    pub lacking: u64,
}

/// How many entities of a result have which values under two relations. An entity
/// with several values counts for each of them; `None` stands for no value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub cells: BTreeMap<(Option<String>, Option<String>), u64>,
    /// Entities of each row, however many columns they stand in.
    pub rows: BTreeMap<Option<String>, u64>,
    pub columns: BTreeMap<Option<String>, u64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub key: Key,
    pub cursor: Cursor,
    /// Comparable within one result only; 0 without words.
    pub score: f32,
    pub tier: Tier,
}

/// What a half-typed text may become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The whole text, what was typed before the last word included.
    pub text: String,
    /// The entity that is called so; `None` for a word.
    pub entity: Option<Key>,
    /// Events tied to the entity, or entities that have the word.
    pub count: u64,
}

/// How close a hit is to the words asked for: as its loosest term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Every term stands in the text as it was typed or in another spelling, or
    /// holds as the fact that it was understood to mean.
    Exact,
    /// The words of some term stand apart.
    Word,
    /// Another word stands in for some term, one that says the same.
    Synonym,
    /// Some term was found by its reading, a translation or a correction, or
    /// inside a longer Latin word.
    Reading,
    /// Some term was not found at all.
    Partial,
}

impl Tier {
    pub(super) const ALL: [Self; 5] =
        [Self::Exact, Self::Word, Self::Synonym, Self::Reading, Self::Partial];

    /// How many steps of the score it stands above [`Tier::Partial`].
    pub(super) fn rank(self) -> u8 {
        4 - self as u8
    }

    /// The tier of so many steps.
    pub(super) fn of_rank(rank: f32) -> Self {
        let tier = Self::ALL.into_iter().find(|tier| rank >= f32::from(tier.rank()));
        tier.unwrap_or(Self::Partial)
    }
}
