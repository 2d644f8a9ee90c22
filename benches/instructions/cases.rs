//! What is counted: some hundred invented events beside the seed, always the same.

use std::path::Path;
use std::sync::Arc;

use async_graphql::{Request, Variables};
use kusanone::graphql::{Asked, Options, Schema, today};
use kusanone::import::records::parse_line;
use kusanone::knowledge::{Folder, Knowledge, View};
use kusanone::model::{Change, ChangeSet, Event, Record};
use kusanone::sample::Sampler;
use kusanone::search::Analyzer;
use kusanone::search::dictionary::{self, DEBIAN_SOURCES};
use kusanone::seed;
use serde_json::json;

use super::callgrind::count;

const DICTIONARY: &str = "dictionary";

/// Events that are searched.
const KNOWN_EVENTS: u64 = 400;

/// Events that come on top.
const NEW_EVENTS: u64 = 200;

/// Events whose texts are read.
const READ_EVENTS: u64 = 50;

/// One of each kind that people ask.
const QUESTIONS: [&str; 10] = [
    "半導体",
    "日本企業",
    "与圧ローバー",
    "「州知事と」",
    "水素 投資",
    "(大学 OR 教育) AND テキサス NOT 盆栽",
    "シカゴで開かれたスタートアップに関するイベント",
    "handotai",
    "サプライチェン",
    "investment in Ohio",
];

const SHAPES: [(&str, &str); 3] = [
    (
        "10 ids and total",
        "query($q: String!) { search(query: $q, first: 10) { totalCount edges { node { ... on Node { id } } } } }",
    ),
    (
        "10 ids, total and facets",
        "query($q: String!) { search(query: $q, first: 10) { totalCount edges { node { ... on Node { id } } } \
            facets { fiscalYears { value count } consulates { value count } states { value count } \
            themes { value count } kinds { value count } } } }",
    ),
    (
        "20 hits with highlights, facets and timeline",
        "query($q: String!) { search(query: $q, first: 20) { totalCount \
            edges { score tier highlights { field text ranges { start end } } node { ... on Event { slug title } } } \
            facets { fiscalYears { value count } consulates { value count } states { value count } \
            themes { value count } kinds { value count } } timeline { fiscalYear count } } }",
    ),
];

const STARTS: [&str; 6] = ["半", "han", "テキ", "supply ch", "けい", "ま"];

/// Builds the dictionary that all runs below a folder share.
pub fn build_dictionary(parent: &Path) {
    dictionary::build(Path::new(DEBIAN_SOURCES), &parent.join(DICTIONARY)).expect("mecab-ipadic");
}

/// Fills the folder of a run with what is searched, before anything is counted.
pub fn prepare(path: &Path) {
    let folder = folder(path);
    let knowledge = Knowledge::open(&folder).expect("an empty folder");
    knowledge.apply(seed::change_set().expect("the seed")).expect("the seed is applied");
    apply(&knowledge, events(1, KNOWN_EVENTS).into_iter().map(Record::from).collect());
}

/// Does all of it, each case by itself; what caches help with, twice.
pub fn run(path: &Path) {
    let folder = folder(path);
    read_texts(&folder);
    read_questions(&folder);
    for (name, document) in SHAPES {
        search(&folder, name, document);
    }
    suggest(&folder);
    import(&folder);
}

fn read_texts(folder: &Folder) {
    let analyzer = Analyzer::open(&folder.dictionary).expect("the dictionary");
    let texts: Vec<String> =
        events(1, READ_EVENTS).into_iter().flat_map(|event| event.overview).collect();
    twice("50 events read", || {
        texts.iter().map(|text| analyzer.read(text).expect("a reading").words.len()).sum()
    });
}

fn read_questions(folder: &Folder) {
    let knowledge = open(folder);
    // Asked again they are only taken out of a table: too little to be the same each time.
    count("10 questions understood", || {
        let view = knowledge.view();
        let read = |question: &&str| view.read_query(question, today(), &Default::default());
        QUESTIONS.iter().map(|question| read(question).expect("a query").terms.len()).sum()
    });
}

fn search(folder: &Folder, name: &str, document: &str) {
    let (knowledge, schema) = (open(folder), Schema::new(Options::default()));
    twice(&format!("10 searches: {name}"), || {
        let answers = QUESTIONS.iter();
        answers.map(|question| ask(&schema, knowledge.view(), document, question)).sum()
    });
}

fn suggest(folder: &Folder) {
    let knowledge = open(folder);
    count("6 completions", || {
        let suggest = |start: &&str| knowledge.view().suggest(start, 8);
        STARTS.iter().map(|start| suggest(start).expect("suggestions").len()).sum()
    });
}

fn import(folder: &Folder) {
    let knowledge = open(folder);
    let events = events(KNOWN_EVENTS + 1, NEW_EVENTS).into_iter().map(Record::from);
    let lines: Vec<String> =
        events.map(|event| serde_json::to_string(&event).expect("JSON")).collect();
    count(&format!("{NEW_EVENTS} events imported"), || {
        let lines = lines.iter().zip(1..);
        let records = lines.filter_map(|(line, number)| parse_line(line, number).expect("records"));
        apply(&knowledge, records.collect())
    });
}

/// What was done once is partly kept for whoever asks again.
fn twice(name: &str, mut work: impl FnMut() -> usize) {
    count(&format!("{name}, first time"), &mut work);
    count(&format!("{name}, second time"), &mut work);
}

/// The length of an answer, as it is sent to a client.
fn ask(schema: &Schema, view: View, document: &str, question: &str) -> usize {
    let variables = Variables::from_json(json!({ "q": question }));
    let request = Request::new(document).variables(variables);
    let asked = Asked { request, reads_only: true, dry_run: false };
    let response = schema.execute(&Arc::new(view), asked);
    assert_eq!(response.errors, []);
    serde_json::to_vec(&response).expect("JSON").len()
}

fn apply(knowledge: &Knowledge, records: Vec<Record>) -> usize {
    let changes: Vec<Change> = records.into_iter().map(Change::Put).collect();
    let count = changes.len();
    let change_set = ChangeSet { author: "instructions".to_owned(), changes };
    knowledge.apply(change_set).expect("the events are applied");
    knowledge.flush().expect("space on the disk");
    count
}

fn events(first: u64, count: u64) -> Vec<Event> {
    let sampler = Sampler::new(&seed::change_set().expect("the seed"));
    (first..first + count).map(|number| sampler.event(0, number)).collect()
}

fn open(folder: &Folder) -> Knowledge {
    Knowledge::open(folder).expect("the prepared folder")
}

fn folder(path: &Path) -> Folder {
    Folder { path: path.join("data"), dictionary: path.with_file_name(DICTIONARY) }
}
