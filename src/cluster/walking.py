"""Whom the articles of all partitions introduce, in their order, and which articles were told otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..extract.introductions import RunMemory
from .parts import read_foot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Actor
    from .folder import ClusterFolder


def told_otherwise(
    folder: ClusterFolder, numbers: Iterable[int]
) -> dict[int, dict[int, dict[str, Actor | None]]]:
    """Return the articles that were read by other answers than the articles before them give.

    By partition and by the article's number in it: the right answers. Only the feet of the files are read,
    one at a time.
    """
    memory = RunMemory()
    wrong: dict[int, dict[int, dict[str, Actor | None]]] = {}
    for number in numbers:
        foot = read_foot(folder, number)
        for index, tie in enumerate(foot.ties if foot is not None else ()):
            if tie is None:
                continue
            if not memory.agrees_with(tie.remembered):
                answers = {person: memory.affiliations.get(person) for person in tie.remembered}
                wrong.setdefault(number, {})[index] = answers
            memory = memory.after(tie.introductions)
    return wrong
