//! The figures that the documents publish.

use std::collections::BTreeSet;

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::site::Result;
use crate::site::address::Parameters;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::claim::{self, ClaimCard, MEASURES};
use crate::site::parts::connection::Nodes;
use crate::site::parts::date::fiscal_year;
use crate::site::parts::form;
use crate::site::parts::header::{breadcrumbs, counted};
use crate::site::parts::named::{Kind, Label};
use crate::site::parts::pager::{self, PageInfo, pager};
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("figures");

/// Figures on one page.
const PAGE_SIZE: usize = 50;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    claims: Claims,
    states: Nodes<Label>,
    documents: Nodes<Label>,
    action_plans: Nodes<Plan>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Claims {
    total_count: u64,
    page_info: PageInfo,
    nodes: Vec<ClaimCard>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Plan {
    fiscal_years: Vec<i32>,
}

/// `ClaimFilter`, of the parameters of the address. A year that is no number is
/// handed on: GraphQL says what is wrong.
fn filter(parameters: &Parameters) -> Value {
    let mut filter = Map::new();
    for name in ["measures", "states", "documents"] {
        let values: Vec<&str> = parameters.all(name).collect();
        if !values.is_empty() {
            filter.insert(name.to_owned(), json!(values));
        }
    }
    let years: Vec<Value> = parameters
        .all("fiscalYears")
        .map(|year| year.parse::<i32>().map_or_else(|_| json!(year), Value::from))
        .collect();
    if !years.is_empty() {
        filter.insert("fiscalYears".to_owned(), years.into());
    }
    filter.into()
}

pub fn page(visit: &Visit) -> Result {
    let mut variables = pager::arguments(visit, PAGE_SIZE);
    variables.insert("filter".to_owned(), filter(&visit.address.parameters));
    let data: Data = visit.ask(&OPERATION, variables)?;
    let Claims { total_count, page_info, nodes } = &data.claims;
    let title = Kind::Claim.plural(visit.language());
    let body = html! {
        (breadcrumbs(visit, &[], title))
        header.page-header {
            p.kind { (visit.say("一覧", "Browse")) }
            h1 { (counted(title, *total_count)) }
            p.lead { (visit.say(
                "資料が載せる数値を、原資料の表記と出典とともに示します。資料の数値から計算した値は、そう記します。",
                "Figures that the documents print, each as printed and with its place. What was calculated from them is marked so.",
            )) }
        }
        (controls(visit, &data))
        @if nodes.is_empty() {
            div.empty {
                h2 { (visit.say("この条件に合う数値はありません", "No figure fits these conditions")) }
                ul.empty-ways { li { a href=(visit.to(Kind::Claim.path())) { (visit.say("すべての数値を見る", "See all figures")) } } }
            }
        } @else {
            (claim::table(visit, "t-figures", nodes, None))
            (pager(visit, page_info, nodes.len(), *total_count, PAGE_SIZE))
        }
    };
    Ok(Page { title: title.to_owned(), layout: Layout::Wide, body })
}

fn controls(visit: &Visit, data: &Data) -> Markup {
    let language = visit.language();
    let any = || vec![(String::new(), visit.say("すべて", "any").to_owned())];
    let of = |labels: &[Label]| {
        labels.iter().map(|label| (label.slug.clone(), label.label.clone())).collect::<Vec<_>>()
    };
    let years: BTreeSet<i32> =
        data.action_plans.nodes.iter().flat_map(|plan| plan.fiscal_years.iter().copied()).collect();
    let years = years.into_iter().map(|year| (year.to_string(), fiscal_year(language, year)));
    let mut measures: Vec<(String, String)> = MEASURES
        .iter()
        .map(|(code, ja, en)| ((*code).to_owned(), visit.say(*ja, *en).to_owned()))
        .collect();
    // One that is asked for by a link, and has no name of its own.
    if let Some(asked) = visit.asked("measures")
        && claim::measure_name(language, asked).is_none()
    {
        measures.push((asked.to_owned(), asked.to_owned()));
    }
    let fields = [
        ("measures", visit.say("数えるもの", "What is counted"), measures),
        ("states", visit.say("対象の州", "State"), of(&data.states.nodes)),
        ("fiscalYears", visit.say("年度", "Fiscal year"), years.collect()),
        ("documents", visit.say("資料", "Document"), of(&data.documents.nodes)),
    ];
    html! {
        form.controls action=(visit.to(Kind::Claim.path())) method="get" data-autosubmit {
            @for (name, label, values) in fields {
                @let values: Vec<_> = any().into_iter().chain(values).collect();
                @let options = values.iter().map(|(value, name)| (value.clone(), name.as_str()));
                div.field {
                    label for=(name) { (label) }
                    select id=(name) name=(name) { (form::options(options, visit.asked(name))) }
                }
            }
            button.button type="submit" data-autosubmit-button { (visit.say("表示する", "Show")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_which_figures() {
        let asked = Parameters::parse("measures=jobs&states=TX&fiscalYears=2024&after=x");
        let expected = json!({ "measures": ["jobs"], "states": ["TX"], "fiscalYears": [2024] });
        assert_eq!(filter(&asked), expected);
        assert_eq!(filter(&Parameters::default()), json!({}));
    }
}
