//! The events of one entity taken together: how many in each year, what they are
//! about, who had a part in them, and the latest.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::connection::Nodes;
use super::event::{self, EventCard};
use super::header::{counted, section};
use super::named::{Kind, Label, link};
use super::number::count;
use super::tree::{branches, in_columns, tally, tree};
use crate::site::address::{Address, Parameters};
use crate::site::charts::bars::{Size, bars};
use crate::site::conditions;
use crate::site::pages::search::{FacetCount, Reports, Timeline, timeline_bars};
use crate::site::visit::Visit;

/// As the fragment `Activity` asks for it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    pub events: Events,
    documents: Reports,
    action_plans: Nodes<Label>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Events {
    pub total_count: u64,
    timeline: Vec<Timeline>,
    #[serde(rename = "nodes")]
    latest: Vec<EventCard>,
    pub facets: Facets,
}

#[derive(Deserialize)]
pub struct Facets {
    themes: Vec<FacetCount>,
    priorities: Vec<FacetCount>,
    organisations: Vec<FacetCount>,
    pub states: Vec<FacetCount>,
    pub consulates: Vec<FacetCount>,
    totals: Vec<FacetTotal>,
}

#[derive(Deserialize)]
struct FacetTotal {
    field: String,
    values: u64,
}

/// The variables of the fragment, for the events that an address of the search
/// would bring; `latest` of them are asked for.
pub fn variables(about: &Parameters, latest: usize) -> Map<String, Value> {
    let filter = conditions::filter(about);
    let variables = json!({ "events": filter, "latest": latest });
    variables.as_object().cloned().unwrap_or_default()
}

/// The search that brings the same events.
pub fn searching(visit: &Visit, about: &Parameters) -> Address {
    visit.to_asking("/search", about.clone())
}

/// The same, narrowed further.
fn narrowed(visit: &Visit, about: &Parameters, name: &str, value: &str) -> Address {
    searching(visit, &about.clone().with(name, value))
}

impl Activity {
    /// How many organisations had a part, wholes and parts alike.
    pub fn partners(&self) -> u64 {
        let totals = &self.events.facets.totals;
        totals.iter().find(|total| total.field == "ORGANISATION").map_or(0, |total| total.values)
    }

    /// The number of events, as a link to them.
    pub fn total(&self, visit: &Visit, about: &Parameters) -> Markup {
        let total = count(self.events.total_count);
        html! {
            @if self.events.total_count == 0 { (total) }
            @else { a href=(searching(visit, about)) { (total) } }
        }
    }

    /// A chart by fiscal year, and the latest events; where there are none, what
    /// that means.
    pub fn events(&self, visit: &Visit, about: &Parameters) -> Markup {
        let heading = visit.say("事業", "Events");
        html! {
            @if self.events.total_count == 0 {
                (section("events", heading, none(visit, about)))
            } @else {
                (section("years", visit.say("年度別の事業", "Events by fiscal year"), self.years(visit, about)))
                (section("events", counted(heading, self.events.total_count), self.latest(visit, about)))
            }
        }
    }

    /// A chart of all fiscal years that a document reports on.
    pub fn years(&self, visit: &Visit, about: &Parameters) -> Markup {
        let search = searching(visit, about);
        let years = timeline_bars(&search, &self.events.timeline, &self.documents);
        let heading = visit.say("資料に載る事業の数", "Events that the documents describe");
        bars(visit, "c-years", heading, visit.say("件", " events"), Size::Full, &years)
    }

    /// The latest events, and the way to all.
    pub fn latest(&self, visit: &Visit, about: &Parameters) -> Markup {
        let total = self.events.total_count;
        let shown = self.events.latest.len() as u64;
        let all = count(total);
        html! {
            (event::list(visit, &self.events.latest))
            p.more {
                a href=(searching(visit, about).asking(about.clone().with("orderBy", "DATE_DESC"))) {
                    @if shown < total { (visit.say(format!("{all}件をすべて見る"), format!("See all {all}"))) }
                    @else { (visit.say("検索で開く（並べ替え・書き出し）", "Open in the search, to sort or download")) }
                }
            }
        }
    }

    /// What the events are about, and which priorities they serve, side by side.
    pub fn subjects(&self, visit: &Visit, about: &Parameters) -> Markup {
        html! {
            @if !self.events.facets.themes.is_empty() {
                div.section.columns {
                    (self.themes(visit, about))
                    (self.priorities(visit, about))
                }
            }
        }
    }

