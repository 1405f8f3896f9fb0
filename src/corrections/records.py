"""The records of a corrections file, and what became of each correction when they were replayed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from fnmatch import translate
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..model import ActorKind, Modality, Polarity, Stance, Statement

_GLOB = re.compile(r"[*?[]")
_NAMED_BY_ID: frozenset[str] = frozenset({"speaker", "represents", "target", "venue"})
"""Fields that a pattern may also fit by the id of whom or what they name."""
_LISTS = {"places": "place_ids"}


class Place(NamedTuple):
    """Where a correction stands in its file; the line is None where it could not be told."""

    table: str
    number: int
    line: int | None = None

    def __str__(self) -> str:
        line = f" (line {self.line})" if self.line is not None else ""
        return f"[[{self.table}]] no. {self.number}{line}"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text, or a glob (`*`, `?`, `[abc]`), that a field of a statement must fit, capitals and all."""

    name: str
    """Of the field."""
    text: str
    glob: re.Pattern[str] | None = field(compare=False, repr=False)
    """None where the text has no glob in it."""

    def fits(self, statement: Statement) -> bool:
        """Tell whether a value of the field fits."""
        return any(self.accepts(value) for value in values_of(statement, self.name))

    def accepts(self, value: str) -> bool:
        """Tell whether a value fits."""
        return value == self.text if self.glob is None else self.glob.match(value) is not None


def make_pattern(name: str, text: str) -> Pattern:
    """Return the pattern for a field, compiled once; raises ValueError for a glob that is none."""
    if _GLOB.search(text) is None:
        return Pattern(name, text, None)
    try:
        return Pattern(name, text, re.compile(translate(text)))
    except re.error as error:
        raise ValueError(f"{text!r} is no pattern: {error}") from error


def values_of(statement: Statement, name: str) -> Iterator[str]:
    """Yield what a pattern for a field is compared with: its value as text, an unknown one as "", and the id
    of whom it names.
    """
    value = getattr(statement, name)
    if isinstance(value, tuple):
        yield from value or ("",)
        yield from getattr(statement, _LISTS[name]) if name in _LISTS else ()
    elif isinstance(value, bool):
        yield str(value).lower()
    else:
        yield "" if value is None else str(value)
        if name in _NAMED_BY_ID and (named := getattr(statement, f"{name}_id")) is not None:
            yield named


@dataclass(frozen=True, slots=True)
class Selection:
    """Which statements are meant: the one of an id, or all that fit every pattern."""

    statement: str | None = None
    patterns: tuple[Pattern, ...] = ()
    article: str | None = None
    """With an id: article and first words of the evidence, to find the statement if its id changed."""
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    """What every correction tells of itself."""

    at: Place
    reason: str | None


@dataclass(frozen=True, slots=True)
class Drop(_Placed):
    """Statements that are left out."""

    which: Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """New values of a statement; None leaves the old one, "" makes it unknown."""

    speaker: str | None = None
    speaker_kind: ActorKind | None = None
    represents: str | None = None
    target: str | None = None
    target_kind: ActorKind | None = None
    stance: Stance | None = None
    polarity: Polarity | None = None
    negated: bool | None = None
    modality: Modality | None = None
    date: str | None = None
    venue: str | None = None
    places: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Change(_Placed):
    """Statements that get other values."""

    which: Selection
    set: Setting


@dataclass(frozen=True, slots=True)
class Split(_Placed):
    """An actor that is another one in some statements."""

    actor: str
    which: Selection
    into: str
    kind: ActorKind | None = None
    represents: str | None = None


@dataclass(frozen=True, slots=True)
class Merge(_Placed):
    """Actors that are one."""

    names: tuple[str, ...]
    into: str
    kind: ActorKind | None = None


@dataclass(frozen=True, slots=True)
class Apart(_Placed):
    """Actors that no rule may take for one."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alias(_Placed):
    """A further name of an actor, known while articles are read."""

    name: str
    actor: str
    kind: ActorKind | None = None
    represents: str | None = None


Correction = Drop | Change | Split | Merge | Apart | Alias


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of a file, each sort in the order of the file."""

    path: Path
    data: bytes = field(repr=False)
    """The file as it was read."""
    alias: tuple[Alias, ...] = ()
    drop: tuple[Drop, ...] = ()
    change: tuple[Change, ...] = ()
    split: tuple[Split, ...] = ()
    merge: tuple[Merge, ...] = ()
    apart: tuple[Apart, ...] = ()

    def __iter__(self) -> Iterator[Correction]:
        """Yield them in the order in which they are applied."""
        yield from chain(self.alias, self.drop, self.change, self.split, self.merge, self.apart)

    @property
    def sha256(self) -> str:
        """Of the file."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(slots=True)
class Tally:
    """What is counted of a correction while it is replayed."""

    hits: int = 0
    changed: int = 0
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one correction."""

    at: Place
    reason: str | None
    hits: int = 0
    """Statements that it fitted; of an alias, articles that hold the name."""
    changed: int = 0
    """Those of them that it made different."""
    why: str | None = None
    """Why it fitted nothing or changed nothing, and what may be meant."""

    @property
    def is_used(self) -> bool:
        """Tell whether it made a difference."""
        return self.changed > 0


@dataclass(frozen=True, slots=True)
class Corrected:
    """Statements after the corrections, and what became of each of these."""

    statements: tuple[Statement, ...]
    outcomes: tuple[Outcome, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def unused(self) -> tuple[Outcome, ...]:
        """Those that fitted nothing."""
        return tuple(each for each in self.outcomes if not each.hits)

    @property
    def idle(self) -> tuple[Outcome, ...]:
        """Those that fitted, and changed nothing."""
        return tuple(each for each in self.outcomes if each.hits and not each.is_used)
