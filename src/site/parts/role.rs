//! The part that an organisation had in an event.

use serde::{Deserialize, Serialize};

use crate::site::language::Language;

/// The values of `ParticipationRole`, the closest part first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    Organiser,
    CoHost,
    Supporter,
    Speaker,
    Exhibitor,
    Participant,
    Venue,
    Subject,
}

impl Role {
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Organiser => language.pick("主催", "organiser"),
            Self::CoHost => language.pick("共催", "co-host"),
            Self::Supporter => language.pick("協力・後援", "supporter"),
            Self::Speaker => language.pick("登壇", "speaker"),
            Self::Exhibitor => language.pick("出展", "exhibitor"),
            Self::Participant => language.pick("参加", "participant"),
            Self::Venue => language.pick("会場", "venue"),
            Self::Subject => language.pick("対象", "subject"),
        }
    }
}
