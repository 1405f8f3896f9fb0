"""Replays corrections on the statements that were extracted: drop, change, split, merge, in this order.

Ids and patterns mean statements as they were extracted, so that no correction depends on another. An id that
no statement was extracted with, but that one got by a correction, is understood as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from itertools import chain
from typing import TYPE_CHECKING

from ..plurals import counted
from .aliases import tally_aliases
from .changing import changed
from .hints import Hints
from .naming import Naming, UnclearNameError
from .records import Change, Corrected, Drop, Outcome, Setting, Split, Tally
from .selecting import Index
from .uniting import contradictions, merge_actors, split_actors, tally_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Article, Statement
    from .records import Corrections, Place

_ROUNDS = 10
"""How often ids are looked up among corrected statements: a change may name the id that another one made."""
_SET_AS = {"speaker": "speaker_id", "represents": "represents_id", "target": "target_id", "venue": "venue_id"}
"""The field of a statement that tells whether two changes agree, where it is not the one that is set."""
_SET = tuple(each.name for each in fields(Setting))

Positions = dict[int, None]
"""Of statements as they were extracted, in order."""


@dataclass(slots=True)
class _Round:
    """What one replay gives."""

    tallies: dict[Place, Tally]
    result: dict[int, Statement] = field(default_factory=dict)
    """The statements that are not dropped, by position."""
    passed: dict[str, Positions] = field(default_factory=dict)
    """Who bore each id between two changes."""
    conflicts: dict[tuple[Place, Place, str], int] = field(default_factory=dict)
    """Statements for which two changes give a field different values."""

    def bearing(self) -> dict[str, Positions]:
        """Return who bears each id in the end."""
        found: dict[str, Positions] = {}
        for position, statement in self.result.items():
            found.setdefault(statement.id, {})[position] = None
        return found


def apply_corrections(
    statements: Iterable[Statement],
    corrections: Corrections,
    articles: Sequence[Article] = (),
) -> Corrected:
    """Return the statements after the corrections, in the same order, and what became of each correction.

    The date of its article tells for whom somebody speaks in a statement without a date. Users' own actors,
    and the aliases that `with_aliases` joins with them, are known where they are in force.
    """
    extracted, published = list(statements), {article.id: article.published for article in articles}
    index, naming = Index(extracted), Naming(extracted)
    selecting = chain[Drop | Change | Split](corrections.drop, corrections.change, corrections.split)
    meant = {each.at: dict.fromkeys(index.positions(each.which)) for each in selecting}
    played = _play(index, naming, corrections, meant, published)
    for _ in range(_ROUNDS):
        if not _learn_ids(corrections, meant, played):
            break
        played = _play(index, naming, corrections, meant, published)
    kept, doubles = _each_once(extracted, played.result)
    tally_apart(corrections, kept, played.tallies)
    warnings = [
        f"{first} and {last} give {name} different values for {counted(count, 'statement')}; "
        "the last one holds"
        for (first, last, name), count in played.conflicts.items()
    ]
    warnings += contradictions(corrections)
    warnings += _still_there(index, corrections, played)
    if doubles:
        warnings.append(f"{counted(doubles, 'statement')} became the same as another one, which is kept")
    hints = Hints(index, kept, meant)
    outcomes = list(tally_aliases(corrections, (article.text for article in articles)))
    for each in corrections:
        if each.at in played.tallies:
            tally = played.tallies[each.at]
            why = tally.why or (None if tally.changed else hints.why(each))
            outcomes.append(Outcome(each.at, each.reason, tally.hits, tally.changed, why))
    return Corrected(tuple(kept), tuple(outcomes), tuple(warnings))


def _play(
    index: Index,
    naming: Naming,
    corrections: Corrections,
    meant: Mapping[Place, Positions],
    published: Mapping[str, str | None],
) -> _Round:
    """Return what the corrections make of the statements that each of them means."""
    tallies = {each.at: Tally(len(meant.get(each.at, ()))) for each in corrections if each.at[0] != "alias"}
    played = _Round(tallies)
    dropped: dict[int, Place] = {}
    for drop in corrections.drop:
        for position in meant[drop.at]:
            if dropped.setdefault(position, drop.at) == drop.at:
                tallies[drop.at].changed += 1
            else:
                tallies[drop.at].why = f"{dropped[position]} drops it already"
    changes: dict[int, list[Change]] = {}
    for change in corrections.change:
        for position in meant[change.at]:
            if position in dropped:
                tallies[change.at].why = f"{dropped[position]} drops it"
            else:
                changes.setdefault(position, []).append(change)
    for position, statement in enumerate(index.statements):
        if position not in dropped:
            date = published.get(statement.article)
            found = _changed(position, statement, changes.get(position, ()), naming, date, played)
            played.result[position] = found
    split_actors(corrections.split, meant, played.result, naming, published, tallies)
    merge_actors(corrections.merge, played.result, naming, published, tallies)
    return played


def _changed(
    position: int,
    statement: Statement,
    changes: Sequence[Change],
    naming: Naming,
    published: str | None,
    played: _Round,
) -> Statement:
    """Return a statement after its changes; what differs between two of them is noted."""
    last: dict[str, tuple[object, Place]] = {}
    for change in changes:
        tally = played.tallies[change.at]
        try:
            new = changed(statement, change.set, naming, published)
        except UnclearNameError as error:
            tally.why = str(error)
            continue
        tally.changed += new is not statement
        for name in _SET if len(changes) > 1 else ():
            if getattr(change.set, name) is not None:
                value = getattr(new, _SET_AS.get(name, name))
                earlier, by = last.get(name, (value, change.at))
                if earlier != value:
                    conflict = (by, change.at, name)
                    played.conflicts[conflict] = played.conflicts.get(conflict, 0) + 1
                last[name] = (value, change.at)
        statement = new
        played.passed.setdefault(statement.id, {})[position] = None
    return statement


def _learn_ids(corrections: Corrections, meant: dict[Place, Positions], played: _Round) -> bool:
    """Add the statements that are meant by an id that they got by corrections; tell whether there are any."""
    lost = {
        each.at: each.which.statement
        for each in chain[Drop | Change](corrections.drop, corrections.change)
        if each.which.statement is not None and not meant[each.at]
    }
    bearing = played.bearing() if lost else {}
    for at, named in lost.items():
        meant[at] = dict(bearing.get(named) or played.passed.get(named, {}))
    return any(meant[at] for at in lost)


def _each_once(
    extracted: Sequence[Statement], result: Mapping[int, Statement]
) -> tuple[list[Statement], int]:
    """Return the statements, those that corrections made the same once, and how many were left out."""
    places: dict[str, tuple[int, bool]] = {}
    kept: list[Statement] = []
    for position, statement in result.items():
        is_new = statement is not extracted[position]
        place, was_new = places.get(statement.id, (-1, False))
        if place < 0 or not (is_new or was_new):  # two that came with one id are no work of ours
            places[statement.id] = (len(kept), is_new)
            kept.append(statement)
        elif is_new and not was_new:
            kept[place] = statement  # what somebody has looked at goes before what nobody has
            places[statement.id] = (place, True)
    return kept, len(result) - len(kept)


def _still_there(index: Index, corrections: Corrections, played: _Round) -> Iterable[str]:
    """Yield a warning for each drop of an id that another statement gets by a correction."""
    if not corrections.drop:
        return
    bearing = played.bearing()
    for drop in corrections.drop:
        if drop.which.statement in bearing:
            (position, *_) = bearing[drop.which.statement]
            yield (
                f"{drop.at} drops {drop.which.statement}, but another statement has become the same; "
                f"drop that one as well: {index.statements[position].id}"
            )
