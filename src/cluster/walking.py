"""Whom the articles of all partitions introduce, in their order, and which articles were told otherwise."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ..extract.introductions import RunMemory
from .parts import read_foot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..extract.introductions import Introduction
    from ..model import Actor
    from .folder import ClusterFolder


def told_otherwise(
    folder: ClusterFolder, numbers: Iterable[int]
) -> dict[int, dict[int, dict[str, Actor | None]]]:
    """Return the articles that were read by other answers than the articles before them give.

    By partition and by the article's number in it: the right answers. Only the feet of the files are read,
    one at a time.
    """
    affiliations: dict[str, Actor | None] = {}
    memory = RunMemory(MappingProxyType(affiliations))
    wrong: dict[int, dict[int, dict[str, Actor | None]]] = {}
    for number in numbers:
        foot = read_foot(folder, number)
        for index, tie in enumerate(foot.ties if foot is not None else ()):
            if tie is None:
                continue
            if not memory.agrees_with(tie.remembered):
                answers = {person: affiliations.get(person) for person in tie.remembered}
                wrong.setdefault(number, {})[index] = answers
            _remember(affiliations, tie.introductions)
    return wrong


def _remember(affiliations: dict[str, Actor | None], introductions: Iterable[Introduction]) -> None:
    """Take in whom an article introduces, as `RunMemory.after`, without a copy of all that is known."""
    concerned: Mapping[str, Actor | None] = {
        each.person: affiliations[each.person] for each in introductions if each.person in affiliations
    }
    affiliations.update(RunMemory(MappingProxyType(concerned)).after(introductions).affiliations)
