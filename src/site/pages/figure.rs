//! One figure: as printed, what it counts, where it comes from, and what else is said
//! of the same thing.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::address::Parameters;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::claim::{self, ClaimCard, measure_name};
use crate::site::parts::finding::Finding;
use crate::site::parts::header::{breadcrumbs, page_header, section};
use crate::site::parts::named::{Kind, Label};
use crate::site::parts::source::citations;
use crate::site::parts::table;
use crate::site::visit::Visit;
use crate::site::{Failure, Result};

static OPERATION: Operation = operation!("figure");

#[derive(Deserialize)]
struct Data {
    claim: Option<Claim>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Claim {
    #[serde(flatten)]
    card: ClaimCard,
    ja_label: String,
    en_label: String,
    measure: String,
    note: Option<String>,
    rank: Option<u32>,
    event: Option<Label>,
    terms: Vec<Term>,
    derivations: Vec<ClaimCard>,
    conflicts: Vec<ClaimCard>,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Term {
    sign: Sign,
    claim: ClaimCard,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Sign {
    Plus,
    Minus,
}

impl Sign {
    fn character(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "−",
        }
    }
}

pub fn page(visit: &Visit, slug: &str) -> Result {
    let Data { claim } = visit.ask(&OPERATION, json!({ "slug": slug }))?;
    let claim = claim.ok_or(Failure::NotFound)?;
    let language = visit.language();
    let list = Kind::Claim.plural(language).to_owned();
    let label = &claim.card.label;
    let citing: Vec<String> =
        claim.card.source.iter().map(|source| source.citation(visit, label)).collect();
    let kind = match claim.terms.is_empty() {
        true => Kind::Claim.name(language),
        false => visit.say("計算した値", "Calculated figure"),
    };
    let body = html! {
        (breadcrumbs(visit, &[(Kind::Claim.path(), list)], label))
        (page_header(kind, label, html! {
            @if claim.ja_label != claim.en_label {
                p.subtitle lang=(language.other().tag()) { (visit.say(&claim.en_label, &claim.ja_label)) }
            }
        }))
        div.with-aside {
            div.stack {
                dl.stats { div.stat { dt { (visit.say("値", "Value")) } dd { (claim.card.amount(language)) } } }
                @if let Some(note) = &claim.note { div.prose { p { (note) } } }
                (section("facts", visit.say("この数値について", "About this figure"), facts(visit, &claim)))
                (conflicts(visit, &claim))
                (sum(visit, &claim))
                (derivations(visit, &claim))
            }
            aside.stack {
                @if !claim.findings.is_empty() {
                    (section("findings", visit.say("所見", "Findings"), html! { @for finding in &claim.findings { (finding.aside(visit)) } }))
                }
                (citations(visit, &citing))
                @if claim.card.source.is_none() {
                    (section("origin", visit.say("出典", "Source"), html! {
                        p { (visit.say(
                            "資料に印刷された数値ではなく、公表された数値から計算した値です。それぞれの項に出典があります。",
                            "No document prints this: it was calculated from published figures, each of which has its source.",
                        )) }
                    }))
                }
            }
        }
    };
    Ok(Page { title: claim.card.label.clone(), layout: Layout::Plain, body })
}

fn facts(visit: &Visit, claim: &Claim) -> Markup {
    let language = visit.language();
    let ClaimCard { source, subject, .. } = &claim.card;
    let row = |name: &str, value: Markup| {
        html! { div.fact { dt { (name) } dd { p { (value) } } } }
    };
    let same = Parameters::default().with("measures", &claim.measure);
    html! {
        dl.facts {
            (row(match claim.terms.is_empty() {
                true => visit.say("原資料の表記", "As printed"),
                false => visit.say("式", "Sum"),
            }, claim.card.printed()))
            @if let Some(name) = measure_name(language, &claim.measure) {
                (row(visit.say("数えるもの", "What is counted"), html! {
                    a href=(visit.to_asking(Kind::Claim.path(), same)) { (name) }
                }))
            }
            @if let Some(subject) = subject {
                (row(visit.say("対象", "About"), html! {
                    (subject.link(visit)) " " span.badge { (subject.kind.name(language)) }
                }))
            }
            @if let Some(when) = claim.card.when(language) { (row(visit.say("年度・時点", "Year or date"), html! { (when) })) }
            @if let Some(rank) = claim.rank && claim.card.unit != "rank" {
                (row(visit.say("併記された順位", "Rank printed with it"), html! { (visit.say(format!("第{rank}位"), format!("no. {rank}"))) }))
            }
            @if let Some(source) = source { (row(visit.say("出典", "Source"), source.link(visit))) }
            @if let Some(event) = &claim.event {
                (row(visit.say("載せる事業", "On the sheet of"), event.link(visit, Kind::Event)))
            }
        }
    }
}

/// Other values of the same thing, beside this one.
fn conflicts(visit: &Visit, claim: &Claim) -> Markup {
    let language = visit.language();
    let all = std::iter::once(&claim.card).chain(&claim.conflicts);
    html! {
        @if !claim.conflicts.is_empty() {
            (section("conflicts", visit.say("同じ事柄についての異なる数値", "Other figures for the same thing"), html! {
                p.section-note { (visit.say(
                    "どれが正しいかは判断せず、並べて示します。",
                    "They stand side by side; none of them is taken to be the right one.",
                )) }
                ul.readings {
                    @for (place, other) in all.enumerate() {
                        li {
                            span.readings-label {
                                @if place == 0 { (visit.say("この数値", "This figure")) }
                                @else { (visit.say("別の数値", "Other figure")) }
                            }
                            " " strong { (other.amount(language)) }
                            @if place > 0 { p { (other.link(visit)) } }
                            p.fact-source { (other.origin(visit, None)) }
                        }
                    }
                }
            }))
        }
    }
}

/// The sum that a reckoned figure is, term by term.
fn sum(visit: &Visit, claim: &Claim) -> Markup {
    let language = visit.language();
    let caption = html! { span.visually-hidden { (visit.say("計算の項", "Terms of the sum")) } };
    let rows = html! {
        thead { tr {
            th scope="col" { span.visually-hidden { (visit.say("符号", "Sign")) } }
            th scope="col" { (visit.say("項", "Term")) }
            th.number scope="col" { (visit.say("値", "Value")) }
            th scope="col" { (visit.say("出典", "Source")) }
        } }
        tbody {
            @for (place, Term { sign, claim }) in claim.terms.iter().enumerate() {
                tr {
                    td.number { @if place > 0 || *sign == Sign::Minus { (sign.character()) } }
                    th scope="row" { (claim.link(visit)) }
                    td.number { (claim.amount(language)) }
                    td { (claim.origin(visit, None)) }
                }
            }
        }
        tfoot { tr {
            td.number { "=" }
            th scope="row" { (claim.card.label) }
            td.number { (claim.card.amount(language)) }
            td {}
        } }
    };
    html! {
        @if !claim.terms.is_empty() {
            (section("sum", visit.say("計算の内訳", "How it was calculated"), table::scrolling("t-sum", "table is-compact", caption, rows)))
        }
    }
}

fn derivations(visit: &Visit, claim: &Claim) -> Markup {
    html! {
        @if !claim.derivations.is_empty() {
            (section("derivations", visit.say("この数値から計算した値", "Calculated from this figure"),
                claim::table(visit, "t-derivations", &claim.derivations, None)))
        }
    }
}
