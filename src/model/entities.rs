//! The [`Entity`] impls: what of each kind is found, counted and ordered.

use std::collections::BTreeSet;

use super::record::{TextField as Field, lineage, parent};
use super::{
    ActionPlan, Bilingual, Claim, Consulate, DateSpan, Document, Entity, Event, Finding, Language,
    Link, Organisation, PartialDate, Partnership, Passage, Priority, Relation, Series, SortKeys,
    State, Theme,
};

impl Entity for Event {
    fn slug(&self) -> &str {
        &self.slug
    }

    fn label(&self, language: Language) -> &str {
        self.title.get(language)
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        Texts::new()
            .both(Field::Title, [&self.title])
            .both(Field::Abstract, &self.summary)
            .each(Field::Overview, &self.overview)
            .each(Field::Effects, &self.effects)
            .each(Field::Captions, &self.captions)
            .each(Field::Venue, &self.venue)
            .each(Field::City, &self.city)
            .each(Field::Audience, &self.audience)
            .each(Field::Attendance, self.attendance.as_ref().map(|attendance| &attendance.text))
            .each(Field::Dates, &self.date_text)
            .both(Field::People, self.people.iter().flat_map(|person| [&person.name, &person.role]))
            .both(Field::Survey, self.survey.iter().map(|figure| &figure.question))
            .0
    }

    fn links(&self) -> Vec<Link> {
        Links::new()
            .each(Relation::FiscalYear, [self.fiscal_year.to_string()])
            .each(Relation::Consulate, [&self.consulate])
            .each(Relation::State, &self.states)
            .each(Relation::Format, [self.format.as_str()])
            .each(Relation::Priority, self.priorities.iter().map(|link| &link.priority))
            .each(Relation::Document, self.sources.iter().map(|source| &source.document))
            .lineages(Relation::Organisation, self.partners.iter().map(|part| &part.organisation))
            .lineages(Relation::Theme, &self.themes)
            .each(Relation::Series, &self.series)
            .each(Relation::Partnership, &self.partnerships)
            .0
    }

    fn sort_keys(&self) -> SortKeys {
        SortKeys {
            dates: self.dates.clone(),
            attendance: self.attendance.as_ref().map(|attendance| attendance.count),
        }
    }
}

impl Entity for Consulate {
    fn slug(&self) -> &str {
        &self.slug
    }

    fn label(&self, language: Language) -> &str {
        self.name.get(language)
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        Texts::new()
            .both(Field::Name, [&self.name])
            .each(Field::Aliases, &self.aliases)
            .both(Field::City, [&self.city])
            .both(Field::Area, self.jurisdiction.iter().filter_map(|part| part.area.as_ref()))
            .0
    }

    fn links(&self) -> Vec<Link> {
        Links::new().each(Relation::State, self.jurisdiction.iter().map(|part| &part.state)).0
    }
}

impl Entity for State {
    fn slug(&self) -> &str {
        &self.code
    }

    fn label(&self, language: Language) -> &str {
        self.name.get(language)
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        Texts::new().both(Field::Name, [&self.name]).each(Field::Aliases, &self.aliases).0
    }

    fn links(&self) -> Vec<Link> {
        Vec::new()
    }
}

impl Entity for Document {
    fn slug(&self) -> &str {
        &self.slug
    }

    fn label(&self, language: Language) -> &str {
        self.title.get(language)
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        Texts::new().both(Field::Title, [&self.title]).both(Field::Description, &self.description).0
    }

    fn links(&self) -> Vec<Link> {
        Links::new().each(Relation::FiscalYear, self.fiscal_years.iter().map(i32::to_string)).0
    }

    fn sort_keys(&self) -> SortKeys {
        SortKeys { dates: vec![DateSpan::single(self.published)], attendance: None }
    }
}

impl Entity for Passage {
    fn slug(&self) -> &str {
        &self.slug
    }

    fn label(&self, _: Language) -> &str {
        self.heading.as_deref().unwrap_or(&self.text)
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        Texts::new().each(Field::Heading, &self.heading).each(Field::Text, [&self.text]).0
    }

    fn links(&self) -> Vec<Link> {
        Links::new().each(Relation::Document, [&self.document]).each(Relation::Event, &self.event).0
    }

    fn stands_alone(&self) -> bool {
        self.event.is_none()
    }
}

impl Entity for ActionPlan {
    fn slug(&self) -> &str {
        &self.slug
    }

    fn label(&self, language: Language) -> &str {
        self.title.get(language)
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        Texts::new()
            .both(Field::Title, [&self.title])
            .both(Field::Description, &self.description)
            .both(Field::Administration, &self.administration)
            .0
    }

    fn links(&self) -> Vec<Link> {
        Links::new()
            .each(Relation::FiscalYear, self.fiscal_years.iter().map(i32::to_string))
            .each(Relation::Document, &self.documents)
            .0
    }

    fn sort_keys(&self) -> SortKeys {
        let years = || self.fiscal_years.iter().filter_map(|&year| i16::try_from(year).ok());
        let begin = years().min().and_then(|year| PartialDate::month(year, 4));
        let end = years().max().and_then(|year| PartialDate::month(year + 1, 3));
        let dates = begin.zip(end).map(|(start, end)| DateSpan { start, end });
        SortKeys { dates: dates.into_iter().collect(), attendance: None }
    }
}

impl Entity for Priority {
    fn slug(&self) -> &str {
        &self.slug
    }

    fn label(&self, language: Language) -> &str {
        self.heading.get(language)
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        Texts::new()
            .both(Field::Heading, [&self.heading])
            .both(Field::Description, [&self.description])
            .0
    }

