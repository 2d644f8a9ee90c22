//! Who took part in an event, and how: organisations and people.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::value::is_default;
use super::{Basis, Bilingual};

/// The part that an organisation had in an event. The post itself is none of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Participation {
    pub organisation: String,
    pub role: ParticipationRole,
    #[serde(default, skip_serializing_if = "is_default")]
    pub basis: Basis,
    /// The evidence, or why it was decided so; `None` where the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Bilingual>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ParticipationRole {
    /// 主催: it held the occasion that the post took part in.
    Organiser,
    /// 共催: it held the event together with the post.
    CoHost,
    /// 協力、後援、協賛: it helped to hold it.
    Supporter,
    /// 登壇、講演、発表: someone spoke for it.
    Speaker,
    /// 出展、試飲、試食: it had a stand or showed its goods.
    Exhibitor,
    /// It was visited, or its work was what the event showed.
    Subject,
    /// It lent the place.
    Venue,
    /// 参加、出席: it took part.
    Participant,
}

/// A holder of public office or a speaker whom the source names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Person {
    /// The Japanese as printed.
    pub name: Bilingual,
    /// Office or position at the time.
    pub role: Bilingual,
    pub presence: Presence,
}

/// How a person took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Presence {
    /// Received the guests: a head of post or an ambassador.
    Host,
    /// Spoke, presented, moderated or performed.
    Speaker,
    /// Was there.
    Attendee,
    /// Sent a video.
    VideoMessage,
    /// Sent greetings, a letter or a certificate.
    WrittenMessage,
    /// Was represented by staff.
    Represented,
    /// Is spoken of without having taken part.
    Mentioned,
}
