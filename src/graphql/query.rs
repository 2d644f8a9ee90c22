//! The root of all questions.

use async_graphql::{Context, ID, MergedObject, Object, SimpleObject};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use super::analysis::Analysis;
use super::cost;
use super::coverage::{CoverageAxis, CoverageMatrix};
use super::error::{Result, bad_user_input, internal};
use super::filter::{EventFilter, SearchFilter};
use super::id::decode_id;
use super::kinds;
use super::node::Node;
use super::page::{PageArguments, page_cost};
use super::search::{self, SearchConnection, Suggestion};
use super::value::{EventOrder, NodeKind, SearchOrder};
use super::viewed::{Entities, Viewed, view};
use crate::knowledge::View;
use crate::model::{Event, Kind, Relation};
use crate::search::{Filter, Order, PageRequest, Selection};

/// Nodes that one question may name.
const MAX_NODES: usize = 100;

/// Suggestions at most; a list under a search box has about ten.
const MAX_SUGGESTIONS: i32 = 20;

/// Characters that `suggest` reads at most.
const MAX_SUGGEST_CHARS: usize = 100;

/// Characters that `analyze` reads at most; a sheet of a report has about 1,500.
const MAX_ANALYZED_CHARS: usize = 10_000;

/// 問い合わせ。Everything that can be asked.
#[derive(MergedObject, Default)]
pub struct Query(Root, kinds::Lookups);

/// What is asked across kinds, and of events.
#[derive(Default)]
pub struct Root;

#[Object]
impl Root {
    /// 識別子で取得する。なければ null。The node with an id; null if there is none.
    async fn node(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "全体で一意な識別子。Global id.")] id: ID,
    ) -> Result<Option<Node>> {
        Node::find(view(context)?, &decode_id(&id)?)
    }

    /// 複数の識別子で取得する（最大100）。ないものは null。識別子でないものは null とし、エラーを付ける。The nodes with ids, up to 100, in the same order; null where there is none, with an error where it is no id.
    async fn nodes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "全体で一意な識別子。Global ids.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Result<Node>>>> {
        if ids.len() > MAX_NODES {
            return Err(bad_user_input(format!(
                "`ids` has {} ids: expected {MAX_NODES} at most",
                ids.len()
            )));
        }
        let view = view(context)?;
        let find = |id| decode_id(id).and_then(|key| Node::find(view, &key));
        Ok(ids.iter().map(|id| find(id).transpose()).collect())
    }

    /// 全文検索。空の query は条件に合うすべてを返す。
    /// Full-text search over everything. An empty query brings all that the filter lets through.
    #[graphql(complexity = "cost::SEARCH + page_cost(first, last, child_complexity)")]
    async fn search(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "検索語。空白で区切ると、すべての語を含むものを探す。引用符又は「」で囲んだ語は、そのままの形で探す。AND、OR、NOT、-、括弧が使える。Words; all must be found. Quoted ones must stand as they are. AND, OR, NOT, - and brackets join them."
        )]
        query: String,
        #[graphql(desc = "条件。Conditions.")] filter: Option<SearchFilter>,
        #[graphql(
            desc = "検索対象の種類。省略時はすべて。ただし、事業について述べる一節は、その事業自体が見つかるため除く。Kinds to look among; all by default, except passages that tell of an event, which is found itself."
        )]
        kinds: Option<Vec<NodeKind>>,
        #[graphql(
            desc = "使わない解釈の id（reading の filters、expansions、corrections の id）。Ids of readings to leave out, as `reading` gives them."
        )]
        without: Option<Vec<String>>,
        #[graphql(desc = "並び順。Order.", default_with = "SearchOrder::Relevance")]
        order_by: SearchOrder,
        #[graphql(desc = "先頭から（1〜100、省略時20）。1 to 100; or 20.")] first: Option<i32>,
        #[graphql(desc = "このカーソルより後ろ。Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "末尾から（1〜100、省略時20）。From the end.")] last: Option<i32>,
        #[graphql(desc = "このカーソルより前。Ahead of this cursor.")] before: Option<String>,
    ) -> Result<SearchConnection> {
        cost::charge(context, cost::SEARCH);
        let view = view(context)?;
        let selection = Selection {
            query: None,
            kinds: kinds.map(|kinds| kinds.into_iter().map(Kind::from).collect()),
            filter: filter.unwrap_or_default().parse()?,
            order: order_by.into(),
            page: PageArguments { first, after, last, before }.parse()?,
            facets: search::counted_by(context.look_ahead()),
            table: None,
        };
        let off = without.unwrap_or_default().into_iter().collect();
        let query = view.read_query(&query, today(), &off).map_err(internal)?;
        search::search(view, query, selection)
    }

    /// 入力中の文字列の補完候補。漢字、仮名、打ちかけのローマ字、英語。最後の語を補う。
    /// What a half-typed text may become: in kanji, kana, half-typed romaji or English. The last word is completed.
    #[graphql(
        complexity = "cost::SEARCH + child_complexity * first.clamp(1, MAX_SUGGESTIONS) as usize"
    )]
    async fn suggest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "入力中の文字列（最大100字）。The text, up to 100 characters.")]
        text: String,
        #[graphql(desc = "候補の数（1〜20）。How many, 1 to 20.", default = 8)] first: i32,
    ) -> Result<Vec<Suggestion>> {
        let chars = text.chars().count();
        if chars > MAX_SUGGEST_CHARS {
            return Err(bad_user_input(format!(
                "`text` has {chars} characters: expected {MAX_SUGGEST_CHARS} at most"
            )));
        }
        if !(1..=MAX_SUGGESTIONS).contains(&first) {
            return Err(bad_user_input(format!(
                "`first` is {first}: expected 1 to {MAX_SUGGESTIONS}"
            )));
        }
        cost::charge(context, cost::SEARCH);
        Suggestion::each(view(context)?, &text, first as usize)
    }

    /// 検索がこの文字列をどう読むか（最大10,000字）。How the search reads a text of up to 10,000 characters.
    #[graphql(complexity = "cost::SEARCH + child_complexity")]
    async fn analyze(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "読む文字列。The text.")] text: String,
    ) -> Result<Analysis> {
        let chars = text.chars().count();
        if chars > MAX_ANALYZED_CHARS {
            return Err(bad_user_input(format!(
                "`text` has {chars} characters: expected {MAX_ANALYZED_CHARS} at most"
            )));
        }
        cost::charge(context, cost::SEARCH);
        Analysis::of(&text, view(context)?)
    }

    /// 指定した slug の事業。なければ null。The event with a slug; null if there is none.
    async fn event(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "例: fy2024-39。As fy2024-39.")] slug: String,
    ) -> Result<Option<Viewed<Event>>> {
        Viewed::find(view(context)?, &slug)
    }

    /// 事業の一覧。The events.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn events(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "条件。Conditions.")] filter: Option<EventFilter>,
        #[graphql(desc = "並び順。Order.", default)] order_by: EventOrder,
        #[graphql(desc = "先頭から（1〜100、省略時20）。1 to 100; or 20.")] first: Option<i32>,
        #[graphql(desc = "このカーソルより後ろ。Behind this cursor.")] after: Option<String>,
        #[graphql(desc = "末尾から（1〜100、省略時20）。From the end.")] last: Option<i32>,
        #[graphql(desc = "このカーソルより前。Ahead of this cursor.")] before: Option<String>,
    ) -> Result<Entities<Event>> {
        let filter = filter.unwrap_or_default().parse()?;
        Viewed::connect(
            view(context)?,
            filter,
            order_by.into(),
            PageArguments { first, after, last, before },
        )
    }

    /// 事業を二つの軸で数え、空白が何を意味するかを示す表。Events counted by two axes, and what an empty cell means.
    #[graphql(complexity = "cost::SEARCH + child_complexity")]
    async fn coverage(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "行。The rows.")] rows: CoverageAxis,
        #[graphql(desc = "列。行とは別の軸。The columns; another axis than the rows.")]
        columns: CoverageAxis,
        #[graphql(
            desc = "条件。軸の項目を指定すると、行・列もその値に限る。Conditions; values of an axis restrict its rows or columns too."
        )]
        filter: Option<EventFilter>,
    ) -> Result<CoverageMatrix> {
        cost::charge(context, cost::SEARCH);
        CoverageMatrix::of(view(context)?, rows, columns, filter)
    }

    /// このサービスについて。About this service and what it holds.
    async fn about(&self, context: &Context<'_>) -> Result<About> {
        About::of(view(context)?)
    }
}

