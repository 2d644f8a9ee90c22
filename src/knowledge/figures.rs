//! Remarks on published figures that do not agree.
//!
//! Unlike other remarks these follow from several entities: all claims of one
//! measure. A derived claim (a sum) that stands beside a published total is
//! compared with it in the same way, so that sums which do not add up come out.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Bilingual, Claim, Finding, FindingCode, Key, Kind, Precision, Record};

/// The measure that a claim of this key counts; `None` for other kinds.
pub fn measure(key: &Key) -> Option<&str> {
    let is_claim = key.kind == Kind::Claim;
    is_claim.then(|| key.slug.split('/').next()).flatten()
}

/// The remarks on all claims of one measure, given in the order of their slugs.
///
/// Of several figures for one thing, the first that a document publishes is
/// compared with each of the others.
pub fn derive(claims: &[Arc<Claim>]) -> Vec<Record> {
    let mut groups: Vec<Vec<&Claim>> = Vec::new();
    for claim in claims {
        match groups.iter_mut().find(|group| group[0].speaks_of_the_same_as(claim)) {
            Some(group) => group.push(claim),
            None => groups.push(vec![claim]),
        }
    }
    let mut findings = Vec::new();
    for group in groups {
        let published = group.iter().find(|claim| claim.derived_from.is_empty());
        let first = published.unwrap_or(&group[0]);
        let others = group.iter().filter(|other| first.conflicts_with(other));
        findings.extend((1..).zip(others).map(|(number, other)| differ(first, other, number)));
    }
    findings.into_iter().map(Record::from).collect()
}

fn differ(first: &Claim, other: &Claim, number: usize) -> Finding {
    let (ja, en) = if agree_when_rounded(first, other) {
        ("概数にしたための差と見られる。", "Rounding accounts for the difference.")
    } else {
        ("端数の処理では説明がつかない。", "Rounding does not account for the difference.")
    };
    let label = |claim: &Claim| claim.label.get(crate::model::Language::En).to_owned();
    Finding {
        slug: format!("{}/{}-{number}", first.slug, FindingCode::FiguresDiffer.as_str()),
        code: FindingCode::FiguresDiffer,
        message: Bilingual::new(
            format!(
                "{}について「{}」と「{}」の二つの数値がある。{ja}",
                first.label.ja, first.text, other.text
            ),
            format!(
                "{}: there are two figures, \"{}\" and \"{}\". {en}",
                label(first),
                first.text,
                other.text
            ),
        ),
        field: Some("value".to_owned()),
        readings: vec![reading(first), reading(other)],
        about: Key::new(Kind::Claim, &first.slug),
        source: first.source.clone(),
    }
}

/// A figure as printed with where it stands, or with the sum it comes from.
fn reading(claim: &Claim) -> String {
    match &claim.source {
        Some(source) => format!("{} ({})", claim.text, source.document),
        None => format!("{} = {}", claim.text, claim.value),
    }
}

/// Whether one figure is the other with its last digits dropped or rounded, or
/// a lower bound that the other keeps.
fn agree_when_rounded(one: &Claim, other: &Claim) -> bool {
    let rounds = |rounded: &Claim, full: &Claim| match rounded.precision {
        Precision::Exact => false,
        Precision::AtLeast => full.value >= rounded.value,
        Precision::About => {
            let unit = last_place(rounded.value);
            (full.value / unit).round() * unit == rounded.value
                || (full.value / unit).trunc() * unit == rounded.value
        }
    };
    rounds(one, other) || rounds(other, one)
}

/// Digits behind this are the machine's, not the document's.
const SMALLEST_PLACE: f64 = 1e-6;

/// The place value of the last digit that is not zero: 10,000 for 770,000.
fn last_place(value: f64) -> f64 {
    let mut place = 1.0;
    while place > SMALLEST_PLACE && (value / place).fract().abs() > SMALLEST_PLACE {
        place /= 10.0;
    }
    while value != 0.0 && value % (place * 10.0) == 0.0 {
        place *= 10.0;
    }
    place
}

/// The remarks on all claims among records, for a check of everything.
pub fn derive_all<'a>(records: impl IntoIterator<Item = &'a Record>) -> Vec<Record> {
    let mut measures: BTreeMap<&str, Vec<Arc<Claim>>> = BTreeMap::new();
    for record in records {
        if let Record::Claim(claim) = record {
            measures.entry(&claim.measure).or_default().push(Arc::clone(claim));
        }
    }
    measures.into_values().flat_map(|claims| derive(&claims)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(name: &str, value: f64, precision: &str, derived: bool) -> Arc<Claim> {
        let rest = match derived {
            true => r#""derivedFrom":[{"claim":"participants/x","sign":"PLUS"}]"#.to_owned(),
            false => format!(r#""source":{{"document":"{name}"}}"#),
        };
        let json = format!(
            r#"{{"slug":"participants/{name}","measure":"participants","label":{{"ja":"参加者数"}},
                "value":{value},"unit":"persons","precision":"{precision}","text":"{value}",
                "fiscalYear":2019,{rest}}}"#
        );
        Arc::new(serde_json::from_str(&json).unwrap())
    }

    #[test]
    fn figures_for_one_thing_are_compared() {
        let exact = claim("a", 396_068.0, "EXACT", false);
        for (other, expected) in [
            (claim("b", 396_068.0, "EXACT", false), None),
            (claim("b", 390_000.0, "ABOUT", false), Some("概数にしたため")),
            (claim("b", 400_000.0, "ABOUT", false), Some("概数にしたため")),
            (claim("b", 300_000.0, "AT_LEAST", false), Some("概数にしたため")),
            (claim("b", 380_000.0, "ABOUT", false), Some("端数の処理では説明がつかない")),
            (claim("b", 396_000.0, "EXACT", true), Some("端数の処理では説明がつかない")),
        ] {
            let findings = derive(&[Arc::clone(&exact), Arc::clone(&other)]);
            let messages: Vec<&str> = findings
                .iter()
                .map(|finding| finding.entity().label(crate::model::Language::Ja))
                .collect();
            match expected {
                None => assert!(messages.is_empty(), "{messages:?}"),
                Some(text) => assert!(messages[0].contains(text), "{messages:?}"),
            }
        }
    }

    #[test]
    fn the_published_figure_comes_first() {
        let sum = claim("a-sum", 9_000.0, "EXACT", true);
        let printed = claim("total", 9_048.0, "EXACT", false);
        let findings = derive(&[sum, printed]);
        assert_eq!(findings[0].key().slug, "participants/total/figures-differ-1");
    }
}
