"""Utterances as the rows of an event data set, so that they stand beside GDELT, ICEWS or POLECAT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...knowledge.actors import load_actors
from ...knowledge.cameo import code_of
from ...knowledge.offices import represents_of
from ...knowledge.stances import load_stances
from ...model import ActorKind
from ..merging import merge
from ..table import Table
from .said import actor_name, all_utterances

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model import Statement
    from ..merging import MergedStatements
    from ..table import Value

_WHEN = ("event_id", "date", "year", "month")
_WHO = ("source", "source_id", "source_code", "speaker")
_WHOM = ("target", "target_id", "target_side", "target_side_id", "target_code")
_WHAT = ("stance", "cameo", "plover", "polarity", "goldstein", "negated", "modality", "confidence")
_HOW_OFTEN = ("articles", "statements")
COLUMNS = (*_WHEN, *_WHO, *_WHOM, *_WHAT, *_HOW_OFTEN, "places", "words")

SEPARATOR = "|"
"""Between several codes or places of one event."""


def events(statements: Iterable[Statement] | MergedStatements, *, for_represented: bool = True) -> Table:
    """Return one row an utterance with the codes of the field, the earliest first, undated ones last.

    Columns: `event_id` (the id of the first report), `date` (EDTF), `year` and `month` ("2016-09"; None where
    the date does not tell); `source` (for whom it counts) and `speaker`; `target` as it is named, and
    `target_side`: itself, or for whom a person spoke at the time; the codes of source and target side (ISO
    3166 alpha-3 of states, CAMEO of some organisations); `stance`, `cameo` (1.1b3) and `plover` (the closest
    first, several joined by "|"; PLOVER has no type for mere statements), `polarity`, `goldstein` (the CAMEO
    code's value, not of these words); `negated`, `modality` and `confidence` of the first report; `articles`
    and `statements` (how many report it); `places`; `words` (of the first report). Event coders leave out
    what is negated, told with an if, or has no target: filter by these columns before you compare counts.
    """
    merged = merge(statements)
    stances = load_stances()
    rows: list[tuple[Value, ...]] = []
    for each in all_utterances(merged, for_represented):
        first, stance = each.first, stances[each.first.stance]
        date = first.date or ""
        is_point = "/" not in date
        side = _side_of(first)
        known = merged.actors.get(side or "") or load_actors().get(side or "")
        side_name = known.name if known is not None else None
        rows.append(
            (
                *(each.id, first.date),
                int(date[:4]) if date and is_point else None,
                date[:7] if len(date) >= len("2016-09") and is_point else None,
                *(actor_name(merged, each.by), each.by, code_of(each.by), first.speaker),
                *(first.target, first.target_id, side_name, side, code_of(side or "")),
                *(first.stance.value, SEPARATOR.join(stance.cameo), SEPARATOR.join(stance.plover) or None),
                *(each.polarity, stance.goldstein, first.negated, first.modality, first.confidence),
                *(len(each.articles), len(each.reports)),
                *(SEPARATOR.join(first.places) or None, first.evidence),
            )
        )
    return Table(COLUMNS, tuple(rows))


def _side_of(said: Statement) -> str | None:
    """Return the target, or of a person whom it spoke for when it was spoken of."""
    if said.target_kind is not ActorKind.PERSON or said.target_id is None:
        return said.target_id
    return represents_of(said.target_id, said.date) or said.target_id
