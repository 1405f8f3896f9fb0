"""Where extraction goes wrong against gold statements: every disagreement, the worst first, and its targets.

A disagreement is worse the more it turns what was said around, and the surer we were of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .scoring import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .scoring import Pair, Record, Score

KINDS: Mapping[str, str] = {
    "opposite": "friendly read as hostile, or hostile as friendly",
    "sign": "friendly or hostile read as neutral, or neutral as either",
    "extra": "no gold statement speaks of these words",
    "missed": "nothing was read out of these words",
    "speaker": "said by somebody else",
    "target": "directed at somebody else",
    "stance": "another stance of the same sign",
    "detail": "another place, date, mode, negation or whom the speaker speaks for",
}
"""What each kind of disagreement means. A pair is of the first kind that fits, but for a wrong speaker, which
goes before a wrong sign.
"""
TIERS: Mapping[str, int] = {"target": 1, "stance": 2, "detail": 3}
"""Kinds of a later tier stand behind all those of an earlier one; the others are of tier 0."""
WEIGHTS: Mapping[str, float] = {"opposite": 2.0}
"""Of kinds within their tier, times our confidence; the others weigh 1."""
UNSAID, CHARGED = 0.5, 0.8
"""What stands for our confidence in a statement that we missed: more where it takes a stance towards
somebody. Also for a predicted statement that tells no confidence.
"""
TARGETS: Mapping[str, str] = {
    "right": "the same actor",
    "right_null": "rightly nobody",
    "missed": "gold names somebody, we name nobody",
    "invented": "gold names nobody, we name somebody",
    "other": "gold and we name different actors",
}
"""What each count of `compare_targets` means."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A gold and a predicted statement that differ in `fields`; one of both is None where it has no
    partner.
    """

    kind: str
    weight: float
    gold: Record | None
    predicted: Record | None
    fields: tuple[str, ...] = ()

    @property
    def record(self) -> Record:
        """The predicted statement, else the gold one: it tells article and evidence."""
        found = self.predicted if self.predicted is not None else self.gold
        assert found is not None
        return found


def rank_disagreements(
    score: Score, gold: Sequence[Record], predicted: Sequence[Record]
) -> list[Disagreement]:
    """Return every disagreement behind a score of these statements, the worst first."""
    found = [*_of_pairs(score.pairs, gold, predicted), *_unpaired(score.pairs, gold, predicted)]
    return sorted(found, key=lambda each: (TIERS.get(each.kind, 0), -each.weight))


def _of_pairs(
    pairs: Sequence[Pair], gold: Sequence[Record], predicted: Sequence[Record]
) -> Iterator[Disagreement]:
    for pair in sorted(pairs, key=lambda pair: pair.gold):
        wanted, found = gold[pair.gold], predicted[pair.predicted]
        wrong = tuple(name for name in ("speaker", *FIELDS) if not pair.agrees[name])
        if wrong:
            kind = _kind(wanted, found, wrong)
            weight = WEIGHTS.get(kind, 1.0) * float(found.get("confidence", UNSAID))
            yield Disagreement(kind, round(weight, 3), wanted, found, wrong)


def _kind(gold: Record, predicted: Record, wrong: Sequence[str]) -> str:
    if "speaker" in wrong:
        return "speaker"
    if "polarity" in wrong:
        return "opposite" if gold["polarity"] * (predicted.get("polarity") or 0) < 0 else "sign"
    return next((name for name in ("target", "stance") if name in wrong), "detail")


def _unpaired(
    pairs: Sequence[Pair], gold: Sequence[Record], predicted: Sequence[Record]
) -> Iterator[Disagreement]:
    paired, used = {pair.gold for pair in pairs}, {pair.predicted for pair in pairs}
    for j, record in enumerate(predicted):
        if j not in used:
            yield Disagreement("extra", float(record.get("confidence", UNSAID)), None, record)
    for i, record in enumerate(gold):
        if i not in paired:
            charged = bool(record["polarity"] and record.get("target"))
            yield Disagreement("missed", CHARGED if charged else UNSAID, record, None)


def compare_targets(score: Score, gold: Sequence[Record], predicted: Sequence[Record]) -> dict[str, int]:
    """Return how the targets of the detected pairs compare: a count for each of `TARGETS`."""
    counts: Counter[str] = Counter()
    for pair in score.pairs:
        if pair.agrees["speaker"]:
            wanted, found = gold[pair.gold].get("target"), predicted[pair.predicted].get("target")
            if pair.agrees["target"]:
                counts["right" if wanted else "right_null"] += 1
            else:
                counts["missed" if not found else "invented" if not wanted else "other"] += 1
    return {name: counts[name] for name in TARGETS}


def disagreement_as_dict(disagreement: Disagreement) -> dict[str, Any]:
    """Return a disagreement as plain data, both statements in the fields that identify them or differ."""
    names = dict.fromkeys(("speaker", "stance", "polarity", "target", *disagreement.fields))

    def plain(record: Record | None) -> dict[str, Any] | None:
        return {name: record.get(name) for name in names} if record is not None else None

    predicted = disagreement.predicted
    return {
        "kind": disagreement.kind,
        "weight": disagreement.weight,
        "article": disagreement.record["article"],
        "fields": list(disagreement.fields),
        "gold": plain(disagreement.gold),
        "predicted": plain(predicted),
        "confidence": predicted.get("confidence") if predicted is not None else None,
        "rule": predicted.get("rule") if predicted is not None else None,
        "evidence": disagreement.record.get("evidence"),
    }
