//! The order of what was found.
//!
//! The score of a hit is its tier, times a step that is larger than the whole
//! ranking can become, plus the ranking. So a closer match always comes first,
//! and among equally close ones the better.
//!
//! The ranking reads every list of postings once, from front to back. What costs
//! most is to count how often a whole phrase stands in a text, for that reads
//! positions; but a phrase cannot stand there more often than its rarest gram.
//! So where only the best are wanted, phrases are counted in those entities alone
//! that may still be among them.

use std::cell::OnceCell;
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
    /// How often it stands in text and title, each with what its score is short of.
    text: (Box<dyn Weight>, Score),
    title: (Box<dyn Weight>, Score),
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
    fn scores(&self, part: &Part) -> Result<Vec<Scores<'_>>> {
        let mut counts = vec![true; part.docs.len()];
        if self.is_frequent {
            for form in &self.own.forms {
                form.set.within(part.first, &part.docs, |at| counts[at] = false);
            }
        }
        let mut scores = vec![Scores::of(&self.own, part, (0..part.docs.len()).collect())?];
        if counts.contains(&true) {
            for other in self.others()? {
                let mut at = Vec::new();
                for form in &other.forms {
                    form.set.within(part.first, &part.docs, |place| at.push(place));
                }
                at.retain(|&place| counts[place]);
                scores.push(Scores::of(other, part, at)?);
            }
        }
        Ok(scores)
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
        let scoring = EnableScoring::enabled_from_statistics_provider(statistics, lookup.searcher);
        let whole = |field| -> Result<(Box<dyn Weight>, Score)> {
            let shortfall = rarity(&phrase_grams(folded, edges), field, statistics)?
                / rarity(&covering_grams(folded, edges), field, statistics)?;
            Ok((phrase::query(folded, edges, field)?.weight(scoring)?, shortfall))
        };
        let terms: Vec<Term> = grams.iter().map(|gram| gram.term.clone()).collect();
        let bm25 = match terms.is_empty() {
            true => None,
            false => Some(Bm25Weight::for_terms(statistics, &terms)?.boost_by(PHRASE_WEIGHT)),
        };
        let set = lookup.documents(&Atom::phrase(folded, edges))?;
        let (text, title) = (whole(field)?, whole(lookup.fields.titles)?);
        Ok(Self { field, grams, set, bm25, text, title })
    }
}

/// How rare grams are together, as BM25 has it; 1 for none.
fn rarity(grams: &[Gram], field: Field, statistics: &Statistics) -> Result<Score> {
    let terms = grams.iter().map(|gram| Term::from_field_text(field, &gram.term));
    let terms: Vec<Term> = terms.collect();
    match terms.as_slice() {
        [] => Ok(1.0),
        // Far more often than any text is long: what the score can become.
        terms => Ok(Bm25Weight::for_terms(statistics, terms)?.max_score()),
    }
}

impl Ranking<'_> {
    /// The tier of a score.
    pub fn tier(&self, score: Score) -> Tier {
        Tier::of_rank(score / self.step)
    }

    /// The scores of some documents of one tier: of all, or of so many of the best
    /// and maybe more.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn scores(
        &self,
        tier: Tier,
        (segment, places): (&SegmentReader, Range<Place>),
        docs: Vec<DocId>,
        best: Option<usize>,
    ) -> Result<Vec<(DocId, Score)>> {
        let mut part = Part { segment, first: places.start, docs };
        let mut constant = vec![self.step * f32::from(tier.rank()); part.docs.len()];
        self.events.within(part.first, &part.docs, |at| constant[at] += EVENT_SCORE);
        let mut terms: Vec<Vec<Scores>> = Vec::new();
        for term in &self.terms {
            match term {
                TermRanking::Fact(found) => {
                    for (at, doc) in part.docs.iter().enumerate() {
                        if found.all().contains(part.first + doc) {
                            constant[at] += FACT_SCORE;
                        }
                    }
                }
                TermRanking::Words(words) => terms.push(words.scores(&part)?),
            }
        }
        if let Some(best) = best.filter(|&best| best < part.docs.len()) {
            let mut least = sums(&constant, &terms, View::Least);
            let most = sums(&constant, &terms, View::Most);
            let (_, worst, _) = least.select_nth_unstable_by(best, |a, b| b.total_cmp(a));
            let kept = Kept::where_at_least(&most, *worst);
            part.docs = kept.only(&part.docs);
            constant = kept.only(&constant);
            terms.iter_mut().flatten().for_each(|scores| scores.keep(&kept));
        }
        for scores in terms.iter_mut().flatten() {
            scores.count_phrases(&part)?;
        }
        let sums = sums(&constant, &terms, View::Known);
        Ok(part.docs.into_iter().zip(sums).collect())
    }
}

