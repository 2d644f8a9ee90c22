//! Where an event was: its cities, its states, and whether it met online.

use std::collections::HashMap;
use std::ops::Range;

use super::Catalogue;
use crate::model::EventFormat;

/// Finds the names of states in Japanese text.
#[derive(Clone, Debug)]
pub(super) struct Gazetteer {
    /// Names by their first character, longest first.
    names: HashMap<char, Vec<(String, String)>>,
}

/// A place that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Code of the state.
    pub state: String,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// Names that stand for something else unless 州 follows: ワシントン is the
/// capital or a town, メイン the main stage.
const AMBIGUOUS_WITHOUT_SUFFIX: &[&str] = &["ワシントン", "メイン"];

/// How texts write the District of Columbia.
const DISTRICT_NAMES: &[&str] =
    &["ワシントンDC", "ワシントンD.C.", "ワシントンＤＣ", "ワシントンＤ.Ｃ.", "DC", "D.C.", "ＤＣ"];
pub(super) const DISTRICT: &str = "DC";

/// Seats of the posts and the state of each: what a venue in one of them is in.
/// General knowledge that no document prints.
const SEATS: &[(&str, &str)] = &[
    ("アトランタ", "GA"),
    ("アンカレジ", "AK"),
    ("サンフランシスコ", "CA"),
    ("シアトル", "WA"),
    ("シカゴ", "IL"),
    ("デトロイト", "MI"),
    ("デンバー", "CO"),
    ("ナッシュビル", "TN"),
    ("ニューヨーク", "NY"),
    ("ヒューストン", "TX"),
    ("ポートランド", "OR"),
    ("ボストン", "MA"),
    ("ホノルル", "HI"),
    ("マイアミ", "FL"),
    ("ロサンゼルス", "CA"),
    ("ワシントン", DISTRICT),
];

/// The state of the city that a post sits in.
pub(super) fn seat_state(city: &str) -> Option<&'static str> {
    SEATS.iter().find(|(seat, _)| city.starts_with(seat)).map(|(_, state)| *state)
}

/// The seats that a text names; ワシントン is none, for it is also a state and
/// several towns.
pub(super) fn seats_in(text: &str) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
    let named = |seat: &str| text.contains(seat) && !AMBIGUOUS_WITHOUT_SUFFIX.contains(&seat);
    SEATS.iter().copied().filter(move |(seat, _)| named(seat))
}

impl Gazetteer {
    pub fn new(known: &Catalogue) -> Self {
        let mut names: Vec<(String, String)> = Vec::new();
        for state in &known.states {
            let code = || state.code.clone();
            if state.code == DISTRICT {
                names.extend(DISTRICT_NAMES.iter().map(|name| ((*name).to_owned(), code())));
            } else {
                names.push((format!("{}州", state.code), code()));
            }
            let japanese =
                state.aliases.iter().chain([&state.name.ja]).filter(|name| !name.is_ascii());
            for name in japanese {
                let bare = name.strip_suffix('州').unwrap_or(name);
                names.push((format!("{bare}州"), code()));
                let is_word = bare.chars().count() > 1 && bare.chars().all(is_katakana);
                if is_word && !AMBIGUOUS_WITHOUT_SUFFIX.contains(&bare) {
                    names.push((bare.to_owned(), code()));
                }
            }
        }
        let mut by_first: HashMap<char, Vec<_>> = HashMap::new();
        for (name, code) in names {
            if let Some(first) = name.chars().next() {
                by_first.entry(first).or_default().push((name, code));
            }
        }
        for names in by_first.values_mut() {
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
            names.dedup();
        }
        Self { names: by_first }
    }

    /// The states that a text names, in order, each mention once. A name without
    /// 州 counts only if it is a word by itself: ハワイ, but not メインステージ.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let mut before = None;
        let mut characters = text.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let found = self.names.get(&c).and_then(|names| {
                names.iter().find(|(name, _)| {
                    text[at..].starts_with(name)
                        && stands_alone(name, before, &text[at + name.len()..])
                })
            });
            before = Some(c);
            if let Some((name, code)) = found {
                let end = at + name.len();
                mentions.push(Mention { state: code.clone(), range: at..end });
                while let Some((_, c)) = characters.next_if(|(next, _)| *next < end) {
                    before = Some(c);
                }
            }
        }
        mentions
    }

    /// Codes of the states that a text names, in order, each once.
    pub fn states(&self, text: &str) -> Vec<String> {
        let mut states = Vec::new();
        for mention in self.mentions(text) {
            add(&mut states, &mention.state);
        }
        states
    }
}

