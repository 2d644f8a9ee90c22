//! Cuts what is not an event into passages, at its headings.

use super::kind::PROGRAMME;
use super::lines::{Line, paragraphs};
use super::reading::PassageReading;

/// A heading is at most this long, in characters.
const LONGEST_HEADING: usize = 45;

/// The wording of `lines`, paragraphs kept apart, `**` dropped.
pub(super) fn wording(lines: &[Line<'_>]) -> String {
    texts(lines).join("\n\n")
}

/// The paragraphs of `lines`, their line breaks kept.
pub(super) fn texts(lines: &[Line<'_>]) -> Vec<String> {
    let text = |paragraph| {
        let lines: &[Line<'_>] = &lines[paragraph];
        lines.iter().map(|line| &*line.text).collect::<Vec<_>>().join("\n")
    };
    paragraphs(lines).into_iter().map(text).collect()
}

/// Passages of running text: a new one begins at a paragraph that looks like a
/// heading, if the passage before has prose or prose follows.
pub(super) fn cut<T: AsRef<str>>(paragraphs: &[T]) -> Vec<PassageReading> {
    let mut passages: Vec<PassageReading> = Vec::new();
    let mut has_prose = false;
    for (at, paragraph) in paragraphs.iter().map(AsRef::as_ref).enumerate() {
        let before_prose = paragraphs.get(at + 1).is_some_and(|next| is_prose(next.as_ref()));
        let begins = looks_like_heading(paragraph) && (has_prose || before_prose);
        match passages.last_mut() {
            Some(passage) if !begins => {
                passage.text.push_str("\n\n");
                passage.text.push_str(paragraph);
            }
            _ => {
                let heading =
                    paragraph.lines().find(|line| looks_like_heading(line) && *line != PROGRAMME);
                let heading = heading.map(str::to_owned);
                passages.push(PassageReading { heading, text: paragraph.to_owned(), event: None });
                has_prose = false;
            }
        }
        has_prose |= is_prose(paragraph);
    }
    passages
}

/// A short line that is no sentence, no list item and no remark.
fn looks_like_heading(text: &str) -> bool {
    let length = text.chars().take(LONGEST_HEADING + 1).count();
    (2..=LONGEST_HEADING).contains(&length)
        && !text.starts_with(['-', '○', '*', '＊', '※', '●', '（', '⇒'])
        && !text.contains(['。', '：', ':', '\n'])
}

fn is_prose(paragraph: &str) -> bool {
    paragraph.contains('。') || paragraph.starts_with("- ")
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    #[test]
    fn a_passage_runs_from_heading_to_heading_and_nothing_is_lost() {
        let text =
            "報告書\n\n外務省\n\nはじめに\n\n**日本**と米国。\n\n更に。\n\n目次\n\nアトランタ 02\n";
        let passages = cut(&texts(&lines(text)));
        let passages: Vec<_> = passages
            .iter()
            .map(|passage| (passage.heading.as_deref().unwrap_or("-"), passage.text.as_str()))
            .collect();
        assert_eq!(
            passages,
            [
                ("報告書", "報告書\n\n外務省"),
                ("はじめに", "はじめに\n\n日本と米国。\n\n更に。"),
                ("目次", "目次\n\nアトランタ 02"),
            ]
        );
    }
}
