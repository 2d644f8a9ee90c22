//! Suggests a title for an event that has lost its own, from its text.
//!
//! Three rules, the first that gives something wins: what was held, with what
//! describes it (`..について議論するフォーラム`を開催); a named occasion
//! (`..祭典「..」`); the topic of the first sentence with the kind of event that
//! the text calls itself (`..に関するセミナー`).

/// What an event can be, most telling first.
const KINDS: &[&str] = &[
    "シンポジウム",
    "フォーラム",
    "ワークショップ",
    "ウェビナー",
    "パネルディスカッション",
    "ラウンドテーブル",
    "セミナー",
    "レセプション",
    "ネットワーキング",
    "交流会",
    "講演会",
    "展示会",
    "フェスティバル",
    "イベント",
];

/// What follows the name of something that was held.
const HELD: &[&str] = &["を開催", "を実施", "を、", "を公邸", "を企画", "を行"];

/// Ends of clauses that say what for; the first part is dropped, the second put
/// in its place before the event: 推進するべく → 推進する.
const PURPOSES: &[(&str, &str)] = &[
    ("すべく", "する"),
    ("るべく", "る"),
    ("べく", "る"),
    ("のため", "のための"),
    ("するため", "するための"),
];

/// Ends of clauses that name a topic, which a title may begin with.
const TOPIC_ENDS: &[&str] = &["について", "に関する", "に関し", "をめぐる"];

/// Longer than this is no title; a shorter part is taken.
const LONGEST: usize = 60;

/// A short noun phrase for the event; paragraphs may hold `**`.
pub(super) fn suggest(overview: &[String], effects: &[String]) -> Option<String> {
    let sentences: Vec<&str> =
        overview.iter().flat_map(|paragraph| paragraph.split_inclusive('。')).collect();
    let held = sentences.iter().find_map(|sentence| held(&sentence.replace("**", "")));
    let title = held
        .or_else(|| sentences.iter().find_map(|sentence| occasion(&sentence.replace("**", ""))))
        .or_else(|| topic(sentences.first()?, &kind(overview.iter().chain(effects))?))
        .or_else(|| first_clause(sentences.first()?))?;
    (!title.is_empty()).then_some(title)
}

/// Rule 1: what was held, with what describes it.
fn held(sentence: &str) -> Option<String> {
    let end = KINDS
        .iter()
        .flat_map(|kind| sentence.match_indices(kind).map(move |(at, _)| at + kind.len()))
        .filter(|end| HELD.iter().any(|held| sentence[*end..].starts_with(held)))
        .min()?;
    let clauses: Vec<&str> = sentence[..end].split('、').collect();
    let (last, before) = clauses.split_last()?;
    let mut title = purposes_before(last);
    let mut before = before.iter().rev();
    if is_bare(&title) {
        let purpose = before.by_ref().find_map(|clause| as_purpose(clause));
        return Some(match purpose {
            Some(purpose) if length(&purpose) + length(&title) <= LONGEST => purpose + &title,
            _ => title,
        });
    }
    for clause in before {
        if !continues(clause) || length(clause) + length(&title) >= LONGEST {
            break;
        }
        title = format!("{clause}、{title}");
    }
    Some(title)
}

/// Turns 議論すべくセミナー into 議論するセミナー.
fn purposes_before(clause: &str) -> String {
    for (end, instead) in PURPOSES.iter().filter(|(end, _)| end.ends_with("べく")) {
        if let Some((purpose, event)) = clause.split_once(end) {
            return format!("{purpose}{instead}{event}");
        }
    }
    clause.to_owned()
}

/// Whether nothing describes the event: セミナー及び交流会.
fn is_bare(title: &str) -> bool {
    let described = title.contains(['の', 'す', 'る', 'た', '「']);
    !described
}

fn as_purpose(clause: &str) -> Option<String> {
    PURPOSES.iter().find_map(|(end, instead)| Some(clause.strip_suffix(end)?.to_owned() + instead))
}

