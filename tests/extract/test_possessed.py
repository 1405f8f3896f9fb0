"""Somebody's people: "his spokesman" is never the one whose spokesman he is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Extract

# language, text, speakers and whom they speak for
SOMEBODYS: list[tuple[str, str, list[tuple[str, str | None]]]] = [
    (
        "en",
        "Vladimir Putin arrived in Paris. His foreign minister condemned France.",
        [("Sergey Lavrov", "Russia")],
    ),
    (
        "en",
        "Vladimir Putin arrived in Paris. His spokesman condemned France.",
        [("Vladimir Putin's spokesman", "Russia")],
    ),
    (
        "en",
        "Angela Merkel arrived in Paris. Her deputy spokesman criticised Turkey.",
        [("Angela Merkel's deputy spokesman", "Germany")],
    ),
    (
        "en",
        "Vladimir Putin arrived in Paris. His lawyer condemned France.",
        [("Vladimir Putin's lawyer", None)],
    ),
    (
        "en",
        "Vladimir Putin arrived in Paris. His brother condemned France.",
        [("Vladimir Putin's brother", None)],
    ),
    ("en", "Angela Merkel arrived in Paris. Her aides criticised Turkey.", []),
    ("en", "His spokesman condemned France.", []),
    (
        "en",
        "Cyril Ramaphosa arrived in Paris. His spokesman, Vincent Magwenya, condemned France.",
        [("Vincent Magwenya", None)],
    ),
    (
        "en",
        "Vladimir Putin arrived in Paris. His words condemned France.",
        [("Vladimir Putin", "Russia")],
    ),
    (
        "fr",
        "Vladimir Poutine est arrivé à Paris. Son ministre des Affaires étrangères a condamné la France.",
        [("Sergey Lavrov", "Russia")],
    ),
    (
        "fr",
        "Vladimir Poutine est arrivé à Paris. Son porte-parole a condamné la France.",
        [("Vladimir Putin's spokesperson", "Russia")],
    ),
    (
        "fr",
        "La Russie est inquiète. Son porte-parole a condamné la France.",
        [("Russia's spokesperson", "Russia")],
    ),
    ("fr", "Vladimir Poutine est arrivé à Paris. Son frère a condamné la France.", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), SOMEBODYS)
def test_who_is_somebodys(
    extract: Extract, language: str, text: str, expected: list[tuple[str, str | None]]
) -> None:
    found = extract(language, text, "2016-10-12")
    assert [(statement.speaker, statement.represents) for statement in found] == expected
