"""Lucene with kuromoji, with bigrams beside its words or without, behind the small
server of `LuceneServer.java`."""

import shutil
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

import machine
from corpus import FISCAL_YEAR, HITS, STATES, Answer, Question, Shape, write_rows
from engine import HttpEngine

ANALYZERS = ("analyzers-common", "analyzers-kuromoji")
PARTS = ("core", *ANALYZERS, "facet", "queryparser", "queries", "sandbox")
SOURCE = Path(__file__).with_name("LuceneServer.java")

# Much more than is needed, so that no time goes into looking for memory.
HEAP = "-Xmx512m"


class Lucene(HttpEngine):
    remedy = "apt-get install liblucene8-java default-jdk-headless"
    # Where the jars are; those of a newer Lucene may be put elsewhere.
    jars: Path
    # Those that end in `.bigrams` are cut into bigrams.
    fields: ClassVar[str]

    def is_installed(self) -> bool:
        return bool(shutil.which("javac")) and len(self.class_path()) == len(PARTS)

    def class_path(self) -> list[str]:
        return [str(jar) for part in PARTS for jar in self.jars.glob(f"lucene-{part}-[0-9]*.jar")]

    def prepare(self, sample: Path) -> None:
        self.rows = write_rows(sample, self.folder.parent)
        classes = str(self.folder / "classes")
        self.java_path = ":".join([*self.class_path(), classes])
        machine.run(["javac", "-cp", self.java_path, "-d", classes, str(SOURCE)])

    def java(self, command: str, *arguments: str) -> list[str]:
        # The first option is TCP_NODELAY on the server's side.
        options = ["-Dsun.net.httpserver.nodelay=true", HEAP, "-cp", self.java_path]
        index = str(self.folder / "index")
        return ["java", *options, "LuceneServer", command, index, self.fields, *arguments]

    def load(self) -> None:
        machine.run(self.java("index", str(self.rows)))

    def start(self) -> None:
        port = machine.free_port()
        shape = [str(HITS), *STATES, str(FISCAL_YEAR)]
        self.serve(self.java("serve", str(port), *shape), port)

    def size(self) -> int:
        return machine.size(self.folder / "index")

    def request(self, question: Question, shape: Shape) -> bytes:
        query = question.translate(lambda term: f'"{term}"', " AND ", " OR ", " NOT ")
        return machine.get(f"/{shape.value}?{quote(query)}")

    def answer(self, raw: bytes) -> Answer:
        lines = [line.split("\t") for line in raw.decode().splitlines()]
        facets: dict[str, dict[str, int]] = {}
        for name, value, count in (line for line in lines if len(line) == 3):
            facets.setdefault(name, {})[value] = int(count)
        ids = [line[1] for line in lines if line[0] == "id"]
        return Answer(ids, int(lines[0][1]), facets)


class LuceneWords(Lucene):
    name = "Lucene, kuromoji"
    fields = "title,overview"


class LuceneWordsAndBigrams(Lucene):
    name = "Lucene, kuromoji and bigrams"
    fields = "title,overview,title.bigrams,overview.bigrams"
