"""Targets: whom a stance is directed at, in every construction that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Extract


TABLE: list[Any] = [
    ("en", "Norway condemned Russia.", ["Russia"]),
    ("en", "Norway condemned Russia's bombing of Ukraine.", ["Russia"]),
    ("en", "Norway condemned the bombing of Ukraine by Russia.", ["Russia"]),
    ("en", "Norway condemned the Russian bombing.", ["Russia"]),
    ("en", "Norway condemned Russia and Belarus.", ["Belarus", "Russia"]),
    ("en", "Norway condemned the Russian government.", ["Russia"]),
    ("en", "Norway condemned the attack.", [None]),
    ("en", "Norway blamed the attack on Russia.", ["Russia"]),
    ("en", "Norway blamed Russia for the attack on Ukraine.", ["Russia"]),
    ("en", "Norway demanded that Russia withdraw.", ["Russia"]),
    ("en", "Norway called on Russia to withdraw from Ukraine.", ["Russia"]),
    ("en", "Norway called for Russia's withdrawal.", ["Russia"]),
    ("en", "Norway agreed with Canada.", ["Canada"]),
    ("en", "Norway voiced support for Ukraine.", ["Ukraine"]),
    ("en", "Norway rejected the proposal of the Iranian president.", ["Iran"]),
    ("en", "Norway criticised Vladimir Putin.", ["Vladimir Putin"]),
    ("en", "Norway regretted its own decision.", [None]),
    ("fr", "La Norvège a condamné la Russie.", ["Russia"]),
    ("fr", "La Norvège a condamné les bombardements de la Russie.", ["Russia"]),
    ("fr", "La Norvège a condamné les frappes russes.", ["Russia"]),
    ("fr", "La Norvège a condamné la Russie et la Biélorussie.", ["Belarus", "Russia"]),
    ("fr", "La Norvège a condamné le gouvernement russe.", ["Russia"]),
    ("fr", "La Norvège a condamné cette attaque.", [None]),
    ("fr", "La Norvège exige que la Russie se retire.", ["Russia"]),
    ("fr", "La Norvège appelle la Russie à se retirer.", ["Russia"]),
    ("fr", "La Norvège a demandé à la Russie de se retirer.", ["Russia"]),
    ("fr", "La Norvège a exprimé son soutien à l'Ukraine.", ["Ukraine"]),
    ("fr", "La Norvège reproche à la Russie son attaque.", ["Russia"]),
    ("fr", "La Norvège a critiqué Vladimir Poutine.", ["Vladimir Putin"]),
    ("fr", "La Norvège s'inquiète du programme iranien.", ["Iran"]),
]


@pytest.mark.parametrize(("language", "text", "targets"), TABLE)
def test_targets(extract: Extract, language: str, text: str, targets: list[str | None]) -> None:
    found = extract(language, text)
    assert {each.speaker for each in found} == {"Norway"}
    assert sorted([each.target for each in found], key=str) == targets


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", '"We are a great country," Vladimir Putin said in Moscow.'),
        ("en", "Russia said that Russia was ready."),
        ("fr", "« Nous sommes un grand pays », a dit Vladimir Poutine à Moscou."),
    ],
)
def test_nobody_is_his_own_target(extract: Extract, language: str, text: str) -> None:
    assert all(each.target is None for each in extract(language, text, "2016-10-12"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway condemned the fighting in Ukraine."),
        ("fr", "La Norvège a condamné les combats en Ukraine."),
    ],
)
def test_a_place_is_no_target(extract: Extract, language: str, text: str) -> None:
    assert [(each.target, each.places) for each in extract(language, text)] == [(None, ("Ukraine",))]
