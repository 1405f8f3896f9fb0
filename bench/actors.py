"""What users' own tables of actors cost: seconds to load, words/s with and without, in one process.

    python bench/actors.py [FILE ...] [--path PATH] [--repeat N]

Without FILE, a dictionary of 20,000 invented actors is made. The passes take turns (without, with, without,
...), and medians are compared, since machines drift.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path

from communique.errors import KnowledgeError
from communique.extract.articles import read_articles
from communique.extract.mentions import name_index
from communique.extract.statements import extract_article
from communique.knowledge.user_actors import UserActors, forget_known_names, read_user_actors
from communique.model import Article

INVENTED = 20_000
SYLLABLES = ("bar", "del", "fen", "gor", "hal", "jun", "kar", "lom", "mir", "nas", "pel", "ros", "tev", "vol")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--path", type=Path, default=Path(__file__).parent.parent / "seeds")
    parser.add_argument("--repeat", type=int, default=9)
    options = parser.parse_args()
    articles = [item for item in read_articles([options.path]) if isinstance(item, Article)]
    words = sum(len(article.text.split()) for article in articles)
    for article in articles:
        extract_article(article)  # loads models and our own tables
        name_index(str(article.language))
    with tempfile.TemporaryDirectory() as folder:
        files = options.files or [_invent(Path(folder))]
        try:
            loads = [_load(files) for _ in range(options.repeat)]
        except KnowledgeError as error:
            parser.exit(2, f"{error}\n")
    user = loads[0][1]
    for article in articles:
        extract_article(article, actors=user)
    without, with_them = [], []
    for _ in range(options.repeat):
        without.append(words / _seconds(articles, None))
        with_them.append(words / _seconds(articles, user))
    ratio = statistics.median(b / a for a, b in zip(without, with_them, strict=True))
    load = statistics.median(seconds for seconds, _ in loads)
    print(f"{len(user.actors)} new actors, {len(user.names)} names, {user.known} known; {words} words")
    print(f"load           {load:8.2f} s, median of {options.repeat}")
    print(f"without        {statistics.median(without):8.0f} words/s")
    print(f"with           {statistics.median(with_them):8.0f} words/s, {ratio:.3f} of without")


def _load(files: list[Path]) -> tuple[float, UserActors]:
    """Return seconds and result of a first load: nothing is kept from the one before."""
    forget_known_names()
    started = time.perf_counter()
    user = read_user_actors(files)
    return time.perf_counter() - started, user


def _invent(folder: Path) -> Path:
    """Write a dictionary of people and organisations with names of made-up syllables."""
    drawn, file = random.Random(0), folder / "invented.actors.txt"
    lines = []
    for i in range(INVENTED):
        first, last = ("".join(drawn.choices(SYLLABLES, k=2)).upper() for _ in range(2))
        code = "[FRAGOV 100101-170510]" if i % 2 else "[NGOUSA]"
        lines.append(f"{first}_{last}_{i}\n+{first[0]}._{last}_{i}\n\t{code}\n")
    file.write_text("".join(lines), "utf-8")
    return file


def _seconds(articles: list[Article], user: UserActors | None) -> float:
    started = time.perf_counter()
    for article in articles:
        extract_article(article, actors=user)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
