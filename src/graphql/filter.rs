//! Filters of searches and lists, from input objects to conditions.

use async_graphql::{Enum, InputObject};
use jiff::civil::Date;

use super::error::{Result, bad_user_input};
use super::value::{
    DateRange, EventFormat, FindingCode, IntRange, OrganisationKind, PartnershipKind,
};
use crate::model::{self, Key, Kind, Relation};
use crate::search::Filter;

/// Values in one list of a filter at most.
const MAX_VALUES: usize = 100;

/// Two input objects of the contract have the same fields: a filter on events is
/// the same filter wherever it stands.
macro_rules! event_filter {
    ($name:ident, $($doc:literal),*) => {
        $(#[doc = $doc])*
        #[derive(InputObject, Default)]
        pub struct $name {
            /// 年度（4月始まり）。Fiscal years; a year begins in April.
            pub fiscal_years: Option<Vec<i32>>,
            /// 在外公館の slug。Slugs of consulates.
            pub consulates: Option<Vec<String>>,
            /// 州の2文字コード。USPS codes of states.
            pub states: Option<Vec<String>>,
            /// 重点分野の slug。Slugs of priorities.
            pub priorities: Option<Vec<String>>,
            /// 主題の slug。下位の主題を含む。Slugs of themes; their parts are included.
            pub themes: Option<Vec<String>>,
            /// 団体の slug。下部組織を含む。Slugs of organisations; their parts are included.
            pub organisations: Option<Vec<String>>,
            /// 継続事業の slug。Slugs of undertakings that recur.
            pub series: Option<Vec<String>>,
            /// 提携の slug。Slugs of ties between places.
            pub partnerships: Option<Vec<String>>,
            /// 資料の slug。Slugs of documents.
            pub documents: Option<Vec<String>>,
            /// 実施形態。Formats.
            pub formats: Option<Vec<EventFormat>>,
            /// この期間に一日でも行われたもの。Held on some day within.
            pub held_on: Option<DateRange>,
            /// 参加規模。Attendance, in persons or views.
            pub attendance: Option<IntRange>,
            /// これらの項目の値がいずれもないもの。Has no value of any of these.
            pub lacking: Option<Vec<FilterField>>,
        }

        impl $name {
            /// # Errors
            /// If a list is too long or a range ends before it begins.
            pub fn parse(self) -> Result<Filter> {
                let formats = self.formats.map(|formats| {
                    let names = formats.into_iter().map(|format| model::EventFormat::from(format).as_str());
                    names.map(str::to_owned).collect()
                });
                let years = self.fiscal_years.map(|years| years.iter().map(i32::to_string).collect());
                let filter = all([
                    (Relation::FiscalYear, years),
                    (Relation::Consulate, self.consulates),
                    (Relation::State, self.states),
                    (Relation::Priority, self.priorities),
                    (Relation::Theme, self.themes),
                    (Relation::Organisation, self.organisations),
                    (Relation::Series, self.series),
                    (Relation::Partnership, self.partnerships),
                    (Relation::Document, self.documents),
                    (Relation::Format, formats),
                ])?;
                Ok(Filter {
                    held_on: self.held_on.map(days).transpose()?,
                    attendance: self.attendance.map(numbers).transpose()?,
                    lacking: self.lacking.unwrap_or_default().iter().map(|field| field.relation()).collect(),
                    ..filter
                })
            }
        }
    };
}

event_filter!(
    SearchFilter,
    "検索の条件。項目どうしは「かつ」、一項目の値どうしは「又は」。",
    "Conditions on a search: all fields must hold, of each field one value."
);
event_filter!(
    EventFilter,
    "事業の条件。項目どうしは「かつ」、一項目の値どうしは「又は」。",
    "Conditions on events: all fields must hold, of each field one value."
);

/// 条件を付け、件数を数えられる項目。A field that can be filtered and counted by.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum FilterField {
    /// 年度。The fiscal year.
    FiscalYear,
    /// 在外公館。The consulate.
    Consulate,
    /// 州。The state.
    State,
    /// 重点分野。The priority.
    Priority,
    /// 主題。The theme.
    Theme,
    /// 団体。The organisation.
    Organisation,
}

impl FilterField {
    pub const ALL: [Self; 6] = [
        Self::FiscalYear,
        Self::Consulate,
        Self::State,
        Self::Priority,
        Self::Theme,
        Self::Organisation,
    ];

    pub fn relation(self) -> Relation {
        match self {
            Self::FiscalYear => Relation::FiscalYear,
            Self::Consulate => Relation::Consulate,
            Self::State => Relation::State,
            Self::Priority => Relation::Priority,
            Self::Theme => Relation::Theme,
            Self::Organisation => Relation::Organisation,
        }
    }
}

/// 所見の条件。Conditions on findings.
#[derive(InputObject, Default)]
pub struct FindingFilter {
    /// 所見の種類。Kinds of finding.
    pub codes: Option<Vec<FindingCode>>,
    /// 資料の slug。Slugs of documents.
    pub documents: Option<Vec<String>>,
}

