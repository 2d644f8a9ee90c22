//! The schema as a subgraph of Apollo Federation 2: other graphs of the ministry
//! refer to a node by its id, or by what people call it.

use async_graphql::{Context, ID, MergedObject, Object};

use super::error::Result;
use super::id::decode_id;
use super::kinds::Lookups;
use super::query::Root;
use super::viewed::{Viewed, view};
use crate::model::record::Kinded;
use crate::model::{
    ActionPlan, Claim, Consulate, Document, Event, Finding, Organisation, Partnership, Passage,
    Priority, Series, State, Theme,
};

/// 問い合わせ。Everything that can be asked.
#[derive(MergedObject, Default)]
#[graphql(name = "Query")]
pub struct Subgraph(Root, Lookups, Entities);

/// How other graphs refer to each kind of node.
#[derive(Default)]
struct Entities;

/// For each kind, its keys: the id, and the slug or code if clients know it by one.
macro_rules! entities {
    ($($entity:ident: $by_id:ident $(, $by_slug:ident($slug:ident))?;)*) => {
        #[Object]
        impl Entities {
            $(
                #[graphql(entity)]
                async fn $by_id(&self, context: &Context<'_>, id: ID) -> Result<Option<Viewed<$entity>>> {
                    let key = decode_id(&id)?;
                    match key.kind == <$entity as Kinded>::KIND {
                        true => Viewed::find(view(context)?, &key.slug),
                        false => Ok(None),
                    }
                }

                $(
                    #[graphql(entity)]
                    async fn $by_slug(&self, context: &Context<'_>, $slug: String) -> Result<Option<Viewed<$entity>>> {
                        Viewed::find(view(context)?, &$slug)
                    }
                )?
            )*
        }
    };
}

entities! {
    Event: event_by_id, event_by_slug(slug);
    Consulate: consulate_by_id, consulate_by_slug(slug);
    State: state_by_id, state_by_code(code);
    Document: document_by_id, document_by_slug(slug);
    Passage: passage_by_id;
    ActionPlan: action_plan_by_id, action_plan_by_slug(slug);
    Priority: priority_by_id, priority_by_slug(slug);
    Organisation: organisation_by_id, organisation_by_slug(slug);
    Theme: theme_by_id, theme_by_slug(slug);
    Series: series_by_id, series_by_slug(slug);
    Partnership: partnership_by_id, partnership_by_slug(slug);
    Claim: claim_by_id, claim_by_slug(slug);
    Finding: finding_by_id;
}
