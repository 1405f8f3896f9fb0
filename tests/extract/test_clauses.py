"""Which words belong to a phrase, to a clause and to a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from spacy.tokens import Doc

from communique.extract.clauses import core_span, noun_phrase_span, sentence_end, sentence_start
from communique.extract.languages import load_language

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .conftest import Parse


def word(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


PHRASES = [
    ("en", "The minister of Norway said so.", "minister", "The minister of Norway"),
    ("en", "The man who lied left.", "man", "The man"),
    ("en", "The deal was killed by Flynn, a general.", "Flynn", "Flynn, a general"),
    ("en", "Kerry and Lavrov met.", "Kerry", "Kerry"),
    ("en", "She is the president of Chile.", "president", "the president of Chile"),
    ("fr", "Le ministre norvégien, qui est parti, a menti.", "ministre", "Le ministre norvégien"),
    ("fr", "L'accord a été signé par le ministre de la Défense.", "ministre", "le ministre de la Défense"),
    ("fr", "Le président et la reine ont dîné.", "président", "Le président"),
    ("fr", "Elle est la présidente du Chili.", "présidente", "la présidente du Chili"),
]


@pytest.mark.parametrize(("language", "text", "head", "expected"), PHRASES)
def test_noun_phrases_have_no_preposition_and_no_relative_clause(
    parse: Parse, language: str, text: str, head: str, expected: str
) -> None:
    assert text[slice(*noun_phrase_span(word(parse(language, text), head)))] == expected


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="a relative clause of the apposition is kept")
def test_the_example_of_the_docstring(parse: Parse) -> None:
    text = "The deal was killed by Flynn, a general, who retired."
    assert text[slice(*noun_phrase_span(word(parse("en", text), "Flynn")))] == "Flynn, a general"


CORES = [
    ("en", "He rejected the law of the land.", "law", "the law of the land"),
    ("en", "He rejected the law, which he had signed.", "law", "the law"),
    ("en", "He rejected the law which he had signed.", "law", "the law which he had signed"),
    ("fr", "Il a rejeté la loi, qui lui déplaît.", "loi", "la loi"),
    ("fr", "Il a rejeté la loi qui lui déplaît.", "loi", "la loi qui lui déplaît"),
]


@pytest.mark.parametrize(("language", "text", "head", "expected"), CORES)
def test_a_phrase_without_what_a_comma_adds(
    parse: Parse, language: str, text: str, head: str, expected: str
) -> None:
    span = core_span(word(parse(language, text), head), load_language(language))
    assert text[slice(*span)].rstrip(",") == expected


SENTENCES = [
    ("en", "Snow fell. Kerry left. Rain came.", "Kerry", "Kerry left."),
    ("en", "Snow fell! Kerry left? Rain came.", "Kerry", "Kerry left?"),
    ("en", "Snow fell", "fell", "Snow fell"),
    ("en", "“Snow fell.” Kerry left.", "Kerry", "Kerry left."),
    ("fr", "La neige tombait. Kerry est parti. Il pleut.", "Kerry", "Kerry est parti."),
    ("fr", "La neige tombait. Kerry est parti ! Il pleut.", "Kerry", "Kerry est parti !"),
]


@pytest.mark.parametrize(("language", "text", "inside", "expected"), SENTENCES)
def test_where_a_sentence_starts_and_ends(
    parse: Parse, language: str, text: str, inside: str, expected: str
) -> None:
    token = word(parse(language, text), inside)
    assert text[sentence_start(token) : sentence_end(token)] == expected


BROKEN = "Snow fell. More pressure is needed now, the minister said. Rain came."


def broken_doc(parse: Parse) -> Doc:
    """Return a parse that also breaks sentences before "the", where no mark ends one."""
    words = parse("en", BROKEN)
    return Doc(
        words.vocab,
        words=[word.text for word in words],
        spaces=[bool(word.whitespace_) for word in words],
        sent_starts=[word.text in {"Snow", "More", "the", "Rain"} for word in words],
    )


@pytest.mark.parametrize("inside", ["pressure", "now", "minister", "said"])
def test_a_break_without_a_mark_ends_no_sentence(parse: Parse, inside: str) -> None:
    token = word(broken_doc(parse), inside)
    assert token.sent.text in {"More pressure is needed now,", "the minister said."}
    sentence = BROKEN[sentence_start(token) : sentence_end(token)]
    assert sentence == "More pressure is needed now, the minister said."


@pytest.mark.parametrize("inside", ["Snow", "Rain"])
def test_a_break_behind_a_mark_ends_one(parse: Parse, inside: str) -> None:
    token = word(broken_doc(parse), inside)
    assert BROKEN[sentence_start(token) : sentence_end(token)] == token.sent.text
