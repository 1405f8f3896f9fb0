"""Tasks for the workers, a few at a time in their hands, and what became of each."""

from __future__ import annotations

import uuid
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from distributed import as_completed

from ..errors import CommuniqueError, ModelMissingError, reason_of
from .reading import UnfitWorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from distributed import Client

AHEAD = 3
"""Tasks a thread of a worker that wait or are being done: the driver makes no more than it must."""
RETRIES = 2
"""How often a task that failed is tried once more, elsewhere if it can be; Dask does so for lost workers."""

_FOR_ALL = (ModelMissingError, UnfitWorkerError)
"""What is wrong with a worker, not with its task."""

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Call(Generic[K]):
    """A task: what to call on a worker, and by what the caller knows it."""

    known_as: K
    function: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Done(Generic[K]):
    """What became of a task: its value, or the error with which it ended for good."""

    known_as: K
    value: Any = None
    error: Exception | None = None


def carry_out(client: Client, calls: Iterable[Call[K]], at_once: int | None = None) -> Iterator[Done[K]]:
    """Yield what became of each call as soon as it is known, in any order.

    Calls are asked for when a worker can use them, never more than `at_once`. Raises CommuniqueError if the
    scheduler is gone, ModelMissingError or UnfitWorkerError if a worker cannot read.
    """
    waiting, coming = as_completed(loop=client.loop), iter(calls)
    known: dict[str, K] = {}

    def fill() -> None:
        while len(known) < (at_once or AHEAD * max(1, sum(client.ncores().values()))):
            call = next(coming, None)
            if call is None:
                return
            key = f"communique-{call.function.__name__}-{uuid.uuid4()}"
            future = client.submit(
                call.function, *call.arguments, key=key, pure=False, retries=0 if at_once else RETRIES
            )
            known[key] = call.known_as
            waiting.add(future)

    fill()
    for future in waiting:
        yield _done(known.pop(future.key), future)
        fill()


def _done(known_as: K, future: Any) -> Done[K]:
    try:
        return Done(known_as, future.result())
    except CancelledError as error:
        raise CommuniqueError(
            "The scheduler was lost. What was read is kept: the same command goes on from there."
        ) from error
    except _FOR_ALL:
        raise
    except Exception as error:
        return Done(known_as, error=error)


def told(error: Exception) -> str:
    """Return why a task failed, in a line."""
    if type(error).__name__ == "KilledWorker":
        return "every process that read it died"
    reason = reason_of(error)
    return reason.splitlines()[0] if reason else type(error).__name__
