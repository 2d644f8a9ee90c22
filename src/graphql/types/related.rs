//! 似た事業: an event like another one, and why.

use std::sync::Arc;

use async_graphql::Object;

use super::super::error::{Result, bad_user_input, internal};
use super::super::value::Language;
use super::super::viewed::Viewed;
use super::referred;
use crate::knowledge::View;
use crate::model::{self, Entity, Event, Key, Link, Relation};

/// Events like one at most.
const MAX_RELATED: i32 = 20;

/// What a reason names, the strongest first.
const REASONS: &[(Relation, &str, &str)] = &[
    (Relation::Series, "同じ取組", "the same undertaking"),
    (Relation::Partnership, "同じ提携", "the same tie"),
    (Relation::Organisation, "同じ団体", "the same partner"),
    (Relation::Theme, "同じ主題", "the same theme"),
    (Relation::State, "同じ州", "the same state"),
    (Relation::Consulate, "同じ公館", "the same post"),
    (Relation::Priority, "同じ重点分野", "the same priority"),
];

/// Things in common that a reason names at most.
const MAX_NAMED: usize = 3;

pub struct RelatedEvent {
    view: Arc<View>,
    slug: String,
    score: f32,
    common: Vec<Common>,
}

/// What two events have in common under one relation.
struct Common {
    ja: &'static str,
    en: &'static str,
    keys: Vec<Key>,
}

impl RelatedEvent {
    pub fn each(view: &Arc<View>, event: &Event, first: i32) -> Result<Vec<Self>> {
        if !(1..=MAX_RELATED).contains(&first) {
            return Err(bad_user_input(format!("`first` is {first}: expected 1 to {MAX_RELATED}")));
        }
        let hits = view.related(event, first as usize).map_err(internal)?;
        let mut related = Vec::with_capacity(hits.len());
        for hit in hits {
            let Some(other) = Viewed::<Event>::find(view, &hit.key.slug)? else { continue };
            related.push(Self {
                view: Arc::clone(view),
                slug: hit.key.slug,
                score: hit.score,
                common: common(event, &other.entity),
            });
        }
        Ok(related)
    }
}

/// A part counts for its whole, which need not be named beside it.
fn common(one: &Event, other: &Event) -> Vec<Common> {
    let (links, others) = (one.links(), other.links());
    let of = |(relation, ja, en): &(Relation, &'static str, &'static str)| {
        let shared: Vec<&Link> = links
            .iter()
            .filter(|link| link.relation == *relation && others.contains(link))
            .collect();
        let is_whole = |link: &Link| {
            let part = format!("{}/", link.value);
            shared.iter().any(|other| other.value.starts_with(&part))
        };
        let keys: Vec<Key> =
            shared.iter().filter(|link| !is_whole(link)).filter_map(|link| link.target()).collect();
        (!keys.is_empty()).then_some(Common { ja, en, keys })
    };
    REASONS.iter().filter_map(of).collect()
}

/// 似た事業と、その理由。An event like another one, and why.
#[Object]
impl RelatedEvent {
    /// 事業。The event.
    async fn event(&self) -> Result<Viewed<Event>> {
        referred(&self.view, &self.slug)
    }

    /// 似ている理由。What the two have in common.
    async fn reason(
        &self,
        #[graphql(desc = "言語。Language.", default_with = "Language::Ja")] language: Language,
    ) -> Result<String> {
        let language: model::Language = language.into();
        let mut parts = Vec::new();
        for common in &self.common {
            let mut names = Vec::new();
            for key in common.keys.iter().take(MAX_NAMED) {
                if let Some(stored) = self.view.record(key).map_err(internal)? {
                    names.push(stored.record.entity().label(language).to_owned());
                }
            }
            parts.push(match language {
                model::Language::Ja => format!("{}（{}）", common.ja, names.join("、")),
                model::Language::En => format!("{} ({})", common.en, names.join(", ")),
            });
        }
        Ok(match (parts.is_empty(), language) {
            (false, model::Language::Ja) => parts.join("、"),
            (false, model::Language::En) => parts.join("; "),
            (true, model::Language::Ja) => "似た内容".to_owned(),
            (true, model::Language::En) => "similar wording".to_owned(),
        })
    }

    /// 似ている度合い。一つの事業についてだけ比べられる。How alike; comparable for one event only.
    async fn score(&self) -> f32 {
        self.score
    }
}
