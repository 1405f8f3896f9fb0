"""Where a dispatch was filed: places of datelines, and datelines that are a place alone ("ROME — ...")."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from ..knowledge.places import load_place_forms, tabled_kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

ALONE = re.compile(
    r"(?P<name>[^\W\d_a-z][\w.'’]+(?:[ /-][^\W\d_][\w.'’]*){0,3})"
    r"(?:, [A-ZÀ-Ý][\w.'’ -]{1,30}?| \([A-ZÀ-Ý][^()]{2,24}\))?"
    r"(?:(?P<colon>:)|(?: ?—| (?:[-–]|--)) ) ?(?=[A-ZÀ-Ý\"“‘«])"
)
"""A name, maybe with its state, before a dash or colon and a sentence."""
SHORTEST_STORY = 40
"""Characters behind a place alone that make a dateline of it: less is a heading."""
PLACE_END = re.compile(r"\s*(?:[,(:|/]|\d|[-–—]+(?=\s|\(|$)|$)")
NO_CITIES = frozenset({"region", "sea", "continent", "building", "camp"})


@functools.cache
def _places_in_any_case(language: str) -> Mapping[str, str]:
    """Return place ids by surface form without regard to case, for datelines are in capitals."""
    index: dict[str, str] = {}
    for surface, place_id in load_place_forms(language):
        index.setdefault(surface.casefold(), place_id)
    return index


def place_of_dateline(text: str, language: str) -> str | None:
    """Return the id of the place that a dateline begins with, None if no table has it.

    >>> place_of_dateline("MOSCOW. Nov 24 (Interfax) -", "en"), place_of_dateline("SANAA/ADEN -", "en")
    ('moscow', 'sanaa')
    """
    end = PLACE_END.search(text)
    words = text[: end.start() if end else None].casefold().split()
    known = _places_in_any_case(language)
    names = (" ".join(words[:length]) for length in range(len(words), 0, -1))
    return next((known[name] for each in names for name in (each, each.rstrip(".")) if name in known), None)


def end_of_place_alone(text: str, language: str) -> int | None:
    """Return where the story begins that a city alone stands before, None where none does.

    Behind a colon it is in capitals, for "Moscow: Kyiv lies" says who speaks.

    >>> end_of_place_alone("Paris - The foreign minister received his counterpart.", "en")
    8
    """
    found = ALONE.match(text)
    if found is None or len(text) - found.end() < SHORTEST_STORY:
        return None
    name = found["name"].split("/")[0]
    place = _places_in_any_case(language).get(name.casefold())
    is_city = place is not None and tabled_kinds().get(place) not in NO_CITIES
    if not is_city or (found["colon"] and not name.isupper()):
        return None
    return found.end()
