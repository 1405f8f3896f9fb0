"""Who stands in the middle of the talk, and which pairs talk both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from ..merging import merge
from ..table import Table
from .said import positions_of_actors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model import Statement
    from ..merging import MergedStatements
    from ..table import Value

_DIGITS = 4
PIVOTS = 500
"""Actors from which betweenness is measured; in larger graphs it is an estimate by a seeded sample."""


def centrality(statements: Iterable[Statement] | MergedStatements, *, for_represented: bool = True) -> Table:
    """Return how central each actor is, who is most talked of first.

    Columns: `actor`, `id`, `utterances_made`, `utterances_received`, `actors_addressed`, `addressed_by` (how
    many others), `net_given`, `net_received` (friendly minus hostile utterances), `pagerank` (of being spoken
    of, weighted by utterances) and `betweenness` (of undirected ties), as networkx defines them.
    """
    merged = merge(statements)
    positions = positions_of_actors(merged, for_represented)
    rank = nx.pagerank(positions, weight="utterances") if len(positions) else {}
    pivots = min(len(positions), PIVOTS)
    between = nx.betweenness_centrality(positions.to_undirected(), k=pivots, seed=0) if pivots else {}
    rows: list[tuple[Value, ...]] = []
    for actor in sorted(positions, key=lambda actor: (-rank[actor], actor)):
        made, received = positions.out_edges(actor, data=True), positions.in_edges(actor, data=True)
        rows.append(
            (
                merged.actors[actor].name,
                actor,
                *(sum(data["utterances"] for *_, data in edges) for edges in (made, received)),
                len(made),
                len(received),
                *(sum(data["net_polarity"] for *_, data in edges) for edges in (made, received)),
                round(rank[actor], _DIGITS),
                round(between[actor], _DIGITS),
            )
        )
    counts = ("utterances_made", "utterances_received", "actors_addressed", "addressed_by")
    measures = ("net_given", "net_received", "pagerank", "betweenness")
    return Table(("actor", "id", *counts, *measures), tuple(rows))


def reciprocity(statements: Iterable[Statement] | MergedStatements, *, for_represented: bool = True) -> Table:
    """Return each pair of actors of which both speak of the other, most utterances first.

    Columns: `one`, `other`, `one_to_other`, `other_to_one` (utterances), `net_one_to_other`,
    `net_other_to_one`, and `tone`: "friendly" or "hostile" if both are, "mixed" if they differ, "neutral" if
    both are.
    """
    merged = merge(statements)
    positions = positions_of_actors(merged, for_represented)
    rows: list[tuple[Value, ...]] = []
    for one, other, there in positions.edges(data=True):
        back = positions.get_edge_data(other, one)
        if back is None or not one < other:
            continue
        nets = (there["net_polarity"], back["net_polarity"])
        names = (merged.actors[one].name, merged.actors[other].name)
        rows.append((*names, there["utterances"], back["utterances"], *nets, _tone(*nets)))
    columns = ("one_to_other", "other_to_one", "net_one_to_other", "net_other_to_one")
    ranked = sorted(rows, key=lambda row: (-int(row[2] or 0) - int(row[3] or 0), str(row[0]), str(row[1])))
    return Table(("one", "other", *columns, "tone"), tuple(ranked))


def _tone(net: int, back: int) -> str:
    if net == back == 0:
        return "neutral"
    if net >= 0 and back >= 0:
        return "friendly" if net and back else "mixed"
    return "hostile" if net < 0 and back < 0 else "mixed"
