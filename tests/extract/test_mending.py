"""Names that the parser misses are joined with their verb; what it reads well is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from communique.extract.languages import load_language
from communique.extract.mending import mend_parse
from communique.extract.mentions import find_mentions
from communique.extract.parse_tree import hang
from communique.extract.parsing import load_pipeline, parse_paragraphs

if TYPE_CHECKING:
    from spacy.tokens import Token

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


def hangs(token: Token) -> bool:
    """Tell whether a root stands above a token."""
    above = token
    for _ in token.doc:
        above = above.head
    return above.head == above


def test_no_circle_where_the_verb_hung_on_its_object(parse: Parse) -> None:
    doc = mended(parse, "fr", "Mme Merkel a-t-il ajouté NATO near Paris, Texas 10^9.")
    assert all(hangs(token) for token in doc)


@pytest.mark.parametrize(
    ("heads", "token", "head", "expected"),
    [
        ([1, 1, 1], 0, 2, [2, 1, 1]),
        ([1, 1, 1], 1, 2, [1, 2, 2]),  # the root: what it is hung on becomes one
        ([1, 3, 1, 3], 1, 2, [1, 2, 3, 3]),  # what it is hung on takes its place
        ([1, 2, 3, 3], 3, 0, [0, 2, 3, 0]),
    ],
)
def test_hang_makes_no_circle(heads: list[int], token: int, head: int, expected: list[int]) -> None:
    words = [f"w{i}" for i in range(len(heads))]
    deps = ["ROOT" if i == at else "dep" for i, at in enumerate(heads)]
    doc = Doc(Vocab(), words=words, heads=heads, deps=deps)
    hang(doc[token], doc[head], "obj")
    assert [each.head.i for each in doc] == expected
    assert all(hangs(each) for each in doc)
    assert doc[token].dep_ == "obj"


WORDS = {
    "en": ["France", "Paris", "accused", "speaking", "urged", "to", "and", "denounces", ",", "NATO", "."],
    "fr": ["France", "NATO", "Paris", "a-t-il ajouté", "accuse", "capverdiennes", "Mme", ",", "lundi", "."],
}


@settings(deadline=None, max_examples=60)
@given(data=st.data())
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_circles(language: str, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS[language]), min_size=2, max_size=12))
    [doc] = parse_paragraphs(load_pipeline(language), [" ".join(words)])
    mend_parse(doc, find_mentions(doc, language), load_language(language))
    assert all(hangs(token) for token in doc)
