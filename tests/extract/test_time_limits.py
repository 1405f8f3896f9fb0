"""Work that takes too long is given up, in whatever thread it is done."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from communique.extract.time_limits import OutOfTimeError, within


def work(limit: float | None, seconds: float) -> float:
    """Return how long some work took, or when it was given up."""
    started = time.monotonic()
    try:
        with within(limit):
            while time.monotonic() - started < seconds:
                pass
    except OutOfTimeError:
        return -1.0
    return time.monotonic() - started


@pytest.mark.parametrize(("limit", "is_done"), [(0.05, False), (60.0, True), (None, True)])
def test_the_limit_holds_in_every_thread(limit: float | None, is_done: bool) -> None:
    with ThreadPoolExecutor(1) as other:
        for found in (work(limit, 0.2), other.submit(work, limit, 0.2).result()):
            assert (found >= 0.2) == is_done


def test_nobody_is_interrupted_after_the_work() -> None:
    with ThreadPoolExecutor(1) as other:
        assert other.submit(work, 0.1, 0.0).result() >= 0
        time.sleep(0.2)
        assert other.submit(work, None, 0.1).result() >= 0.1
    assert not [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
