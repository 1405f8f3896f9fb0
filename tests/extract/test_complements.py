"""What a cue takes as its complement: what is accused, demanded or promised, and nothing beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from communique.extract.complements import clause_around, complement_spans
from communique.extract.lexicon import load_attitudes
from communique.extract.reported import attribute_prepositions

if TYPE_CHECKING:
    from .conftest import Read

VERBS = [
    ("en", "Kerry condemned the raid.", "condemned", ["the raid"]),
    ("en", "The minister on Monday accused Russia of lying.", "accused", ["Russia of lying"]),
    ("en", "Kerry criticised Trump for lying.", "criticised", ["Trump for lying"]),
    ("en", "Kerry threatened Iran with sanctions.", "threatened", ["Iran with sanctions"]),
    ("en", "Kerry condemned the raid, killing hopes of peace.", "condemned", ["the raid"]),
    ("en", "Kerry condemned the raid, which killed two.", "condemned", ["the raid"]),
    ("en", "Kerry condemned the raid which killed two.", "condemned", ["the raid which killed two"]),
    ("en", "Kerry condemned the raid while Lavrov praised it.", "condemned", ["the raid"]),
    ("en", "Kerry condemned the raid and praised Iran.", "condemned", ["the raid"]),
    ("en", "Kerry praised Iran in a speech.", "praised", ["Iran"]),
    ("en", "Kerry urged restraint after the raid.", "urged", ["restraint"]),
    ("en", "Kerry agreed.", "agreed", []),
    ("fr", "Kerry a condamné l'attaque.", "condamné", ["l'attaque"]),
    ("fr", "Le ministre a accusé lundi la Russie de mensonge.", "accusé", ["la Russie de mensonge"]),
    ("fr", "Kerry a condamné l'attaque et félicité l'Iran.", "condamné", ["l'attaque"]),
    ("fr", "Kerry s'inquiète de la situation à Genève.", "inquiète", ["de la situation à Genève"]),
    ("fr", "Kerry a accepté.", "accepté", []),
]
PASSIVES = [
    ("en", "The raid was condemned by Kerry.", "condemned", ["The raid"]),
    ("en", "Russia was accused by Kerry of lying.", "accused", ["Russia", "of lying"]),
    ("fr", "L'attaque a été condamnée par Kerry.", "condamnée", ["L'attaque"]),
    ("fr", "La Russie a été accusée par Kerry de mentir.", "accusée", ["La Russie", "de mentir"]),
]
OTHERS = [
    ("en", "Kerry is worried about the raid.", "worried", ["about the raid"]),
    ("en", "Kerry is confident that peace is near.", "confident", ["that peace is near"]),
    ("en", "His call for talks was heard.", "call", ["talks"]),
    ("en", "Trump's vow to build a wall was bold.", "vow", ["to build a wall"]),
    ("en", "The claim by Eritrea that Ethiopia lied is false.", "claim", ["that Ethiopia lied"]),
    ("fr", "L'appel de Kerry à la paix a surpris.", "appel", ["à la paix"]),
    ("fr", "Kerry est convaincu que la paix viendra.", "convaincu", ["que la paix viendra"]),
]
MISREAD = [
    pytest.param(
        "fr",
        "Kerry a condamné l'attaque, qui a fait deux morts.",
        "condamné",
        ["l'attaque"],
        id="a French relative clause behind a comma is kept",
    ),
    pytest.param(
        "en",
        "Kerry condemned the raid on Monday.",
        "condemned",
        ["the raid"],
        id="a day that the parser hangs on the object is kept",
    ),
    pytest.param(
        "en",
        "Russia was accused of lying by Kerry.",
        "accused",
        ["Russia", "of lying"],
        id="the agent of a passive behind its complement is kept",
    ),
]


def complements(read: Read, language: str, text: str, word: str) -> list[str]:
    """Return the complements of a cue as the relations see them: with the attitudes of the lexicon."""
    discourse = read(language, text)
    paragraph = discourse.paragraphs[0]
    (cue,) = [cue for cue in paragraph.cues if cue.token.text == word]
    return [text[slice(*span)] for span in complement_spans(cue, paragraph, discourse.language)]


@pytest.mark.parametrize(("language", "text", "cue", "expected"), [*VERBS, *PASSIVES, *OTHERS])
def test_what_a_cue_says(read: Read, language: str, text: str, cue: str, expected: list[str]) -> None:
    assert complements(read, language, text, cue) == expected


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="see the id of each")
@pytest.mark.parametrize(("language", "text", "cue", "expected"), MISREAD)
def test_complements_that_are_misread(
    read: Read, language: str, text: str, cue: str, expected: list[str]
) -> None:
    assert complements(read, language, text, cue) == expected


AROUND: list[Any] = [
    ("en", "According to Kerry, the deal is dead.", ["the deal is dead"]),
    ("en", "The deal is dead, according to Kerry.", ["The deal is dead"]),
    ("en", "The deal, according to Kerry, is dead.", ["The deal", "is dead"]),
    ("en", "The deal is dead, according to Kerry. Snow fell.", ["The deal is dead"]),
    ("en", "Snow fell. The deal is dead, according to a minister of Norway.", ["The deal is dead"]),
    ("en", "Snow fell, and the deal is dead, according to Kerry.", ["the deal is dead"]),
    ("fr", "Kerry a dit que la paix, selon Lavrov, était proche.", ["que la paix", "était proche"]),
    ("fr", "Selon Kerry, la paix est proche.", ["la paix est proche"]),
    ("fr", "La paix est proche, selon le ministre de la Défense.", ["La paix est proche"]),
    ("fr", "La paix, selon Kerry, est proche.", ["La paix", "est proche"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), AROUND)
def test_the_clause_around_a_source_preposition(
    read: Read, language: str, text: str, expected: list[str]
) -> None:
    discourse = read(language, text)
    paragraph, record = discourse.paragraphs[0], discourse.language
    (found,) = attribute_prepositions(paragraph, [], load_attitudes(language), record)
    assert found.cue is not None
    assert found.source is not None
    spans = clause_around(found.cue, found.source, paragraph, record)
    assert [text[slice(*span)] for span in spans] == expected
