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
    ("en", "Norway defended its decision to leave Russia's fair.", [None]),
    ("en", "Norway expelled two Russian diplomats.", ["Russia"]),
    ("en", "Norway expelled Russia's ambassador, Ivan Petrov.", ["Russia"]),
    ("en", "Norway condemned the Russian foreign ministry.", ["Russia"]),
    ("en", "Norway criticised the Russian army.", ["Russia"]),
    ("en", "Norway criticised the Parliament of Iraq.", ["Parliament of Iraq"]),
    ("en", "Norway wrote to the Russian embassy, urging it to stop.", ["Russia"]),
    ("en", "In a letter to Russia, Norway called for restraint.", ["Russia"]),
    ("en", "Norway asked foreign embassies to keep their staff.", ["foreign embassies"]),
    ("en", "Norway told foreign powers to leave.", ["foreign powers"]),
    ("en", "Norway wants Russia to leave.", ["Russia"]),
    ("en", "Norway promised to send troops to Mali.", ["Mali"]),
    ("en", "Norway was concerned by the situation in Aleppo.", ["Syria"]),
    ("en", "Norway urged Brussels to act.", ["European Union"]),
    ("en", "Norway urged Brussels to act after the vote in Belgium.", ["Belgium"]),
    ("en", "Norway criticised the Kurds.", ["Kurds"]),
    ("en", "Norway said that the world must act.", ["international community"]),
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
    ("fr", "La Norvège a expulsé deux diplomates russes.", ["Russia"]),
    ("fr", "La Norvège a expulsé l'ambassadeur de Russie, Ivan Petrov.", ["Russia"]),
    ("fr", "La Norvège s'inquiète de la situation à Alep.", ["Syria"]),
    ("fr", "La Norvège a exhorté Bruxelles à agir.", ["European Union"]),
    ("fr", "La Norvège dit que le monde doit agir.", ["international community"]),
    ("fr", "La Norvège a critiqué les Touareg.", ["Tuareg"]),
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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway and Chad accused each other of spying."),
        ("fr", "La Norvège et le Tchad se sont accusés mutuellement d'espionnage."),
    ],
)
def test_each_other(extract: Extract, language: str, text: str) -> None:
    found = sorted((each.speaker, each.target) for each in extract(language, text))
    assert found == [("Chad", "Norway"), ("Norway", "Chad")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", '"Russia is a great country," Vladimir Putin said in Moscow.'),
        ("fr", "« La Russie joue un rôle exemplaire », a dit Vladimir Poutine à Moscou."),
    ],
)
def test_praise_of_ones_own_state_by_name(extract: Extract, language: str, text: str) -> None:
    found = [(each.stance, each.target) for each in extract(language, text, "2016-10-12")]
    assert found == [("support", "Russia")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Chad accused Norway of spying. Norway denied it."),
        ("en", 'Chad accused Norway of spying. "That is untrue," said the Norwegian foreign ministry.'),
        ("fr", "Le Tchad a accusé la Norvège d'espionnage. La Norvège a démenti."),
    ],
)
def test_a_denial_answers_its_accuser(extract: Extract, language: str, text: str) -> None:
    assert [each.target for each in extract(language, text) if each.stance == "deny"] == ["Chad"]
