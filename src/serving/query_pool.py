"""Hands queries to processes that can be killed, a few at a time, each with a limit of time and size."""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import signal
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessPool

from ..errors import CommuniqueError, OutputError
from .query_process import Answer, PosedQuery, answer_query, load_store, prepare_process

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping
    from concurrent.futures import Future

    from .negotiation import Choice

LOOK_AGAIN = 0.5  # seconds between two looks whether the client of a running query is still there


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use (seconds, bytes), how many run at a time and how many may wait."""

    timeout: float = 30
    max_result: int = 64_000_000
    max_memory: int = 2_000_000_000
    at_a_time: int = 2
    waiting: int = 20


class BusyError(CommuniqueError):
    """Too many queries wait already, or one has waited too long."""


class TooSlowError(CommuniqueError):
    """A query was stopped at the time limit."""


class BrokenQueryError(CommuniqueError):
    """The process of a query has ended before it answered."""


class StoppedError(CommuniqueError):
    """A query was stopped because the server stops, or nobody waits for the answer any more."""


@contextmanager
def open_query_pool(turtle: Path, limits: Limits) -> Iterator[QueryPool]:
    """Give the pool that answers queries about a Turtle file; at the end its processes and files are gone.

    Raises QueryError for a file that is no Turtle, and OutputError if the temporary folder cannot hold it.
    """
    with TemporaryDirectory(prefix="communique-serve-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        pool = QueryPool(folder, _load(turtle, folder / "store"), limits)
        try:
            yield pool
        finally:
            pool.close()


class QueryPool:
    """Processes that answer queries. They are started anew when one was killed or has broken down."""

    def __init__(self, folder: Path, prefixes: Mapping[str, str], limits: Limits) -> None:
        self.limits = limits
        self._folder, self._store, self._prefixes = folder, folder / "store", prefixes
        self._numbers = itertools.count()
        self._free = asyncio.Semaphore(limits.at_a_time)
        self._waiting = 0
        self._running: set[Future[Answer]] = set()
        self._stopping = False
        self._processes = self._start()

    async def answer(
        self,
        text: str,
        rows: Choice | None,
        triples: Choice | None,
        is_gone: Callable[[], Awaitable[bool]],
    ) -> tuple[Answer, bytes]:
        """Return the answer to a query and its bytes. `is_gone` tells that nobody waits for them any more.

        Raises QueryError and ResultTooLargeError of `answer_query`, and the four errors above.
        """
        if self._waiting >= self.limits.waiting:
            raise BusyError(f"{self._waiting} queries wait already; try again in a minute.")
        self._waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), self.limits.timeout)
        except TimeoutError as error:
            raise BusyError("other queries take long; try again in a minute.") from error
        finally:
            self._waiting -= 1
        file = self._folder / f"result-{next(self._numbers)}"
        try:
            if self._stopping or await is_gone():
                raise StoppedError("the server stops.")
            file.touch()
            answer = await self._run(PosedQuery(text, rows, triples, file, self.limits.max_result), is_gone)
            return answer, file.read_bytes()
        finally:
            file.unlink(missing_ok=True)
            self._free.release()

    async def _run(self, question: PosedQuery, is_gone: Callable[[], Awaitable[bool]]) -> Answer:
        future = self._schedule(question)
        self._running.add(future)
        waiting = asyncio.wrap_future(future)
        try:
            while not waiting.done():
                await asyncio.wait({waiting}, timeout=LOOK_AGAIN)
                if not waiting.done() and await is_gone():
                    future.cancel()
            if waiting.cancelled():
                raise StoppedError("the server stops.")
            return waiting.result()
        except TimeoutError as error:
            raise TooSlowError(
                f"this query was stopped after {self.limits.timeout:g} seconds, the time limit. Ask for "
                "less: join patterns by shared variables, name what you look for, use LIMIT; or start "
                "the server with a longer --timeout."
            ) from error
        except (ProcessExpired, BrokenProcessPool) as error:
            memory = f"{self.limits.max_memory / 1e9:g} GB of memory"
            raise BrokenQueryError(
                f"the process of this query broke down: it needed more than {memory}, is nested too deeply, "
                "or orders values of different kinds (ORDER BY STR(?x) helps). Ask for less at a time."
            ) from error
        finally:
            future.cancel()  # a running query ends with its request
            self._running.discard(future)

    def _schedule(self, question: PosedQuery) -> Future[Answer]:
        arguments = (question, self._store, self._prefixes)
        if not self._processes.active:  # a process without a query was killed from outside
            _end(self._processes)
            self._processes = self._start()
        scheduled: Future[Answer] = self._processes.schedule(
            answer_query, arguments, timeout=self.limits.timeout
        )
        return scheduled

    def _start(self) -> ProcessPool:
        return _start_processes(self.limits.at_a_time, self._store, self.limits.max_memory)

    def stop_queries(self) -> None:
        """Stop all queries, those that wait too."""
        self._stopping = True
        for future in tuple(self._running):
            future.cancel()

    def close(self) -> None:
        """End the processes."""
        self.stop_queries()
        _end(self._processes)


def _load(turtle: Path, store: Path) -> dict[str, str]:
    """Read the graph in a process of its own, which gives its memory back when it ends."""
    processes = _start_processes(1, None, 0)
    try:
        prefixes: dict[str, str] = processes.schedule(load_store, (turtle, store)).result()
    except OSError as error:
        raise OutputError(
            f"{turtle} cannot be read into {store.parent}: {error}. "
            "Is there room? TMPDIR names another place."
        ) from error
    except (ProcessExpired, BrokenProcessPool) as error:
        raise OutputError(f"the process that reads {turtle} ended; is there enough memory?") from error
    finally:
        _end(processes)
    return prefixes


def _start_processes(number: int, store: Path | None, max_memory: int) -> ProcessPool:
    context = multiprocessing.get_context("spawn")  # nothing of the server is copied into them
    processes = ProcessPool(
        max_workers=number, initializer=prepare_process, initargs=(store, max_memory), context=context
    )
    with _no_interrupts():
        if not processes.active:  # to ask is to start it
            raise OutputError("the processes that answer queries cannot be started; is there enough memory?")
    return processes


def _end(processes: ProcessPool) -> None:
    processes.stop()  # type: ignore[no-untyped-call]
    processes.join()


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Keep Ctrl-C, which a terminal sends to all processes, from those that are started here: they would show
    a traceback each. Threads inherit the mask, and what they start later does."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # its own start would lift the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
