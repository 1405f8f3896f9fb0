"""A cluster to work on: one of several processes on this machine, or one whose scheduler runs already."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import dask
from distributed import Client, LocalCluster
from distributed.utils import get_mp_context

from ..errors import CommuniqueError

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 30
"""Seconds to wait for a scheduler and its first worker."""
DEATHS = 1
"""A task whose worker died so often is tried again, on a cluster of this machine; one more and it failed."""


@contextmanager
def cluster_here(workers: int, *, preload: bool = True) -> Iterator[Client]:
    """Give a client of a cluster of some processes on this machine; nothing of it can be reached from others.

    With `preload` they share one copy of the default models, where the system can fork.
    """
    settings: dict[str, object] = {
        "distributed.scheduler.allowed-failures": DEATHS,
        "distributed.worker.memory.terminate": False,  # long articles are no leak
    }
    preloaded = f"{__package__.rpartition('.')[0]}.extract.preloaded"
    can_fork = sys.platform == "linux"
    if can_fork:
        settings["distributed.worker.multiprocessing-method"] = "forkserver"
    with dask.config.set(settings):
        if can_fork:
            context = get_mp_context()  # sets a list of its own, the first time
            context.set_forkserver_preload(["distributed", *([preloaded] if preload else [])])
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster, set_as_default=False) as client,
        ):
            yield client


@contextmanager
def cluster_at(address: str) -> Iterator[Client]:
    """Give a client of the scheduler at an address, like tcp://10.0.0.1:8786.

    Raises CommuniqueError if it does not answer, or if it has no worker.
    """
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what it logs, we tell
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise CommuniqueError(
            f"No scheduler answers at {address} ({error}). Start one with: dask scheduler"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise CommuniqueError(
                f"The scheduler at {address} has no worker. Start some: dask worker {address} --nthreads 1"
            ) from error
        yield client
