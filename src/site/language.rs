//! The two languages of the site.

use serde::{Serialize, Serializer};

/// Japanese at `/`, English below `/en`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Ja,
    En,
}

impl Language {
    /// One of two wordings of the same.
    pub fn pick<T>(self, ja: T, en: T) -> T {
        match self {
            Self::Ja => ja,
            Self::En => en,
        }
    }

    /// As HTML and HTTP name it (BCP 47).
    pub fn tag(self) -> &'static str {
        self.pick("ja", "en")
    }

    pub fn other(self) -> Self {
        self.pick(Self::En, Self::Ja)
    }

    /// What addresses in this language begin with.
    pub fn prefix(self) -> &'static str {
        self.pick("", "/en")
    }
}

/// As GraphQL's enum `Language` names it.
impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.pick("JA", "EN"))
    }
}
