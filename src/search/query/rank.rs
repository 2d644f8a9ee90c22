//! The order of what was found.
//!
//! The score of a hit is its tier, times a step that is larger than the whole
//! ranking can become, plus the ranking. So a closer match always comes first,
//! and among equally close ones the better.
//!
//! The ranking reads lists of postings from front to back. What costs most is to
//! count how often a whole phrase stands in a text, for that reads positions; but a
//! phrase cannot stand there more often than its rarest gram. So where only the best
//! are wanted, the grams tell first between which bounds each score lies, and those
//! entities alone are scored that may still be among the best: the most promising
//! ones before the others, because their scores leave few of those.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, EnableScoring, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::find::Found;
use super::{Expansion, Query, QueryTerm, Role};
use crate::model::{Kind, Relation};
use crate::search::Result;
use crate::search::analyzer::{Gram, Word};
use crate::search::documents::{Place, Set, first_from};
use crate::search::lookup::{Atom, Lookup};
use crate::search::memo::Memo;
use crate::search::phrase::{self, Edges, covering_grams, phrase_grams};
use crate::search::select::Tier;
use crate::search::statistics::Statistics;

/// What one clause of the ranking adds to a score at most: BM25's saturated
/// frequency, 2.2, times its rarity, 16 for one document in ten million.
const CLAUSE_SCORE: f32 = 36.0;

/// What a word of an expansion counts for in the ranking, against one as typed.
const EXPANSION_WEIGHT: f32 = 0.7;

/// What the second best of a term and its expansions still counts for.
const TIE_BREAKER: f32 = 0.2;

/// What a term as a whole adds to the ranking, against its parts.
const PHRASE_WEIGHT: f32 = 0.6;

/// The same, where it stands in the title.
const TITLE_WEIGHT: f32 = 0.6;

/// What holding as a fact adds to the ranking: about what a rare word does.
const FACT_SCORE: f32 = 8.0;

/// What an event has ahead of other kinds, whose texts are short: events are
/// what most people look for.
const EVENT_SCORE: f32 = 16.0;

/// Documents that a frequent term stands in. What its synonyms add there costs a list of
/// each; nDCG@10 of our own searches is .007 higher with it.
const FREQUENT: u64 = 5_000;

/// Documents of a segment for each one that is wanted, from which on blocks are looked
/// for that have some.
const SPARSE: usize = 16;

/// How many times as many documents as are wanted are scored before others are left out
/// by their scores.
const PROBE: usize = 2;

/// The score that one tier adds.
fn step(query: &Query) -> Score {
    let clauses = |term: &QueryTerm| {
        let own = term.words.len() + term.folded.chars().count();
        own + term.expansions.iter().map(|it| it.folded.chars().count()).sum::<usize>()
    };
    // Phrases count for about as much again as their grams.
    CLAUSE_SCORE * (2 + 2 * query.wanted().map(clauses).sum::<usize>()) as f32
}

/// How a query orders what it finds.
pub struct Ranking<'a> {
    step: Score,
    events: Arc<Set>,
    terms: Vec<TermRanking<'a>>,
}

enum TermRanking<'a> {
    /// A fact holds or does not.
    Fact(Found),
    Words(WordRanking<'a>),
}

/// A term, and the words that stand in for it: the best of them counts.
struct WordRanking<'a> {
    term: &'a QueryTerm,
    scales: Scales<'a>,
    own: Way,
    /// Whether it stands in so many texts that other words are looked at only where it
    /// does not.
    is_frequent: bool,
    /// Made when they are looked at.
    others: OnceCell<Vec<Way>>,
}

/// What rankings are made with.
#[derive(Clone, Copy)]
pub(in crate::search) struct Scales<'a> {
    pub lookup: Lookup<'a>,
    pub statistics: &'a Statistics<'a>,
    pub forms: &'a Forms,
}

/// Spellings as they were weighed.
pub(in crate::search) type Forms = Memo<String, Arc<Form>>;

pub(in crate::search) const FORMS: usize = 1_000;

/// BM25 over words and grams together, which ranks Japanese better than either
/// alone, and over the whole term in text and title.
struct Way {
    weight: Score,
    words: Vec<Clause>,
    forms: Vec<Arc<Form>>,
}

/// A word or a gram.
struct Clause {
    term: Term,
    bm25: Bm25Weight,
}

