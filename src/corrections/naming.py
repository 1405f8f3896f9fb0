"""Whom a name in a corrections file means: one of the tables, of the statements, of a user, or a new one.

Users' own actors are known where they are in force, see `using_user_actors`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors, user_actors
from ..knowledge.offices import represents_of
from ..knowledge.places import load_place_forms, load_places
from ..knowledge.spelling import fold_name
from ..knowledge.tables import make_slug
from ..knowledge.user_actors import INDEPENDENT, known_names
from ..model import Actor, ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import Statement

_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_TOLD_CANDIDATES = 8


class UnclearNameError(Exception):
    """A name means several actors, or nobody can have it; the message says which, or why."""


class Naming:
    """The actors that names can mean, for some statements. It learns the new ones that it makes."""

    def __init__(self, statements: Iterable[Statement] = ()) -> None:
        self.known = load_actors()
        self.occurring: dict[str, Actor] = {}
        self._called: dict[str, dict[str, None]] = {}
        self._sides: dict[str, dict[str, None]] = {}
        for each in statements:
            self.note(Actor(id=each.speaker_id, name=each.speaker, kind=each.speaker_kind))
            if each.target_id is not None and each.target is not None:
                kind = each.target_kind or ActorKind.UNKNOWN
                self.note(Actor(id=each.target_id, name=each.target, kind=kind))
            if each.represents_id is not None and each.represents is not None:
                self.note(Actor(id=each.represents_id, name=each.represents, kind=ActorKind.UNKNOWN))
                self._sides.setdefault(each.speaker_id, {})[each.represents_id] = None

    def note(self, actor: Actor) -> None:
        """Let an actor occur; a kind that is told wins over an unknown one."""
        earlier = self.occurring.get(actor.id)
        if earlier is None or (earlier.kind is ActorKind.UNKNOWN and actor.kind is not ActorKind.UNKNOWN):
            self.occurring[actor.id] = self.known.get(actor.id, actor)
        self._called.setdefault(fold_name(actor.name), {})[actor.id] = None

    def find(self, name: str) -> Actor | None:
        """Return the one actor that has a name or id, None if nobody has it.

        Tables go first, in both languages, then the statements, then users' actors, whose names are never
        those of the tables, or what names somebody less plainly (a capital, a surname).

        Raises UnclearNameError if several have it.
        """
        if name in self.known or name in self.occurring:
            return self.known.get(name) or self.occurring[name]
        key = fold_name(name)
        reading, tabled = known_names().get(key, (None, frozenset()))
        user = user_actors()
        given = user.names.get(key) if user is not None else None
        plainly = tabled if reading == "name" else frozenset()
        for candidates in (
            sorted(plainly),
            sorted(self._called.get(key, ())),
            [given.actor_id] if given is not None else sorted(tabled),
            [make_slug(name)],
        ):
            found = [each for each in candidates if each in self.known or each in self.occurring]
            if len(found) > 1:  # "OPEC" is how "OPEC+" is compared, too
                exact = [each for each in found if name in self._names(each)]
                found = exact if len(exact) == 1 else found
            if len(found) > 1:
                named = ", ".join(found[:_TOLD_CANDIDATES])
                raise UnclearNameError(f"{name!r} names several: {named}; write one of these ids")
            if found:
                return self.known.get(found[0]) or self.occurring[found[0]]
        return None

    def _names(self, actor_id: str) -> tuple[str | None, str | None]:
        actor = self.known.get(actor_id) or self.occurring[actor_id]
        return actor.name, actor.name_fr

    def actor(self, name: str, kind: ActorKind | None = None, represents: str | None = None) -> Actor:
        """Return whom a name means, a new actor if nobody has it. `kind` is that of an actor whom no table
        knows.

        Raises UnclearNameError as `find`, and for a new name without any letter that an id could hold.
        """
        found = self.find(name)
        if found is None:
            slug = make_slug(name)
            if not slug:
                raise UnclearNameError(f"{name!r} is not known, and has no Latin letter for an id")
            owner = self.actor(represents).id if represents is not None else None
            found = Actor(id=slug, name=name, kind=kind or ActorKind.UNKNOWN, represents=owner)
        elif found.id not in self.known and kind is not None:
            found = replace(found, kind=kind)
        self.note(found)
        return found

    def ids_called(self, name: str) -> list[str]:
        """Return the ids of all whom statements call so, else of the one that the tables call so."""
        ids = {name: None} if name in self.occurring else {}
        ids |= self._called.get(fold_name(name), {})
        if not ids:
            try:
                found = self.find(name)
            except UnclearNameError:
                return []
            ids = {found.id: None} if found is not None else {}
        return list(ids)

    def represented(self, actor: Actor, on: str | None) -> Actor | None:
        """Return for whom an actor speaks on a date, as extraction tells it: a dated office, else a home or
        owner; for one whom no table knows, whom he speaks for wherever else he speaks.
        """
        if actor.id in self.known:
            day = _DAY.match(on or "")
            owner = represents_of(actor.id, day.group() if day else None)
        else:
            sides = list(self._sides.get(actor.id, ()))
            owner = actor.represents or (sides[0] if len(sides) == 1 else None)
        if owner is None:
            return actor if actor.kind in INDEPENDENT else None
        return self.known.get(owner) or self.occurring.get(owner)


def find_place(name: str, naming: Naming) -> tuple[str, str]:
    """Return name and id of a place, or of the state that is called so; an unknown one gets an id of its
    own.

    Raises UnclearNameError for an unknown one without any letter that an id could hold.
    """
    places = load_places()
    if name in places:
        return places[name].name, name
    key = fold_name(name)
    reading, tabled = known_names().get(key, (None, frozenset()))
    for actor_id in (name, *sorted(tabled if reading == "name" else ())):
        if actor_id in naming.known and naming.known[actor_id].kind is ActorKind.STATE:
            return naming.known[actor_id].name, actor_id
    for language in ("en", "fr"):
        if name in _place_ids(language):
            place = places[_place_ids(language)[name]]
            return place.name, place.id
    slug = make_slug(name)
    if not slug:
        raise UnclearNameError(f"the place {name!r} is not known, and has no Latin letter for an id")
    return name, slug


@cache
def _place_ids(language: str) -> Mapping[str, str]:
    return dict(load_place_forms(language))