/// Whether a clause before the last belongs to the same phrase: part of a list
/// of nouns, or a topic.
fn continues(clause: &str) -> bool {
    let noun = clause.ends_with(|c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | 'ァ'..='ー'));
    let time = clause.ends_with(['中', '際', '後', '前', '年', '月', '頭']);
    (noun && !time) || TOPIC_ENDS.iter().any(|end| clause.ends_with(end))
}

/// Rule 2: a named occasion, 町一番の食の祭典「味の市」.
fn occasion(sentence: &str) -> Option<String> {
    let open = sentence.find('「')?;
    let close = open + sentence[open..].find('」')? + '」'.len_utf8();
    let before =
        sentence[..open].rsplit(['、', '。']).next()?.trim_start_matches(['●', '○', '-', ' ']);
    let is_occasion = ["祭典", "祭", "まつり", "祭り", "大会", "会議", "イベント"]
        .iter()
        .any(|kind| before.ends_with(kind));
    let title = format!("{before}{}", &sentence[open..close]);
    (is_occasion && length(&title) <= LONGEST).then_some(title)
}

/// Rule 3: the topic of the first sentence with the kind of event.
fn topic(sentence: &str, kind: &str) -> Option<String> {
    let ends = ["に関する", "に関して", "に関し", "について", "をテーマ", "は、"];
    let topics = ends.iter().filter_map(|end| {
        let at = sentence.find(end)?;
        let before = sentence[..at].trim_end();
        let topic = match before.strip_suffix("**") {
            Some(before) => &before[before.rfind("**").map_or(0, |open| open + 2)..],
            None => before,
        };
        Some((at, topic.replace("**", "")))
    });
    let (_, topic) = topics.min()?;
    let topic = topic.trim();
    (!topic.is_empty() && length(topic) <= LONGEST).then(|| format!("{topic}に関する{kind}"))
}

/// The kind of event that a text calls itself most often.
fn kind<'a>(paragraphs: impl Iterator<Item = &'a String> + Clone) -> Option<String> {
    let count =
        |kind: &&&str| paragraphs.clone().map(|text| text.matches(**kind).count()).sum::<usize>();
    let most = KINDS.iter().rev().max_by_key(count)?;
    (count(&most) > 0).then(|| (*most).to_owned())
}

fn first_clause(sentence: &str) -> Option<String> {
    let sentence = sentence.replace("**", "");
    let clause = sentence.split(['、', '。']).next()?.trim();
    Some(clause.chars().take(LONGEST).collect())
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_taken_from_what_the_text_says() {
        for (overview, effects, expected) in [
            (
                "雪の多い町において、雪の利用について議論する**フォーラム**を実施。",
                "",
                "雪の利用について議論するフォーラム",
            ),
            (
                "客足が遠のいている中、観光の現状と課題、再生の取組について議論すべくセミナーを実施。",
                "",
                "観光の現状と課題、再生の取組について議論するセミナー",
            ),
            ("姉妹都市の交流を推進するべく、交流会を開催。", "", "姉妹都市の交流を推進する交流会"),
            (
                "市と共催で、認知度向上のため、市長の出席を得て、セミナー及び交流会を実施。",
                "",
                "認知度向上のためのセミナー及び交流会",
            ),
            (
                "各地の市長の出席する町長主催レセプションを公邸で開催。",
                "",
                "各地の市長の出席する町長主催レセプション",
            ),
            ("●町一番の食の祭典「味の市」に招いた。", "", "町一番の食の祭典「味の市」"),
            (
                "当地にて注目される**電池**に関して、紹介した。",
                "セミナーの記事。",
                "電池に関するセミナー",
            ),
            ("**電池の活用**は、関心事項である。", "当該セミナー", "電池の活用に関するセミナー"),
            ("雪まつりに出展、ほか。", "", "雪まつりに出展"),
        ] {
            let suggested = suggest(&[overview.to_owned()], &[effects.to_owned()]);
            assert_eq!(suggested.as_deref(), Some(expected), "{overview}");
        }
        assert_eq!(suggest(&[], &[]), None);
    }
}
