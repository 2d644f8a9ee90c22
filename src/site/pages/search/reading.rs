//! How the words of a search were read: shown, and each reading can be taken away.

use maud::{Markup, html};
use serde::Deserialize;

use crate::site::parts::named::Named;
use crate::site::parts::pager::first_page;
use crate::site::visit::Visit;

/// Words that are shown at once.
const SHOWN: usize = 4;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    named: Vec<Named>,
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

/// What each word was corrected to.
fn by_word(corrections: &[Correction]) -> Vec<(&str, Vec<&Correction>)> {
    let mut words: Vec<(&str, Vec<&Correction>)> = Vec::new();
    for correction in corrections {
        match words.iter_mut().find(|(word, _)| *word == correction.text) {
            Some((_, same)) => same.push(correction),
            None => words.push((&correction.text, vec![correction])),
        }
    }
    words
}

/// All that is to be told; nothing where the words were taken as they are.
pub fn reading(visit: &Visit, reading: &Reading) -> Markup {
    let parameters = first_page(&visit.address.parameters);
    let leaving_out = |id: &str| visit.address.asking(parameters.clone().with("without", id));
    let mut expansions: Vec<&Expansion> = reading.expansions.iter().collect();
    // A name that many entities bear is one reading of the word.
    expansions.dedup_by(|a, b| a.id == b.id);
    let left_out: Vec<&str> = parameters.all("without").collect();
    let chip = |Expansion { id, text, expansion, kind }: &Expansion| {
        html! {
            li {
                a.chip.is-expansion href=(leaving_out(id)) {
                    span.chip-kind { (kind.name(visit)) } " "
                    @if *kind == ExpansionKind::Name { (text) } @else { (expansion) }
                    span.visually-hidden { (visit.say("を除く", ": leave out")) }
                    span.chip-x aria-hidden="true" { "×" }
                }
            }
        }
    };
    let chip_of_left_out = |id: &str| {
        html! {
            li {
                a.chip.is-off href=(visit.address.asking(parameters.clone().toggled("without", id))) {
                    (id.split_once(':').map_or(id, |(_, text)| text))
                    span.visually-hidden { (visit.say("も使う", ": use again")) }
                    span.chip-x aria-hidden="true" { "＋" }
                }
            }
        }
    };
    let said = !(reading.named.is_empty()
        && reading.filters.is_empty()
        && expansions.is_empty()
        && reading.corrections.is_empty()
        && reading.not_found.is_empty()
        && reading.ignored.is_empty()
        && left_out.is_empty());
    html! {
        @if said {
            section.reading aria-label=(visit.say("検索語の解釈", "How the words were read")) {
                @for (text, corrections) in by_word(&reading.corrections) {
                    @let instead = corrections.iter().map(|found| visit.say(format!("「{}」", found.expansion), format!("“{}”", found.expansion)));
                    @let instead = instead.collect::<Vec<_>>().join(visit.say("", ", "));
                    @let as_typed = corrections.iter().fold(parameters.clone(), |all, found| all.with("without", &found.id));
                    p.reading-line {
                        (visit.say(format!("「{text}」の代わりに{instead}を探しました。"), format!("Searched for {instead} instead of “{text}”. ")))
                        a href=(visit.address.asking(as_typed)) { (visit.say("入力のまま探す", "Search as typed")) }
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
                @if !reading.named.is_empty() {
                    p.reading-label { (visit.say("この名前の頁", "Pages of that name")) }
                    ul.values.is-inline {
                        @for named in &reading.named {
                            li { (named.link(visit)) " " span.kind { (named.kind.name(visit.language())) } }
                        }
                    }
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
                        @for expansion in expansions.iter().take(SHOWN) { (chip(expansion)) }
                        @for id in left_out { (chip_of_left_out(id)) }
                        @if expansions.len() > SHOWN {
                            li {
                                details.reading-more {
                                    @let rest = expansions.len() - SHOWN;
                                    summary { (visit.say(format!("ほか{rest}語"), format!("{rest} more"))) }
                                    ul.chips { @for expansion in &expansions[SHOWN..] { (chip(expansion)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
