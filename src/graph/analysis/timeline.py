"""What was said, by whom, about whom, in the order of time: nothing left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..merging import merge
from ..table import Table
from .said import actor_name, all_utterances

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model import Statement
    from ..merging import MergedStatements
    from ..table import Value

COLUMNS = (
    *("date", "actor", "speaker", "stance", "polarity", "target"),
    *("negated", "modality", "words", "articles", "id"),
)


def timeline(
    statements: Iterable[Statement] | MergedStatements,
    actor: str | None = None,
    target: str | None = None,
    *,
    for_represented: bool = True,
) -> Table:
    """Return one row an utterance, of an actor, about a target, or of all: the earliest first, undated last.

    `actor` and `target` are ids. Columns: `date` (EDTF), `actor` (for whom it counts), `speaker`, `stance`,
    `polarity`, `target`, `negated`, `modality`, `words` (of the first report), `articles` (how many report
    it) and `id` (of the first report). Other tables leave out what is negated, told with an if, or said by or
    of groups without a name; this one does not.
    """
    merged = merge(statements)
    rows: list[tuple[Value, ...]] = []
    for each in all_utterances(merged, for_represented):
        first = each.first
        if actor is not None and actor not in (each.by, first.speaker_id):
            continue
        if target is not None and target != first.target_id:
            continue
        names = (actor_name(merged, each.by), first.speaker)
        rows.append(
            (
                *(first.date, *names, first.stance.value, each.polarity, first.target),
                *(first.negated, first.modality, first.evidence, len(each.articles), each.id),
            )
        )
    return Table(COLUMNS, tuple(rows))
