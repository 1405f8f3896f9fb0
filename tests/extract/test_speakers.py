"""Speakers: lists, those who vote, quotations without a cue of their own, and who answers in an interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.extract.interviews import find_interviewee

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

    from .conftest import Extract, Read


def wrong(reason: str, *values: object) -> ParameterSet:
    """Return a row that the program gets wrong today."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason))


INTERVIEWS = [
    (
        "en",
        """Sauli Niinistö: "Russia must explain itself"

The Finnish president, Sauli Niinistö, talks about his meeting with Vladimir Putin.

Why do you criticise Russia?
Because Russia must explain itself.

Do you trust the United States?
Yes. We support the United States.""",
        "Sauli Niinistö",
    ),
    (
        "fr",
        """Sauli Niinistö : « La Russie doit s'expliquer »

Le président finlandais, Sauli Niinistö, revient sur sa rencontre avec Vladimir Poutine.

Pourquoi critiquez-vous la Russie ?
Parce que la Russie doit répondre. Nous condamnons la Russie.

Faites-vous confiance aux États-Unis ?
Oui. Nous soutenons les États-Unis.""",
        "Sauli Niinistö",
    ),
]


@pytest.mark.parametrize(("language", "text", "name"), INTERVIEWS)
def test_who_answers(read: Read, extract: Extract, language: str, text: str, name: str) -> None:
    interviewee = find_interviewee(read(language, text, "2018-03-12"))
    assert interviewee is not None
    assert interviewee.name == name
    statements = extract(language, text, "2018-03-12")
    assert {each.speaker for each in statements} == {name}
    assert {each.target for each in statements} >= {"Russia", "United States"}
    assert not any("?" in each.evidence for each in statements)


def test_nobody_answers_where_nobody_is_named(read: Read) -> None:
    assert find_interviewee(read("en", "Why do you criticise Russia?\nBecause it must stop.")) is None


LISTS = [
    ("en", "Norway, Sweden and Finland condemned Russia.", {"Norway", "Sweden", "Finland"}),
    ("en", "Three states voted against: Cuba, Iran and Belarus.", {"Cuba", "Iran", "Belarus"}),
    ("en", "Angela Merkel and Theresa May condemned Russia.", {"Angela Merkel", "Theresa May"}),
    (
        "fr",
        "La Norvège, la Suède et la Finlande ont condamné la Russie.",
        {"Norway", "Sweden", "Finland"},
    ),
    ("fr", "Trois pays ont voté contre : Cuba, l'Iran et la Biélorussie.", {"Cuba", "Iran", "Belarus"}),
]


@pytest.mark.parametrize(("language", "text", "speakers"), LISTS)
def test_each_of_a_list_speaks(extract: Extract, language: str, text: str, speakers: set[str]) -> None:
    assert {each.speaker for each in extract(language, text)} == speakers


FLOATING = [
    ("en", '"We condemn Russia," Theresa May said.\n\n"Russia must leave Crimea at once."', "Theresa May"),
    ("en", 'Theresa May insisted on it. "Russia must leave Crimea at once."', "Theresa May"),
    (
        "fr",
        "« Nous condamnons la Russie », a dit Theresa May.\n\n« La Russie doit quitter la Crimée. »",
        "Theresa May",
    ),
]


@pytest.mark.parametrize(("language", "text", "speaker"), FLOATING)
def test_a_quotation_without_a_cue_keeps_the_speaker(
    extract: Extract, language: str, text: str, speaker: str
) -> None:
    last = extract(language, text, "2017-10-12")[-1]
    assert (last.speaker, last.stance, last.target, last.mode) == (speaker, "demand", "Russia", "direct")


def test_a_lone_quotation_is_nobodys(extract: Extract) -> None:
    assert extract("en", '"Russia must leave Crimea at once."') == []


UNKNOWN = [
    ("en", "Kuwaiti ambassador Tariq Albannai condemned Israel.", "Tariq Albannai", "Kuwait"),
    ("en", "Israel was condemned by Tariq Albannai, the ambassador of Kuwait.", "Tariq Albannai", "Kuwait"),
    ("fr", "Le ministre congolais Célestin Mbuyi a condamné le Rwanda.", "Célestin Mbuyi", None),
]


@pytest.mark.parametrize(("language", "text", "name", "state"), UNKNOWN)
def test_people_that_no_table_knows_speak_too(
    extract: Extract, language: str, text: str, name: str, state: str | None
) -> None:
    found = extract(language, text)
    assert [each.speaker for each in found] == [name]
    if state is not None:
        assert found[0].represents == state