/// One spelling.
pub(in crate::search) struct Form {
    field: Field,
    grams: Vec<Clause>,
    /// Where it stands as a whole.
    set: Arc<Set>,
    /// The score of standing there so many times; `None` for a single character.
    bm25: Option<Bm25Weight>,
    text: Whole,
    title: Whole,
}

/// How often a spelling stands in a field.
struct Whole {
    grams: Vec<Term>,
    weight: Box<dyn Weight>,
    /// The score with which it counts, against that of its fewest grams.
    boost: Score,
    /// The score of standing there so many times; `None` for a single character.
    bm25: Option<Bm25Weight>,
}

impl Query {
    /// How the query orders what it finds.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub(in crate::search) fn ranking<'a>(&'a self, scales: Scales<'a>) -> Result<Ranking<'a>> {
        let lookup = scales.lookup;
        let kind = lookup.fields.relation(Relation::Kind);
        let events = lookup.documents(&Atom::Term(kind, Kind::Event.as_str().to_owned()))?;
        let terms = self.wanted().filter(|term| term.role != Role::Sentence);
        let terms = terms.map(|term| term.ranking(scales)).collect::<Result<_>>()?;
        Ok(Ranking { step: step(self), events, terms })
    }
}

impl QueryTerm {
    fn ranking<'a>(&'a self, scales: Scales<'a>) -> Result<TermRanking<'a>> {
        if self.fact.is_some() {
            return Ok(TermRanking::Fact(self.find(scales.lookup)?));
        }
        let (words, statistics) = (scales.lookup.fields.words, scales.statistics);
        let clause = |word: &Word| Clause::new(words, &word.term, statistics);
        let own = Way {
            weight: 1.0,
            words: self.words.iter().map(clause).collect::<Result<_>>()?,
            forms: self.forms().map(|folded| scales.form(folded)).collect::<Result<_>>()?,
        };
        let documents = own.forms.iter().map(|form| form.set.count()).sum::<u64>();
        let (is_frequent, others) = (documents > FREQUENT, OnceCell::new());
        Ok(TermRanking::Words(WordRanking { term: self, scales, own, is_frequent, others }))
    }
}

impl WordRanking<'_> {
    /// What the term and the words in its place add to the scores of a part.
    fn scores(&self, part: &Part, depth: Depth) -> Result<Vec<Added>> {
        let mut counts = vec![true; part.docs.len()];
        if self.is_frequent {
            for form in &self.own.forms {
                form.set.within(part.first, &part.docs, |at| counts[at] = false);
            }
        }
        let mut added = vec![Added { at: None, bounds: self.own.scores(part, depth)? }];
        if counts.contains(&true) {
            for other in self.others()? {
                let mut at = Vec::new();
                for form in &other.forms {
                    form.set.within(part.first, &part.docs, |place| at.push(place));
                }
                at.retain(|&place| counts[place]);
                let docs = at.iter().map(|&at| part.docs[at]).collect();
                let bounds = other.scores(&part.with(docs), depth)?;
                added.push(Added { at: Some(at), bounds });
            }
        }
        Ok(added)
    }

    fn others(&self) -> Result<&[Way]> {
        if let Some(others) = self.others.get() {
            return Ok(others);
        }
        let way = |expansion: &Expansion| -> Result<Way> {
            let forms = vec![self.scales.form(&expansion.folded)?];
            Ok(Way { weight: EXPANSION_WEIGHT, words: Vec::new(), forms })
        };
        let others = self.term.expansions.iter().map(way).collect::<Result<Vec<_>>>()?;
        Ok(self.others.get_or_init(|| others))
    }
}

impl Scales<'_> {
    fn form(self, folded: &str) -> Result<Arc<Form>> {
        let make = |folded: &String| Form::new(folded, self.lookup, self.statistics).map(Arc::new);
        self.forms.answer(folded.to_owned(), make)
    }
}

impl Clause {
    fn new(field: Field, term: &str, statistics: &Statistics) -> Result<Self> {
        let term = Term::from_field_text(field, term);
        let bm25 = Bm25Weight::for_terms(statistics, std::slice::from_ref(&term))?;
        Ok(Self { term, bm25 })
    }
}

