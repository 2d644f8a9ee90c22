//! The kinds of entity, and the one mechanism that serves them all.
//!
//! A kind is a row of the `kinds!` table and an [`Entity`] impl. Everything
//! else (store, index, references, reverse relations, facets, loaders) is
//! written once, against [`Entity`] and [`Kinded`].

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ActionPlan, Claim, Consulate, DateSpan, Document, Event, Finding, Language, Organisation,
    Partnership, Passage, Priority, Series, State, Theme,
};

/// What every kind of entity tells about itself.
pub trait Entity {
    /// Unique within its kind, and never changed.
    fn slug(&self) -> &str;

    /// The short text that names it in a list.
    fn label(&self, language: Language) -> &str;

    /// All its texts that a search must find, in the order of the page.
    fn texts(&self) -> Vec<(TextField, &str)>;

    /// What it can be counted and filtered by. Those that name another entity
    /// are its relations; the other direction is answered from the index.
    fn links(&self) -> Vec<Link>;

    fn sort_keys(&self) -> SortKeys {
        SortKeys::default()
    }

    /// Whether a search over everything returns it. Otherwise only a search for
    /// its kind does, because another entity already brings what it says.
    fn stands_alone(&self) -> bool {
        true
    }
}

/// An entity whose kind is known when compiling.
pub trait Kinded: Entity + Sized {
    const KIND: Kind;

    fn from_record(record: Record) -> Option<Arc<Self>>;

    fn key(&self) -> Key {
        Key::new(Self::KIND, self.slug())
    }
}

macro_rules! kinds {
    ($($kind:ident = $name:literal, $doc:literal;)*) => {
        /// A kind of entity.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = $doc] $kind,)*
        }

        impl Kind {
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The value of `kind` in an import record.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }

        /// Any entity, in the form that files, log and store hold it.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(tag = "kind")]
        pub enum Record {
            $(#[serde(rename = $name)] $kind(Arc<$kind>),)*
        }

        impl Record {
            pub fn kind(&self) -> Kind {
                match self {
                    $(Self::$kind(_) => Kind::$kind,)*
                }
            }

            /// The record without its kind, for whoever keeps it under its key.
            ///
            /// # Errors
            /// If the writer fails.
            pub fn write_content(&self, writer: impl std::io::Write) -> serde_json::Result<()> {
                match self {
                    $(Self::$kind(entity) => serde_json::to_writer(writer, entity),)*
                }
            }

            /// Reads what [`Record::write_content`] wrote of a kind. To know the kind
            /// beforehand takes half the time: nothing is kept until it is found.
            ///
            /// # Errors
            /// If it is something else.
            pub fn read_content(kind: Kind, content: &[u8]) -> serde_json::Result<Self> {
                Ok(match kind {
                    $(Kind::$kind => Self::$kind(serde_json::from_slice(content)?),)*
                })
            }

            pub fn entity(&self) -> &dyn Entity {
                match self {
                    $(Self::$kind(entity) => entity.as_ref(),)*
                }
            }
        }

        $(
            impl Kinded for $kind {
                const KIND: Kind = Kind::$kind;

                fn from_record(record: Record) -> Option<Arc<Self>> {
                    match record {
                        Record::$kind(entity) => Some(entity),
                        _ => None,
                    }
                }
            }

            impl From<$kind> for Record {
                fn from(entity: $kind) -> Self {
                    Self::$kind(Arc::new(entity))
                }
            }
        )*
    };
}

kinds! {
    Event = "event", "Something the programme did.";
    Consulate = "consulate", "A Japanese mission in the United States.";
    State = "state", "A state, the District of Columbia or a territory.";
    Document = "document", "A report or policy paper.";
    Passage = "passage", "A piece of a document, in its wording.";
    ActionPlan = "actionPlan", "A plan that the task force adopted.";
    Priority = "priority", "An aim that an action plan names.";
    Organisation = "organisation", "A partner of the programme.";
    Theme = "theme", "What events are about.";
    Series = "series", "An undertaking that recurs.";
    Partnership = "partnership", "A tie between a place in the United States and one in Japan.";
    Claim = "claim", "A published figure.";
    Finding = "finding", "A remark on the quality of a source.";
}

impl Record {
    pub fn key(&self) -> Key {
        Key::new(self.kind(), self.entity().slug())
    }
}

/// Names one entity: its kind and its slug, written `event/fy2024-39`. Keys are
/// ordered as they are written, which is how the index orders them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Key {
    pub kind: Kind,
    pub slug: String,
}

/// Why a text does not name an entity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" names no entity: expected a kind, a slash and a slug, as event/fy2024-39")]
pub struct KeyError(String);

