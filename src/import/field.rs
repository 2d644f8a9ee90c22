//! The labelled lines of a sheet, `- 実施日程: 2024年6月5日(水)`.

use super::lines::Line;

/// What a field tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Dates,
    Venue,
    Audience,
    Attendance,
}

const LABELS: &[(&str, Label)] = &[
    ("実施日程", Label::Dates),
    ("実施日時", Label::Dates),
    ("実施日", Label::Dates),
    ("開催日程", Label::Dates),
    ("開催日時", Label::Dates),
    ("開催日", Label::Dates),
    ("日程", Label::Dates),
    ("日時", Label::Dates),
    ("実施場所", Label::Venue),
    ("開催場所", Label::Venue),
    ("会場", Label::Venue),
    ("場所", Label::Venue),
    ("訴求対象", Label::Audience),
    ("参加対象", Label::Audience),
    ("対象者", Label::Audience),
    ("対象", Label::Audience),
    ("開催規模", Label::Attendance),
    ("実施規模", Label::Attendance),
    ("規模", Label::Attendance),
    ("参加者数", Label::Attendance),
    ("参加人数", Label::Attendance),
    ("参加者", Label::Attendance),
];

/// The longest label that a sheet could sensibly have, in characters; a colon
/// further on belongs to a sentence.
const LONGEST_LABEL: usize = 16;

/// A list item that looks like a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field<'a> {
    /// `None` if the label is not one of those known.
    pub label: Option<Label>,
    /// The label as printed.
    pub printed: &'a str,
    pub value: &'a str,
}

impl<'a> Field<'a> {
    /// Reads `- label: value` with either colon; the label may have a remark in
    /// brackets, as 実施場所 (参加人数).
    pub fn of(line: &'a Line<'_>) -> Option<Self> {
        let item = line.item()?;
        let colon = item.char_indices().take(LONGEST_LABEL).find(|(_, c)| matches!(c, ':' | '：'));
        let (at, colon) = colon?;
        let (printed, value) = (item[..at].trim(), item[at + colon.len_utf8()..].trim());
        let name = printed.split(['(', '（']).next().unwrap_or(printed).trim();
        let label = LABELS.iter().find(|(known, _)| *known == name).map(|(_, label)| *label);
        Some(Self { label, printed, value })
    }

    pub fn known(line: &'a Line<'_>) -> Option<(Label, &'a str)> {
        let field = Self::of(line)?;
        Some((field.label?, field.value))
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[test]
    fn labels_and_colons_vary() {
        for (line, expected) in [
            ("- 実施日程: 2024年6月5日(水)", Some((Label::Dates, "2024年6月5日(水)"))),
            ("- **実施場所**：オンライン", Some((Label::Venue, "オンライン"))),
            ("- 実施場所 (参加人数): 全米2地域", Some((Label::Venue, "全米2地域"))),
            ("- 対象: 会員:一般", Some((Label::Audience, "会員:一般"))),
            ("- 参加者: 約60名(11月)", Some((Label::Attendance, "約60名(11月)"))),
            ("- 主催: 商工会", None),
            ("- 州知事:訪日のフォローアップ", None),
            ("実施日程: 2024年6月5日(水)", None),
        ] {
            assert_eq!(Field::known(&lines(line)[0]), expected, "{line}");
        }
    }
}
