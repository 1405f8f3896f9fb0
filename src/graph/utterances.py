"""One utterance, reported more than once: the same speaker, target and day, and words that say the same.

News repeats itself: agencies are copied, a headline says again what the text says, and a French paper
translates. Statements are what articles hold; utterances are what was said. The thresholds were set on
`tests/gold/utterances_dev.jsonl` for few false links; `docs/accuracy.md` has the figures on the unseen half.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .dating import read_period
from .wording import matching_stems, read_wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..model import Statement
    from .wording import Wording

SURE = 0.25
"""Likeness (0 to 1) from which two reports of one day are one utterance."""

LIKELY = 0.12
"""Likeness from which they are, if each is by far the likest that the other's article has."""

BY_FAR = 1.5
"""How many times liker than the next likest is by far."""

SURE_SAME_ARTICLE = 0.3
"""Within one article, whose sentences share their topic."""

SURE_VAGUE = 0.35
"""Where not both days are known."""

MIN_SHARED = 2
"""Words that two texts share at the least where their likeness is less than sure, unless one has one word."""

_QUOTED = re.compile('["“«„]\\s*(.+?)\\s*["”»]', re.DOTALL)
_EVER = (date.min, date.max)
_PUBLICATION_LAG = timedelta(days=1)
"""A paper dates by its own day what was said the day before."""


@dataclass(frozen=True, slots=True)
class _Report:
    """What is compared of a statement; `first` and `last` bound the days on which it may have been said."""

    statement: Statement
    wording: Wording
    first: date
    last: date
    precise: bool
    """Whether the day is known."""


_Pair = tuple[float, int, int]


