"""The records, the questions and the shapes of answers, the same for every engine."""

import enum
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

# Kinds of questions that every engine can express. Readings, typing errors and
# sentences are left out: no other engine has a way to ask them as they come.
KINDS = ("common words", "rare words", "phrases in quotes", "two words", "boolean")

# What is counted beside the hits, by Kusanone's names.
FACETS = ("fiscalYears", "consulates", "states", "themes")

# What the filtered questions keep.
STATES = ("TX", "OH")
FISCAL_YEAR = 2023

HITS = 10


class Shape(enum.Enum):
    """What is asked for of a question; the value is its short name."""

    IDS = "ids"
    FACETS = "facets"
    FILTERED = "filtered"

    @property
    def title(self) -> str:
        filtered = f"filtered by state ({' or '.join(STATES)}) and year ({FISCAL_YEAR})"
        return {
            Shape.IDS: f"{HITS} ids and total",
            Shape.FACETS: f"{HITS} ids, total and facets",
            Shape.FILTERED: f"{HITS} ids and total, {filtered}",
        }[self]


@dataclass(frozen=True, slots=True)
class Answer:
    ids: list[str]
    total: int
    facets: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Event:
    """What the other engines keep of a record."""

    slug: str
    title: str
    overview: str
    facets: dict[str, list[str]]

    @classmethod
    def parse(cls, line: str) -> Self:
        record = json.loads(line)
        facets = {
            "fiscalYears": [str(record["fiscalYear"])],
            "consulates": [record["consulate"]],
            "states": record.get("states", []),
            "themes": record.get("themes", []),
        }
        title = " ".join(record["title"].values())
        return cls(record["slug"], title, " ".join(record["overview"]), facets)


def events(sample: Path) -> Iterator[Event]:
    """The records of a file of `kusanone sample`."""
    with sample.open(encoding="utf-8") as lines:
        yield from map(Event.parse, lines)


def write_rows(sample: Path, folder: Path) -> Path:
    """The records as rows of tab-separated columns, for engines that read no JSON:
    number, slug, title, overview, each facet with spaces between its values, and
    the bigrams of title and overview. Written once into the folder."""
    path = folder / "rows.tsv"
    if path.exists():
        return path
    with path.open("w", encoding="utf-8") as rows:
        for number, event in enumerate(events(sample), start=1):
            facets = (" ".join(event.facets[name]) for name in FACETS)
            grams = (bigrams(event.title), bigrams(event.overview))
            columns = [str(number), event.slug, event.title, event.overview, *facets, *grams]
            if any(sign in column for column in columns for sign in "\t\n\\"):
                raise SystemExit(f"{event.slug}: a row holds no tab, line break or backslash")
            rows.write("\t".join(columns) + "\n")
    return path


@dataclass(frozen=True, slots=True)
class Question:
    """Written as people ask Kusanone: words, 「phrases」, AND, OR, NOT and brackets."""

    text: str

    def terms(self) -> list[str]:
        return [piece.strip("「」") for piece in _PIECE.findall(self.text) if piece not in _SIGNS]

    def translate(self, term: Callable[[str], str], both: str, either: str, but_not: str) -> str:
        """The question in another language: its terms written by `term`, and what
        stands for AND, OR and NOT there. Terms side by side are joined by AND."""
        signs = {"AND": both, "OR": either, "NOT": but_not, "(": "(", ")": ")"}
        written, follows_term = "", False
        for piece in _PIECE.findall(self.text):
            if follows_term and (piece not in signs or piece == "("):
                written += both
            written += signs[piece] if piece in signs else term(piece.strip("「」"))
            follows_term = piece not in signs or piece == ")"
        return written


_PIECE = re.compile(r"「[^」]+」|[()]|[^\s()「」]+")
_SIGNS = ("AND", "OR", "NOT", "(", ")")


def questions(path: Path) -> list[Question]:
    """Reads lines of a kind, a tab and a question."""
    rows = (line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8"))
    found = [Question(text) for kind, text in rows if kind in KINDS]
    if not found:
        raise SystemExit(f"{path} has no questions of the kinds {', '.join(KINDS)}")
    return found


def bigrams(text: str) -> str:
    """Each Japanese character with its neighbour, Latin words as they are, with
    spaces between: 日本食 is 日本 本食 食. For engines that find words by spaces."""
    runs = _RUN.findall(unicodedata.normalize("NFKC", text).lower())
    return " ".join(gram for run in runs for gram in _grams(run))


def phrase(term: str) -> str:
    """The grams that stand one after the other where a term of two or more
    characters stands, whatever follows it: 日本食 is 日本 本食."""
    return bigrams(term).removesuffix(f" {term[-1]}")


def _grams(run: str) -> list[str]:
    return [run] if run.isascii() else [run[place : place + 2] for place in range(len(run))]


_RUN = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+")
