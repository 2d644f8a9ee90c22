//! `kusanone import`: documents and records become knowledge.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clap::{Args, Subcommand};
use codespan_reporting::diagnostic::{self, Label};
use codespan_reporting::files::{Files, SimpleFiles};
use codespan_reporting::term;
use codespan_reporting::term::termcolor::{ColorChoice, StandardStream};
use serde_json::json;

use super::config::Settings;
use super::{Format, open, output};

use crate::import::{self, Catalogue, Diagnostic, MAX_BYTES, Plan, Severity, Source, records};
use crate::knowledge::{Known, Summary, reduce};
use crate::model::record::Kinded;
use crate::model::{Change, ChangeSet, Kind, Passage, Record};

/// Records applied together: one entry of the log, one commit of the index.
const RECORDS_AT_ONCE: usize = 2_000;

#[derive(Subcommand)]
pub enum Import {
    /// Read the ministry's reports and summaries (text, UTF-8).
    Document(Documents),
    /// Read import records (JSON Lines), as `schema/record.schema.json` describes.
    Records(Records),
}

impl Import {
    pub fn run(&self, settings: &Settings) -> anyhow::Result<()> {
        match self {
            Self::Document(documents) => documents.run(settings),
            Self::Records(records) => records.run(settings),
        }
    }
}

#[derive(Args)]
pub struct Documents {
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Say what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// How to print what was done.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What became of one document.
struct Outcome {
    document: String,
    file: String,
    events: usize,
    repeated: usize,
    passages: usize,
    summary: Summary,
    sequence: Option<u64>,
}

impl Documents {
    fn run(&self, settings: &Settings) -> anyhow::Result<()> {
        // Everything that can be wrong with the files is found before anything
        // is opened.
        let sources: Vec<Source> =
            self.files.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
        import::recognise(&sources)?;
        let (plan, outcomes) =
            if self.dry_run { preview(&sources, settings)? } else { apply(&sources, settings)? };
        match self.format {
            Format::Text => self.print_text(&sources, &plan, &outcomes),
            Format::Json => self.print_json(&sources, &plan, &outcomes),
        }
    }

    fn print_text(
        &self,
        sources: &[Source],
        plan: &Plan,
        outcomes: &[Outcome],
    ) -> anyhow::Result<()> {
        draw(sources, &plan.diagnostics)?;
        for outcome in outcomes {
            let Outcome { document, file, events, repeated, passages, summary, .. } = outcome;
            let again = match repeated {
                0 => String::new(),
                n => format!(", {n} seen again"),
            };
            output::line(&format!(
                "{document}: {events} events{again}, {passages} passages ({file})\n  {}",
                match summary.is_unchanged() {
                    true => "nothing to change: all of it is known already".to_owned(),
                    false => output::summary(summary),
                }
            ))?;
        }
        let count = |severity| plan.diagnostics.iter().filter(|d| d.severity == severity).count();
        output::line(&format!(
            "{} errors, {} warnings, {} notes{}",
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Note),
            if self.dry_run { "; dry run: nothing was written" } else { "" }
        ))
    }

    fn print_json(
        &self,
        sources: &[Source],
        plan: &Plan,
        outcomes: &[Outcome],
    ) -> anyhow::Result<()> {
        let files = files_of(sources);
        let documents: Vec<_> = outcomes.iter().map(Outcome::to_json).collect();
        let diagnostics: Vec<_> = plan
            .diagnostics
            .iter()
            .map(|diagnostic| {
                let place = files.location(diagnostic.source, diagnostic.range.start).ok();
                json!({
                    "severity": diagnostic.severity.as_str(),
                    "file": sources[diagnostic.source].name,
                    "line": place.as_ref().map(|place| place.line_number),
                    "column": place.as_ref().map(|place| place.column_number),
                    "message": diagnostic.message,
                    "help": diagnostic.help,
                })
            })
            .collect();
        let answer =
            json!({ "dryRun": self.dry_run, "documents": documents, "diagnostics": diagnostics });
        output::line(&serde_json::to_string_pretty(&answer)?)
    }
}

