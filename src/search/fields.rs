//! The fields of the index, and the names of their columns.

use jiff::civil::Date;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};

use super::tokenizers::{GRAMS, TERMS};
use crate::model::Relation;

/// The fields of the index.
#[derive(Clone)]
pub(super) struct Fields {
    pub key: Field,
    /// The key of the entity that the document was put with.
    pub owner: Field,
    pub stands_alone: Field,
    pub first_day: Field,
    pub last_day: Field,
    pub attendance: Field,
    pub words: Field,
    pub grams: Field,
    /// The grams of the title alone.
    pub titles: Field,
    /// Every noun and compound, by spelling and reading; see the lexicon.
    pub lexicon: Field,
    /// Every known word that stands in it; see the marks.
    pub marks: Field,
    pub names: Field,
    /// Years, months and days on which it took place.
    pub times: Field,
    relations: Vec<Field>,
}

/// Names under which columns are opened.
pub(super) const KEY: &str = "key";
pub(super) const STANDS_ALONE: &str = "stands_alone";
pub(super) const FIRST_DAY: &str = "first_day";
pub(super) const LAST_DAY: &str = "last_day";
pub(super) const ATTENDANCE: &str = "attendance";

impl Fields {
    pub fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let text = |tokenizer, record| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record),
            )
        };
        let with_positions = IndexRecordOption::WithFreqsAndPositions;
        let without_lengths = |tokenizer| {
            let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
            let indexing = indexing.set_index_option(IndexRecordOption::Basic);
            TextOptions::default().set_indexing_options(indexing.set_fieldnorms(false))
        };
        let fields = Self {
            key: schema.add_text_field(KEY, STRING | FAST),
            owner: schema.add_text_field("owner", STRING),
            stands_alone: schema.add_text_field(STANDS_ALONE, STRING | FAST),
            first_day: schema.add_i64_field(FIRST_DAY, FAST),
            last_day: schema.add_i64_field(LAST_DAY, FAST),
            attendance: schema.add_u64_field(ATTENDANCE, FAST),
            words: schema.add_text_field("words", text(TERMS, IndexRecordOption::WithFreqs)),
            grams: schema.add_text_field("grams", text(GRAMS, with_positions)),
            titles: schema.add_text_field("titles", text(GRAMS, with_positions)),
            lexicon: schema.add_text_field("lexicon", without_lengths(TERMS)),
            marks: schema.add_text_field("marks", without_lengths(TERMS)),
            names: schema.add_text_field("names", STRING),
            times: schema.add_text_field("times", STRING),
            relations: Relation::ALL
                .iter()
                .map(|relation| schema.add_text_field(relation.as_str(), STRING | FAST))
                .collect(),
        };
        (schema.build(), fields)
    }

    pub fn relation(&self, relation: Relation) -> Field {
        self.relations[relation as usize]
    }

    /// The field of a column of strings that conditions are put on.
    pub fn column(&self, name: &str) -> Field {
        let relation = Relation::ALL.into_iter().find(|relation| relation.as_str() == name);
        relation.map_or(self.stands_alone, |relation| self.relation(relation))
    }
}

/// Days since 0001-01-01, for columns.
pub(super) fn day_number(date: Date) -> i64 {
    i64::from(date.duration_since(Date::new(1, 1, 1).unwrap_or(Date::MIN)).as_hours() as i32 / 24)
}
