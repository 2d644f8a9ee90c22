//! What the documents describe of each fiscal year, against what they claim.

use maud::{Markup, html};

use super::choices::Year;
use crate::site::address::Parameters;
use crate::site::parts::date::fiscal_year;
use crate::site::parts::header::section;
use crate::site::parts::named::{self, Kind};
use crate::site::parts::number::count;
use crate::site::parts::table;
use crate::site::visit::Visit;

pub fn years(visit: &Visit, years: &[Year]) -> Markup {
    let missing = || html! { td.missing { "—" } };
    let number = |number: Option<u64>| match number {
        Some(number) => html! { td.number { (count(number)) } },
        None => html! { td.missing.number { "—" } },
    };
    let rows = html! {
        thead { tr {
            th scope="col" { (visit.say("年度", "Fiscal year")) }
            th.number scope="col" { (visit.say("資料に載る事業", "Described")) }
            th.number scope="col" { (visit.say("公表された件数", "Announced")) }
            th.number scope="col" { (visit.say("載っていない件数", "Not described")) }
            th scope="col" { (visit.say("件数の根拠", "Figures it rests on")) }
            th scope="col" { (visit.say("この年度を報告する資料", "Documents that report")) }
        } }
        tbody {
            @for year in years.iter().rev() {
                tr {
                    th scope="row" { (fiscal_year(visit.language(), year.fiscal_year)) }
                    td.number {
                        @if year.described == 0 { "0" } @else {
                            @let asked = Parameters::default().with("fiscalYears", year.fiscal_year);
                            a href=(visit.to_asking("/search", asked)) { (count(year.described)) }
                        }
                    }
                    (number(year.claimed))
                    (number(year.undescribed()))
                    @if year.claims.is_empty() { (missing()) } @else {
                        td {
                            @for claim in &year.claims {
                                p {
                                    (named::link(visit, Kind::Claim, &claim.slug, &claim.label))
                                    (visit.say("：", ": ")) span lang="ja" { (claim.text) }
                                }
                            }
                        }
                    }
                    @if year.documents.is_empty() { (missing()) } @else {
                        td {
                            @for document in &year.documents {
                                p { (document.link(visit, Kind::Document)) }
                            }
                        }
                    }
                }
            }
        }
    };
    let caption = html! {
        span.visually-hidden { (visit.say("資料に載る事業の数と公表された件数", "Events described and announced")) }
    };
    section(
        "years",
        visit.say("年度ごとの資料の状況", "What is known of each fiscal year"),
        html! {
            p.section-note { (visit.say(
                "表の「不明」と「資料なし」は、この数字に基づきます。複数の年度をまとめた資料の事業は、資料が示す最後の年度に数えることがあります。",
                "“Unknown” and “no document” in the table follow from these figures. Events of a document on several years may be counted in its last year.",
            )) }
            (table::scrolling("t-years", "table is-compact", caption, rows))
        },
    )
}
