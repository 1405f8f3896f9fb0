"""How one actor's position towards another develops, and where it turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ...errors import CommuniqueError
from ...knowledge.offices import held_between, offices_of
from ...model import ActorKind
from ..merging import merge
from ..table import Table
from .said import actor_name, by_pair, utterances

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...model import Statement
    from ..merging import MergedStatements
    from ..table import Value
    from .said import Utterance

Step = Literal["day", "month", "year"]
Change = Literal["same speaker", "same actor", "succession"]

_DIGITS = {"day": 10, "month": 7, "year": 4}


def positions_over_time(
    statements: Iterable[Statement] | MergedStatements,
    actor: str,
    target: str,
    *,
    step: Step = "month",
    for_represented: bool = True,
) -> Table:
    """Return how an actor's words on a target develop: one row a day, month or year, in order.

    `actor` and `target` are ids. Columns: `period` (EDTF), `utterances`, `articles`, `friendly`, `neutral`,
    `hostile` (utterances), `net` (friendly minus hostile). What is dated less precisely than the step, or not
    at all, is left out. Raises CommuniqueError for another step.
    """
    if step not in _DIGITS:
        raise CommuniqueError(f"a step of {step!r} is not known; take {', '.join(_DIGITS)}.")
    merged = merge(statements)
    steps: dict[str, list[Utterance]] = {}
    for each in utterances(merged, for_represented):
        if (each.by, each.first.target_id) == (actor, target):
            edtf = (each.first.date or "").rstrip("?~%")
            if each.period and each.period.precision != "period" and len(edtf) >= _DIGITS[step]:
                steps.setdefault(edtf[: _DIGITS[step]], []).append(each)
    rows = []
    for period, said in sorted(steps.items()):
        friendly = sum(each.polarity > 0 for each in said)
        hostile = sum(each.polarity < 0 for each in said)
        articles = {article for each in said for article in each.articles}
        neutral = len(said) - friendly - hostile
        rows.append((period, len(said), len(articles), friendly, neutral, hostile, friendly - hostile))
    columns = ("period", "utterances", "articles", "friendly", "neutral", "hostile", "net")
    return Table(columns, tuple(rows))


def changes_of_position(
    statements: Iterable[Statement] | MergedStatements, *, for_represented: bool = True
) -> Table:
    """Return where an actor turned from friendly to hostile words on a target, or back, with both quotes.

    Each is compared with the last one that was surely said before; neutral and undated ones are left out.
    Columns: `actor`, `target`, `change`, and of both, with `earlier_` and `later_` before the name: `date`,
    `speaker`, `stance`, `words`, `id`. `change` is "same speaker", "same actor" (others spoke for it at the
    time, or it itself) or "succession": the earlier speaker had left office by then, no contradiction.
    """
    merged = merge(statements)
    rows: list[tuple[Value, ...]] = []
    for change, earlier, later in find_changes(utterances(merged, for_represented)):
        names = (actor_name(merged, later.by), actor_name(merged, later.first.target_id))
        rows.append((*names, change, *_quote(earlier), *_quote(later)))
    parts = ("date", "speaker", "stance", "words", "id")
    columns = [f"{when}_{part}" for when in ("earlier", "later") for part in parts]
    return Table(("actor", "target", "change", *columns), tuple(rows))


def find_changes(said: list[Utterance]) -> Iterator[tuple[Change, Utterance, Utterance]]:
    """Yield each change of position: of what sort it is, the utterance before and the one after."""
    for _, of_pair in by_pair(said):
        toned = [each for each in of_pair if each.polarity and each.period]
        for place, later in enumerate(toned):
            if place and (later.polarity, later.period) == (
                toned[place - 1].polarity,
                toned[place - 1].period,
            ):
                continue  # the same turn, said twice that day
            before = (
                each for each in (toned[k] for k in range(place - 1, -1, -1)) if _is_before(each, later)
            )
            earlier = next(before, None)
            if earlier is not None and earlier.polarity != later.polarity:
                yield _sort_of_change(earlier, later), earlier, later


def _is_before(earlier: Utterance, later: Utterance) -> bool:
    """Tell whether the one was surely said before the other: another day at least."""
    assert earlier.period is not None
    assert later.period is not None
    return earlier.period.last < later.period.first


def _sort_of_change(earlier: Utterance, later: Utterance) -> Change:
    before, after = earlier.first, later.first
    if before.speaker_id == after.speaker_id:
        return "same speaker"
    people = {before.speaker_kind, after.speaker_kind} == {ActorKind.PERSON}
    return "succession" if people and _had_left(earlier, later) else "same actor"


def _had_left(earlier: Utterance, later: Utterance) -> bool:
    """Tell whether the offices in which the earlier speaker spoke had ended when the later one spoke."""
    assert earlier.period is not None
    assert later.period is not None
    day, later_day = earlier.period.first, later.period.first
    offices = held_between(offices_of(earlier.first.speaker_id), day, day)
    held = tuple(each for each in offices if each.represents == later.by)
    return bool(held) and not held_between(held, later_day, later_day)


def _quote(each: Utterance) -> tuple[Value, ...]:
    first = each.first
    return (first.date, first.speaker, first.stance.value, first.evidence, first.id)
