from __future__ import annotations

import pytest

from communique.graph.actor_names import initials, match_people, read_acronym, read_person_name


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Jean-Marc Ayrault", "fr"), ("Jean Marc Ayrault", "en"), "same name"),
        (("Fatoumata Maïga", "fr"), ("Fatoumata Maiga", "en"), "same name"),
        (("JOHN SMITH", "en"), ("John Smith", "en"), "same name"),
        (("John F. Smith", "en"), ("John Smith", "en"), "middle initial"),
        (("María Fernanda Espinosa", "en"), ("Maria Espinosa", "fr"), "middle name"),
        (("J. Smith", "en"), ("John Smith", "en"), "initial"),
        (("J.-M. Ayrault", "fr"), ("Jean-Marc Ayrault", "fr"), "initial"),
        (("Sergueï Choïgou", "fr"), ("Sergei Shoigu", "en"), "transliteration"),
        (("Mohamed al-Assadi", "fr"), ("Muhammad al-Asadi", "en"), "transliteration"),
        (("Tarass Chevtchenko", "fr"), ("Taras Shevchenko", "en"), "transliteration"),
        (("Smith", "en"), ("John Smith", "en"), None),
        (("M. Smith", "fr"), ("Michel Smith", "fr"), None),
        (("M. Smith", "en"), ("Michel Smith", "fr"), "initial"),
        (("John Smith", "en"), ("Jane Smith", "en"), None),
        (("Jean-Pierre Bemba", "fr"), ("Jean Bemba", "fr"), None),
        (("Jean-Pierre Bemba", "fr"), ("Jean-Paul Bemba", "fr"), None),
        (("John Smith", "en"), ("John Smyth-Jones", "en"), None),
        (("J. Smith", "en"), ("Karl Smith", "en"), None),
        (("Hassan Karimi", "fr"), ("Hussein Karimi", "en"), None),
        (("J.P. Martin", "en"), ("Jean Martin", "fr"), None),
        (("James Jones III", "en"), ("James Jones", "en"), None),
        (("Dr. John Smith", "en"), ("Mr John Smith", "en"), "same name"),
        (("John D. Smith", "en"), ("John E. Smith", "en"), None),
        (("Paul P. Kabo", "en"), ("Paul Pierre Kabo", "en"), "middle initial"),
        (("Mohamed Sanusi", "en"), ("Muhammad Sanusi", "en"), None),
        (("Ivan Petrov", "en"), ("Ivan Petrova", "en"), None),
        (("Simon Veil", "fr"), ("Simone Veil", "fr"), None),
        (("Maria Espinosa", "en"), ("Fernanda Espinosa", "en"), None),
        (("John Adam Smith", "en"), ("John Brian Smith", "en"), None),
        (("Smith", "en"), ("Smythe", "en"), None),
    ],
)
def test_two_names_of_one_person(one: tuple[str, str], other: tuple[str, str], expected: str | None) -> None:
    names = [read_person_name(*each) for each in (one, other)]
    assert names[0] is not None
    assert names[1] is not None
    assert match_people(names[0], names[1]) == expected
    assert match_people(names[1], names[0]) == expected


@pytest.mark.parametrize(
    ("name", "given", "surname"),
    [
        ("Alexander Van der Bellen", ("Alexander",), "Van der Bellen"),
        ("Bashar al-Assad", ("Bashar",), "al-Assad"),
        ("Ban", (), "Ban"),
        ("G.W. Bush", ("G.", "W."), "Bush"),
    ],
)
def test_the_parts_of_a_name(name: str, given: tuple[str, ...], surname: str) -> None:
    parts = read_person_name(name, "en")
    assert parts is not None
    assert (parts.given, parts.surname) == (given, surname)


@pytest.mark.parametrize("name", ["", "007", "…"])
def test_what_holds_no_letter_is_no_name(name: str) -> None:
    assert read_person_name(name, "en") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [("SOHR", "SOHR"), ("S.O.H.R.", "SOHR"), ("EU", None), ("Oxfam", None), ("A B C D", None)],
)
def test_only_long_acronyms_count(name: str, expected: str | None) -> None:
    assert read_acronym(name) == expected


def test_initials_leave_out_the_small_words() -> None:
    assert initials("Syrian Observatory for Human Rights") == "SOHR"
    assert initials("Oxfam") == ""
