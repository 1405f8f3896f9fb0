"""Who answers whom: a demand or an accusation, and what the other said to it, or that nothing was said."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ...model import Stance
from ..merging import merge
from ..table import Table
from .said import actor_name, utterances

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...model import Statement
    from ..merging import MergedStatements
    from ..table import Value
    from .said import Utterance

CHALLENGES = (Stance.DEMAND, Stance.APPEAL, Stance.ACCUSE, Stance.CRITICIZE, Stance.THREATEN)
"""What calls for an answer."""

REFUSALS = (Stance.DENY, Stance.REJECT)
"""What is an answer without saying to whom."""

WITHIN_DAYS = 14
"""After two weeks what the other says is taken for news of its own."""


def replies(
    statements: Iterable[Statement] | MergedStatements,
    *,
    within_days: int = WITHIN_DAYS,
    for_represented: bool = True,
) -> Table:
    """Return each demand, appeal, accusation, criticism or threat with the target's first answer.

    An answer is what the challenged side says of the challenger within `within_days` days, a mere comment or
    consultation excepted; a denial or refusal without a target counts in the challenge's own article.
    Columns: `by`, `to`, `stance`, `date`, `words`, `id`, then `reply_stance`, `reply_speaker`, `reply_date`,
    `reply_words`, `reply_id`, and `days` between them (None if a date is unknown or no day).
    """
    merged = merge(statements)
    rows: list[tuple[Value, ...]] = []
    for challenge, reply in find_replies(merged, within_days, for_represented):
        said = reply.first
        answer = (said.stance.value, said.speaker, said.date, said.evidence, said.id)
        rows.append((*_challenge(merged, challenge), *answer, _days(challenge, reply)))
    columns = ("reply_stance", "reply_speaker", "reply_date", "reply_words", "reply_id", "days")
    return Table((*_COLUMNS, *columns), tuple(rows))


def unanswered(
    statements: Iterable[Statement] | MergedStatements,
    *,
    stances: Iterable[Stance] = (Stance.DEMAND,),
    within_days: int = WITHIN_DAYS,
    for_represented: bool = True,
) -> Table:
    """Return the demands (or other `stances`) to which these articles tell no answer, in the order of time.

    Columns: `by`, `to`, `stance`, `date`, `words`, `id`. Silence in the articles is not silence in the world.
    """
    merged, wanted = merge(statements), set(stances)
    said = utterances(merged, for_represented)
    answered = {challenge.id for challenge, _ in find_replies(merged, within_days, for_represented)}
    silent = (
        each
        for each in said
        if each.first.stance in wanted and each.first.target_id is not None and each.id not in answered
    )
    return Table(_COLUMNS, tuple(_challenge(merged, each) for each in silent))


_COLUMNS = ("by", "to", "stance", "date", "words", "id")


def find_replies(
    merged: MergedStatements, within_days: int = WITHIN_DAYS, for_represented: bool = True
) -> Iterator[tuple[Utterance, Utterance]]:
    """Yield each challenge that is answered, with its first answer, in the order of the challenges."""
    said = utterances(merged, for_represented)
    side_of = _sides(merged) if for_represented else {}
    answers: dict[tuple[str, str | None], list[Utterance]] = {}
    for each in said:
        if each.first.stance not in (Stance.COMMENT, Stance.CONSULT):
            target = each.first.target_id
            addressee = None if target is None else side_of.get(target, target)
            answers.setdefault((side_of.get(each.by, each.by), addressee), []).append(each)
    for challenge in said:
        target = challenge.first.target_id
        if target is None or challenge.first.stance not in CHALLENGES:
            continue
        challenged, challenger = side_of.get(target, target), side_of.get(challenge.by, challenge.by)
        if challenged == challenger:
            continue
        direct = answers.get((challenged, challenger), [])
        general = [each for each in answers.get((challenged, None), []) if each.first.stance in REFUSALS]
        for reply in (*direct, *general):
            if _answers(challenge, reply, within_days, named=reply.first.target_id is not None):
                yield challenge, reply
                break


def _sides(merged: MergedStatements) -> dict[str, str]:
    """Return the state or organisation of everybody who spoke for one alone."""
    spoke_for: dict[str, set[str]] = {}
    for statement in merged.statements:
        if statement.represents_id is not None:
            spoke_for.setdefault(statement.speaker_id, set()).add(statement.represents_id)
    return {person: next(iter(sides)) for person, sides in spoke_for.items() if len(sides) == 1}


def _answers(challenge: Utterance, reply: Utterance, within_days: int, named: bool) -> bool:
    together = not challenge.articles.isdisjoint(reply.articles)
    if not named and not together:
        return False
    if challenge.period is None or reply.period is None:
        return together
    latest = challenge.period.last + timedelta(days=within_days)
    return challenge.period.first <= reply.period.last and reply.period.first <= latest


def _days(challenge: Utterance, reply: Utterance) -> int | None:
    if challenge.period is None or reply.period is None:
        return None
    if challenge.period.precision != "day" or reply.period.precision != "day":
        return None
    return (reply.period.first - challenge.period.first).days


def _challenge(merged: MergedStatements, each: Utterance) -> tuple[Value, ...]:
    first = each.first
    names = (actor_name(merged, each.by), actor_name(merged, first.target_id))
    return (*names, first.stance.value, first.date, first.evidence, first.id)
