"""Grammatical roles: the same questions have the same answers in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.extract import grammar
from communique.extract.languages import load_language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from .conftest import Parse


def word(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


def text_of(token: Token | None) -> str | None:
    return token.text if token is not None else None


# language, sentence, verb, subject, agent, objects
CLAUSES = [
    ("en", "Norway accused Russia of spying.", "accused", "Norway", None, ["Russia"]),
    ("fr", "La Norvège accuse la Russie d'espionnage.", "accuse", "Norvège", None, ["Russie"]),
    ("en", "Russia was accused by Norway.", "accused", "Russia", "Norway", ["Russia"]),
    ("fr", "La Russie a été accusée par la Norvège.", "accusée", "Russie", "Norvège", ["Russie"]),
    ("en", "Russia was accused.", "accused", "Russia", None, ["Russia"]),
    ("fr", "La Russie a été accusée.", "accusée", "Russie", None, ["Russie"]),
    ("en", "Norway condemned Russia and urged Belarus to stop.", "urged", "Norway", None, ["Belarus"]),
    (
        "fr",
        "La Norvège a condamné la Russie et exhorté la Biélorussie.",
        "exhorté",
        "Norvège",
        None,
        ["Biélorussie"],
    ),
    ("en", "The minister who met Putin accused Russia.", "accused", "minister", None, ["Russia"]),
    ("fr", "Le ministre, qui a rencontré Poutine, accuse la Russie.", "accuse", "ministre", None, ["Russie"]),
    ("fr", "« Non », a-t-il déclaré.", "déclaré", "-il", None, []),
]


@pytest.mark.parametrize(("language", "text", "verb", "subject", "agent", "objects"), CLAUSES)
def test_who_does_what_to_whom(
    parse: Parse, language: str, text: str, verb: str, subject: str, agent: str | None, objects: list[str]
) -> None:
    record, token = load_language(language), word(parse(language, text), verb)
    assert text_of(grammar.find_subject(token, record)) == subject
    assert text_of(grammar.find_agent(token, record)) == agent
    assert [each.text for each in grammar.find_objects(token, record)] == objects


PASSIVE = [
    ("en", "Russia was accused by Norway.", "accused", True),
    ("en", "Norway, accused by Russia, closed its consulate.", "accused", True),
    ("en", "Norway has accused Russia.", "accused", False),
    ("en", "Norway accused Russia.", "accused", False),
    ("fr", "La Russie a été accusée par la Norvège.", "accusée", True),
    ("fr", "La Norvège, accusée par la Russie, a fermé son consulat.", "accusée", True),
    ("fr", "La Norvège a accusé la Russie.", "accusé", False),
    ("fr", "Le ministre est arrivé à Oslo.", "arrivé", False),
]


@pytest.mark.parametrize(("language", "text", "verb", "expected"), PASSIVE)
def test_passive(parse: Parse, language: str, text: str, verb: str, expected: bool) -> None:
    assert grammar.is_passive(word(parse(language, text), verb), load_language(language)) is expected


NEGATION = [
    ("en", "Norway did not accuse Russia.", "accuse", True),
    ("en", "Norway never accepted the offer.", "accepted", True),
    ("en", "Norway won't accept the offer.", "accept", True),
    ("en", "Norway is not worried.", "worried", True),
    ("en", "Norway is worried.", "worried", False),
    ("en", "Norway accused Russia.", "accused", False),
    ("fr", "La Norvège n'accuse pas la Russie.", "accuse", True),
    ("fr", "La Norvège n’a jamais accusé la Russie.", "accusé", True),
    ("fr", "La Norvège ne soutient pas la Russie.", "soutient", True),
    ("fr", "La Norvège n'est pas inquiète.", "inquiète", True),
    ("fr", "La Norvège est inquiète.", "inquiète", False),
    ("fr", "La Norvège n'accuse que la Russie.", "accuse", False),
    ("fr", "La Norvège accuse la Russie.", "accuse", False),
]


@pytest.mark.parametrize(("language", "text", "verb", "expected"), NEGATION)
def test_negation(parse: Parse, language: str, text: str, verb: str, expected: bool) -> None:
    assert grammar.is_negated(word(parse(language, text), verb), load_language(language)) is expected


MODALITY = [
    ("en", "Norway accepts the offer.", "accepts", "actual"),
    ("en", "Norway accepted the offer.", "accepted", "actual"),
    ("en", "Norway will accept the offer.", "accept", "future"),
    ("en", "Norway would accept the offer.", "accept", "conditional"),
    ("en", "Norway might accept the offer.", "accept", "conditional"),
    ("en", "If Russia accepts the offer, Norway agrees.", "accepts", "hypothetical"),
    ("fr", "La Norvège accepte la proposition.", "accepte", "actual"),
    ("fr", "La Norvège a accepté la proposition.", "accepté", "actual"),
    ("fr", "La Norvège acceptera la proposition.", "acceptera", "future"),
    ("fr", "La Norvège accepterait la proposition.", "accepterait", "conditional"),
    ("fr", "Si la Russie accepte la proposition, la Norvège signera.", "accepte", "hypothetical"),
]


@pytest.mark.parametrize(("language", "text", "verb", "expected"), MODALITY)
def test_modality(parse: Parse, language: str, text: str, verb: str, expected: str) -> None:
    assert grammar.modality_of(word(parse(language, text), verb), load_language(language)) == expected


PHRASES = [
    ("en", "Norway spoke with Russia.", "spoke", [("with", "Russia")]),
    ("en", "Norway called upon Russia.", "called", [("on", "Russia")]),
    ("fr", "La Norvège négocie avec la Russie.", "négocie", [("avec", "Russie")]),
    ("fr", "La Norvège a parlé aux rebelles.", "parlé", [("à", "rebelles")]),
]


@pytest.mark.parametrize(("language", "text", "verb", "expected"), PHRASES)
def test_prepositions_and_what_they_govern(
    parse: Parse, language: str, text: str, verb: str, expected: list[tuple[str, str]]
) -> None:
    found = grammar.prepositional(word(parse(language, text), verb), load_language(language))
    assert [(name, noun.text) for name, noun in found] == expected


LISTS = [
    ("en", "Norway accused Russia and Belarus.", "Russia", ["Russia", "Belarus"]),
    ("en", "Norway, Sweden and Finland accused Russia.", "Norway", ["Norway", "Sweden", "Finland"]),
    ("fr", "La Norvège accuse la Russie et la Biélorussie.", "Russie", ["Russie", "Biélorussie"]),
    ("fr", "La Norvège accuse la Russie.", "Russie", ["Russie"]),
]


@pytest.mark.parametrize(("language", "text", "first", "expected"), LISTS)
def test_lists(parse: Parse, language: str, text: str, first: str, expected: list[str]) -> None:
    found = grammar.conjuncts(word(parse(language, text), first), load_language(language))
    assert [token.text for token in found] == expected


OWNERS = [
    ("en", "Norway rejected Russia's offer.", "offer", ["Russia"]),
    ("en", "Norway rejected the offer of Russia.", "offer", ["Russia"]),
    ("fr", "La Norvège a rejeté l'offre de la Russie.", "offre", ["Russie"]),
    ("fr", "La Norvège a rejeté une offre.", "offre", []),
]


@pytest.mark.parametrize(("language", "text", "noun", "expected"), OWNERS)
def test_whose_a_deed_is(parse: Parse, language: str, text: str, noun: str, expected: list[str]) -> None:
    found = grammar.find_possessors(word(parse(language, text), noun), load_language(language))
    assert [token.text for token in found] == expected