def group_utterances(statements: Iterable[Statement]) -> dict[str, str]:
    """Return the utterance of each statement, by the statements' ids.

    Statements are one utterance if their speaker and target are the same, their days agree (a date taken from
    the publication may be the day before, too), none is friendly where the other is hostile, and their words
    say the same: within a language or across English and French. Where the day of one is unknown the words
    must agree far more. An utterance is named by the id of its first report: the earliest dated, else by
    article and place in it.
    """
    groups: defaultdict[tuple[str, str | None], list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[statement.speaker_id, statement.target_id].append(statement)
    alike = {key: _same_words(group) for key, group in groups.items()}
    weights = _weights(report.wording for reports in alike.values() for report, _ in reports)
    utterance_of: dict[str, str] = {}
    for reports in alike.values():
        for cluster in _cluster([report for report, _ in reports], weights):
            members = [statement for index in cluster for statement in reports[index][1]]
            name = min(members, key=_in_time).id
            utterance_of.update((statement.id, name) for statement in members)
    return utterance_of


def _same_words(statements: list[Statement]) -> list[tuple[_Report, list[Statement]]]:
    """Return the statements put together that have the same words on the same day, so that each is compared
    once.
    """
    found: dict[tuple[object, ...], list[Statement]] = {}
    for each in statements:
        key = (each.evidence, each.language, each.date, each.date_basis, each.polarity)
        found.setdefault(key, []).append(each)
    return [(_read(group[0]), group) for group in found.values()]


def _read(statement: Statement) -> _Report:
    without = " ".join((statement.speaker, statement.represents or "", statement.target or "", statement.cue))
    quoted = " ".join(_QUOTED.findall(statement.evidence)) if statement.mode == "direct" else ""
    wording = read_wording(quoted or statement.evidence, statement.language, without)
    period = read_period(statement.date)
    if period is None:
        return _Report(statement, wording, *_EVER, precise=False)
    lag = _PUBLICATION_LAG if statement.date_basis == "publication" else timedelta()
    return _Report(statement, wording, period.first - lag, period.last, period.precision == "day")


def _weights(wordings: Iterable[Wording]) -> Mapping[str, float]:
    """Return how much each stem tells: the rarer among all statements, the more (inverse frequency)."""
    counts: Counter[str] = Counter()
    total = 0
    for wording in wordings:
        counts.update(wording.stems)
        total += 1
    return {stem: math.log(1 + total / (1 + count)) for stem, count in counts.items()}


def _cluster(reports: list[_Report], weights: Mapping[str, float]) -> list[list[int]]:
    """Return which of the reports, by their index, are one utterance.

    The likest pairs are joined first. Two statements of one article that are not alike are never joined
    through a third that quotes both.
    """
    pairs = list(_likely_pairs(reports, weights))
    alike = {(i, j) for _, i, j in pairs}
    cluster_of = {index: [index] for index in range(len(reports))}

    def may_be_one(i: int, j: int) -> bool:
        same_article = reports[i].statement.article == reports[j].statement.article
        return not same_article or (min(i, j), max(i, j)) in alike

    for _, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        one, other = cluster_of[i], cluster_of[j]
        if one is not other and all(may_be_one(a, b) for a in one for b in other):
            one.extend(other)
            cluster_of.update((index, one) for index in other)
    return list({id(each): each for each in cluster_of.values()}.values())


def _likely_pairs(reports: list[_Report], weights: Mapping[str, float]) -> Iterator[_Pair]:
    """Yield likeness and indices of the pairs that are one utterance."""
    compared = [
        (likeness, i, j)
        for i, j in _same_days(reports)
        if (likeness := _likeness(reports[i], reports[j], weights)) >= LIKELY
    ]
    best: defaultdict[tuple[int, str], list[float]] = defaultdict(list)
    for likeness, i, j in compared:
        best[i, reports[j].statement.article].append(likeness)
        best[j, reports[i].statement.article].append(likeness)
    for likeness, i, j in compared:
        one, other = reports[i], reports[j]
        if one.statement.article == other.statement.article:
            accepted = likeness >= SURE_SAME_ARTICLE
        elif not (one.precise and other.precise):
            accepted = likeness >= SURE_VAGUE
        else:
            rivals = best[i, other.statement.article] + best[j, one.statement.article]
            rivals = sorted(rivals, reverse=True)[2:]  # the pair itself stands in both lists
            accepted = likeness >= SURE or likeness >= BY_FAR * max(rivals, default=0.0)
        if accepted:
            yield likeness, i, j


def _same_days(reports: list[_Report]) -> Iterator[tuple[int, int]]:
    """Yield the pairs, smaller index first, that may have been said on one day."""
    in_time = sorted(range(len(reports)), key=lambda index: (reports[index].first, index))
    for place, i in enumerate(in_time):
        for j in in_time[place + 1 :]:
            if reports[j].first > reports[i].last:
                break
            yield min(i, j), max(i, j)


def _likeness(one: _Report, other: _Report, weights: Mapping[str, float]) -> float:
    """Return the share of the words of both that the other has too, by weight, 0 to 1."""
    a, b = one.statement, other.statement
    if a.polarity * b.polarity < 0:
        return 0.0
    if a.article == b.article and a.start < b.end and b.start < a.end:
        return 1.0
    if (
        one.wording.numbers
        and other.wording.numbers
        and one.wording.numbers.isdisjoint(other.wording.numbers)
    ):
        return 0.0
    there, back = matching_stems(one.wording, other.wording), matching_stems(other.wording, one.wording)
    total = sum(weights[stem] for stem in (*one.wording.stems, *other.wording.stems))
    likeness = sum(weights[stem] for stem in (*there, *back)) / total if total else 0.0
    shared = min(len(there), len(back))
    shorter = min(len(one.wording.stems), len(other.wording.stems))
    return likeness if likeness >= SURE or shared >= min(MIN_SHARED, shorter) else 0.0


def _in_time(statement: Statement) -> tuple[bool, date, str, int, str]:
    period = read_period(statement.date)
    day = period.first if period else date.min
    return (period is None, day, statement.article, statement.start, statement.id)
