"""Further names of actors, known while articles are read; and a check of all names before that."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import KnowledgeError
from ..knowledge.actors import load_actors, user_actors, using_user_actors
from ..knowledge.spelling import WORD, fold_name
from ..knowledge.tables import make_slug, strip_accents
from ..knowledge.user_actors import GivenName, UserActors, known_names
from .naming import Naming, UnclearNameError
from .reading import tell_problems
from .records import Alias, Apart, Change, Drop, Merge, Outcome, Split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model import Actor
    from .records import Correction, Corrections


def with_aliases(actors: UserActors | None, corrections: Corrections | None) -> UserActors | None:
    """Return users' own actors joined with the aliases of a file of corrections.

    Raises KnowledgeError for an alias of somebody who is not known and whose kind is not told.
    """
    if corrections is None or not corrections.alias:
        return actors
    names = dict(actors.names) if actors is not None else {}
    made = dict(actors.actors) if actors is not None else {}
    problems = []
    with using_user_actors(actors):
        naming, tabled = Naming(), known_names()
        for alias in corrections.alias:
            try:
                actor = _aliased(alias, naming)
            except UnclearNameError as error:
                problems.append(f"{alias.at}: {error}")
                continue
            key = fold_name(alias.name)
            if key not in tabled:
                names.setdefault(key, GivenName(alias.name, actor.id, "name", actor.kind))
            if actor.id not in load_actors():
                made.setdefault(actor.id, actor)
                key = fold_name(actor.name)
                if key not in tabled:
                    names.setdefault(key, GivenName(actor.name, actor.id, "name", actor.kind))
    if problems:
        raise KnowledgeError(tell_problems(corrections.path, problems))
    earlier = actors.digest if actors is not None else ""
    told = repr([(each.name, each.actor, each.kind, each.represents) for each in corrections.alias])
    digest = hashlib.sha256((earlier + told).encode("utf-8", "surrogatepass")).hexdigest()
    if actors is not None:
        return replace(actors, digest=digest, names=names, actors=made)
    return UserActors(digest, (), made, names, (), {}, (), 0)


def _aliased(alias: Alias, naming: Naming) -> Actor:
    if naming.find(alias.actor) is None and alias.kind is None:
        raise UnclearNameError(
            f"the actor {alias.actor!r} is not known; tell what it is, as in kind = "
            '"person" (and whom it represents, if you like), or give your own actors with it (--actors)'
        )
    return naming.actor(alias.actor, alias.kind, alias.represents)


def check_names(corrections: Corrections | None) -> None:
    """Raise KnowledgeError, before any article is read, if names mean several actors of the tables, or can be
    nobody's.

    Users' own actors are known where they are in force.
    """
    if corrections is None:
        return
    naming, problems = Naming(), []
    for each in corrections:
        for name in _resolved_names(each):
            try:
                found = naming.find(name)
                if found is None and not make_slug(name):
                    why = "is not known, and has no Latin letter for an id; give the id of a known actor"
                    problems.append(f"{each.at}: {name!r} {why}")
            except UnclearNameError as error:
                # what looks like an id may be that of somebody in the statements
                if make_slug(name) != name and known_names()[fold_name(name)][0] == "name":
                    problems.append(f"{each.at}: {error}")
    if problems:
        raise KnowledgeError(tell_problems(corrections.path, problems))


def _resolved_names(correction: Correction) -> Iterator[str]:
    """Yield the names for which one actor must be found or made; fields may be told by id of a statement."""
    match correction:
        case Drop() | Apart() | Alias():
            return
        case Change(set=new):
            yield from (name for name in (new.speaker, new.represents, new.target) if name)
        case Split(into=into, represents=represents):
            yield from (name for name in (into, represents) if name)
        case Merge(into=into):
            yield into


def tally_aliases(corrections: Corrections, texts: Iterable[str]) -> tuple[Outcome, ...]:
    """Return what became of the aliases: how many of the texts hold each name.

    The actors that `with_aliases` gave are in force.
    """
    if not corrections.alias:
        return ()
    wanted: dict[str, dict[tuple[str, ...], None]] = {}
    for alias in corrections.alias:
        words = tuple(fold_name(alias.name).split(" "))
        wanted.setdefault(words[0], {})[words] = None
    counts: dict[tuple[str, ...], int] = {}
    for text in texts:
        for found in _held(text, wanted):
            counts[found] = counts.get(found, 0) + 1
    outcomes, naming = [], Naming()
    for alias in corrections.alias:
        hits = counts.get(tuple(fold_name(alias.name).split(" ")), 0)
        why = _why_idle(alias, user_actors(), naming) or (None if hits else "no article holds the name")
        outcomes.append(Outcome(alias.at, alias.reason, hits, hits if why is None else 0, why))
    return tuple(outcomes)


def _held(text: str, wanted: dict[str, dict[tuple[str, ...], None]]) -> set[tuple[str, ...]]:
    """Return which of the names a text holds, whatever its capitals and accents."""
    words = [word.replace(".", "") for word in WORD.findall(strip_accents(text).casefold())]
    found = set()
    for i, word in enumerate(words):
        for name in wanted.get(word, ()):
            if tuple(words[i : i + len(name)]) == name:
                found.add(name)
    return found


def _why_idle(alias: Alias, actors: UserActors | None, naming: Naming) -> str | None:
    """Return why an alias could not be taken in."""
    key = fold_name(alias.name)
    meant = naming.find(alias.actor)
    reading, tabled = known_names().get(key, (None, frozenset()))
    if tabled:
        others = ", ".join(sorted(tabled)[:5])
        how = "" if reading == "name" else f" ({reading})"
        return f"{alias.name!r} is known already, as {others}{how}"
    given = actors.names.get(key) if actors is not None else None
    if given is not None and meant is not None and given.actor_id != meant.id:
        return f"{alias.name!r} is given to {given.actor_id} already"
    return None
