//! Invented events in any number, to measure speed and size with.
//!
//! A sentence is one of the seed's, with other nouns in the places of its own.
//! Nouns come as often as in natural text: of the seed's, the one of rank r about
//! as often as 1/r; beyond them, invented ones that are ever rarer, so that more
//! events have more words. Half of an event's nouns are a few that it
//! is about, so that some words go together.
//!
//! The event of a number depends on that number and on `seed` alone: fewer
//! events are the beginning of more. None of them says anything true.

use std::collections::BTreeMap;

use crate::model::date::fiscal_year_of;
use crate::model::{
    Attendance, AttendanceUnit, Basis, Bilingual, Change, ChangeSet, Consulate, DateSpan, Event,
    EventFormat, PartialDate, Participation, ParticipationRole, Precision, PriorityLink, Record,
};

/// What events are made of.
pub struct Sampler {
    japanese: Style,
    english: Style,
    consulates: Vec<Consulate>,
    organisations: Vec<String>,
    themes: Vec<String>,
    priorities: Vec<String>,
}

impl Sampler {
    /// Takes words and links from a change set, such as the seed, which has to
    /// have some of each.
    pub fn new(change_set: &ChangeSet) -> Self {
        let (mut japanese, mut english) = (Corpus::new("。", "。"), Corpus::new(". ", ". "));
        let (mut consulates, mut organisations) = (Vec::new(), Vec::new());
        let (mut themes, mut priorities) = (Vec::new(), Vec::new());
        for change in &change_set.changes {
            let Change::Put(record) = change else { continue };
            match record {
                Record::Event(event) => {
                    let Event { title, summary, .. } = event.as_ref();
                    japanese.add(&title.ja, summary.as_ref().map(|text| text.ja.as_str()));
                    if let (Some(title), Some(Bilingual { en, .. })) = (&title.en, summary) {
                        english.add(title, en.as_deref());
                    }
                }
                Record::Consulate(consulate) => consulates.push(consulate.as_ref().clone()),
                Record::Organisation(organisation) => organisations.push(organisation.slug.clone()),
                Record::Theme(theme) => themes.push(theme.slug.clone()),
                Record::Priority(priority) => priorities.push(priority.slug.clone()),
                _ => {}
            }
        }
        let (japanese, english) = (japanese.into_style(""), english.into_style("-"));
        Self { japanese, english, consulates, organisations, themes, priorities }
    }

    /// The event of a number.
    pub fn event(&self, seed: u64, number: u64) -> Event {
        let mut random = Random::new(seed ^ Random::new(number).next());
        let random = &mut random;
        let japanese = self.japanese.topic(random);
        let english = self.english.topic(random);
        let consulate = random.often_first(&self.consulates);
        let states = consulate.jurisdiction.iter().map(|part| part.state.clone());
        let states: Vec<String> = states.take(1 + random.below(3)).collect();
        let date = random.date();
        let day = date.first_day();
        Event {
            slug: format!("sample-{number:06}"),
            title: Bilingual::new(japanese.title(random), english.title(random)),
            overview: (0..PARAGRAPHS).map(|_| japanese.paragraph(random)).collect(),
            fiscal_year: fiscal_year_of(day),
            dates: vec![DateSpan::single(date)],
            date_text: Some(format!("{}年{}月{}日", day.year(), day.month(), day.day())),
            city: Some(consulate.city.ja.clone()),
            states,
            format: match random.below(8) {
                0 => EventFormat::Online,
                1 => EventFormat::Hybrid,
                _ => EventFormat::InPerson,
            },
            consulate: consulate.slug.clone(),
            attendance: random.attendance(),
            partners: random
                .some(&self.organisations, 4)
                .map(|organisation| Participation {
                    organisation,
                    role: ParticipationRole::Participant,
                    basis: Basis::Stated,
                    reason: None,
                })
                .collect(),
            priorities: random
                .some(&self.priorities, 2)
                .map(|priority| PriorityLink { priority, basis: Basis::Curated, reason: None })
                .collect(),
            themes: random.some(&self.themes, 3).collect(),
            ..Event::default()
        }
    }
}

