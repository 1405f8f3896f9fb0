"""The records: each rule is kept, and ids never change."""

from __future__ import annotations

import dataclasses
import hashlib
import pickle
from typing import Any

import pytest

from communique.errors import CommuniqueError, StatementError
from communique.model import ActorKind, Article, Stance, Statement, statement_id

PLAIN: dict[str, Any] = {
    "id": "0123456789abcdef",
    "article": "a",
    "language": "en",
    "speaker": "France",
    "speaker_id": "france",
    "speaker_kind": ActorKind.STATE,
    "represents": "France",
    "represents_id": "france",
    "stance": Stance.ACCUSE,
    "polarity": -1,
    "intensity": 0.5,
    "negated": False,
    "modality": "actual",
    "target": "Russia",
    "target_id": "russia",
    "target_kind": ActorKind.STATE,
    "places": ("Aleppo",),
    "place_ids": ("aleppo",),
    "mode": "indirect",
    "cue": "accused",
    "evidence": "ten chars.",
    "start": 5,
    "end": 15,
    "sentence_start": 5,
    "sentence_end": 15,
    "confidence": 0.9,
    "rule": "clause/accuse",
}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"target": None, "target_id": None, "target_kind": None},
        {"places": (), "place_ids": ()},
        {"confidence": 0, "intensity": 1},
        {"confidence": 1, "intensity": 0},
        {"polarity": 0},
        {"polarity": 1},
        {"sentence_start": 0, "sentence_end": 99},
        {"start": 0, "end": 10, "sentence_start": 0},
    ],
)
def test_sound_statements_are_made(values: dict[str, Any]) -> None:
    statement = Statement(**PLAIN | values)
    assert all(getattr(statement, name) == value for name, value in values.items())


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"start": -5, "end": 5}, "offsets -5-5"),
        ({"start": 15, "end": 15, "evidence": ""}, "offsets"),
        ({"start": 15, "end": 5}, "offsets"),
        ({"end": 16, "sentence_end": 16}, "do not fit the evidence's length"),
        ({"evidence": "ten chars"}, "do not fit the evidence's length"),
        ({"sentence_start": 6}, "outside of its sentence"),
        ({"sentence_end": 14}, "outside of its sentence"),
        ({"confidence": 1.01}, "0..1"),
        ({"confidence": -0.01}, "0..1"),
        ({"confidence": float("nan")}, "0..1"),
        ({"intensity": 1.5}, "0..1"),
        ({"intensity": -1}, "0..1"),
        ({"polarity": 2}, "polarity"),
        ({"polarity": -2}, "polarity"),
        ({"target": None}, "target and target_id"),
        ({"target_id": None}, "target and target_id"),
        ({"places": ()}, "each place needs its id"),
        ({"place_ids": ("aleppo", "homs")}, "each place needs its id"),
    ],
)
def test_each_broken_rule_is_told_with_the_id(values: dict[str, Any], rule: str) -> None:
    with pytest.raises(StatementError, match=r"^0123456789abcdef: ") as caught:
        Statement(**PLAIN | values)
    assert rule in str(caught.value)
    assert isinstance(caught.value, CommuniqueError)


def test_records_do_not_change_and_travel_between_processes() -> None:
    statement = Statement(**PLAIN)
    with pytest.raises(dataclasses.FrozenInstanceError):
        statement.speaker = "Syria"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(statement)) == statement
    assert Statement.__module__ == "communique.model"


def test_statement_ids_are_stable() -> None:
    """Known values: links to statements break when one of these changes."""
    assert statement_id("a", 5, 15, "france", Stance.ACCUSE, "russia") == "6ec7572d45e8ab22"
    assert statement_id("a", 5, 15, "france", Stance.ACCUSE, None) == "85d57d146c9c171f"
    key = "é|0|1|x|support|"
    assert statement_id("é", 0, 1, "x", Stance.SUPPORT, None) == hashlib.sha256(key.encode()).hexdigest()[:16]


def test_every_part_of_an_id_counts() -> None:
    first: tuple[Any, ...] = ("a", 5, 15, "france", Stance.ACCUSE, "russia")
    others: tuple[Any, ...] = ("b", 6, 16, "syria", Stance.DENY, None)
    keys = [first, *((*first[:i], others[i], *first[i + 1 :]) for i in range(len(first)))]
    ids = {statement_id(a, b, c, d, e, f) for a, b, c, d, e, f in keys}
    assert len(ids) == 7


def test_an_article_knows_its_length_and_digest() -> None:
    article = Article(id="a", text="né\r\n")
    assert article.characters == 4
    assert article.sha256 == hashlib.sha256("né\r\n".encode()).hexdigest()
    assert Article(id="a", text="\ud800").sha256  # half a surrogate pair, as JSON may hold


def test_there_are_thirteen_stances() -> None:
    assert len(Stance) == 13
    assert all(stance.value == stance.name.lower() for stance in Stance)
