//! What a record must keep to beyond its types, whoever writes it.

use super::{DateSpan, Record};

/// A record that cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    #[error(
        "the slug \"{found}\" cannot be used: expected 1 to {MAX_SLUG_CHARS} ASCII letters, \
         digits, dots, hyphens, underscores or slashes"
    )]
    Slug { found: String },
    #[error("the fiscal year {found} cannot be meant: expected {MIN_YEAR} to {MAX_YEAR}")]
    FiscalYear { found: i32 },
    #[error("the dates {start} to {end} end before they begin")]
    Dates { start: String, end: String },
    #[error("the measure \"{found}\" cannot be used: expected no slash in it")]
    Measure { found: String },
    #[error("a finding {code} is derived from what it is about, not written: leave it out")]
    Derived { code: &'static str },
    #[error("the slug \"{found}\" cannot be used: expected one that begins with \"{expected}\"")]
    Beginning { found: String, expected: String },
}

/// Slugs stand in addresses and file names.
const MAX_SLUG_CHARS: usize = 200;

/// Fiscal years outside these bounds are slips; a timeline has a place for each
/// year between its first and its last.
const MIN_YEAR: i32 = 1900;
const MAX_YEAR: i32 = 2200;

impl Record {
    /// # Errors
    /// What is wrong with it, if anything is.
    pub fn validate(&self) -> Result<(), Invalid> {
        check_slug(self.entity().slug())?;
        match self {
            Self::Finding(finding) if finding.code.is_derived() => {
                return Err(Invalid::Derived { code: finding.code.as_str() });
            }
            Self::Finding(finding) => {
                let expected = format!("{}/{}-", finding.about.slug, finding.code.as_str());
                check_beginning(&finding.slug, expected)?;
            }
            Self::Claim(claim) => {
                check_measure(&claim.measure)?;
                check_beginning(&claim.slug, format!("{}/", claim.measure))?;
            }
            _ => {}
        }
        for &year in self.fiscal_years() {
            if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
                return Err(Invalid::FiscalYear { found: year });
            }
        }
        for DateSpan { start, end } in self.entity().sort_keys().dates {
            if start.first_day() > end.last_day() {
                return Err(Invalid::Dates { start: start.to_string(), end: end.to_string() });
            }
        }
        Ok(())
    }

    fn fiscal_years(&self) -> &[i32] {
        match self {
            Self::Event(event) => std::slice::from_ref(&event.fiscal_year),
            Self::Document(document) => &document.fiscal_years,
            Self::ActionPlan(plan) => &plan.fiscal_years,
            Self::Claim(claim) => claim.fiscal_year.as_slice(),
            Self::Consulate(_)
            | Self::State(_)
            | Self::Passage(_)
            | Self::Priority(_)
            | Self::Organisation(_)
            | Self::Theme(_)
            | Self::Series(_)
            | Self::Partnership(_)
            | Self::Finding(_) => &[],
        }
    }
}

fn check_slug(slug: &str) -> Result<(), Invalid> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
    let length = slug.chars().count();
    if (1..=MAX_SLUG_CHARS).contains(&length) && slug.chars().all(allowed) {
        Ok(())
    } else {
        Err(Invalid::Slug { found: slug.to_owned() })
    }
}

fn check_measure(measure: &str) -> Result<(), Invalid> {
    if measure.contains('/') {
        Err(Invalid::Measure { found: measure.to_owned() })
    } else {
        check_slug(measure)
    }
}

fn check_beginning(slug: &str, expected: String) -> Result<(), Invalid> {
    if slug.starts_with(&expected) {
        Ok(())
    } else {
        Err(Invalid::Beginning { found: slug.to_owned(), expected })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_named() {
        let event = |slug: &str, year: i32, dates: &str| {
            let json = format!(
                r#"{{"kind":"event","slug":"{slug}","title":{{"ja":"題"}},"fiscalYear":{year},
                    "consulate":"chicago","dates":[{dates}]}}"#
            );
            let record: Record = serde_json::from_str(&json).unwrap();
            record.validate().map_err(|invalid| invalid.to_string())
        };
        let span = r#"{"start":"2024-05-01","end":"2024-05-02"}"#;
        assert_eq!(event("x-1", 2024, span), Ok(()));
        for (slug, year, dates, expected) in [
            ("", 2024, span, "the slug \"\" cannot be used"),
            ("半導体", 2024, span, "the slug \"半導体\" cannot be used"),
            ("x-1", 200_000_000, span, "the fiscal year 200000000 cannot be meant"),
            (
                "x-1",
                2024,
                r#"{"start":"2024-08","end":"2024-07"}"#,
                "the dates 2024-08 to 2024-07 end before",
            ),
        ] {
            assert!(event(slug, year, dates).unwrap_err().starts_with(expected), "{slug} {year}");
        }
    }
}
