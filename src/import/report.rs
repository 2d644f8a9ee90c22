//! Reads a report: front matter, contents, then a sheet an event.
//!
//! Here the text is cut into sheets; [`entry`](super::entry) makes an event of
//! each.

use std::ops::Range;

use super::contents::Contents;
use super::diagnostic::Remarks;
use super::entry::Entry;
use super::evidence::Wording;
use super::field::Field;
use super::heading::Heading;
use super::lines::{Line, paragraphs, span};
use super::reading::{Context, PassageReading, Reading};
use super::sheet::Section;
use super::{Catalogue, passage};

/// How many more terms a caption must share with the sheet before it than with
/// the one after it: one or two are chance.
const CLEARLY_MORE: usize = 3;

/// Reads all sheets, and the rest as passages.
pub(super) fn read(lines: &[Line<'_>], context: &Context<'_>, remarks: &mut Remarks) -> Reading {
    let contents = Contents::read(lines, context.known);
    let body = contents.as_ref().map_or(0, |contents| contents.lines.end);
    if contents.is_none() {
        let help = "sheets without a heading then take their post from the states they name";
        remarks
            .warning(&context.identity.range, "this report has no contents page (目次)")
            .help(help);
    }
    let sheets = cut(lines, body, context.known, remarks);
    let front = sheets.first().map_or(lines.len(), |sheet| sheet.lines.start);
    let mut reading =
        Reading { events: Vec::new(), passages: passage::cut(&passage::texts(&lines[..front])) };
    let mut post_before: Option<String> = None;
    for (sheet, ordinal) in sheets.iter().zip(1..) {
        let text = &lines[sheet.lines.clone()];
        let entry = Entry { context, contents: contents.as_ref(), ordinal, lines: text };
        let event = entry.read(sheet.heading.as_ref(), post_before.as_deref(), remarks);
        let heading = event.as_ref().map(|reading| reading.event.title.ja.clone());
        let index = event.map(|event| {
            post_before = Some(event.event.consulate.clone());
            reading.events.push(event);
            reading.events.len() - 1
        });
        reading.passages.push(PassageReading {
            heading,
            text: passage::wording(text),
            event: index,
        });
    }
    if reading.events.is_empty() {
        remarks
            .error(&context.identity.range, "no event sheet was found in this report")
            .help("a sheet has lines as \"- 実施日程: 2024年6月5日(水)\"; the whole text is kept as passages");
    }
    reading
}

/// The lines of one sheet, heading included.
struct Cut {
    heading: Option<Heading>,
    lines: Range<usize>,
}

/// Cuts the body into sheets. One begins at a heading, or, where that is lost,
/// at the first field after the sections of the sheet before.
fn cut(lines: &[Line<'_>], body: usize, known: &Catalogue, remarks: &mut Remarks) -> Vec<Cut> {
    let mut sheets: Vec<Cut> = Vec::new();
    let mut in_sections = false;
    let mut content_end = body;
    for at in body..lines.len() {
        let line = &lines[at];
        let starts_lost = || {
            let after_sections = in_sections && fields_begin(lines, at);
            Field::known(line).is_some() && (after_sections || sheets.is_empty())
        };
        if let Some(heading) = Heading::at(lines, at, known) {
            if let Some(sheet) = sheets.last_mut() {
                sheet.lines.end = heading.lines.start;
            }
            content_end = heading.lines.end;
            sheets.push(Cut { lines: heading.lines.start..lines.len(), heading: Some(heading) });
            in_sections = false;
        } else if starts_lost() {
            // Without contents, what stands before the first sheet is the foreword.
            let begin = if sheets.is_empty() && body == 0 { at } else { content_end };
            if let Some(sheet) = sheets.last_mut() {
                sheet.lines.end = begin;
            }
            sheets.push(Cut { heading: None, lines: begin..lines.len() });
            in_sections = false;
        } else if Section::of(line).is_some() {
            in_sections = true;
        }
        // An item, a section, and what stands directly below either.
        let goes_on = at == content_end && !line.is_blank();
        if line.item().is_some() || Section::of(line).is_some() || goes_on {
            content_end = at + 1;
        }
    }
    for next in 1..sheets.len() {
        if sheets[next].heading.is_none() {
            let begin = captions_end(lines, &sheets[next - 1].lines, &sheets[next].lines, remarks);
            sheets[next - 1].lines.end = begin;
            sheets[next].lines.start = begin;
        }
    }
    sheets
}

/// Whether fields and not a section's items begin here: two of the next items
/// are known fields.
fn fields_begin(lines: &[Line<'_>], at: usize) -> bool {
    let items = lines[at..].iter().filter(|line| line.item().is_some()).take(4);
    items.filter(|line| Field::known(line).is_some()).count() >= 2
}

/// Where the captions of one sheet end and those of the next begin, if no
/// heading parts them. Captions stand above the fields as well as below the
/// sections; one stays with the sheet before only if it clearly shares more of
/// that sheet's wording.
fn captions_end(
    lines: &[Line<'_>],
    before: &Range<usize>,
    next: &Range<usize>,
    remarks: &mut Remarks,
) -> usize {
    let gap_length = lines[next.clone()].iter().position(|line| line.item().is_some());
    let gap = next.start..next.start + gap_length.unwrap_or(0);
    let captions = paragraphs(&lines[gap.clone()]);
    if captions.is_empty() {
        return next.start;
    }
    let wording = |lines: &[Line<'_>]| Wording::of(lines.iter().map(|line| &*line.text));
    let (words_before, words_after) =
        (wording(&lines[before.clone()]), wording(&lines[gap.end..next.end]));
    let mut begin = next.start;
    let mut still_before = true;
    for caption in captions {
        let end = gap.start + caption.end;
        let caption = &lines[gap.start + caption.start..end];
        let words = wording(caption);
        let (shared_before, shared_after) =
            (words.shared_with(&words_before), words.shared_with(&words_after));
        still_before &= shared_before >= shared_after + CLEARLY_MORE;
        let taken = if still_before { "the sheet before" } else { "the one after" };
        remarks
            .note(
                &span(caption),
                format!(
                    "this caption may be of the sheet before or of the one after; {taken} taken"
                ),
            )
            .help(format!(
                "it shares {shared_before} terms with the former, {shared_after} with the latter"
            ));
        if still_before {
            begin = end;
        }
    }
    begin
}
