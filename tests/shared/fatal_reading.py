"""What a worker does in tests of what becomes of a run when workers die, hang or refuse."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

from communique.extract.statements import Extracted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from communique.model import Actor, Article


def read(articles: Sequence[Article], _: Mapping[str, Actor | None]) -> list[Extracted]:
    """Read nothing; die of an article "die", wait for ever at an article "hang"."""
    for article in articles:
        if article.text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if article.text == "hang":
            time.sleep(60)
    return [Extracted([], (), {}) for _ in articles]
