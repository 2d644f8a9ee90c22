//! The pages, one file each.

pub mod consulate;
pub mod consulates;
pub mod document;
pub mod documents;
pub mod event;
pub mod failure;
pub mod figure;
pub mod figures;
pub mod findings;
pub mod home;
pub mod organisation;
pub mod organisations;
pub mod partnership;
pub mod partnerships;
pub mod passage;
pub mod plan;
pub mod plans;
pub mod priority;
pub mod search;
pub mod series;
pub mod series_list;
pub mod state;
pub mod states;
pub mod theme;
pub mod themes;
