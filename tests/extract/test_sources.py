"""Who speaks: the source of a cue, found by grammar or beside it, and what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.extract.grammar import pronoun_before
from communique.extract.languages import load_language
from communique.extract.sources import follows_mark, source_between_commas, source_nearby, source_of

if TYPE_CHECKING:
    from communique.extract.cues import CueMatch
    from communique.extract.discourse import Discourse, Paragraph

    from .conftest import Parse, Read


def find_cue(read: Read, language: str, text: str, word: str) -> tuple[CueMatch, Paragraph, Discourse]:
    discourse = read(language, text)
    paragraph = discourse.paragraphs[0]
    return next(cue for cue in paragraph.cues if cue.token.text == word), paragraph, discourse


SOURCES = [
    ("en", "Kerry said so.", "said", "Kerry"),
    ("en", "“Peace is near,” said the minister.", "said", "minister"),
    ("en", "Kerry condemned the raid and urged Iran to stop.", "urged", "Kerry"),
    ("en", "Kerry is worried about Iran.", "worried", "Kerry"),
    ("en", "The minister who met Putin warned Iran.", "warned", "minister"),
    ("fr", "Le ministre affirme que la paix est proche.", "affirme", "ministre"),
    ("fr", "« La paix est proche », a-t-il déclaré.", "déclaré", "-il"),
    ("fr", "« La paix est proche », a-t-elle déclaré.", "déclaré", "-elle"),
]
PASSIVES = [
    ("en", "Russia was accused by Kerry.", "accused", "Kerry"),
    ("en", "Russia was accused.", "accused", None),
    ("fr", "L'accord a été rejeté par Kerry.", "rejeté", "Kerry"),
    ("fr", "L'accord a été rejeté.", "rejeté", None),
]
QUOTED = [
    (
        "en",
        "State media quoted the president as saying that peace was near.",
        "saying",
        "president",
    ),
    ("en", "The president was quoted by state media as saying that peace was near.", "saying", "president"),
    ("en", "He was cited as saying that peace was near.", "saying", "He"),
]
INVERTED = [
    ("fr", "La paix est proche, a annoncé l'Elysée.", "annoncé", "Elysée"),
    ("fr", "La paix est proche, a annoncé lundi l'Elysée.", "annoncé", "Elysée"),
    ("fr", "« La paix est proche », a annoncé le ministre.", "annoncé", "ministre"),
    ("fr", "« La paix est proche », a annoncé à Paris le ministre.", "annoncé", "ministre"),
    ("fr", "Berlin, qui a rappelé son ambassadeur, exige des excuses.", "exige", "Berlin"),
]
ADDED = [
    ("en", "Kerry said that Lavrov had to go, adding that time was short.", "adding", "Kerry"),
    (
        "fr",
        "Kerry a dit que Lavrov devait partir, ajoutant que le temps pressait.",
        "ajoutant",
        "Kerry",
    ),
]
LISTS = [
    ("en", "Kerry and Lavrov said that peace was near.", "said", "Kerry"),
    ("en", "Kerry, Lavrov and Ban said that peace was near.", "said", "Kerry"),
    ("en", "The minister and his aides said that peace was near.", "said", "minister"),
    ("fr", "Kerry, Lavrov et Ban ont dit que la paix était proche.", "dit", "Kerry"),
    ("fr", "Kerry est inquiet pour l'Iran.", "inquiet", "Kerry"),
]
NOUNS = [
    ("en", "Nobody liked Trump's vow to leave.", "vow", "Trump"),
    ("en", "The claim by Eritrea that Ethiopia lied is false.", "claim", "Eritrea"),
    ("fr", "L'appel de Kerry à la paix a surpris.", "appel", "Kerry"),
]


@pytest.mark.parametrize(
    ("language", "text", "word", "expected"),
    [*SOURCES, *PASSIVES, *QUOTED, *INVERTED, *ADDED, *LISTS, *NOUNS],
)
def test_source_of_a_cue(read: Read, language: str, text: str, word: str, expected: str | None) -> None:
    cue, _, discourse = find_cue(read, language, text, word)
    found = source_of(cue, discourse.language)
    assert (found.text if found is not None else None) == expected


NEARBY = [
    ("en", "Kerry said so.", "said", "Kerry"),
    ("en", "“Peace is near,” said Kerry.", "said", "Kerry"),
    ("en", "Talks with Kerry said nothing.", "said", None),
    ("fr", "« La paix est proche », a déclaré Kerry.", "déclaré", "Kerry"),
    ("fr", "« La paix est proche », a-t-il déclaré.", "déclaré", "-il"),
    ("fr", "« La paix est proche », a déclaré le ministre.", "déclaré", "ministre"),
]


@pytest.mark.parametrize(("language", "text", "word", "expected"), NEARBY)
def test_source_beside_a_cue(read: Read, language: str, text: str, word: str, expected: str | None) -> None:
    cue, paragraph, _ = find_cue(read, language, text, word)
    found = source_nearby(cue, paragraph, paragraph.quotes)
    assert (found.text if found is not None else None) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Russia, Merkel said, must leave Crimea.", "said", "Merkel"),
        ("Russia, the minister said on Monday, must leave Crimea.", "said", "minister"),
        ("Merkel said Russia must leave Crimea.", "said", None),
        ("Russia must leave Crimea, Merkel said.", "said", None),
        ("Russia, said Merkel, must go.", "said", "Merkel"),
        ("It is over, Merkel said, again", "said", None),
        pytest.param(
            "It is over, Merkel said, again.",
            "said",
            None,
            id="the comma and the full stop count as what is said",
            marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason="see the id"),
        ),
        ("Russia, which Merkel visited before she said, must go.", "said", None),
    ],
)
def test_source_between_commas(read: Read, text: str, word: str, expected: str | None) -> None:
    cue, paragraph, _ = find_cue(read, "en", text, word)
    found = source_between_commas(cue, paragraph)
    assert (found.text if found is not None else None) == expected


@pytest.mark.parametrize(
    ("language", "text", "word", "expected"),
    [
        ("en", "“Peace is near,” said Kerry.", "said", True),
        ("en", "Kerry said so.", "said", False),
        ("fr", "« La paix est proche », a déclaré Kerry.", "déclaré", True),
        ("fr", "« La paix est proche », a-t-il déclaré.", "déclaré", True),
        ("fr", "Kerry l'a déclaré.", "déclaré", False),
    ],
)
def test_a_cue_behind_a_mark(read: Read, language: str, text: str, word: str, expected: bool) -> None:
    cue, _, _ = find_cue(read, language, text, word)
    assert follows_mark(cue) is expected


PRONOUNS = [
    ("en", "He said so.", "said", "He"),
    ("en", "They say so.", "say", "They"),
    ("en", "He has often said so.", "said", "He"),
    ("en", "He did not say so.", "say", "He"),
    ("en", "Kerry said so.", "said", None),
    ("en", "He and Kerry said so.", "said", None),
    ("en", "He who came said so.", "said", None),
    ("fr", "Il l'a dit.", "dit", "Il"),
    ("fr", "Elle ne le lui a pas dit.", "dit", "Elle"),
    ("fr", "Ils le disent.", "disent", "Ils"),
    ("fr", "Nous l'avons dit.", "dit", "Nous"),
    ("fr", "Kerry le dit.", "dit", None),
    ("fr", "Il y a longtemps, Kerry l'a dit.", "dit", None),
]


@pytest.mark.parametrize(("language", "text", "verb", "expected"), PRONOUNS)
def test_the_pronoun_before_a_verb(
    parse: Parse, language: str, text: str, verb: str, expected: str | None
) -> None:
    token = next(each for each in parse(language, text) if each.text == verb)
    found = pronoun_before(token, load_language(language))
    assert (found.text if found is not None else None) == expected
