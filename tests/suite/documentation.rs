//! What the documents say of the repository is so.

use regex::Regex;

use crate::kit::repository;

const DOCUMENTS: [&str; 7] = [
    "README.md",
    "README.ja.md",
    "docs/API.md",
    "docs/ARCHITECTURE.md",
    "docs/OPERATIONS.md",
    "docs/PERFORMANCE.md",
    "docs/SEARCH.md",
];

#[test]
fn every_path_that_a_document_names_exists() {
    let path = Regex::new(r"`((?:src|schema|index|seed|tests|web|docs)/[\w./-]*)`").unwrap();
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = std::fs::read_to_string(repository(document)).unwrap();
        for found in path.captures_iter(&text) {
            if !repository(&found[1]).exists() {
                missing.push(format!("{document}: {}", &found[1]));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}
