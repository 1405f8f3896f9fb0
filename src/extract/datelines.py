"""What a dateline tells: where and on which day a report was filed ("NAIROBI, 12 November 2024 (AP) -")."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..knowledge.places import load_place_forms, load_places
from .cleaning import BlockKind
from .dates import DAY, find_dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import Place
    from .cleaning import Block

PLACE_END = re.compile(r"\s*(?:[,(:]|\d|[-–—]+(?=\s|$)|$)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a report was filed; None where its dateline does not tell."""

    place: Place | None
    date: str | None
    end: int
    """Offset in the article behind it."""
    date_words: str | None = None
    """Its words for the date ("12 November 2024")."""


@functools.cache
def _places_in_any_case(language: str) -> Mapping[str, str]:
    """Return place ids by surface form without regard to case, for datelines are in capitals."""
    index: dict[str, str] = {}
    for surface, place_id in load_place_forms(language):
        index.setdefault(surface.casefold(), place_id)
    return index


def read_dateline(blocks: Iterable[Block], language: str, published: str | None) -> Dateline | None:
    """Return what the first dateline among the blocks of an article tells, None if there is none.

    >>> from .cleaning import split_blocks
    >>> read_dateline(split_blocks("BERLIN, May 3, 2016 (AP) - Germany left.", "en"), "en", None).date
    '2016-05-03'
    """
    for block in blocks:
        if block.kind is not BlockKind.DATELINE:
            continue
        found = PLACE_END.search(block.text)
        name = block.text[: found.start()] if found else block.text
        place_id = _places_in_any_case(language).get(name.casefold())
        place = load_places()[place_id] if place_id else None
        days = [each for each in find_dates(block.text, language, published) if len(each.value) == DAY]
        if not days:
            return Dateline(place, None, block.end)
        return Dateline(place, days[0].value, block.end, block.text[days[0].start : days[0].end])
    return None
