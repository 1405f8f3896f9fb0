"""No article holds up a run: what takes too long is given up."""

from __future__ import annotations

import ctypes
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TIME_LIMIT = 120.0
"""Seconds that one article may take: a million characters of prose, the most allowed, take about 60."""


class OutOfTimeError(BaseException):
    """Raised in the middle of work that takes too long. No `Exception`: nobody on the way may catch it."""


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Raise OutOfTimeError inside the block once it has taken so many seconds; None: never.

    What does not come back to Python (a library that waits for ever) is not interrupted.
    """
    if seconds is None:
        yield
        return
    is_main = threading.current_thread() is threading.main_thread()
    with _by_signal(seconds) if is_main and hasattr(signal, "setitimer") else _by_watching(seconds):
        yield


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def give_up(*_: object) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_watching(seconds: float) -> Iterator[None]:
    """Let another thread raise the error in this one: signals reach the main thread only."""
    watched, lock, is_over = threading.get_ident(), threading.Lock(), False

    def give_up() -> None:
        with lock:
            if not is_over:
                error = ctypes.py_object(OutOfTimeError)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(watched), error)

    timer = threading.Timer(seconds, give_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            is_over = True
        timer.cancel()
