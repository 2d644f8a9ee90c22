//! How a term was read, told in a few lines.

use maud::{Markup, html};
use serde::Deserialize;

use super::Term;
use crate::site::visit::Visit;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    filters: Vec<Fact>,
    expansions: Vec<Expansion>,
    corrections: Vec<Correction>,
    not_found: Vec<NotFound>,
    ignored: Vec<String>,
}

#[derive(Deserialize)]
struct Fact {
    text: String,
}

#[derive(Deserialize)]
struct Expansion {
    expansion: String,
    kind: String,
}

#[derive(Deserialize)]
struct Correction {
    text: String,
    expansion: String,
}

#[derive(Deserialize)]
struct NotFound {
    text: String,
    near: Vec<String>,
}

/// How close a hit is to the words.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Tier {
    /// Some term was not found in it.
    Partial,
    #[serde(other)]
    Whole,
}

/// Further words that are told of one term.
const SHOWN: usize = 8;

pub fn reading(visit: &Visit, asked: &[&str], term: &Term) -> Markup {
    let Reading { filters, expansions, corrections, not_found, ignored } = &term.search.reading;
    let comma = visit.say("、", ", ");
    // Names lead to entities, not to words.
    let mut also: Vec<&str> = expansions
        .iter()
        .filter(|expansion| expansion.kind != "NAME")
        .map(|expansion| expansion.expansion.as_str())
        .collect();
    also.dedup();
    let rest = also.len().saturating_sub(SHOWN);
    let is_partial = term.search.edges.iter().any(|edge| edge.tier == Tier::Partial);
    html! {
        div.fact {
            dt { (term.text) }
            dd {
                @for (text, expansion, more) in by_text(corrections) {
                    @let more = match more {
                        0 => String::new(),
                        more => visit.say(format!("など{}語", more + 1), format!(" and {more} more")),
                    };
                    p { (visit.say(
                        format!("「{text}」は見つからないため、「{expansion}」{more}を探しました。"),
                        format!("“{text}” was not found; “{expansion}”{more} was looked for instead."),
                    )) }
                }
                @for NotFound { text, near } in not_found {
                    p {
                        (visit.say(format!("「{text}」はどこにもありません。"), format!("“{text}” is nowhere in the corpus. ")))
                        @if !near.is_empty() {
                            (visit.say("近い語: ", "Close to it: "))
                            @for (place, word) in near.iter().enumerate() {
                                @if place > 0 { (comma) }
                                (instead(visit, asked, term, &term.text.replacen(text, word, 1), word))
                            }
                        }
                    }
                }
                @if !filters.is_empty() {
                    @let texts: Vec<&str> = filters.iter().map(|filter| filter.text.as_str()).collect();
                    p { (visit.say(
                        format!("「{}」は、語ではなく条件として読みました。", texts.join("」「")),
                        format!("“{}” was read as a condition, not as a word.", texts.join("”, “")),
                    )) }
                }
                @if !ignored.is_empty() {
                    p { (visit.say("使わなかった部分: ", "Not used: ")) (ignored.join(comma)) }
                }
                @if is_partial {
                    p {
                        (visit.say(
                            "語の一部だけに当たる事業も数えています。",
                            "Events that have only some of the words are counted, too. ",
                        ))
                        @let strict = term.text.split_whitespace().collect::<Vec<_>>().join(" AND ");
                        @if strict != term.text {
                            (instead(visit, asked, term, &strict, visit.say("すべての語に当たるものだけを数える", "Count those that have all of them")))
                        }
                    }
                }
                @if !also.is_empty() {
                    p {
                        (visit.say("併せて探した語: ", "Also looked for: "))
                        (also[..also.len() - rest].join(comma))
                        @if rest > 0 { (visit.say(format!("ほか{rest}語"), format!(" and {rest} more"))) }
                    }
                }
                p { a href=(term.events(visit, None)) { (visit.say("この読み方を検索で確かめる・変える", "See and change this in the search")) } }
            }
        }
    }
}

/// Each word that was corrected, the first correction, and how many more there are.
fn by_text(corrections: &[Correction]) -> Vec<(&str, &str, usize)> {
    let mut texts: Vec<(&str, &str, usize)> = Vec::new();
    for Correction { text, expansion } in corrections {
        match texts.iter_mut().find(|(known, ..)| known == text) {
            Some((.., more)) => *more += 1,
            None => texts.push((text, expansion, 0)),
        }
    }
    texts
}

/// A link to the same page with another term in the place of this one.
fn instead(visit: &Visit, asked: &[&str], term: &Term, other: &str, text: &str) -> Markup {
    let terms = asked.iter().map(|asked| if *asked == term.text { other } else { asked });
    let kept = visit.address.parameters.clone().without("query");
    let parameters = terms.fold(kept, |parameters, term| parameters.with("query", term));
    html! { a href=(visit.address.asking(parameters)) { (text) } }
}
