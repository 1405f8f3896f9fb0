"""Coreference: whom pronouns, titles and other descriptions mean within one article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

    from .conftest import Extract


def wrong(reason: str, *values: object) -> ParameterSet:
    """Return a row that the program gets wrong today."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason))


# language, date, text; the speaker of the last statement
SPEAKERS = [
    (
        "en",
        "2016-10-12",
        "Angela Merkel met Theresa May in Berlin. Merkel left. She criticised Russia.",
        "Angela Merkel",
    ),
    ("en", "2016-10-12", "Boris Johnson spoke in Ankara. He criticised Syria.", "Boris Johnson"),
    ("en", "2016-10-12", "Federica Mogherini met Sergey Lavrov. She criticised Syria.", "Federica Mogherini"),
    (
        "en",
        "2016-10-12",
        "John Kerry arrived late. The American secretary of state criticised Syria.",
        "John Kerry",
    ),
    ("en", "2016-10-12", "The French foreign minister criticised Syria.", "Jean-Marc Ayrault"),
    ("en", "2019-10-12", "The French foreign minister criticised Syria.", "Jean-Yves Le Drian"),
    ("en", "2016-10-12", "The Turkish president criticised Syria.", "Recep Tayyip Erdoğan"),
    ("en", "2016-10-12", "Ugandan minister Sam Kutesa arrived. Kutesa criticised Sudan.", "Sam Kutesa"),
    (
        "en",
        "2016-10-12",
        "Amnesty International wrote a report. The organisation criticised Egypt.",
        "Amnesty International",
    ),
    ("fr", "2016-10-12", "Angela Merkel est à Paris. Elle a critiqué la Russie.", "Angela Merkel"),
    ("fr", "2016-10-12", "John Kerry est à Londres. Il a critiqué la Syrie.", "John Kerry"),
    (
        "fr",
        "2016-10-12",
        "Le ministre français des affaires étrangères a critiqué la Syrie.",
        "Jean-Marc Ayrault",
    ),
    (
        "fr",
        "2019-10-12",
        "Le ministre français des affaires étrangères a critiqué la Syrie.",
        "Jean-Yves Le Drian",
    ),
    ("fr", "2016-10-12", "Le président turc a critiqué la Syrie.", "Recep Tayyip Erdoğan"),
    (
        "fr",
        "2016-10-12",
        "« La Syrie ment », a dit John Kerry. « Elle ment encore », a-t-il ajouté.",
        "John Kerry",
    ),
    (
        "fr",
        "2016-10-12",
        "Amnesty International a publié un rapport. L'organisation a critiqué l'Égypte.",
        "Amnesty International",
    ),
]


@pytest.mark.parametrize(("language", "published", "text", "speaker"), SPEAKERS)
def test_who_speaks_last(extract: Extract, language: str, published: str, text: str, speaker: str) -> None:
    assert [each.speaker for each in extract(language, text, published)][-1:] == [speaker]


# language, text; the target of the last statement
TARGETS = [
    ("en", '"Syria is lying. They must stop the attacks," John Kerry said.', "Syria"),
    ("en", "Syria bombed the city. John Kerry condemned the regime.", "Syria"),
    ("en", 'John Kerry spoke about Iran. "We condemn its missile tests," he said.', "Iran"),
    ("fr", "« La Syrie ment. Elle doit cesser ses attaques », a dit John Kerry.", "Syria"),
    ("fr", "La Syrie a bombardé la ville. John Kerry a condamné le régime.", "Syria"),
]


@pytest.mark.parametrize(("language", "text", "target"), TARGETS)
def test_whom_a_pointer_means(extract: Extract, language: str, text: str, target: str) -> None:
    assert [each.target for each in extract(language, text, "2016-10-12")][-1:] == [target]


def test_nobody_is_guessed(extract: Extract) -> None:
    assert [each.speaker for each in extract("en", "He criticised Russia.")] == []
    assert [each.speaker for each in extract("fr", "Elle a critiqué la Russie.")] == []


def test_a_speaker_is_not_the_target_of_her_own_they(extract: Extract) -> None:
    text = '"They are lying," said Maria Zakharova of the Russian foreign ministry about Ukraine.'
    assert all(each.target not in {"Russia", "Maria Zakharova"} for each in extract("en", text, "2022-10-12"))
