//! Layers import downwards only, and each library has one home. Read off the
//! sources themselves.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::kit::repository;

/// What each layer may import; a layer may always import itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &["model"]),
    ("log", &["model"]),
    ("store", &["model"]),
    ("search", &["model", "text"]),
    ("import", &["model", "text"]),
    ("seed", &["model"]),
    ("sample", &["model"]),
    ("knowledge", &["log", "model", "search", "store", "text"]),
    ("graphql", &["knowledge", "model", "search", "store"]),
    ("site", &["graphql", "knowledge"]),
    ("http", &["graphql", "knowledge", "site"]),
    ("telemetry", &[]),
    (
        "cli",
        &[
            "graphql",
            "http",
            "import",
            "knowledge",
            "model",
            "sample",
            "search",
            "seed",
            "site",
            "telemetry",
        ],
    ),
];

/// The only places that may name a library.
const HOMES: &[(&str, &[&str])] = &[
    ("sled", &["store"]),
    ("miniz_oxide", &["store"]),
    ("tantivy", &["search"]),
    ("tantivy_fst", &["search"]),
    ("frostem", &["search"]),
    ("levenshtein_automata", &["search"]),
    ("lindera", &["search"]),
    ("toml", &["seed.rs"]),
    ("wana_kana", &["text"]),
    ("async_graphql", &["graphql", "http/graphql", "cli/search.rs"]),
    ("async_graphql_axum", &["http/graphql"]),
    ("axum", &["http"]),
    ("hyper", &["http/server.rs"]),
    ("hyper_util", &["http/server.rs"]),
    ("futures_util", &["http/export.rs"]),
    ("maud", &["site"]),
    ("csv", &["site/export/table.rs"]),
    ("icalendar", &["site/export/calendar.rs"]),
    ("quick_xml", &["site/export/feed.rs"]),
    ("prometheus_client", &["http/metrics.rs"]),
    ("lru", &["graphql/document", "search/memo.rs"]),
    ("multiversion", &["search/documents.rs"]),
    ("sha2", &["graphql/document"]),
    ("clap", &["cli"]),
    ("codespan_reporting", &["cli"]),
    ("indicatif", &["cli"]),
];

#[test]
fn layers_import_downwards_only() {
    let mut broken = Vec::new();
    for (file, source) in sources() {
        let layer = layer_of(&file);
        if matches!(layer.as_str(), "lib" | "main") {
            continue;
        }
        let (_, allowed) = LAYERS.iter().find(|(name, _)| *name == layer).expect(&layer);
        for imported in imported_layers(&source) {
            if imported != layer && !allowed.contains(&imported.as_str()) {
                broken.push(format!("{} imports {imported}", file.display()));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn every_library_is_named_in_its_home_only() {
    let mut broken = Vec::new();
    for (file, source) in sources() {
        for (library, homes) in HOMES {
            let at_home = homes.iter().any(|home| file.starts_with(home));
            if !at_home && names(&source, library) {
                broken.push(format!("{} names {library}", file.display()));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

/// All sources below `src`, without their comments.
fn sources() -> Vec<(PathBuf, String)> {
    let root = repository("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let read = |path: PathBuf| {
        let source = std::fs::read_to_string(&path).unwrap();
        let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        (path.strip_prefix(&root).unwrap().to_owned(), code.collect::<Vec<_>>().join("\n"))
    };
    files.into_iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, files),
            false => files.push(path),
        }
    }
}

fn layer_of(file: &Path) -> String {
    let first = file.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The first names behind every `crate::`, also in `crate::{a, b}`.
fn imported_layers(source: &str) -> BTreeSet<String> {
    let mut layers = BTreeSet::new();
    for (at, found) in source.match_indices("crate::") {
        let rest = &source[at + found.len()..];
        let name = |text: &str| {
            text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
        };
        match rest.strip_prefix('{') {
            Some(list) => {
                let list = &list[..list.find("};").unwrap_or(list.len())];
                layers.extend(list.split(',').map(name));
            }
            None => {
                layers.insert(name(rest));
            }
        }
    }
    layers.retain(|layer| LAYERS.iter().any(|(known, _)| known == layer));
    layers
}

fn names(source: &str, library: &str) -> bool {
    source.match_indices(library).any(|(at, _)| {
        let before = source[..at].chars().next_back();
        let after = &source[at + library.len()..];
        after.starts_with("::")
            && !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}
