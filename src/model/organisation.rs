//! Organisations that the programme works with.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Bilingual;

/// A partner: a company, a university, an agency, a chamber, an association.
///
/// A part of another organisation has a slug that begins with the slug of the
/// whole and a slash: `jetro/chicago` is a part of `jetro`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Organisation {
    pub slug: String,
    pub name: Bilingual,
    /// Other names in use, and forms that a source prints by mistake.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    pub organisation_kind: OrganisationKind,
    /// ISO 3166-1 code of the country it belongs to, `JP` or `US`; `None` where
    /// not certain or international.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Code of the US state it is at home in, where certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// In our own words: what it is, where its name does not say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Bilingual>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OrganisationKind {
    /// A company, a start-up or a group of them under one name.
    Company,
    /// A university, a college or one of their institutes.
    University,
    /// A school below university level, or a body that runs schools.
    School,
    /// A research institute or laboratory outside a university.
    ResearchInstitute,
    /// A ministry or agency of a national government, its legislature included.
    NationalGovernment,
    /// A state or prefecture, its agencies and its legislature.
    StateGovernment,
    /// A county, a city, a town, and their agencies.
    Municipality,
    /// A public body at arm's length: JETRO, JNTO, the Japan Foundation.
    PublicAgency,
    /// A chamber of commerce or an association of businesses.
    BusinessAssociation,
    /// A Japan-America society or the like: an association for friendship.
    FriendshipSociety,
    /// Another association, foundation, think tank or non-profit body.
    NonProfit,
    /// A museum, a garden, a theatre, a temple.
    CulturalInstitution,
    /// A newspaper, a broadcaster, a publisher.
    Media,
    /// An organisation of several states, or one that spans the border.
    International,
}

impl OrganisationKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Company => "COMPANY",
            Self::University => "UNIVERSITY",
            Self::School => "SCHOOL",
            Self::ResearchInstitute => "RESEARCH_INSTITUTE",
            Self::NationalGovernment => "NATIONAL_GOVERNMENT",
            Self::StateGovernment => "STATE_GOVERNMENT",
            Self::Municipality => "MUNICIPALITY",
            Self::PublicAgency => "PUBLIC_AGENCY",
            Self::BusinessAssociation => "BUSINESS_ASSOCIATION",
            Self::FriendshipSociety => "FRIENDSHIP_SOCIETY",
            Self::NonProfit => "NON_PROFIT",
            Self::CulturalInstitution => "CULTURAL_INSTITUTION",
            Self::Media => "MEDIA",
            Self::International => "INTERNATIONAL",
        }
    }
}
