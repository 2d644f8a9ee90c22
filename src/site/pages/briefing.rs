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
use crate::site::address::Address;
use crate::site::conditions;
use crate::site::language::Language;
use crate::site::layout::{Layout, Page};
use crate::site::operation::{Operation, operation};
use crate::site::parts::attendance::{Attendance, Unit};
use crate::site::parts::basis::Basis;
use crate::site::parts::claim::ClaimCard;
use crate::site::parts::connection::Nodes;
use crate::site::parts::date::{date, fiscal_years};
use crate::site::parts::event::EventCard;
use crate::site::parts::finding::Finding;
use crate::site::parts::footnotes::{Cited, Footnotes, Note, findings, sources};
use crate::site::parts::header::nothing;
use crate::site::parts::named::{Kind, Label, Named, link, links};
use crate::site::parts::number::{count, number};
use crate::site::parts::source::Source;
use crate::site::visit::Visit;

static OPERATION: Operation = operation!("briefing");

/// Rows of each list, so many that the sheets of almost all states and posts keep to two
/// pages.
const EVENTS: usize = 6;
const PARTNERS: usize = 6;
const FIGURES: usize = 5;
const PARTNERSHIPS: usize = 5;

/// States of an event that are named in its row; of more, the number is told.
const FEW: usize = 3;

/// Partners named in the row of an event.
const PARTNERS_OF_EVENT: usize = 2;

/// What is counted of every state, with short names.
const KEY_MEASURES: [(&str, &str, &str); 2] = [
    ("business-sites", "日本企業の拠点", "Japanese business sites"),
    ("jobs", "日本企業の雇用", "Jobs at Japanese companies"),
];

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
#[serde(rename_all = "camelCase")]
struct Connection<T> {
    total_count: u64,
    nodes: Vec<T>,
}

#[derive(Deserialize)]
struct Event {
    #[serde(flatten)]
    card: EventCard,
    post: Post,
    bases: Vec<FieldBasis>,
    partners: Vec<Participation>,
    findings: Vec<Finding>,
}

/// A post, as ministries name it for short: by its city.
#[derive(Deserialize)]
struct Post {
    kind: PostKind,
    city: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum PostKind {
    Embassy,
    ConsulateGeneral,
    ConsularOffice,
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
    basis: Basis,
    sources: Vec<Source>,
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct JapaneseSide {
    prefecture: String,
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
        &OPERATION,
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
        format!("{}の草の根事業", subject.name),
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
            (notes.list(visit, &data.documents.nodes))
        }
    };
    Ok(Page { title: heading, layout: Layout::Sheet, body })
}

/// A part of the sheet under its heading; nothing where it is empty. Tables have labels
/// and no captions: a caption that is not seen parts a heading from its table on paper.
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
    let years = fiscal_years(language, &data.coverage.fiscal_years());
    let partnerships = data.partnerships.as_ref().map_or(0, |found| found.total_count);
    html! {
        dl.stats {
            div.stat {
                dt { (visit.say("事業", "Events")) @if !years.is_empty() { (visit.say("（", " (")) (years) (visit.say("）", ")")) } }
                dd { a href=(searching(visit, subject)) { (count(data.events.total_count)) } }
            }
            div.stat { dt { (visit.say("関わった団体", "Partners")) } dd { (count(partners as u64)) } }
            div.stat { dt { (visit.say("姉妹都市等", "Partnerships")) } dd { (count(partnerships)) } }
            @for (name, figure) in key_figures(visit, subject, figures) {
                div.stat {
                    dt {
                        (name) (notes.marks(visit, figure.notes(visit)))
                        @let told: Vec<String> = figure.card.when(language).into_iter().chain(figure.rank(visit)).collect();
                        @if !told.is_empty() { (visit.say("（", " (")) (told.join(visit.say("、", ", "))) (visit.say("）", ")")) }
                    }
                    dd { (figure.card.precision.qualify(language, number(figure.card.value))) }
                }
            }
        }
    }
}

/// The newest figures that every state has, with their short names. Those of several
/// states are not added up: a post may answer for a part of one only.
fn key_figures<'a>(
    visit: &Visit,
    subject: &Subject,
    figures: &[&'a Figure],
) -> Vec<(&'static str, &'a Figure)> {
    let of_state = if subject.kind == Kind::State { figures } else { &[] };
    let newest = |(measure, ja, en): (&str, &'static str, &'static str)| {
        let measured = of_state.iter().filter(|figure| figure.measure == measure);
        let figure = measured.max_by_key(|figure| &figure.card.as_of)?;
        Some((visit.say(ja, en), *figure))
    };
    KEY_MEASURES.into_iter().filter_map(newest).collect()
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
        table.table.is-compact aria-label=(visit.say("主な事業（新しい順）", "Events, newest first")) {
            thead { tr {
                th scope="col" { @if is_post { (visit.say("日付、州", "Date, state")) } @else { (visit.say("日付、公館", "Date, post")) } }
                th scope="col" { (visit.say("事業", "Event")) }
                th.number scope="col" { (visit.say("参加規模", "People")) }
                th scope="col" { (visit.say("関わった団体", "Partners")) }
            } }
            tbody { @for event in shown { (row(visit, event, is_post, notes)) } }
        }
        @if rest > 0 { (more(visit, rest, "件", searching(visit, subject))) }
    }
}

