"""What goes wrong on the workers of a cluster when a test wants it to."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Any

from distributed import WorkerPlugin

from communique.extract import batches
from communique.extraction import write_extraction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from communique.model import Article

POISON, MOLASSES = "arsenic", "molasses"


class Trap(WorkerPlugin):
    """Each reading takes a while, and an article with a certain word kills or holds up who reads it."""

    name = "trap"

    def __init__(self, seconds: float = 0.0, grace: float = batches.GRACE) -> None:
        self.seconds = seconds
        self.grace = grace

    def setup(self, worker: object) -> None:  # noqa: ARG002
        """Put the trap between our task and the extraction."""
        self.before = batches.extract_batch, batches.GRACE

        def trapped(articles: Sequence[Article], *options: Any) -> Any:
            time.sleep(self.seconds)
            if any(POISON in article.text for article in articles):
                os.kill(os.getpid(), signal.SIGKILL)
            if any(MOLASSES in article.text for article in articles):
                time.sleep(60)
            return self.before[0](articles, *options)

        batches.extract_batch, batches.GRACE = trapped, self.grace

    def teardown(self, worker: object) -> None:  # noqa: ARG002
        """Take it away."""
        batches.extract_batch, batches.GRACE = self.before


def extract_here(paths: list[Path], file: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Do what `communique extract` does, in a worker, which has the models; return skipped and warnings."""
    written = write_extraction(paths, file)
    return [(item.source, item.reason) for item in written.skipped], written.warnings
