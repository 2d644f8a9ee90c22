//! The operations that pages ask: files of `operations/`, each put together with the
//! fragments that it spreads.

use std::sync::LazyLock;

/// A whole document of GraphQL.
pub type Operation = LazyLock<String>;

/// The operation of a file, by its name.
macro_rules! operation {
    ($name:literal) => {
        std::sync::LazyLock::new(|| {
            $crate::site::operation::complete(include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/src/site/operations/",
                $name,
                ".graphql"
            )))
        })
    };
}
pub(super) use operation;

/// A fragment with the name that its file defines.
macro_rules! fragments {
    ($($fragment:literal: $file:literal,)*) => {
        &[$(($fragment, include_str!(concat!("operations/", $file, ".graphql"))),)*]
    };
}

/// The fragments, by their names in GraphQL.
const FRAGMENTS: &[(&str, &str)] = fragments! {
    "Activity": "activity",
    "ClaimCard": "claim_card",
    "EventCard": "event_card",
    "FigureInFull": "figure_in_full",
    "FindingCard": "finding_card",
    "Jurisdiction": "jurisdiction",
    "Named": "named",
    "PartnershipCard": "partnership_card",
    "Precedent": "precedent",
};

/// Adds the fragments that a document spreads, and those that they spread.
pub fn complete(document: &str) -> String {
    let mut complete = document.to_owned();
    let mut added = vec![false; FRAGMENTS.len()];
    while let Some(place) =
        (0..FRAGMENTS.len()).find(|&place| !added[place] && spreads(&complete, FRAGMENTS[place].0))
    {
        added[place] = true;
        complete.push_str(FRAGMENTS[place].1);
    }
    complete
}

/// Whether a document spreads a fragment of this name.
fn spreads(document: &str, name: &str) -> bool {
    document.split("...").skip(1).any(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        &rest[..end] == name
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fragment_is_known_by_the_name_that_it_defines() {
        for (name, text) in FRAGMENTS {
            assert!(text.contains(&format!("fragment {name} on ")), "{name}: {text}");
        }
    }

    #[test]
    fn a_document_brings_the_fragments_of_its_fragments() {
        let document = complete(
            "query Q { event(slug: \"x\") { findings { ...FindingCard } ... on Event { slug } } }",
        );
        assert_eq!(document.matches("fragment ").count(), 1, "{document}");
        assert_eq!(complete("{ about { version } }"), "{ about { version } }");
    }
}
