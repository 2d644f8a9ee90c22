//! A place in a document.

use std::sync::Arc;

use async_graphql::Object;

use super::super::error::Result;
use super::super::viewed::Viewed;
use super::referred;
use crate::knowledge::View;
use crate::model::{self, Document};

pub struct SourceReference {
    view: Arc<View>,
    source: model::SourceReference,
}

impl SourceReference {
    pub fn new(view: &Arc<View>, source: &model::SourceReference) -> Self {
        Self { view: Arc::clone(view), source: source.clone() }
    }

    pub fn each(view: &Arc<View>, sources: &[model::SourceReference]) -> Vec<Self> {
        sources.iter().map(|source| Self::new(view, source)).collect()
    }
}

/// 資料の中の場所。A place in a document.
#[Object]
impl SourceReference {
    /// 資料。The document.
    async fn document(&self) -> Result<Viewed<Document>> {
        referred(&self.view, &self.source.document)
    }

    /// 掲載順の番号（1から）。なければ null。Number of the sheet or example, from 1; null where there is none.
    async fn ordinal(&self) -> Option<u32> {
        self.source.ordinal
    }

    /// 印刷されたページ番号。なければ null。Printed page number; null where there is none.
    async fn page(&self) -> Option<u32> {
        self.source.page
    }
}
