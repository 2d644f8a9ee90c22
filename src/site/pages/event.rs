//! An event: its facts with how each is known, what it is tied to, and what is
//! remarked upon.

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::attendance::{Attendance, Precision};
use crate::site::parts::basis::{Basis, reason};
use crate::site::parts::date::{DateSpan, fiscal_year_in_full, spans};
use crate::site::parts::event::{EventCard, Format};
use crate::site::parts::finding::{self, Finding};
use crate::site::parts::header::{breadcrumbs, counted, page_header, section};
use crate::site::parts::named::{Kind, Label, link, links};
use crate::site::parts::number::number;
use crate::site::parts::participation::Participation;
use crate::site::parts::source::{Source, citations};
use crate::site::visit::Visit;
use crate::site::{Failure, Result};

static OPERATION: Operation = operation!("event");

#[derive(Deserialize)]
struct Data {
    event: Option<Event>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    slug: String,
    title: String,
    ja_title: String,
    en_title: String,
    title_basis: Basis,
    #[serde(rename = "abstract")]
    summary: String,
    overview: Vec<String>,
    effects: Vec<String>,
    captions: Vec<String>,
    fiscal_year: i32,
    dates: Vec<DateSpan>,
    date_text: Option<String>,
    venue: Option<String>,
    city: Option<String>,
    states: Vec<Label>,
    format: Format,
    consulate: Label,
    consulate_basis: Basis,
    audience: Vec<String>,
    attendance: Option<AttendanceAsPrinted>,
    bases: Vec<FieldBasis>,
    action_plans: Vec<Label>,
    partners: Vec<Participation>,
    people: Vec<Person>,
    priorities: Vec<PriorityLink>,
    themes: Vec<Label>,
    series: Vec<Label>,
    partnerships: Vec<Label>,
    survey: Vec<SurveyFigure>,
    findings: Vec<Finding>,
    claims: Vec<Claim>,
    sources: Vec<Source>,
    related: Vec<Related>,
}

#[derive(Deserialize)]
struct AttendanceAsPrinted {
    #[serde(flatten)]
    attendance: Attendance,
    text: String,
}

#[derive(Deserialize)]
struct FieldBasis {
    field: String,
    basis: Basis,
    reason: Option<String>,
}

