//! The committed contracts are those of the code.

use crate::kit::{Data, repository};

#[test]
fn the_committed_sdl_is_the_schema() {
    check(&["schema"], "schema/schema.graphql");
}

#[test]
fn the_committed_json_schema_is_that_of_a_record() {
    check(&["schema", "--record"], "schema/record.schema.json");
}

#[track_caller]
fn check(arguments: &[&str], file: &str) {
    let committed = std::fs::read_to_string(repository(file)).unwrap();
    let actual = Data::new().succeed(arguments);
    assert!(
        committed == actual,
        "{file} is not what the code says: run `make schema` and review it"
    );
}

/// What other tools rely on, by the names and types of the contract; arguments
/// may come to these, nothing may go.
#[test]
fn the_contract_is_kept() {
    let schema = std::fs::read_to_string(repository("schema/schema.graphql")).unwrap();
    for (kind, fields) in [
        (
            "type Query {",
            &[
                "node(id: ID!): Node",
                "nodes(ids: [ID!]!): [Node]!",
                "search(after: String, before: String, filter: SearchFilter, first: Int, kinds: [NodeKind!], last: Int, orderBy: SearchOrder! = RELEVANCE, query: String!, without: [String!]): SearchConnection!",
                "analyze(text: String!): Analysis!",
                "event(slug: String!): Event",
                "consulate(slug: String!): Consulate",
                "state(code: String!): State",
                "actionPlan(slug: String!): ActionPlan",
                "priority(slug: String!): Priority",
                "organisation(slug: String!): Organisation",
                "suggest(first: Int! = 8, text: String!): [Suggestion!]!",
                "claims(after: String, before: String, filter: ClaimFilter, first: Int, last: Int): ClaimConnection!",
                "findings(after: String, before: String, filter: FindingFilter, first: Int, last: Int): FindingConnection!",
                "document(slug: String!): Document",
                "coverage(columns: CoverageAxis!, filter: EventFilter, rows: CoverageAxis!): CoverageMatrix!",
                "about: About!",
            ][..],
        ),
        (
            "type Event implements Node {",
            &[
                "id: ID!",
                "slug: String!",
                "title(language: Language! = JA): String!",
                "titleBasis: Basis!",
                "abstract(language: Language! = JA): String!",
                "overview: [String!]!",
                "effects: [String!]!",
                "fiscalYear: Int!",
                "dates: [DateSpan!]!",
                "dateText: String",
                "venue: String",
                "city: String",
                "states: [State!]!",
                "format: EventFormat!",
                "consulate: Consulate!",
                "consulateBasis: Basis!",
                "audience: [String!]!",
                "attendance: Attendance",
                "priorities(priorities: [String!]): [PriorityLink!]!",
                "partners(organisations: [String!]): [Participation!]!",
                "people: [Person!]!",
                "themes: [Theme!]!",
                "series: [Series!]!",
                "partnerships: [Partnership!]!",
                "survey: [SurveyFigure!]!",
                "findings: [Finding!]!",
                "claims: [Claim!]!",
                "related(first: Int! = 5): [RelatedEvent!]!",
                "sources: [SourceReference!]!",
                "revision: Int!",
            ],
        ),
        (
            "type State implements Node {",
            &[
                "code: String!",
                "events(",
                "claims(",
                "consulates: [Consulate!]!",
                "partnerships: [Partnership!]!",
            ],
        ),
        (
            "type Document implements Node {",
            &["slug: String!", "passages(", "events(", "claims(", "findings("],
        ),
        (
            "type ActionPlan implements Node {",
            &[
                "fiscalYears: [Int!]!",
                "priorities: [Priority!]!",
                "documents: [Document!]!",
                "events(",
            ],
        ),
        ("type DateSpan {", &["start: PartialDate!", "end: PartialDate!"]),
        (
            "type Attendance {",
            &["count: Int!", "unit: AttendanceUnit!", "precision: Precision!", "text: String!"],
        ),
        ("type SourceReference {", &["document: Document!", "ordinal: Int", "page: Int"]),
        (
            "type Finding implements Node {",
            &[
                "code: FindingCode!",
                "message(language: Language! = JA): String!",
                "field: String",
                "readings: [String!]!",
                "about: Node!",
                "source: SourceReference",
            ],
        ),
        (
            "type Priority implements Node {",
            &[
                "heading(language: Language! = JA): String!",
                "description(language: Language! = JA): String!",
                "actionPlan: ActionPlan!",
                "crosswalk: [CrosswalkLink!]!",
                "source: SourceReference!",
            ],
        ),
        (
            "type Claim implements Node {",
            &[
                "measure: String!",
                "value: Float!",
                "unit: String!",
                "precision: Precision!",
                "text: String!",
                "fiscalYear: Int",
                "asOf: PartialDate",
                "subject: Node",
                "rank: Int",
                "derivedFrom: [Claim!]!",
                "source: SourceReference",
                "conflicts: [Claim!]!",
            ],
        ),
        (
            "type Organisation implements Node {",
            &[
                "slug: String!",
                "name(language: Language! = JA): String!",
                "aliases: [String!]!",
                "kind: OrganisationKind!",
                "parent: Organisation",
                "parts: [Organisation!]!",
            ],
        ),
        (
            "type Participation {",
            &["role: ParticipationRole!", "basis: Basis!", "organisation: Organisation!"],
        ),
        (
            "type Partnership implements Node {",
            &["kind: PartnershipKind!", "us: UsSide!", "jp: JpSide!"],
        ),
        (
            "type Passage implements Node {",
            &[
                "document: Document!",
                "ordinal: Int!",
                "heading: String",
                "text: String!",
                "event: Event",
            ],
        ),
        (
            "type SearchConnection {",
            &[
                "edges: [SearchEdge!]!",
                "nodes: [SearchResult!]!",
                "pageInfo: PageInfo!",
                "totalCount: Int!",
                "facets: SearchFacets!",
                "timeline(unit: TimelineUnit! = FISCAL_YEAR): [TimelineBucket!]!",
                "reading: QueryReading!",
            ],
        ),
        (
            "type SearchEdge {",
            &[
                "cursor: String!",
                "node: SearchResult!",
                "score: Float!",
                "tier: MatchTier!",
                "highlights: [Highlight!]!",
            ],
        ),
        ("type Highlight {", &["field: String!", "text: String!", "ranges: [TextRange!]!"]),
        ("type TextRange {", &["start: Int!", "end: Int!"]),
        (
            "input SearchFilter {",
            &[
                "fiscalYears: [Int!]",
                "consulates: [String!]",
                "states: [String!]",
                "priorities: [String!]",
                "themes: [String!]",
                "organisations: [String!]",
                "formats: [EventFormat!]",
                "heldOn: DateRange",
                "attendance: IntRange",
            ],
        ),
    ] {
        let body = schema
            .split_once(&format!("\n{kind}\n"))
            .unwrap_or_else(|| panic!("{kind} is missing"))
            .1;
        let body = without_descriptions(body.split_once("\n}").unwrap().0);
        for field in fields {
            assert!(body.contains(&field.replace(' ', "")), "{kind} {field} is missing in {body}");
        }
    }
}

/// One field a line, without descriptions and white space.
fn without_descriptions(body: &str) -> String {
    let mut kept = String::new();
    for (number, part) in body.split("\"\"\"").enumerate() {
        if number % 2 == 0 {
            kept.extend(part.chars().filter(|c| !c.is_whitespace()));
        }
    }
    kept
}