    /// What the events are about.
    pub fn themes(&self, visit: &Visit, about: &Parameters) -> Markup {
        let counted = |slug: &str| narrowed(visit, about, "themes", slug);
        let branches = branches(&self.events.facets.themes);
        html! {
            @if !branches.is_empty() {
                (section("themes", visit.say("主題", "Themes"), tree(visit, Kind::Theme, &branches, &counted)))
            }
        }
    }

    /// Priorities below the plan that sets them, the newest plan first.
    pub fn priorities(&self, visit: &Visit, about: &Parameters) -> Markup {
        let priorities = &self.events.facets.priorities;
        let of = |plan: &Label| -> Vec<&FacetCount> {
            let is_of = |slug: &str| slug.split('/').next() == Some(plan.slug.as_str());
            priorities.iter().filter(|found| is_of(&found.value)).collect()
        };
        html! {
            @if !priorities.is_empty() {
                (section("priorities", visit.say("重点分野", "Priorities"), html! {
                    ul.tree {
                        @for plan in self.action_plans.nodes.iter().rev() {
                            @let found = of(plan);
                            @if !found.is_empty() {
                                li {
                                    (plan.link(visit, Kind::ActionPlan))
                                    ul {
                                        @for found in found {
                                            li {
                                                (link(visit, Kind::Priority, &found.value, &found.label)) " "
                                                (tally(visit, found, &narrowed(visit, about, "priorities", &found.value)))
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }))
            }
        }
    }

    /// Organisations that had a part in the events, with the number of those events.
    pub fn organisations(&self, visit: &Visit, about: &Parameters) -> Markup {
        let found = &self.events.facets.organisations;
        let total = self.partners();
        let counted_by = |slug: &str| narrowed(visit, about, "organisations", slug);
        html! {
            @if !found.is_empty() {
                (section("partners", counted(visit.say("関わった団体", "Partners"), total), html! {
                    p.section-note { (visit.say(
                        "数は関わった事業の数です。下部組織が関わった事業は、上位の団体にも数えます。",
                        "With the number of events each had a part in; an event of a part counts for the whole, too.",
                    )) }
                    (in_columns(visit, Kind::Organisation, &branches(found), &counted_by))
                    @if total > found.len() as u64 {
                        p.more {
                            a href=(narrowed(visit, about, "facet", "organisations")) {
                                (visit.say(format!("{}団体をすべて見る", count(total)), format!("See all {}", count(total))))
                            }
                        }
                    }
                }))
            }
        }
    }

    /// Posts that held the events.
    pub fn posts(&self, visit: &Visit, about: &Parameters) -> Markup {
        let counted = |slug: &str| narrowed(visit, about, "consulates", slug);
        let heading = visit.say("実施した在外公館", "Posts that held them");
        values(visit, "posts", heading, Kind::Consulate, &self.events.facets.consulates, &counted)
    }

    /// States that the events were held in or for.
    pub fn states(&self, visit: &Visit, about: &Parameters) -> Markup {
        let counted = |code: &str| narrowed(visit, about, "states", code);
        let heading = visit.say("州", "States");
        values(visit, "states", heading, Kind::State, &self.events.facets.states, &counted)
    }
}

/// Names with counts, one below the other.
fn values(
    visit: &Visit,
    id: &str,
    heading: &str,
    kind: Kind,
    found: &[FacetCount],
    counted: &impl Fn(&str) -> Address,
) -> Markup {
    html! {
        @if !found.is_empty() {
            (section(id, heading, html! {
                ul.values {
                    @for found in found {
                        li {
                            (link(visit, kind, &found.value, &found.label)) " "
                            (tally(visit, found, &counted(&found.value)))
                        }
                    }
                }
            }))
        }
    }
}

/// Said where no event is told of.
fn none(visit: &Visit, about: &Parameters) -> Markup {
    html! {
        div.notice role="note" {
            p.notice-title { (visit.say("資料に載る事業はありません", "The documents describe no event")) }
            p {
                (visit.say(
                    "資料がすべての事業を載せている年度は限られるため、事業がなかったとは言えません。",
                    "That does not mean that there was none: for most years the documents describe only some of the events.",
                ))
                " " a href=(visit.to_asking("/coverage", about.clone())) { (visit.say("資料から分かる範囲を見る", "See what the documents tell")) }
            }
        }
    }
}
