"""One actor, one id: names that articles write differently are brought together, across languages.

Whom the tables know has one id in every article already, unless the statements come from elsewhere; what
is left are actors whom no table knows. They are merged on their whole names within reason, and every merger
keeps its reason. Statements keep their ids: these name what was extracted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from ..knowledge.actors import home_states, load_actors, load_name_forms
from ..knowledge.offices import offices_of
from ..knowledge.spelling import fold_name, is_shouted
from ..model import Actor, ActorKind, Statement
from .actor_names import NEEDS_SAME_SIDE, initials, match_people, read_acronym, read_person_name
from .clusters import Clusters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from .actor_names import Match

_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.ARMED_GROUP, ActorKind.UNKNOWN})


@dataclass(frozen=True, slots=True, order=True)
class Merger:
    """One name that was found to mean an actor that has another: `into` is that actor's id."""

    id: str
    name: str
    into: str
    reason: str
    """"alias" (the tables know the name), "same name", "middle initial", "middle name", "initial",
    "transliteration", "acronym"."""


@dataclass(slots=True)
class _Found:
    """What the statements tell of one actor."""

    actor: Actor
    names: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each name stands, with the language of its article."""
    sides: set[str] = field(default_factory=set)
    """For whom it spoke."""
    spoke_of: set[str] = field(default_factory=set)


def collect_actors(
    statements: Iterable[Statement],
    known: Mapping[str, Actor] | None = None,
    *,
    times: Mapping[str, int] | None = None,
) -> dict[str, Actor]:
    """Return every actor that speaks, is represented or is a target, by id and sorted by id.

    The record comes from `known` (default: the packaged tables); an actor that they lack gets a record made
    of the name and kind in the statements. Its kind is UNKNOWN only where no statement tells it. `times` are
    how many each statement stands for, by its id (default: one): many have the same actors.
    """
    known = _known(known)
    return {
        key: found.actor if key in known else replace(found.actor, name=_usual_name(found)[0])
        for key, found in _collect(statements, known, times).items()
    }


def find_mergers(
    statements: Iterable[Statement],
    known: Mapping[str, Actor] | None = None,
    apart: Iterable[Collection[str]] = (),
    *,
    times: Mapping[str, int] | None = None,
) -> tuple[Merger, ...]:
    """Return which actors of the statements are one, sorted by id; none of `known` is ever merged away.

    People are merged on given name and surname: without regard to accents, hyphens and middle initials; on
    middle names, initials or another transliteration only if both spoke for the same state or organisation
    and nobody else fits; never on a surname alone. Those who spoke for different sides stay two, and so do
    those of whom one speaks of the other. Groups without a proper name ("rebels") are kinds of people, not
    actors to be told apart, and are left alone. Of each group of ids in `apart`, no two become one. `times`
    as in `collect_actors`.
    """
    known, statements, clusters = _known(known), list(statements), Clusters(apart)
    found = _collect(statements, known, times)
    bodies = [*_through_aliases(found, known), *_bodies(found, known)]
    may_be = (merger for merger in reversed(bodies) if not clusters.are_apart(merger.id, merger.into))
    first = {merger.id: merger for merger in may_be}
    ends = sorted(replace(merger, into=_end_of_chain(merger, first)) for merger in first.values())
    mergers = [merger for merger in ends if clusters.join(merger.id, merger.into)]
    # for whom people spoke is known better once their states and organisations are one
    united = merge_statements(statements, mergers, known, times=times)
    later = _collect(united, known, times) if mergers else found
    return tuple(sorted([*mergers, *_people(later, known, clusters)]))


def _end_of_chain(merger: Merger, mergers: Mapping[str, Merger]) -> str:
    """Return whom a name means in the end, where an acronym leads to a name that itself has another id."""
    passed = {merger.id}
    while merger.into in mergers and merger.into not in passed:
        passed.add(merger.into)
        merger = mergers[merger.into]
    return merger.into


def merge_statements(
    statements: Iterable[Statement],
    mergers: Iterable[Merger],
    known: Mapping[str, Actor] | None = None,
    *,
    times: Mapping[str, int] | None = None,
) -> list[Statement]:
    """Return the statements with every merged actor replaced by the one it means; ids stay. `times` as in
    `collect_actors`.
    """
    statements = list(statements)
    meant = meant_actors(statements, mergers, known, times=times)
    return [with_meant_actors(statement, meant) for statement in statements] if meant else statements


def meant_actors(
    statements: Iterable[Statement],
    mergers: Iterable[Merger],
    known: Mapping[str, Actor] | None = None,
    *,
    times: Mapping[str, int] | None = None,
) -> dict[str, Actor]:
    """Return the records of those whom merged actors mean, by the ids that they had in the statements."""
    into = {merger.id: merger.into for merger in mergers}
    if not into:
        return {}
    records = {**_known(known), **collect_actors(statements, known, times=times)}
    return {key: records[other] for key, other in into.items()}


def _known(known: Mapping[str, Actor] | None) -> Mapping[str, Actor]:
    return load_actors() if known is None else known


def _collect(
    statements: Iterable[Statement], known: Mapping[str, Actor], times: Mapping[str, int] | None
) -> dict[str, _Found]:
    found: dict[str, _Found] = {}
    for statement in statements:
        count = 1 if times is None else times[statement.id]
        for key, name, kind in _mentioned(statement):
            earlier = found.get(key)
            if earlier is None:
                actor = known.get(key) or Actor(id=key, name=name, kind=kind)
                earlier = found[key] = _Found(actor)
            elif earlier.actor.kind is ActorKind.UNKNOWN and key not in known:
                earlier.actor = Actor(id=key, name=name, kind=kind)
            earlier.names[name, statement.language] += count
        if statement.represents_id is not None:
            found[statement.speaker_id].sides.add(statement.represents_id)
        if statement.target_id is not None:
            found[statement.speaker_id].spoke_of.add(statement.target_id)
    return dict(sorted(found.items()))


def _mentioned(statement: Statement) -> Iterator[tuple[str, str, ActorKind]]:
    """Yield the statement's own word on its actors: id, name and kind."""
    yield statement.speaker_id, statement.speaker, statement.speaker_kind
    if statement.represents_id is not None and statement.represents_id != statement.speaker_id:
        yield statement.represents_id, statement.represents or statement.represents_id, ActorKind.UNKNOWN
    if statement.target_id is not None:
        name = statement.target or statement.target_id
        yield statement.target_id, name, statement.target_kind or ActorKind.UNKNOWN


