//! Figures that documents publish about an entity, on the page of that entity.

use maud::{Markup, html};

use super::claim::{self, ClaimCard};
use super::header::{counted, section};
use super::named::{Kind, link};
use crate::site::visit::Visit;

/// The newest of some figures.
pub fn newest<'a>(figures: impl IntoIterator<Item = &'a ClaimCard>) -> Option<&'a ClaimCard> {
    figures.into_iter().max_by_key(|figure| (figure.as_of.as_deref(), figure.fiscal_year))
}

/// The value as a link to all that is known of it.
pub fn value(visit: &Visit, figure: &ClaimCard) -> Markup {
    link(visit, Kind::Claim, &figure.slug, &figure.amount(visit.language()))
}

/// A part of the page; nothing where there are none.
pub fn figures<'a>(visit: &Visit, figures: impl IntoIterator<Item = &'a ClaimCard>) -> Markup {
    let figures: Vec<ClaimCard> = figures.into_iter().cloned().collect();
    html! {
        @if !figures.is_empty() {
            @let heading = counted(visit.say("公表された数値", "Published figures"), figures.len() as u64);
            (section("figures", heading, claim::table(visit, "t-figures", &figures, None)))
        }
    }
}
