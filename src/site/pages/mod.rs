//! The pages, one file each.

pub mod consulate;
pub mod consulates;
pub mod event;
pub mod failure;
pub mod home;
pub mod organisation;
pub mod organisations;
pub mod partnership;
pub mod partnerships;
pub mod search;
pub mod series;
pub mod series_list;
pub mod state;
pub mod states;
pub mod theme;
pub mod themes;
