"""Who stands with whom: blocs of actors that are friendly to one another and hostile to the same others."""

from __future__ import annotations

from itertools import combinations
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

SHARED_VIEW = 0.5
"""What agreeing on a third actor weighs, against one friendly utterance to each other."""


def blocs(
    statements: Iterable[Statement] | MergedStatements, *, for_represented: bool = True, seed: int = 0
) -> Table:
    """Return the bloc of each actor that stands with or against others, the largest bloc first.

    Two actors are tied by what they say of each other (net polarity both ways) and, with half the weight, by
    each third actor whom they judge alike (friendly) or differently (hostile). Louvain communities of the
    friendly ties (networkx, seeded) are the start; then single actors move as long as that puts more
    friendliness and less hostility inside of blocs. Columns: `bloc` (1 is the largest), `actor`, `id`,
    `friendly_inside`, `hostile_inside`, `friendly_outside`, `hostile_outside` (sums of ties). With few
    statements a bloc is an observation on these articles, no finding on the world.
    """
    merged = merge(statements)
    ties = signed_ties(positions_of_actors(merged, for_represented))
    rows: list[tuple[Value, ...]] = []
    for number, members in enumerate(_partition(ties, seed), start=1):
        for actor in sorted(members):
            sums = {(sign, inside): 0.0 for sign in (True, False) for inside in (True, False)}
            for other, tie in ties[actor].items():
                sums[tie["weight"] > 0, other in members] += abs(tie["weight"])
            order = ((True, True), (False, True), (True, False), (False, False))
            rows.append((number, merged.actors[actor].name, actor, *(sums[key] for key in order)))
    inside = ("friendly_inside", "hostile_inside", "friendly_outside", "hostile_outside")
    return Table(("bloc", "actor", "id", *inside), tuple(rows))


def signed_ties(positions: nx.DiGraph[str]) -> nx.Graph[str]:
    """Return the undirected graph of ties between actors; `weight` is above 0 for friends, below for foes."""
    weights: dict[tuple[str, str], float] = {}
    for actor, target, data in positions.edges(data=True):
        if actor != target and data["net_polarity"]:
            pair = (min(actor, target), max(actor, target))
            weights[pair] = weights.get(pair, 0.0) + data["net_polarity"]
    for third in positions:
        views = {
            actor: data["net_polarity"] > 0
            for actor, _, data in positions.in_edges(third, data=True)
            if data["net_polarity"] and actor != third
        }
        for one, other in combinations(sorted(views), 2):
            shared = SHARED_VIEW if views[one] == views[other] else -SHARED_VIEW
            weights[one, other] = weights.get((one, other), 0.0) + shared
    ties: nx.Graph[str] = nx.Graph()
    for (one, other), weight in sorted(weights.items()):
        if weight:
            ties.add_edge(one, other, weight=weight)
    return ties


def _partition(ties: nx.Graph[str], seed: int) -> list[set[str]]:
    """Return the blocs, the largest first, equal ones by their first member."""
    friendly: nx.Graph[str] = nx.Graph()
    friendly.add_nodes_from(ties)
    friendly.add_edges_from(edge for edge in ties.edges(data=True) if edge[2]["weight"] > 0)
    started = nx.community.louvain_communities(friendly, weight="weight", seed=seed) if len(ties) else []
    bloc_of = {
        actor: number for number, members in enumerate(sorted(map(sorted, started))) for actor in members
    }
    while _move_all(ties, bloc_of):
        pass
    members: dict[int, set[str]] = {}
    for actor, bloc in bloc_of.items():
        members.setdefault(bloc, set()).add(actor)
    return sorted(members.values(), key=lambda each: (-len(each), min(each)))


def _move_all(ties: nx.Graph[str], bloc_of: dict[str, int]) -> bool:
    """Move each actor, by name, that fits another bloc or one of its own better; False if none does."""
    moved = False
    alone = max(bloc_of.values(), default=0) + 1
    for actor in sorted(bloc_of):
        fit: dict[int, float] = {bloc_of[actor]: 0.0, alone: 0.0}
        for other, tie in ties[actor].items():
            fit[bloc_of[other]] = fit.get(bloc_of[other], 0.0) + tie["weight"]
        best = max(fit, key=lambda bloc: (fit[bloc], -bloc))
        if fit[best] > fit[bloc_of[actor]]:
            bloc_of[actor] = best
            alone += best == alone
            moved = True
    return moved
