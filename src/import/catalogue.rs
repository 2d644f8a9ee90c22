//! What is known already, and how posts are recognised by their names.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Consulate, ConsulateKind, Document, Event, State};

/// What the caller knows before an import.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    pub consulates: Vec<Arc<Consulate>>,
    pub states: Vec<Arc<State>>,
    pub documents: Vec<Arc<Document>>,
    pub events: Vec<Arc<Event>>,
    /// Slugs of the passages that are stored, by slug of their document.
    pub passages: BTreeMap<String, Vec<String>>,
}

impl Catalogue {
    /// The post that a text names, in whatever form: 在アトランタ総領事館,
    /// 在アメリカ合衆国日本国大使館, シカゴ総, アンカレジ事務所, 在米大.
    pub(super) fn post(&self, name: &str) -> Option<&Consulate> {
        let name = squeeze(name);
        let posts = || self.consulates.iter().map(Arc::as_ref);
        let named = posts().find(|post| {
            let mut names = post.aliases.iter().chain([&post.name.ja]);
            names.any(|known| squeeze(known) == name)
        });
        named.or_else(|| {
            let (kind, place) = kind_and_place(&name)?;
            posts().find(|post| match kind {
                ConsulateKind::Embassy => post.consulate_kind == kind && is_united_states(place),
                _ => post.consulate_kind != ConsulateKind::Embassy && post.city_name() == place,
            })
        })
    }

    pub(super) fn consulate(&self, slug: &str) -> Option<&Consulate> {
        self.consulates.iter().map(Arc::as_ref).find(|post| post.slug == slug)
    }

    pub(super) fn document(&self, slug: &str) -> Option<&Document> {
        self.documents.iter().map(Arc::as_ref).find(|document| document.slug == slug)
    }
}

impl Consulate {
    /// The city without 市: シカゴ.
    pub(super) fn city_name(&self) -> &str {
        self.city.ja.strip_suffix('市').unwrap_or(&self.city.ja)
    }

    pub(super) fn answers_for(&self, state: &str) -> bool {
        self.jurisdiction.iter().any(|part| part.state == state)
    }
}

/// What the name of a post ends with, longest first.
const POST_SUFFIXES: &[(&str, ConsulateKind)] = &[
    ("領事事務所", ConsulateKind::ConsularOffice),
    ("総領事館", ConsulateKind::ConsulateGeneral),
    ("総領事", ConsulateKind::ConsulateGeneral),
    ("事務所", ConsulateKind::ConsularOffice),
    ("大使館", ConsulateKind::Embassy),
    ("総", ConsulateKind::ConsulateGeneral),
    ("大", ConsulateKind::Embassy),
];

fn kind_and_place(name: &str) -> Option<(ConsulateKind, &str)> {
    let name = name.strip_prefix('在').unwrap_or(name);
    let (place, kind) = POST_SUFFIXES
        .iter()
        .find_map(|(suffix, kind)| Some((name.strip_suffix(suffix)?, *kind)))?;
    let place =
        place.strip_suffix("日本国").or_else(|| place.strip_suffix("日本")).unwrap_or(place);
    Some((kind, place))
}

fn is_united_states(place: &str) -> bool {
    matches!(place, "米" | "米国" | "アメリカ" | "アメリカ合衆国")
}

fn squeeze(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::testing;

    #[test]
    fn a_post_is_known_under_many_names() {
        let known = testing::catalogue();
        for (name, slug) in [
            ("在アトランタ総領事館", Some("atlanta")),
            ("在アトランタ日本国総領事館", Some("atlanta")),
            ("在アンカレジ領事事務所", Some("anchorage")),
            ("アンカレジ事務所", Some("anchorage")),
            ("在アメリカ合衆国大使館", Some("washington-dc")),
            ("在アメリカ合衆国日本国大使館", Some("washington-dc")),
            ("在米大", Some("washington-dc")),
            ("ボスト ン総", Some("boston")),
            ("在パリ総領事館", None),
            ("令和6年度", None),
            ("総", None),
        ] {
            assert_eq!(known.post(name).map(|post| post.slug.as_str()), slug, "{name}");
        }
    }
}