def _through_aliases(found: Mapping[str, _Found], known: Mapping[str, Actor]) -> Iterator[Merger]:
    """Yield the actors whose name the tables know as a name of somebody else: Poutine, Daesh."""
    for actor_id, each in found.items():
        if actor_id in known or each.actor.kind is ActorKind.GROUP:
            continue
        meant = {
            alias
            for name, _ in each.names
            for alias in _aliases().get(fold_name(name), ())
            if alias in known and each.actor.kind in (known[alias].kind, ActorKind.UNKNOWN)
            if not each.sides
            or _sides_of(alias, found) & each.sides
            or known[alias].kind is not ActorKind.PERSON
        }
        if len(meant) == 1:
            yield Merger(actor_id, each.actor.name, meant.pop(), "alias")


@cache
def _aliases() -> Mapping[str, frozenset[str]]:
    """Return whom each whole name of the packaged tables may mean, in either language."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for language in ("en", "fr"):
        for form in load_name_forms(language):
            if form.reading == "name":
                found[fold_name(form.surface)].add(form.actor_id)
    return {name: frozenset(actors) for name, actors in found.items()}


def _sides_of(person: str, found: Mapping[str, _Found]) -> set[str]:
    """Return for whom a person spoke, or may by the tables: the home state, and whom its offices are for."""
    sides = set(found[person].sides) if person in found else set()
    sides |= {office.represents for office in offices_of(person)}
    return sides | {home for home in (home_states().get(person),) if home is not None}


def _people(found: Mapping[str, _Found], known: Mapping[str, Actor], clusters: Clusters) -> Iterator[Merger]:
    """Yield the unknown people that are another one: only if all who could be meant are one and the same."""
    people = {key: each for key, each in found.items() if each.actor.kind is ActorKind.PERSON}
    names = {key: name for key, each in people.items() if (name := read_person_name(*_usual_name(each)))}
    buckets: defaultdict[str, list[str]] = defaultdict(list)
    for key, name in names.items():
        buckets[name.bucket].append(key)
    for bucket in buckets.values():
        # the fullest name is the one that others are merged into; a name of the tables comes first
        ranked = sorted(
            bucket,
            key=lambda key: (key not in known, -names[key].letters, -people[key].names.total(), key),
        )
        kept: dict[str, list[str]] = {}  # everybody merged so far, by whom they are merged into
        for key in ranked:
            reasons = {
                other: [match_people(names[key], names[member]) for member in members]
                for other, members in kept.items()
            }
            bearers = [other for other, matches in reasons.items() if any(matches)]
            reason = reasons[bearers[0]][0] if len(bearers) == 1 and all(reasons[bearers[0]]) else None
            if (
                key in known
                or reason is None
                or not _may_be_one(key, kept[bearers[0]], reason, found, known)
                or not clusters.join(key, bearers[0])
            ):
                kept[key] = [key]
            else:
                kept[bearers[0]].append(key)
                yield Merger(key, people[key].actor.name, bearers[0], reason)


def _may_be_one(
    key: str, members: list[str], reason: Match, found: Mapping[str, _Found], known: Mapping[str, Actor]
) -> bool:
    """Tell whether somebody can be one with all members by those for whom they spoke, and of whom."""
    sides = found[key].sides
    of_members = set().union(
        *(_sides_of(each, found) if each in known else found[each].sides for each in members)
    )
    if any(key in found[each].spoke_of or each in found[key].spoke_of for each in members):
        return False
    if sides and of_members:
        return bool(sides & of_members) and (len(sides | of_members) == 1 or members[0] in known)
    return reason not in NEEDS_SAME_SIDE and not (members[0] in known and reason != "same name")


def _usual_name(found: _Found) -> tuple[str, str]:
    """Return the name that stands most often, not in capitals, and the language of the articles that write it
    so.
    """
    return min(found.names, key=lambda each: (is_shouted(each[0]), -found.names[each], each))


def _bodies(found: Mapping[str, _Found], known: Mapping[str, Actor]) -> Iterator[Merger]:
    """Yield the unknown organisations and armed groups that are another one: by name, or by their acronym."""
    bodies = {key: each.actor for key, each in found.items() if each.actor.kind in _BODIES}
    ranked = sorted(bodies, key=lambda key: (key not in known, key))
    first: dict[tuple[str, ActorKind | str], str] = {}
    for key in ranked:
        first.setdefault(_body_name(bodies[key]), key)
    spelt_out: defaultdict[str, list[str]] = defaultdict(list)
    for key in first.values():
        spelt_out[initials(bodies[key].name)].append(key)
    for key in ranked:
        if key in known:
            continue
        same = first[_body_name(bodies[key])]
        long = spelt_out[acronym] if (acronym := read_acronym(bodies[key].name)) else []
        if len(long) == 1 and _speak_alike(found[key], found[long[0]]):
            yield Merger(key, bodies[key].name, long[0], "acronym")
        elif same != key and _speak_alike(found[key], found[same]):
            yield Merger(key, bodies[key].name, same, "same name")


def _body_name(actor: Actor) -> tuple[str, ActorKind | str]:
    """Return what a body is compared by; one whose name has no word in it is compared with nobody."""
    plain = fold_name(actor.name)
    return (plain, actor.kind) if plain else (actor.id, "")


def _speak_alike(one: _Found, other: _Found) -> bool:
    """Tell whether two bodies speak for the same: the ministries of two states may have one name."""
    own = ({one.actor.id}, {other.actor.id})
    first, second = one.sides - own[0], other.sides - own[1]
    return not first or not second or bool(first & second)


def with_meant_actors(statement: Statement, meant: Mapping[str, Actor]) -> Statement:
    """Return a statement with the actors of `meant_actors` in place of those who were merged."""
    ids = (statement.speaker_id, statement.represents_id, statement.target_id)
    if meant.keys().isdisjoint(ids):
        return statement
    changes: dict[str, object] = {}
    for role in ("speaker", "represents", "target"):
        actor = meant.get(getattr(statement, f"{role}_id"))
        if actor is not None:
            changes |= {role: actor.name, f"{role}_id": actor.id}
            if role != "represents":
                changes[f"{role}_kind"] = actor.kind
    return replace(statement, **changes)  # type: ignore[arg-type]
