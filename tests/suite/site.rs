//! The planners' site over HTTP: every page that a link leads to, what it may hold,
//! and that it says what the API says.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use scraper::{Html, Selector};
use serde_json::json;

use crate::kit::{Data, Server, repository};

/// Bytes of a page of results.
const LARGEST: usize = 60_000;

struct Answer {
    status: u16,
    text: String,
    page: Html,
}

impl Answer {
    /// An attribute of all elements that have it.
    fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let found = self.page.select(&Selector::parse(selector).unwrap()).collect::<Vec<_>>();
        found.iter().filter_map(|element| element.attr(name).map(str::to_owned)).collect()
    }

    /// The texts of elements, white space as one space.
    fn texts(&self, selector: &str) -> Vec<String> {
        let text = |element: scraper::ElementRef| {
            let text: String = element.text().collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        self.page.select(&Selector::parse(selector).unwrap()).map(text).collect()
    }
}

fn open(server: &Server, path: &str) -> Answer {
    let mut answer = Server::agent().get(format!("{}{path}", server.url)).call().unwrap();
    let text = answer.body_mut().read_to_string().unwrap();
    Answer { status: answer.status().as_u16(), page: Html::parse_document(&text), text }
}

/// What is wrong with a page, whatever it is about.
fn faults(path: &str, answer: &Answer) -> Vec<String> {
    let mut faults = Vec::new();
    if answer.status != 200 {
        return vec![format!("{path} answers {}", answer.status)];
    }
    let language = if path == "/en" || path.starts_with("/en/") { "en" } else { "ja" };
    if answer.attributes("html", "lang") != [language] {
        faults.push(format!("{path} is not in {language}"));
    }
    if answer.texts("h1").len() != 1 {
        faults.push(format!("{path} has {} headings of the first level", answer.texts("h1").len()));
    }
    for inline in ["[style]", "style", "script:not([src])", "[onclick]"] {
        if !answer.texts(inline).is_empty() {
            faults.push(format!("{path} has {inline}"));
        }
    }
    let mut ids = BTreeSet::new();
    for id in answer.attributes("[id]", "id") {
        if !ids.insert(id.clone()) {
            faults.push(format!("{path} has the id {id} twice"));
        }
    }
    let named = ["aria-labelledby", "aria-describedby", "for", "data-copy"]
        .into_iter()
        .flat_map(|name| answer.attributes(&format!("[{name}]"), name));
    let fragments = answer.attributes("[href]", "href").into_iter();
    let fragments = fragments.filter_map(|href| href.strip_prefix('#').map(str::to_owned));
    for id in named.chain(fragments) {
        if !ids.contains(&id) {
            faults.push(format!("{path} names {id}, which is not there"));
        }
    }
    for name in ["href", "src", "action", "poster"] {
        for address in answer.attributes(&format!("[{name}]"), name) {
            if !address.starts_with('/') && !address.starts_with('#') {
                faults.push(format!("{path} refers to {address}"));
            }
        }
    }
    faults
}

/// The kind of a page, for which a few examples stand for all: its first segment, and
/// the names of what it is asked for.
fn sort(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let names: BTreeSet<&str> =
        query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let first = [segments.next(), segments.next().filter(|_| path.starts_with("/en"))];
    format!("{first:?} {} {names:?}", segments.next().is_some())
}

#[test]
fn every_link_leads_to_a_sound_page() {
    /// Pages opened of one sort.
    const EXAMPLES: usize = 4;
    let data = Data::with_own_report();
    let server = data.serve();
    let mut seen: BTreeSet<String> = ["/", "/en"].map(str::to_owned).into();
    let mut waiting: VecDeque<String> = seen.iter().cloned().collect();
    let mut opened: BTreeMap<String, usize> = BTreeMap::new();
    let mut faulty = Vec::new();
    while let Some(path) = waiting.pop_front() {
        let sort = opened.entry(sort(&path)).or_default();
        if *sort == EXAMPLES {
            continue;
        }
        *sort += 1;
        let answer = open(&server, &path);
        faulty.extend(faults(&path, &answer));
        for href in answer.attributes("main [href], header [href]", "href") {
            let target = href.split('#').next().unwrap_or_default().to_owned();
            let elsewhere = ["", "/graphiql", "/export"].iter().any(|prefix| match *prefix {
                "" => target.is_empty(),
                prefix => target.starts_with(prefix) || target.starts_with(&format!("/en{prefix}")),
            });
            // One condition more leads from every search to ever more.
            if !elsewhere && target.matches('=').count() <= 2 && seen.insert(target.clone()) {
                waiting.push_back(target);
            }
        }
    }
    assert_eq!(faulty, Vec::<String>::new());
    assert!(opened.len() > 30, "{opened:?}");
}

#[test]
fn a_page_of_results_says_what_the_api_says() {
    let data = Data::seeded();
    let server = data.serve();
    for query in ["半導体", "姉妹都市 令和6年度", "semiconducter", ""] {
        let operation = "query($q: String!) { search(query: $q, kinds: [EVENT]) { totalCount nodes { ... on Event { title } } } }";
        let told = server.query(operation, json!({ "q": query }))["search"].clone();
        let encoded: String = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let answer = open(&server, &format!("/search?query={encoded}"));
        assert_eq!(answer.texts(".results-title .count"), [format!("{}件", told["totalCount"])]);
        let titles: Vec<&str> = told["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|node| node["title"].as_str())
            .collect();
        assert_eq!(answer.texts(".hit-title"), titles, "{query}");
        assert!(answer.text.len() < LARGEST, "{query}: {} bytes", answer.text.len());
    }
}

#[test]
fn what_is_typed_is_shown_as_text() {
    let data = Data::seeded();
    let server = data.serve();
    let answer =
        open(&server, "/search?query=%3Cscript%3Ealert(1)%3C/script%3E%22&states=%22%3E%3Cb%3E");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.attributes("#query", "value"), ["<script>alert(1)</script>\""]);
    assert!(!answer.text.contains("<script>alert"), "{}", answer.text);
    assert!(!answer.text.contains("<b>"), "{}", answer.text);
}

#[test]
fn what_cannot_be_shown_is_told_in_the_language_of_the_page() {
    let data = Data::seeded();
    let server = data.serve();
    let told = [
        ("/nowhere", 404, "頁が見つかりません"),
        ("/en/events/none", 404, "There is no such page"),
        ("/search?fiscalYears=last", 400, "この条件では表示できません"),
        ("/en/search?attendance.min=many", 400, "This cannot be shown"),
    ];
    for (path, status, heading) in told {
        let answer = open(&server, path);
        assert_eq!(
            (answer.status, answer.texts("h1")),
            (status, vec![heading.to_owned()]),
            "{path}"
        );
    }
}

#[test]
fn pages_work_where_clients_may_run_trusted_documents_only() {
    let data = Data::seeded();
    let manifest = data.path().join("manifest.json");
    let operations = repository("schema/operations");
    std::fs::write(&manifest, data.succeed(&["manifest", operations.to_str().unwrap()])).unwrap();
    let server = data.serve_with(&["--trusted-documents", manifest.to_str().unwrap()]);
    assert_eq!(open(&server, "/search?query=%E6%B0%B4%E7%B4%A0").status, 200);
    let refused = server.ask("{ events { totalCount } }", json!({}));
    assert_eq!(refused["errors"][0]["extensions"]["code"], "DOCUMENT_NOT_TRUSTED");
}
