"""ARTICLES -> PARTITIONS: as many articles as one task reads, kept in a file that the workers find."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import msgspec

from ..errors import OutputError
from ..export.files import write_atomically
from ..extract.formats import SkippedArticle
from ..extraction import warnings_of
from ..model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

ARTICLES = 256
"""Articles of a partition: few enough to lose, enough for a file."""
CHARACTERS = 4_000_000
"""A partition that has so many characters is full."""

Place = tuple[int, int, int]
"""Where an article stands: its partition, its number there, 0 before it for what could not be read."""


@dataclass(frozen=True, slots=True)
class Partition:
    """Some articles that are read together, in the order in which they come."""

    number: int
    articles: tuple[Article, ...]

    def digest(self, fingerprint: str) -> str:
        """Return what tells whether a file was made of just these articles, by the same rules and models."""
        digest = hashlib.sha256(fingerprint.encode())
        for article in self.articles:
            told = [getattr(article, each.name) for each in fields(Article) if each.name != "text"]
            digest.update(repr(told).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


@dataclass(slots=True)
class Noted:
    """What the driver keeps of the articles that have passed: what was odd, and what could not be read."""

    skipped: list[tuple[Place, SkippedArticle]] = field(default_factory=list)
    warnings: list[tuple[Place, tuple[str, str]]] = field(default_factory=list)


def cut(
    items: Iterable[Article | SkippedArticle], noted: Noted, articles: int = ARTICLES
) -> Iterator[Partition]:
    """Yield the articles in order, at most so many together; what could not be read is noted."""
    number, characters, together = 0, 0, list[Article]()
    for item in items:
        place = (number, len(together), 0)
        if isinstance(item, SkippedArticle):
            noted.skipped.append((place, item))
            continue
        noted.warnings += [((*place[:2], 1), warning) for warning in warnings_of(item)]
        together.append(item)
        characters += len(item.text)
        if len(together) >= articles or characters >= CHARACTERS:
            yield Partition(number, tuple(together))
            number, characters, together = number + 1, 0, []
    if together:
        yield Partition(number, tuple(together))


def write_texts(articles: Iterable[Article], path: Path) -> None:
    """Write articles with their texts for the workers; raises OutputError if they cannot be written."""
    told = json.dumps(msgspec.to_builtins(list(articles)))  # ASCII: JSON holds lone surrogates as escapes
    write_atomically(path, gzip.compress(told.encode("ascii"), 1, mtime=0))


def read_texts(path: Path) -> list[Article]:
    """Return what `write_texts` wrote; raises OutputError if it is not there for this machine."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OutputError(
            f"a worker cannot read {path}: {error.strerror or error}. "
            "All machines must see the folder of the output under the same name."
        ) from error
    return msgspec.convert(json.loads(gzip.decompress(data)), list[Article])
