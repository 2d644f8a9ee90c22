//! The action plans, oldest first.

use maud::html;
use serde::Deserialize;
use serde_json::json;

use crate::site::Result;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::connection::{Nodes, Total};
use crate::site::parts::date::fiscal_years;
use crate::site::parts::header::{breadcrumbs, page_header};
use crate::site::parts::named::{Kind, Label};
use crate::site::parts::number::count;
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("plans");

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    action_plans: Nodes<Plan>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Plan {
    #[serde(flatten)]
    label: Label,
    administration: Option<String>,
    fiscal_years: Vec<i32>,
    priorities: Vec<Priority>,
    events: Total,
}

#[derive(Deserialize)]
struct Priority {}

pub fn page(visit: &Visit) -> Result {
    let Data { action_plans: Nodes { nodes } } = visit.ask(&OPERATION, json!({}))?;
    let title = Kind::ActionPlan.plural(visit.language());
    let body = html! {
        (breadcrumbs(visit, &[], title))
        (page_header(visit.say("一覧", "Browse"), title, html! {
            p.lead { (visit.say(
                "タスクフォースの事業が拠って立つ計画です。重点分野ごとに、それに当たる事業を見られます。",
                "The plans that the task force works to. Each leads to its priorities and the events that serve them.",
            )) }
        }))
        ul.cards {
            @for plan in &nodes {
                li.card {
                    h2.card-title { (plan.label.link(visit, Kind::ActionPlan)) }
                    p.card-meta { (fiscal_years(visit.language(), &plan.fiscal_years)) }
                    @if let Some(administration) = &plan.administration { p.card-text { (administration) } }
                    @let (priorities, events) = (plan.priorities.len(), count(plan.events.total_count));
                    p.card-count {
                        (visit.say("重点分野 ", "Priorities ")) b { (priorities) }
                        (visit.say("、年度内の事業 ", ", events in its years ")) b { (events) }
                    }
                }
            }
        }
    };
    Ok(Page { title: title.to_owned(), layout: Layout::Plain, body })
}
