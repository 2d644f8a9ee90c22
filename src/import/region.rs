//! The states of an event, where they are named and where they must be inferred.

use std::ops::Range;

use super::diagnostic::Remarks;
use super::place;
use super::reading::Context;
use crate::model::EventFormat;

/// What tells the states of an event.
pub(super) struct Names<'a> {
    pub title: &'a str,
    pub venue: &'a str,
    pub audience: &'a str,
    pub format: EventFormat,
}

/// Premises of a post, which lie in its own city.
const PREMISES: &[&str] = &["公邸", "領事館", "大使館", "当館", "領事事務所"];

/// The states that venue, title and audience name. Where the venue names none:
/// that of a post's city that it names, else that of the post's own seat, else
/// the only state that the post answers for. What was inferred is remarked upon.
pub(super) fn states(
    names: &Names<'_>,
    consulate: &str,
    context: &Context<'_>,
    range: &Range<usize>,
    remarks: &mut Remarks,
) -> Vec<String> {
    let mut states = context.gazetteer.states(names.venue);
    let post = context.known.consulate(consulate);
    let mut inferred = Vec::new();
    if states.is_empty() {
        for (seat, state) in place::seats_in(names.venue) {
            place::add(&mut states, state);
            inferred.push(format!("{state} from {seat}"));
        }
    }
    let own_premises = PREMISES.iter().any(|premises| names.venue.contains(premises));
    let told = states.len();
    for text in [names.title, names.audience] {
        for state in context.gazetteer.states(text) {
            place::add(&mut states, &state);
        }
    }
    let seat = post.and_then(|post| place::seat_state(post.city_name()));
    let on_the_spot = names.format != EventFormat::Online;
    if let Some(seat) = seat
        && told == 0
        && on_the_spot
        && (own_premises || states.is_empty())
    {
        place::add(&mut states, seat);
        inferred.push(format!("{seat} from the seat of {consulate}"));
    }
    if states.is_empty() {
        match post.map(|post| post.jurisdiction.as_slice()) {
            Some([only]) => {
                states.push(only.state.clone());
                inferred.push(format!("{}, the only state of {consulate}", only.state));
            }
            _ => {
                remarks.warning(range, "no state is named here and none can be inferred");
            }
        }
    }
    if !inferred.is_empty() {
        remarks.note(range, format!("no state is named here; inferred {}", inferred.join(", ")));
    }
    states
}
