"""One utterance, reported more than once: the same speaker, target and day, and words that say the same.

News repeats itself: agencies are copied, a headline says again what the text says, and a French paper
translates. Statements are what articles hold; utterances are what was said. The thresholds were set on
`tests/gold/utterances_dev.jsonl` for few false links; `docs/accuracy.md` has the figures on the unseen half.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from .dating import read_period
from .wording import matches, read_stems, read_wording

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

OPPOSITE = 0.6
"""Likeness from which a word that only one text has turns its sense: "not", or another noun."""

MIN_SHARED = 2
"""Words that two texts must share at the least."""

SHORT = 4
"""A text of fewer words must share all of them but one; one word alone is no utterance to find again."""

FEW = 6
"""In so few words of one language each counts: where both have one that the other lacks, they differ."""

MIN_QUOTED = 4
"""Words in quotation marks that are enough to compare by; fewer are compared with what stands around them."""

COMMON = 200
"""A word that more reports of one speaker on one target use is too common to look for likeness by it."""

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
    weight: float
    """How much all its words tell."""
    places: frozenset[str]
    meanings: frozenset[str]
    counts_meanings: bool
    """Whether it has several words, of which no two mean the same: it shares no more words than meanings."""


@dataclass(slots=True)
class Vocabulary:
    """How many reports there are, and how many have each stem: it tells how rare a word is."""

    reports: int = 0
    stems: Counter[str] = field(default_factory=Counter)

    def add(self, other: Vocabulary) -> None:
        """Take in the vocabulary of other statements; none has speaker and target of these."""
        self.reports += other.reports
        self.stems.update(other.stems)


def vocabulary(statements: Iterable[Statement]) -> Vocabulary:
    """Return the vocabulary of some statements; copies, the same words of one speaker on one day, count
    once.
    """
    return _vocabulary(_alike(statements))


def group_utterances(statements: Iterable[Statement], of_all: Vocabulary | None = None) -> dict[str, str]:
    """Return the utterance of each statement, by the statements' ids, in whatever order they come.

    All statements of an utterance have the same speaker and target; their days agree (a date taken from the
    publication may be the day before, too); none is friendly where another is hostile, none made for another
    state; figures and places do not contradict each other. Their words say the same, within a language or
    across English and French; where a day is unknown, far more of them must. How much a word tells hangs on
    how rare it is among all the statements. An utterance is named by the id of its first report: dated to
    the day before dated vaguely, then the earliest, then by article and place in it.

    Some of the statements may be given, all of their speakers and targets, with the vocabulary `of_all`: they
    are grouped as they are among all.
    """
    alike = _alike(statements)
    weights = _weights(_vocabulary(alike) if of_all is None else of_all)
    utterance_of: dict[str, str] = {}
    for group in alike:
        compared = _comparable([reports[0] for reports in group])
        # read again, for the words of 100,000 statements kept at once would take 800 MB
        clusters = _cluster([_read(group[index][0], weights) for index in compared], weights)
        alone = set(range(len(group))).difference(compared)
        for cluster in [
            *([compared[place] for place in places] for places in clusters),
            *([k] for k in alone),
        ]:
            members = [statement for index in cluster for statement in group[index]]
            name = min(members, key=_in_time).id
            utterance_of.update((statement.id, name) for statement in members)
    return utterance_of


def _alike(statements: Iterable[Statement]) -> list[list[list[Statement]]]:
    """Return the statements by speaker and target, in the order of time, copies together."""
    groups: defaultdict[tuple[str, str | None], list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=_in_time):
        groups[statement.speaker_id, statement.target_id].append(statement)
    return [_same_words(group) for group in groups.values()]


def _same_words(statements: list[Statement]) -> list[list[Statement]]:
    """Return the statements put together that have the same words on the same day, so that each is compared
    once.
    """
    found: dict[tuple[object, ...], list[Statement]] = {}
    for each in statements:
        when = (each.date, each.date_basis)
        what = (each.evidence, each.language, each.mode, each.cue, each.polarity, each.represents_id)
        found.setdefault((*when, *what, each.place_ids), []).append(each)
    return list(found.values())


def _comparable(statements: list[Statement]) -> list[int]:
    """Return which of the statements of one speaker on one target may be of one day with another, by index.

    All of very many are, for the others tell which words are too common.
    """
    if len(statements) > COMMON:
        return list(range(len(statements)))
    spans = sorted((*_span(each), index) for index, each in enumerate(statements))
    found = []
    latest = None
    for place, (first, last, index) in enumerate(spans):
        follows = place + 1 < len(spans) and spans[place + 1][0] <= last
        if follows or (latest is not None and first <= latest):
            found.append(index)
        latest = last if latest is None else max(latest, last)
    return sorted(found)


def _span(statement: Statement) -> tuple[date, date]:
    """Return the days between which a statement may have been said."""
    period = read_period(statement.date)
    if period is None:
        return _EVER
    if statement.date_basis == "publication" and period.first > date.min:
        return period.first - _PUBLICATION_LAG, period.last
    return period.first, period.last


def _words_of(statement: Statement) -> tuple[str, str, str]:
    """Return the text to compare, its language, and in what words it is left out who said it of whom."""
    without = " ".join((statement.speaker, statement.represents or "", statement.target or "", statement.cue))
    language = statement.language
    if statement.mode == "direct":
        quoted = " ".join(_QUOTED.findall(statement.evidence))
        if len(read_stems(quoted, language, without)) >= MIN_QUOTED:
            return quoted, language, without
    return statement.evidence, language, without


def _read(statement: Statement, weights: Mapping[str, float]) -> _Report:
    wording = read_wording(*_words_of(statement))
    period = read_period(statement.date)
    return _Report(
        statement,
        wording,
        *_span(statement),
        precise=period is not None and period.precision == "day",
        weight=math.fsum(weights[stem] for stem in wording.stems),
        places=frozenset(statement.place_ids),
        meanings=frozenset(wording.by_meaning),
        counts_meanings=len(wording.stems) > 1
        and all(len(each) == 1 for each in wording.by_meaning.values()),
    )


def _vocabulary(alike: Iterable[list[list[Statement]]]) -> Vocabulary:
    found = Vocabulary()
    for copies in (copies for group in alike for copies in group):
        found.stems.update(read_stems(*_words_of(copies[0])))
        found.reports += 1
    return found


def _weights(words: Vocabulary) -> Mapping[str, float]:
    """Return how much each stem tells: the rarer among all statements, the more (inverse frequency)."""
    return {stem: math.log(1 + words.reports / (1 + count)) for stem, count in words.stems.items()}


def _cluster(reports: list[_Report], weights: Mapping[str, float]) -> list[list[int]]:
    """Return which of the reports, by their index, are one utterance.

    The likest pairs are joined first, and only where everybody fits everybody: a third report that quotes two
    statements does not make one of them.
    """
    likeness = {
        (i, j): found
        for i, j in _candidates(reports)
        if (found := _likeness(reports[i], reports[j], weights)) >= LIKELY
    }
    accepted = _accepted(reports, likeness)
    cluster_of = {index: [index] for index in range(len(reports))}

    def fit(i: int, j: int) -> bool:
        if reports[i].statement.article == reports[j].statement.article:
            return (min(i, j), max(i, j)) in accepted
        return may_be_one(reports[i], reports[j])

    for i, j in sorted(accepted, key=lambda pair: (-likeness[pair], pair)):
        one, other = cluster_of[i], cluster_of[j]
        if one is other or not all(fit(a, b) for a, b in product(one, other)):
            continue
        pairs = [(min(a, b), max(a, b)) for a, b in product(one, other)]
        if sum(likeness.get(pair, 0.0) for pair in pairs) / len(pairs) >= LIKELY:
            one.extend(other)
            cluster_of.update((index, one) for index in other)
    return list({id(each): each for each in cluster_of.values()}.values())


def _candidates(reports: list[_Report]) -> Iterator[tuple[int, int]]:
    """Yield the pairs, smaller index first, that share a meaning which is not too common, and maybe a day.

    The reports are in the order of `_in_time`: those whose day is known stand first.
    """
    using: defaultdict[str, list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        for key in _keys(report):
            using[key].append(index)
    shared = {key: indices for key, indices in using.items() if 1 < len(indices) <= COMMON}
    days = [report.last.toordinal() for report in reports if report.precise]
    for i, report in enumerate(reports):
        next_day = bisect_right(days, days[i] + _PUBLICATION_LAG.days) if report.precise else i + 1
        vague = max(len(days), i + 1)
        found: set[int] = set()
        for key in _keys(report):
            if indices := shared.get(key):
                found.update(indices[bisect_right(indices, i) : bisect_left(indices, next_day)])
                found.update(indices[bisect_left(indices, vague) :])
        yield from ((i, j) for j in sorted(found) if _may_share_enough(report, reports[j]))


def _may_share_enough(one: _Report, other: _Report) -> bool:
    """Tell whether two reports may share `MIN_SHARED` words; told at once, for most pairs do not."""
    return (
        len(one.meanings & other.meanings) >= MIN_SHARED
        or not (one.counts_meanings or other.counts_meanings)
        or one.wording.language != other.wording.language
        or one.statement.article == other.statement.article
    )


def _keys(report: _Report) -> Iterator[str]:
    """Yield what candidates must share: a meaning, or how a word begins."""
    yield from report.wording.by_meaning
    yield from (f"{each}~" for each in report.wording.by_beginning)


def _accepted(reports: list[_Report], likeness: Mapping[tuple[int, int], float]) -> set[tuple[int, int]]:
    """Return the pairs that are one utterance."""
    best: defaultdict[tuple[int, str], list[float]] = defaultdict(list)
    for (i, j), found in likeness.items():
        best[i, reports[j].statement.article].append(found)
        best[j, reports[i].statement.article].append(found)
    accepted = set()
    for (i, j), found in likeness.items():
        one, other = reports[i], reports[j]
        if one.statement.article == other.statement.article:
            sure = found >= SURE_SAME_ARTICLE
        elif not (one.precise and other.precise):
            sure = found >= SURE_VAGUE
        else:
            rivals = best[i, other.statement.article] + best[j, one.statement.article]
            rivals = sorted(rivals, reverse=True)[2:]  # the pair itself stands in both lists
            sure = found >= SURE or found >= BY_FAR * max(rivals, default=0.0)
        if sure:
            accepted.add((i, j))
    return accepted


def may_be_one(one: _Report, other: _Report) -> bool:
    """Tell whether nothing but their words speaks against two reports being of one utterance."""
    a, b = one.statement, other.statement
    return (
        one.first <= other.last
        and other.first <= one.last
        and a.polarity * b.polarity >= 0
        and (a.represents_id == b.represents_id or None in (a.represents_id, b.represents_id))
        and _agree(one.wording.figures, other.wording.figures)
        and _agree(one.places, other.places)
    )


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or not one.isdisjoint(other)


def _likeness(one: _Report, other: _Report, weights: Mapping[str, float]) -> float:
    """Return the share of the words of both that the other has too, by weight, 0 to 1."""
    a, b = one.statement, other.statement
    if not may_be_one(one, other):
        return 0.0
    if a.article == b.article and a.start < b.end and b.start < a.end:
        return 1.0
    stems = (one.wording.stems, other.wording.stems)
    matched = matches(one.wording, other.wording)
    if min(map(len, matched)) < _needed(*stems):
        return 0.0
    matching = math.fsum(weights[stem] for text in matched for stem in text)
    likeness = matching / (one.weight + other.weight)
    few = min(map(len, stems)) <= FEW and a.language == b.language
    each_has_more = all(text - found for text, found in zip(stems, matched, strict=True))
    opposite = one.wording.negated != other.wording.negated or (few and each_has_more)
    return 0.0 if opposite and likeness >= OPPOSITE else likeness


def _needed(one: frozenset[str], other: frozenset[str]) -> int:
    """Return how many words two texts must share at the least."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter == 1 < longer:
        return longer  # "unacceptable" alone may be said of anything
    return max(shorter - 1, min(shorter, MIN_SHARED)) if shorter < SHORT else MIN_SHARED


def _in_time(statement: Statement) -> tuple[bool, bool, date, str, int, str]:
    period = read_period(statement.date)
    day = period.first if period else date.min
    vague = period is None or period.precision != "day"
    return (period is None, vague, day, statement.article, statement.start, statement.id)
