"""STATEMENTS -> POSITIONS: what one actor holds of another, summed up in one edge of a NetworkX graph."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import networkx as nx

from ..model import Actor, Stance, Statement
from .dating import first_and_last
from .merging import merge
from .network import actor_attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import Modality
    from .merging import MergedStatements
    from .network import Attributes


SAID_SO: tuple[Modality, ...] = ("actual", "future")
"""Only what is said without an if is a position that can be held against an actor, or drawn as a shortcut."""


def build_positions(
    statements: Iterable[Statement] | MergedStatements,
    for_represented: bool = True,
    *,
    actors: Mapping[str, Actor] | None = None,
) -> nx.DiGraph[str]:
    """Return one edge for each (actor, target): the sum of what was said.

    A statement counts for the state or organisation that the speaker represents, or for the speaker itself if
    that is unknown or `for_represented` is False. Statements without a target are left out. Nodes are as in
    `build_network`. Edges have: `statements`, `utterances` and `articles` (how many), one count of statements
    under each stance's name (`accuse`, ...; 0 if none), `net_polarity` (friendly minus hostile utterances),
    `first_date` and `last_date` (EDTF; absent if no statement is dated) and `ids` (of the statements, in the
    given order).
    """
    merged = merge(statements, actors)
    grouped: dict[tuple[str, str], list[Statement]] = {}
    for statement in merged.statements:
        if statement.target_id is not None:
            pair = (counted_for(statement, for_represented), statement.target_id)
            grouped.setdefault(pair, []).append(statement)
    ends = {actor for pair in grouped for actor in pair}
    positions: nx.DiGraph[str] = nx.DiGraph()
    for actor in merged.actors.values():
        if actor.id in ends:
            positions.add_node(actor.id, **actor_attributes(actor))
    for (actor_id, target_id), group in sorted(grouped.items()):
        positions.add_edge(actor_id, target_id, **_position(group, merged.utterance_of))
    return positions


def counted_for(statement: Statement, for_represented: bool = True) -> str:
    """Return the id of the actor for whom a statement counts: its state or organisation, else its speaker."""
    return (statement.represents_id if for_represented else None) or statement.speaker_id


def net_polarity(statements: Iterable[Statement], utterance_of: Mapping[str, str]) -> int:
    """Return friendly minus hostile utterances: one that five articles report counts once.

    An utterance that its reports call both friendly and neutral is friendly; hostile likewise.
    """
    tone: dict[str, int] = {}
    for statement in statements:
        utterance = utterance_of[statement.id]
        tone[utterance] = tone.get(utterance) or statement.polarity
    return sum(tone.values())


def _position(group: list[Statement], utterance_of: Mapping[str, str]) -> Attributes:
    counts = Counter(statement.stance for statement in group)
    attributes: Attributes = {
        "statements": len(group),
        "utterances": len({utterance_of[statement.id] for statement in group}),
        "articles": len({statement.article for statement in group}),
    }
    attributes |= {stance.value: counts[stance] for stance in Stance}
    attributes["net_polarity"] = net_polarity(group, utterance_of)
    first, last = first_and_last(statement.date for statement in group)
    if first is not None and last is not None:
        attributes |= {"first_date": first, "last_date": last}
    attributes["ids"] = tuple(statement.id for statement in group)
    return attributes
