"""Names that the parser misses are joined with their verb; what it reads well is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.extract.languages import load_language
from communique.extract.mending import mend_parse
from communique.extract.mentions import find_mentions

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from .conftest import Parse


def mended(parse: Parse, language: str, text: str) -> Doc:
    doc = parse(language, text)
    mend_parse(doc, find_mentions(doc, language), load_language(language))
    return doc


# text, name, its role, the verb; every row is parsed wrongly by the default models
MENDED = [
    ("fr", "Madrid accuse le Pérou de mentir.", "Madrid", "nsubj", "accuse"),
    ("fr", "Pékin a accusé le Pérou de mentir.", "Pékin", "nsubj", "accusé"),
    ("fr", "Le Pérou a accusé Caracas de mentir.", "Caracas", "obj", "accusé"),
    ("fr", "Le Pérou a condamné Luanda lundi.", "Luanda", "obj", "condamné"),
    ("fr", "Le Pérou a condamné Oslo lundi.", "Oslo", "obj", "condamné"),
    ("fr", "Le Pérou a condamné Tachkent lundi.", "Tachkent", "obj", "condamné"),
    ("fr", "Le Pérou a condamné San José lundi.", "San", "obj", "condamné"),
    ("fr", "Le Pérou a accusé les forces cap-verdiennes.", "cap-verdiennes", "amod", "forces"),
    ("en", "Nauru accused Peru of lying.", "Nauru", "nsubj", "accused"),
    ("en", "Windhoek accused Peru of lying.", "Windhoek", "nsubj", "accused"),
    ("en", "Kenya accused of arming rebels", "Kenya", "nsubjpass", "accused"),
    ("en", "Peru condemned over raid", "Peru", "nsubjpass", "condemned"),
    ("en", "Iran praised by Oman for talks", "Iran", "nsubjpass", "praised"),
    ("en", "Iran urged to stop enrichment", "Iran", "nsubjpass", "urged"),
]


@pytest.mark.parametrize(("language", "text", "name", "role", "verb"), MENDED)
def test_names_get_their_role(
    parse: Parse, language: str, text: str, name: str, role: str, verb: str
) -> None:
    doc = mended(parse, language, text)
    token = next(word for word in doc if word.text == name)
    assert (token.dep_, token.head.text) == (role, verb)
    assert token.sent == token.head.sent


LEFT_ALONE = [
    ("fr", "Le Pérou a condamné l'Iran lundi à Genève."),
    ("fr", "Il a parlé à Moscou. Le Pérou a condamné l'Iran."),
    ("fr", "La Russie a été condamnée lundi par l'Iran."),
    ("fr", "Selon Moscou, l'Iran a menti."),
    ("en", "Ayrault said in Moscow that Iran had accused the Russians."),
    ("en", "Moscow, which backs Assad, condemned the Syrian rebels."),
    ("en", "In Moscow. They left."),
    ("en", "Kenya accused Peru of lying."),
    ("en", "Kenya asked to join the talks."),
    ("en", "Kenya warned of war."),
]


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE)
def test_what_is_read_well_is_left_alone(parse: Parse, language: str, text: str) -> None:
    before = [(token.dep_, token.head.i) for token in parse(language, text)]
    assert [(token.dep_, token.head.i) for token in mended(parse, language, text)] == before
