//! The pages, one file each.

pub mod document;
pub mod documents;
pub mod event;
pub mod failure;
pub mod figure;
pub mod figures;
pub mod findings;
pub mod home;
pub mod passage;
pub mod plan;
pub mod plans;
pub mod priority;
pub mod search;
