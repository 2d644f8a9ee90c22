//! What a coverage table can be asked for.

use serde::Deserialize;

use crate::site::Result;
use crate::site::failure::Failure;
use crate::site::parts::connection::Nodes;
use crate::site::parts::named::Label;
use crate::site::visit::Visit;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Choices {
    coverage: Known,
    action_plans: Nodes<Plan>,
    states: Nodes<Label>,
    consulates: Nodes<Label>,
}

#[derive(Deserialize)]
struct Known {
    years: Vec<Year>,
}

/// What the documents tell of a fiscal year.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Year {
    pub fiscal_year: i32,
    pub described: u64,
    pub claimed: Option<u64>,
    pub claims: Vec<Claim>,
    pub documents: Vec<Label>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Claim {
    pub slug: String,
    pub label: String,
    pub text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    #[serde(flatten)]
    pub label: Label,
    pub fiscal_years: Vec<i32>,
    pub priorities: Vec<Priority>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Priority {
    #[serde(flatten)]
    pub label: Label,
    pub crosswalk_from: Vec<Slug>,
}

#[derive(Deserialize)]
pub struct Slug {
    pub slug: String,
}

impl Year {
    /// Events that are claimed and not described; `None` where nothing is claimed.
    pub fn undescribed(&self) -> Option<u64> {
        self.claimed.map(|claimed| claimed.saturating_sub(self.described))
    }

    /// Whether every event of it is described.
    pub fn is_complete(&self) -> bool {
        self.is_in_corpus() && self.undescribed() == Some(0)
    }

    /// Whether any document tells of it.
    pub fn is_in_corpus(&self) -> bool {
        self.described > 0 || !self.documents.is_empty()
    }
}

impl Plan {
    /// `4.0`, `2017`: what is short enough for the head of a column.
    pub fn short(&self) -> &str {
        self.label.slug.strip_prefix("plan-").unwrap_or(&self.label.slug)
    }

    fn begins(&self) -> Option<i32> {
        self.fiscal_years.first().copied()
    }
}

/// The priorities that are looked at.
#[derive(Clone, Copy)]
pub enum Scope<'a> {
    All,
    /// Those of one plan.
    Plan(&'a Plan),
    /// One, with those of earlier plans that lead to it.
    Area(&'a Priority),
}

impl Scope<'_> {
    /// The value of `plan` that stands for all.
    pub const ALL: &'static str = "ALL";

    /// The value of `plan`.
    pub fn code(&self) -> &str {
        match self {
            Self::All => Self::ALL,
            Self::Plan(plan) => &plan.label.slug,
            Self::Area(priority) => &priority.label.slug,
        }
    }

    pub fn name(&self, visit: &Visit) -> String {
        match self {
            Self::All => visit.say("すべての計画", "All plans").to_owned(),
            Self::Plan(plan) => plan.label.label.clone(),
            Self::Area(priority) => visit.say(
                format!("{}（以前の計画の先例を含む）", priority.label.label),
                format!("{} (with earlier plans)", priority.label.label),
            ),
        }
    }

    /// Slugs of its priorities; none stands for no condition.
    pub fn priorities(&self) -> Vec<&str> {
        match self {
            Self::All => Vec::new(),
            Self::Plan(plan) => plan.priorities.iter().map(|own| own.label.slug.as_str()).collect(),
            Self::Area(priority) => {
                let earlier = priority.crosswalk_from.iter().map(|earlier| earlier.slug.as_str());
                std::iter::once(priority.label.slug.as_str()).chain(earlier).collect()
            }
        }
    }
}

impl Choices {
    pub fn years(&self) -> &[Year] {
        &self.coverage.years
    }

    /// The newest first.
    pub fn plans(&self) -> Vec<&Plan> {
        let mut plans: Vec<&Plan> = self.action_plans.nodes.iter().collect();
        plans.sort_by_key(|plan| std::cmp::Reverse(plan.begins()));
        plans
    }

    pub fn states(&self) -> &[Label] {
        &self.states.nodes
    }

    pub fn consulates(&self) -> &[Label] {
        &self.consulates.nodes
    }

    /// The plan in force in the newest year that has events.
    pub fn newest_plan(&self) -> Option<&Plan> {
        let year = self.years().iter().rev().find(|year| year.described > 0)?.fiscal_year;
        self.action_plans.nodes.iter().find(|plan| plan.fiscal_years.contains(&year))
    }

    /// Priorities that carry on others of earlier plans.
    pub fn areas(&self) -> impl Iterator<Item = &Priority> {
        self.priorities().filter(|priority| !priority.crosswalk_from.is_empty())
    }

    pub fn priority(&self, slug: &str) -> Option<&Priority> {
        self.priorities().find(|priority| priority.label.slug == slug)
    }

    fn priorities(&self) -> impl Iterator<Item = &Priority> {
        self.action_plans.nodes.iter().flat_map(|plan| &plan.priorities)
    }

    /// What a value of `plan` stands for.
    pub fn scope(&self, asked: &str) -> Result<Scope<'_>> {
        if asked == Scope::ALL {
            return Ok(Scope::All);
        }
        let plans = &self.action_plans.nodes;
        let plan = plans.iter().find(|plan| plan.label.slug == asked).map(Scope::Plan);
        let area = || self.priority(asked).map(Scope::Area);
        plan.or_else(area).ok_or_else(|| {
            let slugs: Vec<&str> = plans.iter().map(|plan| plan.label.slug.as_str()).collect();
            Failure::Unusable(format!(
                "`plan` is `{asked}`: expected {}, one of {} or one of their priorities",
                Scope::ALL,
                slugs.join(", ")
            ))
        })
    }

    /// Where a priority stands: its plan, and its number in it, from 1.
    pub fn place(&self, priority: &str) -> Option<(&Plan, usize)> {
        self.action_plans.nodes.iter().find_map(|plan| {
            let at = plan.priorities.iter().position(|own| own.label.slug == priority)?;
            Some((plan, at + 1))
        })
    }
}
