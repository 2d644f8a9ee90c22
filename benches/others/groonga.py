"""Groonga, served by its own HTTP server, with bigrams and with MeCab's words."""

import json
import shutil
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlencode

import machine
from corpus import FACETS, FISCAL_YEAR, HITS, STATES, Answer, Question, Shape, events
from engine import HttpEngine

HTTPD = "groonga-httpd"

TABLES = """\
table_create Events TABLE_HASH_KEY ShortText
column_create Events title COLUMN_SCALAR Text
column_create Events overview COLUMN_SCALAR Text
table_create fiscalYears TABLE_HASH_KEY ShortText
column_create Events fiscalYears COLUMN_SCALAR fiscalYears
table_create consulates TABLE_HASH_KEY ShortText
column_create Events consulates COLUMN_SCALAR consulates
table_create states TABLE_HASH_KEY ShortText
column_create Events states COLUMN_VECTOR states
table_create themes TABLE_HASH_KEY ShortText
column_create Events themes COLUMN_VECTOR themes
"""

# Indexes come after the records, as Groonga builds them faster then.
INDEXES = """\
plugin_register tokenizers/mecab
table_create Terms TABLE_PAT_KEY ShortText {analysis}
column_create Terms texts COLUMN_INDEX|WITH_POSITION|WITH_SECTION Events title,overview
column_create fiscalYears events COLUMN_INDEX Events fiscalYears
column_create states events COLUMN_INDEX Events states
"""

# One process without a cache of answers.
CONFIGURATION = """\
daemon off;
master_process off;
pid {folder}/httpd.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  groonga_database {folder}/data/db;
  groonga_cache_limit 0;
  server {{
    listen 127.0.0.1:{port};
    tcp_nodelay on;
    keepalive_requests 1000000;
    location /d/ {{ groonga on; groonga_log_path off; groonga_query_log_path off; }}
  }}
}}
"""

SELECT = {
    "table": "Events",
    "match_columns": "title * 2 || overview",
    "output_columns": "_key",
    "sort_keys": "-_score",
    "limit": str(HITS),
    "cache": "no",
}
FILTER = "in_values(states, {}) && in_values(fiscalYears, {})".format(
    ", ".join(map(json.dumps, STATES)), json.dumps(str(FISCAL_YEAR))
)
DRILLDOWNS = {
    f"drilldowns[{name}].{option}": value
    for name in FACETS
    for option, value in (("keys", name), ("output_columns", "_key,_nsubrecs"), ("limit", "-1"))
}


class Groonga(HttpEngine):
    remedy = "apt-get install groonga-bin groonga-httpd groonga-tokenizer-mecab"
    tokenizer: ClassVar[str]

    def is_installed(self) -> bool:
        return bool(shutil.which("groonga") and shutil.which(HTTPD))

    def prepare(self, sample: Path) -> None:
        analysis = f"--default_tokenizer {self.tokenizer} --normalizer NormalizerNFKC130"
        with (self.folder / "records.grn").open("w", encoding="utf-8") as commands:
            commands.write(TABLES)
            commands.write("load --table Events\n[\n")
            for number, event in enumerate(events(sample)):
                single = {name: event.facets[name][0] for name in ("fiscalYears", "consulates")}
                texts = {"_key": event.slug, "title": event.title, "overview": event.overview}
                record = texts | event.facets | single
                commands.write((",\n" if number else "") + json.dumps(record, ensure_ascii=False))
            commands.write("\n]\n")
            commands.write(INDEXES.format(analysis=analysis))

    def load(self) -> None:
        data = self.folder / "data"
        data.mkdir()
        printed = machine.run(
            ["groonga", "-n", str(data / "db")], given=self.folder / "records.grn"
        )
        for answer in map(json.loads, printed.splitlines()):
            if answer[0][0] != 0:
                raise SystemExit(f"groonga refused a command: {answer}")

    def start(self) -> None:
        port = machine.free_port()
        configuration = self.folder / "httpd.conf"
        configuration.write_text(CONFIGURATION.format(folder=self.folder, port=port))
        self.serve([HTTPD, "-p", str(self.folder), "-c", str(configuration)], port)

    def size(self) -> int:
        return machine.size(self.folder / "data")

    def request(self, question: Question, shape: Shape) -> bytes:
        query = question.translate(lambda term: f'"{term}"', both=" ", either=" OR ", but_not=" - ")
        options = SELECT | {"query": query}
        if shape is Shape.FILTERED:
            options["filter"] = FILTER
        if shape is Shape.FACETS:
            options |= DRILLDOWNS
        return machine.get("/d/select?" + urlencode(options))

    def answer(self, raw: bytes) -> Answer:
        _, [[[total], _, *hits], *drilldowns] = json.loads(raw)
        facets = {
            name: dict(buckets)
            for labelled in drilldowns
            for name, [_, _, *buckets] in labelled.items()
        }
        return Answer([key for [key] in hits], total, facets)


class GroongaBigrams(Groonga):
    name = "Groonga, bigrams"
    tokenizer = "TokenBigram"


class GroongaWords(Groonga):
    name = "Groonga, MeCab"
    tokenizer = "TokenMecab"
