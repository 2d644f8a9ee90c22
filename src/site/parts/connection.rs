//! Lists as the schema gives them.

use serde::Deserialize;

use super::pager::PageInfo;

/// How long a list is.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Total {
    pub total_count: u64,
}

/// All items of a list that is short.
#[derive(Clone, Debug, Deserialize)]
pub struct Nodes<T> {
    pub nodes: Vec<T>,
}

/// One page of a list.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Paged<T> {
    pub total_count: u64,
    pub page_info: PageInfo,
    pub nodes: Vec<T>,
}
