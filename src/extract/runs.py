"""ARTICLES -> STATEMENTS, however many there are: batch after batch, in the order in which they come.

Articles are tied together by whom they introduce (`RunMemory`). Workers and ledgers do not know all articles
before theirs; so each result tells what it was told, and one that was told something else is made again.
"""

from __future__ import annotations

import warnings
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .batches import OwnProcess, Reading, WorkerProcesses, batches, read_batch
from .formats import SkippedArticle
from .introductions import RunMemory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..knowledge.user_actors import UserActors
    from ..model import Article, Statement
    from .batches import Reader, Result, Task
    from .ledger import Ledger
    from .parsing import Models


def extract_statements(
    articles: Iterable[Article | SkippedArticle],
    models: Models | None = None,
    actors: UserActors | None = None,
    memory: RunMemory | None = None,
    *,
    skipped: list[SkippedArticle] | None = None,
    workers: int = 1,
    ledger: Ledger | None = None,
    time_limit: float | None = None,
) -> Iterator[tuple[Article, list[Statement]]]:
    """Yield each article with its statements, in the order given, some sixteen articles in memory at a time.

    A person whom no table knows keeps, in a later article that does not introduce him, the affiliation on
    which the articles before it agree. What `read_articles` could not read and what cannot be analysed, or
    takes more than `time_limit` seconds, is added to `skipped` with its reason; without such a list each is a
    Python warning. With more than one of `workers` as many processes read, and the results are the same; in a
    script, call it under `if __name__ == "__main__":`. A `ledger` (`communique.extract.ledger.Ledger`) keeps
    what was read for the next run.

    Raises ModelMissingError if a language has no model: without it no article of that language can be read.

    >>> import communique as cq
    >>> for article, statements in cq.extract_statements(cq.read_articles("seeds/002_c02233071185b9fd.txt")):
    ...     print(article.title, len(statements))
    France accuses Russia of 'lying' about Syria 9
    """
    reading = Reading(models, actors, time_limit)
    reader: Reader = OwnProcess(reading) if workers == 1 else WorkerProcesses(reading, workers)
    run = _Run(reading, ledger, memory or RunMemory())
    with reader:
        for item, result in _first_results(articles, reader, run):
            settled = run.settle(item, result)
            if isinstance(settled, SkippedArticle):
                _skip(settled, skipped)
            elif not isinstance(item, SkippedArticle):
                yield item, settled.statements


@dataclass(slots=True)
class _Run:
    """What a run knows by the articles that are settled."""

    reading: Reading
    ledger: Ledger | None
    memory: RunMemory

    def find(self, item: Article | SkippedArticle) -> Result | None:
        """Return what an item gives that need not be read; None for one that must be."""
        if isinstance(item, SkippedArticle):
            return item
        return self.ledger.find(item) if self.ledger is not None else None

    def settle(self, item: Article | SkippedArticle, result: Result | _Known) -> Result:
        """Return what an item gives in the light of all before it, and remember it."""
        found = result.result if isinstance(result, _Known) else result
        if isinstance(item, SkippedArticle) or isinstance(found, SkippedArticle):
            return found
        is_kept = isinstance(result, _Known)
        if not self.memory.agrees_with(found.remembered):
            [again] = read_batch([item], self.reading, self.memory)
            if isinstance(again, SkippedArticle):
                return again
            found, is_kept = again, False
        self.memory = self.memory.after(found.introductions)
        if self.ledger is not None and is_kept:
            self.ledger.used += 1
        elif self.ledger is not None:
            self.ledger.keep(item, found)
        return found


@dataclass(frozen=True, slots=True)
class _Known:
    """What an item gives that need not be read."""

    result: Result


def _first_results(
    articles: Iterable[Article | SkippedArticle], reader: Reader, run: _Run
) -> Iterator[tuple[Article | SkippedArticle, Result | _Known]]:
    """Yield the items in order with what they give by what was known when they were handed to the reader."""
    started: deque[tuple[list[tuple[Article | SkippedArticle, _Known | None]], Task | None]] = deque()
    coming = batches(articles)
    while True:
        batch = next(coming, None)
        if batch is not None:
            items = [(item, _Known(known) if (known := run.find(item)) else None) for item in batch]
            new = [item for item, known in items if known is None and not isinstance(item, SkippedArticle)]
            started.append((items, reader.start(new, run.memory) if new else None))
            if len(started) <= reader.ahead:
                continue
        elif not started:
            return
        items, task = started.popleft()
        read = iter(task.results() if task is not None else ())
        for item, result in items:
            yield item, result or next(read)


def _skip(article: SkippedArticle, skipped: list[SkippedArticle] | None) -> None:
    if skipped is None:
        warnings.warn(f"skipped {article.source}: {article.reason}", stacklevel=3)
    else:
        skipped.append(article)
