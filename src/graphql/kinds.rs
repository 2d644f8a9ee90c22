//! All of a kind, and where clients can name one, the one with a slug: one row a
//! kind.
//!
//! Events, which can also be ordered, stand in [`query`](super::query).

use async_graphql::{Context, MergedObject, Object};

use super::error::Result;
use super::filter::{ClaimFilter, FindingFilter, OrganisationFilter, PartnershipFilter};
use super::page::{PageArguments, page_cost};
use super::viewed::{Entities, Viewed, view};
use crate::model::{
    ActionPlan, Claim, Consulate, Document, Finding, Organisation, Partnership, Priority, Series,
    State, Theme,
};
use crate::search::{Direction, Filter, Order};

/// The condition that a client gives with a filter; none without one.
macro_rules! parsed {
    () => {
        Filter::default()
    };
    ($type:ident: $filter:ident) => {
        $filter.unwrap_or_default().parse()?
    };
}

/// A list of all entities of a kind, narrowed by a filter where it has one; and,
/// where clients can name an entity of the kind, the one with a slug.
macro_rules! lookups {
    ($(
        $lookup:ident: $entity:ident {
            $(one $one:ident($argument:ident = $argument_doc:literal): $one_doc:literal,)?
            all $many:ident$((filter: $filter:ident))?: $many_doc:literal by $order:expr
        }
    )*) => {
        /// Every kind that can be asked for.
        #[derive(MergedObject, Default)]
        pub struct Lookups($($lookup),*);

        $(
            #[derive(Default)]
            struct $lookup;

            #[Object]
            impl $lookup {
                $(
                    #[doc = $one_doc]
                    async fn $one(
                        &self,
                        context: &Context<'_>,
                        #[graphql(desc = $argument_doc)] $argument: String,
                    ) -> Result<Option<Viewed<$entity>>> {
                        Viewed::find(view(context)?, &$argument)
                    }
                )?

                #[doc = $many_doc]
                #[graphql(complexity = "page_cost(first, last, child_complexity)")]
                async fn $many(
                    &self,
                    context: &Context<'_>,
                    $(#[graphql(desc = "条件。Conditions.")] filter: Option<$filter>,)?
                    #[graphql(desc = "先頭から（1〜100、省略時20）。1 to 100; or 20.")]
                    first: Option<i32>,
                    #[graphql(desc = "このカーソルより後ろ。Behind this cursor.")]
                    after: Option<String>,
                    #[graphql(desc = "末尾から（1〜100、省略時20）。From the end.")]
                    last: Option<i32>,
                    #[graphql(desc = "このカーソルより前。Ahead of this cursor.")]
                    before: Option<String>,
                ) -> Result<Entities<$entity>> {
                    let wanted = parsed!($($filter: filter)?);
                    let page = PageArguments { first, after, last, before };
                    Viewed::connect(view(context)?, wanted, $order, page)
                }
            }
        )*
    };
}

lookups! {
    ConsulateLookup: Consulate {
        one consulate(slug = "例: chicago。As chicago."):
            "指定した slug の在外公館。なければ null。The consulate with a slug; null if there is none.",
        all consulates: "在外公館の一覧、slug 順。The consulates, by slug." by Order::Key
    }
    StateLookup: State {
        one state(code = "2文字コード。例: TX。USPS code, as TX."):
            "指定したコードの州。なければ null。The state with a code; null if there is none.",
        all states: "州等の一覧、コード順。The states, by code." by Order::Key
    }
    OrganisationLookup: Organisation {
        one organisation(slug = "例: jetro/chicago。As jetro/chicago."):
            "指定した slug の団体。なければ null。The organisation with a slug; null if there is none.",
        all organisations(filter: OrganisationFilter):
            "団体の一覧、slug 順。The organisations, by slug." by Order::Key
    }
    ActionPlanLookup: ActionPlan {
        one action_plan(slug = "例: plan-4.0。As plan-4.0."):
            "指定した slug の行動計画。なければ null。The action plan with a slug; null if there is none.",
        all action_plans: "行動計画の一覧、古い順。The action plans, oldest first."
            by Order::Date(Direction::Ascending)
    }
    PriorityLookup: Priority {
        one priority(slug = "計画の slug、斜線、名前。Slug of the plan, a slash, a name."):
            "指定した slug の重点分野。なければ null。The priority with a slug; null if there is none.",
        all priorities: "重点分野の一覧、slug 順。The priorities, by slug." by Order::Key
    }
    DocumentLookup: Document {
        one document(slug = "例: fy2024-report。As fy2024-report."):
            "指定した slug の資料。なければ null。The document with a slug; null if there is none.",
        all documents: "資料の一覧、slug 順。The documents, by slug." by Order::Key
    }
    ThemeLookup: Theme {
        one theme(slug = "例: energy/hydrogen。As energy/hydrogen."):
            "指定した slug の主題。なければ null。The theme with a slug; null if there is none.",
        all themes: "主題の一覧、slug 順。The themes, by slug." by Order::Key
    }
    SeriesLookup: Series {
        all series: "継続事業の一覧、slug 順。The undertakings that recur, by slug." by Order::Key
    }
    PartnershipLookup: Partnership {
        one partnership(slug = "例: tulsa-utsunomiya。As tulsa-utsunomiya."):
            "指定した slug の提携。なければ null。The partnership with a slug; null if there is none.",
        all partnerships(filter: PartnershipFilter):
            "姉妹都市等の提携の一覧、slug 順。Ties between places, by slug." by Order::Key
    }
    ClaimLookup: Claim {
        one claim(slug = "例: participants/fy2020/fy2020-summary。As participants/fy2020/fy2020-summary."):
            "指定した slug の公表値。なければ null。The figure with a slug; null if there is none.",
        all claims(filter: ClaimFilter):
            "資料が公表した数値の一覧、slug 順。Figures that the documents publish, by slug." by Order::Key
    }
    FindingLookup: Finding {
        all findings(filter: FindingFilter):
            "原資料についての所見の一覧。Remarks on the sources." by Order::Key
    }
}
