"""Corrections of actors over all statements: one that is two, several that are one, those kept apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import TYPE_CHECKING

from ..knowledge.spelling import fold_name
from .changing import renamed
from .naming import Naming, UnclearNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..model import Actor, ActorKind, Statement
    from .records import Corrections, Merge, Place, Split, Tally


def split_actors(
    splits: Iterable[Split],
    meant: Mapping[Place, Mapping[int, None]],
    result: dict[int, Statement],
    naming: Naming,
    published: Mapping[str, str | None],
    tallies: Mapping[Place, Tally],
) -> None:
    """Replace each actor that is split in those of its statements that are meant."""
    for split in splits:
        tally = tallies[split.at]
        tally.hits = 0
        old = naming.ids_called(split.actor)
        try:
            into = naming.actor(split.into, split.kind or _kind_of(old, naming))
            others = {each: into for each in old if each != into.id}
            for position in meant[split.at]:
                if position in result:
                    statement = result[position]
                    tally.hits += not {*old}.isdisjoint(_actor_ids(statement))
                    date = published.get(statement.article)
                    result[position] = renamed(statement, others, naming, date, split.represents)
                    tally.changed += result[position] is not statement
        except UnclearNameError as error:
            tally.why = str(error)


@dataclass(slots=True)
class _Bucket:
    """All ids that have become one, and the positions of the statements that name them."""

    ids: list[str] = field(default_factory=list)
    positions: set[int] = field(default_factory=set)

    def join(self, other: _Bucket) -> _Bucket:
        """Return both in one; the smaller is poured into the larger."""
        large, small = (self, other) if len(self.positions) >= len(other.positions) else (other, self)
        large.ids.extend(small.ids)
        large.positions |= small.positions
        return large


def merge_actors(
    merges: Sequence[Merge],
    result: dict[int, Statement],
    naming: Naming,
    published: Mapping[str, str | None],
    tallies: Mapping[Place, Tally],
) -> None:
    """Replace all actors that are merged by the one that they are."""
    if not merges:
        return
    buckets: dict[str, _Bucket] = {}
    for position, statement in result.items():
        for each in _actor_ids(statement):
            buckets.setdefault(each, _Bucket([each])).positions.add(position)
    targets: dict[str, Actor] = {}
    for merge in merges:
        tally = tallies[merge.at]
        called = {name: naming.ids_called(name) for name in merge.names}
        ids = dict.fromkeys(each for found in called.values() for each in found)
        absent = [name for name, found in called.items() if not found]
        try:
            into = naming.actor(merge.into, merge.kind or _kind_of(ids, naming))
        except UnclearNameError as error:
            tally.why = str(error)
            continue
        moved = _Bucket()
        for each in ids:
            if each != into.id and each in buckets:
                moved = moved.join(buckets.pop(each))
        tally.hits = tally.changed = len(moved.positions)
        if absent and moved.ids:
            tally.why = _nobody_called(absent)
        if moved.ids:
            targets[into.id] = into
            buckets[into.id] = moved.join(buckets.get(into.id, _Bucket()))
    others = {old: targets[new] for new, bucket in buckets.items() for old in bucket.ids if old != new}
    for position, statement in result.items() if others else ():
        result[position] = renamed(statement, others, naming, published.get(statement.article))


def groups_apart(corrections: Corrections, statements: Iterable[Statement]) -> tuple[frozenset[str], ...]:
    """Return the ids of actors that no rule may take for one, in groups: none with another of its group.

    They are those of `[[apart]]`, and whoever was split with what he was split from. `statements` are the
    corrected ones; users' own actors are known where they are in force.
    """
    if not (corrections.apart or corrections.split):
        return ()
    naming = Naming(statements)
    split: dict[str, dict[str, None]] = {}
    for one in corrections.split:
        split.setdefault(one.actor, {one.actor: None})[one.into] = None
    groups: dict[frozenset[str], None] = {}
    for names in (*(each.names for each in corrections.apart), *split.values()):
        groups |= dict.fromkeys(_groups([naming.ids_called(name) for name in names]))
    return tuple(groups)


def tally_apart(
    corrections: Corrections, statements: Sequence[Statement], tallies: Mapping[Place, Tally]
) -> None:
    """Count the statements that name an actor who is kept apart from others."""
    if not corrections.apart:
        return
    naming = Naming(statements)
    positions: dict[str, set[int]] = {}
    for position, statement in enumerate(statements):
        for actor_id in _actor_ids(statement):
            positions.setdefault(actor_id, set()).add(position)
    for each in corrections.apart:
        tally = tallies[each.at]
        ids = [naming.ids_called(name) for name in each.names]
        absent = [name for name, found in zip(each.names, ids, strict=True) if not found]
        counts = Counter(one for found in ids for one in found)
        if absent:
            tally.why = _nobody_called(absent)
        elif len(counts) < len(each.names):
            shared = ", ".join(sorted(one for one in counts if counts[one] > 1))
            tally.why = f"they have one id ({shared}) already; [[split]] makes two"
        if len(each.names) - len(absent) > 1 and len(counts) > 1:
            tally.hits = tally.changed = len(set().union(*(positions.get(one, ()) for one in counts)))


def contradictions(corrections: Corrections) -> Iterator[str]:
    """Yield a warning for each merger of actors whom an entry keeps apart; the merger holds."""
    merged: dict[str, list[Merge]] = {}
    for merge in corrections.merge:
        for name in {fold_name(each) for each in (*merge.names, merge.into)}:
            merged.setdefault(name, []).append(merge)
    for apart in corrections.apart:
        named = Counter(merge.at for name in {*map(fold_name, apart.names)} for merge in merged.get(name, ()))
        for at in sorted(at for at, count in named.items() if count > 1):
            yield f"{at} makes one of what {apart.at} keeps apart; the merger holds"


def _groups(ids: Sequence[Sequence[str]]) -> Iterable[frozenset[str]]:
    """Yield groups in which each id stands with those of all other names; ids of one name are no group."""
    if all(len(each) <= 1 for each in ids):
        group = frozenset(one for each in ids for one in each)
        if len(group) > 1:
            yield group
        return
    for first, second in combinations(ids, 2):
        yield from (frozenset(pair) for pair in product(first, second) if pair[0] != pair[1])


def _kind_of(ids: Iterable[str], naming: Naming) -> ActorKind | None:
    """Return the kind of the first of some actors that occurs."""
    return next((naming.occurring[each].kind for each in ids if each in naming.occurring), None)


def _nobody_called(names: Iterable[str]) -> str:
    return f"no statement names {' or '.join(map(repr, names))}"


def _actor_ids(statement: Statement) -> set[str]:
    named = (statement.speaker_id, statement.represents_id, statement.target_id)
    return {each for each in named if each is not None}