/// Adds up what all terms say. Of a term and the words that stand in for it, the
/// best counts, and a part of the others.
fn sums(constant: &[Score], terms: &[Vec<Scores>], view: View) -> Vec<Score> {
    let mut sums = constant.to_vec();
    for ways in terms {
        let Some((own, others)) = ways.split_first() else { continue };
        let mut best = own.view(view).to_vec();
        let mut all = best.clone();
        for other in others {
            for (&at, &score) in other.at.iter().zip(other.view(view)) {
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

/// Some documents of a segment, in ascending order.
struct Part<'a> {
    segment: &'a SegmentReader,
    /// The place of the segment's first document.
    first: Place,
    docs: Vec<DocId>,
}

impl Part<'_> {
    fn lengths(&self, field: Field) -> Result<FieldNormReader> {
        Ok(self.segment.get_fieldnorms_reader(field)?)
    }

    /// Hands over how often a term stands in each document that has it.
    fn frequencies(&self, term: &Term, mut each: impl FnMut(usize, u32)) -> Result<()> {
        let index = self.segment.inverted_index(term.field())?;
        let blocks = index.read_block_postings(term, IndexRecordOption::WithFreqs);
        let Some(mut blocks) = blocks.map_err(tantivy::TantivyError::from)? else { return Ok(()) };
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
                    each(at, times);
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

/// What one way of a term adds to the scores of a part.
struct Scores<'a> {
    way: &'a Way,
    /// Where the documents stand among those of the part. Nothing is added to
    /// others.
    at: Vec<usize>,
    /// What is known.
    sum: Vec<Score>,
    /// With the least and the most that phrases can add that are not counted yet.
    least: Vec<Score>,
    most: Vec<Score>,
    /// For each form, the documents in which it has to be counted.
    open: Vec<Vec<bool>>,
}

/// Which scores are meant.
#[derive(Clone, Copy)]
enum View {
    Known,
    Least,
    Most,
}

impl<'a> Scores<'a> {
    fn view(&self, view: View) -> &[Score] {
        match view {
            View::Known => &self.sum,
            View::Least => &self.least,
            View::Most => &self.most,
        }
    }

    fn of(way: &'a Way, part: &Part, at: Vec<usize>) -> Result<Self> {
        let docs = at.iter().map(|&at| part.docs[at]).collect();
        let part = Part { segment: part.segment, first: part.first, docs };
        let none = vec![0.0; at.len()];
        let (sum, least, most, open) = (none.clone(), none.clone(), none, Vec::new());
        let mut scores = Self { way, at, sum, least, most, open };
        if scores.at.is_empty() {
            return Ok(scores);
        }
        for clause in &way.words {
            let lengths = part.lengths(clause.term.field())?;
            part.frequencies(&clause.term, |at, times| {
                scores.sum[at] += clause.bm25.score(lengths.fieldnorm_id(part.docs[at]), times);
            })?;
        }
        for (number, form) in way.forms.iter().enumerate() {
            // Of several spellings, the grams of one count.
            let open = scores.add_form(form, number == 0, &part)?;
            scores.open.push(open);
        }
        for (at, sum) in scores.sum.iter_mut().enumerate() {
            *sum *= way.weight;
            scores.least[at] = scores.least[at] * way.weight + *sum;
            scores.most[at] = scores.most[at] * way.weight + *sum;
        }
        Ok(scores)
    }

    /// Adds what the grams of a form say, and the form as a whole where that
    /// follows from them. Tells where it does not.
    fn add_form(&mut self, form: &Form, grams_count: bool, part: &Part) -> Result<Vec<bool>> {
        let sum = &mut self.sum;
        let boost = TITLE_WEIGHT * form.title.1;
        part.matches(&*form.title.0, boost, |at, score| sum[at] += score)?;
        let mut open = vec![false; part.docs.len()];
        let Some(bm25) = &form.bm25 else {
            form.set.within(part.first, &part.docs, |at| sum[at] += PHRASE_WEIGHT);
            return Ok(open);
        };
        let lengths = part.lengths(form.field)?;
        let length = |at: usize| lengths.fieldnorm_id(part.docs[at]);
        // How often the phrase can stand there.
        let mut times_at_most = vec![u32::MAX; part.docs.len()];
        for gram in &form.grams {
            part.frequencies(&gram.term, |at, times| {
                if grams_count {
                    sum[at] += gram.bm25.score(length(at), times);
                }
                times_at_most[at] = times_at_most[at].min(times);
            })?;
        }
        // A gram alone counts once, however often it stands there.
        let is_alone = form.grams.len() == 1;
        form.set.within(part.first, &part.docs, |at| {
            let once = bm25.score(length(at), 1);
            if is_alone || times_at_most[at] == 1 {
                sum[at] += once;
            } else {
                open[at] = true;
                self.least[at] += once;
                self.most[at] += bm25.score(length(at), times_at_most[at]);
            }
        });
        Ok(open)
    }

    fn keep(&mut self, kept: &Kept) {
        let within = Kept(self.at.iter().map(|&at| kept.0[at]).collect());
        let new_places = kept.new_places();
        self.at = within.only(&self.at).into_iter().map(|at| new_places[at]).collect();
        self.sum = within.only(&self.sum);
        self.open.iter_mut().for_each(|open| *open = within.only(open));
    }

    /// Counts the phrases that are still open.
    fn count_phrases(&mut self, part: &Part) -> Result<()> {
        for (form, open) in self.way.forms.iter().zip(&self.open) {
            let at: Vec<usize> = (0..open.len()).filter(|&at| open[at]).collect();
            if at.is_empty() {
                continue;
            }
            let docs = at.iter().map(|&at| part.docs[self.at[at]]).collect();
            let open = Part { segment: part.segment, first: part.first, docs };
            let boost = PHRASE_WEIGHT * form.text.1 * self.way.weight;
            open.matches(&*form.text.0, boost, |place, score| self.sum[at[place]] += score)?;
        }
        Ok(())
    }
}

/// Which of some documents are kept.
struct Kept(Vec<bool>);

impl Kept {
    fn where_at_least(scores: &[Score], worst: Score) -> Self {
        Self(scores.iter().map(|&score| score >= worst).collect())
    }

    fn only<T: Copy>(&self, values: &[T]) -> Vec<T> {
        values.iter().zip(&self.0).filter(|(_, kept)| **kept).map(|(value, _)| *value).collect()
    }

    /// For each, how many of those before it are kept.
    fn new_places(&self) -> Vec<usize> {
        let count = |kept_before: &mut usize, &is_kept: &bool| {
            let place = *kept_before;
            *kept_before += usize::from(is_kept);
            Some(place)
        };
        self.0.iter().scan(0, count).collect()
    }
}
