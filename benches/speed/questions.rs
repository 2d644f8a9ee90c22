//! What is asked.

use kusanone::model::Relation;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Words of the sample events, the most frequent first.
const COMMON: [&str; 20] = [
    "日本企業",
    "米国",
    "州知事",
    "日系企業",
    "スタートアップ",
    "交流",
    "経済",
    "投資",
    "大学",
    "日米",
    "企業",
    "半導体",
    "水素",
    "観光",
    "文化",
    "食",
    "宇宙",
    "教育",
    "若手",
    "技術",
];
const PLACES: [&str; 8] = [
    "テキサス",
    "シカゴ",
    "オハイオ",
    "アラスカ",
    "ハワイ",
    "ミシガン",
    "ジョージア",
    "ワシントン",
];
const YEARS: [&str; 4] = ["令和6年度", "2023年度", "FY2022", "令和三年度"];
const RARE: [&str; 16] = [
    "電気化学反応",
    "仮設住宅",
    "閲覧",
    "訓練局",
    "蓄電池",
    "売上",
    "小売業",
    "東海岸",
    "キシミー",
    "マクロ",
    "ケーブル",
    "輸入",
    "地方都市",
    "牛肉",
    "規制緩和",
    "量子技術",
];

/// Questions that are alike.
pub struct Kind {
    pub name: &'static str,
    /// Whether it is made of words and phrases alone, so that Tantivy can be asked the
    /// same.
    pub is_plain: bool,
    make: fn() -> Vec<String>,
}

impl Kind {
    pub fn questions(&self) -> Vec<String> {
        (self.make)()
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// A pair of each word of one list with some of another.
fn pairs(left: &[&str], right: &[&str], join: fn(&str, &str) -> String) -> Vec<String> {
    let pairs = left.iter().enumerate();
    pairs.map(|(place, left)| join(left, right[place % right.len()])).collect()
}

pub const KINDS: &[Kind] = &[
    Kind { name: "common words", is_plain: true, make: || words(&COMMON) },
    Kind { name: "rare words", is_plain: true, make: || words(&RARE) },
    Kind {
        name: "phrases in quotes",
        is_plain: true,
        make: || pairs(&COMMON, &["の", "と", "や"], |a, b| format!("「{a}{b}」")),
    },
    Kind {
        name: "two words",
        is_plain: true,
        make: || pairs(&COMMON, &RARE, |a, b| format!("{a} {b}")),
    },
    Kind {
        name: "boolean",
        is_plain: false,
        make: || pairs(&COMMON, &PLACES, |a, b| format!("({a} OR 半導体) AND {b} NOT 盆栽")),
    },
    Kind {
        name: "facts",
        is_plain: false,
        make: || pairs(&PLACES, &YEARS, |a, b| format!("{a} {b}")),
    },
    Kind {
        name: "sentences",
        is_plain: false,
        make: || pairs(&COMMON, &PLACES, |a, b| format!("{b}で開かれた{a}に関するイベント")),
    },
    Kind {
        name: "romaji and kana",
        is_plain: false,
        make: || {
            words(&[
                "handotai",
                "suiso",
                "はんどうたい",
                "すいそ",
                "nihonshu",
                "kankou",
                "うちゅう",
                "bunka",
            ])
        },
    },
    Kind {
        name: "typing errors",
        is_plain: false,
        make: || {
            words(&[
                "スタートアプ",
                "自動者",
                "サプライチェン",
                "ミシシッピー洲",
                "semiconducter",
                "hydrogne",
            ])
        },
    },
    Kind {
        name: "English",
        is_plain: false,
        make: || {
            words(&[
                "semiconductor",
                "hydrogen",
                "supply chain",
                "companies",
                "investment in Texas",
                "which events dealt with hydrogen",
            ])
        },
    },
];

/// For `benches/others`: each question on a line, behind its kind and a tab.
pub fn print() {
    for kind in KINDS {
        kind.questions().iter().for_each(|question| println!("{}\t{question}", kind.name));
    }
}

pub fn every_question() -> Vec<String> {
    KINDS.iter().flat_map(Kind::questions).collect()
}

/// The phrases of a plain question.
pub fn phrases(question: &str) -> Vec<&str> {
    question.split(' ').map(|phrase| phrase.trim_matches(['「', '」'])).collect()
}

/// What is asked for of a question.
pub struct Shape {
    /// What the figures of the shape stand under.
    pub id: ShapeId,
    pub limit: usize,
    /// What the answer is counted by; `document` says the same, and so for the filter.
    pub facets: &'static [Relation],
    pub filter: &'static [(Relation, &'static [&'static str])],
    document: &'static str,
}

/// Which shape; in this order they are asked and told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ShapeId {
    Ids,
    Facets,
    Everything,
    Filtered,
}

impl ShapeId {
    pub fn name(self) -> &'static str {
        match self {
            Self::Ids => "10 ids and total",
            Self::Facets => "10 ids, total and facets",
            Self::Everything => "20 hits with titles, highlights, facets and timeline",
            Self::Filtered => "10 ids and total, filtered by state and year",
        }
    }
}

const FACETS: &[Relation] =
    &[Relation::FiscalYear, Relation::Consulate, Relation::State, Relation::Theme, Relation::Kind];
const ALL_FACETS: &[Relation] = &[
    Relation::FiscalYear,
    Relation::Consulate,
    Relation::State,
    Relation::Priority,
    Relation::Theme,
    Relation::Organisation,
    Relation::Kind,
];

pub const SHAPES: &[Shape] = &[
    Shape {
        id: ShapeId::Ids,
        limit: 10,
        facets: &[],
        filter: &[],
        document: "query($q: String!) { search(query: $q, first: 10) { totalCount edges { node { ... on Node { id } } } } }",
    },
    Shape {
        id: ShapeId::Facets,
        limit: 10,
        facets: FACETS,
        filter: &[],
        document: "query($q: String!) { search(query: $q, first: 10) { totalCount edges { node { ... on Node { id } } } \
            facets { fiscalYears { value count } consulates { value count } states { value count } \
            themes { value count } kinds { value count } } } }",
    },
    Shape {
        id: ShapeId::Everything,
        limit: 20,
        facets: ALL_FACETS,
        filter: &[],
        document: "query($q: String!) { search(query: $q, first: 20) { totalCount \
            edges { score tier highlights { field text ranges { start end } } node { ... on Event { slug title } } } \
            facets { fiscalYears { value count } consulates { value count } states { value count } \
            priorities { value count } themes { value count } organisations { value count } kinds { value count } } \
            timeline { fiscalYear count } } }",
    },
    Shape {
        id: ShapeId::Filtered,
        limit: 10,
        facets: &[],
        filter: &[(Relation::State, &["TX", "OH"]), (Relation::FiscalYear, &["2023"])],
        document: "query($q: String!) { search(query: $q, first: 10, filter: { states: [\"TX\", \"OH\"], fiscalYears: [2023] }) \
            { totalCount edges { node { ... on Node { id } } } } }",
    },
];

impl Shape {
    pub fn body(&self, question: &str) -> String {
        json!({ "query": self.document, "variables": { "q": question } }).to_string()
    }
}

/// How many a search found.
pub fn total(answer: &[u8]) -> u64 {
    let answer: Value = serde_json::from_slice(answer).expect("JSON");
    answer["data"]["search"]["totalCount"].as_u64().unwrap_or_else(|| panic!("no total: {answer}"))
}

/// What is asked besides searches.
pub struct Operation {
    pub name: &'static str,
    document: &'static str,
    texts: &'static [&'static str],
}

