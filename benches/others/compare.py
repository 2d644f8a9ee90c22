"""Sets other engines beside Kusanone: the same records, the same questions, one
run. `make bench-others` calls it; the README beside it says what is fair about it.
Prints Markdown."""

import argparse
import gc
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from corpus import HITS, Answer, Question, Shape, events, questions
from engine import Engine, Raw, Request
from groonga import GroongaBigrams, GroongaWords
from kusanone import Kusanone
from lucene import Lucene, LuceneWords, LuceneWordsAndBigrams
from machine import Memory
from postgresql import PostgresqlBigrams, PostgresqlTrigrams
from sqlite import SqliteBigrams, SqliteTrigrams

AnyEngine = Engine[Any, Any]

ENGINES: tuple[type[AnyEngine], ...] = (
    Kusanone,
    LuceneWords,
    LuceneWordsAndBigrams,
    GroongaBigrams,
    GroongaWords,
    SqliteBigrams,
    SqliteTrigrams,
    PostgresqlBigrams,
    PostgresqlTrigrams,
)

# How often a question is asked again after the first time.
AGAIN = 4
PERCENTILES = (50, 95, 99)

# Before the clock runs, every engine is asked for the beginnings of titles for so
# long: Java compiles what it runs often, and the files come into memory.
WARM_UP_SECONDS = 5
TITLES = 2_000
TITLE_CHARACTERS = 4


@dataclass
class Times:
    """In seconds."""

    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    found: int = 0


@dataclass
class Figures:
    name: str
    load_seconds: float
    bytes: int
    memory: Memory
    times: dict[Shape, Times]


def main() -> None:
    options = arguments()
    Kusanone.binary = options.kusanone.absolute()
    Kusanone.dictionary_sources = options.dictionary_sources
    Lucene.jars = options.lucene
    asked = questions(options.questions)
    with tempfile.TemporaryDirectory() as folder:
        engines = [engine(Path(folder) / engine.__name__) for engine in ENGINES]
        installed = [engine for engine in engines if engine.is_installed()]
        chosen = [engine for engine in installed if options.only.lower() in engine.name.lower()]
        figures = [run(engine, options.sample, asked) for engine in chosen]
    report(figures, options.sample, len(asked))
    report_missing([engine for engine in engines if engine not in installed])


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sample", type=Path, help="records of `kusanone sample`")
    parser.add_argument("questions", type=Path, help="lines of a kind, a tab and a question")
    parser.add_argument(
        "--kusanone", type=Path, default="target/release/kusanone", metavar="PROGRAM"
    )
    parser.add_argument(
        "--dictionary-sources", type=Path, default="/usr/share/mecab/dic/ipadic", metavar="FOLDER"
    )
    parser.add_argument(
        "--lucene", type=Path, default="/usr/share/java", metavar="FOLDER", help="of its jars"
    )
    parser.add_argument(
        "--only", default="", metavar="NAME", help="engines whose names contain this"
    )
    return parser.parse_args()


def run(engine: AnyEngine, sample: Path, asked: list[Question]) -> Figures:
    print(f"{engine.name} ..", file=sys.stderr)
    engine.folder.mkdir()
    engine.prepare(sample)
    started = time.perf_counter()
    engine.load()
    load_seconds = time.perf_counter() - started
    engine.start()
    try:
        warm_up(engine, sample)
        times = {shape: ask(engine, asked, shape) for shape in Shape}
        return Figures(engine.name, load_seconds, engine.size(), engine.memory(), times)
    finally:
        engine.stop()
        shutil.rmtree(engine.folder)


def warm_up(engine: AnyEngine, sample: Path) -> None:
    titles = (event.title[:TITLE_CHARACTERS] for event in islice(events(sample), TITLES))
    words = [Question(title) for title in titles if title.isalnum()]
    until = time.monotonic() + WARM_UP_SECONDS
    for word in cycle(words):
        for shape in Shape:
            engine.send(engine.request(word, shape))
        if time.monotonic() > until:
            break


def ask(engine: AnyEngine, asked: list[Question], shape: Shape) -> Times:
    times = Times()
    gc.collect()
    gc.disable()
    for question in asked:
        request = engine.request(question, shape)
        seconds, raw = timed(engine, request)
        times.first.append(seconds)
        answer = engine.answer(raw)
        check(answer, shape, engine.name, question)
        times.found += answer.total
        times.again.extend(timed(engine, request)[0] for _ in range(AGAIN))
    gc.enable()
    return times


def timed(engine: Engine[Request, Raw], request: Request) -> tuple[float, Raw]:
    started = time.perf_counter()
    raw = engine.send(request)
    return time.perf_counter() - started, raw


def check(answer: Answer, shape: Shape, name: str, question: Question) -> None:
    """That the engine did what was asked; every event has one fiscal year."""
    counted = sum(answer.facets.get("fiscalYears", {}).values())
    is_counted = shape is not Shape.FACETS or counted == answer.total
    if len(answer.ids) != min(HITS, answer.total) or not is_counted:
        raise SystemExit(f"{name} answers {question.text} with {answer}")


def report(figures: list[Figures], sample: Path, asked: int) -> None:
    records = sum(1 for _ in events(sample))
    text = sample.stat().st_size
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    machine = f"{os.cpu_count()} cores, {memory / 1e9:.0f} GB of memory"
    print(f"# {records:,} events, {asked} questions, {machine}\n")
    print(f"The records are {text / 1e6:.0f} MB as JSON Lines. Times are in milliseconds.")
    table("Import, size and memory", ["", "records/s", "MB on disk", "MB of memory", "with files"])
    for one in figures:
        memory_figures = (one.memory.own / 1e6, one.memory.with_files / 1e6)
        row(one.name, records / one.load_seconds, one.bytes / 1e6, *memory_figures)
    for shape in Shape:
        percentiles = [f"{when} p{part}" for when in ("first", "again") for part in PERCENTILES]
        table(shape.title, ["", "found", *percentiles])
        for one in figures:
            times = one.times[shape]
            both = (times.first, times.again)
            values = [percentile(seconds, part) for seconds in both for part in PERCENTILES]
            row(one.name, times.found / asked, *values)


def report_missing(engines: list[AnyEngine]) -> None:
    print("\nNot measured: Typesense, which Debian has no package of.")
    for engine in engines:
        print(f"\nNot installed: {engine.name}; what brings it: {engine.remedy}.")


def table(title: str, columns: list[str]) -> None:
    print(f"\n## {title}\n\n| {' | '.join(columns)} |")
    print("|---" + "|---:" * (len(columns) - 1) + "|")


def row(name: str, *figures: float | str) -> None:
    cells = (figure if isinstance(figure, str) else f"{round(figure):,}" for figure in figures)
    print(f"| {name} | {' | '.join(cells)} |")


def percentile(seconds: list[float], part: int) -> str:
    """In milliseconds."""
    return f"{sorted(seconds)[len(seconds) * part // 100] * 1e3:.2f}"


if __name__ == "__main__":
    main()
