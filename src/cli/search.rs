//! `kusanone search`: the answer of GraphQL's `search`, on the terminal.
//!
//! It runs the example operation that the playground shows, so that both give
//! the same answer.

use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::Arc;

use anyhow::bail;
use async_graphql::{Request, Variables};
use clap::Args;
use serde_json::{Value, json};

use super::config::Settings;
use super::{Format, open, output};
use crate::graphql::{Asked, Options, Schema};

const OPERATION: &str = include_str!("../../schema/operations/1-search.graphql");

#[derive(Args)]
pub struct Search {
    /// What to look for, in one or several words.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Number of hits, 1 to 100.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(i32).range(1..=100))]
    first: i32,
    /// How to print the answer; `json` is the answer of GraphQL.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Search {
    pub fn run(&self, settings: &Settings) -> anyhow::Result<()> {
        let knowledge = open::knowledge(settings)?;
        let variables = json!({ "query": self.query.join(" "), "first": self.first });
        let request = Request::new(OPERATION).variables(Variables::from_json(variables));
        let asked = Asked { request, reads_only: true, dry_run: false };
        let schema = Schema::new(Options::default());
        let response = schema.execute(&Arc::new(knowledge.view()), asked);
        if let Some(error) = response.errors.first() {
            bail!("{}", error.message);
        }
        let data = response.data.into_json()?;
        match self.format {
            Format::Json => output::line(&serde_json::to_string_pretty(&json!({ "data": data }))?),
            Format::Text => {
                let emphasis = Emphasis::new(std::io::stdout().is_terminal());
                output::line(render(&data["search"], &emphasis).trim_end())
            }
        }
    }
}

/// How matches are shown: in bold on a terminal, in brackets elsewhere.
struct Emphasis {
    before: &'static str,
    after: &'static str,
}

impl Emphasis {
    fn new(terminal: bool) -> Self {
        match terminal {
            true => Self { before: "\x1b[1m", after: "\x1b[0m" },
            false => Self { before: "[", after: "]" },
        }
    }

    /// Marks ranges, given in UTF-16 code units.
    fn mark(&self, text: &str, ranges: &Value) -> String {
        let mut marked = String::new();
        let mut unit = 0;
        let ranges = || ranges.as_array().into_iter().flatten();
        for c in text.chars() {
            if ranges().any(|range| range["start"] == unit) {
                marked.push_str(self.before);
            }
            marked.push(c);
            unit += c.len_utf16();
            if ranges().any(|range| range["end"] == unit) {
                marked.push_str(self.after);
            }
        }
        marked
    }
}

fn render(search: &Value, emphasis: &Emphasis) -> String {
    let mut text = format!("{} hits\n", search["totalCount"]);
    for (title, facet) in
        [("FY", "fiscalYears"), ("post", "consulates"), ("state", "states"), ("kind", "kinds")]
    {
        let counts = search["facets"][facet].as_array();
        let counts: Vec<String> = counts
            .into_iter()
            .flatten()
            .map(|count| format!("{} {}", string(&count["label"]), count["count"]))
            .collect();
        if !counts.is_empty() {
            let _ = writeln!(text, "{title}: {}", counts.join(", "));
        }
    }
    for edge in search["edges"].as_array().into_iter().flatten() {
        let _ = writeln!(text, "\n{}", headline(&edge["node"]));
        for highlight in edge["highlights"].as_array().into_iter().flatten() {
            let marked = emphasis.mark(string(&highlight["text"]), &highlight["ranges"]);
            let _ = writeln!(text, "  {}: {marked}", string(&highlight["field"]));
        }
    }
    let _ = write!(text, "{}", told(&search["reading"]));
    text
}

/// How the words were read, where that is not plain, a line each.
fn told(reading: &Value) -> String {
    let each = |name: &str| reading[name].as_array().cloned().unwrap_or_default();
    let mut lines = Vec::new();
    for filter in each("filters") {
        let values: Vec<&str> =
            filter["values"].as_array().into_iter().flatten().map(string).collect();
        lines.push(format!("{} is read as {}", string(&filter["text"]), values.join(", ")));
    }
    for correction in each("corrections") {
        let (typed, meant) = (string(&correction["text"]), string(&correction["expansion"]));
        lines.push(format!("{typed} is nowhere; {meant} was looked for"));
    }
    for missing in each("notFound") {
        let near: Vec<&str> =
            missing["near"].as_array().into_iter().flatten().map(string).collect();
        let near =
            if near.is_empty() { String::new() } else { format!("; near it: {}", near.join(", ")) };
        lines.push(format!("{} is nowhere{near}", string(&missing["text"])));
    }
    for relaxed in each("relaxed") {
        lines.push(format!("without {}: {}", string(&relaxed["without"]), relaxed["totalCount"]));
    }
    lines.extend(each("ignored").iter().map(|ignored| format!("not used: {}", string(ignored))));
    lines.into_iter().map(|line| format!("\n{line}")).collect()
}

/// What a hit is, on one line.
fn headline(node: &Value) -> String {
    let first = |names: &[&str]| {
        let found = names.iter().find_map(|name| node[*name].as_str());
        found.unwrap_or_default().to_owned()
    };
    let slug = match node["document"]["slug"].as_str() {
        Some(document) => format!("{document}/{}", node["ordinal"]),
        None => first(&["slug", "code"]),
    };
    let mut line =
        format!("{slug}  {}", first(&["title", "heading", "passageHeading", "name", "label"]));
    let states =
        node["states"].as_array().into_iter().flatten().map(|state| string(&state["name"]));
    let facts = [string(&node["dateText"]), string(&node["consulate"]["name"])];
    for fact in facts.into_iter().chain(states).filter(|fact| !fact.is_empty()) {
        let _ = write!(line, "  {}", fact.replace('\n', " "));
    }
    line
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
