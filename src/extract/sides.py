"""Whose side somebody is on: a speaker and whom he speaks for are never their own targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors, organisation_types
from ..model import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Actor
    from .discourse import Discourse

GOVERNMENT_BODIES = frozenset(
    {"ministry", "embassy", "army", "military", "police", "government", "presidency"}
)
"""Words in the English names of institutions that stand for their state as a target."""


OFFICIALS = frozenset(
    {
        "authorities", "commanders", "delegates", "diplomats", "envoys", "forces", "ministers", "negotiators",
        "officials", "representatives", "soldiers", "troops",
    }
)  # fmt: skip
"""English nouns of collectives that act for their state."""
RULING = frozenset({"authorities", "forces", "leaders", "officials", "rulers", "soldiers", "troops"})
"""English nouns of collectives that are their state as a target, as its government and its army are."""
NOBODY = frozenset(
    {
        "allies", "citizens", "civilians", "companies", "countries", "families", "governments", "groups",
        "members", "nations", "neighbours", "NGOs", "ngos", "parties", "people", "powers", "refugees",
        "residents", "states", "workers",
    }
)  # fmt: skip
"""Collectives without any word that tells which: as a target they are nobody identifiable."""


@dataclass(frozen=True, slots=True)
class Side:
    """The speaker and whom he speaks for: never their own target, unless named as the object of their
    words.
    """

    ids: frozenset[str]

    @classmethod
    def of(cls, *actors: Actor | None) -> Side:
        """Return the side made of some actors, unknown ones left out."""
        return cls(frozenset(actor.id for actor in actors if actor is not None))

    def without(self, actors: Iterable[Actor]) -> list[Actor]:
        """Return the actors that are not on this side, each once, as targets are called (`as_target`)."""
        found: dict[str, Actor] = {}
        for actor in actors:
            target = as_target(actor)
            if not self.ids & {actor.id, target.id} and not self._serves(actor):
                found.setdefault(target.id, target)
        return list(found.values())

    def _serves(self, actor: Actor) -> bool:
        """Tell whether a collective acts for this side ("**Iranian negotiators**", to Iran's minister)."""
        is_group = actor.kind is ActorKind.GROUP and actor.represents in self.ids
        return is_group and actor.name.casefold().split()[-1] in OFFICIALS


def identifiable(targets: Iterable[Actor]) -> list[Actor]:
    """Return the targets without collectives that could be anybody ("the **countries** concerned")."""
    return [each for each in targets if each.kind is not ActorKind.GROUP or each.name not in NOBODY]


def as_target(actor: Actor) -> Actor:
    """Return whom a stance towards an actor is directed at: the state of a ministry, an embassy or an army;
    parliaments, courts, agencies and parties keep their name (guidelines, "conventions settled").
    """
    if actor.kind is ActorKind.GROUP and actor.represents is not None:
        state = load_actors().get(actor.represents)
        serves = actor.name.casefold().split()[-1] in RULING
        return state if serves and state is not None and state.kind is ActorKind.STATE else actor
    if actor.kind is not ActorKind.ORGANISATION or actor.represents is None:
        return actor
    known = organisation_types().get(actor.id)
    described = known is None and not GOVERNMENT_BODIES.isdisjoint(actor.name.casefold().split())
    state = load_actors().get(actor.represents)
    if state is None or state.kind is not ActorKind.STATE:
        return actor
    return state if known == "government" or described else actor


def side_of(discourse: Discourse, *speakers: Actor) -> Side:
    """Return the side of some speakers: they, whom they speak for, and who speaks for them in this
    article.
    """
    own = {actor.id: actor for actor in speakers}
    for speaker in speakers:
        represented = discourse.represented(speaker)
        if represented is not None:
            own.setdefault(represented.id, represented)
    for speaker in speakers:
        for partner in sorted(discourse.joint.get(speaker.id, ())):
            own.setdefault(partner, discourse.actor(partner))
    bodies = [speaker for speaker in speakers if speaker.kind is not ActorKind.PERSON]
    states = {speaker.id for speaker in bodies} | {as_target(speaker).id for speaker in bodies}
    for person in set(discourse.surnames.values()):
        represented = discourse.represented(discourse.actor(person))
        if represented is not None and represented.id in states:
            own.setdefault(person, discourse.actor(person))
    return Side.of(*own.values())