/// Appends `state` unless it is there.
pub(super) fn add(states: &mut Vec<String>, state: &str) {
    if !states.iter().any(|known| known == state) {
        states.push(state.to_owned());
    }
}

fn stands_alone(name: &str, before: Option<char>, after: &str) -> bool {
    let after = after.chars().next();
    if name.ends_with('州') {
        // A longer word may end the same way: ウェストバージニア州, 参加州.
        let goes_on = |is: fn(char) -> bool| before.is_some_and(is) && name.starts_with(is);
        return !goes_on(is_katakana) && !goes_on(is_kanji);
    }
    if name.starts_with(is_katakana) {
        let joined = |c: Option<char>| c.is_some_and(is_katakana);
        let ends_latin = name.ends_with(|c: char| !is_katakana(c));
        return !joined(before) && (ends_latin || !joined(after));
    }
    let latin =
        |c: Option<char>| c.is_some_and(char::is_alphabetic) && c.is_some_and(|c| c.is_ascii());
    !latin(before) && !latin(after)
}

pub(super) fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ')
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// The cities that a venue names, as printed, joined by 、.
///
/// A city is what ends in 市, or a name in katakana straight after its state:
/// カリフォルニア州パロアルト市等, ネバダ州ラスベガス, ワシントンDC(大使公邸).
pub(super) fn cities(venue: &str, gazetteer: &Gazetteer) -> Option<String> {
    let mut cities: Vec<&str> = Vec::new();
    // Whether a state has opened the list that is being read, by bracket depth.
    let mut after_state = vec![false];
    let mut begin = 0;
    let marks = venue
        .char_indices()
        .filter(|(_, c)| matches!(c, '、' | ',' | '，' | '(' | ')' | '（' | '）' | '・'));
    for (at, mark) in marks.chain([(venue.len(), '、')]) {
        if mark == '・' && !venue[begin..at].ends_with('市') {
            continue;
        }
        let listed = after_state.last_mut();
        if let Some(city) = city(venue[begin..at].trim(), listed, gazetteer)
            && !cities.contains(&city)
        {
            cities.push(city);
        }
        match mark {
            '(' | '（' => after_state.push(false),
            ')' | '）' if after_state.len() > 1 => drop(after_state.pop()),
            _ => {}
        }
        begin = (at + mark.len_utf8()).min(venue.len());
    }
    (!cities.is_empty()).then(|| cities.join("、"))
}

fn city<'a>(
    part: &'a str,
    after_state: Option<&mut bool>,
    gazetteer: &Gazetteer,
) -> Option<&'a str> {
    let mention = gazetteer.mentions(part).into_iter().find(|mention| {
        let name = &part[mention.range.clone()];
        mention.state == DISTRICT || name.ends_with('州')
    });
    let mut rest = part;
    let mut in_state = after_state.as_ref().is_some_and(|after| **after);
    if let Some(mention) = mention {
        if mention.state == DISTRICT {
            return Some(&part[mention.range]);
        }
        rest = &part[mention.range.end..];
        in_state = true;
    }
    if let Some(after) = after_state {
        *after = in_state;
    }
    let county = rest.rfind('郡').map_or(0, |at| at + '郡'.len_utf8());
    if !rest[county..].is_empty() {
        rest = &rest[county..];
    }
    let rest = rest.trim();
    let ends = rest.match_indices('市').map(|(at, _)| at).find(|at| !rest[..*at].ends_with('都'));
    if let Some(end) = ends.filter(|end| *end > 0) {
        return Some(&rest[..end + '市'.len_utf8()]);
    }
    let village = rest.strip_suffix(['村', '町']);
    if in_state && village.is_some_and(|name| !name.is_empty() && name.chars().all(is_katakana)) {
        return Some(rest);
    }
    let name = rest.trim_end_matches("ほか").trim_end_matches(['等', '他']).trim_end();
    let is_name =
        !name.is_empty() && name.chars().all(|c| is_katakana(c) || matches!(c, '・' | ' '));
    (in_state && is_name).then_some(name)
}

/// Whether a text speaks of meeting online.
pub(super) fn is_online(text: &str) -> bool {
    ["オンライン", "ウェビナー", "Zoom", "zoom", "ZOOM", "リモート", "ウェブ会議", "Ｚｏｏｍ"]
        .iter()
        .any(|word| text.contains(word))
}

