"""How fast extraction is against bare `nlp.pipe` of the same models on the same articles, in one process.

    python bench/speed.py [PATH] [--repeat N]

Prints words/s of both, the ratio, start-up seconds and peak memory. Articles are read beforehand; the
passes take
turns (bare, extraction, bare, ...), and the medians are compared, since machines drift.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from pathlib import Path

from communique.extract.articles import read_articles
from communique.extract.parsing import load_pipeline
from communique.extract.repairs import COMPONENT as REPAIRS
from communique.extract.statements import extract_article
from communique.model import Article


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", nargs="?", type=Path, default=Path(__file__).parent.parent / "seeds")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    articles = [item for item in read_articles([options.path]) if isinstance(item, Article)]
    words = sum(len(article.text.split()) for article in articles)
    started = time.perf_counter()
    for code in sorted({str(article.language) for article in articles}):
        load_pipeline(code)
    for article in articles:
        extract_article(article)  # loads the tables, warms the caches
    start_up = time.perf_counter() - started
    bare, whole = [], []
    for _ in range(options.repeat):
        bare.append(words / _seconds(lambda: [_parse(article) for article in articles]))
        whole.append(words / _seconds(lambda: [extract_article(article) for article in articles]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ratio = statistics.median(b / a for a, b in zip(bare, whole, strict=True))
    print(f"{len(articles)} articles, {words} words, medians of {options.repeat}")
    print(f"bare nlp.pipe  {statistics.median(bare):8.0f} words/s")
    print(f"extraction     {statistics.median(whole):8.0f} words/s, {ratio:.2f} of bare")
    print(f"start-up       {start_up:8.1f} s, peak memory {peak:.0f} MB")


def _parse(article: Article) -> None:
    lines = [line for line in article.text.splitlines() if line.strip()]
    list(load_pipeline(str(article.language)).pipe(lines, disable=[REPAIRS]))


def _seconds(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