impl Key {
    pub fn new(kind: Kind, slug: impl Into<String>) -> Self {
        Self { kind, slug: slug.into() }
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let kind = self.kind.as_str().cmp(other.kind.as_str());
        kind.then_with(|| self.slug.cmp(&other.slug))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.as_str(), self.slug)
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (kind, slug) = text.split_once('/').ok_or_else(|| KeyError(text.to_owned()))?;
        let kind = Kind::ALL.iter().find(|known| known.as_str() == kind);
        match kind {
            Some(&kind) if !slug.is_empty() => Ok(Self::new(kind, slug)),
            _ => Err(KeyError(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Key {
    type Error = KeyError;

    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}

impl From<Key> for String {
    fn from(key: Key) -> String {
        key.to_string()
    }
}

/// A slug, and those of the wholes that it is a part of: `jetro/chicago`, then
/// `jetro`.
pub fn lineage(slug: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(slug), |slug| parent(slug))
}

/// The slug of the whole that an organisation or theme is a part of, if any.
pub fn parent(slug: &str) -> Option<&str> {
    slug.rsplit_once('/').map(|(whole, _)| whole)
}

/// Something an entity can be counted and filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// What the entity is; every entity has it without telling it.
    Kind,
    FiscalYear,
    Consulate,
    State,
    Document,
    ActionPlan,
    Priority,
    /// The event that a passage tells of.
    Event,
    Format,
    /// What a finding or a claim is about: a whole [`Key`].
    About,
    /// What it is among its kind: the code of a finding, the kind of an organisation.
    Class,
    Organisation,
    Theme,
    Series,
    Partnership,
    /// What a claim counts.
    Measure,
    /// A claim that another one was reckoned from.
    Claim,
}

impl Relation {
    pub const ALL: [Self; 17] = [
        Self::Kind,
        Self::FiscalYear,
        Self::Consulate,
        Self::State,
        Self::Document,
        Self::ActionPlan,
        Self::Priority,
        Self::Event,
        Self::Format,
        Self::About,
        Self::Class,
        Self::Organisation,
        Self::Theme,
        Self::Series,
        Self::Partnership,
        Self::Measure,
        Self::Claim,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::FiscalYear => "fiscal_year",
            Self::Consulate => "consulate",
            Self::State => "state",
            Self::Document => "document",
            Self::ActionPlan => "action_plan",
            Self::Priority => "priority",
            Self::Event => "event",
            Self::Format => "format",
            Self::About => "about",
            Self::Class => "class",
            Self::Organisation => "organisation",
            Self::Theme => "theme",
            Self::Series => "series",
            Self::Partnership => "partnership",
            Self::Measure => "measure",
            Self::Claim => "claim",
        }
    }
}

/// One value of an entity under a [`Relation`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    pub relation: Relation,
    pub value: String,
}

impl Link {
    pub fn new(relation: Relation, value: impl Into<String>) -> Self {
        Self { relation, value: value.into() }
    }

    /// The entity that the value names, if it names one.
    pub fn target(&self) -> Option<Key> {
        let kind = match self.relation {
            Relation::Kind
            | Relation::FiscalYear
            | Relation::Format
            | Relation::Class
            | Relation::Measure => return None,
            Relation::About => return self.value.parse().ok(),
            Relation::Consulate => Kind::Consulate,
            Relation::State => Kind::State,
            Relation::Document => Kind::Document,
            Relation::ActionPlan => Kind::ActionPlan,
            Relation::Priority => Kind::Priority,
            Relation::Event => Kind::Event,
            Relation::Organisation => Kind::Organisation,
            Relation::Theme => Kind::Theme,
            Relation::Series => Kind::Series,
            Relation::Partnership => Kind::Partnership,
            Relation::Claim => Kind::Claim,
        };
        Some(Key::new(kind, &self.value))
    }
}

/// A place where an entity keeps text, as told with a highlight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextField {
    Title,
    Name,
    Aliases,
    Heading,
    Abstract,
    Overview,
    Effects,
    Captions,
    Venue,
    City,
    Audience,
    Attendance,
    Dates,
    Description,
    Administration,
    Area,
    Text,
    Message,
    People,
    Survey,
    Sides,
    Evidence,
    Note,
}

impl TextField {
    /// Whether the text says what the entity is called.
    pub fn is_title(self) -> bool {
        matches!(self, Self::Title | Self::Name | Self::Heading)
    }

    /// The name of the GraphQL field that holds the text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Name => "name",
            Self::Aliases => "aliases",
            Self::Heading => "heading",
            Self::Abstract => "abstract",
            Self::Overview => "overview",
            Self::Effects => "effects",
            Self::Captions => "captions",
            Self::Venue => "venue",
            Self::City => "city",
            Self::Audience => "audience",
            Self::Attendance => "attendance",
            Self::Dates => "dateText",
            Self::Description => "description",
            Self::Administration => "administration",
            Self::Area => "area",
            Self::Text => "text",
            Self::Message => "message",
            Self::People => "people",
            Self::Survey => "survey",
            Self::Sides => "sides",
            Self::Evidence => "evidence",
            Self::Note => "note",
        }
    }
}

/// What an entity can be ordered and narrowed by, besides its key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SortKeys {
    /// When it took place or was published; none where that is not known.
    pub dates: Vec<DateSpan>,
    /// Persons who came, or views.
    pub attendance: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_as_written() {
        for text in ["event/fy2024-39", "passage/fy2024-report/0042", "priority/plan-4.0/awareness"]
        {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        }
        for text in ["", "event", "event/", "nothing/x", "Event/fy2024-39"] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
    }

    /// The index finds the field of a relation by its number.
    #[test]
    fn relations_are_listed_in_their_order() {
        for (number, relation) in Relation::ALL.into_iter().enumerate() {
            assert_eq!(relation as usize, number);
        }
    }

    #[test]
    fn the_smallest_event_record_is_read() {
        let json = r#"{"kind":"event","slug":"x-1","title":{"ja":"半導体"},"fiscalYear":2024,
            "consulate":"chicago","states":["IL"],"priorities":["plan-3.0/supply-chain"],"overview":["概要"]}"#;
        let Record::Event(event) = serde_json::from_str(json).unwrap() else {
            panic!("not an event")
        };
        assert_eq!(event.priorities[0].priority, "plan-3.0/supply-chain");
        let unknown = json.replace("overview", "overveiw");
        assert!(
            serde_json::from_str::<Record>(&unknown).unwrap_err().to_string().contains("overveiw")
        );
    }
}