impl Form {
    fn new(folded: &str, lookup: Lookup, statistics: &Statistics) -> Result<Self> {
        let (edges, field) = (Edges::ranked(folded), lookup.fields.grams);
        let grams = phrase_grams(folded, edges);
        let grams = grams.iter().map(|gram| Clause::new(field, &gram.term, statistics));
        let grams = grams.collect::<Result<Vec<_>>>()?;
        let whole = |field, weight| Whole::new(folded, edges, field, weight, lookup, statistics);
        let terms: Vec<Term> = grams.iter().map(|gram| gram.term.clone()).collect();
        let bm25 = bm25(&terms, statistics)?.map(|bm25| bm25.boost_by(PHRASE_WEIGHT));
        let set = lookup.documents(&Atom::phrase(folded, edges))?;
        let text = whole(field, PHRASE_WEIGHT)?;
        let title = whole(lookup.fields.titles, TITLE_WEIGHT)?;
        Ok(Self { field, grams, set, bm25, text, title })
    }
}

impl Whole {
    fn new(
        folded: &str,
        edges: Edges,
        field: Field,
        weight: Score,
        lookup: Lookup,
        statistics: &Statistics,
    ) -> Result<Self> {
        let scoring = EnableScoring::enabled_from_statistics_provider(statistics, lookup.searcher);
        let terms = |grams: Vec<Gram>| -> Vec<Term> {
            grams.iter().map(|gram| Term::from_field_text(field, &gram.term)).collect()
        };
        let all = bm25(&terms(phrase_grams(folded, edges)), statistics)?;
        let grams = terms(covering_grams(folded, edges));
        let bm25 = bm25(&grams, statistics)?;
        // Fewer grams are less rare together.
        let boost = weight * (rarity(all.as_ref()) / rarity(bm25.as_ref()));
        let weight = phrase::query(folded, edges, field)?.weight(scoring)?;
        Ok(Self { grams, weight, boost, bm25: bm25.map(|bm25| bm25.boost_by(boost)) })
    }
}

/// The scores of terms that stand together; `None` for none.
fn bm25(terms: &[Term], statistics: &Statistics) -> Result<Option<Bm25Weight>> {
    Ok(match terms {
        [] => None,
        terms => Some(Bm25Weight::for_terms(statistics, terms)?),
    })
}

/// How rare terms are together, as BM25 has it: what the score can become. 1 for none.
fn rarity(bm25: Option<&Bm25Weight>) -> Score {
    bm25.map_or(1.0, Bm25Weight::max_score)
}

impl Ranking<'_> {
    /// The tier of a score.
    pub fn tier(&self, score: Score) -> Tier {
        Tier::of_rank(score / self.step)
    }

    /// The scores of some documents of one tier: of all, or of the best and maybe more.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn scores(
        &self,
        tier: Tier,
        (segment, places): (&SegmentReader, Range<Place>),
        docs: Vec<DocId>,
        best: Option<Best>,
    ) -> Result<Vec<(DocId, Score)>> {
        let part = Part::new(segment, places.start, docs);
        let Some(best) = best.filter(|best| best.number < part.docs.len()) else {
            return self.score(tier, &part);
        };
        let mut promising = self.promising(tier, &part, &best)?;
        let first = promising.len().min(PROBE * best.number);
        let rest = promising.split_off(first);
        let mut scores = self.score(tier, &part.with(docs_of(promising)))?;
        let mut least = Least::new(&best);
        scores.iter().for_each(|&(_, score)| least.consider(score));
        let rest = rest.into_iter().filter(|&(_, most)| least.is_reached_by(most)).collect();
        scores.extend(self.score(tier, &part.with(docs_of(rest)))?);
        Ok(scores)
    }

    /// The documents that may be among the best, each with the most that its score can
    /// be. Those with the highest such scores come first.
    fn promising(&self, tier: Tier, part: &Part, best: &Best) -> Result<Vec<(DocId, Score)>> {
        let Bounds { least, most } = self.sums(tier, part, Depth::Grams)?;
        let mut worst = Least::new(best);
        least.into_iter().for_each(|score| worst.consider(score));
        let promising = part.docs.iter().copied().zip(most);
        let mut promising: Vec<_> =
            promising.filter(|&(_, most)| worst.is_reached_by(most)).collect();
        promising.sort_unstable_by(|(_, a), (_, b)| b.total_cmp(a));
        Ok(promising)
    }

    fn score(&self, tier: Tier, part: &Part) -> Result<Vec<(DocId, Score)>> {
        if part.docs.is_empty() {
            return Ok(Vec::new());
        }
        let sums = self.sums(tier, part, Depth::Phrases)?.least;
        Ok(part.docs.iter().copied().zip(sums).collect())
    }

    fn sums(&self, tier: Tier, part: &Part, depth: Depth) -> Result<Bounds> {
        let mut constant = vec![self.step * f32::from(tier.rank()); part.docs.len()];
        self.events.within(part.first, &part.docs, |at| constant[at] += EVENT_SCORE);
        let mut terms: Vec<Vec<Added>> = Vec::new();
        for term in &self.terms {
            match term {
                TermRanking::Fact(found) => {
                    for (at, doc) in part.docs.iter().enumerate() {
                        if found.all().contains(part.first + doc) {
                            constant[at] += FACT_SCORE;
                        }
                    }
                }
                TermRanking::Words(words) => terms.push(words.scores(part, depth)?),
            }
        }
        let most = match depth {
            Depth::Phrases => Vec::new(),
            Depth::Grams => sums(constant.clone(), &terms, |bounds| &bounds.most),
        };
        Ok(Bounds { least: sums(constant, &terms, |bounds| &bounds.least), most })
    }
}

