//! The pages, one file each.

pub mod coverage;
pub mod event;
pub mod failure;
pub mod home;
pub mod search;
pub mod words;
