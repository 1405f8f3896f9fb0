"""What a partition gave, in its files. The foot of its statements' file tells how they were made.

So a file is never apart from what is known of it: whoever finds it knows of which articles it was made, what
ties them to the articles of other partitions, and what was left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from ..extract.formats import SkippedArticle
from ..extract.introductions import Introduction  # noqa: TC001  # msgspec reads the types
from ..extract.statements import Extracted
from ..model import Actor  # noqa: TC001  # msgspec reads the types
from .schemas import read_statements, write_articles, write_statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Article
    from .folder import ClusterFolder

Result = Extracted | SkippedArticle

_FOOT = "communique"


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties an article to the others: see `Extracted`."""

    introductions: tuple[Introduction, ...]
    remembered: dict[str, Actor | None]
    statements: int
    """How many it gave: they follow one another in the file."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Why an article of a partition is not in its files."""

    source: str
    reason: str
    is_failure: bool


@dataclass(frozen=True, slots=True)
class Foot:
    """How the files of a partition were made."""

    digest: str
    """Of articles and fingerprint: see `Partition.digest`."""
    statements: int
    ties: tuple[Tie | None, ...]
    """Of each article in order; None for one that was left out."""
    skips: tuple[Skip | None, ...]
    """Of each article in order; None for one that was read."""

    @property
    def skipped(self) -> list[tuple[int, SkippedArticle]]:
        """What was left out, with the number of the article in its partition."""
        return [
            (index, SkippedArticle(skip.source, skip.reason, is_failure=skip.is_failure))
            for index, skip in enumerate(self.skips)
            if skip is not None
        ]


def write_part(
    folder: ClusterFolder, number: int, digest: str, articles: Sequence[Article], results: Sequence[Result]
) -> Foot:
    """Write the files of a partition and return their foot; that of the statements comes last.

    Raises OutputError if they cannot be written.
    """
    read = [
        (article, result)
        for article, result in zip(articles, results, strict=True)
        if isinstance(result, Extracted)
    ]
    statements = [statement for _, result in read for statement in result.statements]
    ties = [
        Tie(each.introductions, each.remembered, len(each.statements))
        if isinstance(each, Extracted)
        else None
        for each in results
    ]
    skips = [
        Skip(each.source, each.reason, each.is_failure) if isinstance(each, SkippedArticle) else None
        for each in results
    ]
    foot = Foot(digest, len(statements), tuple(ties), tuple(skips))
    write_articles([article for article, _ in read], folder.articles(number))
    told = json.dumps(msgspec.to_builtins(foot))
    write_statements(statements, folder.statements(number), {_FOOT: told})
    return foot


def read_foot(folder: ClusterFolder, number: int) -> Foot | None:
    """Return how the files of a partition were made; None if they are not there, or not whole."""
    if not folder.articles(number).is_file() or not folder.statements(number).is_file():
        return None
    try:
        told = pq.read_metadata(folder.statements(number)).metadata or {}
        return msgspec.convert(json.loads(told[_FOOT.encode()]), Foot)
    except (OSError, pa.ArrowException, LookupError, ValueError, msgspec.MsgspecError):
        return None


def read_part(folder: ClusterFolder, number: int, foot: Foot) -> list[Result]:
    """Return what each article of a partition gave, as its files have it."""
    statements = iter(read_statements(folder.statements(number)))
    skipped = dict(foot.skipped)
    return [
        skipped[index]
        if tie is None
        else Extracted(list(islice(statements, tie.statements)), tie.introductions, tie.remembered)
        for index, tie in enumerate(foot.ties)
    ]
