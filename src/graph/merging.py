"""STATEMENTS -> MERGED STATEMENTS: one record an actor, one name an utterance, before any graph is drawn.

All graphs begin here, so that NetworkX, RDF and the tables of analysis count the same actors and utterances.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .actor_merging import Merger, collect_actors, find_mergers, merge_statements
from .utterances import group_utterances

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import Actor, Statement


@dataclass(frozen=True, slots=True)
class MergedStatements:
    """Statements whose actors are brought together, and what is known of them."""

    statements: tuple[Statement, ...]
    """In the given order, each id once; speakers, represented and targets are keys of `actors`."""
    actors: Mapping[str, Actor]
    """Every actor that occurs, by id and sorted by id."""
    mergers: tuple[Merger, ...]
    """Which names were found to mean an actor that has another name, and why."""
    utterance_of: Mapping[str, str]
    """The utterance that each statement reports, by the statement's id: see `group_utterances`."""


def merge(
    statements: Iterable[Statement] | MergedStatements, known: Mapping[str, Actor] | None = None
) -> MergedStatements:
    """Return the statements with their actors merged and their utterances named; what is merged stays so.

    A statement that is given twice (same id) is kept once. `known` are the actors that are known beforehand
    (default: the packaged tables).
    """
    if isinstance(statements, MergedStatements):
        return statements
    once = list({statement.id: statement for statement in statements}.values())
    mergers = find_mergers(once, known)
    merged = tuple(merge_statements(once, mergers, known))
    return MergedStatements(merged, collect_actors(merged, known), mergers, group_utterances(merged))
