//! Sets of documents.
//!
//! A snapshot of the index has several segments, each with documents from 0 on.
//! Here they stand in one row, so that a set is one row of bits, and to join what
//! several terms find takes a few microseconds, whatever they find.

use std::ops::Range;

use multiversion::multiversion;
use tantivy::{DocId, Searcher, SegmentReader};

/// A document of a snapshot: its place in the row.
pub(super) type Place = u32;

const BITS: usize = u64::BITS as usize;

/// Where the documents of each segment stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    segments: Vec<Range<Place>>,
    end: Place,
}

impl Row {
    pub fn of(searcher: &Searcher) -> Self {
        let mut row = Self::default();
        for segment in searcher.segment_readers() {
            let start = row.end;
            row.end = (start + segment.max_doc()).next_multiple_of(u64::BITS);
            row.segments.push(start..start + segment.max_doc());
        }
        row
    }

    /// The segments, each with where its documents stand.
    pub fn segments<'a>(
        &'a self,
        searcher: &'a Searcher,
    ) -> impl Iterator<Item = (&'a SegmentReader, Range<Place>)> {
        searcher.segment_readers().iter().zip(self.segments.iter().cloned())
    }

    pub fn none(&self) -> Documents {
        Documents { bits: vec![0; self.end as usize / BITS] }
    }

    /// All places, of which some may be of no document or of a deleted one.
    pub fn everything(&self) -> Documents {
        Documents { bits: vec![u64::MAX; self.end as usize / BITS] }
    }

    /// Everything that is not deleted.
    pub fn living(&self, searcher: &Searcher) -> Documents {
        let mut living = self.none();
        for (segment, places) in self.segments(searcher) {
            match segment.alive_bitset() {
                None => places.for_each(|place| living.insert(place)),
                Some(alive) => alive.iter_alive().for_each(|doc| living.insert(places.start + doc)),
            }
        }
        living
    }

    /// A set of places that are given in ascending order.
    pub fn set(&self, places: Vec<Place>) -> Set {
        if self.is_few(places.len()) {
            return Set::Few(places.into_boxed_slice());
        }
        let mut documents = self.none();
        places.into_iter().for_each(|place| documents.insert(place));
        Set::Many(documents)
    }

    /// The same of documents.
    pub fn set_of(&self, documents: Documents) -> Set {
        match self.is_few(documents.count() as usize) {
            true => Set::Few(documents.within(0..self.end).collect()),
            false => Set::Many(documents),
        }
    }

    /// Whether so many places take less as a list: a place in it takes 32 bits.
    fn is_few(&self, places: usize) -> bool {
        places * 32 <= self.end as usize
    }
}

/// A set that is kept: rare words have few documents.
#[derive(Clone, Debug)]
pub(super) enum Set {
    Few(Box<[Place]>),
    Many(Documents),
}

impl Set {
    pub fn bytes(&self) -> usize {
        match self {
            Self::Few(places) => size_of_val::<[Place]>(places),
            Self::Many(documents) => size_of_val::<[u64]>(&documents.bits),
        }
    }

    pub fn count(&self) -> u64 {
        match self {
            Self::Few(places) => places.len() as u64,
            Self::Many(documents) => documents.count(),
        }
    }

    /// Hands over which of some documents of a segment are in the set. `first` is
    /// the place of the segment's first document.
    pub fn within(&self, first: Place, docs: &[DocId], mut each: impl FnMut(usize)) {
        match self {
            Self::Few(places) => {
                let mut at = 0;
                let mut listed = places.partition_point(|&place| place < first);
                while let (Some(&place), true) = (places.get(listed), at < docs.len()) {
                    at = first_from(docs, at, place - first);
                    if docs.get(at) == Some(&(place - first)) {
                        each(at);
                    }
                    let Some(&doc) = docs.get(at) else { break };
                    listed = first_from(places, listed, (first + doc).max(place + 1));
                }
            }
            Self::Many(documents) => {
                let docs = docs.iter().enumerate();
                docs.filter(|(_, doc)| documents.contains(first + **doc))
                    .for_each(|(at, _)| each(at));
            }
        }
    }

    /// How many of some places are in the set; see [`Documents::few`].
    pub fn count_of(&self, places: &[Place]) -> u64 {
        let mut count = 0;
        self.within(0, places, |_| count += 1);
        count
    }

    pub fn count_within(&self, documents: &Documents) -> u64 {
        match self {
            Self::Few(places) => {
                places.iter().filter(|&&place| documents.contains(place)).count() as u64
            }
            Self::Many(set) => count_both(&set.bits, &documents.bits),
        }
    }
}

/// Documents, a bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Documents {
    bits: Vec<u64>,
}

