//! Ties between places: sister cities, sister states, friendship agreements.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::value::is_default;
use super::{Basis, Bilingual, PartialDate, SourceReference};

/// A tie between a place in the United States and one in Japan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Partnership {
    pub slug: String,
    /// Both sides and the kind: タルサ市・宇都宮市 姉妹都市.
    pub name: Bilingual,
    pub partnership_kind: PartnershipKind,
    pub us: UsSide,
    pub jp: JpSide,
    /// When it was concluded, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<PartialDate>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub basis: Basis,
    /// The evidence, or why it was decided so; `None` where the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Bilingual>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceReference>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PartnershipKind {
    /// 姉妹都市
    SisterCity,
    /// 姉妹州
    SisterState,
    /// 友好提携、友好都市、協力覚書
    Friendship,
}

impl PartnershipKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SisterCity => "SISTER_CITY",
            Self::SisterState => "SISTER_STATE",
            Self::Friendship => "FRIENDSHIP",
        }
    }
}

/// The side in the United States.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UsSide {
    pub name: Bilingual,
    /// Code of the state that it is, or lies in.
    pub state: String,
}

/// The side in Japan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JpSide {
    pub name: Bilingual,
    /// The prefecture that it is, or lies in.
    pub prefecture: Bilingual,
}
