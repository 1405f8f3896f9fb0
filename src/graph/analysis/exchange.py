"""Who answers whom: a demand or an accusation, and what the other said to it, or that nothing was said."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from ...model import Stance
from ..merging import merge
from ..table import Table
from .said import actor_name, utterances

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ...model import Statement
    from ..merging import MergedStatements
    from ..table import Value
    from .said import Utterance

CHALLENGES = (Stance.DEMAND, Stance.APPEAL, Stance.ACCUSE, Stance.CRITICIZE, Stance.THREATEN)
"""What calls for an answer."""

REFUSALS = (Stance.DENY, Stance.REJECT)
"""What is an answer without saying to whom."""

MONTH = 31
"""Days of the longest span within which an order of words is believed; a year holds both orders."""

SAME_DAY = 20
"""So many answers from the challenge's day on are looked at: some may be told before it."""

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
    all_said = utterances(merged, for_represented)
    for challenge, reply in find_replies(merged, all_said, within_days, for_represented):
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
    answered = {challenge.id for challenge, _ in find_replies(merged, said, within_days, for_represented)}
    silent = (
        each
        for each in said
        if each.first.stance in wanted and each.first.target_id is not None and each.id not in answered
    )
    return Table(_COLUMNS, tuple(_challenge(merged, each) for each in silent))


_COLUMNS = ("by", "to", "stance", "date", "words", "id")


def find_replies(
    merged: MergedStatements,
    said: list[Utterance],
    within_days: int = WITHIN_DAYS,
    for_represented: bool = True,
    *,
    side_of: Mapping[str, str] | None = None,
) -> Iterator[tuple[Utterance, Utterance]]:
    """Yield each challenge that is answered, with its first answer; `said` are all utterances of `merged`.

    `side_of` tells for whom people speak who spoke for one alone (default: what these statements tell).
    """
    if side_of is None:
        side_of = _sides(merged) if for_represented else {}
    answers: defaultdict[tuple[str, str | None], _Answers] = defaultdict(_Answers)
    for each in said:
        if each.first.stance not in (Stance.COMMENT, Stance.CONSULT):
            target = each.first.target_id
            addressee = None if target is None else side_of.get(target, target)
            answers[side_of.get(each.by, each.by), addressee].add(each)
    for challenge in said:
        target = challenge.first.target_id
        if target is None or not is_challenge(challenge):
            continue
        challenged, challenger = side_of.get(target, target), side_of.get(challenge.by, challenge.by)
        if challenged == challenger:
            continue
        reply = answers[challenged, challenger].first_after(challenge, within_days)
        reply = reply or answers[challenged, None].refusal_in_same_article(challenge, within_days)
        if reply is not None:
            yield challenge, reply


def is_challenge(said: Utterance) -> bool:
    """Tell whether an utterance calls for an answer of its target."""
    return said.first.target_id is not None and said.first.stance in CHALLENGES


class _Answers:
    """What one side says to another, found by day and by article."""

    def __init__(self) -> None:
        self._days: list[date] = []
        self._precise: list[Utterance] = []
        self._vague: list[Utterance] = []
        self._by_article: defaultdict[str, list[Utterance]] = defaultdict(list)

    def add(self, answer: Utterance) -> None:
        """Take in an answer; they come in the order of time."""
        if answer.period is not None and answer.period.precision == "day":
            self._days.append(answer.period.first)
            self._precise.append(answer)
        elif answer.period is not None:
            self._vague.append(answer)
        for article in answer.articles:
            self._by_article[article].append(answer)

    def first_after(self, challenge: Utterance, within_days: int) -> Utterance | None:
        """Return the first answer: one whose day is known, else of a month or year that fits, else undated in
        the same article.
        """
        if challenge.period is not None:
            place = bisect_left(self._days, challenge.period.first)
            for answer in chain(self._precise[place : place + SAME_DAY], self._vague):
                if _in_time(challenge, answer, within_days):
                    return answer
        for answer in self._together(challenge):
            unknown = challenge.period is None or answer.period is None
            if unknown and _in_time(challenge, answer, within_days):
                return answer
        return None

    def refusal_in_same_article(self, challenge: Utterance, within_days: int) -> Utterance | None:
        """Return the first denial or refusal that an article of the challenge tells."""
        for answer in self._together(challenge):
            if answer.first.stance in REFUSALS and _in_time(challenge, answer, within_days):
                return answer
        return None

    def _together(self, challenge: Utterance) -> Iterator[Utterance]:
        return (answer for key in sorted(challenge.articles) for answer in self._by_article.get(key, ()))


def _sides(merged: MergedStatements) -> dict[str, str]:
    """Return the state or organisation of everybody who spoke for one alone."""
    spoke_for: dict[str, set[str]] = {}
    for statement in merged.statements:
        if statement.represents_id is not None:
            spoke_for.setdefault(statement.speaker_id, set()).add(statement.represents_id)
    return {person: next(iter(sides)) for person, sides in spoke_for.items() if len(sides) == 1}


def _in_time(challenge: Utterance, answer: Utterance, within_days: int) -> bool:
    """Tell whether an answer may have come after the challenge, and soon enough; in one article unknown days
    may.

    Of a challenge of which only the month is known, that month alone is soon enough; a year never is. What
    one article tells of one day is an answer if it is told after the challenge, or denies or rejects.
    """
    one, other = challenge.first, answer.first
    if challenge.period is None or answer.period is None or challenge.period == answer.period:
        in_order = one.article != other.article or one.start < other.start or other.stance in REFUSALS
        if not in_order or challenge.period is None or answer.period is None:
            return in_order
    longest = timedelta(days=MONTH)
    if any(each.last - each.first > longest for each in (challenge.period, answer.period)):
        return False
    wait = within_days if challenge.period.precision == "day" else 0
    latest = challenge.period.last + timedelta(days=min(wait, (date.max - challenge.period.last).days))
    return challenge.period.first <= answer.period.last and answer.period.first <= latest


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
