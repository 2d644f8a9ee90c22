//! Reads one sheet of a report: its fields, its sections and its captions.

use std::ops::Range;

use super::diagnostic::Remarks;
use super::field::{Field, Label};
use super::lines::{Line, join};

/// A sheet cut into its parts, none of them interpreted yet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub dates: Option<Value>,
    pub venue: Option<Value>,
    pub audience: Option<Value>,
    pub attendance: Option<Value>,
    /// The paragraphs under 概要; `**` left in, for they tell what matters.
    pub overview: Vec<String>,
    pub effects: Vec<String>,
    pub captions: Vec<String>,
}

/// The value of a field, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub text: String,
    pub range: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Overview,
    Effects,
}

/// What a line that stands directly below goes on with.
#[derive(Clone, Copy)]
enum Open {
    Nothing,
    Field(Label),
    Overview,
    Effects,
    Caption,
}

impl Section {
    /// A line that is nothing but the name of a section.
    pub fn of(line: &Line<'_>) -> Option<Self> {
        match line.text.trim_matches(|c: char| {
            matches!(c, '【' | '】' | '■' | '●' | '○' | '◆' | ':' | '：' | ' ')
        }) {
            "概要" => Some(Self::Overview),
            "効果" => Some(Self::Effects),
            _ => None,
        }
    }
}

impl Sheet {
    /// Reads the lines of a sheet after its heading. A line that is none of the
    /// known kinds is a caption.
    pub fn read(lines: &[Line<'_>], remarks: &mut Remarks) -> Self {
        let mut sheet = Self::default();
        let mut section = None;
        let mut open = Open::Nothing;
        for (at, line) in lines.iter().enumerate() {
            if line.is_blank() {
                open = Open::Nothing;
            } else if let Some(next) = Section::of(line) {
                (section, open) = (Some(next), Open::Nothing);
            } else if let (Some(item), Some(section)) = (item_as_printed(line), section) {
                open = sheet.begin(section, item);
            } else if line.item().is_some() {
                open = sheet.field(line, remarks);
            } else if matches!(open, Open::Nothing) && ends_sentence(lines, at) && section.is_some()
            {
                open = sheet.begin(section.unwrap_or(Section::Overview), line.raw.trim());
            } else {
                open = sheet.go_on(open, line);
            }
        }
        sheet
    }

    fn begin(&mut self, section: Section, paragraph: &str) -> Open {
        match section {
            Section::Overview => {
                self.overview.push(paragraph.to_owned());
                Open::Overview
            }
            Section::Effects => {
                self.effects.push(paragraph.replace("**", ""));
                Open::Effects
            }
        }
    }

    fn field(&mut self, line: &Line<'_>, remarks: &mut Remarks) -> Open {
        let Some((label, value)) = Field::known(line) else {
            self.captions.push(line.item().unwrap_or(&line.text).to_owned());
            let label = Field::of(line).map_or("no label", |field| field.printed);
            remarks
                .warning(&line.range, format!("this line is none of the known fields: found {label}"))
                .help("known are 実施日程, 実施場所, 訴求対象, 開催規模 and their variants; it is kept as a caption");
            return Open::Caption;
        };
        let slot = self.slot(label);
        if slot.is_some() {
            self.captions.push(line.item().unwrap_or(&line.text).to_owned());
            remarks
                .warning(&line.range, "this field stands a second time in the sheet")
                .help("the first is taken; this one is kept as a caption");
            return Open::Caption;
        }
        *slot = Some(Value { text: value.to_owned(), range: line.range.clone() });
        Open::Field(label)
    }

    /// A line that continues what is open, or begins a caption.
    fn go_on(&mut self, open: Open, line: &Line<'_>) -> Open {
        let paragraph = match open {
            Open::Field(label) => {
                if let Some(value) = self.slot(label) {
                    // Dates on two lines are two dates; a venue goes on.
                    value.text = match label {
                        Label::Dates => format!("{}\n{}", value.text, line.text),
                        _ => join([value.text.as_str(), &line.text]),
                    };
                    value.range.end = line.range.end;
                }
                return open;
            }
            Open::Overview => self.overview.last_mut(),
            Open::Effects => self.effects.last_mut(),
            Open::Caption => self.captions.last_mut(),
            Open::Nothing => None,
        };
        match paragraph {
            Some(paragraph) => {
                *paragraph = join([paragraph.as_str(), &line.text]);
                open
            }
            None => {
                self.captions.push(line.text.clone().into_owned());
                Open::Caption
            }
        }
    }

    fn slot(&mut self, label: Label) -> &mut Option<Value> {
        match label {
            Label::Dates => &mut self.dates,
            Label::Venue => &mut self.venue,
            Label::Audience => &mut self.audience,
            Label::Attendance => &mut self.attendance,
        }
    }
}

/// The text of a list item with its emphasis.
fn item_as_printed<'a>(line: &Line<'a>) -> Option<&'a str> {
    line.item()?;
    let raw = line.raw.trim();
    Some(raw.trim_start_matches("**").strip_prefix('-').unwrap_or(raw).trim())
}

/// Whether the paragraph that begins at `at` is prose rather than a caption.
fn ends_sentence(lines: &[Line<'_>], at: usize) -> bool {
    let last = lines[at..].iter().take_while(|line| !line.is_blank()).last();
    last.is_some_and(|line| line.text.ends_with('。'))
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[test]
    fn parts_are_told_apart_wherever_they_stand() {
        let text = "\
市長
挨拶

- 実施日程: 2024年5月25日(土)
6月1日(土)
- 実施場所：ワシントン州シアトル市、
レントン市ほか
- 対象: 市民
- 後援: 商工会
- 開催規模: 約80名
概要

- **雪**の町。
- 二つ
目。

写真1

効果

- **好評**。

Poster of
the day
";
        let mut remarks = Remarks::new(0);
        let sheet = Sheet::read(&lines(text), &mut remarks);
        let value = |value: &Option<Value>| value.as_ref().map(|value| value.text.clone()).unwrap();
        assert_eq!(value(&sheet.dates), "2024年5月25日(土)\n6月1日(土)");
        assert_eq!(value(&sheet.venue), "ワシントン州シアトル市、レントン市ほか");
        assert_eq!(value(&sheet.audience), "市民");
        assert_eq!(value(&sheet.attendance), "約80名");
        assert_eq!(sheet.overview, ["**雪**の町。", "二つ目。"]);
        assert_eq!(sheet.effects, ["好評。"]);
        assert_eq!(sheet.captions, ["市長挨拶", "後援: 商工会", "写真1", "Poster of the day"]);
        let remarks = remarks.finish();
        assert_eq!(remarks.len(), 1);
        assert_eq!(&text[remarks[0].range.clone()], "- 後援: 商工会");
    }
}
