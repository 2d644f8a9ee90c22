"""PostgreSQL over its own protocol, with pg_trgm and with bigrams of ours."""

import ctypes
import ctypes.util
import os
import shutil
import time
from pathlib import Path
from typing import ClassVar

import machine
import sql
from corpus import Answer, Question, Shape, phrase, write_rows
from engine import Engine
from machine import Memory, Server

Rows = list[tuple[str, ...]]

PROGRAMS = Path("/usr/lib/postgresql")
# It refuses to run as root.
USER = "postgres" if os.geteuid() == 0 else None

# Plans of short statements are made longer by compiling them.
SETTINGS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "jit": "off"}

TABLES = """
SET maintenance_work_mem = '256MB';
CREATE TEMP TABLE rows (number integer, slug text, title text, overview text,
                        fiscal_year text, consulate text, states text, themes text,
                        title_bigrams text, overview_bigrams text);
COPY rows FROM '{rows}';
CREATE TABLE events AS SELECT number, slug, title, overview{columns} FROM rows;
ALTER TABLE events ADD PRIMARY KEY (number);
CREATE TABLE facets AS SELECT number, name, value FROM rows,
    LATERAL (VALUES ('fiscalYears', fiscal_year), ('consulates', consulate),
                    ('states', states), ('themes', themes)) AS facet (name, list),
    unnest(string_to_array(list, ' ')) AS value;
ALTER TABLE facets ADD PRIMARY KEY (number, name, value);
{facet_index};
{indexes}
"""


class Libpq:
    """A connection by PostgreSQL's C library: Python has no client of its own."""

    def __init__(self, parameters: str) -> None:
        self.pq = ctypes.CDLL(ctypes.util.find_library("pq"))
        for name in ("PQconnectdb", "PQexec"):
            getattr(self.pq, name).restype = ctypes.c_void_p
        for name in ("PQgetvalue", "PQerrorMessage"):
            getattr(self.pq, name).restype = ctypes.c_char_p
        self.connection = ctypes.c_void_p(self.pq.PQconnectdb(parameters.encode()))
        if self.pq.PQstatus(self.connection) != 0:
            message = self.error()
            self.close()
            raise ConnectionError(message)

    def run(self, statement: str) -> Rows:
        """The rows of the last statement."""
        done, with_rows = 1, 2
        result = ctypes.c_void_p(self.pq.PQexec(self.connection, statement.encode()))
        if self.pq.PQresultStatus(result) not in (done, with_rows):
            raise SystemExit(f"{self.error()} to {statement}")
        columns = range(self.pq.PQnfields(result))
        rows = [
            tuple(self.pq.PQgetvalue(result, row, column).decode() for column in columns)
            for row in range(self.pq.PQntuples(result))
        ]
        self.pq.PQclear(result)
        return rows

    def error(self) -> str:
        message: bytes = self.pq.PQerrorMessage(self.connection)
        return message.decode()

    def close(self) -> None:
        self.pq.PQfinish(self.connection)


class Postgresql(Engine[str, Rows]):
    remedy = "apt-get install postgresql"
    columns: ClassVar[str] = ""
    indexes: ClassVar[str]

    def is_installed(self) -> bool:
        return bool(self.programs()) and ctypes.util.find_library("pq") is not None

    def programs(self) -> list[Path]:
        return sorted(PROGRAMS.glob("*/bin/initdb"))

    def prepare(self, sample: Path) -> None:
        self.rows = write_rows(sample, self.folder.parent)
        initdb = self.programs()[-1]
        data = self.folder / "data"
        data.mkdir()
        if USER:
            shutil.chown(data, USER)
            # The other user has to get there.
            self.folder.parent.chmod(0o711)
        options = ["-U", "bench", "-A", "trust", "--locale=C.UTF-8"]
        machine.run([str(initdb), "-D", str(data), *options], USER)
        port = machine.free_port()
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        command = [str(initdb.with_name("postgres")), "-D", str(data), "-p", str(port), *settings]
        self.server = Server(command, port, USER)
        self.connect(port)

    def connect(self, port: int) -> None:
        for _ in range(machine.START_SECONDS * 10):
            try:
                self.database = Libpq(f"host=127.0.0.1 port={port} user=bench dbname=postgres")
                return
            except ConnectionError:
                time.sleep(0.1)
        raise SystemExit("PostgreSQL does not accept connections")

    def load(self) -> None:
        own = {"columns": self.columns, "indexes": self.indexes}
        tables = TABLES.format(rows=self.rows, facet_index=sql.FACET_INDEX, **own)
        self.database.run(tables)
        self.database.run("DROP TABLE rows")
        self.database.run("VACUUM ANALYZE")
        self.database.run("CHECKPOINT")

    def start(self) -> None:
        """It has been running since `prepare`."""

    def size(self) -> int:
        [[size]] = self.database.run("SELECT pg_database_size(current_database())")
        return int(size)

    def send(self, request: str) -> Rows:
        return self.database.run(request)

    def answer(self, raw: Rows) -> Answer:
        return sql.answer([(name, value, int(count)) for name, value, count in raw])

    def memory(self) -> Memory:
        return self.server.memory()

    def stop(self) -> None:
        self.database.close()
        self.server.stop()


class PostgresqlTrigrams(Postgresql):
    """LIKE with an index of trigrams. Words of two characters have none, and
    nothing says what fits best, so the newest come first."""

    name = "PostgreSQL, pg_trgm"
    indexes = """
        CREATE EXTENSION pg_trgm;
        CREATE INDEX titles ON events USING gin (title gin_trgm_ops);
        CREATE INDEX overviews ON events USING gin (overview gin_trgm_ops);
    """

    def request(self, question: Question, shape: Shape) -> str:
        found = f"SELECT number, number AS score FROM events WHERE {sql.contains(question)}"
        return sql.statement(found, shape)


class PostgresqlBigrams(Postgresql):
    """Its own full text search. The bigrams are cut beforehand, as it has no
    parser for them."""

    name = "PostgreSQL, bigrams"
    columns = """, setweight(to_tsvector('simple', title_bigrams), 'B')
        || setweight(to_tsvector('simple', overview_bigrams), 'C') AS words"""
    indexes = "CREATE INDEX words ON events USING gin (words);"

    def request(self, question: Question, shape: Shape) -> str:
        query = question.translate(self.term, both=" && ", either=" || ", but_not=" && !!")
        score = f"SELECT number, ts_rank(words, {query}) AS score"
        return sql.statement(f"{score} FROM events WHERE words @@ ({query})", shape)

    def term(self, term: str) -> str:
        if len(term) == 1:
            return f"to_tsquery('simple', '{term}:*')"
        return f"phraseto_tsquery('simple', '{phrase(term)}')"