impl Outcome {
    fn to_json(&self) -> serde_json::Value {
        json!({
            "document": self.document, "file": self.file, "events": self.events,
            "repeated": self.repeated, "passages": self.passages,
            "changes": changes_to_json(&self.summary), "sequence": self.sequence,
        })
    }
}

fn changes_to_json(summary: &Summary) -> serde_json::Value {
    let kinds = summary.kinds.iter().map(|(kind, counts)| {
        let counts = json!({
            "created": counts.created, "changed": counts.changed,
            "unchanged": counts.unchanged, "deleted": counts.deleted,
        });
        (kind.as_str().to_owned(), counts)
    });
    kinds.collect::<serde_json::Map<_, _>>().into()
}

/// Reads a file, but never more of it than a document can have.
fn read(path: &Path) -> anyhow::Result<Source> {
    let name = path.display().to_string();
    let file = File::open(path).with_context(|| format!("{name} cannot be read"))?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("{name} cannot be read"))?;
    Ok(Source::decode(name, bytes)?)
}

/// Plans against what the log says, and writes nothing anywhere.
fn preview(sources: &[Source], settings: &Settings) -> anyhow::Result<(Plan, Vec<Outcome>)> {
    let mut known = open::replayed(settings)?;
    let plan = import::plan(sources, &catalogue(&known)?)?;
    let mut outcomes = Vec::new();
    for document in &plan.documents {
        let (change_set, summary) = reduce(document.change_set.clone(), &known)?;
        known.apply(&change_set);
        outcomes.push(outcome(sources, document, summary, None));
    }
    Ok((plan, outcomes))
}

fn apply(sources: &[Source], settings: &Settings) -> anyhow::Result<(Plan, Vec<Outcome>)> {
    let knowledge = open::knowledge(settings)?;
    let plan = import::plan(sources, &catalogue(&knowledge.view())?)?;
    let progress = output::progress_bar(plan.documents.len() as u64);
    let mut outcomes = Vec::new();
    for document in &plan.documents {
        progress.set_message(document.document.clone());
        let applied = knowledge.apply(document.change_set.clone())?;
        outcomes.push(outcome(sources, document, applied.summary, applied.sequence));
        progress.inc(1);
    }
    progress.finish_and_clear();
    knowledge.settle()?;
    Ok((plan, outcomes))
}

fn outcome(
    sources: &[Source],
    document: &import::DocumentPlan,
    summary: Summary,
    sequence: Option<u64>,
) -> Outcome {
    Outcome {
        document: document.document.clone(),
        file: sources[document.source].name.clone(),
        events: document.events,
        repeated: document.repeated,
        passages: document.passages,
        summary,
        sequence,
    }
}

/// What an import has to know of what is known.
fn catalogue(known: &impl Known) -> anyhow::Result<Catalogue> {
    let mut catalogue = Catalogue {
        consulates: all(known)?,
        states: all(known)?,
        documents: all(known)?,
        events: all(known)?,
        ..Catalogue::default()
    };
    for passage in all::<Passage>(known)? {
        let slugs = catalogue.passages.entry(passage.document.clone()).or_default();
        slugs.push(passage.slug.clone());
    }
    Ok(catalogue)
}

fn all<E: Kinded>(known: &impl Known) -> anyhow::Result<Vec<std::sync::Arc<E>>> {
    let kind: Kind = E::KIND;
    Ok(known.all_known(kind)?.into_iter().filter_map(E::from_record).collect())
}

fn files_of(sources: &[Source]) -> SimpleFiles<&str, &str> {
    let mut files = SimpleFiles::new();
    for source in sources {
        files.add(source.name.as_str(), source.text.as_str());
    }
    files
}

