//! A published figure as one of many, and what figures are counted in.

use maud::{Markup, html};
use serde::Deserialize;

use super::attendance::Precision;
use super::date::{date, fiscal_year};
use super::named::{Kind, Named, link};
use super::number::number;
use super::source::Source;
use super::table;
use crate::site::address::Parameters;
use crate::site::language::Language;
use crate::site::visit::Visit;

/// As the fragment `ClaimCard` asks for it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimCard {
    pub slug: String,
    pub label: String,
    pub value: f64,
    pub unit: String,
    pub precision: Precision,
    pub text: String,
    pub fiscal_year: Option<i32>,
    pub as_of: Option<String>,
    /// Only where it was asked for.
    pub subject: Option<Named>,
    pub source: Option<Source>,
}

impl ClaimCard {
    pub fn link(&self, visit: &Visit) -> Markup {
        link(visit, Kind::Claim, &self.slug, &self.label)
    }

    /// `約25万名` as `約250,000名`.
    pub fn amount(&self, language: Language) -> String {
        self.precision.qualify(language, measured(language, self.value, &self.unit))
    }

    /// The fiscal year or the date that it is of.
    pub fn when(&self, language: Language) -> Option<String> {
        match (self.fiscal_year, &self.as_of) {
            (Some(year), _) => Some(fiscal_year(language, year)),
            (None, Some(day)) => Some(date(language, day)),
            (None, None) => None,
        }
    }

    /// Where it is published, or that it was reckoned. On the page of a document its
    /// name goes without saying.
    pub fn origin(&self, visit: &Visit, on_page_of: Option<&str>) -> Markup {
        html! {
            @match &self.source {
                Some(source) if on_page_of == Some(&source.document.slug) => (source.place_link(visit)),
                Some(source) => (source.link(visit)),
                None => span.badge { (visit.say("計算した値", "calculated")) },
            }
        }
    }

    /// As the document prints it; of a reckoned one, the sum.
    pub fn printed(&self) -> Markup {
        let language = self.source.as_ref().map(|_| Language::Ja.tag());
        html! { span lang=[language] { (self.text) } }
    }
}

/// A value in its unit: `1,200名`, `1,200 people`.
fn measured(language: Language, value: f64, unit: &str) -> String {
    let n = number(value);
    match unit {
        "rank" => language.pick(format!("第{n}位"), format!("no. {n}")),
        "percent" => format!("{n}%"),
        unit => match UNITS.iter().find(|(code, ..)| *code == unit) {
            Some((_, ja, en)) => language.pick(format!("{n}{ja}"), format!("{n} {en}")),
            None => format!("{n} {unit}"),
        },
    }
}

/// Units by their codes.
const UNITS: [(&str, &str, &str); 14] = [
    ("persons", "名", "people"),
    ("jobs", "人", "jobs"),
    ("sites", "拠点", "sites"),
    ("projects", "件", "projects"),
    ("USD", "ドル", "US dollars"),
    ("JPY", "円", "yen"),
    ("states", "州", "states"),
    ("years", "年", "years"),
    ("meetings", "回", "meetings"),
    ("companies", "社", "companies"),
    ("hubs", "か所", "hubs"),
    ("times", "倍", "times"),
    ("tonnes", "トン", "tonnes"),
    ("pairs", "組", "pairs"),
];

/// What is counted by more than one figure, by its code: these can be chosen from.
pub const MEASURES: [(&str, &str, &str); 14] = [
    ("projects", "実施件数", "Projects"),
    ("cumulative-projects", "累計の実施件数", "Projects so far"),
    ("participants", "参加者数", "Participants"),
    ("cumulative-participants", "累計の参加者数", "Participants so far"),
    ("attendance", "事業の参加規模", "Attendance of an event"),
    ("host-event-attendance", "会場となった催しの来場者数", "Attendance of the host event"),
    ("budget", "予算", "Budget"),
    ("business-sites", "日系企業の拠点数", "Japanese business sites"),
    ("jobs", "日系企業の雇用者数", "Jobs at Japanese companies"),
    ("direct-investment", "直接投資残高", "Direct investment"),
    ("states-reached", "実施した州の数", "States reached"),
    ("sister-cities", "姉妹都市の数", "Sister cities"),
    ("city-rank-in-state", "州の中での都市の順位", "Rank of a city in its state"),
    ("retail-return-rate", "小売の返品率", "Share of retail returns"),
];

