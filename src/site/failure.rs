//! What a page has to say instead of what it was asked for.

use crate::graphql::error::{
    BAD_USER_INPUT, GRAPHQL_VALIDATION_FAILED, INTERNAL_MESSAGE, LIMIT_EXCEEDED, Refused, TIMEOUT,
};

/// Why there is no such page now.
#[derive(Clone, Debug)]
pub enum Failure {
    /// There is nothing at this address.
    NotFound,
    /// The address asks for something that cannot be; says what, in English.
    Unusable(String),
    /// It takes too long, or too many ask at once.
    Busy,
    /// Something inside the service failed; the log says what.
    Internal,
}

impl Failure {
    /// The status of HTTP.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Unusable(_) => 400,
            Self::Busy => 503,
            Self::Internal => 500,
        }
    }

    /// What programs and terminals are told.
    pub fn message(&self) -> &str {
        match self {
            Self::NotFound => "There is nothing at this address.",
            Self::Unusable(message) => message,
            Self::Busy => "There was no answer in time: ask again later, or for less.",
            Self::Internal => INTERNAL_MESSAGE,
        }
    }
}

impl From<Refused> for Failure {
    fn from(Refused { code, message }: Refused) -> Self {
        match code.as_str() {
            // Our documents are valid: what does not fit is a value of the address.
            BAD_USER_INPUT | GRAPHQL_VALIDATION_FAILED | LIMIT_EXCEEDED => Self::Unusable(message),
            TIMEOUT => Self::Busy,
            _ => Self::Internal,
        }
    }
}
