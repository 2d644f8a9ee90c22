//! An event as downloads tell it: the fragment `ExportedEvent`, as it is answered.

use serde::{Deserialize, Serialize};

use crate::site::address::Address;
use crate::site::language::Language;
use crate::site::parts::attendance::Attendance;
use crate::site::parts::basis::Basis;
use crate::site::parts::date::DateSpan;
use crate::site::parts::event::Format;
use crate::site::parts::named::Kind;
use crate::site::parts::role::Role;

/// Its fields are the keys of JSON Lines, which clients rely on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    pub slug: String,
    pub title_ja: String,
    pub title_en: String,
    pub title_basis: Basis,
    pub abstract_ja: String,
    pub abstract_en: String,
    pub fiscal_year: i32,
    pub dates: Vec<DateSpan>,
    pub date_text: Option<String>,
    pub consulate: Named,
    pub consulate_basis: Basis,
    pub states: Vec<Named>,
    pub city: Option<String>,
    pub venue: Option<String>,
    pub format: Format,
    pub attendance: Option<PrintedAttendance>,
    pub audience: Vec<String>,
    pub partners: Vec<Partner>,
    pub themes: Vec<Named>,
    pub priorities: Vec<Tie>,
    pub series: Vec<Named>,
    pub partnerships: Vec<Named>,
    pub sources: Vec<Place>,
    pub findings: Vec<Finding>,
    pub revision: u32,
}

/// Anything by its slug, and its name in the language of the download.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Named {
    pub slug: String,
    pub name: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PrintedAttendance {
    #[serde(flatten)]
    pub number: Attendance,
    pub text: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Partner {
    pub role: Role,
    pub basis: Basis,
    pub organisation: Named,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Tie {
    pub basis: Basis,
    pub priority: Named,
}

/// Where it is told of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Place {
    pub document: Named,
    pub ordinal: Option<u32>,
    pub page: Option<u32>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Finding {
    pub code: String,
}

impl Event {
    pub fn title(&self, language: Language) -> &str {
        language.pick(&self.title_ja, &self.title_en)
    }

    pub fn summary(&self, language: Language) -> &str {
        language.pick(&self.abstract_ja, &self.abstract_en)
    }

    /// Its page, without a host: that by which the file was asked for.
    pub fn path(&self, language: Language) -> String {
        let path = format!("{}/{}", Kind::Event.path(), self.slug);
        Address { language, path, parameters: Default::default() }.to_string()
    }

    /// When it began; as precise as it is known, so that the text of a year comes before
    /// those of its days.
    pub fn start(&self) -> Option<&str> {
        self.dates.iter().map(|span| span.start.as_str()).min()
    }

    /// When it ended.
    pub fn end(&self) -> Option<&str> {
        self.dates.iter().map(|span| span.end.as_str()).max()
    }
}

/// A name for something of a kind that is the same in every file and on every server.
pub fn urn(kind: &str, slug: &str) -> String {
    format!("urn:kusanone:{kind}:{slug}")
}

#[cfg(test)]
pub fn example() -> Event {
    serde_json::from_value(serde_json::json!({
        "slug": "x-1",
        "titleJa": "半導体セミナー, 第二回",
        "titleEn": "Semiconductors, part two",
        "titleBasis": "STATED",
        "abstractJa": "一行目。\n二行目; 終わり。",
        "abstractEn": "First line.\nSecond line; end.",
        "fiscalYear": 2024,
        "dates": [
            { "start": "2024-12-30", "end": "2024-12-31" },
            { "start": "2024-10-24", "end": "2024-10-24" },
            { "start": "2025-02", "end": "2025-02" },
        ],
        "dateText": "2024年10月24日(木)他",
        "consulate": { "slug": "chicago", "name": "在シカゴ総領事館" },
        "consulateBasis": "STATED",
        "states": [{ "slug": "IL", "name": "イリノイ州" }, { "slug": "IN", "name": "インディアナ州" }],
        "city": "シカゴ",
        "venue": "公邸",
        "format": "HYBRID",
        "attendance": { "count": 80, "unit": "PERSONS", "precision": "ABOUT", "text": "約80名" },
        "audience": ["企業関係者", "=HYPERLINK(\"http://example.com\")"],
        "partners": [
            { "role": "CO_HOST", "basis": "STATED", "organisation": { "slug": "jetro", "name": "JETRO" } },
            { "role": "SPEAKER", "basis": "INFERRED", "organisation": { "slug": "y", "name": "Y & Z" } },
        ],
        "themes": [{ "slug": "technology", "name": "科学技術" }],
        "priorities": [{ "basis": "CURATED", "priority": { "slug": "plan-3.0/a", "name": "<重点>" } }],
        "series": [],
        "partnerships": [],
        "sources": [{ "ordinal": 7, "page": 12, "document": { "slug": "fy2024-report", "name": "報告書" } }],
        "findings": [{ "code": "MISPRINT" }],
        "revision": 3,
    }))
    .unwrap()
}
