//! One pass over everything that matches: the page asked for, the total, and the
//! counts of every facet.
//!
//! What matches is a set of documents, and so is what has a value: a facet is
//! counted by joining sets. It leaves its own filter out of its counts.

use std::ops::RangeInclusive;

use tantivy::Score;
use tantivy::query::Weight;

use super::Result;
use super::documents::{Documents, Set};
use super::fields::{STANDS_ALONE, day_number};
use super::lookup::{Atom, Lookup, Values};
use super::query::{Best, Found, Least, Ranking};
use super::segment::{Candidate, Ranges, SegmentPage};
use super::select::{Cursor, Facet, Hit, Order, Page, Part, Selection, Table, Tier};
use crate::model::Relation;

/// Where scores come from.
pub(super) enum Scoring<'a> {
    None,
    /// From the words of a query.
    Words {
        found: &'a Found,
        ranking: &'a Ranking<'a>,
    },
    /// From Tantivy.
    Weight(Box<dyn Weight>),
}

/// Collects a [`Page`] of what matches.
pub(super) fn collect(
    selection: &Selection,
    lookup: Lookup,
    matching: &Documents,
    scoring: &Scoring,
) -> Result<Page> {
    let mut matching = matching.clone();
    keep_within_ranges(selection, lookup, &mut matching)?;
    let conditions = conditions(selection, lookup)?;
    let except = |relation: Option<Relation>| {
        let mut documents = matching.clone();
        for (_, accepted) in conditions.iter().filter(|(about, _)| Some(*about) != relation) {
            documents.keep(accepted);
        }
        documents
    };
    let all = except(None);
    let mut page = Page { total: all.count(), ..Page::default() };
    for &relation in &selection.facets {
        let values = lookup.values(relation)?;
        let is_restricted = conditions.iter().any(|(about, _)| *about == relation);
        let facet = match is_restricted {
            true => facet(&values, &except(Some(relation))),
            false => facet(&values, &all),
        };
        page.facets.insert(relation, facet);
    }
    if let Some([rows, columns]) = selection.table {
        let (rows, columns) = (lookup.values(rows)?, lookup.values(columns)?);
        page.table = Some(table(&rows, &columns, &all));
    }
    Hits { selection, lookup, all: &all, scoring }.add_to(&mut page)?;
    Ok(page)
}

fn facet(values: &Values, documents: &Documents) -> Facet {
    let few = documents.few();
    let count = |set: &Set| match &few {
        Some(places) => set.count_of(places),
        None => set.count_within(documents),
    };
    let counts = values.sets.iter().map(|(value, set)| (value, count(set)));
    let counts = counts.filter(|(_, count)| *count > 0);
    Facet {
        counts: counts.map(|(value, count)| (value.clone(), count)).collect(),
        lacking: documents.count() - count(&values.any),
    }
}

fn table(rows: &Values, columns: &Values, documents: &Documents) -> Table {
    let mut table = Table { columns: counts(columns, documents).collect(), ..Table::default() };
    for (row, count) in counts(rows, documents) {
        let mut within = documents.clone();
        match &row {
            Some(value) => within.keep_set(&rows.sets[value]),
            None => within.remove_set(&rows.any),
        }
        let cells = counts(columns, &within);
        table.cells.extend(cells.map(|(column, count)| ((row.clone(), column), count)));
        table.rows.insert(row, count);
    }
    table
}

/// How many documents have each value, and how many none; without zeros.
fn counts<'a>(
    values: &'a Values,
    documents: &'a Documents,
) -> impl Iterator<Item = (Option<String>, u64)> + 'a {
    let facet = facet(values, documents);
    let lacking = (facet.lacking > 0).then_some((None, facet.lacking));
    facet.counts.into_iter().map(|(value, count)| (Some(value), count)).chain(lacking)
}

