//! Scalars.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

use crate::model;

#[derive(Clone, Copy)]
pub struct PartialDate(pub model::PartialDate);

/// 年、年月又は年月日まで分かっている日付: "2024"、"2024-10"、"2024-10-24"。
/// A date known to the year, the month or the day: "2024", "2024-10" or
/// "2024-10-24". Always a date that exists.
#[Scalar]
impl ScalarType for PartialDate {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Ok(Self(text.parse()?)),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}
