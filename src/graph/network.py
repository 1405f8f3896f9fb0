"""STATEMENTS -> NETWORK: who speaks about whom, as NetworkX graphs.

`build_network` keeps every statement; `build_positions` sums them up, one edge for each pair of actors.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import networkx as nx

from ..model import Actor, ArticleMetadata, Stance, Statement
from .dating import read_period
from .merging import collect_actors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

STATEMENT = "statement"
"""`relation` of an edge that is a statement."""

REPRESENTS = "represents"
"""`relation` of the edge from a speaker to the state or organisation it speaks for."""

Attributes = dict[str, Any]


def build_network(
    statements: Iterable[Statement],
    articles: Mapping[str, ArticleMetadata] | None = None,
    *,
    actors: Mapping[str, Actor] | None = None,
) -> nx.MultiDiGraph[str]:
    """Return the multigraph of all statements; nodes are actor ids, sorted.

    A node has the known fields of its `Actor` (`name`, `kind`, ...). Edges have a `relation`:

    - "statement": from speaker to target, its key is the statement's id; all fields of the statement that are
      known, and `article_title`, `article_published`, `article_publisher`, `article_url` from `articles`;
    - "represents": from a speaker to the actor it spoke for; `statements` counts how often.

    A statement without a target has no edge, for nobody is invented to point at: its attributes are in
    `network.graph["untargeted"][id]`, its id in the speaker's node attribute `untargeted`. `statements_of`
    gives both sorts. Unknown attributes are absent. `actors` are the known ones (default: packaged tables).
    """
    statements = list(statements)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(untargeted={})
    for actor in collect_actors(statements, actors).values():
        network.add_node(actor.id, **_actor_attributes(actor))
    spoke_for: Counter[tuple[str, str]] = Counter()
    for statement in statements:
        attributes = _statement_attributes(statement, (articles or {}).get(statement.article))
        if statement.target_id is None:
            network.graph["untargeted"][statement.id] = attributes
            node = network.nodes[statement.speaker_id]
            node["untargeted"] = (*node.get("untargeted", ()), statement.id)
        else:
            network.add_edge(statement.speaker_id, statement.target_id, key=statement.id, **attributes)
        if statement.represents_id not in (None, statement.speaker_id):
            spoke_for[statement.speaker_id, statement.represents_id] += 1
    for (speaker, represented), count in spoke_for.items():
        key = f"{speaker}-{REPRESENTS}-{represented}"
        network.add_edge(speaker, represented, key=key, relation=REPRESENTS, statements=count)
    return network


def statements_of(network: nx.MultiDiGraph[str]) -> Iterator[tuple[str, Attributes]]:
    """Yield id and attributes of every statement in the network, those without a target last."""
    for _, _, key, attributes in network.edges(keys=True, data=True):
        if attributes["relation"] == STATEMENT:
            yield str(key), attributes
    yield from network.graph["untargeted"].items()


def build_positions(
    statements: Iterable[Statement],
    for_represented: bool = True,
    *,
    actors: Mapping[str, Actor] | None = None,
) -> nx.DiGraph[str]:
    """Return one edge for each (actor, target): the sum of what was said.

    A statement counts for the state or organisation that the speaker represents, or for the speaker itself if
    that is unknown or `for_represented` is False. Statements without a target are left out. Nodes are as in
    `build_network`. Edges have: `statements` (how many), one count under each stance's name (`accuse`, ...;
    0 if none), `net_polarity` (friendly minus hostile statements), `first_date` and `last_date` (EDTF; absent
    if no statement is dated) and `ids` (of the statements, in the given order).
    """
    statements = list(statements)
    grouped: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        represented = statement.represents_id if for_represented else None
        if statement.target_id is not None:
            pair = (represented or statement.speaker_id, statement.target_id)
            grouped.setdefault(pair, []).append(statement)
    ends = {actor for pair in grouped for actor in pair}
    positions: nx.DiGraph[str] = nx.DiGraph()
    for actor in collect_actors(statements, actors).values():
        if actor.id in ends:
            positions.add_node(actor.id, **_actor_attributes(actor))
    for (actor_id, target_id), group in sorted(grouped.items()):
        positions.add_edge(actor_id, target_id, **_position_attributes(group))
    return positions


def _position_attributes(group: list[Statement]) -> Attributes:
    counts = Counter(statement.stance for statement in group)
    attributes: Attributes = {"statements": len(group)}
    attributes |= {stance.value: counts[stance] for stance in Stance}
    attributes["net_polarity"] = sum(statement.polarity for statement in group)
    dates = sorted({statement.date for statement in group if statement.date}, key=_first_day)
    dated = [edtf for edtf in dates if read_period(edtf)]
    if dated:
        attributes["first_date"] = dated[0]
        attributes["last_date"] = dated[-1]
    attributes["ids"] = tuple(statement.id for statement in group)
    return attributes


def _first_day(edtf: str) -> tuple[bool, date | None, str]:
    period = read_period(edtf)
    return (period is not None, period.first if period else None, edtf)


def _actor_attributes(actor: Actor) -> Attributes:
    return _known({field.name: getattr(actor, field.name) for field in fields(Actor) if field.name != "id"})


def _statement_attributes(statement: Statement, article: ArticleMetadata | None) -> Attributes:
    attributes: Attributes = {"relation": STATEMENT}
    attributes |= {field.name: getattr(statement, field.name) for field in fields(Statement)}
    if article is not None:
        attributes["article_title"] = article.title
        attributes["article_published"] = article.published
        attributes["article_publisher"] = article.publisher
        attributes["article_url"] = article.url
    return _known(attributes)


def _known(attributes: Attributes) -> Attributes:
    """Return the attributes that are known; enumerations become their plain text."""
    return {
        name: str(value) if isinstance(value, str) else value
        for name, value in attributes.items()
        if value is not None
    }
