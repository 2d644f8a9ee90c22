//! `kusanone export`: the same files as the downloads of the site.

use std::fs::{File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use tempfile::NamedTempFile;

use super::config::Settings;
use super::{open, output};
use crate::graphql::{Options, Schema};
use crate::site::export::{self, Export as Download};
use crate::site::{Address, Language, Parameters};

#[derive(Args)]
pub struct Export {
    /// Of the file: CSV for spreadsheets, JSON Lines, iCalendar, JSON-LD or Atom.
    #[arg(value_parser = PossibleValuesParser::new(export::Format::ALL.map(export::Format::extension)))]
    format: String,
    /// What to look for; all events without it.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// A condition, as `states=TX` or `attendance.min=100`; may be given several times.
    /// The names are those of a download's address.
    #[arg(long = "filter", value_name = "NAME=VALUE", value_parser = condition)]
    filters: Vec<(String, String)>,
    /// Order of the events: RELEVANCE, DATE_ASC or DATE_DESC.
    #[arg(long, value_name = "ORDER")]
    order_by: Option<String>,
    /// A reading to leave out, by its id; may be given several times.
    #[arg(long, value_name = "ID")]
    without: Vec<String>,
    /// Language of headings and names.
    #[arg(long, value_enum, default_value_t)]
    language: Tongue,
    /// The file to write, in whole or not at all; standard output without it.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A language, as people name it on the command line.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Tongue {
    #[default]
    Ja,
    En,
}

impl Export {
    pub fn run(&self, settings: &Settings) -> anyhow::Result<()> {
        let format = export::Format::of_extension(&self.format)
            .with_context(|| format!("there is no format {}", self.format))?;
        let knowledge = open::knowledge(settings)?;
        let view = knowledge.view();
        let schema = Schema::new(Options::default());
        let mut download = Download::new(format, self.address(format));
        let mut target = Target::open(self.output.as_deref())?;
        let progress = output::progress_bar(0);
        while !download.is_whole() {
            let part = download.next(&schema, &Arc::new(view.afresh()));
            target.write(&part.map_err(|failure| anyhow!("{}", failure.message()))?)?;
            progress.set_length(download.total());
            progress.set_position(download.written());
        }
        progress.finish_and_clear();
        target.close()?;
        output::note(&format!("{} events", download.written()));
        Ok(())
    }

    /// The address of the same file on the site.
    fn address(&self, format: export::Format) -> Address {
        let query = self.query.join(" ");
        let words = (!query.trim().is_empty()).then(|| ("query".to_owned(), query));
        let others = self.without.iter().map(|id| ("without".to_owned(), id.clone()));
        let order = self.order_by.iter().map(|order| ("orderBy".to_owned(), order.clone()));
        let asked =
            words.into_iter().chain(self.filters.iter().cloned()).chain(others).chain(order);
        let parameters =
            asked.fold(Parameters::default(), |asked, (name, value)| asked.with(&name, value));
        let language = match self.language {
            Tongue::Ja => Language::Ja,
            Tongue::En => Language::En,
        };
        Address { language, path: format.path(), parameters }
    }
}

fn condition(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => {
            Ok((name.to_owned(), value.to_owned()))
        }
        _ => Err("expected a name and a value, as states=TX".to_owned()),
    }
}

/// Where the file goes. One that is named is there when it is whole, and not before.
enum Target<'a> {
    Stream(Box<dyn Write>),
    File { unfinished: NamedTempFile, path: &'a Path },
}

impl<'a> Target<'a> {
    fn open(path: Option<&'a Path>) -> anyhow::Result<Self> {
        let Some(path) = path else { return Ok(Self::Stream(Box::new(std::io::stdout()))) };
        let told = || path.display().to_string();
        // A pipe or a device cannot be replaced by a file.
        if path.exists() && !path.is_file() {
            let stream = File::options().write(true).open(path).with_context(told)?;
            return Ok(Self::Stream(Box::new(stream)));
        }
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        // As any new file, and not for its owner alone.
        let mut unfinished = tempfile::Builder::new();
        unfinished.permissions(Permissions::from_mode(0o666));
        let unfinished = unfinished.tempfile_in(folder).with_context(told)?;
        Ok(Self::File { unfinished, path })
    }

    fn write(&mut self, part: &[u8]) -> std::io::Result<()> {
        match self {
            Self::Stream(stream) => stream.write_all(part),
            Self::File { unfinished, .. } => unfinished.write_all(part),
        }
    }

    fn close(self) -> std::io::Result<()> {
        match self {
            Self::Stream(mut stream) => stream.flush(),
            Self::File { unfinished, path } => {
                unfinished.persist(path)?;
                Ok(())
            }
        }
    }
}
