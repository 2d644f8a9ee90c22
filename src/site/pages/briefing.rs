//! A briefing: what there is to know of a state or a post, on a sheet to be printed.
//! Every statement bears the number of a note.

mod gaps;
mod precedents;
mod subject;

use std::collections::HashMap;

use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use gaps::Coverage;
use subject::Subject;

use crate::site::Result;
use crate::site::address::{Address, Parameters};
use crate::site::conditions;
use crate::site::layout::{Layout, Page};
use crate::site::parts::basis::Basis;
use crate::site::parts::claim::ClaimCard;
use crate::site::parts::date::{date, fiscal_year};
use crate::site::parts::event::EventCard;
use crate::site::parts::finding::Finding;
use crate::site::parts::footnotes::{Cited, Footnotes, Note, findings, sources};
use crate::site::parts::header::nothing;
use crate::site::parts::named::{Kind, Label, links};
use crate::site::parts::number::count;
use crate::site::parts::source::Source;
use crate::site::visit::Visit;

const OPERATION: &str = concat!(
    include_str!("../operations/briefing.graphql"),
    include_str!("../operations/event_card.graphql"),
    include_str!("../operations/figure.graphql"),
    include_str!("../operations/claim_card.graphql"),
    include_str!("../operations/named.graphql"),
    include_str!("../operations/finding_card.graphql")
);

/// Rows of each list. With these, every state and post of today fits on two pages
/// in both languages.
const EVENTS: usize = 8;
const PARTNERS: usize = 10;
const FIGURES: usize = 6;
const PARTNERSHIPS: usize = 5;

/// Partners named in the row of an event.
const PARTNERS_OF_EVENT: usize = 2;

/// Fields of findings that touch what a sheet tells, by where it does.
const ABOUT_TITLE: &[&str] = &["title", "fiscalYear", "states"];
const ABOUT_DATES: &[&str] = &["dates", "dateText"];
const ABOUT_POST: &[&str] = &["consulate"];
const ABOUT_ATTENDANCE: &[&str] = &["attendance"];
const ABOUT_PARTNERS: &[&str] = &["partners"];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    events: Connection<Event>,
    partnered: Nodes<Partnered>,
    coverage: Coverage,
    claims: Option<Connection<Figure>>,
    partnerships: Option<Connection<Partnership>>,
    action_plans: Nodes<Plan>,
    documents: Nodes<Cited>,
}

