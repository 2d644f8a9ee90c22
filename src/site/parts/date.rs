//! Dates and fiscal years as people write them.

use serde::{Deserialize, Serialize};

use crate::site::language::Language;

/// A time from one date to another, each as precise as it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateSpan {
    pub start: String,
    pub end: String,
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `2024年10月24日`, `24 Oct 2024`, from `2024-10-24`, `2024-10` or `2024`.
pub fn date(language: Language, date: &str) -> String {
    let mut parts = date.splitn(3, '-');
    let year = parts.next().unwrap_or_default();
    let [month, day] = [parts.next(), parts.next()].map(|part| part.and_then(|n| n.parse().ok()));
    match (language, month, day) {
        (Language::Ja, None::<usize>, _) => format!("{year}年"),
        (Language::Ja, Some(month), None::<usize>) => format!("{year}年{month}月"),
        (Language::Ja, Some(month), Some(day)) => format!("{year}年{month}月{day}日"),
        (Language::En, None, _) => year.to_owned(),
        (Language::En, Some(month), None) => format!("{} {year}", month_name(month)),
        (Language::En, Some(month), Some(day)) => format!("{day} {} {year}", month_name(month)),
    }
}

fn month_name(month: usize) -> &'static str {
    MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or_default()
}

/// One span or several, in order. In Japanese, what is said of the date before is
/// not said again: `2024年5月24日、25日`.
pub fn spans(language: Language, spans: &[DateSpan]) -> String {
    let mut before = "";
    let mut told = String::new();
    for (place, span) in spans.iter().enumerate() {
        if place > 0 {
            told.push_str(language.pick("、", ", "));
        }
        told.push_str(&shortened(language, &span.start, before));
        if span.end != span.start {
            told.push_str(language.pick("～", " – "));
            told.push_str(&shortened(language, &span.end, &span.start));
        }
        before = &span.end;
    }
    told
}

/// A date without the year, or year and month, that it shares with the one before.
fn shortened(language: Language, told: &str, before: &str) -> String {
    let full = date(language, told);
    let same = |length: usize| told.len() > length && before.get(..length) == told.get(..length);
    let mark = match language {
        Language::En => return full,
        Language::Ja if same("2024-05".len()) => '月',
        Language::Ja if same("2024".len()) => '年',
        Language::Ja => return full,
    };
    full.split_once(mark).map_or(full.clone(), |(_, rest)| rest.to_owned())
}

/// `2024年度`, `FY2024`. A fiscal year begins in April.
pub fn fiscal_year(language: Language, year: i32) -> String {
    language.pick(format!("{year}年度"), format!("FY{year}"))
}

/// Fiscal years in order, those that follow each other together:
/// `2017～2020年度、2025年度`, `FY2017–2020, FY2025`.
pub fn fiscal_years(language: Language, years: &[i32]) -> String {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for &year in years {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == year => *last = year,
            _ => runs.push((year, year)),
        }
    }
    let each = runs.iter().map(|&(first, last)| match first == last {
        true => fiscal_year(language, first),
        false => language.pick(format!("{first}～{last}年度"), format!("FY{first}–{last}")),
    });
    each.collect::<Vec<_>>().join(language.pick("、", ", "))
}

/// With the year of the era, as ministries write it: `2024（令和6）年度`. Reiwa began in
/// May 2019; what was before is Heisei, whose last fiscal year was 31.
pub fn fiscal_year_in_full(language: Language, year: i32) -> String {
    let era = match year {
        2020.. => format!("令和{}", year - 2018),
        2019 => "令和元".to_owned(),
        _ => format!("平成{}", year - 1988),
    };
    language.pick(format!("{year}（{era}）年度"), format!("FY{year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_told_as_precisely_as_it_is_known() {
        let told = [
            ("2024", "2024年", "2024"),
            ("2024-10", "2024年10月", "Oct 2024"),
            ("2024-10-04", "2024年10月4日", "4 Oct 2024"),
        ];
        for (known, ja, en) in told {
            assert_eq!(
                (date(Language::Ja, known), date(Language::En, known)),
                (ja.into(), en.into())
            );
        }
    }

    #[test]
    fn what_two_dates_share_is_told_once() {
        let span = |start: &str, end: &str| DateSpan { start: start.into(), end: end.into() };
        let told = [
            (vec![span("2024-05-24", "2024-05-25")], "2024年5月24日～25日"),
            (vec![span("2024-12-30", "2025-01-02")], "2024年12月30日～2025年1月2日"),
            (
                vec![span("2024-05-24", "2024-05-24"), span("2024-06-01", "2024-06-01")],
                "2024年5月24日、6月1日",
            ),
            (vec![span("2017-04", "2021-03")], "2017年4月～2021年3月"),
            (vec![span("2024", "2024")], "2024年"),
        ];
        for (given, ja) in told {
            assert_eq!(spans(Language::Ja, &given), ja);
        }
    }

    #[test]
    fn fiscal_years_that_follow_each_other_are_told_together() {
        let told = [
            (vec![2024], "2024年度", "FY2024"),
            (vec![2017, 2018, 2019, 2025], "2017～2019年度、2025年度", "FY2017–2019, FY2025"),
        ];
        for (years, ja, en) in told {
            assert_eq!(
                (fiscal_years(Language::Ja, &years), fiscal_years(Language::En, &years)),
                (ja.into(), en.into())
            );
        }
    }

    #[test]
    fn a_fiscal_year_bears_its_era() {
        let told = [
            (2017, "2017（平成29）年度"),
            (2019, "2019（令和元）年度"),
            (2024, "2024（令和6）年度"),
        ];
        for (year, ja) in told {
            assert_eq!(fiscal_year_in_full(Language::Ja, year), ja);
        }
    }
}