/// What a selection asks of relations, and what meets it. The kinds asked for, or
/// else the rule that an entity stands alone, count as a condition on the kind.
fn conditions(selection: &Selection, lookup: Lookup) -> Result<Vec<(Relation, Documents)>> {
    let any_of = |column: &str, values: &[String]| -> Result<Documents> {
        let mut accepted = lookup.row.none();
        for value in values {
            let atom = Atom::Term(lookup.fields.column(column), value.clone());
            accepted.add_set(&*lookup.documents(&atom)?);
        }
        Ok(accepted)
    };
    let kinds = match &selection.kinds {
        None => any_of(STANDS_ALONE, &[true.to_string()])?,
        Some(kinds) => {
            let kinds: Vec<String> = kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
            any_of(Relation::Kind.as_str(), &kinds)?
        }
    };
    let mut conditions = vec![(Relation::Kind, kinds)];
    for (relation, values) in &selection.filter.any_of {
        conditions.push((*relation, any_of(relation.as_str(), values)?));
    }
    for &relation in &selection.filter.lacking {
        let mut lacking = lookup.row.everything();
        lacking.remove_set(&lookup.values(relation)?.any);
        conditions.push((relation, lacking));
    }
    Ok(conditions)
}

/// Leaves what lies outside the days or numbers asked for.
fn keep_within_ranges(
    selection: &Selection,
    lookup: Lookup,
    documents: &mut Documents,
) -> Result<()> {
    let filter = &selection.filter;
    if filter.held_on.is_none() && filter.attendance.is_none() {
        return Ok(());
    }
    let days = |days: &RangeInclusive<_>| day_number(*days.start())..=day_number(*days.end());
    let numbers = |range: &RangeInclusive<u32>| (*range.start()).into()..=(*range.end()).into();
    let held_on = filter.held_on.as_ref().map(days);
    let attendance = filter.attendance.as_ref().map(numbers);
    let mut within = lookup.row.none();
    for (segment, places) in lookup.row.segments(lookup.searcher) {
        let ranges = Ranges::open(segment, held_on.clone(), attendance.clone())?;
        let docs = documents.within(places.clone()).filter(|&doc| ranges.hold(doc));
        docs.for_each(|doc| within.insert(places.start + doc));
    }
    *documents = within;
    Ok(())
}

/// The hits of a page among all there are.
struct Hits<'a> {
    selection: &'a Selection<'a>,
    lookup: Lookup<'a>,
    all: &'a Documents,
    scoring: &'a Scoring<'a>,
}

