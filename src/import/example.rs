//! The examples in a summary, and their headings.

use super::Catalogue;
use super::block::{Block, number, trailing_groups};
use super::place::Gazetteer;
use super::reading::Standing;
use crate::model::Basis;
use crate::text::date::parse_dates;

/// More examples than this are not examples. The longest summary so far has
/// nine; work grows with paragraphs times examples.
pub(super) const MOST_EXAMPLES: usize = 200;

/// An example while it is put together.
pub(super) struct Example {
    /// `None` if it is told in list items without one.
    pub heading: Option<ExampleHeading>,
    /// Index of the block that it begins with.
    pub begin: usize,
    pub consulate: String,
    pub consulate_basis: Basis,
    /// States that its heading names, or its first item.
    pub states: Vec<String>,
}

impl Example {
    /// What to call it: its title, else how it begins.
    pub fn name(&self, blocks: &[Block]) -> String {
        match &self.heading {
            Some(heading) => heading.title.clone(),
            None => blocks[self.begin].unmarked().chars().take(20).collect::<String>() + "…",
        }
    }
}

/// Which example each block belongs to.
pub(super) type Ownership = Vec<Option<usize>>;

/// The heading of an example, in one of three forms:
///
/// - `（1）label（シカゴ総：title（2022年5月））`, or without number and label
///   `マイアミ総：title`;
/// - `(1) title(フロリダ州マイアミ市)(2024年10月)`;
/// - `（1）label`, and on the next line `title（インディアナ州）`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ExampleHeading {
    pub number: Option<u32>,
    pub title: String,
    /// Slugs of the posts it names, in order.
    pub posts: Vec<String>,
    /// The place in brackets.
    pub place: Option<String>,
    pub date_text: Option<String>,
    pub standing: Standing,
}

/// The name of a post before a colon is at most this long, in bytes.
const LONGEST_POST: usize = 60;

impl ExampleHeading {
    /// Reads a block; `next` is the block after it, which may hold the place in
    /// brackets.
    pub fn of(
        block: &Block,
        next: Option<&Block>,
        known: &Catalogue,
        states: &Gazetteer,
    ) -> Option<Self> {
        if block.is_item() {
            return None;
        }
        match number(&block.text) {
            Some((number, rest)) => {
                let (_, groups) = trailing_groups(rest);
                let with_post = groups.last().and_then(|group| Self::with_post(group, known));
                let heading = with_post.or_else(|| Self::with_place(block, next, states))?;
                Some(Self { number: Some(number), ..heading })
            }
            None => Self::with_post(&block.text, known),
        }
    }

    /// `シカゴ総・デンバー総：title（2022年5月）`
    fn with_post(text: &str, known: &Catalogue) -> Option<Self> {
        let colon = text.find(['：', ':']).filter(|colon| *colon <= LONGEST_POST)?;
        let (names, title) = (&text[..colon], text[colon..].trim_start_matches(['：', ':']).trim());
        let names = names.split(['・', '、']);
        let posts: Option<Vec<_>> =
            names.map(|name| known.post(name).map(|post| post.slug.clone())).collect();
        let (head, groups) = trailing_groups(title);
        let date = groups.last().filter(|group| parse_dates(group).is_ok());
        let end = date.map_or(title.len(), |_| match groups.len() {
            1 => head.len(),
            _ => title.rfind(['（', '(']).unwrap_or(title.len()),
        });
        Some(Self {
            number: None,
            title: title[..end].trim_end().to_owned(),
            posts: posts?,
            place: None,
            date_text: date.map(|date| (*date).to_owned()),
            standing: Standing::Own,
        })
    }

    fn with_place(block: &Block, next: Option<&Block>, states: &Gazetteer) -> Option<Self> {
        let last = block.lines.last()?;
        let (_, line) = number(last).unwrap_or((0, last));
        let (title, groups) = trailing_groups(line);
        let names_state = |text: &&str| !states.states(text).is_empty();
        let date = groups.iter().find(|group| parse_dates(group).is_ok());
        let below = next.and_then(Block::bracketed);
        let place =
            groups.iter().copied().find(names_state).or_else(|| below.filter(names_state))?;
        let standing = if date.is_some() { Standing::Reference } else { Standing::Own };
        Some(Self {
            number: None,
            title: title.to_owned(),
            posts: Vec::new(),
            place: Some(place.to_owned()),
            date_text: date.map(|date| (*date).to_owned()),
            standing,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::block::blocks;
    use super::super::lines::lines;
    use super::*;
    use crate::import::testing;

    #[test]
    fn headings_of_examples_come_in_three_forms() {
        let known = testing::catalogue();
        let states = Gazetteer::new(&known);
        for (text, expected) in [
            (
                "（１）事業 （シカゴ総：草の\n根キャラバン（2022年5月））",
                "1|草の根キャラバン|chicago||2022年5月|Own",
            ),
            (
                "（3）事業（ボスト\nン総：CIC（センター）（2018年\n～））",
                "3|CIC（センター）|boston||2018年～|Own",
            ),
            (
                "(1) 事業（サンフランシスコ総・ロサンゼルス総：催し（2024年2月））",
                "1|催し|san-francisco los-angeles||2024年2月|Own",
            ),
            ("在米大：周年事業", "-|周年事業|washington-dc|||Own"),
            (
                "(1) 講演(フロリダ州マイアミ市)(2024年10月)",
                "1|講演||フロリダ州マイアミ市|2024年10月|Reference",
            ),
            ("（2）学ぶ人が少ない地\n域\n柴犬祭り（コロラド州）", "2|柴犬祭り||コロラド州||Own"),
            ("（4）地域\nビデオ\n\n（アラスカ州）", "4|ビデオ||アラスカ州||Own"),
            ("（１）関心が高くない訴求対象", "none"),
            ("2017年度：約770,000名", "none"),
            ("出典：外務省", "none"),
        ] {
            let blocks = blocks(&lines(text));
            let block = blocks.first().unwrap();
            let next = blocks.iter().find(|block| block.bracketed().is_some());
            let heading = ExampleHeading::of(block, next, &known, &states).map(|heading| {
                format!(
                    "{}|{}|{}|{}|{}|{:?}",
                    heading.number.map_or("-".to_owned(), |number| number.to_string()),
                    heading.title,
                    heading.posts.join(" "),
                    heading.place.unwrap_or_default(),
                    heading.date_text.unwrap_or_default(),
                    heading.standing
                )
            });
            assert_eq!(heading.as_deref().unwrap_or("none"), expected, "{text}");
        }
    }
}
