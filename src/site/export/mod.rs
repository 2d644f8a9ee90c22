//! Downloads: all events of a search in one file, whatever their number.
//!
//! An [`Export`] is asked for its file part by part, a page of the search each, and
//! keeps nothing but its place: who writes the file decides when the next part is
//! made. [`Shape`] is what the formats share; [`parameters`] refuses what a search page
//! would overlook.

mod calendar;
mod event;
mod feed;
mod lines;
mod linked;
pub mod parameters;
mod table;

use std::io;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use super::address::Address;
use super::conditions;
use super::failure::Failure;
use super::language::Language;
use super::visit::Visit;
use crate::graphql::{Schema, today};
use crate::knowledge::View;
use crate::site::operation::{Operation, operation};
use event::Event;
use std::sync::Arc;

static OPERATION: Operation = operation!("export");

/// Events of one part: as many as GraphQL gives at once.
const PART: usize = 100;

/// A format of a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Table,
    Lines,
    Calendar,
    Linked,
    Feed,
}

impl Format {
    pub const ALL: [Self; 5] = [Self::Table, Self::Lines, Self::Calendar, Self::Linked, Self::Feed];

    /// What names of its files end in.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Table => "csv",
            Self::Lines => "jsonl",
            Self::Calendar => "ics",
            Self::Linked => "jsonld",
            Self::Feed => "atom",
        }
    }

    pub fn of_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// As HTTP names it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Table => "text/csv; charset=utf-8; header=present",
            Self::Lines => "application/jsonl",
            Self::Calendar => "text/calendar; charset=utf-8",
            Self::Linked => "application/ld+json",
            Self::Feed => "application/atom+xml; charset=utf-8",
        }
    }

    /// The path of its file on the site.
    pub fn path(self) -> String {
        format!("/export/events.{}", self.extension())
    }

    fn shape(self, language: Language) -> Box<dyn Shape> {
        match self {
            Self::Table => Box::new(table::Table { language }),
            Self::Lines => Box::new(lines::Lines { language }),
            Self::Calendar => Box::new(calendar::Calendar::new(language)),
            Self::Linked => Box::new(linked::Linked::new(language)),
            Self::Feed => Box::new(feed::Feed { language }),
        }
    }
}

/// What a file says of itself.
struct Head<'a> {
    /// What the file is of.
    address: &'a Address,
    /// Events that match.
    total: u64,
    made: Timestamp,
}

impl Head<'_> {
    fn title(&self) -> String {
        let language = self.address.language;
        match self.address.parameters.first("query") {
            None => language.pick("草の根: 事業", "Kusanone: events").to_owned(),
            Some(query) => language
                .pick(format!("草の根: 「{query}」の検索結果"), format!("Kusanone: “{query}”")),
        }
    }
}

/// How a file is written, event by event.
trait Shape: Send {
    fn begin(&mut self, head: &Head, out: &mut Vec<u8>) -> io::Result<()>;
    fn event(&mut self, event: &Event, out: &mut Vec<u8>) -> io::Result<()>;
    fn end(&mut self, out: &mut Vec<u8>) -> io::Result<()>;
}

#[derive(Deserialize)]
struct Data {
    search: Search,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Search {
    total_count: u64,
    page_info: PageInfo,
    nodes: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

/// A download that is being made.
pub struct Export {
    address: Address,
    shape: Box<dyn Shape>,
    made: Timestamp,
    place: Place,
    /// Events written so far, and in all; none is known to be there before the first
    /// part.
    written: u64,
    total: u64,
}

/// How far a download has come.
enum Place {
    Begin,
    Behind(Option<String>),
    End,
}

impl Export {
    /// Nothing is asked yet. The address is that of the file; its parameters are those of
    /// a search.
    pub fn new(format: Format, address: Address) -> Self {
        let shape = format.shape(address.language);
        let made = Timestamp::now();
        Self { address, shape, made, place: Place::Begin, written: 0, total: 0 }
    }

    /// Names what this download is of, and the state that it is made from: the same
    /// name, the same events. Words such as 昨年度 mean something else on another day.
    pub fn tag(&self, view: &View) -> String {
        let (version, sequence) = (env!("CARGO_PKG_VERSION"), view.sequence());
        let (fingerprint, today) = (view.fingerprint(), today());
        let of = format!("{version} {sequence} {fingerprint} {today} {}", self.address);
        blake3::hash(of.as_bytes()).to_hex()[..32].to_owned()
    }

    /// Whether the file is whole.
    pub fn is_whole(&self) -> bool {
        matches!(self.place, Place::End)
    }

    /// Events written so far.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Events in all, known from the first part on.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The next part of the file; empty when it is whole. Every part has to be read from
    /// the same state of the knowledge base. Blocks while it reads.
    ///
    /// # Errors
    /// As the parameters cannot be used, or the API refuses them. What was made so far
    /// is then not the whole file.
    pub fn next(&mut self, schema: &Schema, view: &Arc<View>) -> Result<Vec<u8>, Failure> {
        let visit = Visit::new(schema, view, self.address.clone());
        let mut part = Vec::new();
        let search = match &self.place {
            Place::End => return Ok(part),
            Place::Begin => {
                parameters::check(&visit)?;
                let search = ask(&visit, None)?;
                self.total = search.total_count;
                let head = Head { address: &self.address, total: self.total, made: self.made };
                self.shape.begin(&head, &mut part).map_err(unwritable)?;
                search
            }
            Place::Behind(cursor) => ask(&visit, cursor.as_deref())?,
        };
        for event in &search.nodes {
            self.shape.event(event, &mut part).map_err(unwritable)?;
        }
        self.written += search.nodes.len() as u64;
        self.place = match search.page_info {
            PageInfo { has_next_page: true, end_cursor } => Place::Behind(end_cursor),
            PageInfo { has_next_page: false, .. } => {
                self.check_number()?;
                self.shape.end(&mut part).map_err(unwritable)?;
                Place::End
            }
        };
        Ok(part)
    }

    /// A file that lacks something must not look whole.
    fn check_number(&self) -> Result<(), Failure> {
        if self.written == self.total {
            return Ok(());
        }
        tracing::error!(self.written, self.total, "a download lacks events");
        Err(Failure::Internal)
    }
}

fn ask(visit: &Visit, after: Option<&str>) -> Result<Search, Failure> {
    let mut variables = conditions::variables(&visit.address.parameters);
    variables.extend([("first".to_owned(), json!(PART)), ("after".to_owned(), json!(after))]);
    let Data { search } = visit.ask(&OPERATION, variables)?;
    Ok(search)
}

fn unwritable(cause: io::Error) -> Failure {
    tracing::error!(%cause, "an event could not be written");
    Failure::Internal
}
