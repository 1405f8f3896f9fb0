"""Deeds told before: whose "the attack", "such a decision" or "these tests" was, and what is nobody's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from communique.errors import KnowledgeError
from communique.extract import deeds
from communique.extract.deeds import load_deeds
from communique.extract.languages import supported_languages

if TYPE_CHECKING:
    from .conftest import Extract

TABLE: list[Any] = [
    ("en", "Turkey bombed two villages on Monday. Norway condemned the attack.", "Turkey"),
    ("en", "Turkish warplanes struck a camp in Iraq. Norway condemned the strikes.", "Turkey"),
    ("en", "Turkey launched an operation in Iraq. Norway denounced the operation.", "Turkey"),
    ("en", "Two villages were bombed by Turkey. Norway condemned the bombing.", "Turkey"),
    ("en", "Mali expelled the ambassador of Norway. Norway regretted the expulsion.", "Mali"),
    ("en", "North Korea tested a missile. Norway condemned the test.", "North Korea"),
    ("en", "Chad withdrew from the force on Monday. Norway regretted the withdrawal.", "Chad"),
    ("en", "Chad annexed the strip in May. Norway said that such acts were unacceptable.", "Chad"),
    ("en", "Chad closed the border. Norway criticised the decision.", "Chad"),
    ("en", "Turkey did not attack the village. Norway condemned the attack.", None),
    ("en", "Storms destroyed two villages. Norway condemned the attack.", None),
    ("en", "Turkey bombed two villages. Norway condemned attacks on aid workers.", None),
    ("en", "Chad adopted the resolution. Norway voted for the resolution.", None),
    ("en", "Chad closed the border. Norway defended the decision.", None),
    ("en", "Norway condemned the attack on Turkey.", None),
    ("fr", "La Turquie a bombardé deux villages lundi. La Norvège a condamné cette attaque.", "Turkey"),
    ("fr", "La Turquie a lancé une opération en Irak. La Norvège a dénoncé l'opération.", "Turkey"),
    ("fr", "Le Tchad a fermé la frontière. La Norvège a critiqué cette décision.", "Chad"),
    ("fr", "La Corée du Nord a tiré un missile. La Norvège a condamné ce tir.", "North Korea"),
    ("fr", "La Norvège a condamné l'attaque contre la Turquie.", None),
]


@pytest.mark.parametrize(("language", "text", "target"), TABLE)
def test_whose_deed_it_was(extract: Extract, language: str, text: str, target: str | None) -> None:
    found = [each.target for each in extract(language, text) if each.speaker == "Norway"]
    assert found == [target]


@pytest.mark.parametrize("language", supported_languages())
def test_the_kinds_of_deed_are_sound(language: str) -> None:
    found = load_deeds(language)
    assert found.generic and found.harmful and found.doing
    for word in [*found.nouns, *found.verbs, *found.doing]:
        assert word == word.strip().lower(), word
    used = {kind for kinds in found.nouns.values() for kind in kinds}
    assert found.generic | found.harmful <= used


def test_a_malformed_group_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deeds, "read_toml", lambda *_: {"deed": [{"nouns": ["attack"]}]})
    with pytest.raises(KnowledgeError, match=r"lexicons/xx/deeds.toml: group 1"):
        load_deeds("xx")
