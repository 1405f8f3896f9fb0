"""Who reads a batch of articles: this process, or several others."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from concurrent.futures import TimeoutError as TooLate
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, Self

from pebble import ProcessExpired, ProcessPool
from spacy.language import Language as Pipeline

from ..errors import CommuniqueError
from ..model import Article
from .formats import SkippedArticle
from .introductions import RunMemory
from .statements import Extracted, extract_batch, out_of_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from ..knowledge.user_actors import UserActors
    from ..model import Actor
    from .parsing import Models

    Result = Extracted | SkippedArticle

ARTICLES = 16
"""Articles of a batch: more are not read faster."""
CHARACTERS = 100_000
"""A batch that has so many characters is full."""
AHEAD = 4
"""Batches a worker that wait or are being read while the first one is waited for."""
GRACE = 30.0
"""Seconds beyond its limit after which a worker that cannot be interrupted is killed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How articles are read: the models, users' own actors, and the seconds that one article may take."""

    models: Models | None = None
    actors: UserActors | None = None
    time_limit: float | None = None


def read_batch(articles: Sequence[Article], reading: Reading, memory: RunMemory) -> Sequence[Result]:
    """Return what some articles give, as `extract_batch`, in this process."""
    return extract_batch(articles, reading.models, reading.actors, memory, reading.time_limit)


def longest(articles: Sequence[Article], time_limit: float) -> float:
    """Return the seconds after which a process that reads some articles hangs: `extract_batch` reads all
    together and then each alone, and keeps to its limit where it can be interrupted.
    """
    return time_limit * (len(articles) + 1) + GRACE


class Reader(Protocol):
    """Reads batches, in any order; a context manager."""

    ahead: int
    """How many batches to hand over before the result of the first is asked for."""

    def start(self, articles: Sequence[Article], memory: RunMemory) -> Task:
        """Begin to read a batch; it may be read in the light of `memory`, or later of another."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class Task(Protocol):
    """A batch that is being read."""

    def results(self) -> Sequence[Result]:
        """Return what each article gave, as `extract_batch`; waits for it."""


def batches(items: Iterable[Article | SkippedArticle]) -> Iterator[list[Article | SkippedArticle]]:
    """Yield the items in order, as many at a time as are read at once."""
    batch: list[Article | SkippedArticle] = []
    articles = characters = 0
    for item in items:
        batch.append(item)
        if isinstance(item, Article):
            articles += 1
            characters += len(item.text)
        if articles >= ARTICLES or characters >= CHARACTERS or len(batch) >= 10 * ARTICLES:
            yield batch
            batch, articles, characters = [], 0, 0
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class _Later:
    """A batch that is read when its results are asked for."""

    articles: Sequence[Article]
    memory: RunMemory
    reading: Reading

    def results(self) -> Sequence[Result]:
        return read_batch(self.articles, self.reading, self.memory)


class OwnProcess:
    """Reads in this process, one batch after the other, when its results are asked for."""

    ahead = 0

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def start(self, articles: Sequence[Article], memory: RunMemory) -> Task:
        """Return the batch, to be read later."""
        return _Later(articles, memory, self._reading)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class WorkerProcesses:
    """Reads in other processes. One that dies or hangs takes one article with it, which is skipped."""

    def __init__(self, reading: Reading, workers: int) -> None:
        """Prepare `workers` processes; raises CommuniqueError for a model that cannot be sent to them."""
        if any(isinstance(model, Pipeline) for model in (reading.models or {}).values()):
            raise CommuniqueError(
                "A loaded pipeline cannot be sent to other processes: give the name of its package, or "
                "save it with nlp.to_disk(FOLDER) and give the folder; or use one worker."
            )
        self.ahead = AHEAD * workers
        self._limit = reading.time_limit
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        context = multiprocessing.get_context(method)
        context.set_forkserver_preload([f"{__package__}.preloaded"])
        self._pool = ProcessPool(
            max_workers=workers,
            initializer=_prepare,
            initargs=(reading,),
            context=context,
        )

    def start(self, articles: Sequence[Article], memory: RunMemory) -> Task:
        """Hand the batch to whichever process is free next."""
        told = dict(memory.about([article.text for article in articles]).affiliations)
        most = None if self._limit is None else longest(articles, self._limit)
        future = self._pool.schedule(_read, args=(list(articles), told), timeout=most)
        return _Scheduled(self, articles, memory, future)

    def lost(self, article: Article, error: BaseException) -> SkippedArticle:
        """Return the article with which a process was lost."""
        if isinstance(error, TooLate):
            return out_of_time(article, self._limit)
        reason = f"cannot be analysed: the process that read it died ({error}); split it, or leave it out"
        return SkippedArticle(article.source or article.id, reason)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


@dataclass(frozen=True, slots=True)
class _Scheduled:
    """A batch in the hands of a worker."""

    workers: WorkerProcesses
    articles: Sequence[Article]
    memory: RunMemory
    future: Future[Sequence[Result]]

    def results(self) -> Sequence[Result]:
        try:
            return self.future.result()
        except (TooLate, ProcessExpired) as error:
            if len(self.articles) == 1:
                return [self.workers.lost(self.articles[0], error)]
            tasks = [self.workers.start([article], self.memory) for article in self.articles]
            return [result for task in tasks for result in task.results()]
        except BrokenProcessPool as error:
            raise CommuniqueError(
                "The worker processes cannot be started, or were all killed. In a script of your own, call "
                'it under `if __name__ == "__main__":`; else try fewer workers.'
            ) from error


_reading = Reading()
"""Of this process, where it is a worker."""


def _prepare(reading: Reading) -> None:
    """Make this process a worker: it is stopped by whoever started it, not by the keyboard."""
    global _reading
    _reading = reading
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read(articles: Sequence[Article], told: Mapping[str, Actor | None]) -> Sequence[Result]:
    return read_batch(articles, _reading, RunMemory(MappingProxyType(told)))
