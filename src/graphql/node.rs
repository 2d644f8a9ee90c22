//! Anything that has an id, and anything that a search can bring.

use std::sync::Arc;

use async_graphql::{ID, Interface, Union};

use super::error::{Result, internal};
use super::viewed::Viewed;
use crate::knowledge::View;
use crate::model::{
    ActionPlan, Claim, Consulate, Document, Entity, Event, Finding, Key, Organisation, Partnership,
    Passage, Priority, Record, Series, State, Theme,
};
use crate::store::Stored;

/// 全体で一意な識別子を持つもの（Relay）。Anything with a global id (Relay).
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "全体で一意な識別子。Global id."))]
pub enum Node {
    Event(Viewed<Event>),
    Consulate(Viewed<Consulate>),
    State(Viewed<State>),
    Document(Viewed<Document>),
    Passage(Viewed<Passage>),
    ActionPlan(Viewed<ActionPlan>),
    Priority(Viewed<Priority>),
    Organisation(Viewed<Organisation>),
    Theme(Viewed<Theme>),
    Series(Viewed<Series>),
    Partnership(Viewed<Partnership>),
    Claim(Viewed<Claim>),
    Finding(Viewed<Finding>),
}

impl Node {
    pub fn find(view: &Arc<View>, key: &Key) -> Result<Option<Self>> {
        Ok(view.record(key).map_err(internal)?.map(|stored| Self::new(view, stored)))
    }

    fn new(view: &Arc<View>, Stored { revision, record }: Stored) -> Self {
        let view = Arc::clone(view);
        match record {
            Record::Event(entity) => Self::Event(Viewed { view, revision, entity }),
            Record::Consulate(entity) => Self::Consulate(Viewed { view, revision, entity }),
            Record::State(entity) => Self::State(Viewed { view, revision, entity }),
            Record::Document(entity) => Self::Document(Viewed { view, revision, entity }),
            Record::Passage(entity) => Self::Passage(Viewed { view, revision, entity }),
            Record::ActionPlan(entity) => Self::ActionPlan(Viewed { view, revision, entity }),
            Record::Priority(entity) => Self::Priority(Viewed { view, revision, entity }),
            Record::Organisation(entity) => Self::Organisation(Viewed { view, revision, entity }),
            Record::Theme(entity) => Self::Theme(Viewed { view, revision, entity }),
            Record::Series(entity) => Self::Series(Viewed { view, revision, entity }),
            Record::Partnership(entity) => Self::Partnership(Viewed { view, revision, entity }),
            Record::Claim(entity) => Self::Claim(Viewed { view, revision, entity }),
            Record::Finding(entity) => Self::Finding(Viewed { view, revision, entity }),
        }
    }
}

/// 検索で見つかるもの。Anything that a search can bring.
#[derive(Union)]
pub enum SearchResult {
    Event(Viewed<Event>),
    Document(Viewed<Document>),
    Passage(Viewed<Passage>),
    Consulate(Viewed<Consulate>),
    State(Viewed<State>),
    ActionPlan(Viewed<ActionPlan>),
    Priority(Viewed<Priority>),
    Organisation(Viewed<Organisation>),
    Theme(Viewed<Theme>),
    Series(Viewed<Series>),
    Partnership(Viewed<Partnership>),
    Claim(Viewed<Claim>),
}

impl SearchResult {
    pub fn find(view: &Arc<View>, key: &Key) -> Result<Option<Self>> {
        Ok(Node::find(view, key)?.and_then(|node| match node {
            Node::Event(entity) => Some(Self::Event(entity)),
            Node::Document(entity) => Some(Self::Document(entity)),
            Node::Passage(entity) => Some(Self::Passage(entity)),
            Node::Consulate(entity) => Some(Self::Consulate(entity)),
            Node::State(entity) => Some(Self::State(entity)),
            Node::ActionPlan(entity) => Some(Self::ActionPlan(entity)),
            Node::Priority(entity) => Some(Self::Priority(entity)),
            Node::Organisation(entity) => Some(Self::Organisation(entity)),
            Node::Theme(entity) => Some(Self::Theme(entity)),
            Node::Series(entity) => Some(Self::Series(entity)),
            Node::Partnership(entity) => Some(Self::Partnership(entity)),
            Node::Claim(entity) => Some(Self::Claim(entity)),
            Node::Finding(_) => None,
        }))
    }

    pub fn entity(&self) -> &dyn Entity {
        match self {
            Self::Event(node) => node.entity.as_ref(),
            Self::Document(node) => node.entity.as_ref(),
            Self::Passage(node) => node.entity.as_ref(),
            Self::Consulate(node) => node.entity.as_ref(),
            Self::State(node) => node.entity.as_ref(),
            Self::ActionPlan(node) => node.entity.as_ref(),
            Self::Priority(node) => node.entity.as_ref(),
            Self::Organisation(node) => node.entity.as_ref(),
            Self::Theme(node) => node.entity.as_ref(),
            Self::Series(node) => node.entity.as_ref(),
            Self::Partnership(node) => node.entity.as_ref(),
            Self::Claim(node) => node.entity.as_ref(),
        }
    }
}