impl Documents {
    pub fn insert(&mut self, place: Place) {
        self.bits[place as usize / BITS] |= 1 << (place as usize % BITS);
    }

    pub fn contains(&self, place: Place) -> bool {
        self.bits[place as usize / BITS] >> (place as usize % BITS) & 1 == 1
    }

    pub fn add_set(&mut self, set: &Set) {
        match set {
            Set::Few(places) => places.iter().for_each(|&place| self.insert(place)),
            Set::Many(documents) => self.add(documents),
        }
    }

    pub fn keep_set(&mut self, set: &Set) {
        match set {
            Set::Few(places) => {
                let kept: Vec<Place> =
                    places.iter().copied().filter(|&place| self.contains(place)).collect();
                self.bits.fill(0);
                kept.into_iter().for_each(|place| self.insert(place));
            }
            Set::Many(documents) => self.keep(documents),
        }
    }

    pub fn remove_set(&mut self, set: &Set) {
        match set {
            Set::Few(places) => places.iter().for_each(|&place| {
                self.bits[place as usize / BITS] &= !(1 << (place as usize % BITS))
            }),
            Set::Many(documents) => self.remove(documents),
        }
    }

    pub fn add(&mut self, other: &Self) {
        self.join(other, |a, b| a | b);
    }

    pub fn keep(&mut self, other: &Self) {
        self.join(other, |a, b| a & b);
    }

    pub fn remove(&mut self, other: &Self) {
        self.join(other, |a, b| a & !b);
    }

    fn join(&mut self, other: &Self, join: impl Fn(u64, u64) -> u64) {
        for (bits, others) in self.bits.iter_mut().zip(&other.bits) {
            *bits = join(*bits, *others);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|&bits| bits == 0)
    }

    pub fn count(&self) -> u64 {
        count_both(&self.bits, &self.bits)
    }

    /// The places, if they are so few that to look each up in a set is quicker than to
    /// read the whole set.
    pub fn few(&self) -> Option<Vec<Place>> {
        let places = self.bits.len() * BITS;
        let are_few = self.count() as usize <= places / 512;
        are_few.then(|| self.within(0..places as Place).collect())
    }

    /// The documents of a segment, as it numbers them.
    pub fn within(&self, places: Range<Place>) -> impl Iterator<Item = DocId> {
        let first = places.start as usize / BITS;
        let bits = &self.bits[first..(places.end as usize).div_ceil(BITS)];
        bits.iter().enumerate().flat_map(|(word, &bits)| {
            let mut left = bits;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some((word * BITS) as DocId + bit)
            })
        })
    }
}

/// How many bits are set in both. A facet counts hundreds of sets, and the common
/// denominator of processors has no instruction for it.
#[multiversion(targets("x86_64+avx512f+avx512vpopcntdq", "x86_64+avx2+popcnt", "x86_64+popcnt"))]
fn count_both(a: &[u64], b: &[u64]) -> u64 {
    a.iter().zip(b).map(|(a, b)| u64::from((a & b).count_ones())).sum()
}

/// The first place from `from` on whose number is `least` or more, in a list in
/// ascending order. Quick if it is near.
pub(super) fn first_from(list: &[u32], from: usize, least: u32) -> usize {
    let mut step = 1;
    let mut low = from;
    while low + step < list.len() && list[low + step] < least {
        low += step;
        step *= 2;
    }
    let high = (low + step + 1).min(list.len());
    low.min(high) + list[low.min(high)..high].partition_point(|&number| number < least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_from_any_place_on() {
        let list: Vec<u32> = (0..100).map(|number| number * 3).collect();
        for from in 0..=list.len() {
            for least in 0..310 {
                let expected = list.iter().position(|&number| number >= least);
                let expected = expected.unwrap_or(list.len()).max(from);
                assert_eq!(first_from(&list, from, least), expected, "{least} from {from}");
            }
        }
    }

    #[test]
    fn sets_large_and_small_hold_the_same() {
        let row = Row { segments: vec![0..300, 320..640], end: 640 };
        let docs: Vec<DocId> = (0..320).step_by(2).collect();
        for step in [2, 3, 7, 100] {
            let places: Vec<Place> = (0..640).step_by(step).collect();
            let set = row.set(places.clone());
            for first in [0, 320] {
                let mut found = Vec::new();
                set.within(first, &docs, |at| found.push(docs[at]));
                let expected: Vec<DocId> =
                    docs.iter().copied().filter(|doc| places.contains(&(first + doc))).collect();
                assert_eq!(found, expected, "every {step}th from {first}");
            }
            let mut two = row.none();
            [0, 321].into_iter().for_each(|place| two.insert(place));
            assert_eq!(two.few(), None);
            assert_eq!(set.count_of(&[0, 321]), set.count_within(&two), "every {step}th");
        }
    }
}
