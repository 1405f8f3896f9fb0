"""Cues: words and phrases of the lexicon that report or perform a speech act, and those that only look so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.extract.cues import find_cues
from communique.extract.languages import load_language
from communique.extract.lexicon import load_lexicon

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

    from communique.extract.cues import CueMatch

    from .conftest import Read


def wrong(reason: str, *values: object) -> ParameterSet:
    """Return a row that the program gets wrong today."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason))


def cues_in(read: Read, language: str, text: str) -> list[CueMatch]:
    paragraph = read(language, text).paragraphs[0]
    found = find_cues(paragraph.doc, load_language(language), load_lexicon(language), paragraph.covering)
    return list(found)


TABLE = [
    ("en", "Norway accused Russia of spying.", [("accuse", "accuse")]),
    ("en", "Norway said that Russia was lying.", [("say", None)]),
    ("en", "Norway expressed deep concern about Russia.", [("express concern", "concern")]),
    ("en", "Norway called on Russia to stop.", [("call on stop", "demand")]),
    ("en", "Norway called on Russia to talk.", [("call on", "appeal")]),
    ("en", "Norway called for an inquiry.", [("call for", "appeal")]),
    ("en", "Norway ruled out talks with Russia.", [("rule out", "reject")]),
    ("en", "Norway warned Russia.", [("warn", "threaten")]),
    ("en", "Norway is concerned about the attack.", [("concerned", "concern")]),
    ("fr", "La Norvège a accusé la Russie.", [("accuser", "accuse")]),
    ("fr", "La Norvège affirme que la Russie a menti.", [("affirmer", None)]),
    ("fr", "La Norvège appelle la Russie à cesser ses frappes.", [("appeler cesser", "demand")]),
    ("fr", "La Norvège a appelé au calme.", [("appeler à", "appeal")]),
    ("fr", "La Norvège s'est félicitée de cette décision.", [("féliciter de", "agree")]),
    ("fr", "La Norvège a exprimé son soutien à l'Ukraine.", [("exprimer soutien", "support")]),
    ("fr", "« Non », a-t-il martelé.", [("marteler", None)]),
]


@pytest.mark.parametrize(("language", "text", "expected"), TABLE)
def test_cues_by_lemma_and_stance(
    read: Read, language: str, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert [
        (" ".join(cue.entry.words), cue.entry.stance) for cue in cues_in(read, language, text)
    ] == expected


NONE = [
    ("en", "The bank charged high fees."),
    wrong(
        "a participle behind its noun is read as the main verb",
        "en",
        "States opposed to the treaty stayed away.",
    ),
    ("en", "The bus slammed into a wall."),
    ("en", "The Dutch team played on Sunday."),
    ("fr", "Le train est arrivé à l'heure."),
    ("fr", "Le joueur a été opéré dimanche."),
]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_what_only_looks_like_a_cue(read: Read, language: str, text: str) -> None:
    assert [cue.entry.words for cue in cues_in(read, language, text) if cue.entry.stance is not None] == []


SPANS = [
    ("en", "Norway called on Russia to talk.", "called on"),
    ("en", "Norway expressed deep concern.", "expressed deep concern"),
    ("fr", "La Norvège a exprimé son soutien à l'Ukraine.", "exprimé son soutien"),
]


@pytest.mark.parametrize(("language", "text", "span"), SPANS)
def test_a_phrase_spans_all_of_its_words(read: Read, language: str, text: str, span: str) -> None:
    assert [text[slice(*cue.span)] for cue in cues_in(read, language, text)] == [span]


def test_the_words_of_one_cue_belong_to_no_other(read: Read) -> None:
    text = "Norway expressed concern and called on Russia to stop, and Russia rejected the criticism."
    words = [word.i for cue in cues_in(read, "en", text) for word in cue.words]
    assert len(words) == len(set(words))
