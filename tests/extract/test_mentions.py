"""Mentions: names from the tables and from the parser, and who must not be taken for somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extract.mentions import find_mentions, find_names
from communique.extract.parsing import load_pipeline

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

    from .conftest import Parse


def wrong(reason: str, *values: object) -> ParameterSet:
    """Return a row that the program gets wrong today."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason))


TABLE = [
    ("en", "Russia", "name", "russia"),
    ("en", "the Kremlin", "seat", "russia"),
    ("en", "Moscow", "capital", "russia"),
    ("en", "the Russians", "demonym", "russia"),
    ("en", "the Russian offer", "demonym", "russia"),
    ("en", "Putin", "surname", "vladimir-putin"),
    ("en", "Vladimir Putin", "name", "vladimir-putin"),
    ("en", "the European Union", "name", "european-union"),
    ("en", "Nusra Front", "name", "al-nusra-front"),
    ("en", "U.S.", "name", "united-states"),
    ("fr", "la Russie", "name", "russia"),
    ("fr", "le Quai d'Orsay", "seat", "france"),
    ("fr", "le Quai d’Orsay", "seat", "france"),
    ("fr", "Téhéran", "capital", "iran"),
    ("fr", "les Français", "demonym", "france"),
    ("fr", "le ministre français", "demonym", "france"),
    ("fr", "les Etats-Unis", "name", "united-states"),
    ("fr", "les États-Unis", "name", "united-states"),
    ("fr", "Poutine", "surname", "vladimir-putin"),
    ("fr", "l'ONU", "name", "united-nations"),
]


@pytest.mark.parametrize(("language", "text", "reading", "actor"), TABLE)
def test_how_an_actor_is_named(parse: Parse, language: str, text: str, reading: str, actor: str) -> None:
    found = list(find_names(parse(language, text), language))
    assert [(mention.reading, mention.actors) for mention in found] == [(reading, (actor,))]


def names(parse: Parse, language: str, text: str) -> list[str]:
    return [actor for mention in find_mentions(parse(language, text), language) for actor in mention.actors]


def test_the_longest_name_wins_and_none_overlap(parse: Parse) -> None:
    text = "The South Sudan mission of the United Nations Security Council met South Africa."
    assert names(parse, "en", text) == ["south-sudan", "united-nations-security-council", "south-africa"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They told us about it, and it is what us diplomats fear."),
        ("en", "The chef served turkey on fine china, said may be the new oman."),
        ("en", "The anti-Assad protests went on."),
        ("fr", "Il mange une dinde dans la niche du mali."),
    ],
)
def test_common_words_name_nobody(parse: Parse, language: str, text: str) -> None:
    assert names(parse, language, text) == []


def test_us_is_a_state_in_capitals_only(parse: Parse) -> None:
    assert names(parse, "en", "The US told us to wait.") == ["united-states"]


def test_capitals_only_headline(parse: Parse) -> None:
    assert names(parse, "en", "FRANCE ACCUSES RUSSIA") == ["france", "russia"]
    assert names(parse, "fr", "LA FRANCE ACCUSE LA RUSSIE") == ["france", "russia"]


NAMESAKES = [
    ("fr", "Oumar Maïga, maire de Ségou, a remercié ses voisins.", "choguel-maiga"),
    ("en", "The actor Bradley Cooper praised the film.", "yvette-cooper"),
    wrong("a state's name that is a surname here", "en", "Michael Jordan praised the team.", "jordan"),
]


@pytest.mark.parametrize(("language", "text", "somebody_else"), NAMESAKES)
def test_namesakes(parse: Parse, language: str, text: str, somebody_else: str) -> None:
    assert somebody_else not in names(parse, language, text)


UNKNOWN = [
    ("en", "Kuwaiti ambassador Tariq Albannai criticised Lebanon.", "Tariq Albannai"),
    ("fr", "Le ministre Célestin Mbuyi a critiqué le Rwanda.", "Célestin Mbuyi"),
]


@pytest.mark.parametrize(("language", "text", "person"), UNKNOWN)
def test_people_that_no_table_knows(parse: Parse, language: str, text: str, person: str) -> None:
    entities = [each for each in find_mentions(parse(language, text), language) if each.reading == "entity"]
    assert person in [each.text for each in entities]


@pytest.mark.parametrize("language", ["en", "fr"])
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["US", "us", "Le", "Pen", "Le Pen", "Ban", "Ban Ki-moon", "Maïga", "-", "'s", "Niger", "X"]
        ),
        max_size=8,
    )
)
def test_mentions_are_in_order_and_apart(language: str, pieces: list[str]) -> None:
    doc = load_pipeline(language)(" ".join(pieces))
    last = 0
    for mention in find_mentions(doc, language):
        assert last <= mention.start < mention.end <= len(doc)
        assert mention.start <= mention.head < mention.end
        assert mention.text == doc[mention.start : mention.end].text
        last = mention.end
