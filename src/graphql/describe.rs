//! Descriptions of the types that the library makes: pages and their edges.

use async_graphql::connection::{DefaultEdgeName, Edge, EmptyFields, PageInfo};
use async_graphql::{EmptyMutation, EmptySubscription, ObjectType, SchemaBuilder};

use super::id::Cursor;
use super::node::SearchResult;
use super::search::{HitInfo, SearchConnection, SearchEdgeName};
use super::viewed::{Entities, Viewed};
use crate::model::{
    ActionPlan, Claim, Consulate, Document, Event, Finding, Organisation, Partnership, Passage,
    Priority, Series, State, Theme,
};

const PAGE: &str = "一覧の一部（Relay）。A page of a list (Relay).";
const EDGE: &str = "一覧の一件と、その位置。An item of a list, and its place in it.";

type Builder<Q> = SchemaBuilder<Q, EmptyMutation, EmptySubscription>;
type EntityEdge<E> = Edge<Cursor, Viewed<E>, EmptyFields, DefaultEdgeName>;
type SearchEdge = Edge<Cursor, SearchResult, HitInfo, SearchEdgeName>;

/// Describes every page and edge of the schema.
pub fn describe<Q: ObjectType + 'static>(builder: Builder<Q>) -> Builder<Q> {
    macro_rules! pages {
        ($($entity:ident),*) => {
            builder
                .override_output_type_description::<PageInfo>(
                    "一覧のどの部分か（Relay）。Which part of a list a page is (Relay).",
                )
                .override_output_type_description::<SearchConnection>(
                    "検索結果の一部と、検索全体の情報。A page of a search, and what is told of the whole.",
                )
                .override_output_type_description::<SearchEdge>(
                    "検索結果の一件。見つかった理由を含む。A hit, and why it was found.",
                )
                $(
                    .override_output_type_description::<Entities<$entity>>(PAGE)
                    .override_output_type_description::<EntityEdge<$entity>>(EDGE)
                )*
        };
    }
    pages!(
        ActionPlan,
        Claim,
        Consulate,
        Document,
        Event,
        Finding,
        Organisation,
        Partnership,
        Passage,
        Priority,
        Series,
        State,
        Theme
    )
}
