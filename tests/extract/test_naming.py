"""Naming verbs: what somebody is called takes the stance, and who is called so is its target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Extract

TABLE: list[Any] = [
    ("en", "Norway called Belarus a reliable partner.", "support", "Belarus"),
    ("en", "Norway labelled the Turkish plan unacceptable.", "criticize", "Turkey"),
    ("en", "Norway described Iran's move as a serious mistake.", "criticize", "Iran"),
    ("en", "Norway deemed the Turkish plan unacceptable.", "criticize", "Turkey"),
    ("en", "Norway called the situation the worst crisis of the decade.", "concern", None),
    ("en", "Turkey bombed two villages. Norway called the attack unacceptable.", "criticize", "Turkey"),
    ("en", "Norway considers Chad a neighbour.", "comment", "Chad"),
    ("fr", "La Norvège a qualifié d'inacceptable la décision turque.", "criticize", "Turkey"),
    ("fr", "La Norvège a qualifié la décision turque d'inacceptable.", "criticize", "Turkey"),
    ("fr", "La Norvège a jugé inacceptable la décision turque.", "criticize", "Turkey"),
    ("fr", "La Norvège a décrit le plan iranien comme une erreur.", "criticize", "Iran"),
    ("fr", "La Norvège considère le Tchad comme un voisin.", "comment", "Chad"),
]


@pytest.mark.parametrize(("language", "text", "stance", "target"), TABLE)
def test_what_somebody_is_called(
    extract: Extract, language: str, text: str, stance: str, target: str | None
) -> None:
    found = [(each.stance, each.target) for each in extract(language, text) if each.speaker == "Norway"]
    assert found == [(stance, target)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway said the plan was unacceptable to Turkey."),
        ("fr", "La Norvège a dit qu'elle aiderait le Mali."),
    ],
)
def test_a_clause_is_no_name(extract: Extract, language: str, text: str) -> None:
    assert [each.rule for each in extract(language, text) if "/named-" in each.rule] == []
