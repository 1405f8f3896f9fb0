"""STATEMENTS -> MERGED STATEMENTS: one record an actor, one name an utterance, before any graph is drawn.

All graphs begin here, so that NetworkX, RDF and the tables of analysis count the same actors and utterances.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import QueryError
from ..knowledge.actors import load_name_forms
from ..knowledge.spelling import fold_name
from .actor_merging import Merger, collect_actors, find_mergers, merge_statements
from .utterances import group_utterances

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ..model import Actor, Statement


_NAMING = ("name", "seat", "capital")
"""Readings under which the tables' names mean one actor: "Daesh", "the Kremlin", "Moscow"."""


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
    statements: Iterable[Statement] | MergedStatements,
    known: Mapping[str, Actor] | None = None,
    *,
    apart: Iterable[Collection[str]] = (),
) -> MergedStatements:
    """Return the statements with their actors merged and their utterances named; what is merged stays so.

    A statement that is given twice (same id) is kept once. `known` are the actors that are known beforehand
    (default: the packaged tables). `apart` are groups of ids: no two actors of a group become one.
    """
    if isinstance(statements, MergedStatements):
        return statements
    once = list({statement.id: statement for statement in statements}.values())
    mergers = find_mergers(once, known, apart)
    merged = tuple(merge_statements(once, mergers, known))
    return MergedStatements(merged, collect_actors(merged, known), mergers, group_utterances(merged))


def find_actor(merged: MergedStatements, name: str) -> str:
    """Return the id of the actor of these statements that an id or a name means, in English or French.

    Raises QueryError, with the ids that come near, for one that does not occur, or for a name of several.
    """
    if name in merged.actors:
        return name
    wanted = fold_name(name)
    names: dict[str, set[str]] = {}
    for actor in merged.actors.values():
        for form in (actor.id, actor.name, actor.name_fr):
            if form:
                names.setdefault(fold_name(form), set()).add(actor.id)
    for merger in merged.mergers:
        names.setdefault(fold_name(merger.name), set()).add(merger.into)
    found = names.get(wanted) or {
        form.actor_id
        for language in ("en", "fr")
        for form in load_name_forms(language)
        if form.reading in _NAMING and form.actor_id in merged.actors and fold_name(form.surface) == wanted
    }
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise QueryError(f"{name!r} names several: {', '.join(sorted(found))}; give one of these ids.")
    near = [key for key in sorted(names) if wanted and wanted in key.split()][:3]
    near = near or difflib.get_close_matches(wanted, sorted(names), n=3)
    ids = dict.fromkeys(actor for key in near for actor in sorted(names[key]))
    hint = f" Did you mean {' or '.join(ids)}?" if ids else ""
    raise QueryError(f"nobody in these statements is called {name!r}.{hint}")
