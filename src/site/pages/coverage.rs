//! Where events are, where none are, and where nobody can tell.

mod choices;
mod controls;
mod figures;
mod matrix;
mod question;
mod summary;
mod years;

use maud::html;
use serde::Deserialize;
use serde_json::json;

use choices::Choices;
use figures::StateFigures;
use matrix::Matrix;
use question::Question;

use crate::site::Result;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::connection::Nodes;
use crate::site::parts::header::section;
use crate::site::visit::Visit;

static CHOICES: Operation = operation!("coverage_choices");
static OPERATION: Operation = operation!("coverage");

#[derive(Deserialize)]
struct Data {
    coverage: Matrix,
    states: Option<Nodes<StateFigures>>,
}

pub fn page(visit: &Visit) -> Result {
    let choices: Choices = visit.ask(&CHOICES, json!({}))?;
    let question = Question::of(visit, &choices)?;
    let Data { coverage, states } = visit.ask(&OPERATION, question.variables())?;
    let figures = states.map(|states| figures::newest(states.nodes)).unwrap_or_default();
    let title = visit.say("空白を探す", "Find the gaps");
    let body = html! {
        header.page-header {
            h1 { (title) }
            p.lead { (visit.say(
                "どこで何が行われ、どこに空白があるかを表で見ます。数を押すと、その事業が開きます。州か在外公館を一つ選ぶと、その重点分野と年度の表になります。",
                "See where events were held, and where there is a gap. Choose a count to open its events. Choose one state or post to see its priorities by fiscal year.",
            )) }
        }
        (controls::controls(visit, &choices, &question))
        (summary::summary(visit, &question, choices.years(), coverage.total_count))
        (matrix::matrix(visit, &choices, &question, &coverage, &figures))
        (years::years(visit, choices.years()))
        (section("reading", visit.say("表の読み方", "How to read the table"), html! {
            div.prose {
                p { (visit.say(
                    "「計」は事業の実数です。一つの事業が複数の州や重点分野に当たることがあるため、セルの合計とは一致しないことがあります。",
                    "Totals count each event once. An event may be of several states or priorities, so cells may add up to more.",
                )) }
                p { (visit.say(
                    "重点分野との結び付きの多くは、資料の記述に基づく判断です。理由は各事業の頁にあります。行動計画4.0の分野には、それ以前の年度の事業も先例として結び付けてあります。",
                    "Most ties to priorities are judged from what the documents say; the page of each event gives the reason. Events of earlier years are tied to plan 4.0 as precedents.",
                )) }
            }
        }))
    };
    Ok(Page { title: title.to_owned(), layout: Layout::Wide, body })
}
