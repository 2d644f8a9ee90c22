//! Passages with the words that were found in them.

use std::ops::Range;

use maud::{Markup, html};
use serde::Deserialize;

use crate::site::language::Language;

/// A passage as `highlights { field text ranges { start end } }` brings it; ranges are
/// in UTF-16 code units, in order, and do not overlap.
#[derive(Clone, Debug, Deserialize)]
pub struct Highlight {
    pub field: String,
    pub text: String,
    pub ranges: Vec<TextRange>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct TextRange {
    pub start: usize,
    pub end: usize,
}

/// Characters shown ahead of the first match of a passage.
const AHEAD: usize = 30;

/// Characters of a passage that are shown.
const SHOWN: usize = 130;

impl Highlight {
    /// The whole text with its matches marked.
    pub fn marked(&self) -> Markup {
        let characters: Vec<char> = self.text.chars().collect();
        marked(&characters, &self.in_characters())
    }

    /// The part of a long text that has its first matches.
    pub fn excerpt(&self) -> Markup {
        let characters: Vec<char> = self.text.chars().collect();
        let ranges = self.in_characters();
        let first = ranges.first().map_or(0, |range| range.start);
        let mut start = first.saturating_sub(AHEAD);
        if characters.len() <= SHOWN {
            start = 0;
        } else if start + SHOWN > characters.len() {
            start = characters.len() - SHOWN;
        }
        let end = (start + SHOWN).min(characters.len());
        // No match is cut in two.
        let cut = ranges.iter().find(|range| range.start < end && range.end > end);
        let end = cut.map_or(end, |range| range.end);
        let shown: Vec<Range<usize>> = ranges
            .iter()
            .filter(|range| range.start < end && range.end > start)
            .map(|range| range.start.max(start) - start..range.end.min(end) - start)
            .collect();
        html! {
            @if start > 0 { "…" }
            (marked(&characters[start..end], &shown))
            @if end < characters.len() { "…" }
        }
    }

    /// The ranges in characters.
    fn in_characters(&self) -> Vec<Range<usize>> {
        let mut places = Vec::with_capacity(self.text.len());
        for (place, character) in self.text.chars().enumerate() {
            places.extend(std::iter::repeat_n(place, character.len_utf16()));
        }
        let end = self.text.chars().count();
        let place = |unit: usize| places.get(unit).copied().unwrap_or(end);
        self.ranges.iter().map(|range| place(range.start)..place(range.end)).collect()
    }
}

fn marked(characters: &[char], ranges: &[Range<usize>]) -> Markup {
    let text = |range: Range<usize>| characters[range].iter().collect::<String>();
    let ends = std::iter::once(0).chain(ranges.iter().map(|range| range.end));
    html! {
        @for (range, end) in ranges.iter().zip(ends) {
            (text(end..range.start))
            mark { (text(range.clone())) }
        }
        (text(ranges.last().map_or(0, |range| range.end)..characters.len()))
    }
}

/// The name of the field that a passage stands in.
pub fn field_name(language: Language, field: &str) -> &'static str {
    match field {
        "title" => language.pick("表題", "Title"),
        "name" => language.pick("名称", "Name"),
        "aliases" => language.pick("別名", "Other names"),
        "heading" => language.pick("見出し", "Heading"),
        "abstract" => language.pick("要旨", "Abstract"),
        "overview" => language.pick("概要", "Overview"),
        "effects" => language.pick("効果", "Effects"),
        "captions" => language.pick("写真説明", "Captions"),
        "venue" => language.pick("会場", "Venue"),
        "city" => language.pick("都市", "City"),
        "audience" => language.pick("対象", "Audience"),
        "attendance" => language.pick("参加規模", "Attendance"),
        "dateText" => language.pick("日程", "Dates"),
        "description" => language.pick("説明", "Description"),
        "administration" => language.pick("政権", "Administration"),
        "area" => language.pick("地域", "Area"),
        "people" => language.pick("関係者", "People"),
        "survey" => language.pick("アンケート", "Survey"),
        "sides" => language.pick("提携先", "Places"),
        "evidence" => language.pick("根拠", "Evidence"),
        "note" => language.pick("注記", "Note"),
        "fiscalYear" | "fiscalYears" => language.pick("年度", "Fiscal year"),
        "dates" => language.pick("日程", "Dates"),
        "format" => language.pick("実施形態", "Format"),
        "consulate" => language.pick("在外公館", "Post"),
        "states" => language.pick("州", "States"),
        "partners" => language.pick("関わった団体", "Partners"),
        "value" => language.pick("値", "Value"),
        "published" => language.pick("発行日", "Date of publication"),
        _ => language.pick("本文", "Text"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn highlight(text: &str, ranges: &[(usize, usize)]) -> Highlight {
        let ranges = ranges.iter().map(|&(start, end)| TextRange { start, end }).collect();
        Highlight { field: "overview".to_owned(), text: text.to_owned(), ranges }
    }

    #[test]
    fn matches_are_marked_and_texts_escaped() {
        let highlight = highlight("𠮷野<半導体>と水素", &[(4, 7), (9, 11)]);
        assert_eq!(
            highlight.marked().into_string(),
            "𠮷野&lt;<mark>半導体</mark>&gt;と<mark>水素</mark>"
        );
    }

    #[test]
    fn a_long_text_is_cut_around_its_first_match() {
        let text = format!("{}水素{}", "あ".repeat(100), "い".repeat(200));
        let excerpt = highlight(&text, &[(100, 102)]).excerpt().into_string();
        let expected =
            format!("…{}<mark>水素</mark>{}…", "あ".repeat(AHEAD), "い".repeat(SHOWN - AHEAD - 2));
        assert_eq!(excerpt, expected);
    }
}
