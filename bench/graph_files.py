"""How long `communique graph` takes and how much memory, step by step, for many statements.

    python bench/graph_files.py --statements 100000

The statements are invented (`invented_statements.py`), once by many actors over three years and once by few
who speak a lot; or, with `--copies output/statements.jsonl`, copies of real ones. Each run is a process of
its own, so are `cq.load` and the first question. Prints for each step the median of the runs in seconds, of
the clock and of the processor (they differ where others use the machine), and the most memory so far in MB.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from graph_scale import copies
from invented_statements import invent

if TYPE_CHECKING:
    from collections.abc import Callable

    from communique.model import ArticleMetadata, Statement

    Given = tuple[list[Statement], dict[str, ArticleMetadata]]

RUNS = 3
ACTORS = 2000
FEW = 300
FEW_DAYS = 1000
QUESTION = "who-criticises"

T = TypeVar("T")
Steps = dict[str, tuple[float, float, float]]


def few_who_speak_a_lot(statements: int) -> Given:
    """Return statements by few actors on few days: many of each pair, and of each day."""
    said, articles = invent(FEW, statements)

    def day(article: str) -> str:
        return (date(2015, 1, 1) + timedelta(days=zlib.crc32(article.encode()) % FEW_DAYS)).isoformat()

    dated = [replace(each, date=each.date and day(each.article)) for each in said]
    return dated, {key: replace(each, published=day(key)) for key, each in articles.items()}


def repeated(path: Path, statements: int) -> Given:
    """Return as many copies of the statements of a file as make at least so many."""
    from communique.pipeline import read_statements

    said, articles = read_statements(path)
    return copies(said, articles, -(-statements // len(said)))


class Clock:
    """Takes the seconds of steps, of the clock and of the processor, and the most memory in MB so far."""

    def __init__(self) -> None:
        self.steps: Steps = {}

    def time(self, name: str, step: Callable[[], T]) -> T:
        """Return what a step returns."""
        started, worked = time.perf_counter(), time.process_time()
        done = step()
        seconds = (time.perf_counter() - started, time.process_time() - worked)
        self.steps[name] = (*seconds, _most_memory())
        return done


def _most_memory() -> float:
    """Return the most memory that this process had; where Linux tells it, without that of its parent."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+)", status.read_text())
        if found:
            return int(found[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def make_files(folder: Path) -> Steps:
    """Return what each step takes from the statements in a folder to the files beside them."""
    from communique import pipeline
    from communique.collection import without_collection
    from communique.graph.dataset import dataset_triples
    from communique.graph.network import build_network

    clock = Clock()
    statements, articles = clock.time("read", lambda: pipeline.read_statements(folder / pipeline.STATEMENTS))
    with without_collection():  # as `write_graph` does
        merged = clock.time("merge", lambda: pipeline.merge_corrected(statements, None))
        network = clock.time("network", lambda: build_network(merged, articles))
        page, turtle = folder / pipeline.PAGE, folder / pipeline.TURTLE
        clock.time("page", lambda: pipeline.write_html(merged, articles, page))
        clock.time("Turtle", lambda: pipeline.write_turtle(dataset_triples(merged, articles), turtle))
        clock.time("GraphML", lambda: pipeline.write_graphml(network, folder / pipeline.GRAPHML))
        clock.time("GEXF", lambda: pipeline.write_gexf(network, folder / pipeline.GEXF))
        clock.time("CSV", lambda: pipeline.write_csv(merged.statements, folder / pipeline.TABLE))
    return clock.steps


def ask(folder: Path) -> Steps:
    """Return what opening the folder takes, the first question and a second one."""
    import communique as cq

    clock = Clock()
    graph = clock.time("cq.load", lambda: cq.load(folder))
    clock.time("first query", lambda: graph.query(QUESTION))
    clock.time("next query", lambda: graph.query(QUESTION))
    return clock.steps


STEPS = {"files": make_files, "ask": ask}


def apart(step: str, folder: Path) -> Steps:
    """Return the figures of some steps, taken in a process of their own."""
    command = [sys.executable, __file__, "--step", step, "--folder", str(folder)]
    told = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, check=True)
    return dict(json.loads(told.stdout))


def median(runs: list[Steps]) -> Steps:
    """Return the median of each figure."""
    return {
        name: tuple(statistics.median(run[name][k] for run in runs) for k in range(3))  # type: ignore[misc]
        for name in runs[0]
    }


def measure(name: str, given: Given, runs: int) -> None:
    """Write the statements to a folder, and print what is made of them in which time."""
    from communique import pipeline

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        pipeline.write_jsonl(given[0], folder / pipeline.STATEMENTS)
        pipeline.write_articles(given[1].values(), folder / pipeline.ARTICLES)
        print(f"\n{len(given[0]):,} statements, {name} (median of {runs})")
        print(f"{'':12} {'seconds':>8} {'processor':>10} {'memory':>8}")
        for step in STEPS:
            figures = median([apart(step, folder) for _ in range(runs)])
            for each, (seconds, worked, memory) in figures.items():
                print(f"{each:12} {seconds:8.1f} {worked:10.1f} {memory:8,.0f}")
            if step == "files":
                total = [sum(each[k] for each in figures.values()) for k in range(2)]
                most = max(memory for *_, memory in figures.values())
                print(f"{'all files':12} {total[0]:8.1f} {total[1]:10.1f} {most:8,.0f}")
        sizes = {each: (folder / each).stat().st_size / 1e6 for each in pipeline.GRAPH_FILES}
        print("MB:", ", ".join(f"{each} {size:,.0f}" for each, size in sizes.items()))


def main() -> None:
    """Measure all shapes of statements, or take one step in this process (`--step`)."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--actors", type=int, default=ACTORS)
    parser.add_argument("--copies", type=Path, help="repeat the statements of this file")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        print(json.dumps(STEPS[given.step](given.folder)))
    elif given.copies:
        measure(f"copies of {given.copies}", repeated(given.copies, given.statements), given.runs)
    else:
        measure(f"{given.actors:,} actors, 3 years", invent(given.actors, given.statements), given.runs)
        measure(f"{FEW} actors, {FEW_DAYS} days", few_who_speak_a_lot(given.statements), given.runs)


if __name__ == "__main__":
    main()
