"""No article holds up a run: what takes too long is given up."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TIME_LIMIT = 120.0
"""Seconds that one article may take: the longest one allowed, a million characters, takes about 40."""


class OutOfTimeError(BaseException):
    """Raised in the middle of work that takes too long. No `Exception`: nobody on the way may catch it."""


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Raise OutOfTimeError inside the block once it has taken so many seconds; None: never.

    Only the main thread of a process on Unix can be interrupted so; elsewhere the block takes its time.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if seconds is None or not is_main or not hasattr(signal, "setitimer"):
        yield
        return

    def give_up(*_: object) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
