//! What a coverage table is asked for, as its address says it.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::choices::{Choices, Scope};
use crate::site::Result;
use crate::site::address::Parameters;
use crate::site::conditions;
use crate::site::failure::Failure;
use crate::site::language::Language;
use crate::site::parts::named::Kind;
use crate::site::visit::Visit;

/// What rows or columns stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    State,
    Consulate,
    Priority,
    Theme,
    FiscalYear,
}

impl Axis {
    pub const ALL: [Self; 5] =
        [Self::State, Self::Consulate, Self::Priority, Self::Theme, Self::FiscalYear];

    /// The value of `CoverageAxis`, and of `FilterField`.
    pub fn code(self) -> &'static str {
        match self {
            Self::State => "STATE",
            Self::Consulate => "CONSULATE",
            Self::Priority => "PRIORITY",
            Self::Theme => "THEME",
            Self::FiscalYear => "FISCAL_YEAR",
        }
    }

    /// The condition that takes its values.
    pub fn parameter(self) -> &'static str {
        match self {
            Self::State => "states",
            Self::Consulate => "consulates",
            Self::Priority => "priorities",
            Self::Theme => "themes",
            Self::FiscalYear => "fiscalYears",
        }
    }

    /// What its values name; `None` for fiscal years.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::State => Some(Kind::State),
            Self::Consulate => Some(Kind::Consulate),
            Self::Priority => Some(Kind::Priority),
            Self::Theme => Some(Kind::Theme),
            Self::FiscalYear => None,
        }
    }

    pub fn name(self, language: Language) -> &'static str {
        self.kind().map_or(language.pick("年度", "Fiscal year"), |kind| kind.name(language))
    }

    /// Whether a table of one of its values is better asked for by something else.
    fn is_single(self, parameters: &Parameters) -> bool {
        matches!(self, Self::State | Self::Consulate)
            && parameters.all(self.parameter()).count() == 1
    }

    fn asked(visit: &Visit, name: &'static str, default: Self) -> Result<Self> {
        let Some(asked) = visit.address.parameters.first(name) else { return Ok(default) };
        Self::ALL.into_iter().find(|axis| axis.code() == asked).ok_or_else(|| {
            let codes = Self::ALL.map(Self::code).join(", ");
            Failure::Unusable(format!("`{name}` is `{asked}`: expected one of {codes}"))
        })
    }
}

/// Rows and columns for what was asked: a single state or post gives way to the
/// fiscal years, so that its priorities are seen over time.
fn axes(rows: Axis, columns: Axis, parameters: &Parameters) -> [Axis; 2] {
    let [single_rows, single_columns] = [rows, columns].map(|axis| axis.is_single(parameters));
    let kept = match (single_rows, single_columns) {
        (true, true) => Axis::Priority,
        (true, false) => columns,
        (false, true) => rows,
        (false, false) if rows == columns => rows,
        (false, false) => return [rows, columns],
    };
    match kept {
        Axis::FiscalYear => [Axis::Priority, Axis::FiscalYear],
        kept => [kept, Axis::FiscalYear],
    }
}

/// A table, and the conditions on its events.
pub struct Question<'a> {
    pub rows: Axis,
    pub columns: Axis,
    pub scope: Scope<'a>,
    /// The scope where the address names none.
    pub default_scope: Scope<'a>,
    /// As a search is asked them.
    pub conditions: Parameters,
    choices: &'a Choices,
}

impl<'a> Question<'a> {
    /// # Errors
    /// If an axis or a plan is named that does not exist.
    pub fn of(visit: &Visit, choices: &'a Choices) -> Result<Self> {
        let parameters = &visit.address.parameters;
        let rows = Axis::asked(visit, "rows", Axis::State)?;
        let columns = Axis::asked(visit, "columns", Axis::Priority)?;
        let asked_for_one = [rows, columns].iter().any(|axis| axis.is_single(parameters));
        let [rows, columns] = axes(rows, columns, parameters);

        let by_priority = [rows, columns].contains(&Axis::Priority);
        let chosen_by_hand = parameters.first(Axis::Priority.parameter()).is_some();
        let default_scope = match choices.newest_plan() {
            Some(plan) if by_priority && !asked_for_one => Scope::Plan(plan),
            _ => Scope::All,
        };
        let scope = match parameters.first("plan") {
            _ if chosen_by_hand => Scope::All,
            Some(asked) => choices.scope(asked)?,
            None => default_scope,
        };
        let mut conditions = parameters.clone();
        conditions.retain(conditions::is_condition);
        for priority in scope.priorities() {
            conditions = conditions.with(Axis::Priority.parameter(), priority);
        }
        Ok(Self { rows, columns, scope, default_scope, conditions, choices })
    }

    /// The variables of the operation.
    pub fn variables(&self) -> Value {
        json!({
            "rows": self.rows.code(),
            "columns": self.columns.code(),
            "filter": conditions::filter(&self.conditions),
            "figures": self.rows == Axis::State,
        })
    }

    /// The conditions on the events of a row, a column or both; a value of `None`
    /// stands for events without one.
    pub fn narrowed(&self, to: &[(Axis, Option<&str>)]) -> Parameters {
        to.iter().fold(self.conditions.clone(), |conditions, (axis, value)| match value {
            Some(value) => conditions.set(axis.parameter(), value),
            None => conditions.without(axis.parameter()).with("lacking", axis.code()),
        })
    }

    /// What a condition's value is called.
    pub fn label<'v>(&self, parameter: &str, value: &'v str) -> Cow<'v, str> {
        let labels = match parameter {
            "states" => self.choices.states(),
            "consulates" => self.choices.consulates(),
            _ => &[],
        };
        let known = labels.iter().find(|label| label.slug == value);
        let priority = || self.choices.priority(value).map(|priority| &priority.label);
        let known = known.or_else(|| (parameter == "priorities").then(priority).flatten());
        known.map_or(Cow::Borrowed(value), |label| Cow::Owned(label.label.clone()))
    }

    /// What all values of a condition are called.
    pub fn labels(&self, parameter: &str) -> Vec<String> {
        let values = self.conditions.all(parameter);
        values.map(|value| self.label(parameter, value).into_owned()).collect()
    }

    /// Fiscal years that are looked at, `None` for all.
    pub fn fiscal_years(&self) -> Option<Vec<i32>> {
        let years: Vec<i32> =
            self.conditions.all("fiscalYears").filter_map(|year| year.parse().ok()).collect();
        (!years.is_empty()).then_some(years)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_state_or_post_is_seen_by_priority_and_year() {
        let asked = [
            ("", Axis::State, Axis::Priority, [Axis::State, Axis::Priority]),
            ("states=TX&states=CA", Axis::State, Axis::Priority, [Axis::State, Axis::Priority]),
            ("states=TX", Axis::State, Axis::Priority, [Axis::Priority, Axis::FiscalYear]),
            ("states=TX", Axis::State, Axis::FiscalYear, [Axis::Priority, Axis::FiscalYear]),
            ("states=TX", Axis::Theme, Axis::State, [Axis::Theme, Axis::FiscalYear]),
            ("consulates=miami", Axis::State, Axis::Consulate, [Axis::State, Axis::FiscalYear]),
            ("", Axis::Priority, Axis::Priority, [Axis::Priority, Axis::FiscalYear]),
        ];
        for (query, rows, columns, expected) in asked {
            assert_eq!(axes(rows, columns, &Parameters::parse(query)), expected, "{query}");
        }
    }
}
