//! Reads characters and the smallest parts of dates: numbers, eras, weekdays.

use jiff::civil::Weekday;

use crate::text::normal::is_kanji_numeral;

/// Era names and the year before their first.
const ERAS: &[(&str, i16)] = &[
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
    ("R", 2018),
    ("H", 1988),
    ("S", 1925),
];

const WEEKDAYS: &[(char, Weekday)] = &[
    ('月', Weekday::Monday),
    ('火', Weekday::Tuesday),
    ('水', Weekday::Wednesday),
    ('木', Weekday::Thursday),
    ('金', Weekday::Friday),
    ('土', Weekday::Saturday),
    ('日', Weekday::Sunday),
];

/// From 0 to 9.
const KANJI_DIGITS: &str = "〇一二三四五六七八九";

/// The digit at a place of [`KANJI_DIGITS`], in bytes.
fn digit_at(place: usize) -> u32 {
    (place / '〇'.len_utf8()) as u32
}

/// A place in a text; reads characters with their width folded.
#[derive(Clone)]
pub(super) struct Cursor<'a> {
    pub text: &'a str,
    /// Bytes read so far.
    pub at: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next().map(fold)
    }

    pub fn bump(&mut self) {
        self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
    }

    pub fn eat(&mut self, literal: &str) -> bool {
        let begin = self.at;
        for expected in literal.chars() {
            if self.peek() != Some(expected) {
                self.at = begin;
                return false;
            }
            self.bump();
        }
        true
    }

    pub fn eat_any(&mut self, literals: &[&str]) -> bool {
        literals.iter().any(|literal| self.eat(literal))
    }

    pub fn eat_spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.bump();
        }
    }

    /// A number of one to four digits, no more digits after it; and how many it
    /// has. In kanji, 二〇二四 and 二十四 are numbers too.
    fn number(&mut self) -> Option<(i16, usize)> {
        let begin = self.at;
        let number = self
            .digits(|c| c.to_digit(10))
            .or_else(|| self.digits(|c| KANJI_DIGITS.find(c).map(digit_at)))
            .or_else(|| self.kanji_number());
        if number.is_none() {
            self.at = begin;
        }
        number
    }

    /// One to four digits, and no more of a number after them.
    fn digits(&mut self, value: impl Fn(char) -> Option<u32>) -> Option<(i16, usize)> {
        let begin = self.at;
        let (mut number, mut digits) = (0, 0);
        while let Some(digit) = self.peek().and_then(&value) {
            digits += 1;
            if digits > 4 {
                break;
            }
            number = number * 10 + digit as i16;
            self.bump();
        }
        if (1..=4).contains(&digits) && !self.peek().is_some_and(is_kanji_numeral) {
            return Some((number, digits));
        }
        self.at = begin;
        None
    }

    /// 十, 三十, 千九百八十九.
    fn kanji_number(&mut self) -> Option<(i16, usize)> {
        let mut number = 0;
        for (unit, value) in [("千", 1000), ("百", 100), ("十", 10), ("", 1)] {
            let begin = self.at;
            let digit = self.peek().and_then(|c| KANJI_DIGITS.find(c)).map(digit_at);
            if digit.is_some() {
                self.bump();
            }
            if unit.is_empty() {
                number += digit.unwrap_or(0) as i16;
            } else if self.eat(unit) {
                number += digit.unwrap_or(1) as i16 * value;
            } else {
                self.at = begin;
            }
        }
        let is_whole = number > 0 && !self.peek().is_some_and(is_kanji_numeral);
        is_whole.then(|| (number, number.ilog10() as usize + 1))
    }

    /// A number of exactly `digits` digits.
    pub fn number_of(&mut self, digits: usize) -> Option<i16> {
        let begin = self.at;
        match self.number() {
            Some((number, found)) if found == digits => Some(number),
            _ => {
                self.at = begin;
                None
            }
        }
    }

    /// A small number, taken only if what follows is accepted.
    pub fn number_before(&mut self, accept: impl Fn(&mut Self) -> bool) -> Option<i8> {
        let begin = self.at;
        let number = self.number().and_then(|(number, _)| i8::try_from(number).ok());
        self.eat_spaces();
        if number.is_some() && accept(self) {
            return number;
        }
        self.at = begin;
        None
    }

    /// 令和6, 令和元, R6.
    pub fn year_of_era(&mut self) -> Option<i16> {
        let begin = self.at;
        for (name, before) in ERAS {
            if !self.eat(name) {
                continue;
            }
            self.eat_spaces();
            let year = if self.eat("元") { Some(1) } else { self.number().map(|it| it.0) };
            match year {
                Some(year @ 1..=99) => return Some(before + year),
                _ => self.at = begin,
            }
        }
        None
    }

    /// 2024年度, 令和6年度, FY2024. What was read stays read if it is none.
    pub fn fiscal_year(&mut self) -> Option<i16> {
        if self.eat("FY") {
            self.eat_spaces();
            return self.number_of(4).or_else(|| self.number_of(2).map(|year| 2000 + year));
        }
        let year = self.year_of_era().or_else(|| self.number_of(4))?;
        self.eat_spaces();
        (self.eat("年度") && year > 0).then_some(year)
    }

    /// 2024/10/24, 2024/10 or 2024-10-24.
    pub fn numeric_date(&mut self) -> Option<(i16, i8, Option<i8>)> {
        let begin = self.at;
        let date = self.numeric_date_with("/").or_else(|| {
            self.at = begin;
            self.numeric_date_with("-").filter(|(.., day)| day.is_some())
        });
        if date.is_none() {
            self.at = begin;
        }
        date
    }

    fn numeric_date_with(&mut self, mark: &str) -> Option<(i16, i8, Option<i8>)> {
        let year = self.number_of(4)?;
        let month = if self.eat(mark) { self.number()?.0 } else { return None };
        let day = if self.eat(mark) { Some(self.number()?.0) } else { None };
        let day = day.map(i8::try_from).transpose().ok()?;
        Some((year, i8::try_from(month).ok()?, day))
    }

    /// (木), （木・祝）, (木曜日); nothing is eaten otherwise.
    pub fn weekday(&mut self) -> Option<Weekday> {
        let begin = self.at;
        self.eat_spaces();
        let weekday = self.bracketed_weekday();
        if weekday.is_none() {
            self.at = begin;
        }
        weekday
    }

    fn bracketed_weekday(&mut self) -> Option<Weekday> {
        if !self.eat("(") {
            return None;
        }
        let name = self.peek()?;
        let (_, weekday) = WEEKDAYS.iter().find(|(known, _)| *known == name)?;
        self.bump();
        self.eat_any(&["曜日", "曜"]);
        if self.eat_any(&["・", "、", "/"]) || self.peek() == Some('祝') {
            self.eat_any(&["祝日", "祝"]).then_some(())?;
        }
        self.eat(")").then_some(*weekday)
    }
}

/// Folds the widths and the look-alikes that dates are printed with.
fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
            if narrow == c { c } else { fold(narrow) }
        }
        '〜' | '∼' => '~',
        '‐' | '‑' | '–' | '—' | '―' | '−' | 'ー' | '─' => '-',
        '\u{3000}' => ' ',
        '､' => '、',
        '･' => '・',
        other => other,
    }
}
