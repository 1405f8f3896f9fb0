"""Users' own actors joined with ours: who is new, who is one of ours under further names.

An actor of a file that our tables know by any of its names is that one: record and id stay ours, and the file's
further names are added. So our tables win on conflicts of id, and for the names that they have; the file wins for
the names that it adds. Among files, the one given first wins.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

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

_INDEPENDENT = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP})
_READINGS: Sequence[Reading] = ("name", "seat", "capital", "demonym", "surname")


@dataclass(frozen=True, slots=True)
class GivenName:
    """A name that a user's file adds, as it is written there."""

    surface: str
    actor_id: str
    reading: Reading
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class UserActors:
    """The actors of users' files, joined with ours. Two of the same files' contents are equal; may be pickled."""

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

    Raises KnowledgeError for a file that cannot be read or holds no actor. Malformed lines are left out and told
    in `problems`.
    """
    files = [read_actor_file(path) for path in paths]
    digest = hashlib.sha256()
    for file in files:
        digest.update(hashlib.sha256(file.path.read_bytes()).digest())
    with no_user_actors():
        joining = _Joining()
        for file in files:
            joining.add(file)
        return joining.result(files, digest.hexdigest())


@lru_cache(maxsize=1)
def _known_names() -> Mapping[str, tuple[Reading, frozenset[str]]]:
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


class _Joining:
    """What is gathered while the entries of all files are joined with our actors."""

    def __init__(self) -> None:
        self.ours, self.known_names = load_actors(), _known_names()
        self.actors: dict[str, Actor] = {}
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
            actor_id = self._known(entry)
            if actor_id is None:
                actor_id = self._new(entry)
            elif actor_id in self.ours:
                self.known += 1
            if actor_id is None:
                continue
            if entry.code is not None:
                self.codes.setdefault(entry.code, actor_id)
            self._add_names(entry, actor_id)
            told = self.affiliations.setdefault(actor_id, {})
            for affiliation in entry.affiliations:
                told.setdefault(affiliation, entry)

    def _known(self, entry: ActorEntry) -> str | None:
        """Return the id of an actor that is known already: by the id of the entry, its main name, other names."""
        if entry.id is not None and (entry.id in self.ours or entry.id in self.actors):
            return entry.id
        for name in entry.names:
            key = fold_name(name)
            reading, ours = self.known_names.get(key, (None, frozenset()))
            given = self.names.get(key)
            if reading in {"name", "seat", "capital"} or (reading == "demonym" and name == entry.names[0]):
                if len(ours) == 1:
                    return next(iter(ours))
            elif given is not None and given.reading == "name" and name == entry.names[0]:
                return given.actor_id
            elif reading == "surname" and entry.kind is ActorKind.PERSON and len(ours) == 1:
                (only,) = ours
                if home_states().get(only) in {self._resolve(each.represents) for each in entry.affiliations}:
                    return only
        return None

    def _new(self, entry: ActorEntry) -> str | None:
        name = next((name for name in entry.names if fold_name(name) not in self.known_names), None)
        if name is None:
            self.problems.append(entry.problem(f"{entry.names[0]!r} names several of our actors; give a fuller name"))
            return None
        actor_id = entry.id or make_slug(name)
        if actor_id in self.ours or actor_id in self.actors:
            return actor_id
        if not actor_id:
            self.problems.append(entry.problem(f"{name!r} has no letter that an id could hold"))
            return None
        self.actors[actor_id] = Actor(
            id=actor_id,
            name=ordinary_case(name, acronym=entry.kind is not ActorKind.PERSON),
            kind=entry.kind,
            name_fr=entry.name_fr,
            gender=entry.gender if entry.kind is ActorKind.PERSON else None,
            wikidata=entry.wikidata,
        )
        return actor_id

    def _add_names(self, entry: ActorEntry, actor_id: str) -> None:
        actor = self.actors.get(actor_id) or self.ours[actor_id]
        for surface, reading in _surfaces(entry):
            key = fold_name(surface)
            if not key or key in self.known_names or key in self.names:
                continue
            # "Herat" among a state's synonyms stays the city that our gazetteer knows
            if actor.kind is ActorKind.STATE and reading == "name" and key in _place_names() and key != fold_name(actor.name):
                continue
            self.names[key] = GivenName(surface, actor_id, reading, actor.kind)

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
        for actor_id, told in self.affiliations.items():
            resolved = [(each, self._represented(each, entry, actor_id)) for each, entry in told.items()]
            speaks = [(each, represents) for each, represents in resolved if represents is not None]
            dated = [(each, represents) for each, represents in speaks if each.start or each.end]
            standing = [represents for each, represents in speaks if not (each.start or each.end)]
            offices += [_office(actor_id, each, represents, told[each]) for each, represents in dated if each.is_office]
            everybody = {represents for _, represents in speaks}
            home = standing[0] if standing else next(iter(everybody)) if len(everybody) == 1 else None
            actor = self.actors.get(actor_id)
            if actor is None or home is None:
                continue
            if dated:
                homes[actor_id] = home
            else:
                self.actors[actor_id] = replace(actor, represents=home)
        for actor_id, actor in self.actors.items():
            independent = actor.kind in _INDEPENDENT and not self.affiliations.get(actor_id)
            if independent or actor.kind is ActorKind.STATE:
                self.actors[actor_id] = replace(actor, represents=actor_id)
        return UserActors(
            digest=digest,
            paths=tuple(file.path for file in files),
            actors=self.actors,
            names=self.names,
            offices=tuple(offices),
            homes=homes,
            problems=tuple(self.problems),
            known=self.known,
        )

    def _represented(self, affiliation: Affiliation, entry: ActorEntry, actor_id: str) -> str | None:
        if affiliation.represents == ITSELF:
            return actor_id
        found = self._resolve(affiliation.represents)
        if found is None and affiliation.represents not in self.unresolved:
            self.unresolved.add(affiliation.represents)
            why = f"represents {affiliation.represents!r}, which names no actor, or several; give it a line of its own"
            self.problems.append(entry.problem(why))
        return found


def _surfaces(entry: ActorEntry) -> Iterator[tuple[str, Reading]]:
    yield from ((name, "name") for name in entry.names)
    yield from ((name, "surname") for name in entry.surnames)
    yield from ((name, "demonym") for name in entry.demonyms)
    yield from ((name, "capital") for name in entry.capitals)


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
