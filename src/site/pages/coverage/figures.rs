//! What stands beside the states: how many Japanese businesses and jobs they have.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde::Deserialize;

use crate::site::parts::connection::Nodes;
use crate::site::parts::date::{date, fiscal_year};
use crate::site::parts::named::{Kind, link};
use crate::site::parts::number::number;
use crate::site::parts::source::Source;
use crate::site::visit::Visit;

#[derive(Deserialize)]
pub struct StateFigures {
    code: String,
    sites: Nodes<Figure>,
    jobs: Nodes<Figure>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Figure {
    slug: String,
    value: f64,
    as_of: Option<String>,
    fiscal_year: Option<i32>,
    source: Option<Source>,
}

/// The figures of one measure, all of the same time, by state.
#[derive(Default)]
pub struct Measure {
    figures: BTreeMap<String, Figure>,
}

/// Nothing where the rows are no states.
#[derive(Default)]
pub struct Figures {
    pub sites: Measure,
    pub jobs: Measure,
}

/// Of each measure the figures of the newest time that any state has.
pub fn newest(states: Vec<StateFigures>) -> Figures {
    let mut figures = Figures::default();
    let time = |figure: &Figure| (figure.as_of.clone(), figure.fiscal_year);
    let latest = |nodes: fn(&StateFigures) -> &Nodes<Figure>| {
        states.iter().flat_map(|state| &nodes(state).nodes).map(time).max()
    };
    let (sites, jobs) = (latest(|state| &state.sites), latest(|state| &state.jobs));
    for state in states {
        let of = |nodes: Nodes<Figure>, latest: &Option<_>| {
            nodes.nodes.into_iter().find(|figure| Some(time(figure)) == *latest)
        };
        let (site, job) = (of(state.sites, &sites), of(state.jobs, &jobs));
        figures.sites.figures.extend(site.map(|figure| (state.code.clone(), figure)));
        figures.jobs.figures.extend(job.map(|figure| (state.code.clone(), figure)));
    }
    figures
}

impl Measure {
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty()
    }

    /// For ordering; the fewest where there is no figure.
    pub fn value(&self, state: Option<&str>) -> f64 {
        state.and_then(|state| self.figures.get(state)).map_or(-1.0, |figure| figure.value)
    }

    pub fn cell(&self, visit: &Visit, state: Option<&str>) -> Markup {
        let figure = state.and_then(|state| self.figures.get(state));
        html! {
            td.side {
                @match figure {
                    Some(figure) => (link(visit, Kind::Claim, &figure.slug, &number(figure.value))),
                    None => "—",
                }
            }
        }
    }

    /// When its figures are of, and where they are published.
    pub fn note(&self, visit: &Visit, name: &str) -> Markup {
        let language = visit.language();
        html! {
            @if let Some(figure) = self.figures.values().next() {
                p.fact-source {
                    (name) (visit.say("：", ": "))
                    @match (&figure.as_of, figure.fiscal_year) {
                        (Some(as_of), _) => (visit.say(format!("{}時点", date(language, as_of)), format!("as of {}", date(language, as_of)))),
                        (None, Some(year)) => (fiscal_year(language, year)),
                        (None, None) => (visit.say("時点の記載なし", "undated")),
                    }
                    (visit.say("、", ", "))
                    @if let Some(source) = &figure.source { (source.link(visit)) }
                }
            }
        }
    }
}
