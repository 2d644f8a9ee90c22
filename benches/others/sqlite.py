"""SQLite's FTS5 in this process, with its trigrams and with bigrams of ours."""

import os
import sqlite3
from pathlib import Path
from typing import ClassVar

import machine
import sql
from corpus import FACETS, Answer, Question, Shape, phrase, write_rows
from engine import Engine
from machine import Memory

TABLES = """
CREATE TABLE events (number INTEGER PRIMARY KEY, slug TEXT, title TEXT, overview TEXT);
CREATE TABLE facets (number INTEGER, name TEXT, value TEXT,
                     PRIMARY KEY (number, name, value)) WITHOUT ROWID;
CREATE VIRTUAL TABLE texts USING fts5(title, overview, {options});
"""

# Found by full text: titles count twice. Materialised, as otherwise a filter
# makes the planner ask the index for one event after the other.
MATCH = """\
WITH matches AS MATERIALIZED
     (SELECT rowid AS number, -bm25(texts, 2.0, 1.0) AS score FROM texts WHERE texts MATCH '{}')
SELECT number, score FROM matches"""
# Found by reading every text: nothing says what fits best, so the newest come first.
SCAN = "SELECT number, number AS score FROM events WHERE {}"

Rows = list[tuple[str, str, int]]


class Sqlite(Engine[str, Rows]):
    remedy = "a Python with SQLite 3.35 or newer and FTS5"
    options: ClassVar[str]
    # Which columns of a row the index is made of.
    indexed: ClassVar[slice]

    def is_installed(self) -> bool:
        options = sqlite3.connect(":memory:").execute("PRAGMA compile_options")
        return ("ENABLE_FTS5",) in options and sqlite3.sqlite_version_info >= (3, 35)

    def prepare(self, sample: Path) -> None:
        self.rows = write_rows(sample, self.folder.parent)

    def load(self) -> None:
        database = sqlite3.connect(self.folder / "events.db")
        database.executescript(TABLES.format(options=self.options))
        with database, self.rows.open(encoding="utf-8") as rows:
            for row in rows:
                self.insert(database, row.rstrip("\n").split("\t"))
            database.execute(sql.FACET_INDEX)
        database.execute("ANALYZE")
        database.close()

    def insert(self, database: sqlite3.Connection, row: list[str]) -> None:
        number = row[0]
        database.execute("INSERT INTO events VALUES (?, ?, ?, ?)", row[:4])
        texts = [number, *row[self.indexed]]
        database.execute("INSERT INTO texts (rowid, title, overview) VALUES (?, ?, ?)", texts)
        for name, values in zip(FACETS, row[4:8], strict=True):
            facets = ((number, name, value) for value in values.split())
            database.executemany("INSERT INTO facets VALUES (?, ?, ?)", facets)

    def start(self) -> None:
        self.before = machine.memory(os.getpid())
        self.database = sqlite3.connect(self.folder / "events.db")

    def size(self) -> int:
        return machine.size(self.folder / "events.db")

    def send(self, request: str) -> Rows:
        return self.database.execute(request).fetchall()

    def answer(self, raw: Rows) -> Answer:
        return sql.answer(raw)

    def memory(self) -> Memory:
        return machine.memory(os.getpid()) - self.before

    def stop(self) -> None:
        self.database.close()


class SqliteTrigrams(Sqlite):
    """Terms of fewer than three characters have no trigram: their questions read
    every text."""

    name = "SQLite FTS5, trigrams"
    options = "content = events, content_rowid = number, tokenize = trigram"
    indexed = slice(2, 4)

    def request(self, question: Question, shape: Shape) -> str:
        if min(map(len, question.terms())) < 3:
            return sql.statement(SCAN.format(sql.contains(question)), shape)
        match = question.translate(lambda term: f'"{term}"', " AND ", " OR ", " NOT ")
        return sql.statement(MATCH.format(match), shape)


class SqliteBigrams(Sqlite):
    """The bigrams are cut beforehand, as FTS5 has no tokenizer for them."""

    name = "SQLite FTS5, bigrams"
    options = "content = '', prefix = 1"
    indexed = slice(8, 10)

    def request(self, question: Question, shape: Shape) -> str:
        match = question.translate(self.term, " AND ", " OR ", " NOT ")
        return sql.statement(MATCH.format(match), shape)

    def term(self, term: str) -> str:
        return f'"{term}" *' if len(term) == 1 else f'"{phrase(term)}"'