/// Draws remarks with the line that they are about and a caret.
fn draw(sources: &[Source], diagnostics: &[Diagnostic]) -> anyhow::Result<()> {
    let colour =
        if std::io::stderr().is_terminal() { ColorChoice::Auto } else { ColorChoice::Never };
    let stream = StandardStream::stderr(colour);
    let files = files_of(sources);
    let config = term::Config::default();
    for Diagnostic { severity, source, range, message, help } in diagnostics {
        let severity = match severity {
            Severity::Note => diagnostic::Severity::Note,
            Severity::Warning => diagnostic::Severity::Warning,
            Severity::Error => diagnostic::Severity::Error,
        };
        let drawn = diagnostic::Diagnostic::new(severity)
            .with_message(message)
            .with_labels(vec![Label::primary(*source, range.clone())])
            .with_notes(help.iter().cloned().collect());
        term::emit_to_write_style(&mut stream.lock(), &config, &files, &drawn)?;
    }
    Ok(())
}

#[derive(Args)]
pub struct Records {
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Check every line, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// How to print what was done.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Records {
    fn run(&self, settings: &Settings) -> anyhow::Result<()> {
        // The first reading finds every bad line before anything is written.
        let mut count = 0;
        for path in &self.files {
            for record in records_of(path)? {
                record?;
                count += 1;
            }
        }
        let mut total = Summary::default();
        if self.dry_run {
            let mut known = open::replayed(settings)?;
            for change_set in self.change_sets()? {
                let (change_set, summary) = reduce(change_set?, &known)?;
                known.apply(&change_set);
                total.add(&summary);
            }
        } else {
            let knowledge = open::knowledge(settings)?;
            let progress = output::progress_bar(count);
            knowledge.apply_all(self.change_sets()?, |applied| {
                progress.inc(applied.summary.count());
                total.add(&applied.summary);
            })?;
            progress.finish_and_clear();
            knowledge.settle()?;
        }
        match self.format {
            Format::Text => output::line(&format!("{count} records: {}", output::summary(&total))),
            Format::Json => {
                output::line(&json!({ "dryRun": self.dry_run, "records": count, "changes": changes_to_json(&total) }).to_string())
            }
        }
    }

    /// All records, in sets of a size that one commit can take.
    fn change_sets(
        &self,
    ) -> anyhow::Result<impl Iterator<Item = anyhow::Result<ChangeSet>> + Send> {
        let files = self.files.iter().map(|path| Ok((author(path), records_of(path)?)));
        let files: Vec<_> = files.collect::<anyhow::Result<_>>()?;
        Ok(files.into_iter().flat_map(|(author, mut records)| {
            std::iter::from_fn(move || {
                let changes = records.by_ref().take(RECORDS_AT_ONCE);
                let changes = changes.map(|record| record.map(Change::Put));
                match changes.collect::<anyhow::Result<Vec<_>>>() {
                    Ok(changes) if changes.is_empty() => None,
                    Ok(changes) => Some(Ok(ChangeSet { author: author.clone(), changes })),
                    Err(error) => Some(Err(error)),
                }
            })
        }))
    }
}

/// Who the log says that the records of a file come from.
fn author(path: &Path) -> String {
    format!("import records {}", path.file_name().unwrap_or_default().to_string_lossy())
}

/// The records of a file, as they are read.
fn records_of(path: &Path) -> anyhow::Result<impl Iterator<Item = anyhow::Result<Record>> + Send> {
    let name = path.display().to_string();
    let file = File::open(path).with_context(|| format!("{name} cannot be read"))?;
    let lines = BufReader::new(file).lines().zip(1..);
    Ok(lines.filter_map(move |(line, number)| {
        let line = line.with_context(|| format!("{name}, line {number} cannot be read as UTF-8"));
        let record = line.and_then(|line| {
            records::parse_line(&line, number).map_err(|error| anyhow!("{name}: {error}"))
        });
        record.transpose()
    }))
}
