//! The wording of a document.

use maud::{Markup, html};

use crate::site::visit::Visit;

/// Its heading, as printed; its number, where it has none.
pub fn title(visit: &Visit, ordinal: u32, heading: Option<&str>) -> Markup {
    html! {
        @match heading {
            Some(heading) => span lang="ja" { (heading) },
            None => (name(visit, ordinal)),
        }
    }
}

/// What a passage is called by its place.
pub fn name(visit: &Visit, ordinal: u32) -> String {
    visit.say(format!("第{ordinal}節"), format!("Passage {ordinal}"))
}

/// A text in paragraphs, which blank lines part, and lines.
pub fn paragraphs(text: &str) -> Markup {
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    html! {
        @for paragraph in paragraphs {
            p lang="ja" {
                @for (place, line) in paragraph.lines().enumerate() {
                    @if place > 0 { br; }
                    (line)
                }
            }
        }
    }
}

/// The text without its heading, where it begins by repeating it; empty where there
/// is nothing else.
pub fn body<'a>(text: &'a str, heading: Option<&str>) -> &'a str {
    let rest = heading.and_then(|heading| text.strip_prefix(heading));
    rest.filter(|rest| rest.is_empty() || rest.starts_with('\n')).map_or(text, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(
            paragraphs("一\n二\n\n\n三<四\n").into_string(),
            r#"<p lang="ja">一<br>二</p><p lang="ja">三&lt;四</p>"#
        );
    }

    #[test]
    fn a_heading_is_not_repeated() {
        let told = [
            ("はじめに\n\n本文", Some("はじめに"), "本文"),
            ("はじめに", Some("はじめに"), ""),
            ("はじめに立つ", Some("はじめに"), "はじめに立つ"),
            ("本文", None, "本文"),
        ];
        for (text, heading, expected) in told {
            assert_eq!(body(text, heading), expected);
        }
    }
}
