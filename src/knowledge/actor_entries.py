"""What a user's file says of one actor, before it is known whether our own tables know the actor too."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import ActorKind


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of a user's file that was left out, or not understood in full."""

    file: str
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.why}"


class Affiliation(NamedTuple):
    """For whom an actor speaks. Dates are EDTF; without any it holds whenever no dated one does."""

    represents: str
    """An id, a name or an ISO 3166 alpha-3 code; ITSELF for the actor."""
    start: str | None = None
    end: str | None = None
    role: str = "member"
    is_office: bool = True
    """False for a standing without an office ("elite"), which tells where a person comes from."""


ITSELF = ""


@dataclass(slots=True)
class ActorEntry:
    """One actor of a user's file. The first of `names` is the main one."""

    file: str
    line: int
    names: list[str]
    kind: ActorKind
    affiliations: list[Affiliation] = field(default_factory=list)
    surnames: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    id: str | None = None
    name_fr: str | None = None
    gender: Literal["f", "m"] | None = None
    wikidata: str | None = None
    code: str | None = None
    """What a dictionary calls it, if it is a state or territory that ours do not know ("BMU")."""

    def problem(self, why: str) -> Problem:
        """Return a problem at the line of this entry."""
        return Problem(self.file, self.line, why)


@dataclass(slots=True)
class ActorFile:
    """What one file holds: its actors, and the lines that could not be used."""

    path: Path
    digest: str = ""
    """Of its contents."""
    entries: list[ActorEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