#[derive(Deserialize)]
struct Nodes<T> {
    nodes: Vec<T>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Connection<T> {
    total_count: u64,
    nodes: Vec<T>,
}

#[derive(Deserialize)]
struct Event {
    #[serde(flatten)]
    card: EventCard,
    bases: Vec<FieldBasis>,
    partners: Vec<Participation>,
    findings: Vec<Finding>,
}

/// An event as far as its partners go: of these, more are asked for than are shown.
#[derive(Deserialize)]
struct Partnered {
    slug: String,
    sources: Vec<Source>,
    partners: Vec<Participation>,
}

/// A field whose value is not stated.
#[derive(Deserialize)]
struct FieldBasis {
    field: String,
}

#[derive(Deserialize)]
struct Participation {
    basis: Basis,
    organisation: Label,
}

/// As the fragment `Figure` asks for it.
#[derive(Deserialize)]
struct Figure {
    #[serde(flatten)]
    card: ClaimCard,
    measure: String,
    rank: Option<u32>,
    note: Option<String>,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Partnership {
    #[serde(flatten)]
    label: Label,
    since: Option<String>,
    jp: JapaneseSide,
    us: AmericanSide,
    basis: Basis,
    sources: Vec<Source>,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct JapaneseSide {
    name: String,
    prefecture: String,
}

#[derive(Deserialize)]
struct AmericanSide {
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Plan {
    #[serde(flatten)]
    label: Label,
    fiscal_years: Vec<i32>,
    priorities: Vec<Priority>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Priority {
    #[serde(flatten)]
    label: Label,
    source: Source,
    crosswalk_from: Vec<Slug>,
}

#[derive(Deserialize)]
struct Slug {
    slug: String,
}

pub fn state(visit: &Visit, code: &str) -> Result {
    sheet(visit, &Subject::state(visit, code)?)
}

pub fn consulate(visit: &Visit, slug: &str) -> Result {
    sheet(visit, &Subject::consulate(visit, slug)?)
}

fn sheet(visit: &Visit, subject: &Subject) -> Result {
    let data: Data = visit.ask(
        OPERATION,
        json!({
            "events": conditions::filter(&subject.own()),
            "claims": { "states": subject.states },
            "partnerships": { "states": subject.states },
            // No states would mean all of them.
            "places": !subject.states.is_empty(),
            "rows": EVENTS,
        }),
    )?;
    let plans = &data.action_plans.nodes;
    let newest = gaps::newest(plans);
    let found = newest.map(|plan| precedents::find(visit, subject, plan)).transpose()?;

    let figures = figures_of(subject, &data);
    let partners = partners_of(&data.partnered.nodes);
    let mut notes = Footnotes::default();
    let own_page = format!("{}/{}", subject.kind.path(), subject.slug);
    let heading = visit.say(
        format!("{}における草の根事業", subject.name),
        format!("Grass-roots events: {}", subject.name),
    );
    // Notes are numbered as they are rendered: the order here is that of the paper.
    let body = html! {
        p.briefing-tools {
            button.button type="button" data-print hidden { (visit.say("印刷する", "Print")) }
            a href=(visit.to(own_page)) { (visit.say(format!("{}の頁へ", subject.name), format!("Page of {}", subject.name))) }
            a href=(visit.to("/briefings")) { (visit.say("ほかの概況資料", "Other briefings")) }
        }
        article.briefing {
            header.briefing-title {
                p.kind { (visit.say("概況資料", "Briefing")) }
                h1 { (heading) (notes.marks(visit, findings(visit, &subject.findings, &[]))) }
                p.briefing-date { (data_date(visit, &data.documents.nodes)) }
                (subject.charges(visit, &mut notes))
            }
            (stats(visit, subject, &data, &figures, partners.len(), &mut notes))
            (part(visit.say("主な事業", "Events"), events(visit, subject, &data.events, &mut notes)))
            (part(visit.say("関わった団体", "Partners"), partner_list(visit, subject, &partners, &mut notes)))
            (part(visit.say("公表された数値", "Published figures"), figure_table(visit, subject, &figures, &mut notes)))
            (part(visit.say("姉妹都市等", "Partnerships"), partnerships(visit, subject, data.partnerships.as_ref(), &mut notes)))
            (part(visit.say("重点分野の空白", "Priorities without events"),
                gaps::gaps(visit, &gaps::plans(plans, &data.coverage), &data.coverage, &mut notes)))
            @if let (Some(plan), Some(found)) = (newest, &found) {
                @let title = &plan.label.label;
                (part(&visit.say(format!("{title}の各分野に役立つ先例"), format!("Precedents for {title}")),
                    precedents::precedents(visit, subject, found, &mut notes)))
            }
            (part(visit.say("注", "Notes"), notes.list(visit, &data.documents.nodes)))
        }
    };
    Ok(Page { title: heading, layout: Layout::Sheet, body })
}

/// A part of the sheet under its heading; nothing where it is empty.
fn part(heading: &str, body: Markup) -> Markup {
    if body.0.is_empty() {
        return nothing();
    }
    html! { section.briefing-section { h2 { (heading) } (body) } }
}

/// Which documents it is made from: the sheet is as new as the newest of them.
fn data_date(visit: &Visit, documents: &[Cited]) -> String {
    let published = |document: &Cited| document.published.clone();
    let number = documents.len();
    let Some((first, last)) =
        documents.iter().map(published).min().zip(documents.iter().map(published).max())
    else {
        return visit.say("収録資料なし", "No documents").to_owned();
    };
    let [first, last] = [first, last].map(|day| date(visit.language(), &day));
    visit.say(
        format!("{last}公表の資料まで収録（{first}以降の{number}点）・草の根"),
        format!("As of the document of {last} ({number} documents since {first}) · Kusanone"),
    )
}

fn stats(
    visit: &Visit,
    subject: &Subject,
    data: &Data,
    figures: &[&Figure],
    partners: usize,
    notes: &mut Footnotes,
) -> Markup {
    let language = visit.language();
    let years = data.coverage.fiscal_years();
    let told: Vec<String> = years.iter().map(|&year| fiscal_year(language, year)).collect();
    let told = told.join(visit.say("、", ", "));
    // Numbers of several states are not added up: a post may answer for a part only.
    let of_state = (subject.kind == Kind::State).then_some(figures).unwrap_or_default();
    let newest = |measure: &str| {
        of_state
            .iter()
            .filter(|figure| figure.measure == measure)
            .max_by_key(|figure| &figure.card.as_of)
    };
    let partnerships = data.partnerships.as_ref().map_or(0, |found| found.total_count);
    html! {
        dl.stats {
            div.stat {
                dt { (visit.say("事業", "Events")) }
                dd { a href=(searching(visit, subject)) { (count(data.events.total_count)) } span.unit { (visit.say("件", "")) } }
            }
            @if !years.is_empty() {
                div.stat { dt { (visit.say("年度: ", "In ")) (told) } dd { (years.len()) span.unit { (visit.say("年度", " years")) } } }
            }
            div.stat { dt { (visit.say("関わった団体", "Partners")) } dd { (count(partners as u64)) } }
            div.stat { dt { (visit.say("姉妹都市等", "Partnerships")) } dd { (count(partnerships)) } }
            @for (measure, ja, en) in [("business-sites", "日本企業の拠点", "Japanese business sites"), ("jobs", "日本企業の雇用", "Jobs at Japanese companies")] {
                @if let Some(figure) = newest(measure) {
                    div.stat {
                        dt {
                            (visit.say(ja, en))
                            @if let Some(when) = figure.card.when(language) { (visit.say("（", " (")) (when) (visit.say("）", ")")) }
                        }
                        dd { (figure.card.amount(language)) (notes.marks(visit, figure.notes(visit))) }
                    }
                }
            }
        }
    }
}

/// All events of the subject.
fn searching(visit: &Visit, subject: &Subject) -> Address {
    visit.to_asking("/search", subject.own())
}

fn events(
    visit: &Visit,
    subject: &Subject,
    events: &Connection<Event>,
    notes: &mut Footnotes,
) -> Markup {
    if events.nodes.is_empty() {
        return html! { p { (visit.say(
            "収録した資料に、この地の事業は見当たらない。資料が内容を載せない事業はあり得る（「重点分野の空白」を参照）。",
            "The documents describe no event here. There may have been some that they leave out: see “Priorities without events”.",
        )) } };
    }
    let shown = events.nodes.iter().take(EVENTS);
    let rest = events.total_count.saturating_sub(EVENTS as u64);
    let is_post = subject.kind == Kind::Consulate;
    html! {
        table.table.is-compact {
            caption.visually-hidden { (visit.say("主な事業（新しい順）", "Events, newest first")) }
            thead { tr {
                th scope="col" { (visit.say("日付", "Date")) }
                th scope="col" { (visit.say("事業", "Event")) }
                th scope="col" { @if is_post { (visit.say("州", "State")) } @else { (visit.say("公館", "Post")) } }
                th.number scope="col" { (visit.say("参加規模", "Attendance")) }
                th scope="col" { (visit.say("関わった団体", "Partners")) }
            } }
            tbody { @for event in shown { (row(visit, event, is_post, notes)) } }
        }
        @if rest > 0 { (more(visit, rest, searching(visit, subject))) }
    }
}

fn row(visit: &Visit, event: &Event, is_post: bool, notes: &mut Footnotes) -> Markup {
    let Event { card, partners, .. } = event;
    let language = visit.language();
    html! {
        tr {
            td { (card.when(language)) (notes.marks(visit, event.notes(visit, ABOUT_DATES))) }
            th scope="row" {
                (card.title_link(visit))
                (notes.marks(visit, sources(&card.sources).chain(event.notes(visit, ABOUT_TITLE))))
            }
            td {
                @if is_post && card.states.len() > 3 { (visit.say(format!("{}州", card.states.len()), format!("{} states", card.states.len()))) }
                @else if is_post { (links(visit, Kind::State, &card.states)) }
                @else { (card.consulate.link(visit, Kind::Consulate)) (notes.marks(visit, event.notes(visit, ABOUT_POST))) }
            }
            td.number {
                @match &card.attendance {
                    Some(attendance) => { (attendance.text(language)) (notes.marks(visit, event.notes(visit, ABOUT_ATTENDANCE))) },
                    None => { "—" },
                }
            }
            td {
                @for (place, partner) in partners.iter().take(PARTNERS_OF_EVENT).enumerate() {
                    @if place > 0 { (visit.say("、", ", ")) }
                    (partner.organisation.link(visit, Kind::Organisation))
                }
                @if let Some(rest @ 1..) = partners.len().checked_sub(PARTNERS_OF_EVENT) {
                    (visit.say(format!("、ほか{rest}"), format!(", {rest} more")))
                }
                (notes.marks(visit, event.notes(visit, ABOUT_PARTNERS)))
            }
        }
    }
}

impl Event {
    /// What a reader must know about some of its fields.
    fn notes<'a>(
        &'a self,
        visit: &'a Visit,
        fields: &'a [&'a str],
    ) -> impl Iterator<Item = Note> + 'a {
        let is_inferred = self.bases.iter().any(|basis| fields.contains(&basis.field.as_str()))
            || (fields == ABOUT_PARTNERS
                && self.partners.iter().any(|it| it.basis != Basis::Stated));
        is_inferred.then(|| inferred(visit)).into_iter().chain(findings(
            visit,
            &self.findings,
            fields,
        ))
    }
}

/// One note for all that is not stated: the pages of the events say why, each.
fn inferred(visit: &Visit) -> Note {
    Note::Remark(
        visit
            .say(
                "資料に明記がなく、推定又は判断による。理由は事業等の各頁に示す。",
                "Not stated by the documents but concluded or judged; the page of the event or partnership says why.",
            )
            .to_owned(),
    )
}

/// How many are not on the sheet, and where they are; on paper, the address alone
/// tells it.
fn more(visit: &Visit, rest: u64, address: Address) -> Markup {
    let (rest, written) = (count(rest), address.to_string());
    html! {
        p.briefing-date {
            (visit.say(format!("ほか{rest}件は "), format!("{rest} more at ")))
            a href=(address) { (written) }
        }
    }
}

/// A partner with its events, newest first.
struct Partner<'a> {
    organisation: &'a Label,
    events: Vec<&'a Partnered>,
    is_stated: bool,
}

/// Partners by the number of their events; then as they come.
fn partners_of(events: &[Partnered]) -> Vec<Partner<'_>> {
    let mut partners: Vec<Partner> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for event in events {
        for Participation { organisation, basis } in &event.partners {
            let place = *places.entry(&organisation.slug).or_insert_with(|| {
                partners.push(Partner { organisation, events: Vec::new(), is_stated: true });
                partners.len() - 1
            });
            let partner = &mut partners[place];
            partner.is_stated &= *basis == Basis::Stated;
            // A partner may have several roles in one event.
            if partner.events.last().is_none_or(|last| last.slug != event.slug) {
                partner.events.push(event);
            }
        }
    }
    partners.sort_by_key(|partner| std::cmp::Reverse(partner.events.len()));
    partners
}

