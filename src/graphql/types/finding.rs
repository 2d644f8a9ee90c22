//! 所見: a remark on the quality of a source.

use async_graphql::{ID, Object};

use super::super::error::{Result, dangling};
use super::super::id::encode_id;
use super::super::node::Node;
use super::super::value::{FindingCode, Language};
use super::super::viewed::Viewed;
use super::SourceReference;
use crate::model::Finding;
use crate::model::record::Kinded;

/// 原資料についての所見。二つの読み方を並べ、訂正はしない。
/// A remark on what a source says: two readings side by side, never a correction in place.
#[Object(name = "Finding")]
impl Viewed<Finding> {
    /// 全体で一意な識別子。Global id.
    pub async fn id(&self) -> ID {
        encode_id(&self.entity.key())
    }

    /// 種類。What kind of remark it is.
    async fn code(&self) -> FindingCode {
        self.entity.code.into()
    }

    /// 説明。What there is to say.
    async fn message(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> &str {
        self.entity.message.get(language.into())
    }

    /// 関係する項目の名前。全体に関わるなら null。The field that it concerns; null if all of it.
    async fn field(&self) -> Option<&str> {
        self.entity.field.as_deref()
    }

    /// 可能な読み方。最初が原資料の表記。What can be read, the printed reading first.
    async fn readings(&self) -> &[String] {
        &self.entity.readings
    }

    /// 対象。What it is about.
    async fn about(&self) -> Result<Node> {
        let key = &self.entity.about;
        Node::find(&self.view, key)?.ok_or_else(|| dangling(key.kind, &key.slug))
    }

    /// 出典。なければ null。Where it is printed; null where there is no such place.
    async fn source(&self) -> Option<SourceReference> {
        self.entity.source.as_ref().map(|source| SourceReference::new(&self.view, source))
    }
}
