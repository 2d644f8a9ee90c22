//! What the table says as a whole, in a sentence or two.

use maud::{Markup, html};

use super::choices::{Scope, Year};
use super::question::{Axis, Question};
use crate::site::language::Language;
use crate::site::parts::date::fiscal_years;
use crate::site::parts::named;
use crate::site::parts::number::count;
use crate::site::visit::Visit;

pub fn summary(visit: &Visit, question: &Question, years: &[Year], total: u64) -> Markup {
    let language = visit.language();
    let asked = question.fiscal_years();
    let within: Vec<&Year> = years
        .iter()
        .filter(|year| asked.as_ref().is_none_or(|asked| asked.contains(&year.fiscal_year)))
        .collect();
    let mut about: Vec<String> = question.labels("states");
    about.extend(question.labels("consulates"));
    if about.is_empty() {
        about.push(visit.say("全米", "All of the United States").to_owned());
    }
    about.push(match &asked {
        Some(asked) => fiscal_years(language, asked),
        None => visit.say("全年度", "all years").to_owned(),
    });
    if !matches!(question.scope, Scope::All) {
        about.push(question.scope.name(visit));
    }
    let events = visit.to_asking("/search", question.conditions.clone());
    html! {
        div.notice role="note" {
            p.notice-title {
                (about.join(visit.say("・", ", ")))
                (visit.say(": 資料に載る事業は", ": "))
                a href=(events) { (visit.say(format!("{}件", count(total)), format!("{} events described", count(total)))) }
            }
            @for sentence in known(language, &within) { p { (sentence) } }
            (further(visit, question))
        }
    }
}

/// From a single state or post to its own pages, and back to all.
fn further(visit: &Visit, question: &Question) -> Markup {
    let single = |axis: Axis| {
        let mut values = question.conditions.all(axis.parameter());
        Some((axis, values.next()?)).filter(|_| values.next().is_none())
    };
    let found = single(Axis::State).or_else(|| single(Axis::Consulate));
    let parameters = visit.address.parameters.clone();
    html! {
        @if let Some((axis, value)) = found && let Some(kind) = axis.kind() {
            @let name = question.label(axis.parameter(), value);
            @let all = parameters.only(&["fiscalYears", "plan"]);
            ul.values.is-inline {
                li { (named::link(visit, kind, value, &visit.say(format!("{name}の頁"), format!("About {name}")))) }
                li { a href=(visit.to(format!("/briefings{}/{value}", kind.path()))) { (visit.say("概況資料", "Briefing")) } }
                li { a href=(visit.address.asking(match axis {
                    Axis::Consulate => all.with("rows", axis.code()),
                    _ => all,
                })) { (visit.say(format!("すべての{}と比べる", axis.name(visit.language())), format!("Compare with all {}", kind.plural(visit.language()).to_lowercase()))) } }
            }
        }
    }
}

/// What is known of the years that were asked for, one sentence for each way of
/// knowing it.
fn known(language: Language, years: &[&Year]) -> Vec<String> {
    let of = |wanted: fn(&Year) -> bool| -> Vec<&Year> {
        years.iter().copied().filter(|year| wanted(year)).collect()
    };
    let told = |years: &[&Year]| {
        fiscal_years(language, &years.iter().map(|year| year.fiscal_year).collect::<Vec<_>>())
    };
    let mut sentences = Vec::new();
    let counted = of(|year| year.is_in_corpus() && year.claimed.is_some());
    if !counted.is_empty() {
        let years = told(&counted);
        let claimed: u64 = counted.iter().filter_map(|year| year.claimed).sum();
        let undescribed: u64 = counted.iter().filter_map(|year| year.undescribed()).sum();
        let (claimed, rest) = (count(claimed), count(undescribed));
        sentences.push(match undescribed {
            0 => language.pick(
                format!("{years}は、公表された{claimed}件がすべて資料に載っています（全米）。"),
                format!("{years}: all {claimed} events that were announced are described (whole country)."),
            ),
            _ => language.pick(
                format!("{years}は、公表された{claimed}件のうち{rest}件が資料に載っていません（全米）。"),
                format!("{years}: of {claimed} events that were announced, {rest} are not described (whole country)."),
            ),
        });
    }
    let uncounted = of(|year| year.is_in_corpus() && year.claimed.is_none());
    if !uncounted.is_empty() {
        let years = told(&uncounted);
        sentences.push(language.pick(
            format!("{years}は、資料が全体の件数を示していません。"),
            format!("{years}: the documents do not say how many events there were."),
        ));
    }
    let outside = of(|year| !year.is_in_corpus());
    if !outside.is_empty() {
        let years = told(&outside);
        sentences.push(language.pick(
            format!("{years}は、事業を報告する資料を取り込んでいません。"),
            format!("{years}: no document reports on the events."),
        ));
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::parts::named::Label;

    fn year(fiscal_year: i32, described: u64, claimed: Option<u64>, reported: bool) -> Year {
        let document = Label { slug: "d".to_owned(), label: "資料".to_owned() };
        let documents = if reported { vec![document] } else { Vec::new() };
        Year { fiscal_year, described, claimed, claims: Vec::new(), documents }
    }

    #[test]
    fn each_way_of_knowing_has_a_sentence() {
        let years = [
            year(2019, 0, None, true),
            year(2020, 9, None, true),
            year(2021, 0, Some(109), false),
            year(2023, 4, Some(73), true),
            year(2024, 76, Some(104), true),
            year(2025, 0, None, false),
        ];
        let said = |years: &[Year]| known(Language::Ja, &years.iter().collect::<Vec<_>>());
        assert_eq!(
            said(&years),
            [
                "2023～2024年度は、公表された177件のうち97件が資料に載っていません（全米）。",
                "2019～2020年度は、資料が全体の件数を示していません。",
                "2021年度、2025年度は、事業を報告する資料を取り込んでいません。",
            ]
        );
        assert_eq!(
            said(&[year(2030, 5, Some(5), true)]),
            ["2030年度は、公表された5件がすべて資料に載っています（全米）。"]
        );
    }
}
