"""What a dateline tells: where and on which day a report was filed ("NAIROBI, 12 November 2024 (AP) -")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..knowledge.places import load_places
from .cleaning import BlockKind
from .dateline_places import place_of_dateline
from .dates import DAY, find_dates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Place
    from .cleaning import Block


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a report was filed; None where its dateline does not tell."""

    place: Place | None
    date: str | None
    end: int
    """Offset in the article behind it."""
    date_words: str | None = None
    """Its words for the date ("12 November 2024")."""


def read_dateline(blocks: Iterable[Block], language: str, published: str | None) -> Dateline | None:
    """Return what the first dateline among the blocks of an article tells, None if there is none.

    >>> from .cleaning import split_blocks
    >>> read_dateline(split_blocks("BERLIN, May 3, 2016 (AP) - Germany left.", "en"), "en", None).date
    '2016-05-03'
    """
    for block in blocks:
        if block.kind is not BlockKind.DATELINE:
            continue
        place_id = place_of_dateline(block.text, language)
        place = load_places()[place_id] if place_id else None
        days = [each for each in find_dates(block.text, language, published) if len(each.value) == DAY]
        if not days:
            return Dateline(place, None, block.end)
        return Dateline(place, days[0].value, block.end, block.text[days[0].start : days[0].end])
    return None
