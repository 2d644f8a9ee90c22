//! Words over the years: in how many events each was found.

mod reading;

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use reading::{Reading, Tier};

use crate::site::Result;
use crate::site::address::{Address, Parameters};
use crate::site::charts::lines::{self, Frame, Line};
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::date::{fiscal_year, fiscal_years};
use crate::site::parts::form;
use crate::site::parts::header::section;
use crate::site::parts::number::{count, number};
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("words");
static YEARS: Operation = operation!("words_years");

/// Fields of the form to begin with.
const FIELDS: usize = 3;

/// What is often compared; the first is shown where nothing is asked for.
const EXAMPLES: [(&[&str], &[&str]); 4] = [
    (&["スタートアップ", "水素", "半導体"], &["startup", "hydrogen", "semiconductor"]),
    (&["姉妹都市", "日本語教育", "学生"], &["sister city", "Japanese language", "students"]),
    (&["州知事", "市長", "議員"], &["governor", "mayor", "legislator"]),
    (
        &["人材 OR 雇用", "投資", "サプライチェーン"],
        &["workforce OR jobs", "investment", "\"supply chain\""],
    ),
];

#[derive(Deserialize)]
struct Data {
    search: Search,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Search {
    total_count: u64,
    timeline: Vec<Bucket>,
    edges: Vec<Edge>,
    reading: Reading,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bucket {
    fiscal_year: i32,
    count: u64,
}

#[derive(Deserialize)]
struct Edge {
    tier: Tier,
}

#[derive(Deserialize)]
struct YearsData {
    coverage: Coverage,
}

#[derive(Deserialize)]
struct Coverage {
    years: Vec<Year>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Year {
    fiscal_year: i32,
    described: u64,
}

/// A term, and where it was found.
pub struct Term {
    text: String,
    search: Search,
}

/// What the lines stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    /// Events that have the term.
    Count,
    /// Their share of all events that are described of the year, in per cent.
    Share,
}

impl Term {
    /// Events of a year that have the term; `None` where no event of it is described
    /// at all, so that nobody can tell.
    fn found(&self, year: &Year) -> Option<u64> {
        let bucket =
            self.search.timeline.iter().find(|bucket| bucket.fiscal_year == year.fiscal_year);
        (year.described > 0).then(|| bucket.map_or(0, |bucket| bucket.count))
    }

    /// Its events, of one year or of all.
    fn events(&self, visit: &Visit, year: Option<i32>) -> Address {
        let asked = Parameters::default().with("query", &self.text);
        let asked = year.into_iter().fold(asked, |asked, year| asked.with("fiscalYears", year));
        visit.to_asking("/search", asked)
    }
}

impl Measure {
    fn asked(visit: &Visit) -> Self {
        match visit.asked("measure") {
            Some("share") => Self::Share,
            _ => Self::Count,
        }
    }

    fn value(self, found: u64, year: &Year) -> f64 {
        match self {
            Self::Count => found as f64,
            Self::Share => found as f64 * 100.0 / year.described as f64,
        }
    }

    fn text(self, found: u64, year: &Year) -> String {
        match self {
            Self::Count => count(found),
            Self::Share => format!("{}%", number(self.value(found, year).round())),
        }
    }
}

pub fn page(visit: &Visit) -> Result {
    let mut asked: Vec<&str> = Vec::new();
    for term in visit.address.parameters.all("query").map(str::trim) {
        if !asked.contains(&term) {
            asked.push(term);
        }
    }
    let too_many = asked.len() > lines::MOST;
    asked.truncate(lines::MOST);
    let shown = if asked.is_empty() { visit.say(EXAMPLES[0].0, EXAMPLES[0].1) } else { &asked };

    let YearsData { coverage: Coverage { years } } = visit.ask(&YEARS, json!({}))?;
    let mut terms = Vec::with_capacity(shown.len());
    for &text in shown {
        let Data { search } = visit.ask(&OPERATION, json!({ "query": text }))?;
        terms.push(Term { text: text.to_owned(), search });
    }
    let title = visit.say("ことばの推移", "Words over time");
    let body = html! {
        header.page-header {
            h1 { (title) }
            p.lead { (visit.say(
                "ことばが見つかった事業の数を、年度を追って比べます。数を押すと、その事業が開きます。",
                "Compare in how many events words were found, year by year. Choose a count to open its events.",
            )) }
        }
        (form(visit, &asked))
        div.stack {
            (examples(visit))
            @if too_many {
                div.notice.is-warning role="note" { p { (visit.say(
                    format!("一度に比べられることばは{}つまでです。初めの{}つを表示しています。", lines::MOST, lines::MOST),
                    format!("Up to {} terms can be compared at a time; these are the first {}.", lines::MOST, lines::MOST),
                )) } }
            }
            @if asked.is_empty() {
                p.hint { (visit.say("例として、次のことばの推移を表示しています。", "To begin with, this is an example.")) }
            }
            (measures(visit))
            (chart(visit, &years, &terms))
            (notes(visit, &years))
        }
        (section("reading", visit.say("ことばの読み方", "How the terms were read"), html! {
            p.section-note { (visit.say(
                "検索と同じ読み方で数えています。訳語や同じ意味の語も併せて探します。",
                "Counted as the search counts: translations and words of the same meaning are looked for, too.",
            )) }
            dl.facts { @for term in &terms { (reading::reading(visit, shown, term)) } }
        }))
    };
    Ok(Page { title: title.to_owned(), layout: Layout::Plain, body })
}

fn form(visit: &Visit, asked: &[&str]) -> Markup {
    let fields = (asked.len() + 1).clamp(FIELDS, lines::MOST);
    let hint = visit.say(
        "一つの欄に一つのことばを入れます。「」や引用符で囲むとそのままの形で探し、AND、OR、NOTも使えます。",
        "One term in each field. Quotation marks look for the words as they stand; AND, OR and NOT can be used.",
    );
    html! {
        form.controls action=(visit.to("/words")) method="get" {
            @for place in 0..fields {
                @let id = format!("term-{}", place + 1);
                div.field {
                    label for=(id) { (visit.say("ことば", "Term")) " " (place + 1) }
                    input id=(id) type="search" name="query" value=[asked.get(place)] maxlength="1000"
                        autocomplete="off" autocapitalize="none" spellcheck="false"
                        aria-describedby="terms-hint";
                }
            }
            (form::hidden(&visit.address.parameters.clone().only(&["measure"])))
            button.button type="submit" { (visit.say("推移を見る", "Show")) }
        }
        p.hint #terms-hint { (hint) }
    }
}

fn examples(visit: &Visit) -> Markup {
    let to = |terms: &[&str]| {
        let asked = visit.address.parameters.clone().only(&["measure"]);
        visit.address.asking(terms.iter().fold(asked, |asked, term| asked.with("query", term)))
    };
    html! {
        p.examples {
            (visit.say("例: ", "For example: "))
            @for (ja, en) in EXAMPLES {
                @let terms = visit.say(ja, en);
                a href=(to(terms)) { (terms.join(visit.say("・", ", "))) } " "
            }
        }
    }
}

/// Counts or shares, each as a link.
fn measures(visit: &Visit) -> Markup {
    let parameters = visit.address.parameters.clone().without("measure");
    let measure = Measure::asked(visit);
    let views = [
        (Measure::Count, parameters.clone(), visit.say("事業の数", "Number of events")),
        (
            Measure::Share,
            parameters.with("measure", "share"),
            visit.say("年度の事業に占める割合", "Share of the year’s events"),
        ),
    ];
    html! {
        div.toolbar {
            nav.views aria-label=(visit.say("表示", "View")) {
                ul {
                    @for (own, parameters, name) in views {
                        li { a href=(visit.address.asking(parameters)) aria-current=[(own == measure).then_some("page")] { (name) } }
                    }
                }
            }
        }
    }
}

fn chart(visit: &Visit, years: &[Year], terms: &[Term]) -> Markup {
    let measure = Measure::asked(visit);
    let values = |term: &Term| {
        years.iter().map(|year| Some(measure.value(term.found(year)?, year))).collect()
    };
    let lines: Vec<Line> =
        terms.iter().map(|term| Line { name: term.text.clone(), values: values(term) }).collect();
    let places: Vec<String> = years.iter().map(|year| year.fiscal_year.to_string()).collect();
    let heading = match measure {
        Measure::Count => {
            visit.say("ことばが見つかった事業の数", "Events in which the term was found")
        }
        Measure::Share => visit.say(
            "資料に載る事業のうち、ことばが見つかったものの割合",
            "Share of the events described in which the term was found",
        ),
    };
    let frame = Frame {
        id: "c-words",
        heading: html! { (heading) },
        description: describe(visit, years, terms, measure),
        places: &places,
        unit: if measure == Measure::Share { "%" } else { "" },
        rows: rows(visit, years, terms, measure),
    };
    lines::lines(visit, frame, &lines)
}

/// The highest value of each term, in words.
fn describe(visit: &Visit, years: &[Year], terms: &[Term], measure: Measure) -> String {
    let highest = |term: &Term| {
        let found = years.iter().filter_map(|year| Some((year, term.found(year)?)));
        let (year, found) =
            found.max_by(|(a, x), (b, y)| measure.value(*x, a).total_cmp(&measure.value(*y, b)))?;
        let (text, when) =
            (measure.text(found, year), fiscal_year(visit.language(), year.fiscal_year));
        Some(visit.say(
            format!(
                "「{}」は{when}が最も多く{text}{}",
                term.text,
                if measure == Measure::Count { "件" } else { "" }
            ),
            format!("“{}” is highest in {when} with {text}", term.text),
        ))
    };
    let told: Vec<String> = terms.iter().filter_map(highest).collect();
    told.join(visit.say("、", "; ")) + visit.say("。", ".")
}

fn rows(visit: &Visit, years: &[Year], terms: &[Term], measure: Measure) -> Markup {
    let language = visit.language();
    let outside = || {
        html! {
            td.missing.number {
                span aria-hidden="true" { "–" }
                span.visually-hidden { (visit.say("資料に載る事業なし", "no event described")) }
            }
        }
    };
    html! {
        thead { tr {
            th scope="col" { (visit.say("ことば", "Term")) }
            @for year in years { th.number scope="col" { (fiscal_year(language, year.fiscal_year)) } }
            th.number scope="col" { (visit.say("事業の数", "Events")) }
        } }
        tbody {
            @for term in terms {
                tr {
                    th scope="row" { (term.text) }
                    @for year in years {
                        @match term.found(year) {
                            None => (outside()),
                            Some(0) => td.number { (measure.text(0, year)) },
                            Some(found) => td.number {
                                a href=(term.events(visit, Some(year.fiscal_year))) {
                                    span.visually-hidden { (term.text) " " (fiscal_year(language, year.fiscal_year)) " " }
                                    (measure.text(found, year))
                                }
                            },
                        }
                    }
                    td.number {
                        @match term.search.total_count {
                            0 => "0",
                            total => a href=(term.events(visit, None)) { (count(total)) },
                        }
                    }
                }
            }
        }
        tfoot { tr {
            th scope="row" { (visit.say("資料に載る事業", "Events described")) }
            @for year in years {
                @match year.described {
                    0 => (outside()),
                    described => td.number {
                        a href=(visit.to_asking("/search", Parameters::default().with("fiscalYears", year.fiscal_year))) { (count(described)) }
                    },
                }
            }
            td.number {
                a href=(visit.to("/search")) { (count(years.iter().map(|year| year.described).sum())) }
            }
        } }
    }
}

/// What must be known to read the lines.
fn notes(visit: &Visit, years: &[Year]) -> Markup {
    let (language, measure) = (visit.language(), Measure::asked(visit));
    let shares = visit.address.asking(visit.address.parameters.clone().set("measure", "share"));
    let (described, gaps): (Vec<&Year>, Vec<&Year>) =
        years.iter().partition(|year| year.described > 0);
    let each: Vec<String> = described
        .iter()
        .map(|year| {
            let (when, number) = (fiscal_year(language, year.fiscal_year), count(year.described));
            visit.say(format!("{when}{number}件"), format!("{when}: {number}"))
        })
        .collect();
    let each = each.join(visit.say("、", ", "));
    let gaps =
        fiscal_years(language, &gaps.iter().map(|year| year.fiscal_year).collect::<Vec<_>>());
    html! {
        div.notice role="note" {
            p {
                (visit.say(
                    format!("資料に載る事業の数は、年度によって大きく異なります（{each}）。"),
                    format!("The documents describe very different numbers of events from year to year ({each}). "),
                ))
                @match measure {
                    Measure::Count => {
                        (visit.say("件数の増減には、資料の詳しさの違いが含まれます。", "So counts rise and fall with how much is described. "))
                        a href=(shares) { (visit.say("割合で見る", "See the shares")) }
                    }
                    Measure::Share => (visit.say(
                        "事業の少ない年度の割合は、1件の違いで大きく動きます。",
                        "Where few events are described, one event more or less moves the share a lot.",
                    )),
                }
            }
            @if !gaps.is_empty() {
                p { (visit.say(
                    format!("{gaps}は、資料に載る事業がないため線を切っています。0件という意味ではありません。"),
                    format!("The lines break in {gaps}: no event of these years is described. That does not mean there was none."),
                )) }
            }
        }
    }
}