/// Texts that are looked at, cut into sentences.
struct Corpus {
    /// What sentences end with in a text.
    end: &'static str,
    /// What they end with here.
    written_end: &'static str,
    titles: Vec<Frame>,
    sentences: Vec<Frame>,
    nouns: BTreeMap<String, u32>,
}

/// A sentence without its nouns: what stands before each, and behind the last.
struct Frame {
    before_nouns: Vec<String>,
    rest: String,
}

/// How one language is written.
struct Style {
    titles: Vec<Frame>,
    sentences: Vec<Frame>,
    /// The most frequent first.
    nouns: Vec<String>,
    /// Between the nouns of a compound.
    joint: &'static str,
}

/// Nouns in a sentence at least; what has fewer is hardly one.
const LEAST_NOUNS: usize = 2;

impl Corpus {
    fn new(end: &'static str, written_end: &'static str) -> Self {
        let (titles, sentences, nouns) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { end, written_end, titles, sentences, nouns }
    }

    fn add(&mut self, title: &str, text: Option<&str>) {
        let title = self.frame(title);
        self.titles.push(title);
        for sentence in text.unwrap_or_default().split(self.end) {
            let sentence = sentence.trim_end_matches('.');
            let mut frame = self.frame(sentence);
            frame.rest.push_str(self.written_end);
            if frame.before_nouns.len() >= LEAST_NOUNS {
                self.sentences.push(frame);
            }
        }
    }

    /// Takes the nouns out of a sentence and keeps them.
    fn frame(&mut self, sentence: &str) -> Frame {
        let (mut before_nouns, mut fixed) = (Vec::new(), String::new());
        let chars: Vec<char> = sentence.chars().collect();
        for run in chars.chunk_by(|&one, &next| Script::of(one) == Script::of(next)) {
            let text: String = run.iter().collect();
            let is_noun = match Script::of(run[0]) {
                Script::Kanji | Script::Katakana => run.len() > 1,
                // Shorter words, *of* and *with*, are what sentences are made of.
                Script::Latin => run.len() > 4,
                Script::Other => false,
            };
            if is_noun {
                *self.nouns.entry(text).or_default() += 1;
                before_nouns.push(std::mem::take(&mut fixed));
            } else {
                fixed.push_str(&text);
            }
        }
        Frame { before_nouns, rest: fixed }
    }

    fn into_style(self, joint: &'static str) -> Style {
        let mut nouns: Vec<(String, u32)> = self.nouns.into_iter().collect();
        nouns.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let nouns = nouns.into_iter().map(|(noun, _)| noun).collect();
        Style { titles: self.titles, sentences: self.sentences, nouns, joint }
    }
}

#[derive(PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    Latin,
    Other,
}

impl Script {
    fn of(c: char) -> Self {
        match c {
            '\u{4E00}'..='\u{9FFF}' | '々' => Self::Kanji,
            '\u{30A1}'..='\u{30FA}' | 'ー' => Self::Katakana,
            c if c.is_alphabetic() && c < '\u{3000}' => Self::Latin,
            _ => Self::Other,
        }
    }
}

/// Paragraphs of an overview: 300 to 600 characters in all, but for some with a
/// very long sentence.
const PARAGRAPHS: usize = 3;
const LEAST_PARAGRAPH_CHARS: usize = 100;
const MORE_PARAGRAPH_CHARS: usize = 40;

/// Nouns that one event is about.
const NOUNS_OF_A_TOPIC: usize = 8;

/// The rank from which nouns are invented, in bits.
const FIRST_INVENTED_OCTAVE: u32 = 10;

/// Families that Japanese people are often of; persons are invented from them.
const FAMILIES: &[(&str, &str)] = &[
    ("佐藤", "Sato"),
    ("鈴木", "Suzuki"),
    ("高橋", "Takahashi"),
    ("田中", "Tanaka"),
    ("伊藤", "Ito"),
    ("渡辺", "Watanabe"),
    ("山本", "Yamamoto"),
    ("中村", "Nakamura"),
    ("小林", "Kobayashi"),
    ("加藤", "Kato"),
    ("吉田", "Yoshida"),
    ("山田", "Yamada"),
    ("佐々木", "Sasaki"),
    ("松本", "Matsumoto"),
    ("井上", "Inoue"),
    ("木村", "Kimura"),
];

