//! How good the order of results is, on judged searches.
//!
//! `tests/data/queries.json` holds searches of our own, judged by reading the
//! documents: 3 is exactly what is wanted, 2 relevant, 1 marginal. The slug of a
//! document stands for what it says outside its events. `cargo bench --bench
//! relevance` prints the whole report.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::kit::{Data, Server, real_documents, repository};

/// Results that nDCG looks at, and results that recall looks at.
const NDCG_DEPTH: usize = 10;
const RECALL_DEPTH: usize = 20;

const SEARCH: &str = "query($q: String!) { search(query: $q, first: 100) { totalCount nodes {
    __typename
    ... on Event { slug }
    ... on Document { slug }
    ... on Passage { document { slug } event { slug } }
    ... on Priority { source { document { slug } } }
    ... on Claim { source { document { slug } } event { slug } }
    ... on ActionPlan { documents { slug } }
} } }";

/// What came of all searches of one kind.
#[derive(Default)]
struct Score {
    searches: f64,
    ndcg: f64,
    recall: f64,
}

/// What came of a whole set.
pub struct Report {
    kinds: BTreeMap<String, Score>,
    /// Searches that nothing answers, and how many were answered by nothing.
    unanswerable: (usize, usize),
    /// What an operator excludes and what was found all the same.
    violations: Vec<String>,
    /// A line for each search that did not go well.
    remarks: Vec<String>,
}

#[test]
fn judged_searches_bring_what_is_wanted_first() {
    let report = Report::of(&Data::seeded().serve(), &repository("tests/data/queries.json"));
    report.check(0.84, 0.85);
    let Some(documents) = real_documents() else { return };
    let data = Data::new();
    data.import(&documents);
    let report = Report::of(&data.serve(), &repository("tests/data/queries.json"));
    report.check(0.90, 0.92);
}

/// Prints the report on the seed alone and with the documents, on our own
/// searches and on those that lie beside the repository.
#[allow(dead_code, reason = "the benchmark calls it")]
pub fn print() {
    let mut folders = vec![("the seed alone", Data::seeded())];
    if let Some(documents) = real_documents() {
        let data = Data::new();
        data.import(&documents);
        folders.push(("seed and documents", data));
    }
    for (name, data) in folders {
        let server = data.serve();
        for set in ["tests/data/queries.json", "../shared/gold/queries.json"] {
            let path = repository(set);
            if path.is_file() {
                println!("\n{name}, {set}\n{}", Report::of(&server, &path).text());
            }
        }
    }
}

impl Report {
    fn of(server: &Server, path: &Path) -> Self {
        let searches: Vec<Value> =
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let mut report = Self {
            kinds: BTreeMap::new(),
            unanswerable: (0, 0),
            violations: Vec::new(),
            remarks: Vec::new(),
        };
        for search in &searches {
            report.add(search, &server.query(SEARCH, json!({ "q": search["query"] }))["search"]);
        }
        report
    }

    fn add(&mut self, search: &Value, answer: &Value) {
        let words = search["query"].as_str().unwrap();
        let found = slugs(&answer["nodes"]);
        if search["no_answer"] == true {
            self.unanswerable.0 += 1;
            self.unanswerable.1 += usize::from(answer["totalCount"] == 0);
            return;
        }
        let excluded = search["must_not_return"].as_array().unwrap().iter();
        let excluded = excluded.filter(|slug| found.contains(&slug.as_str().unwrap().to_owned()));
        self.violations.extend(excluded.map(|slug| format!("{words}: {slug}")));
        let judged = search["judgments"].as_object().unwrap();
        let grade = |slug: &String| judged.get(slug).and_then(Value::as_f64).unwrap_or(0.0);
        let gain = |grades: &mut dyn Iterator<Item = f64>| -> f64 {
            let gains = grades.take(NDCG_DEPTH).enumerate();
            gains.map(|(at, grade)| (grade.exp2() - 1.0) / (at as f64 + 2.0).log2()).sum()
        };
        let mut ideal: Vec<f64> = judged.values().filter_map(Value::as_f64).collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        let ndcg = gain(&mut found.iter().map(grade)) / gain(&mut ideal.into_iter());
        let hits =
            found.iter().take(RECALL_DEPTH).filter(|slug| judged.contains_key(*slug)).count();
        let recall = hits as f64 / judged.len().min(RECALL_DEPTH) as f64;
        if ndcg < 0.9 || recall < 0.9 {
            let first = &found[..found.len().min(5)];
            self.remarks.push(format!("{ndcg:.2} {recall:.2}  {words}: {}", first.join(" ")));
        }
        let score = self.kinds.entry(search["kind"].as_str().unwrap().to_owned()).or_default();
        score.searches += 1.0;
        score.ndcg += ndcg;
        score.recall += recall;
    }

    fn total(&self) -> Score {
        self.kinds.values().fold(Score::default(), |sum, score| Score {
            searches: sum.searches + score.searches,
            ndcg: sum.ndcg + score.ndcg,
            recall: sum.recall + score.recall,
        })
    }

    #[track_caller]
    fn check(&self, least_ndcg: f64, least_recall: f64) {
        let text = self.text();
        let Score { searches, ndcg, recall } = self.total();
        assert_eq!(self.unanswerable.0, self.unanswerable.1, "{text}");
        assert_eq!(self.violations, Vec::<String>::new(), "{text}");
        assert!(ndcg / searches >= least_ndcg && recall / searches >= least_recall, "{text}");
    }

    fn text(&self) -> String {
        let line = |name: &str, score: &Score| {
            let Score { searches, ndcg, recall } = score;
            let (ndcg, recall) = (ndcg / searches, recall / searches);
            format!("{name:20} {searches:4} nDCG@10 {ndcg:.3} recall@20 {recall:.3}\n")
        };
        let mut text: String = self.kinds.iter().map(|(kind, score)| line(kind, score)).collect();
        text += &line("all", &self.total());
        text +=
            &format!("answered by nothing: {} of {}\n", self.unanswerable.1, self.unanswerable.0);
        for violation in &self.violations {
            text += &format!("excluded, but found: {violation}\n");
        }
        text + &self.remarks.join("\n")
    }
}

/// The events and documents that results stand for, each once.
fn slugs(nodes: &Value) -> Vec<String> {
    let mut slugs: Vec<String> = Vec::new();
    for node in nodes.as_array().unwrap() {
        let slug = match node["__typename"].as_str().unwrap() {
            "Event" | "Document" => &node["slug"],
            "ActionPlan" => &node["documents"][0]["slug"],
            _ if !node["event"].is_null() => &node["event"]["slug"],
            "Passage" => &node["document"]["slug"],
            _ => &node["source"]["document"]["slug"],
        };
        if let Some(slug) = slug.as_str().filter(|slug| !slugs.iter().any(|known| known == slug)) {
            slugs.push(slug.to_owned());
        }
    }
    slugs
}
