"""Gender and number of actors' names, and the data on first names: sound, and as French has them."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from communique.extract.agreement import gender_of, is_plural, names_have_gender
from communique.knowledge.actors import load_actors
from communique.knowledge.tables import make_slug

FOLDER = files("communique.extract") / "lexicons"

# id of an actor, its gender and whether it is plural in French
FRENCH = [
    ("hungary", "f", False),
    ("saudi-arabia", "f", False),
    ("mexico", "m", False),
    ("burundi", "m", False),
    ("united-kingdom", "m", False),
    ("cuba", None, False),
    ("united-states", "m", True),
    ("netherlands", "m", True),
    ("united-nations", "f", False),
    ("african-union", "f", False),
    ("united-nations-security-council", "m", False),
    ("angela-merkel", "f", False),
]


@pytest.mark.parametrize(("actor_id", "gender", "plural"), FRENCH)
def test_gender_and_number_in_french(actor_id: str, gender: str | None, plural: bool) -> None:
    actor = load_actors()[actor_id]
    assert is_plural(actor, "fr") is plural
    if not plural:
        assert gender_of(actor, "fr") == gender


def test_english_names_of_states_have_no_gender() -> None:
    assert names_have_gender("fr") and not names_have_gender("en")
    assert gender_of(load_actors()["hungary"], "en") is None
    assert gender_of(load_actors()["angela-merkel"], "en") == "f"


def test_the_lists_of_genders_are_sound() -> None:
    read = tomllib.loads((FOLDER / "genders.toml").read_text(encoding="utf-8"))
    for groups in read.values():
        for group in groups.values():
            assert group["reason"] and group["words"]
            assert all(word == word.casefold() for word in group["words"])
            assert len(set(group["words"])) == len(group["words"])


def test_the_spellings_of_first_names_are_sound() -> None:
    read = tomllib.loads((FOLDER / "first_names.toml").read_text(encoding="utf-8"))
    assert read["reason"]
    for spellings in read["spellings"]:
        assert len(set(spellings)) == len(spellings) > 1
        assert spellings == [make_slug(name) for name in spellings]
