"""How the graph stage scales: real statements are repeated with other ids until they make enough triples.

    python bench/graph_scale.py output/statements.jsonl --triples 1000000

Prints, each step in a process of its own: seconds to write the Turtle, to load it and to ask who says what
about whom (median of 5), peak memory, and whether six runs with different hash seeds write the same bytes.
rdflib is measured beside it on a tenth of the triples (`--rdflib`), for it needs minutes for all.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from communique.model import ArticleMetadata

if TYPE_CHECKING:
    from communique.model import Statement

QUESTION = "who-says-what-about-whom"
HASH_SEEDS = ("0", "1", "2", "3", "4", "5")
RUNS = 5


def repeat(path: Path, triples: int) -> tuple[list[Statement], dict[str, ArticleMetadata]]:
    """Return copies of the statements of a file, and of their articles, that make at least so many triples.

    Each copy is of another article and day, so that it is another utterance.
    """
    from communique.graph.dataset import dataset_triples
    from communique.pipeline import read_statements

    statements, articles = read_statements(path)
    one, three = (len(set(dataset_triples(*copies(statements, articles, many)))) for many in (1, 3))
    return copies(statements, articles, 1 + math.ceil((triples - one) / ((three - one) / 2)))


def copies(
    statements: list[Statement], articles: dict[str, ArticleMetadata], copies: int
) -> tuple[list[Statement], dict[str, ArticleMetadata]]:
    said, read = [], {}
    for number in range(copies):
        for key, article in articles.items():
            name = f"{key}-{number}"
            digest = hashlib.sha256(name.encode()).hexdigest()
            about = {
                field: getattr(article, field) for field in ("language", "title", "published", "publisher")
            }
            read[name] = ArticleMetadata(id=name, sha256=digest, **about)
        for statement in statements:
            identity = hashlib.sha256(f"{statement.id}{number}".encode()).hexdigest()[:16]
            date = f"{1000 + number:04}-{statement.date[5:]}" if statement.date else None
            said.append(replace(statement, id=identity, article=f"{statement.article}-{number}", date=date))
    return said, read


def write(source: Path, triples: int, turtle: Path) -> dict[str, float]:
    """Return what writing took: from statements in memory to the file."""
    from communique.export.turtle import write_turtle
    from communique.graph.dataset import dataset_triples

    statements, articles = repeat(source, triples)
    started = time.perf_counter()
    write_turtle(dataset_triples(statements, articles), turtle)
    return {"statements": len(statements), "write": time.perf_counter() - started}


def ask(turtle: Path, engine: str) -> dict[str, float]:
    """Return what loading and asking took, in seconds."""
    from communique.graph.engines import open_engine
    from communique.graph.questions import load_question

    started = time.perf_counter()
    opened = open_engine(turtle, engine)  # type: ignore[arg-type]
    loaded = time.perf_counter() - started
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        rows = list(opened.ask(load_question(QUESTION).text)[1])
        times.append(time.perf_counter() - started)
    [[count]] = opened.ask("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[1]
    return {"load": loaded, "ask": statistics.median(times), "rows": len(rows), "triples": float(count or 0)}


def apart(*arguments: str, hash_seed: str = "random") -> dict[str, float]:
    """Return the figures of one step, run in a process of its own, with its peak memory in MB."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    told = subprocess.run(
        [sys.executable, __file__, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return dict(json.loads(told.stdout))


def main() -> None:
    """Run all steps, or one of them in this process (`--step`)."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("statements", type=Path)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--rdflib", action="store_true", help="measure rdflib too, on a tenth of the triples")
    parser.add_argument("--step", choices=["write", "ask"], help=argparse.SUPPRESS)
    parser.add_argument("--turtle", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--engine", default="oxigraph", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        figures = (
            write(given.statements, given.triples, given.turtle)
            if given.step == "write"
            else ask(given.turtle, given.engine)
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(json.dumps({**figures, "memory": peak}))
        return
    source = str(given.statements)
    with tempfile.TemporaryDirectory() as folder:
        turtle = Path(folder) / "graph.ttl"
        digests = set()
        writes = []
        for seed in HASH_SEEDS:
            common = ("--step", "write", "--turtle", str(turtle))
            writes.append(apart(source, "--triples", str(given.triples), *common, hash_seed=seed))
            digests.add(hashlib.sha256(turtle.read_bytes()).hexdigest())
        seconds = statistics.median(run["write"] for run in writes)
        memory = max(run["memory"] for run in writes)
        asked = apart(source, "--step", "ask", "--turtle", str(turtle))
        size = turtle.stat().st_size / 1e6
        statements, triples = writes[0]["statements"], asked["triples"]
        print(f"{statements:,.0f} statements, {triples:,.0f} triples, {size:.0f} MB of Turtle")
        print(f"write   {seconds:6.1f} s  {memory:6.0f} MB   (median of {len(writes)}; most memory)")
        print(f"load    {asked['load']:6.1f} s  {asked['memory']:6.0f} MB   (pyoxigraph)")
        print(f"ask     {asked['ask']:6.2f} s  {asked['rows']:.0f} rows of {QUESTION} (median of {RUNS})")
        print(f"bytes   {'the same' if len(digests) == 1 else 'DIFFERENT'} with {len(HASH_SEEDS)} hash seeds")
        if given.rdflib:
            tenth = str(given.triples // 10)
            apart(source, "--triples", tenth, "--step", "write", "--turtle", str(turtle))
            for engine in ("oxigraph", "rdflib"):
                asked = apart(source, "--step", "ask", "--turtle", str(turtle), "--engine", engine)
                print(f"a tenth, {engine:9} load {asked['load']:6.2f} s  ask {asked['ask']:6.2f} s")


if __name__ == "__main__":
    main()
