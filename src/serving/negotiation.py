"""Which form of a result a client gets: what is offered, and what its Accept header asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ANYTHING = "*/*"


@dataclass(frozen=True, slots=True)
class Offer:
    """A form that a result can have. The first media type is its own, the others are taken as well."""

    name: str
    media_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The form that was chosen, and the media type that the client knows it by."""

    offer: Offer
    media_type: str


PAGE = Offer("html", ("text/html",))
DESCRIPTION = Offer("ttl", ("text/turtle",))
ROWS = (
    Offer("json", ("application/sparql-results+json", "application/json")),
    Offer("xml", ("application/sparql-results+xml", "application/xml", "text/xml")),
    Offer("csv", ("text/csv",)),
    Offer("tsv", ("text/tab-separated-values",)),
    PAGE,
)
"""For SELECT and ASK, the default first."""
TRIPLES = (
    Offer("ttl", ("text/turtle", "application/x-turtle")),
    Offer("nt", ("application/n-triples",)),
    Offer("rdf", ("application/rdf+xml", "application/xml")),
    PAGE,
)
"""For CONSTRUCT and DESCRIBE, the default first."""


def choose(accept: str, offers: Sequence[Offer]) -> Choice | None:
    """Return the offer that an Accept header likes best, or None if it takes none of them.

    A media type that is named beats one that a wildcard lets in; between equals the earlier offer wins.

    >>> choose("text/csv;q=0.5, application/*;q=0.9, */*;q=0.1", ROWS).offer.name
    'json'
    >>> choose("image/png, text/csv;q=0", ROWS) is None
    True
    """
    ranges = list(_read_ranges(accept)) or [(ANYTHING, 1.0)]
    best, liked = None, (0.0, 0)
    for offer in offers:
        for media_type in offer.media_types:
            liking = _liking(media_type, media_type == offer.media_types[0], ranges)
            if liking[0] > 0 and liking > liked:
                best, liked = Choice(offer, media_type), liking
    return best


def name_offers(offers: Iterable[Offer]) -> str:
    """Return the media types to ask for, as part of a sentence."""
    return ", ".join(offer.media_types[0] for offer in offers)


def _liking(media_type: str, is_own: bool, ranges: list[tuple[str, float]]) -> tuple[float, int]:
    """Return the quality that the most specific range gives a media type, and how specific that is. Wildcards
    let in only what an offer calls itself."""
    patterns = [(2, media_type)]
    if is_own:
        patterns += [(1, media_type.partition("/")[0] + "/*"), (0, ANYTHING)]
    for specific, pattern in patterns:
        found = [quality for each, quality in ranges if each == pattern]
        if found:
            return max(found), specific
    return 0.0, 0


def _read_ranges(accept: str) -> Iterable[tuple[str, float]]:
    """Yield media ranges with their quality; a range with a quality that is no number is left out."""
    for item in accept.lower().split(","):
        media_range, *parameters = (part.strip() for part in item.split(";"))
        weights = [each.partition("=")[2].strip() for each in parameters if each.split("=")[0].strip() == "q"]
        try:
            quality = float(weights[0]) if weights else 1.0
        except ValueError:
            continue
        if media_range.count("/") == 1 and 0 <= quality <= 1:
            yield media_range, quality
