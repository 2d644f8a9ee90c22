//! How commands speak to people.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::knowledge::{Counts, Summary};

/// Prints a line of the answer.
pub fn line(text: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{text}")?)
}

/// Prints something beside the answer.
pub fn note(text: &str) {
    // Standard error is the last place to report to.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Prints why a command failed. A reader that went away is no failure.
pub fn error(error: &anyhow::Error) {
    let broken_pipe = error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe);
    if !broken_pipe {
        note(&format!("error: {error:#}"));
    }
}

/// What a change set did, on one line: `event: 76 created; passage: 94 created`.
pub fn summary(summary: &Summary) -> String {
    let kinds = summary.kinds.iter().map(|(kind, counts)| {
        let Counts { created, changed, unchanged, deleted } = *counts;
        let told: Vec<String> = [
            (created, "created"),
            (changed, "changed"),
            (unchanged, "unchanged"),
            (deleted, "deleted"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
        format!("{} {}", kind.as_str(), told.join(", "))
    });
    let told: Vec<String> = kinds.collect();
    if told.is_empty() { "nothing".to_owned() } else { told.join("; ") }
}

/// A bar on a terminal, nothing elsewhere.
pub fn progress_bar(length: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg} {elapsed}");
    let bar = ProgressBar::new(length);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}
