"""Attribution: source, cue, content and mode of each reported speech act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from communique.extract.quotations import find_attributions

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

    from .conftest import Read


def wrong(reason: str, *values: object) -> ParameterSet:
    """Return a row that the program gets wrong today."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason))


# language, text; (mode, source, cue, content) of each attribution
TABLE: list[Any] = [
    ("en", '"Russia must stop," Kerry said.', [("direct", "Kerry", "said", "Russia must stop")]),
    ("en", "Kerry said: “Russia must stop.”", [("direct", "Kerry", "said", "Russia must stop")]),
    ("en", 'Kerry: "Russia must stop."', [("direct", "Kerry", "", "Russia must stop")]),
    ("en", "“Russia must stop now.”", [("direct", None, "", "Russia must stop now")]),
    ("en", "Kerry said that Russia must stop.", [("indirect", "Kerry", "said", "that Russia must stop")]),
    ("en", "Russia must stop, Kerry said.", [("indirect", "Kerry", "said", "Russia must stop")]),
    ("en", "Kerry accused Russia.", [("performative", "Kerry", "accused", "Kerry accused Russia")]),
    (
        "en",
        "Russia was accused by Kerry.",
        [("performative", "Kerry", "accused", "Russia was accused by Kerry")],
    ),
    ("en", "Russia was accused.", []),
    (
        "en",
        "According to Kerry, Russia is lying.",
        [("indirect", "Kerry", "According to", "According to Kerry, Russia is lying")],
    ),
    (
        "fr",
        "« La Russie doit cesser », a déclaré Kerry.",
        [("direct", "Kerry", "déclaré", "La Russie doit cesser")],
    ),
    (
        "fr",
        "« La Russie doit cesser », a-t-il déclaré.",
        [("direct", "-il", "déclaré", "La Russie doit cesser")],
    ),
    ("fr", "Kerry : « La Russie doit cesser. »", [("direct", "Kerry", "", "La Russie doit cesser")]),
    (
        "fr",
        "Kerry affirme que la Russie doit cesser.",
        [("indirect", "Kerry", "affirme", "que la Russie doit cesser")],
    ),
    ("fr", "Kerry accuse la Russie.", [("performative", "Kerry", "accuse", "Kerry accuse la Russie")]),
    ("fr", "La Russie est accusée.", []),
    (
        "fr",
        "Selon Kerry, la Russie a menti.",
        [("indirect", "Kerry", "Selon", "Selon Kerry, la Russie a menti")],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), TABLE)
def test_attributions(
    read: Read, language: str, text: str, expected: list[tuple[str, str | None, str, str]]
) -> None:
    discourse = read(language, text)
    found = find_attributions(discourse.paragraphs[0], discourse.language, discourse.lexicon)
    assert [
        (
            each.mode,
            each.source.text if each.source is not None else None,
            text[slice(*each.cue.span)] if each.cue is not None else "",
            text[slice(*each.content[0])].strip(),
        )
        for each in found
    ] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The “total war” lasted for years."),
        ("en", 'The film "The King" opened in Paris.'),
        ("fr", "La « guerre totale » a duré des années."),
        ("fr", "Le film « Le Roi » est sorti à Paris."),
    ],
)
def test_a_borrowed_wording_is_no_speech(read: Read, language: str, text: str) -> None:
    discourse = read(language, text)
    assert find_attributions(discourse.paragraphs[0], discourse.language, discourse.lexicon) == []


def test_a_split_quotation_has_one_source(read: Read) -> None:
    text = '"We support Ukraine," Kerry said. "Russia must leave."'
    discourse = read("en", text)
    found = find_attributions(discourse.paragraphs[0], discourse.language, discourse.lexicon)
    assert [text[slice(*each.content[0])] for each in found] == ["We support Ukraine", "Russia must leave"]
    assert {each.mode for each in found} == {"direct"}
