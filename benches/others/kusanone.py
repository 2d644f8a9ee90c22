"""Kusanone itself."""

import json
from pathlib import Path

import machine
from corpus import FACETS, FISCAL_YEAR, HITS, STATES, Answer, Question, Shape
from engine import HttpEngine

# The documents of `make bench`, but for `kinds`: the other engines have events alone.
COUNTS = " ".join(f"{name} {{ value count }}" for name in FACETS)
SELECTIONS = {Shape.IDS: "", Shape.FILTERED: "", Shape.FACETS: f" facets {{ {COUNTS} }}"}
FILTER = f", filter: {{ states: {json.dumps(STATES)}, fiscalYears: [{FISCAL_YEAR}] }}"


class Kusanone(HttpEngine):
    name = "Kusanone"
    remedy = "make build"
    binary: Path
    dictionary_sources: Path

    def is_installed(self) -> bool:
        return self.binary.exists() and self.dictionary_sources.exists()

    def prepare(self, sample: Path) -> None:
        self.sample = sample
        self.run("dictionary", "--from", str(self.dictionary_sources))

    def load(self) -> None:
        self.run("import", "records", str(self.sample))

    def run(self, *arguments: str) -> None:
        machine.run([str(self.binary), *arguments, "--data-dir", str(self.folder)])

    def start(self) -> None:
        port = machine.free_port()
        listen = ["--listen", f"127.0.0.1:{port}"]
        self.serve([str(self.binary), "serve", *listen, "--data-dir", str(self.folder)], port)

    def size(self) -> int:
        return machine.size(self.folder) - machine.size(self.folder / "dictionary")

    def request(self, question: Question, shape: Shape) -> bytes:
        narrowed = FILTER if shape is Shape.FILTERED else ""
        arguments = f"query: $q, kinds: [EVENT], first: {HITS}{narrowed}"
        selection = f"totalCount edges {{ node {{ ... on Node {{ id }} }} }}{SELECTIONS[shape]}"
        document = f"query($q: String!) {{ search({arguments}) {{ {selection} }} }}"
        body = {"query": document, "variables": {"q": question.text}}
        return machine.post("/graphql", json.dumps(body))

    def answer(self, raw: bytes) -> Answer:
        found = json.loads(raw)["data"]["search"]
        facets = {
            name: {bucket["value"]: bucket["count"] for bucket in buckets}
            for name, buckets in found.get("facets", {}).items()
        }
        return Answer([edge["node"]["id"] for edge in found["edges"]], found["totalCount"], facets)
