//! One pass over everything that matches: the page asked for, the total, and the
//! counts of every facet.
//!
//! A facet leaves its own filter out of its counts. So filters on relations that
//! are also counted are not part of the query: the pass sees what fails them,
//! and counts what fails nothing but the facet's own filter for that facet alone.

use std::ops::RangeInclusive;

use tantivy::collector::Collector;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, Occur, Query, TermSetQuery};
use tantivy::{Score, SegmentOrdinal, SegmentReader, Term};

use super::fields::{Fields, STANDS_ALONE, day_number};
use super::segment::{Condition, Pass, SegmentFruit, SegmentPage};
use super::select::{Facet, Hit, Page, Selection, Tier};
use crate::model::Relation;

/// What entities must match, and by how much each tier of it raises the score.
pub(super) struct Words {
    pub query: Box<dyn Query>,
    pub step: Score,
}

/// Collects a [`Page`].
pub(super) struct PageCollector {
    pass: Pass,
    /// The score of one tier; `None` without words.
    step: Option<Score>,
}

impl PageCollector {
    /// The collector of a selection among what matches `words`, and the query whose
    /// matches it has to see.
    pub fn new(
        selection: &Selection,
        fields: &Fields,
        words: Option<Words>,
    ) -> (Self, Box<dyn Query>) {
        let filter = &selection.filter;
        let (sideways, required): (Vec<_>, Vec<_>) =
            conditions(selection).into_iter().partition(|condition| {
                condition.values.is_none() || selection.facets.contains(&condition.relation)
            });
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for condition in required {
            let field = fields.column(condition.column);
            let values = condition.values.iter().flatten();
            let terms = values.map(|value| Term::from_field_text(field, value));
            let query = ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 0.0);
            clauses.push((Occur::Must, Box::new(query)));
        }
        let scored = words.is_some();
        let step = words.as_ref().map(|words| words.step);
        clauses.extend(words.map(|words| (Occur::Must, words.query)));
        let query: Box<dyn Query> = match clauses.is_empty() {
            true => Box::new(AllQuery),
            false => Box::new(BooleanQuery::new(clauses)),
        };
        let days = |days: &RangeInclusive<_>| day_number(*days.start())..=day_number(*days.end());
        let numbers = |range: &RangeInclusive<u32>| (*range.start()).into()..=(*range.end()).into();
        let pass = Pass {
            order: selection.order,
            scored,
            limit: selection.page.limit,
            facets: selection.facets.clone(),
            table: selection.table,
            sideways,
            held_on: filter.held_on.as_ref().map(days),
            attendance: filter.attendance.as_ref().map(numbers),
            part: selection.page.part.clone(),
        };
        (Self { pass, step }, query)
    }
}

/// What a selection asks of columns of strings. The kinds asked for, or else the
/// rule that an entity stands alone, count as the condition on the kind.
fn conditions(selection: &Selection) -> Vec<Condition> {
    let kinds = match &selection.kinds {
        None => Condition {
            relation: Relation::Kind,
            column: STANDS_ALONE,
            values: Some(vec![true.to_string()]),
        },
        Some(kinds) => Condition {
            relation: Relation::Kind,
            column: Relation::Kind.as_str(),
            values: Some(kinds.iter().map(|kind| kind.as_str().to_owned()).collect()),
        },
    };
    let filters = selection.filter.any_of.iter().map(|(relation, values)| Condition {
        relation: *relation,
        column: relation.as_str(),
        values: Some(values.clone()),
    });
    let lacking = selection.filter.lacking.iter().map(|&relation| Condition {
        relation,
        column: relation.as_str(),
        values: None,
    });
    filters.chain(lacking).chain([kinds]).collect()
}

impl Collector for PageCollector {
    type Fruit = Page;
    type Child = SegmentPage;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentPage> {
        SegmentPage::open(&self.pass, segment)
    }

    fn requires_scoring(&self) -> bool {
        self.pass.scored
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<SegmentFruit>>) -> tantivy::Result<Page> {
        let forwards = self.pass.forwards();
        let mut page = Page::default();
        for relation in &self.pass.facets {
            page.facets.insert(*relation, Facet::default());
        }
        let (mut hits, mut passed) = (Vec::new(), 0);
        for segment in segments {
            let segment = segment?;
            page.total += segment.total;
            passed += segment.passed;
            hits.extend(segment.hits);
            for (relation, counted) in segment.facets {
                let facet = page.facets.entry(relation).or_default();
                facet.lacking += counted.lacking;
                for (value, count) in counted.counts {
                    *facet.counts.entry(value).or_default() += count;
                }
            }
            if let Some(table) = segment.table {
                page.table.get_or_insert_default().add(table);
            }
        }
        hits.sort_by(|(a, _), (b, _)| if forwards { a.cmp(b) } else { b.cmp(a) });
        let more = hits.len() > self.pass.limit;
        hits.truncate(self.pass.limit);
        if !forwards {
            hits.reverse();
        }
        (page.has_previous, page.has_next) =
            if forwards { (passed > 0, more) } else { (more, passed > 0) };
        page.hits = hits
            .into_iter()
            .map(|(cursor, score)| Hit {
                key: cursor.key.clone(),
                cursor,
                score,
                tier: self.step.map_or(Tier::Exact, |step| Tier::of_rank(score / step)),
            })
            .collect();
        Ok(page)
    }
}
