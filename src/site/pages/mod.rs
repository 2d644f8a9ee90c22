//! The pages, one file each.

pub mod briefing;
pub mod briefings;
pub mod event;
pub mod failure;
pub mod home;
pub mod search;
