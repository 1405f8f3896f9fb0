"""What the workers do while statements are found: each task reads a partition, or some articles of one.

A task writes files under names of its own, whole or not at all. So it may run twice, on two machines even.
"""

from __future__ import annotations

import faulthandler
import os
import threading
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from distributed import WorkerPlugin, get_worker

from ..errors import CommuniqueError
from ..extract.batches import Reading, batches, longest, read_batch
from ..extract.fingerprints import fingerprint
from ..extract.introductions import RunMemory
from ..extract.statements import Extracted
from ..extraction import named_models
from ..model import Article
from .partitions import read_texts
from .parts import read_foot, read_part, write_part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ..knowledge.user_actors import UserActors
    from ..model import Actor
    from .folder import ClusterFolder
    from .parts import Result

    Answers = Mapping[str, Actor | None]
    """For whom some people speak by the articles before one; None: unknown."""

_NOWHERE = Path(os.devnull).open("w")  # noqa: SIM115  # as long as the process
_ONE_AT_A_TIME = threading.Lock()
"""A process reads one article at a time, however many threads its worker has: models are not shared."""


class UnfitWorkerError(CommuniqueError):
    """A worker would give other statements than the driver: another version, other models."""


class Orders(WorkerPlugin):  # type: ignore[misc]  # distributed has no types
    """What every worker of a run is told once, those that come later too."""

    def __init__(self, name: str, reading: Reading, expected: str, finished: datetime | None) -> None:
        """Take how articles are read, the driver's fingerprint, and the time that the triples name."""
        self.name = name
        self.reading = reading
        self.expected = expected
        self.finished = finished


def orders_of(run: str) -> Orders:
    """Return what this worker was told of a run; raises UnfitWorkerError if it reads otherwise."""
    orders: Orders = get_worker().plugins[run]
    if _own_fingerprint(orders.reading) != orders.expected:
        raise UnfitWorkerError(
            "A worker has another version of Communiqué, of a model or of a library than this machine. "
            "Install the same everywhere: the statements would not be the same."
        )
    return orders


def _own_fingerprint(reading: Reading) -> str:
    return _fingerprint(tuple(sorted((named_models(reading.models) or {}).items())), reading.actors)


@cache
def _fingerprint(models: tuple[tuple[str, str], ...], actors: UserActors | None) -> str:
    return fingerprint(dict(models), actors)


def read_partition(run: str, folder: ClusterFolder, number: int, digest: str) -> None:
    """Read the articles of a partition in the light of those before them in it, and write its files."""
    reading = orders_of(run).reading
    articles = read_texts(folder.texts(number))
    results: list[Result] = []
    memory = RunMemory()
    for batch in batches(articles):
        found = _extract([each for each in batch if isinstance(each, Article)], reading, memory)
        for each in found:
            if isinstance(each, Extracted):
                memory = memory.after(each.introductions)
        results += found
    write_part(folder, number, digest, articles, results)


def read_one(run: str, folder: ClusterFolder, number: int, index: int, answers: Answers) -> Result:
    """Return what one article of a partition gives by what the articles before it tell of people."""
    reading = orders_of(run).reading
    article = read_texts(folder.texts(number))[index]
    [result] = _extract([article], reading, RunMemory(MappingProxyType(dict(answers))))
    return result


def read_again(
    run: str, folder: ClusterFolder, number: int, digest: str, told: Mapping[int, Answers]
) -> None:
    """Read some articles of a partition by other answers, and write its files again."""
    reading = orders_of(run).reading
    articles = read_texts(folder.texts(number))
    again: dict[int, Result] = {}
    for index, answers in told.items():
        memory = RunMemory(MappingProxyType(dict(answers)))
        [again[index]] = _extract([articles[index]], reading, memory)
    write_again(folder, number, digest, articles, again)


def write_again(
    folder: ClusterFolder, number: int, digest: str, articles: Sequence[Article], again: Mapping[int, Result]
) -> None:
    """Write the files of a partition once more, with what some articles gave now."""
    foot = read_foot(folder, number)
    if foot is None or foot.digest != digest:
        raise CommuniqueError(f"the files of partition {number} were changed during the run; run it again")
    results = [again.get(index, result) for index, result in enumerate(read_part(folder, number, foot))]
    write_part(folder, number, digest, articles, results)


def _extract(articles: Sequence[Article], reading: Reading, memory: RunMemory) -> Sequence[Result]:
    """Return what some articles give. A process that hangs beyond its time ends; Dask starts another."""
    limit = reading.time_limit
    with _ONE_AT_A_TIME:
        if limit is not None:
            faulthandler.dump_traceback_later(longest(articles, limit), exit=True, file=_NOWHERE)
        try:
            return read_batch(articles, reading, memory)
        finally:
            faulthandler.cancel_dump_traceback_later()
