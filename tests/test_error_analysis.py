"""Disagreements with gold: named, ranked and counted; and the tables that show them."""

from __future__ import annotations

import io
import itertools
from typing import Any

import pytest
from rich.console import Console

from communique.error_analysis import KINDS, TARGETS, compare_targets, rank_disagreements
from communique.model import Stance
from communique.score_report import confusion_table, report_as_dict
from communique.scoring import score_statements


def record(start: int = 0, end: int = 9, **other: Any) -> dict[str, Any]:
    plain = {
        "article": "a", "speaker": "France", "target": "Russia", "stance": "accuse", "polarity": -1,
        "start": start, "end": end, "mode": "direct", "evidence": "x" * (end - start),
    }  # fmt: skip
    return plain | other


@pytest.mark.parametrize(
    ("gold", "predicted", "kind", "weight"),
    [
        ({}, {"polarity": 1, "stance": "support"}, "opposite", 1.6),
        ({}, {"polarity": 0, "stance": "comment", "target": "Syria"}, "sign", 0.8),
        ({"polarity": 0}, {}, "sign", 0.8),
        ({}, {"speaker": "Germany", "polarity": 1}, "speaker", 0.8),
        ({}, {"target": None, "stance": "reject"}, "target", 0.8),
        ({}, {"stance": "reject", "venue": "Paris"}, "stance", 0.8),
        ({}, {"venue": "Paris"}, "detail", 0.8),
    ],
)
def test_a_pair_is_of_the_first_kind_that_fits(
    gold: dict[str, Any], predicted: dict[str, Any], kind: str, weight: float
) -> None:
    wanted, found = [record(**gold)], [record(confidence=0.8, **predicted)]
    [error] = rank_disagreements(score_statements(wanted, found, {}), wanted, found)
    assert (error.kind, error.weight) == (kind, weight)
    assert (error.gold, error.predicted) == (wanted[0], found[0])


def test_a_right_pair_is_no_disagreement() -> None:
    assert rank_disagreements(score_statements([record()], [record()], {}), [record()], [record()]) == []


def test_the_surer_of_two_errors_is_the_worse_one_and_another_sign_worse_than_another_target() -> None:
    changes: list[tuple[dict[str, Any], float]] = [
        ({"stance": "reject"}, 0.99), ({"target": "Syria"}, 0.9), ({"polarity": 0}, 0.1),
        ({"polarity": 0}, 0.7), ({"polarity": 1}, 0.4), ({"target": None}, 0.95), ({"venue": "Paris"}, 1.0),
    ]  # fmt: skip
    gold = [record(20 * i, 20 * i + 9) for i in range(len(changes))]
    predicted = [
        record(each["start"], each["end"], confidence=confidence, **change)
        for each, (change, confidence) in zip(gold, changes, strict=True)
    ]
    gold += [record(200, 209), record(220, 229, polarity=0)]  # missed
    predicted.append(record(240, 249, confidence=0.85))  # extra
    ranked = rank_disagreements(score_statements(gold, predicted, {}), gold, predicted)
    assert [(each.kind, each.weight) for each in ranked] == [
        ("extra", 0.85), ("opposite", 0.8), ("missed", 0.8), ("sign", 0.7), ("missed", 0.5), ("sign", 0.1),
        ("target", 0.95), ("target", 0.9), ("stance", 0.99), ("detail", 1.0),
    ]  # fmt: skip
    assert {each.kind for each in ranked} <= set(KINDS)


@pytest.mark.parametrize(
    ("gold", "predicted", "name"),
    [
        ("Russia", "the Russian Federation", "right"),
        (None, None, "right_null"),
        ("Russia", None, "missed"),
        (None, "Russia", "invented"),
        ("Russia", "Syria", "other"),
    ],
)
def test_targets_are_counted_over_detected_pairs(gold: str | None, predicted: str | None, name: str) -> None:
    wanted = [record(target=gold), record(20, 29)]
    found = [record(target=predicted), record(20, 29, speaker="Germany")]
    counts = compare_targets(score_statements(wanted, found, {}), wanted, found)
    assert counts == {each: int(each == name) for each in TARGETS}


def test_the_table_of_all_stances_fits_a_hundred_columns_and_adds_up() -> None:
    pairs = [(a, b) for a, b in itertools.product(Stance, Stance) for _ in range(30 if a == b else 2)]
    gold = [record(20 * i, 20 * i + 9, stance=a.value) for i, (a, _) in enumerate(pairs)]
    predicted = [record(20 * i, 20 * i + 9, stance=b.value) for i, (_, b) in enumerate(pairs)]
    score = score_statements(gold, predicted, {})
    screen = io.StringIO()
    Console(file=screen, width=100).print(confusion_table(score))
    lines = [line.rstrip() for line in screen.getvalue().splitlines()]
    assert max(map(len, lines)) <= 100
    assert "…" not in screen.getvalue()
    rows = [line.split() for line in lines if line.split()[:1] and line.split()[0] in set(Stance)]
    assert [row[0] for row in rows] != sorted(Stance)  # from friendly to hostile
    assert {row[0] for row in rows} == set(Stance)
    assert all(row[1:] == [*["2"] * i, "[30]", *["2"] * (12 - i), "54", "56%"] for i, row in enumerate(rows))
    assert lines[-1].split() == ["total", *["54"] * 13, "702", "56%"]
    told = report_as_dict(score, gold, predicted)
    assert told["confusion"]["accuse"]["deny"] == 2
    assert len(told["errors"]) == 13 * 12 * 2


def test_unknown_stances_are_shown_too() -> None:
    gold, predicted = [record(stance="murmur")], [record()]
    screen = io.StringIO()
    Console(file=screen, width=100).print(confusion_table(score_statements(gold, predicted, {})))
    assert "murmur" in screen.getvalue()
