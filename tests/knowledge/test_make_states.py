"""states.tsv is what make_states would write, as far as names go."""

import pytest

from communique.knowledge.make_states import _english_forms, _french_forms
from communique.knowledge.tables import read_table


@pytest.mark.parametrize(("language", "column"), [("en", "name"), ("fr", "name_fr")])
def test_names_are_those_of_cldr_or_overridden(language: str, column: str) -> None:
    babel = pytest.importorskip("babel")
    territories = babel.Locale(language).territories
    overridden = {row.text("iso2") for row in read_table("state_overrides.tsv") if row.optional(column)}
    for row in read_table("states.tsv"):
        if row.text("iso2") not in overridden:
            expected = territories[row.text("iso2")].replace("’", "'").replace(" & ", " and ")
            assert row.text(column) == expected


@pytest.mark.parametrize(
    ("singular", "forms"),
    [
        (["Iraqi"], ["Iraqi", "Iraqis"]),
        (["French", "Frenchman", "Frenchmen"], ["French", "Frenchman", "Frenchmen"]),
        (["Belgian"], ["Belgian", "Belgians"]),
    ],
)
def test_english_plurals(singular: list[str], forms: list[str]) -> None:
    assert list(_english_forms(singular)) == forms


@pytest.mark.parametrize(
    ("singular", "forms"),
    [
        (["russe"], ["russe", "russes"]),
        (["français", "française"], ["français", "française", "françaises"]),
        (["grec", "grecque"], ["grec", "grecque", "grecs", "grecques"]),
    ],
)
def test_french_plurals(singular: list[str], forms: list[str]) -> None:
    assert list(_french_forms(singular)) == forms
