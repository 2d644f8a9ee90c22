//! Plain types of the domain: what an event, a consulate or a priority *is*.
//!
//! Nothing here reads, writes, searches or speaks GraphQL. The one serialised
//! form of these types is the *import record* ([`Record`]): the JSON that seed
//! files, import files, the log and the store all use, described for others by
//! `schema/record.schema.json`.
//!
//! Reading order: [`record`] lists the kinds of entity and what every kind must
//! tell about itself, [`event`] is the largest of them, [`date`] the dates they
//! share, [`change`] how they change.

pub mod change;
pub mod claim;
pub mod date;
pub mod document;
mod entities;
pub mod event;
pub mod finding;
pub mod organisation;
pub mod participation;
pub mod partnership;
pub mod place;
pub mod policy;
pub mod record;
pub mod survey;
pub mod theme;
mod validate;
pub mod value;

pub use change::{Change, ChangeSet, Position};
pub use claim::{Claim, Sign, Term};
pub use date::{DateSpan, PartialDate};
pub use document::{Document, DocumentKind, Passage};
pub use event::{
    Attendance, AttendanceUnit, Event, EventField, EventFormat, FieldBasis, Origin, PriorityLink,
    SourceReference,
};
pub use finding::{Finding, FindingCode};
pub use organisation::{Organisation, OrganisationKind};
pub use participation::{Participation, ParticipationRole, Person, Presence};
pub use partnership::{JpSide, Partnership, PartnershipKind, UsSide};
pub use place::{Consulate, ConsulateKind, Jurisdiction, Location, State, StateKind};
pub use policy::{ActionPlan, CrosswalkLink, Priority};
pub use record::{Entity, Key, Kind, Kinded, Link, Record, Relation, SortKeys, TextField};
pub use survey::{SurveyFigure, SurveyMeasure, SurveyUnit};
pub use theme::{Series, Theme};
pub use validate::Invalid;
pub use value::{Basis, Bilingual, Language, Precision};
