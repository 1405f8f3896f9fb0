"""Users' own actors joined with ours: who is new, who is one of ours under further names.

An actor of a file that our tables know by any of its names is that one: record and id stay ours, and the
file's further names are added. So our tables win on conflicts of id, and for the names that they have; the
file wins for the names that it adds. Among files, the one given first wins.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..collection import without_collection
from ..model import Actor, ActorKind, Office
from .actor_entries import ITSELF, Affiliation
from .actor_files import read_actor_file
from .actors import home_states, load_actors, load_name_forms, no_user_actors
from .cameo import state_of_code
from .places import load_place_forms
from .spelling import fold_name, ordinary_case
from .tables import make_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from .actor_entries import ActorEntry, ActorFile, Problem
    from .actors import Reading

TOLD_PROBLEMS = 5
"""Lines that a warning names; the rest is counted."""
INDEPENDENT = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP})
_TELLING = frozenset({"name", "seat", "capital"})
"""Readings that name an actor by themselves; a demonym is often an adjective, a surname a namesake's."""
_READINGS: Sequence[Reading] = ("name", "seat", "capital", "demonym", "surname")


class GivenName(NamedTuple):
    """A name that a user's file adds, as it is written there."""

    surface: str
    actor_id: str
    reading: Reading
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class UserActors:
    """The actors of users' files, joined with ours. Those of the same files are equal; may be pickled."""

    digest: str
    """Of the files' contents."""
    paths: tuple[Path, ...] = field(compare=False)
    actors: Mapping[str, Actor] = field(compare=False, repr=False)
    """The new ones, by id."""
    names: Mapping[str, GivenName] = field(compare=False, repr=False)
    """What the files add, by `fold_name`; also names of actors of ours."""
    offices: tuple[Office, ...] = field(compare=False, repr=False)
    """For whom whoever the files name speaks, and when."""
    homes: Mapping[str, str] = field(compare=False, repr=False)
    """For whom a person of `actors` speaks on a date without an office."""
    problems: tuple[Problem, ...] = field(compare=False, repr=False)
    """The lines that were left out, or not understood in full."""
    known: int = field(compare=False)
    """How many of the files' entries our own tables know."""


def read_user_actors(paths: Iterable[Path]) -> UserActors:
    """Return the actors of some files; give them to `extract_article`, `extract_statements` or `build`.

    Raises KnowledgeError for a file that cannot be read or holds no actor. Malformed lines are left out and
    told in `problems`.
    """
    with no_user_actors(), without_collection():
        files = [read_actor_file(path) for path in paths]
        joining = _Joining()
        for file in files:
            joining.add(file)
        digest = hashlib.sha256("".join(file.digest for file in files).encode()).hexdigest()
        return joining.result(files, digest)


def tell_problems(problems: Sequence[Problem]) -> str:
    """Return a warning that counts some problems and names the first few.

    >>> from .actor_entries import Problem
    >>> print(tell_problems([Problem("mine.tsv", 3, "the name is empty")]))
    1 line of --actors could not be used in full:
      mine.tsv, line 3: the name is empty
    """
    count = len(problems)
    lines = "1 line" if count == 1 else f"{count} lines"
    first = f"; the first {TOLD_PROBLEMS}" if count > TOLD_PROBLEMS else ""
    named = "".join(f"\n  {problem}" for problem in problems[:TOLD_PROBLEMS])
    return f"{lines} of --actors could not be used in full{first}:{named}"


@lru_cache(maxsize=1)
def known_names() -> Mapping[str, tuple[Reading, frozenset[str]]]:
    """Return whom our tables call by each name, in the most telling reading of either language."""
    known: dict[str, tuple[Reading, frozenset[str]]] = {}
    for reading in _READINGS:
        found: dict[str, set[str]] = {}
        for language in ("en", "fr"):
            for form in load_name_forms(language):
                if form.reading == reading:
                    found.setdefault(fold_name(form.surface), set()).add(form.actor_id)
        for key, actors in found.items():
            known.setdefault(key, (reading, frozenset(actors)))
    return known


@lru_cache(maxsize=1)
def _place_names() -> frozenset[str]:
    return frozenset(fold_name(surface) for surface, _ in load_place_forms("en"))


def forget_known_names() -> None:
    """Drop what the first reading of users' tables made of our own, to measure it again."""
    known_names.cache_clear()
    _place_names.cache_clear()