/// Reads the format from venue and attendance.
pub(super) fn format(venue: Option<&str>, attendance: Option<&str>) -> EventFormat {
    let venue = venue.unwrap_or_default();
    let by_attendance = attendance.is_some_and(is_online);
    if !is_online(venue) {
        return if by_attendance { EventFormat::Hybrid } else { EventFormat::InPerson };
    }
    let elsewhere = venue
        .split(['、', '・', '及', '＋', '+', '(', ')', '（', '）'])
        .map(|part| part.trim_start_matches('び').trim())
        .any(|part| !part.is_empty() && !is_online(part));
    if elsewhere { EventFormat::Hybrid } else { EventFormat::Online }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::testing;

    fn gazetteer() -> Gazetteer {
        Gazetteer::new(&testing::catalogue())
    }

    #[test]
    fn states_are_found_by_their_names() {
        for (text, expected) in [
            ("ジョージア州及びアラバマ州議会議員", "GA AL"),
            ("インディアナ州ワシントン市", "IN"),
            ("ワシントンDC(大使公邸)、メリーランド州アナポリス市", "DC MD"),
            ("ワシントンＤＣにおいて", "DC"),
            ("ワシントン州シアトル市", "WA"),
            ("ウェストバージニア州", "WV"),
            ("ジャパン・バージニア・ナイト", "VA"),
            ("日・コロラド観光ビジネスセミナー", "CO"),
            ("日マサチューセッツ・フォーラム", "MA"),
            ("カリフォルニア2か所、テキサス", "CA TX"),
            ("NY州・市関係者", "NY"),
            ("メインステージ、テクノロジー", ""),
            ("DC市長", "DC"),
            ("加州政府、地域への参加", "CA"),
            ("Washington DCA", ""),
        ] {
            assert_eq!(gazetteer().states(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn cities_are_found_in_venues() {
        for (venue, expected) in [
            ("ジョージア州アトランタ市", "アトランタ市"),
            ("ジョージア州ドゥルース市(アトランタ都市圏内)", "ドゥルース市"),
            (
                "ワシントン州シアトル市、ベルビュー市、レントン市ほか",
                "シアトル市、ベルビュー市、レントン市",
            ),
            ("カリフォルニア州パロアルト市等", "パロアルト市"),
            ("イリノイ州ラブズ・パーク市", "ラブズ・パーク市"),
            ("カリフォルニア州オレンジ郡アーバイン市", "アーバイン市"),
            ("フロリダ州キシミー市レイクフロント公園", "キシミー市"),
            ("オクラホマ大学(オクラホマ州ノーマン市)", "ノーマン市"),
            ("ネバダ州ラスベガス", "ラスベガス"),
            ("ミシガン州サウスフィールド、リボニア", "サウスフィールド、リボニア"),
            ("ハワイ州ホノルル(アラモアナホテル内)", "ホノルル"),
            ("3か所(ミネソタ州ミネアポリス、テキサス州ヒューストン)", "ミネアポリス、ヒューストン"),
            ("ワシントンDC市内 (ホール (25、26日)、公邸)", "ワシントンDC"),
            ("ワシントンDC(大使公邸)、メリーランド州アナポリス市", "ワシントンDC、アナポリス市"),
            ("サンフランシスコ市内", "サンフランシスコ市"),
            ("イリノイ州シャンバーグ村、橋市", "シャンバーグ村、橋市"),
            ("ザ・ホール、総領事公邸", "-"),
            ("マイアミデイド郡交通計画局", "-"),
            ("全米10地域 (テネシー、コロラド)", "-"),
        ] {
            assert_eq!(cities(venue, &gazetteer()).as_deref().unwrap_or("-"), expected, "{venue}");
        }
    }

    #[test]
    fn the_format_follows_from_venue_and_attendance() {
        for (venue, attendance, expected) in [
            ("オンライン", "137名", EventFormat::Online),
            ("Zoomウェビナー", "73名", EventFormat::Online),
            ("デナイナセンター及びオンライン", "42名", EventFormat::Hybrid),
            ("アーカンソー州ファイヤットビル市", "会場35名、オンライン35名", EventFormat::Hybrid),
            ("総領事公邸", "約90名", EventFormat::InPerson),
        ] {
            assert_eq!(format(Some(venue), Some(attendance)), expected, "{venue}");
        }
    }
}
