//! Wholes and their parts: the slug of a part begins with that of its whole.

use maud::{Markup, html};

use super::named::{Kind, link};
use super::number::count;
use crate::site::address::Address;
use crate::site::pages::search::FacetCount;
use crate::site::visit::Visit;

/// A value with those that are parts of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Branch<'a> {
    pub count: &'a FacetCount,
    pub parts: Vec<Branch<'a>>,
}

/// Puts each value below the nearest whole that is among them, else at the top;
/// values that stand side by side keep their order.
pub fn branches(counts: &[FacetCount]) -> Vec<Branch<'_>> {
    below(counts, None)
}

fn below<'a>(counts: &'a [FacetCount], whole: Option<&str>) -> Vec<Branch<'a>> {
    let here = counts.iter().filter(|count| nearest(counts, &count.value) == whole);
    here.map(|count| Branch { count, parts: below(counts, Some(&count.value)) }).collect()
}

/// The longest slug among the counts that a slug is a part of.
fn nearest<'a>(counts: &'a [FacetCount], slug: &str) -> Option<&'a str> {
    let is_whole = |whole: &str| slug.strip_prefix(whole).is_some_and(|rest| rest.starts_with('/'));
    let wholes = counts.iter().map(|count| count.value.as_str()).filter(|whole| is_whole(whole));
    wholes.max_by_key(|whole| whole.len())
}

/// Names that lead to their pages, and counts that lead to what they count.
pub fn tree(
    visit: &Visit,
    kind: Kind,
    branches: &[Branch],
    counted: &impl Fn(&str) -> Address,
) -> Markup {
    html! {
        ul.tree {
            @for Branch { count, parts } in branches {
                li {
                    (link(visit, kind, &count.value, &count.label)) " "
                    (tally(visit, count, &counted(&count.value)))
                    @if !parts.is_empty() { (tree(visit, kind, parts, counted)) }
                }
            }
        }
    }
}

/// The same in two columns, where it is long.
pub fn in_columns(
    visit: &Visit,
    kind: Kind,
    branches: &[Branch],
    counted: &impl Fn(&str) -> Address,
) -> Markup {
    let half = half(branches);
    html! {
        @if size(branches) <= LONG || half == branches.len() {
            (tree(visit, kind, branches, counted))
        } @else {
            div.columns {
                (tree(visit, kind, &branches[..half], counted))
                (tree(visit, kind, &branches[half..], counted))
            }
        }
    }
}

/// Lines of a tree that fit one column.
const LONG: usize = 10;

/// How many lines a tree has.
fn size(branches: &[Branch]) -> usize {
    branches.iter().map(|branch| 1 + size(&branch.parts)).sum()
}

/// How many wholes make up the first half of the lines.
fn half(branches: &[Branch]) -> usize {
    let lines = size(branches);
    (0..branches.len()).find(|&n| 2 * size(&branches[..n]) >= lines).unwrap_or(branches.len())
}

/// A count of events as a link, where its heading says that they are events.
pub fn counting(visit: &Visit, found: &FacetCount, href: &Address) -> Markup {
    counted_as(visit, found, href, &count(found.count))
}

/// The same with its unit; beside a name, a number alone is too narrow to be hit.
pub fn tally(visit: &Visit, found: &FacetCount, href: &Address) -> Markup {
    counted_as(visit, found, href, &events(visit, found.count))
}

fn counted_as(visit: &Visit, found: &FacetCount, href: &Address, text: &str) -> Markup {
    let spoken = format!("{}: {}", found.label, events(visit, found.count));
    html! {
        @if found.count == 0 { span.count { (text) } }
        @else { a.count href=(href) aria-label=(spoken) { (text) } }
    }
}

/// `7件`, `1 event`.
fn events(visit: &Visit, number: u64) -> String {
    let unit = visit.say("件", if number == 1 { " event" } else { " events" });
    count(number) + unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_below_the_nearest_whole_that_is_there() {
        let count = |value: &str| FacetCount { value: value.into(), label: value.into(), count: 1 };
        let counts = ["iowa/senate/staff", "iowa", "iowan", "iowa/senate", "ohio/house"].map(count);
        let told = |branches: &[Branch]| {
            branches.iter().map(|branch| branch.count.value.clone()).collect::<Vec<_>>()
        };
        let top = branches(&counts);
        assert_eq!(told(&top), ["iowa", "iowan", "ohio/house"]);
        assert_eq!(told(&top[0].parts), ["iowa/senate"]);
        assert_eq!(told(&top[0].parts[0].parts), ["iowa/senate/staff"]);
        assert_eq!((size(&top), half(&top)), (5, 1));
    }
}
