//! Texts that name events and documents by their slugs, as reasons do.

use maud::{Markup, html};

use super::named::{Kind, link};
use crate::site::visit::Visit;

/// A text whose slugs lead to what they name.
pub fn linked(visit: &Visit, text: &str) -> Markup {
    html! {
        @for (piece, kind) in pieces(text) {
            @match kind {
                Some(kind) => (link(visit, kind, piece, piece)),
                None => (piece),
            }
        }
    }
}

/// The text cut into slugs, each with the kind it is of, and what stands between.
fn pieces(text: &str) -> Vec<(&str, Option<Kind>)> {
    let is_slug = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut pieces = Vec::new();
    let mut plain = 0;
    let mut rest = 0;
    while let Some(start) = text[rest..].find(is_slug).map(|at| rest + at) {
        let end = text[start..].find(|c| !is_slug(c)).map_or(text.len(), |at| start + at);
        if let Some(kind) = kind(&text[start..end]) {
            if plain < start {
                pieces.push((&text[plain..start], None));
            }
            pieces.push((&text[start..end], Some(kind)));
            plain = end;
        }
        rest = end;
    }
    if plain < text.len() {
        pieces.push((&text[plain..], None));
    }
    pieces
}

/// What a slug names: `fy2024-39` an event, `fy2024-report` a document.
fn kind(slug: &str) -> Option<Kind> {
    let (year, name) = slug.strip_prefix("fy")?.split_once('-')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match name {
        _ if year.len() != 4 || !digits(year) => None,
        "summary" | "report" => Some(Kind::Document),
        name => digits(name).then_some(Kind::Event),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_found_between_words() {
        assert_eq!(
            pieces("この公館の事業(fy2024-01、fy2022-summary)からのfy24-1推定"),
            [
                ("この公館の事業(", None),
                ("fy2024-01", Some(Kind::Event)),
                ("、", None),
                ("fy2022-summary", Some(Kind::Document)),
                (")からのfy24-1推定", None),
            ]
        );
        assert_eq!(pieces("fy2024-17は"), [("fy2024-17", Some(Kind::Event)), ("は", None)]);
        assert_eq!(pieces(""), []);
    }
}
