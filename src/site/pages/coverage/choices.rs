//! What a coverage table can be asked for.

use serde::Deserialize;

use super::question::Scope;
use crate::site::Result;
use crate::site::failure::Failure;
use crate::site::parts::named::Label;

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

#[derive(Deserialize)]
struct Nodes<T> {
    nodes: Vec<T>,
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
