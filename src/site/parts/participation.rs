//! Organisations that had a part in an event.

use maud::{Markup, html};
use serde::Deserialize;

use super::basis::{Basis, reason};
use super::named::Label;
use super::role::Role;
use crate::site::visit::Visit;

#[derive(Clone, Debug, Deserialize)]
pub struct Participation {
    pub role: Role,
    pub basis: Basis,
    pub reason: Option<String>,
    pub organisation: Label,
}

impl Participation {
    /// The role with how it is known; what is stated needs no word.
    pub fn badges(&self, visit: &Visit) -> Markup {
        html! {
            span.badge { (self.role.name(visit.language())) }
            @if self.basis != Basis::Stated { " " (self.basis.badge(visit)) }
        }
    }

    pub fn why(&self, visit: &Visit) -> Markup {
        reason(visit, self.reason.as_deref())
    }
}