impl Hits<'_> {
    fn add_to(&self, page: &mut Page) -> Result<()> {
        let request = &self.selection.page;
        if request.limit == 0 && request.part == Part::After(None) {
            page.has_next = page.total > 0;
            return Ok(());
        }
        let forwards = matches!(request.part, Part::After(_));
        let segments = self.lookup.searcher.segment_readers().iter().zip(self.lookup.keys);
        let mut segments = segments
            .map(|(segment, keys)| Ok(SegmentPage::open(self.selection, segment, keys)?))
            .collect::<Result<Vec<_>>>()?;
        let mut passed = self.consider(&mut segments)?;
        // Names cost most: of what surely lies behind the page, none is looked up.
        let mut ranks: Vec<u64> = segments.iter().flat_map(|segment| segment.ranks()).collect();
        ranks.sort_unstable_by(|a, b| if forwards { a.cmp(b) } else { b.cmp(a) });
        let last = ranks.get(request.limit).copied();
        let mut hits: Vec<(Cursor, Candidate, usize)> = Vec::new();
        for (number, segment) in segments.into_iter().enumerate() {
            passed += segment.passed;
            let named = segment.harvest(last)?.into_iter();
            hits.extend(named.map(|(cursor, candidate)| (cursor, candidate, number)));
        }
        hits.sort_by(|(a, ..), (b, ..)| if forwards { a.cmp(b) } else { b.cmp(a) });
        let more = hits.len() > request.limit;
        hits.truncate(request.limit);
        if !forwards {
            hits.reverse();
        }
        (page.has_previous, page.has_next) =
            if forwards { (passed > 0, more) } else { (more, passed > 0) };
        for (cursor, candidate, segment) in hits {
            let (score, tier) = self.score(&candidate, segment)?;
            page.hits.push(Hit { key: cursor.key.clone(), cursor, score, tier });
        }
        Ok(())
    }

    /// Hands all hits over that may be on the page. Gives the number of those on
    /// the other side of the cursor that were not looked at.
    fn consider(&self, segments: &mut [SegmentPage]) -> Result<u64> {
        let row = self.lookup.row;
        match self.scoring {
            Scoring::Words { found, ranking } if self.selection.order == Order::Relevance => {
                return self.consider_tiers(segments, found, ranking);
            }
            Scoring::Weight(weight) => {
                for (number, (segment, places)) in row.segments(self.lookup.searcher).enumerate() {
                    let mut scorer = weight.scorer(segment, 1.0)?;
                    while scorer.doc() != tantivy::TERMINATED {
                        if self.all.contains(places.start + scorer.doc()) {
                            segments[number].consider(scorer.doc(), scorer.score());
                        }
                        scorer.advance();
                    }
                }
            }
            _ => {
                for (number, (_, places)) in row.segments(self.lookup.searcher).enumerate() {
                    let docs = self.all.within(places);
                    docs.for_each(|doc| segments[number].consider(doc, 0.0));
                }
            }
        }
        Ok(0)
    }

    /// The best come first, so tier by tier until the page is full: what lies
    /// behind needs no score.
    fn consider_tiers(
        &self,
        segments: &mut [SegmentPage],
        found: &Found,
        ranking: &Ranking,
    ) -> Result<u64> {
        let request = &self.selection.page;
        let (Part::After(cursor) | Part::Before(cursor)) = &request.part;
        let forwards = matches!(request.part, Part::After(_));
        let cursor_tier = cursor.as_ref().map(|cursor| ranking.tier(cursor.score()));
        let mut tiers = Tier::ALL;
        if !forwards {
            tiers.reverse();
        }
        let mut passed = 0;
        for tier in tiers {
            let mut documents = found.of(tier);
            documents.keep(self.all);
            let is_passed = cursor_tier.is_some_and(|cursor| match forwards {
                true => tier < cursor,
                false => tier > cursor,
            });
            if is_passed {
                passed += documents.count();
                continue;
            }
            // One more than the page holds tells whether there is a next page. Behind
            // a cursor nobody knows how many of the best stand before it.
            let wanted = request.limit + 1;
            let knows_best = cursor.is_none() && forwards;
            let mut least = Least::new(&Best { number: wanted, floor: 0.0 });
            let row = self.lookup.row.segments(self.lookup.searcher);
            for (page, segment) in segments.iter_mut().zip(row) {
                let docs = documents.within(segment.1.clone()).collect();
                let best = Best { number: wanted, floor: least.floor() };
                for (doc, score) in
                    ranking.scores(tier, segment, docs, knows_best.then_some(best))?
                {
                    least.consider(score);
                    page.consider(doc, score);
                }
            }
            if segments.iter().map(|segment| segment.len()).sum::<usize>() >= wanted {
                break;
            }
        }
        Ok(passed)
    }

    fn score(&self, candidate: &Candidate, segment: usize) -> Result<(Score, Tier)> {
        let Scoring::Words { found, ranking } = self.scoring else {
            return Ok((candidate.score, Tier::Exact));
        };
        let mut row = self.lookup.row.segments(self.lookup.searcher);
        let Some((segment, places)) = row.nth(segment) else { return Ok((0.0, Tier::Partial)) };
        let tier = found.tier(places.start + candidate.doc);
        if self.selection.order == Order::Relevance {
            return Ok((candidate.score, tier));
        }
        let scores = ranking.scores(tier, (segment, places), vec![candidate.doc], None)?;
        Ok((scores.first().map_or(0.0, |(_, score)| *score), tier))
    }
}
