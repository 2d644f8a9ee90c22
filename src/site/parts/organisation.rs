//! Kinds of organisations.

use serde::Deserialize;

use crate::site::language::Language;

/// The values of `OrganisationKind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OrganisationKind {
    NationalGovernment,
    StateGovernment,
    Municipality,
    PublicAgency,
    Company,
    BusinessAssociation,
    University,
    School,
    ResearchInstitute,
    FriendshipSociety,
    NonProfit,
    CulturalInstitution,
    Media,
    International,
}

impl OrganisationKind {
    pub const ALL: [Self; 14] = [
        Self::NationalGovernment,
        Self::StateGovernment,
        Self::Municipality,
        Self::PublicAgency,
        Self::Company,
        Self::BusinessAssociation,
        Self::University,
        Self::School,
        Self::ResearchInstitute,
        Self::FriendshipSociety,
        Self::NonProfit,
        Self::CulturalInstitution,
        Self::Media,
        Self::International,
    ];

    /// The value of `OrganisationKind`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NationalGovernment => "NATIONAL_GOVERNMENT",
            Self::StateGovernment => "STATE_GOVERNMENT",
            Self::Municipality => "MUNICIPALITY",
            Self::PublicAgency => "PUBLIC_AGENCY",
            Self::Company => "COMPANY",
            Self::BusinessAssociation => "BUSINESS_ASSOCIATION",
            Self::University => "UNIVERSITY",
            Self::School => "SCHOOL",
            Self::ResearchInstitute => "RESEARCH_INSTITUTE",
            Self::FriendshipSociety => "FRIENDSHIP_SOCIETY",
            Self::NonProfit => "NON_PROFIT",
            Self::CulturalInstitution => "CULTURAL_INSTITUTION",
            Self::Media => "MEDIA",
            Self::International => "INTERNATIONAL",
        }
    }

    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::NationalGovernment => language.pick("国の機関", "National government"),
            Self::StateGovernment => language.pick("州の機関", "State government"),
            Self::Municipality => language.pick("自治体", "Local government"),
            Self::PublicAgency => language.pick("公的機関", "Public agency"),
            Self::Company => language.pick("企業", "Company"),
            Self::BusinessAssociation => language.pick("経済団体", "Business association"),
            Self::University => language.pick("大学", "University"),
            Self::School => language.pick("学校", "School"),
            Self::ResearchInstitute => language.pick("研究機関", "Research institute"),
            Self::FriendshipSociety => language.pick("日米協会・友好団体", "Friendship society"),
            Self::NonProfit => language.pick("非営利団体", "Non-profit"),
            Self::CulturalInstitution => language.pick("文化施設", "Cultural institution"),
            Self::Media => language.pick("報道機関", "Media"),
            Self::International => language.pick("国際機関", "International body"),
        }
    }
}

/// A country by its code (ISO 3166); those that have no name here keep the code.
pub fn country(language: Language, code: &str) -> &str {
    match code {
        "JP" => language.pick("日本", "Japan"),
        "US" => language.pick("米国", "United States"),
        code => code,
    }
}