fn row(visit: &Visit, event: &Event, is_post: bool, notes: &mut Footnotes) -> Markup {
    let Event { card, partners, .. } = event;
    html! {
        tr {
            td {
                (dates(visit, card)) (notes.marks(visit, event.notes(visit, ABOUT_DATES)))
                br;
                @if is_post && card.states.len() > FEW { (visit.say(format!("{}州", card.states.len()), format!("{} states", card.states.len()))) }
                @else if is_post { (links(visit, Kind::State, &card.states)) }
                @else { (link(visit, Kind::Consulate, &card.consulate.slug, event.post.name(visit))) (notes.marks(visit, event.notes(visit, ABOUT_POST))) }
            }
            th scope="row" {
                (card.title_link(visit))
                (notes.marks(visit, sources(&card.sources).chain(event.notes(visit, ABOUT_TITLE))))
            }
            td.number {
                @match &card.attendance {
                    Some(attendance) => { (scale(visit, attendance)) (notes.marks(visit, event.notes(visit, ABOUT_ATTENDANCE))) },
                    None => { "—" },
                }
            }
            td {
                @if partners.is_empty() { "—" }
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

/// When it took place; a single day is not broken over lines.
fn dates(visit: &Visit, card: &EventCard) -> Markup {
    let when = card.when(visit.language());
    match card.dates.as_slice() {
        [day] if day.start == day.end => html! { time datetime=(day.start) { (when) } },
        _ => html! { (when) },
    }
}

/// How many came, without the unit where English has it in the heading.
fn scale(visit: &Visit, attendance: &Attendance) -> String {
    match (visit.language(), attendance.unit) {
        (Language::En, Unit::Persons) => {
            attendance.precision.qualify(Language::En, count(attendance.count))
        }
        (language, _) => attendance.text(language),
    }
}

impl Post {
    fn name(&self, visit: &Visit) -> &str {
        match self.kind {
            PostKind::Embassy => visit.say("大使館", "Embassy"),
            PostKind::ConsulateGeneral | PostKind::ConsularOffice => &self.city,
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
                "資料に明記がなく、推定又は判断による。理由は事業、公館等の各頁に示す。",
                "Not stated by the documents but concluded or judged; the page of the event, post or partnership says why.",
            )
            .to_owned(),
    )
}

/// How many are not on the sheet, `unit` being what Japanese counts them by, and where
/// they are: on paper, the address alone tells it.
fn more(visit: &Visit, rest: u64, unit: &str, address: Address) -> Markup {
    let (rest, written) = (count(rest), address.to_string());
    html! {
        p.briefing-date {
            (visit.say(format!("ほか{rest}{unit}は "), format!("{rest} more at ")))
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
                    a.count href=(visit.to_asking("/search", asked.clone().with("organisations", &organisation.slug))) {
                        (visit.say(format!("{number}件"), format!("({number})")))
                    }
                    @let told = events.iter().flat_map(|event| sources(&event.sources));
                    (notes.marks(visit, told.chain((!is_stated).then(|| inferred(visit)))))
                }
            }
        }
        @if rest > 0 { (more(visit, rest, "団体", visit.to_asking("/search", asked.with("facet", "organisations")))) }
    }
}

/// Figures about the place, and those about the post itself.
fn figures_of<'a>(subject: &'a Subject, data: &'a Data) -> Vec<&'a Figure> {
    let of_states = data.claims.iter().flat_map(|claims| &claims.nodes);
    subject.figures.iter().chain(of_states).collect()
}

/// Figures that do not stand at the head of the sheet: of a post, those that every
/// state has as one table, a row a state.
fn figure_table(
    visit: &Visit,
    subject: &Subject,
    figures: &[&Figure],
    notes: &mut Footnotes,
) -> Markup {
    let is_key = |figure: &Figure| KEY_MEASURES.iter().any(|(key, ..)| *key == figure.measure);
    let (keys, others): (Vec<&Figure>, Vec<&Figure>) =
        figures.iter().copied().partition(|figure| is_key(figure));
    let rest = others.len().saturating_sub(FIGURES) as u64;
    let language = visit.language();
    html! {
        @if subject.kind == Kind::Consulate { (by_state(visit, &keys, notes)) }
        @if !others.is_empty() {
            table.table.is-compact aria-label=(visit.say("公表された数値", "Published figures")) {
                tbody {
                    @for figure in others.iter().take(FIGURES) {
                        tr {
                            th scope="row" { (figure.card.link(visit)) }
                            td {
                                (figure.card.amount(language))
                                @let told: Vec<String> = figure.rank(visit).into_iter().chain(figure.card.when(language)).collect();
                                @if !told.is_empty() { (visit.say("（", " (")) (told.join(visit.say("、", ", "))) (visit.say("）", ")")) }
                                (notes.marks(visit, figure.notes(visit)))
                            }
                        }
                    }
                }
            }
        }
        @if rest > 0 { (more(visit, rest, "件", visit.to_asking(Kind::Claim.path(), subject.every("states")))) }
    }
}

fn by_state(visit: &Visit, figures: &[&Figure], notes: &mut Footnotes) -> Markup {
    let language = visit.language();
    let mut rows: Vec<(&Named, [Option<&Figure>; KEY_MEASURES.len()])> = Vec::new();
    for figure in figures {
        let Some(state) = &figure.card.subject else { continue };
        let Some(column) = KEY_MEASURES.iter().position(|(key, ..)| *key == figure.measure) else {
            continue;
        };
        let row =
            rows.iter().position(|(known, _)| known.slug == state.slug).unwrap_or_else(|| {
                rows.push((state, [None; KEY_MEASURES.len()]));
                rows.len() - 1
            });
        let cell = &mut rows[row].1[column];
        if cell.is_none_or(|known| known.card.as_of < figure.card.as_of) {
            *cell = Some(figure);
        }
    }
    html! {
        @if !rows.is_empty() {
            table.table.is-compact aria-label=(visit.say("州ごとの数値", "Figures by state")) {
                thead { tr {
                    th scope="col" { (visit.say("州（全域）", "State (as a whole)")) }
                    @for (_, ja, en) in KEY_MEASURES { th scope="col" { (visit.say(ja, en)) } }
                } }
                tbody {
                    @for (state, cells) in rows {
                        tr {
                            th scope="row" { (state.link(visit)) }
                            @for figure in cells {
                                td {
                                    @match figure {
                                        Some(figure) => {
                                            (figure.card.amount(language))
                                            @let told: Vec<String> = figure.card.when(language).into_iter().chain(figure.rank(visit)).collect();
                                            (visit.say("（", " (")) (told.join(visit.say("、", ", "))) (visit.say("）", ")"))
                                            (notes.marks(visit, figure.notes(visit)))
                                        },
                                        None => { "—" },
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Figure {
    /// Its place among others, where one is printed.
    fn rank(&self, visit: &Visit) -> Option<String> {
        self.rank.map(|rank| visit.say(format!("第{rank}位"), format!("no. {rank}")))
    }

    /// Where it is published, or how it was reckoned; what the source adds to it, and
    /// what is remarked upon it.
    fn notes<'a>(&'a self, visit: &'a Visit) -> impl Iterator<Item = Note> + 'a {
        let origin = match &self.card.source {
            Some(source) => Note::Source(source.clone()),
            None => Note::Remark(visit.say(
                format!("公表された値から計算した値（{}）。", self.card.text),
                format!("Reckoned from published figures ({}).", self.card.text),
            )),
        };
        std::iter::once(origin)
            .chain(self.note.clone().map(Note::Remark))
            .chain(self.findings.iter().map(|finding| finding.note(visit)))
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
    let language = visit.language();
    html! {
        ul.values.is-inline {
            @for Partnership { label, since, jp, basis, sources: told, findings } in nodes.iter().take(PARTNERSHIPS) {
                li {
                    (label.link(visit, Kind::Partnership))
                    @let since = since.as_ref().map(|since| date(language, since));
                    @let told_of: Vec<String> = [jp.prefecture.clone()].into_iter().chain(since).collect();
                    (visit.say("（", " (")) (told_of.join(visit.say("、", ", "))) (visit.say("）", ")"))
                    @let remarks = findings.iter().map(|finding| finding.note(visit));
                    @let basis = (*basis != Basis::Stated).then(|| inferred(visit));
                    (notes.marks(visit, sources(told).chain(basis).chain(remarks)))
                }
            }
        }
        @if rest > 0 { (more(visit, rest, "件", visit.to_asking(Kind::Partnership.path(), subject.every("states")))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners_stand_by_the_number_of_their_events() {
        let partner = |slug: &str, basis: &str| json!({ "basis": basis, "organisation": { "slug": slug, "name": slug } });
        let event = |slug: &str, partners: &[serde_json::Value]| json!({ "slug": slug, "sources": [], "partners": partners });
        let events: Vec<Partnered> = serde_json::from_value(json!([
            event("new", &[partner("city", "STATED"), partner("university", "STATED")]),
            // Twice, as host and as speaker.
            event("old", &[partner("university", "INFERRED"), partner("university", "STATED")]),
        ]))
        .unwrap();
        let told: Vec<(&str, usize, bool)> = partners_of(&events)
            .iter()
            .map(|it| (it.organisation.slug.as_str(), it.events.len(), it.is_stated))
            .collect();
        assert_eq!(told, [("university", 2, false), ("city", 1, true)]);
    }
}
