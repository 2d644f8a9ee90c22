//! What was counted once, and what is counted now.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

/// Beside this file, and committed.
const FILE: &str = "benches/instructions/record.toml";

/// How much more a case may take than the record says, and how much less until it should
/// be recorded anew, in per cent.
const TOLERANCE: f64 = 5.0;

/// Instructions of all cases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// What they were counted with: counts of another compiler or another architecture
    /// may differ for no fault of ours.
    compiler: String,
    architecture: String,
    /// Instructions, by the name of the case.
    cases: BTreeMap<String, u64>,
}

impl Record {
    /// The least of several runs, case by case.
    pub fn of_least(runs: impl Iterator<Item = Vec<(String, u64)>>) -> Self {
        let version = Command::new("rustc").arg("--version").output().expect("rustc runs");
        let compiler = String::from_utf8_lossy(&version.stdout).trim().to_owned();
        let architecture = std::env::consts::ARCH.to_owned();
        let mut cases = BTreeMap::new();
        for (case, count) in runs.flatten() {
            cases
                .entry(case)
                .and_modify(|least: &mut u64| *least = count.min(*least))
                .or_insert(count);
        }
        Self { compiler, architecture, cases }
    }

    pub fn read() -> Self {
        let text = std::fs::read_to_string(path()).expect("a record");
        toml::from_str(&text).unwrap_or_else(|error| panic!("{FILE}: {error}"))
    }

    pub fn write(&self) {
        let Self { compiler, architecture, cases } = self;
        let mut text = format!(
            "# Written by `make instructions RECORD=1`; what it is for stands in main.rs.\n\
             compiler = \"{compiler}\"\narchitecture = \"{architecture}\"\n\n\
             # Machine instructions.\n[cases]\n"
        );
        for (case, count) in cases {
            let _ = writeln!(text, "\"{case}\" = {count}");
        }
        std::fs::write(path(), text).expect("the record can be written");
    }

    /// A table of both, and whether this may stand beside what was recorded.
    pub fn beside(&self, recorded: &Self) -> (String, Result<(), String>) {
        let mut table = format!(
            "{:70} {:>10} {:>10} {:>8}\n",
            "millions of instructions", "recorded", "now", "change"
        );
        let millions = |count: u64| format!("{:.3}", count as f64 / 1e6);
        let (mut slower, mut faster, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        for (case, &now) in &self.cases {
            let Some(&before) = recorded.cases.get(case) else {
                let _ = writeln!(table, "{case:70} {:>10} {:>10}", "-", millions(now));
                unknown.push(case.as_str());
                continue;
            };
            let change = (now as f64 / before as f64 - 1.0) * 100.0;
            let [before, now] = [before, now].map(millions);
            let _ = writeln!(table, "{case:70} {before:>10} {now:>10} {change:+7.1}%");
            if change > TOLERANCE {
                slower.push(case.as_str());
            } else if change < -TOLERANCE {
                faster.push(case.as_str());
            }
        }
        if !faster.is_empty() {
            let _ = writeln!(
                table,
                "Over {TOLERANCE} % faster: {}. Keep it: run `make instructions RECORD=1` \
                 and commit the record.",
                faster.join("; ")
            );
        }
        let gone = recorded.cases.keys().filter(|case| !self.cases.contains_key(*case));
        unknown.extend(gone.map(String::as_str));
        (table, self.judge(recorded, &slower, &unknown))
    }

    fn judge(&self, recorded: &Self, slower: &[&str], unknown: &[&str]) -> Result<(), String> {
        let mut why = String::new();
        if !unknown.is_empty() {
            let cases = unknown.join("; ");
            let _ = writeln!(why, "Record and cases are not the same: {cases}.");
        }
        if !slower.is_empty() {
            let cases = slower.join("; ");
            let _ = writeln!(why, "Over {TOLERANCE} % slower than recorded: {cases}.");
        }
        if why.is_empty() {
            return Ok(());
        }
        let made_with = |record: &Self| format!("{}, {}", record.compiler, record.architecture);
        let (then, now) = (made_with(recorded), made_with(self));
        if then != now {
            let _ = writeln!(why, "It was recorded with {then}, and counted with {now}.");
        }
        why.push_str(
            "If that is meant, run `make instructions RECORD=1` and say why in the commit.",
        );
        Err(why)
    }
}

fn path() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE)
}
