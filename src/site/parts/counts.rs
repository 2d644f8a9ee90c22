//! How many events there are under some conditions, by year and by state.

use maud::Markup;
use serde::Deserialize;
use serde_json::json;

use super::connection::Nodes;
use super::named::Label;
use crate::site::Failure;
use crate::site::address::{Address, Parameters};
use crate::site::charts::bars::{self, Size};
use crate::site::charts::tiles;
use crate::site::conditions;
use crate::site::operation::{Operation, operation};
use crate::site::pages::search::{FacetCount, Reports, Timeline, state_tiles, timeline_bars};
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("event_counts");

#[derive(Deserialize)]
struct Data {
    search: Search,
    documents: Reports,
    states: Option<Nodes<Label>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Search {
    total_count: u64,
    timeline: Vec<Timeline>,
    facets: Option<Facets>,
}

#[derive(Deserialize)]
struct Facets {
    states: Vec<FacetCount>,
}

/// Counts of the events that a search brings.
pub struct Counts {
    /// The search for exactly these events.
    pub search: Address,
    pub total: u64,
    timeline: Vec<Timeline>,
    documents: Reports,
    by_state: Vec<FacetCount>,
    states: Vec<Label>,
}

impl Counts {
    /// Counts what the conditions let through; by state as well, where it is asked for.
    ///
    /// # Errors
    /// As the API refuses it.
    pub fn of(visit: &Visit, conditions: Parameters, by_state: bool) -> Result<Self, Failure> {
        let variables = json!({ "filter": conditions::filter(&conditions), "states": by_state });
        let Data { search, documents, states } = visit.ask(&OPERATION, variables)?;
        Ok(Self {
            search: visit.to_asking("/search", conditions),
            total: search.total_count,
            timeline: search.timeline,
            documents,
            by_state: search.facets.map(|facets| facets.states).unwrap_or_default(),
            states: states.map(|states| states.nodes).unwrap_or_default(),
        })
    }

    /// How many of them took place in these fiscal years.
    pub fn within(&self, years: &[i32]) -> u64 {
        let within = self.timeline.iter().filter(|year| years.contains(&year.fiscal_year));
        within.map(|year| year.count).sum()
    }

    pub fn bars(&self, visit: &Visit, size: Size) -> Markup {
        let heading = visit.say("年度別の事業数", "Events by fiscal year");
        let bars = timeline_bars(&self.search, &self.timeline, &self.documents);
        bars::bars(visit, "c-years", heading, visit.say("件", " events"), size, &bars)
    }

    pub fn tiles(&self, visit: &Visit) -> Markup {
        let heading = visit.say("州別の事業数", "Events by state");
        let tiles = state_tiles(&self.search, &self.states, &self.by_state);
        tiles::tiles(visit, "c-states", heading, visit.say("件", " events"), &tiles)
    }
}