/// Adds up what all terms say. Of a term and the words that stand in for it, the
/// best counts, and a part of the others.
fn sums(
    mut sums: Vec<Score>,
    terms: &[Vec<Added>],
    bound: impl Fn(&Bounds) -> &Vec<Score>,
) -> Vec<Score> {
    for ways in terms {
        let Some((own, others)) = ways.split_first() else { continue };
        let own = bound(&own.bounds);
        if others.is_empty() {
            sums.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
            continue;
        }
        let mut best = own.clone();
        let mut all = own.clone();
        for other in others {
            let places = other.at.iter().flatten();
            for (&at, &score) in places.zip(bound(&other.bounds)) {
                best[at] = best[at].max(score);
                all[at] += score;
            }
        }
        for ((sum, best), all) in sums.iter_mut().zip(best).zip(all) {
            *sum += best + (all - best) * TIE_BREAKER;
        }
    }
    sums
}

fn docs_of(mut scored: Vec<(DocId, Score)>) -> Vec<DocId> {
    scored.sort_unstable_by_key(|(doc, _)| *doc);
    scored.into_iter().map(|(doc, _)| doc).collect()
}

/// Which scores are wanted: so many of the best, as far as they reach a score.
pub struct Best {
    pub number: usize,
    pub floor: Score,
}

/// The least score that is still among the best.
pub struct Least {
    number: usize,
    floor: Score,
    /// The best so far. Scores are never negative, so their bits are ordered as they are.
    best: BinaryHeap<Reverse<u32>>,
}

impl Least {
    pub fn new(&Best { number, floor }: &Best) -> Self {
        Self { number, floor, best: BinaryHeap::with_capacity(number + 1) }
    }

    pub fn consider(&mut self, score: Score) {
        if score < self.floor {
            return;
        }
        self.best.push(Reverse(score.to_bits()));
        if self.best.len() > self.number {
            self.best.pop();
        }
        if let (true, Some(Reverse(worst))) = (self.best.len() == self.number, self.best.peek()) {
            self.floor = f32::from_bits(*worst);
        }
    }

    pub fn floor(&self) -> Score {
        self.floor
    }

    /// Whether a score that cannot be larger than `most` may be among the best. What is
    /// added in another order differs in the last digits.
    fn is_reached_by(&self, most: Score) -> bool {
        most * (1.0 + 8.0 * f32::EPSILON) >= self.floor
    }
}

/// How much is read in order to score.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// How often grams and words stand there, which tells between which bounds the
    /// score lies.
    Grams,
    /// How often phrases do as well, which tells the score.
    Phrases,
}

/// The least and the most that scores can be. Where they are known, `most` is empty.
struct Bounds {
    least: Vec<Score>,
    most: Vec<Score>,
}

/// What one way of a term adds to the scores of a part.
struct Added {
    /// The documents to which it is added, by their places in the part; `None` for all.
    at: Option<Vec<usize>>,
    bounds: Bounds,
}

/// Some documents of a segment, in ascending order.
struct Part<'a> {
    segment: &'a SegmentReader,
    /// The place of the segment's first document.
    first: Place,
    docs: Vec<DocId>,
    /// Where the documents of the segment stand among them, and behind the last one
    /// those that do not; `None` where they are few of the segment.
    places: Option<Vec<u32>>,
}