fn partner_list(
    visit: &Visit,
    subject: &Subject,
    partners: &[Partner],
    notes: &mut Footnotes,
) -> Markup {
    if partners.is_empty() {
        return nothing();
    }
    let rest = partners.len().saturating_sub(PARTNERS) as u64;
    let asked = subject.own();
    html! {
        ul.values.is-inline {
            @for Partner { organisation, events, is_stated } in partners.iter().take(PARTNERS) {
                @let number = events.len();
                li {
                    (organisation.link(visit, Kind::Organisation)) " "
                    a href=(visit.to_asking("/search", asked.clone().with("organisations", &organisation.slug))) {
                        (visit.say(format!("{number}件"), format!("({number})")))
                    }
                    @let told = events.iter().flat_map(|event| sources(&event.sources));
                    (notes.marks(visit, told.chain((!is_stated).then(|| inferred(visit)))))
                }
            }
        }
        @if rest > 0 { (more(visit, rest, visit.to_asking("/search", asked.with("facet", "organisations")))) }
    }
}

/// Figures about the place and those about the post itself: what every state has
/// first, the others by their names.
fn figures_of<'a>(subject: &'a Subject, data: &'a Data) -> Vec<&'a Figure> {
    let of_states = data.claims.iter().flat_map(|claims| &claims.nodes);
    let mut figures: Vec<&Figure> = subject.figures.iter().chain(of_states).collect();
    figures.sort_by_key(|figure| match figure.measure.as_str() {
        "business-sites" => 0,
        "jobs" => 1,
        _ => 2,
    });
    figures
}

