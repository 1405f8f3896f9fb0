"""How names meet across spellings, and come back from capitals."""

from __future__ import annotations

import pytest

from communique.knowledge.spelling import fold_name, ordinary_case

SAME = [
    ("JEAN_MARC_AYRAULT".replace("_", " "), "Jean-Marc Ayrault"),
    ("U.N.", "UN"),
    ("THE HAGUE", "Hague"),
    ("QUAI D'ORSAY", "Quai d’Orsay"),
    ("Recep Tayyip ERDOGAN", "Recep Tayyip Erdoğan"),
    ("AT&T", "at&t"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other) != ""


@pytest.mark.parametrize("name", ["", " ", "--", "'"])
def test_what_is_no_name_has_no_key(name: str) -> None:
    assert fold_name(name) == ""


ORDINARY = [
    ("JEAN-MARC AYRAULT", False, "Jean-Marc Ayrault"),
    ("MINISTRY OF ICE AND SNOW", True, "Ministry of Ice and Snow"),
    ("BASHAR AL-ASSAD", False, "Bashar al-Assad"),
    ("AL-QAEDA IN IRAQ", True, "Al-Qaeda in Iraq"),
    ("ABD AL RAHMAN", False, "Abd al Rahman"),
    ("L. PAUL BREMER", False, "L. Paul Bremer"),
    ("U.S. MILITARY", True, "U.S. Military"),
    ("UNITED NATIONS CHILDREN'S FUND", True, "United Nations Children's Fund"),
    ("MICHAEL O'KENNEDY", False, "Michael O'Kennedy"),
    ("IAEA", True, "IAEA"),
    ("OBAMA", False, "Obama"),
    ("NTV NEPAL", True, "NTV Nepal"),
    ("US AMBASSADOR TO THE UN", True, "US Ambassador to the UN"),
    ("Ministère de la Glace", True, "Ministère de la Glace"),
]


@pytest.mark.parametrize(("name", "acronym", "expected"), ORDINARY)
def test_names_in_capitals_come_into_ordinary_case(name: str, acronym: bool, expected: str) -> None:
    assert ordinary_case(name, acronym=acronym) == expected