impl<'a> Part<'a> {
    fn new(segment: &'a SegmentReader, first: Place, docs: Vec<DocId>) -> Self {
        let documents = segment.max_doc() as usize;
        let places = (docs.len() * SPARSE >= documents).then(|| {
            let mut places = vec![docs.len() as u32; documents];
            docs.iter().zip(0..).for_each(|(&doc, at)| places[doc as usize] = at);
            places
        });
        Self { segment, first, docs, places }
    }

    /// Other documents of the same segment.
    fn with(&self, docs: Vec<DocId>) -> Self {
        Self::new(self.segment, self.first, docs)
    }

    /// A value for each document, and one more in which those end that are not in the part.
    fn all<T: Clone>(&self, value: T) -> Vec<T> {
        vec![value; self.docs.len() + 1]
    }

    fn lengths(&self, field: Field) -> Result<FieldNormReader> {
        Ok(self.segment.get_fieldnorms_reader(field)?)
    }

    /// Hands over how often a term stands in each document that has it: the place in
    /// the part, the document, the number. May do so for documents that are not in the
    /// part, all of which have the place behind the last one.
    fn frequencies(&self, term: &Term, mut each: impl FnMut(usize, DocId, u32)) -> Result<()> {
        let index = self.segment.inverted_index(term.field())?;
        let blocks = index.read_block_postings(term, IndexRecordOption::WithFreqs);
        let Some(mut blocks) = blocks.map_err(tantivy::TantivyError::from)? else { return Ok(()) };
        if let Some(places) = &self.places {
            // Most are wanted: to look each up is quicker than to tell them apart.
            while !blocks.docs().is_empty() {
                for (&doc, &times) in blocks.docs().iter().zip(blocks.freqs()) {
                    each(places[doc as usize] as usize, doc, times);
                }
                blocks.advance();
            }
            return Ok(());
        }
        let mut at = 0;
        while let (Some(&wanted), false) = (self.docs.get(at), blocks.docs().is_empty()) {
            if blocks.docs().last().is_some_and(|&last| last < wanted) {
                // Blocks without a document that is wanted are not unpacked.
                blocks.seek(wanted);
            }
            for (&doc, &times) in blocks.docs().iter().zip(blocks.freqs()) {
                while self.docs.get(at).is_some_and(|&wanted| wanted < doc) {
                    at += 1;
                }
                if self.docs.get(at) == Some(&doc) {
                    each(at, doc, times);
                }
            }
            blocks.advance();
        }
        Ok(())
    }

    /// Hands over the score of each document that matches.
    fn matches(
        &self,
        weight: &dyn Weight,
        boost: Score,
        mut each: impl FnMut(usize, Score),
    ) -> Result<()> {
        let mut scorer = weight.scorer(self.segment, boost)?;
        let mut at = 0;
        while at < self.docs.len() && scorer.doc() != TERMINATED {
            if scorer.doc() < self.docs[at] {
                scorer.seek(self.docs[at]);
            }
            at = first_from(&self.docs, at, scorer.doc());
            if self.docs.get(at) == Some(&scorer.doc()) {
                each(at, scorer.score());
                at += 1;
            }
        }
        Ok(())
    }
}