    fn links(&self) -> Vec<Link> {
        Links::new()
            .each(Relation::ActionPlan, [&self.action_plan])
            .each(Relation::Priority, self.crosswalk.iter().map(|link| &link.priority))
            .each(Relation::Document, [&self.source.document])
            .0
    }
}

impl Entity for Finding {
    fn slug(&self) -> &str {
        &self.slug
    }

    fn label(&self, language: Language) -> &str {
        self.message.get(language)
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        Texts::new().both(Field::Message, [&self.message]).0
    }

    fn links(&self) -> Vec<Link> {
        Links::new()
            .each(Relation::About, [self.about.to_string()])
            .each(Relation::Class, [self.code.as_str()])
            .each(Relation::Document, self.source.iter().map(|source| &source.document))
            .0
    }

    fn stands_alone(&self) -> bool {
        false
    }
}

impl Entity for Organisation {
    fn slug(&self) -> &str {
        &self.slug
    }

    fn label(&self, language: Language) -> &str {
        self.name.get(language)
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        Texts::new()
            .both(Field::Name, [&self.name])
            .each(Field::Aliases, &self.aliases)
            .both(Field::Description, &self.description)
            .0
    }

    fn links(&self) -> Vec<Link> {
        Links::new()
            .each(Relation::Class, [self.organisation_kind.as_str()])
            .each(Relation::State, &self.state)
            .each(Relation::Organisation, parent(&self.slug))
            .0
    }
}

impl Entity for Theme {
    fn slug(&self) -> &str {
        &self.slug
    }

    fn label(&self, language: Language) -> &str {
        self.name.get(language)
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        Texts::new()
            .both(Field::Name, [&self.name])
            .each(Field::Aliases, &self.aliases)
            .both(Field::Description, [&self.description])
            .0
    }

    fn links(&self) -> Vec<Link> {
        Links::new().each(Relation::Theme, parent(&self.slug)).0
    }
}

impl Entity for Series {
    fn slug(&self) -> &str {
        &self.slug
    }

    fn label(&self, language: Language) -> &str {
        self.title.get(language)
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        Texts::new()
            .both(Field::Title, [&self.title])
            .both(Field::Description, [&self.description])
            .both(Field::Evidence, [&self.evidence])
            .0
    }

    fn links(&self) -> Vec<Link> {
        let documents: BTreeSet<_> = self.sources.iter().map(|source| &source.document).collect();
        Links::new().each(Relation::Document, documents).0
    }
}

impl Entity for Partnership {
    fn slug(&self) -> &str {
        &self.slug
    }

    fn label(&self, language: Language) -> &str {
        self.name.get(language)
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        Texts::new()
            .both(Field::Name, [&self.name])
            .both(Field::Sides, [&self.us.name, &self.jp.name, &self.jp.prefecture])
            .0
    }

    fn links(&self) -> Vec<Link> {
        let documents: BTreeSet<_> = self.sources.iter().map(|source| &source.document).collect();
        Links::new()
            .each(Relation::Class, [self.partnership_kind.as_str()])
            .each(Relation::State, [&self.us.state])
            .each(Relation::Document, documents)
            .0
    }

    fn sort_keys(&self) -> SortKeys {
        SortKeys { dates: self.since.map(DateSpan::single).into_iter().collect(), attendance: None }
    }
}

impl Entity for Claim {
    fn slug(&self) -> &str {
        &self.slug
    }

    fn label(&self, language: Language) -> &str {
        self.label.get(language)
    }

    fn texts(&self) -> Vec<(Field, &str)> {
        Texts::new()
            .both(Field::Title, [&self.label])
            .each(Field::Text, [&self.text])
            .both(Field::Note, &self.note)
            .0
    }

    fn links(&self) -> Vec<Link> {
        let parts: BTreeSet<_> = self.derived_from.iter().map(|term| &term.claim).collect();
        Links::new()
            .each(Relation::Measure, [&self.measure])
            .each(Relation::FiscalYear, self.fiscal_year.map(|year| year.to_string()))
            .each(Relation::About, self.subject.as_ref().map(ToString::to_string))
            .each(Relation::Document, self.source.as_ref().map(|source| &source.document))
            .each(Relation::Event, &self.event)
            .each(Relation::Claim, parts)
            .0
    }

    fn sort_keys(&self) -> SortKeys {
        SortKeys { dates: self.as_of.map(DateSpan::single).into_iter().collect(), attendance: None }
    }
}

/// Collects the texts of an entity.
struct Texts<'a>(Vec<(Field, &'a str)>);

impl<'a> Texts<'a> {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn each(mut self, field: Field, texts: impl IntoIterator<Item = &'a String>) -> Self {
        self.0.extend(texts.into_iter().map(|text| (field, text.as_str())));
        self
    }

    fn both(self, field: Field, texts: impl IntoIterator<Item = &'a Bilingual>) -> Self {
        texts
            .into_iter()
            .fold(self, |texts, text| texts.each(field, [&text.ja]).each(field, &text.en))
    }
}

/// Collects the links of an entity.
struct Links(Vec<Link>);

impl Links {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn each(
        mut self,
        relation: Relation,
        values: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.0.extend(values.into_iter().map(|value| Link::new(relation, value)));
        self
    }

    /// Every slug with those of the wholes that it is a part of, each once: what
    /// has to do with a part has to do with the whole.
    fn lineages<'a>(self, relation: Relation, slugs: impl IntoIterator<Item = &'a String>) -> Self {
        let all: BTreeSet<&str> = slugs.into_iter().flat_map(|slug| lineage(slug)).collect();
        self.each(relation, all)
    }
}