impl Style {
    fn topic(&self, random: &mut Random) -> Topic<'_> {
        let nouns = (0..NOUNS_OF_A_TOPIC).map(|_| self.noun(random)).collect();
        Topic { style: self, nouns }
    }

    /// A noun of the seed; one in sixteen times an invented one.
    fn noun(&self, random: &mut Random) -> String {
        match random.below(16) {
            0 => self.invented(random.rank_beyond(FIRST_INVENTED_OCTAVE)),
            _ => random.often_first(&self.nouns).clone(),
        }
    }

    /// The noun of a rank: a compound, or something with a name and a number.
    fn invented(&self, rank: u64) -> String {
        let mut of_rank = Random::new(rank);
        let one = of_rank.any(&self.nouns);
        match of_rank.below(4) {
            0 => {
                let (kanji, latin) = of_rank.any(FAMILIES);
                let family = if self.joint.is_empty() { kanji } else { latin };
                format!("{family}{}{one}{}", self.joint, of_rank.below(1_000))
            }
            _ => format!("{one}{}{}", self.joint, of_rank.any(&self.nouns)),
        }
    }
}

/// What one event is written with.
struct Topic<'a> {
    style: &'a Style,
    nouns: Vec<String>,
}

impl Topic<'_> {
    fn title(&self, random: &mut Random) -> String {
        let mut title = String::new();
        self.write(random.any(&self.style.titles), random, &mut title);
        title
    }

    /// Sentences of 100 characters together, or some more.
    fn paragraph(&self, random: &mut Random) -> String {
        let least_chars = LEAST_PARAGRAPH_CHARS + random.below(MORE_PARAGRAPH_CHARS);
        let mut text = String::new();
        while text.chars().count() < least_chars {
            self.write(random.any(&self.style.sentences), random, &mut text);
        }
        text.truncate(text.trim_end().len());
        text
    }

    fn write(&self, frame: &Frame, random: &mut Random, text: &mut String) {
        for before in &frame.before_nouns {
            text.push_str(before);
            let noun = match random.below(2) {
                0 => random.any(&self.nouns).clone(),
                _ => self.style.noun(random),
            };
            text.push_str(&noun);
        }
        text.push_str(&frame.rest);
    }
}

/// How many items share the first doubling: the most frequent noun of Japanese
/// texts is not much ahead of the next ones.
const SHIFT: usize = 4;

/// SplitMix64. Libraries may change their generators between versions; samples
/// have to stay what they are.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    fn any<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// The item of rank r about as often as 1/(r + 3): every doubling of r + 3 is
    /// as likely as every other.
    fn often_first<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let octaves = (list.len() + SHIFT).ilog2() - SHIFT.ilog2() + 1;
        let first = SHIFT << self.below(octaves as usize);
        &list[(first - SHIFT + self.below(first)) % list.len()]
    }

    /// A rank from `octave` bits on, each doubling half as likely as the one
    /// before: the rank r about as often as 1/r², as rare words are.
    fn rank_beyond(&mut self, octave: u32) -> u64 {
        let first = 1 << (octave + self.next().trailing_zeros().min(30));
        first + self.next() % first
    }

    /// At most so many items, the first most often, each once.
    fn some<'a>(&mut self, list: &'a [String], most: usize) -> impl Iterator<Item = String> + 'a {
        let count = self.below(most + 1);
        let mut chosen: Vec<&String> = (0..count).map(|_| self.often_first(list)).collect();
        chosen.sort();
        chosen.dedup();
        chosen.into_iter().cloned()
    }

    fn date(&mut self) -> PartialDate {
        let (year, month, day) = (2017 + self.below(9), 1 + self.below(12), 1 + self.below(28));
        PartialDate::day(year as i16, month as i8, day as i8).expect("every month has 28 days")
    }

    fn attendance(&mut self) -> Option<Attendance> {
        let least = 8 << self.below(8);
        let count = (least + self.below(least)) as u32;
        let precision = match self.below(4) {
            0 => return None,
            1 => Precision::About,
            _ => Precision::Exact,
        };
        let about = if precision == Precision::About { "約" } else { "" };
        let text = format!("{about}{count}名");
        Some(Attendance { count, unit: AttendanceUnit::Persons, precision, text })
    }
}
