//! The heading of a sheet: its title and its post.

use std::ops::Range;

use super::lines::{self, Line};
use super::{Catalogue, lines::span};

/// Comes in three shapes: `title 【post】`, the same after a number, and title
/// and `【post】` on two lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub title: String,
    /// The number printed before the title.
    pub number: Option<u32>,
    /// Slug of the post; `None` if the name in 【】 is that of no known one.
    pub post: Option<String>,
    /// The name in 【】 as printed.
    pub printed_post: String,
    /// The lines it takes.
    pub lines: Range<usize>,
    pub range: Range<usize>,
}

/// A title above its post takes at most this many lines.
const LONGEST_TITLE: usize = 3;

impl Heading {
    /// The heading whose post stands on line `at`.
    pub fn at(lines: &[Line<'_>], at: usize, known: &Catalogue) -> Option<Self> {
        let text = &lines[at].text;
        let before_mark = text.strip_suffix('】')?;
        let (title, printed_post) = before_mark.rsplit_once('【')?;
        if text.starts_with("- ")
            || !(printed_post.starts_with('在') || known.post(printed_post).is_some())
        {
            return None;
        }
        let mut begin = at;
        if title.trim().is_empty() {
            while begin > 0 && at - begin < LONGEST_TITLE && is_title_line(&lines[begin - 1]) {
                begin -= 1;
            }
        }
        let words = lines[begin..at].iter().map(|line| &*line.text).chain([title.trim_end()]);
        let (number, title) = number_and_title(&lines::join(words));
        Some(Self {
            title,
            number,
            post: known.post(printed_post).map(|post| post.slug.clone()),
            printed_post: printed_post.to_owned(),
            lines: begin..at + 1,
            range: span(&lines[begin..=at]),
        })
    }
}

fn is_title_line(line: &Line<'_>) -> bool {
    !line.is_blank() && line.item().is_none() && !line.text.ends_with(['。', '】'])
}

/// `17 アイオワ州での..` has a number, 2024年度.. has none.
fn number_and_title(text: &str) -> (Option<u32>, String) {
    let text = text.trim();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &text[digits..];
    match text[..digits].parse() {
        Ok(number) if rest.starts_with(char::is_whitespace) && digits <= 3 => {
            (Some(number), rest.trim_start().to_owned())
        }
        _ => (None, text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::testing;

    #[test]
    fn headings_come_in_three_shapes() {
        for (text, expected) in [
            ("食の催し 【在アトランタ総領事館】", Some("食の催し|-|atlanta|1")),
            ("45 商工会との交流 【在マイアミ総領事館】", Some("商工会との交流|45|miami|1")),
            (
                "17 アイオワ州での\n交流\n【在シカゴ総領事館】",
                Some("アイオワ州での交流|17|chicago|3"),
            ),
            ("写真\n\n夜会 【在アメリカ合衆国日本国大使館】", Some("夜会|-|washington-dc|1")),
            ("2024年の催し 【在パリ総領事館】", Some("2024年の催し|-|?|1")),
            ("【令和6年度】", None),
            ("- 【在アトランタ総領事館】", None),
            ("- 【ミネソタ州】議員を招き", None),
        ] {
            let lines = lines::lines(text);
            let heading =
                Heading::at(&lines, lines.len() - 1, &testing::catalogue()).map(|heading| {
                    let number = heading.number.map_or("-".to_owned(), |number| number.to_string());
                    let post = heading.post.as_deref().unwrap_or("?");
                    format!("{}|{number}|{post}|{}", heading.title, heading.lines.len())
                });
            assert_eq!(heading.as_deref(), expected, "{text}");
        }
    }
}