/// The day in Japan, for words such as 昨年度.
pub fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::fixed(Offset::constant(9))).date()
}

/// このサービスと、その内容。The service and what it holds.
#[derive(SimpleObject)]
pub struct About {
    /// プログラムの版。Version of the program.
    version: &'static str,
    /// ログの最後の番号。Last sequence of the log.
    log_sequence: u64,
    /// 索引に反映済みの番号。Last sequence that the index holds; equal to the log's.
    index_sequence: u64,
    /// 索引の作り方の識別子。変われば索引は作り直される。Identifies how the index was made; it is made again when that changes.
    index_fingerprint: String,
    /// 種類別の件数。Number of entities of each kind.
    counts: Vec<KindCount>,
}

/// 一つの種類の件数。Number of entities of a kind.
#[derive(SimpleObject)]
pub struct KindCount {
    /// 種類の名前。取込み形式の kind と同じ。Name of the kind, as in import records.
    kind: &'static str,
    /// 件数。The number.
    count: u64,
}

impl About {
    fn of(view: &View) -> Result<Self> {
        let page = view
            .select(&Selection {
                query: None,
                kinds: Some(Kind::ALL.to_vec()),
                filter: Filter::default(),
                order: Order::Key,
                page: PageRequest::first(0),
                facets: vec![Relation::Kind],
                table: None,
            })
            .map_err(internal)?;
        let count = |kind: Kind| {
            let counts = page.facets.get(&Relation::Kind);
            counts.and_then(|facet| facet.counts.get(kind.as_str())).copied().unwrap_or(0)
        };
        Ok(Self {
            version: env!("CARGO_PKG_VERSION"),
            log_sequence: view.sequence(),
            index_sequence: view.sequence(),
            index_fingerprint: view.fingerprint().to_owned(),
            counts: Kind::ALL
                .iter()
                .map(|&kind| KindCount { kind: kind.as_str(), count: count(kind) })
                .collect(),
        })
    }
}