/// What a measure is called; none where it is that of a single figure, whose name
/// says it.
pub fn measure_name(language: Language, code: &str) -> Option<&'static str> {
    let (_, ja, en) = MEASURES.iter().find(|(known, ..)| *known == code)?;
    Some(language.pick(*ja, *en))
}

/// A table of figures, on the page of a document or elsewhere.
pub fn table(visit: &Visit, id: &str, claims: &[ClaimCard], on_page_of: Option<&str>) -> Markup {
    let language = visit.language();
    let is_calculated = claims.iter().all(|claim| claim.source.is_none());
    let has_subjects = claims.iter().any(|claim| claim.subject.is_some());
    // Of a document it goes without saying; so does no place in it.
    let is_elsewhere = |source: &Source| {
        source.ordinal.is_some()
            || source.page.is_some()
            || on_page_of != Some(&source.document.slug)
    };
    let has_places = claims.iter().any(|claim| claim.source.as_ref().is_none_or(is_elsewhere));
    let rows = html! {
        thead { tr {
            th scope="col" { (visit.say("内容", "Figure")) }
            th.number scope="col" { (visit.say("値", "Value")) }
            th scope="col" {
                @if is_calculated { (visit.say("式", "Sum")) }
                @else { (visit.say("原資料の表記", "As printed")) }
            }
            @if has_subjects { th scope="col" { (visit.say("対象", "About")) } }
            th scope="col" { (visit.say("年度・時点", "Year or date")) }
            @if has_places {
                th scope="col" {
                    @if on_page_of.is_some() { (visit.say("箇所", "Place")) }
                    @else { (visit.say("出典", "Source")) }
                }
            }
        } }
        tbody {
            @for claim in claims {
                tr {
                    th scope="row" { (claim.link(visit)) }
                    td.number { (claim.amount(language)) }
                    td { (claim.printed()) }
                    @if has_subjects {
                        @match &claim.subject {
                            Some(subject) => td { (subject.link(visit)) },
                            None => td.missing { "—" },
                        }
                    }
                    @match claim.when(language) {
                        Some(when) => td { (when) },
                        None => td.missing { "—" },
                    }
                    @if has_places { td { (claim.origin(visit, on_page_of)) } }
                }
            }
        }
    };
    let caption = html! { span.visually-hidden { (visit.say("公表値の一覧", "Figures")) } };
    table::scrolling(id, "table", caption, rows)
}

/// The way to all figures with some value, `number` of them; nothing where all are
/// shown already.
pub fn more(visit: &Visit, parameter: &str, value: &str, shown: usize, number: u64) -> Markup {
    let all = visit.to_asking(Kind::Claim.path(), Parameters::default().with(parameter, value));
    html! {
        @if number > shown as u64 {
            p.more { a href=(all) { (visit.say(format!("{number}件をすべて見る"), format!("See all {number}"))) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stands_in_its_unit() {
        let told = [
            (881_224.0, "persons", "881,224名", "881,224 people"),
            (4.0, "rank", "第4位", "no. 4"),
            (6.1, "percent", "6.1%", "6.1%"),
            (3.0, "bushels", "3 bushels", "3 bushels"),
        ];
        for (value, unit, ja, en) in told {
            assert_eq!(measured(Language::Ja, value, unit), ja);
            assert_eq!(measured(Language::En, value, unit), en);
        }
    }
}
