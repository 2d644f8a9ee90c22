//! What the guests said afterwards.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bilingual, Precision};

/// One figure of a survey among those who came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SurveyFigure {
    pub measure: SurveyMeasure,
    /// What was asked or counted, in our own words.
    pub question: Bilingual,
    pub value: f64,
    pub unit: SurveyUnit,
    /// The highest score that could be given; `None` for a percentage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<u32>,
    pub precision: Precision,
    /// The figure as printed.
    pub text: String,
}

/// What a survey figure measures, so that events can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SurveyMeasure {
    /// 満足度
    Satisfaction,
    /// 日本への好感度
    Favourability,
    /// 日本への理解
    Understanding,
    /// 次回も参加したい
    WouldReturn,
    /// 有益であった
    Usefulness,
    /// How many answered.
    ResponseRate,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SurveyUnit {
    /// Of those who answered.
    Percent,
    /// Points on a scale from 1 to [`SurveyFigure::scale`].
    Score,
}