class _Joining:
    """What is gathered while the entries of all files are joined with our actors."""

    def __init__(self) -> None:
        self.ours, self.known_names = load_actors(), known_names()
        self.actors: dict[str, tuple[str, ActorEntry]] = {}
        """Name and first entry of each new actor, by id."""
        self.names: dict[str, GivenName] = {}
        self.affiliations: dict[str, dict[Affiliation, ActorEntry]] = {}
        self.codes: dict[str, str] = {}
        self.unresolved: set[str] = set()
        self.problems: list[Problem] = []
        self.known = 0

    def add(self, file: ActorFile) -> None:
        """Add the actors of a file."""
        self.problems += file.problems
        for entry in file.entries:
            keys = [fold_name(name) for name in entry.names]
            actor_id = self._known(entry, keys)
            if actor_id is None:
                actor_id = self._new(entry, keys)
            elif actor_id in self.ours:
                self.known += 1
            if actor_id is None:
                continue
            if entry.code is not None:
                self.codes.setdefault(entry.code, actor_id)
            self._add_names(entry, keys, actor_id)
            told = self.affiliations.setdefault(actor_id, {})
            for affiliation in entry.affiliations:
                told.setdefault(affiliation, entry)

    def _known(self, entry: ActorEntry, keys: list[str]) -> str | None:
        """Return the id of an actor that is known already: by its entry's id, main name, other names."""
        if entry.id is not None and (entry.id in self.ours or entry.id in self.actors):
            return entry.id
        main = True
        for key in keys:
            if key in self.known_names:
                reading, ours = self.known_names[key]
                telling = reading in _TELLING or (main and reading == "demonym")
                if len(ours) == 1 and (telling or (reading == "surname" and self._is_from(entry, ours))):
                    return next(iter(ours))
            elif main and key in self.names and self.names[key].reading == "name":
                return self.names[key].actor_id
            main = False
        return None

    def _is_from(self, entry: ActorEntry, people: frozenset[str]) -> bool:
        """Tell whether an entry could be the one of ours with its surname: a person of the same state."""
        (only,) = people
        states = {self._resolve(each.represents) for each in entry.affiliations}
        return entry.kind is ActorKind.PERSON and home_states().get(only) in states

    def _new(self, entry: ActorEntry, keys: list[str]) -> str | None:
        named = zip(entry.names, keys, strict=True)
        name = next((name for name, key in named if key not in self.known_names), None)
        if name is None:
            why = f"{entry.names[0]!r} names several of our actors, or another one; give a fuller name"
            self.problems.append(entry.problem(why))
            return None
        actor_id = entry.id or make_slug(name)
        if not actor_id:
            self.problems.append(entry.problem(f"{name!r} has no letter that an id could hold"))
            return None
        if actor_id not in self.ours and actor_id not in self.actors:
            acronym = entry.kind is not ActorKind.PERSON
            self.actors[actor_id] = ordinary_case(name, acronym=acronym), entry
        return actor_id

    def _add_names(self, entry: ActorEntry, keys: list[str], actor_id: str) -> None:
        kind = self.ours[actor_id].kind if actor_id in self.ours else self.actors[actor_id][1].kind
        for i, key in enumerate(keys):
            if key in self.known_names or key in self.names:
                continue
            # "Herat" among a state's synonyms stays the city that our gazetteer knows
            if i and kind is ActorKind.STATE and key in _place_names():
                continue
            self.names[key] = GivenName(entry.names[i], actor_id, "name", kind)
        for reading, surfaces in _other_names(entry):
            for surface in surfaces:
                key = fold_name(surface)
                if key not in self.known_names and key not in self.names:
                    self.names[key] = GivenName(surface, actor_id, reading, kind)

    def _resolve(self, name: str) -> str | None:
        """Return the id of whom an affiliation names: an id, a name or an alpha-3 code."""
        if name in self.ours or name in self.actors:
            return name
        key = fold_name(name)
        if key in self.known_names:
            reading, ours = self.known_names[key]
            return next(iter(ours)) if reading != "surname" and len(ours) == 1 else None
        if key in self.names:
            return self.names[key].actor_id
        return state_of_code(name) or self.codes.get(name)

    def result(self, files: Sequence[ActorFile], digest: str) -> UserActors:
        """Return everything gathered, with affiliations resolved to ids now that all actors are known."""
        offices: list[Office] = []
        homes: dict[str, str] = {}
        represented: dict[str, str] = {}
        for actor_id, told in self.affiliations.items():
            standing: list[str] = []
            everybody: set[str] = set()
            dated = False
            for each, entry in told.items():
                represents = self._represented(each, entry, actor_id)
                if represents is None:
                    continue
                everybody.add(represents)
                if each.start is None and each.end is None:
                    standing.append(represents)
                elif each.is_office:
                    dated = True
                    offices.append(_office(actor_id, each, represents, entry))
            home = standing[0] if standing else next(iter(everybody)) if len(everybody) == 1 else None
            if home is not None:
                (homes if dated else represented)[actor_id] = home
        return UserActors(
            digest=digest,
            paths=tuple(file.path for file in files),
            actors={actor_id: self._actor(actor_id, represented.get(actor_id)) for actor_id in self.actors},
            names=self.names,
            offices=tuple(offices),
            homes=homes,
            problems=tuple(self.problems),
            known=self.known,
        )

    def _actor(self, actor_id: str, represents: str | None) -> Actor:
        name, entry = self.actors[actor_id]
        independent = entry.kind in INDEPENDENT and not self.affiliations.get(actor_id)
        return Actor(
            id=actor_id,
            name=name,
            kind=entry.kind,
            name_fr=entry.name_fr,
            represents=actor_id if independent or entry.kind is ActorKind.STATE else represents,
            gender=entry.gender if entry.kind is ActorKind.PERSON else None,
            wikidata=entry.wikidata,
        )

    def _represented(self, affiliation: Affiliation, entry: ActorEntry, actor_id: str) -> str | None:
        if affiliation.represents == ITSELF:
            return actor_id
        found = self._resolve(affiliation.represents)
        if found is None and affiliation.represents not in self.unresolved:
            self.unresolved.add(affiliation.represents)
            why = (
                f"represents {affiliation.represents!r}, which names no actor, or several; add a line for it"
            )
            self.problems.append(entry.problem(why))
        return found


def _other_names(entry: ActorEntry) -> Iterator[tuple[Reading, tuple[str, ...]]]:
    yield "surname", entry.surnames
    yield "demonym", entry.demonyms
    yield "capital", entry.capitals


def _office(actor_id: str, affiliation: Affiliation, represents: str, entry: ActorEntry) -> Office:
    return Office(
        person=actor_id,
        role=affiliation.role,
        title=affiliation.role,
        title_fr=None,
        represents=represents,
        start=affiliation.start,
        end=affiliation.end,
        source=entry.file.replace("\\", "/").rpartition("/")[2],
    )
