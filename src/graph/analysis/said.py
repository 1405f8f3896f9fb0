"""What every analysis begins with: utterances in the order of time, each by its first report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model import ActorKind, Stance
from ..dating import Period, read_period
from ..positions import SAID_SO, build_positions, counted_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from ...model import Polarity, Statement
    from ..merging import MergedStatements


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one actor said to one target, as its first report has it."""

    id: str
    first: Statement
    """The report that was published first, or stands first."""
    reports: tuple[Statement, ...]
    by: str
    """Id of the actor whom it counts for."""
    period: Period | None
    """When it was said; None if unknown."""
    polarity: Polarity
    """The first report's that is not neutral."""
    articles: frozenset[str]
    """Ids of the articles that report it."""


def utterances(merged: MergedStatements, for_represented: bool = True) -> list[Utterance]:
    """Return every utterance that takes a position, in the order of time; undated ones last."""
    return [each for each in all_utterances(merged, for_represented) if _takes_a_position(each, merged)]


def all_utterances(merged: MergedStatements, for_represented: bool = True) -> list[Utterance]:
    """Return every utterance in the order of time, undated ones last; also what is said with an if, or of
    groups.
    """
    groups: dict[str, list[Statement]] = {}
    for statement in merged.statements:
        groups.setdefault(merged.utterance_of[statement.id], []).append(statement)
    found = [_utterance(key, group, for_represented) for key, group in groups.items()]
    return sorted(found, key=_in_time)


def positions_of_actors(merged: MergedStatements, for_represented: bool) -> nx.DiGraph[str]:
    """Return the positions (`build_positions`) between actors with a proper name."""
    positions = build_positions(merged, for_represented)
    groups = [key for key in positions if merged.actors[key].kind is ActorKind.GROUP]
    positions.remove_nodes_from(groups)
    return positions


def actor_name(merged: MergedStatements, actor_id: str | None) -> str | None:
    """Return the English name of an actor; None for nobody."""
    return None if actor_id is None else merged.actors[actor_id].name


def by_pair(found: list[Utterance]) -> Iterator[tuple[tuple[str, str], list[Utterance]]]:
    """Yield each (actor, target) with what was said, sorted by the pair."""
    pairs: dict[tuple[str, str], list[Utterance]] = {}
    for each in found:
        if each.first.target_id is not None:
            pairs.setdefault((each.by, each.first.target_id), []).append(each)
    yield from sorted(pairs.items())


def _utterance(key: str, group: list[Statement], for_represented: bool) -> Utterance:
    first = next(statement for statement in group if statement.id == key)
    toned = [statement.polarity for statement in (first, *group) if statement.polarity]
    by = counted_for(first, for_represented)
    articles = frozenset(statement.article for statement in group)
    period = read_period(first.date)
    return Utterance(key, first, tuple(group), by, period, toned[0] if toned else 0, articles)


STANDS_NEGATED = (Stance.DENY, Stance.REJECT, Stance.DEMAND, Stance.APPEAL)
"""What is a position though its matter is negated: "must not send weapons" is a demand."""


def _takes_a_position(each: Utterance, merged: MergedStatements) -> bool:
    actors = [merged.actors[key] for key in (each.by, each.first.target_id) if key is not None]
    said_so = each.first.modality in SAID_SO and (
        not each.first.negated or each.first.stance in STANDS_NEGATED
    )
    return said_so and all(actor.kind is not ActorKind.GROUP for actor in actors)


def _in_time(each: Utterance) -> tuple[bool, str, str, int, str]:
    day = each.period.first.isoformat() if each.period else ""
    return (each.period is None, day, each.first.article, each.first.start, each.id)
