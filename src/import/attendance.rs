//! How many came, read from the field 開催規模.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Attendance, AttendanceUnit, Precision};

/// An attendance and how it was arrived at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub attendance: Attendance,
    pub method: Method,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// The text gives one number, or names one the total.
    Stated,
    /// The text gives numbers of parts and no total.
    Sum,
    /// The text gives a range; its lower end was taken.
    LowerEnd,
}

/// Reads the number of persons or views.
///
/// A number that the text calls a total wins. Else numbers outside brackets are
/// added up; those inside explain them. A number per event (各) is none of both.
pub(super) fn read(text: &str) -> Option<Reading> {
    let quantities = quantities(text);
    let outside = |quantity: &&Quantity| !quantity.in_brackets && !quantity.of_each;
    let parts: Vec<&Quantity> = match quantities.iter().find(|quantity| quantity.total) {
        Some(total) => vec![total],
        None => quantities.iter().filter(outside).collect(),
    };
    let first = parts.first()?;
    if parts.iter().any(|part| part.unit != first.unit) {
        return None;
    }
    let attendance = Attendance {
        count: parts.iter().try_fold(0u32, |sum, part| sum.checked_add(part.count))?,
        unit: first.unit,
        precision: parts
            .iter()
            .map(|part| part.precision)
            .max_by_key(|precision| rank(*precision))?,
        text: text.to_owned(),
    };
    let method = match parts.as_slice() {
        [part] if part.range => Method::LowerEnd,
        [_] => Method::Stated,
        _ => Method::Sum,
    };
    Some(Reading { attendance, method })
}

fn rank(precision: Precision) -> u8 {
    match precision {
        Precision::Exact => 0,
        Precision::About => 1,
        Precision::AtLeast => 2,
    }
}

struct Quantity {
    count: u32,
    unit: AttendanceUnit,
    precision: Precision,
    total: bool,
    of_each: bool,
    in_brackets: bool,
    range: bool,
}

/// 合計, 約, the number with 万, a range's upper end, the unit, 以上 or 程度.
static QUANTITY: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = concat!(
        r"(?P<each>各[^0-9、。()]{0,12})?",
        r"(?P<total>(?:合計|累計|総計|延べ|のべ|総数|計)[^0-9、。()]{0,6}?)?",
        r"(?P<about>約|およそ|概ね)?\s*(?:延べ|のべ)?",
        r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<scale>千|万)?",
        r"(?P<upper>[~-][0-9][0-9,]*(?:千|万)?)?\s*",
        r"(?:(?P<views>回視聴|回再生|視聴|再生|ビュー|views?)|(?P<persons>名|人))",
        r"(?P<after>以上|超|余り|余|程度|前後|ほど)?",
    );
    Regex::new(pattern).expect("the pattern is a constant that the tests compile")
});

fn quantities(text: &str) -> Vec<Quantity> {
    let text: String = text.chars().map(fold).collect();
    let mut depth = 0usize;
    let mut seen = 0;
    let mut quantities = Vec::new();
    for found in QUANTITY.captures_iter(&text) {
        let whole = found.get_match();
        for c in text[seen..whole.start()].chars() {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        seen = whole.start();
        let has = |name| found.name(name).is_some();
        let scale = match found.name("scale").map(|scale| scale.as_str()) {
            Some("千") => 1e3,
            Some("万") => 1e4,
            _ => 1.0,
        };
        let count = found["number"].replace(',', "").parse::<f64>().unwrap_or(f64::MAX) * scale;
        if count > f64::from(u32::MAX) {
            continue;
        }
        let precision = match found.name("after").map(|after| after.as_str()) {
            Some("以上" | "超" | "余り" | "余") => Precision::AtLeast,
            Some(_) => Precision::About,
            None if has("about") => Precision::About,
            None if has("upper") => Precision::AtLeast,
            None => Precision::Exact,
        };
        quantities.push(Quantity {
            count: count.round() as u32,
            unit: if has("views") { AttendanceUnit::Views } else { AttendanceUnit::Persons },
            precision,
            total: has("total"),
            of_each: has("each"),
            in_brackets: depth > 0,
            range: has("upper"),
        });
    }
    quantities
}

/// Folds widths, so that one pattern serves.
fn fold(c: char) -> char {
    match c {
        '～' | '〜' => '~',
        '－' | '–' | '−' => '-',
        '\u{3000}' => ' ',
        '０'..='９' | '（' | '）' | '，' | '．' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_unit_and_precision() {
        for (text, expected) in [
            ("169名出席", "169 Persons Exact Stated"),
            ("1016名", "1016 Persons Exact Stated"),
            ("１，０１６人", "1016 Persons Exact Stated"),
            ("約70名（州議会議員33名を含む）。", "70 Persons About Stated"),
            ("137名（1日目83名、2日目54名）", "137 Persons Exact Stated"),
            ("約2000名", "2000 Persons About Stated"),
            ("参加者25名以上", "25 Persons AtLeast Stated"),
            ("約50,000人(警察発表)", "50000 Persons About Stated"),
            ("約1.5万人", "15000 Persons About Stated"),
            ("約10万回視聴", "100000 Views About Stated"),
            ("累計約160名", "160 Persons About Stated"),
            ("合計165名", "165 Persons Exact Stated"),
            ("合計約300名(約100名×3講演)", "300 Persons About Stated"),
            ("各イベント50～120名 (合計1000名程度)", "1000 Persons About Stated"),
            ("会場35名、オンライン35名", "70 Persons Exact Sum"),
            ("約60名(11月)、約25名(3月)", "85 Persons About Sum"),
            ("350名 (25、26日)、70名 (27日)", "420 Persons Exact Sum"),
            ("50～120名", "50 Persons AtLeast LowerEnd"),
            ("各イベント50名", "-"),
            ("100名、1万回視聴", "-"),
            ("日系企業26社", "-"),
            ("99999999999999999999名", "-"),
            ("多数", "-"),
        ] {
            let read = read(text).map_or("-".to_owned(), |Reading { attendance, method }| {
                assert_eq!(attendance.text, text);
                let Attendance { count, unit, precision, .. } = attendance;
                format!("{count} {unit:?} {precision:?} {method:?}")
            });
            assert_eq!(read, expected, "{text}");
        }
    }
}