impl Way {
    /// What it adds to the scores of a part.
    fn scores(&self, part: &Part, depth: Depth) -> Result<Bounds> {
        let mut sum = part.all(0.0);
        if part.docs.is_empty() {
            return Ok(Bounds { least: Vec::new(), most: Vec::new() });
        }
        for clause in &self.words {
            let lengths = part.lengths(clause.term.field())?;
            part.frequencies(&clause.term, |at, doc, times| {
                sum[at] += clause.bm25.score(lengths.fieldnorm_id(doc), times);
            })?;
        }
        // What phrases add that are not counted.
        let (mut least, mut most) = match depth {
            Depth::Grams => (part.all(0.0), part.all(0.0)),
            Depth::Phrases => (Vec::new(), Vec::new()),
        };
        let mut open = Vec::new();
        for (number, form) in self.forms.iter().enumerate() {
            match depth {
                Depth::Grams => form.title.add_most(part, &mut most)?,
                Depth::Phrases => {
                    part.matches(&*form.title.weight, form.title.boost, |at, score| {
                        sum[at] += score;
                    })?
                }
            }
            // Of several spellings, the grams of one count.
            let phrases = form.add_grams(number == 0, part, &mut sum)?;
            match depth {
                Depth::Grams => {
                    for Phrase { at, once, most: more } in phrases {
                        least[at] += once;
                        most[at] += more;
                    }
                }
                Depth::Phrases => open.push((form, phrases)),
            }
        }
        sum.truncate(part.docs.len());
        sum.iter_mut().for_each(|sum| *sum *= self.weight);
        for (form, phrases) in open.iter().filter(|(_, phrases)| !phrases.is_empty()) {
            let docs = phrases.iter().map(|phrase| part.docs[phrase.at]).collect();
            let boost = form.text.boost * self.weight;
            part.with(docs).matches(&*form.text.weight, boost, |place, score| {
                sum[phrases[place].at] += score;
            })?;
        }
        for (bound, sum) in least.iter_mut().zip(&sum) {
            *bound = *bound * self.weight + sum;
        }
        for (bound, sum) in most.iter_mut().zip(&sum) {
            *bound = *bound * self.weight + sum;
        }
        Ok(match depth {
            Depth::Grams => Bounds { least, most },
            Depth::Phrases => Bounds { least: sum, most },
        })
    }
}

/// A phrase that may stand in a document more than once.
struct Phrase {
    /// The place of the document.
    at: usize,
    /// What it adds if it stands there once.
    once: Score,
    /// What it adds at most.
    most: Score,
}

impl Form {
    /// Adds what the grams of a form say, and the form as a whole where that follows
    /// from them. Gives where it does not.
    fn add_grams(&self, grams_count: bool, part: &Part, sum: &mut [Score]) -> Result<Vec<Phrase>> {
        let mut open = Vec::new();
        let Some(bm25) = &self.bm25 else {
            self.set.within(part.first, &part.docs, |at| sum[at] += PHRASE_WEIGHT);
            return Ok(open);
        };
        let lengths = part.lengths(self.field)?;
        // How often the phrase can stand there.
        let mut times_at_most = part.all(u32::MAX);
        for gram in &self.grams {
            part.frequencies(&gram.term, |at, doc, times| {
                if grams_count {
                    sum[at] += gram.bm25.score(lengths.fieldnorm_id(doc), times);
                }
                times_at_most[at] = times_at_most[at].min(times);
            })?;
        }
        // A gram alone counts once, however often it stands there.
        let is_alone = self.grams.len() == 1;
        self.set.within(part.first, &part.docs, |at| {
            let length = lengths.fieldnorm_id(part.docs[at]);
            let once = bm25.score(length, 1);
            if is_alone || times_at_most[at] == 1 {
                sum[at] += once;
            } else {
                open.push(Phrase { at, once, most: bm25.score(length, times_at_most[at]) });
            }
        });
        Ok(open)
    }
}

impl Whole {
    /// Adds the most that standing in the field can add.
    fn add_most(&self, part: &Part, most: &mut [Score]) -> Result<()> {
        let Some(bm25) = &self.bm25 else {
            return part.matches(&*self.weight, self.boost, |at, score| most[at] += score);
        };
        let lengths = part.lengths(self.grams[0].field())?;
        let is_alone = self.grams.len() == 1;
        // How many of the grams are there, and how often the rarest is.
        let mut known = part.all((0, u32::MAX));
        for gram in &self.grams {
            part.frequencies(gram, |at, _, times| {
                let (grams, least) = known[at];
                known[at] = (grams + 1, least.min(times));
            })?;
        }
        for ((known, &doc), most) in known.iter().zip(&part.docs).zip(most) {
            let &(grams, times) = known;
            if grams == self.grams.len() {
                *most += bm25.score(lengths.fieldnorm_id(doc), if is_alone { 1 } else { times });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_of_the_best_rises() {
        for (number, floor, scores, expected) in [
            (2, 0.0, &[3.0, 1.0, 2.0, 5.0][..], 3.0),
            (2, 4.0, &[3.0, 1.0, 2.0, 5.0], 4.0),
            (2, 4.0, &[9.0, 7.0, 8.0], 8.0),
            (3, 0.0, &[3.0, 1.0], 0.0),
        ] {
            let mut least = Least::new(&Best { number, floor });
            scores.iter().for_each(|&score| least.consider(score));
            assert_eq!(least.floor(), expected, "the best {number} of {scores:?} from {floor}");
        }
    }
}