fn figure_table(
    visit: &Visit,
    subject: &Subject,
    figures: &[&Figure],
    notes: &mut Footnotes,
) -> Markup {
    if figures.is_empty() {
        return nothing();
    }
    let language = visit.language();
    let rest = figures.len().saturating_sub(FIGURES) as u64;
    let states = subject
        .states
        .iter()
        .fold(Parameters::default(), |asked, state| asked.with("states", state));
    html! {
        table.table.is-compact {
            caption.visually-hidden { (visit.say("公表された数値", "Published figures")) }
            thead { tr {
                th scope="col" { (visit.say("内容", "Figure")) }
                th scope="col" { (visit.say("値", "Value")) }
                th scope="col" { (visit.say("時点", "As of")) }
            } }
            tbody {
                @for figure in figures.iter().take(FIGURES) {
                    tr {
                        th scope="row" { (figure.card.link(visit)) }
                        td {
                            (figure.card.amount(language))
                            @if let Some(rank) = figure.rank { (visit.say(format!("（第{rank}位）"), format!(" (no. {rank})"))) }
                            (notes.marks(visit, figure.notes(visit)))
                            @if let Some(note) = &figure.note { " " (note) }
                        }
                        td { (figure.card.when(language).unwrap_or_else(|| visit.say("記載なし", "not told").to_owned())) }
                    }
                }
            }
        }
        @if rest > 0 { (more(visit, rest, visit.to_asking(Kind::Claim.path(), states))) }
    }
}

