//! How the words of a search were read: shown, and each reading can be taken away.

use maud::{Markup, html};
use serde::Deserialize;

use crate::site::parts::pager::first_page;
use crate::site::visit::Visit;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    filters: Vec<Fact>,
    expansions: Vec<Expansion>,
    corrections: Vec<Correction>,
    not_found: Vec<NotFound>,
    pub relaxed: Vec<Relaxed>,
    ignored: Vec<String>,
}

#[derive(Deserialize)]
struct Fact {
    id: String,
    text: String,
    kind: FactKind,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum FactKind {
    Attendance,
    Date,
    FiscalYear,
    Format,
    Place,
}

#[derive(Deserialize)]
struct Expansion {
    id: String,
    text: String,
    expansion: String,
    kind: ExpansionKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum ExpansionKind {
    Correction,
    Name,
    Reading,
    Synonym,
    Translation,
}

#[derive(Deserialize)]
struct Correction {
    id: String,
    text: String,
    expansion: String,
}

#[derive(Deserialize)]
struct NotFound {
    text: String,
    near: Vec<String>,
}

/// What leaving out a term would bring.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Relaxed {
    pub without: String,
    pub total_count: u64,
}

impl FactKind {
    fn name(self, visit: &Visit) -> &'static str {
        match self {
            Self::Attendance => visit.say("規模", "size"),
            Self::Date => visit.say("日付", "date"),
            Self::FiscalYear => visit.say("年度", "year"),
            Self::Format => visit.say("形態", "format"),
            Self::Place => visit.say("場所", "place"),
        }
    }
}

impl ExpansionKind {
    fn name(self, visit: &Visit) -> &'static str {
        match self {
            Self::Correction => visit.say("訂正", "spelling"),
            Self::Name => visit.say("名称", "name"),
            Self::Reading => visit.say("読み", "form"),
            Self::Synonym => visit.say("同義", "same meaning"),
            Self::Translation => visit.say("翻訳", "translation"),
        }
    }
}

/// All that is to be told; nothing where the words were taken as they are.
pub fn reading(visit: &Visit, reading: &Reading) -> Markup {
    let parameters = first_page(&visit.address.parameters);
    let leaving_out = |id: &str| visit.address.asking(parameters.clone().with("without", id));
    let mut expansions: Vec<&Expansion> = reading.expansions.iter().collect();
    // A name that many entities bear is one reading of the word.
    expansions.dedup_by(|a, b| a.id == b.id);
    let left_out: Vec<&str> = parameters.all("without").collect();
    let said = !(reading.filters.is_empty()
        && expansions.is_empty()
        && reading.corrections.is_empty()
        && reading.not_found.is_empty()
        && reading.ignored.is_empty()
        && left_out.is_empty());
    html! {
        @if said {
            section.reading aria-label=(visit.say("検索語の解釈", "How the words were read")) {
                @for Correction { id, text, expansion } in &reading.corrections {
                    p.reading-line {
                        (visit.say(format!("「{text}」の代わりに「{expansion}」を探しました。"), format!("Searched for “{expansion}” instead of “{text}”. ")))
                        a href=(leaving_out(id)) { (visit.say("入力のまま探す", "Search as typed")) }
                    }
                }
                @for NotFound { text, near } in &reading.not_found {
                    p.reading-line {
                        (visit.say(format!("「{text}」はどこにもありません。"), format!("“{text}” is nowhere in the corpus. ")))
                        @if !near.is_empty() {
                            (visit.say("近い語: ", "Close to it: "))
                            @for word in near {
                                a href=(visit.address.asking(parameters.clone().set("query", visit.asked("query").unwrap_or_default().replacen(text, word, 1)))) { (word) } " "
                            }
                        }
                    }
                }
                @if !reading.ignored.is_empty() {
                    p.reading-line { (visit.say("使わなかった部分: ", "Not used: ")) (reading.ignored.join(visit.say("、", ", "))) }
                }
                @if !reading.filters.is_empty() {
                    p.reading-label { (visit.say("条件として読んだ語", "Read as conditions")) }
                    ul.chips {
                        @for Fact { id, text, kind } in &reading.filters {
                            li {
                                a.chip href=(leaving_out(id)) {
                                    span.chip-kind { (kind.name(visit)) } " " (text)
                                    span.visually-hidden { (visit.say("の条件を外す", ": search as a word")) }
                                    span.chip-x aria-hidden="true" { "×" }
                                }
                            }
                        }
                    }
                }
                @if !expansions.is_empty() || !left_out.is_empty() {
                    p.reading-label { (visit.say("併せて探した語", "Also searched for")) }
                    ul.chips {
                        @for Expansion { id, text, expansion, kind } in expansions {
                            li {
                                a.chip.is-expansion href=(leaving_out(id)) {
                                    span.chip-kind { (kind.name(visit)) } " "
                                    @if *kind == ExpansionKind::Name { (text) } @else { (expansion) }
                                    span.visually-hidden { (visit.say("を除く", ": leave out")) }
                                    span.chip-x aria-hidden="true" { "×" }
                                }
                            }
                        }
                        @for id in left_out {
                            li {
                                a.chip.is-off href=(visit.address.asking(parameters.clone().toggled("without", id))) {
                                    (id.split_once(':').map_or(id, |(_, text)| text))
                                    span.visually-hidden { (visit.say("も使う", ": use again")) }
                                    span.chip-x aria-hidden="true" { "＋" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