impl FindingFilter {
    /// # Errors
    /// If a list is too long.
    pub fn parse(self) -> Result<Filter> {
        let codes = self.codes.map(|codes| {
            let names = codes.into_iter().map(|code| model::FindingCode::from(code).as_str());
            names.map(str::to_owned).collect()
        });
        all([(Relation::Class, codes), (Relation::Document, self.documents)])
    }
}

/// 団体の条件。Conditions on organisations.
#[derive(InputObject, Default)]
pub struct OrganisationFilter {
    /// 団体の種類。Kinds of organisation.
    pub kinds: Option<Vec<OrganisationKind>>,
    /// 所在する州の2文字コード。USPS codes of the states they are at home in.
    pub states: Option<Vec<String>>,
}

impl OrganisationFilter {
    /// # Errors
    /// If a list is too long.
    pub fn parse(self) -> Result<Filter> {
        let kinds = self.kinds.map(|kinds| {
            let names = kinds.into_iter().map(|kind| model::OrganisationKind::from(kind).as_str());
            names.map(str::to_owned).collect()
        });
        all([(Relation::Class, kinds), (Relation::State, self.states)])
    }
}

/// 提携の条件。Conditions on ties between places.
#[derive(InputObject, Default)]
pub struct PartnershipFilter {
    /// 提携の種類。Kinds of tie.
    pub kinds: Option<Vec<PartnershipKind>>,
    /// 米国側の州の2文字コード。USPS codes of the states on the side of the United States.
    pub states: Option<Vec<String>>,
}

impl PartnershipFilter {
    /// # Errors
    /// If a list is too long.
    pub fn parse(self) -> Result<Filter> {
        let kinds = self.kinds.map(|kinds| {
            let names = kinds.into_iter().map(|kind| model::PartnershipKind::from(kind).as_str());
            names.map(str::to_owned).collect()
        });
        all([(Relation::Class, kinds), (Relation::State, self.states)])
    }
}

/// 公表された数値の条件。Conditions on published figures.
#[derive(InputObject, Default)]
pub struct ClaimFilter {
    /// 何の数値か。例: participants, business-sites, jobs。What is counted, as participants.
    pub measures: Option<Vec<String>>,
    /// 年度（4月始まり）。Fiscal years; a year begins in April.
    pub fiscal_years: Option<Vec<i32>>,
    /// 対象の州の2文字コード。USPS codes of the states they are about.
    pub states: Option<Vec<String>>,
    /// 資料の slug。Slugs of documents.
    pub documents: Option<Vec<String>>,
}

impl ClaimFilter {
    /// # Errors
    /// If a list is too long.
    pub fn parse(self) -> Result<Filter> {
        let years = self.fiscal_years.map(|years| years.iter().map(i32::to_string).collect());
        let states = self.states.map(|states| {
            states.into_iter().map(|code| Key::new(Kind::State, code).to_string()).collect()
        });
        all([
            (Relation::Measure, self.measures),
            (Relation::FiscalYear, years),
            (Relation::About, states),
            (Relation::Document, self.documents),
        ])
    }
}

/// The condition that all lists hold which are given.
fn all<const N: usize>(lists: [(Relation, Option<Vec<String>>); N]) -> Result<Filter> {
    lists
        .into_iter()
        .try_fold(Filter::default(), |filter, (relation, values)| narrow(filter, relation, values))
}

fn narrow(filter: Filter, relation: Relation, values: Option<Vec<String>>) -> Result<Filter> {
    match values {
        None => Ok(filter),
        Some(values) if values.len() > MAX_VALUES => Err(bad_user_input(format!(
            "the filter has {} values for {}: expected {MAX_VALUES} at most",
            values.len(),
            relation.as_str()
        ))),
        Some(values) => Ok(filter.with(relation, values)),
    }
}

fn days(range: DateRange) -> Result<std::ops::RangeInclusive<Date>> {
    let from =
        range.from.map_or(Date::new(1, 1, 1).unwrap_or(Date::MIN), |date| date.0.first_day());
    let to = range.to.map_or(Date::MAX, |date| date.0.last_day());
    if from > to {
        return Err(bad_user_input(format!("`heldOn` ends on {to}, before it begins on {from}")));
    }
    Ok(from..=to)
}

fn numbers(range: IntRange) -> Result<std::ops::RangeInclusive<u32>> {
    let bound = |number: Option<i32>, open: u32| match number {
        None => Ok(open),
        Some(number) => u32::try_from(number).map_err(|_| {
            bad_user_input(format!("`attendance` has the bound {number}: expected 0 or more"))
        }),
    };
    let (min, max) = (bound(range.min, 0)?, bound(range.max, u32::MAX)?);
    if min > max {
        return Err(bad_user_input(format!("`attendance` has min {min} above max {max}")));
    }
    Ok(min..=max)
}
