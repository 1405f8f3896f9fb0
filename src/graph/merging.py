"""Who occurs in a set of statements: one record an actor, from the knowledge tables where they know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Actor, ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..model import Statement


def collect_actors(
    statements: Iterable[Statement], known: Mapping[str, Actor] | None = None
) -> dict[str, Actor]:
    """Return every actor that speaks, is represented or is a target, by id and sorted by id.

    The record comes from `known` (default: the packaged tables); an actor that they lack gets a record made
    of the name and kind in the statements. Its kind is UNKNOWN only where no statement tells it.
    """
    if known is None:
        from ..knowledge.actors import load_actors

        known = load_actors()
    found: dict[str, Actor] = {}
    for statement in statements:
        for actor in _mentioned(statement):
            earlier = found.get(actor.id)
            if actor.id in known:
                found[actor.id] = known[actor.id]
            elif earlier is None or earlier.kind is ActorKind.UNKNOWN:
                found[actor.id] = actor
    return dict(sorted(found.items()))


def _mentioned(statement: Statement) -> Iterator[Actor]:
    """Yield the statement's own word on its actors."""
    yield Actor(id=statement.speaker_id, name=statement.speaker, kind=statement.speaker_kind)
    if statement.represents_id is not None and statement.represents_id != statement.speaker_id:
        name = statement.represents or statement.represents_id
        yield Actor(id=statement.represents_id, name=name, kind=ActorKind.UNKNOWN)
    if statement.target_id is not None:
        name = statement.target or statement.target_id
        yield Actor(id=statement.target_id, name=name, kind=statement.target_kind or ActorKind.UNKNOWN)
