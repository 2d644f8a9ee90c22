"""What SQLite and PostgreSQL are asked: both read the same statements."""

from corpus import FACETS, FISCAL_YEAR, HITS, STATES, Answer, Question, Shape

# An index by number counts what was found, the other one filters.
FACET_INDEX = "CREATE INDEX by_value ON facets (name, value, number)"

FILTER = " AND ".join(
    f"number IN (SELECT number FROM facets WHERE name = '{name}' AND value IN ({values}))"
    for name, values in (
        ("states", ", ".join(f"'{state}'" for state in STATES)),
        ("fiscalYears", f"'{FISCAL_YEAR}'"),
    )
)

# Ids with the total first, then the counts.
STATEMENT = """\
WITH hits AS MATERIALIZED (SELECT number, score FROM ({found}) AS found WHERE {condition}),
     best AS (SELECT number FROM hits ORDER BY score DESC, number LIMIT {limit})
SELECT 'id', slug, (SELECT count(*) FROM hits) FROM best JOIN events USING (number)"""
COUNTS = """
UNION ALL SELECT name, value, count(*) FROM hits JOIN facets USING (number) GROUP BY name, value"""


def statement(found: str, shape: Shape) -> str:
    """Of a statement that selects number and score of all that is found."""
    condition = FILTER if shape is Shape.FILTERED else "TRUE"
    written = STATEMENT.format(found=found, condition=condition, limit=HITS)
    return written + COUNTS if shape is Shape.FACETS else written


def answer(rows: list[tuple[str, str, int]]) -> Answer:
    """Of rows of a name, a value and a count, as `STATEMENT` selects them."""
    hits = [(slug, total) for name, slug, total in rows if name == "id"]
    facets = {
        facet: {value: count for name, value, count in rows if name == facet} for facet in FACETS
    }
    return Answer([slug for slug, _ in hits], hits[0][1] if hits else 0, facets)


def contains(question: Question) -> str:
    """The condition that title or overview hold the terms of a question."""
    return question.translate(
        lambda term: f"(title LIKE '%{term}%' OR overview LIKE '%{term}%')",
        both=" AND ",
        either=" OR ",
        but_not=" AND NOT ",
    )
