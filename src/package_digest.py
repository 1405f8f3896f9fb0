"""What state of our own code and tables is running, as a digest."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

_PARTS = ("extract", "knowledge", "model.py")
"""The parts of this package that extraction runs through."""


@cache
def digest_of_rules() -> str:
    """Return a digest of the code and tables of extraction: a lexicon that was changed by hand counts too."""
    root = files(__package__)
    digest = hashlib.sha256()
    for name, file in sorted(_files(root.joinpath(part) for part in _PARTS)):
        digest.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _files(places: Iterable[Traversable], inside: str = "") -> Iterator[tuple[str, Traversable]]:
    for place in places:
        name = f"{inside}/{place.name}"
        if place.is_file():
            yield name, place
        elif place.name != "__pycache__":
            yield from _files(place.iterdir(), name)