impl Operation {
    pub fn bodies(&self) -> Vec<String> {
        let body = |text| json!({ "query": self.document, "variables": { "q": text } }).to_string();
        self.texts.iter().map(body).collect()
    }
}

pub const SUGGEST: &str = "`suggest`";
pub const SIX_RELATIONS: &str = "six relations of 100 events";

pub const OPERATIONS: &[Operation] = &[
    Operation {
        name: SUGGEST,
        document: "query($q: String!) { suggest(text: $q) { text count } }",
        texts: &[
            "半",
            "はん",
            "han",
            "日",
            "s",
            "sh",
            "ジ",
            "テキ",
            "supply ch",
            "州",
            "水",
            "su",
            "経済",
            "けい",
            "日本",
            "a",
            "oh",
            "大",
            "交流",
            "ま",
            "to",
            "宇",
            "ス",
            "kan",
            "米",
        ],
    },
    Operation {
        name: SIX_RELATIONS,
        document: "{ events(first: 100) { nodes { slug title consulate { slug } states { code } themes { slug } \
            partners { organisation { slug } } priorities { priority { slug } } findings { code } } } }",
        texts: &[""],
    },
    Operation {
        name: "coverage of states by priorities",
        document: "{ coverage(rows: STATE, columns: PRIORITY) { totalCount cells { row column count evidence } } }",
        texts: &[""],
    },
    Operation {
        name: "100 titles of a state, by date",
        document: "{ events(first: 100, filter: { states: [\"TX\"] }, orderBy: DATE_DESC) { totalCount nodes { slug title } } }",
        texts: &[""],
    },
];

/// The planners' pages that are asked for, as path and query.
pub const PAGES: &[(&str, &[(&str, &str)])] = &[
    ("/", &[]),
    ("/search", &[("query", "半導体")]),
    ("/search", &[("query", "日本企業")]),
    ("/search", &[("query", "スタートアップ"), ("view", "map")]),
    ("/search", &[]),
    ("/coverage", &[]),
    ("/words", &[("query", "半導体"), ("query", "水素")]),
    ("/briefings/states/TX", &[]),
];

/// The download: of the most frequent words, a table of nearly everything.
pub const DOWNLOAD: (&str, &[(&str, &str)]) = ("/export/events.csv", &[("query", "日本企業")]);