#[derive(Deserialize)]
struct Person {
    name: String,
    role: String,
    presence: Presence,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Presence {
    Host,
    Speaker,
    Attendee,
    Represented,
    VideoMessage,
    WrittenMessage,
    Mentioned,
}

#[derive(Deserialize)]
struct PriorityLink {
    basis: Basis,
    reason: Option<String>,
    priority: Label,
}

#[derive(Deserialize)]
struct SurveyFigure {
    question: String,
    value: f64,
    unit: SurveyUnit,
    scale: Option<u32>,
    precision: Precision,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum SurveyUnit {
    Percent,
    Score,
}

#[derive(Deserialize)]
struct Claim {
    slug: String,
    label: String,
    text: String,
}

#[derive(Deserialize)]
struct Related {
    reason: String,
    event: EventCard,
}

pub fn page(visit: &Visit, slug: &str) -> Result {
    let Data { event } = visit.ask(&OPERATION, json!({ "slug": slug }))?;
    let event = event.ok_or(Failure::NotFound)?;
    let list = visit.say("事業", "Events").to_owned();
    let citation = |source: &Source| source.citation(visit, &event.title);
    let citing: Vec<String> = event.sources.iter().map(citation).collect();
    let body = html! {
        (breadcrumbs(visit, &[("/search", list)], &event.title))
        (page_header(Kind::Event.name(visit.language()), &event.title, html! {
            p.subtitle lang=(visit.language().other().tag()) { (visit.say(&event.en_title, &event.ja_title)) }
            @if event.title_basis != Basis::Stated { p { (event.title_basis.badge(visit)) } }
            (remarks(visit, &event, &["title"]))
        }))
        div.with-aside {
            div.stack {
                (told(visit, &event))
                (section("facts", visit.say("事実と根拠", "Facts and how they are known"), facts(visit, &event)))
                (ties(visit, &event))
                (survey(visit, &event))
                (figures(visit, &event))
            }
            aside.stack {
                (general_remarks(visit, &event))
                (related(visit, &event))
                (citations(visit, &citing))
            }
        }
    };
    Ok(Page { title: event.title, layout: Layout::Plain, body })
}

/// What it was: our own words, and the document's where it has been imported.
fn told(visit: &Visit, event: &Event) -> Markup {
    let Event { summary, overview, effects, captions, .. } = event;
    html! {
        @if !summary.is_empty() { div.prose { p { (summary) } } }
        @if !overview.is_empty() {
            (section("overview", visit.say("概要（原資料の文言）", "Overview, as the document words it"), wording(visit, event, overview)))
        }
        @if !effects.is_empty() {
            (section("effects", visit.say("効果（原資料の文言）", "Effects, as the document words them"), wording(visit, event, effects)))
        }
        @if !captions.is_empty() {
            (section("captions", visit.say("写真説明など", "Captions"), html! {
                ul lang="ja" { @for caption in captions { li { (caption) } } }
            }))
        }
    }
}

fn wording(visit: &Visit, event: &Event, paragraphs: &[String]) -> Markup {
    html! {
        blockquote.quote {
            @for paragraph in paragraphs { p lang="ja" { (paragraph) } }
            @if let Some(source) = event.sources.first() { footer { (source.link(visit)) } }
        }
    }
}

/// One row of facts: a value, how it is known, and what is remarked upon it.
fn fact(visit: &Visit, event: &Event, name: &str, fields: &[&str], value: Markup) -> Markup {
    let bases = event.bases.iter().filter(|basis| fields.contains(&basis.field.as_str()));
    html! {
        div.fact {
            dt { (name) }
            dd {
                (value)
                @for basis in bases {
                    p { (basis.basis.badge(visit)) }
                    (reason(visit, basis.reason.as_deref()))
                }
                (remarks(visit, event, fields))
            }
        }
    }
}

fn facts(visit: &Visit, event: &Event) -> Markup {
    let language = visit.language();
    let row = |name: (&'static str, &'static str), fields: &[&str], value: Markup| {
        fact(visit, event, visit.say(name.0, name.1), fields, value)
    };
    html! {
        dl.facts {
            (row(("年度", "Fiscal year"), &["fiscalYear"], html! {
                p { (fiscal_year_in_full(language, event.fiscal_year)) }
                @if !event.action_plans.is_empty() {
                    p { (visit.say("有効だった計画: ", "Plan in force: ")) (links(visit, Kind::ActionPlan, &event.action_plans)) }
                }
            }))
            @if !event.dates.is_empty() || event.date_text.is_some() {
                (row(("日程", "Dates"), &["dates", "dateText"], html! {
                    @if !event.dates.is_empty() { p { (spans(language, &event.dates)) } }
                    @if let Some(text) = &event.date_text { p.reason lang="ja" { (visit.say("原資料: ", "As printed: ")) (text) } }
                }))
            }
            (row(("在外公館", "Post"), &["consulate"], html! {
                p {
                    (event.consulate.link(visit, Kind::Consulate))
                    @if event.consulate_basis != Basis::Stated { " " (event.consulate_basis.badge(visit)) }
                }
            }))
            @if !event.states.is_empty() {
                (row(("州", "States"), &["states"], html! { p { (links(visit, Kind::State, &event.states)) } }))
            }
            @if event.venue.is_some() || event.city.is_some() {
                (row(("会場", "Venue"), &["venue", "city"], html! {
                    @for place in [&event.venue, &event.city].into_iter().flatten() { p lang="ja" { (place) } }
                }))
            }
            (row(("実施形態", "Format"), &["format"], html! { p { (event.format.name(language)) } }))
            @if let Some(AttendanceAsPrinted { attendance, text }) = &event.attendance {
                (row(("参加規模", "Attendance"), &["attendance"], html! {
                    p { (attendance.text(language)) }
                    p.reason lang="ja" { (visit.say("原資料: ", "As printed: ")) (text) }
                }))
            }
            @if !event.audience.is_empty() {
                (row(("訴求対象", "Audience"), &["audience"], html! {
                    ul.values.is-inline lang="ja" { @for group in &event.audience { li { (group) } } }
                }))
            }
        }
    }
}

/// Findings about some of the fields.
fn remarks(visit: &Visit, event: &Event, fields: &[&str]) -> Markup {
    html! { @for finding in finding::about(&event.findings, fields) { (finding.aside(visit)) } }
}

/// Findings that stand beside no fact: those about the text, or about the whole.
fn general_remarks(visit: &Visit, event: &Event) -> Markup {
    const BESIDE: [&str; 11] = [
        "title",
        "fiscalYear",
        "dates",
        "dateText",
        "consulate",
        "states",
        "venue",
        "city",
        "format",
        "attendance",
        "audience",
    ];
    let others: Vec<&Finding> = event
        .findings
        .iter()
        .filter(|finding| finding.field.as_deref().is_none_or(|field| !BESIDE.contains(&field)))
        .collect();
    html! {
        @if !others.is_empty() {
            (section("findings", visit.say("所見", "Findings"), html! { @for finding in others { (finding.aside(visit)) } }))
        }
    }
}

/// What it is linked to, and why.
fn ties(visit: &Visit, event: &Event) -> Markup {
    html! {
        @if !event.partners.is_empty() {
            (section("partners", counted(visit.say("関わった団体", "Partners"), event.partners.len() as u64), html! {
                ul.values {
                    @for partner in &event.partners {
                        li {
                            (partner.organisation.link(visit, Kind::Organisation)) " "
                            (partner.badges(visit))
                            (partner.why(visit))
                        }
                    }
                }
            }))
        }
        @if !event.people.is_empty() {
            (section("people", visit.say("登壇者・関係者", "Speakers and officials"), html! {
                ul.values {
                    @for person in &event.people {
                        li { (person.name) "（" (person.role) "） " span.badge { (person.presence.name(visit)) } }
                    }
                }
            }))
        }
        @if !event.priorities.is_empty() {
            (section("priorities", visit.say("重点分野", "Priorities"), html! {
                ul.values {
                    @for tie in &event.priorities {
                        li {
                            (tie.priority.link(visit, Kind::Priority)) " " (tie.basis.badge(visit))
                            (reason(visit, tie.reason.as_deref()))
                        }
                    }
                }
            }))
        }
        @if !event.themes.is_empty() || !event.series.is_empty() || !event.partnerships.is_empty() {
            (section("themes", visit.say("主題とつながり", "Themes and ties"), html! {
                dl.facts {
                    @for (kind, labels) in [(Kind::Theme, &event.themes), (Kind::Series, &event.series), (Kind::Partnership, &event.partnerships)] {
                        @if !labels.is_empty() {
                            div.fact { dt { (kind.plural(visit.language())) } dd { p { (links(visit, kind, labels)) } } }
                        }
                    }
                }
            }))
        }
    }
}

fn survey(visit: &Visit, event: &Event) -> Markup {
    let value = |figure: &SurveyFigure| {
        let unit = match (figure.unit, figure.scale) {
            (SurveyUnit::Percent, _) => "%".to_owned(),
            (SurveyUnit::Score, Some(scale)) => {
                visit.say(format!("／{scale}点"), format!(" of {scale}"))
            }
            (SurveyUnit::Score, None) => visit.say("点", " points").to_owned(),
        };
        figure.precision.qualify(visit.language(), number(figure.value) + &unit)
    };
    html! {
        @if !event.survey.is_empty() {
            (section("survey", visit.say("アンケート", "Survey"), html! {
                dl.stats { @for figure in &event.survey { div.stat { dt { (figure.question) } dd { (value(figure)) } } } }
            }))
        }
    }
}

fn figures(visit: &Visit, event: &Event) -> Markup {
    html! {
        @if !event.claims.is_empty() {
            (section("figures", visit.say("この事業の頁が載せる数値", "Figures that its sheet publishes"), html! {
                ul.values {
                    @for claim in &event.claims {
                        li { (link(visit, Kind::Claim, &claim.slug, &claim.label)) " " span lang="ja" { (claim.text) } }
                    }
                }
            }))
        }
    }
}

fn related(visit: &Visit, event: &Event) -> Markup {
    html! {
        @if !event.related.is_empty() {
            (section("related", visit.say("似た事業", "Similar events"), html! {
                ul.related {
                    @for related in &event.related {
                        li {
                            (related.event.title_link(visit))
                            (related.event.meta(visit))
                            p.reason { (related.reason) }
                        }
                    }
                }
            }))
        }
        p.more {
            a href=(visit.to(format!("/documents/{}", event.sources.first().map_or("", |source| source.document.slug.as_str())))) {
                (visit.say("同じ資料の事業を見る", "Events of the same document"))
            }
            " " code { (event.slug) }
        }
    }
}

impl Presence {
    fn name(self, visit: &Visit) -> &'static str {
        match self {
            Self::Host => visit.say("主催", "host"),
            Self::Speaker => visit.say("登壇", "speaker"),
            Self::Attendee => visit.say("出席", "attended"),
            Self::Represented => visit.say("代理出席", "represented"),
            Self::VideoMessage => visit.say("ビデオメッセージ", "video message"),
            Self::WrittenMessage => visit.say("書面メッセージ", "written message"),
            Self::Mentioned => visit.say("言及", "mentioned"),
        }
    }
}