impl Figure {
    /// Where it is published, or how it was reckoned; and what is remarked upon it.
    fn notes<'a>(&'a self, visit: &'a Visit) -> impl Iterator<Item = Note> + 'a {
        let origin = match &self.card.source {
            Some(source) => Note::Source(source.clone()),
            None => Note::Remark(visit.say(
                format!("公表された値から計算した値（{}）。", self.card.text),
                format!("Reckoned from published figures ({}).", self.card.text),
            )),
        };
        std::iter::once(origin).chain(self.findings.iter().map(|finding| finding.note(visit)))
    }
}

fn partnerships(
    visit: &Visit,
    subject: &Subject,
    partnerships: Option<&Connection<Partnership>>,
    notes: &mut Footnotes,
) -> Markup {
    let Some(Connection { total_count, nodes }) = partnerships.filter(|it| it.total_count > 0)
    else {
        return nothing();
    };
    let rest = total_count.saturating_sub(PARTNERSHIPS as u64);
    let states = subject
        .states
        .iter()
        .fold(Parameters::default(), |asked, state| asked.with("states", state));
    let language = visit.language();
    html! {
        table.table.is-compact {
            caption.visually-hidden { (visit.say("姉妹都市等", "Partnerships")) }
            thead { tr {
                th scope="col" { (visit.say("提携", "Partnership")) }
                th scope="col" { (visit.say("米国側", "In the United States")) }
                th scope="col" { (visit.say("日本側", "In Japan")) }
                th scope="col" { (visit.say("締結", "Since")) }
            } }
            tbody {
                @for Partnership { label, since, jp, us, basis, sources: told, findings } in nodes.iter().take(PARTNERSHIPS) {
                    tr {
                        th scope="row" {
                            (label.link(visit, Kind::Partnership))
                            @let remarks = findings.iter().map(|finding| finding.note(visit));
                            @let basis = (*basis != Basis::Stated).then(|| inferred(visit));
                            (notes.marks(visit, sources(told).chain(basis).chain(remarks)))
                        }
                        td { (us.name) }
                        td { (jp.name) (visit.say("（", " (")) (jp.prefecture) (visit.say("）", ")")) }
                        td { @match since { Some(since) => { (date(language, since)) }, None => { "—" } } }
                    }
                }
            }
        }
        @if rest > 0 { (more(visit, rest, visit.to_asking(Kind::Partnership.path(), states))) }
    }
}
