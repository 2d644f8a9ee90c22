//! 一節: a passage of a document.

use async_graphql::{ID, Object};

use super::super::error::Result;
use super::super::id::encode_id;
use super::super::viewed::Viewed;
use super::{TiedFindings, referred};
use crate::model::record::Kinded;
use crate::model::{Document, Event, Passage};

/// 資料の一節。全ての一節を順に並べると資料の全文になる。
/// A piece of a document in its own wording; all of them in order are the whole of it.
#[Object(name = "Passage")]
impl Viewed<Passage> {
    /// 全体で一意な識別子。Global id.
    pub async fn id(&self) -> ID {
        encode_id(&self.entity.key())
    }

    /// 資料。The document.
    async fn document(&self) -> Result<Viewed<Document>> {
        referred(&self.view, &self.entity.document)
    }

    /// 掲載順の番号（1から）。Place in reading order, from 1.
    async fn ordinal(&self) -> u32 {
        self.entity.ordinal
    }

    /// 見出し。なければ null。Its heading; null where there is none.
    async fn heading(&self) -> Option<&str> {
        self.entity.heading.as_deref()
    }

    /// 本文。Its text.
    async fn text(&self) -> &str {
        &self.entity.text
    }

    /// この一節が述べる事業。事業の一節でなければ null。The event that it tells of; null if it tells of none.
    async fn event(&self) -> Result<Option<Viewed<Event>>> {
        self.entity.event.as_ref().map(|slug| referred(&self.view, slug)).transpose()
    }

    #[graphql(flatten)]
    async fn tied_findings(&self) -> TiedFindings<Passage> {
        TiedFindings::about(&self.view, self.entity.key())
    }
}
