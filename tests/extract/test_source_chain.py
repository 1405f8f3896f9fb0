"""Reported speech inside reported speech: `source_chain` names who reports whom, outermost first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Extract

Chain = tuple[str, ...]

# language, text, inner speaker, its chain
CHAINS: list[tuple[str, str, str, Chain]] = [
    ("en", "Angela Merkel said that Turkey had accused Greece of piracy.", "Turkey", ("Angela Merkel",)),
    ("en", '"Turkey accused Greece of piracy," Angela Merkel said.', "Turkey", ("Angela Merkel",)),
    (
        "en",
        "John Kerry said that Lavrov had promised him an end to the strikes.",
        "Sergey Lavrov",
        ("John Kerry",),
    ),
    (
        "fr",
        "Angela Merkel a déclaré que la Turquie avait accusé la Grèce de piraterie.",
        "Turkey",
        ("Angela Merkel",),
    ),
    (
        "fr",
        "« La Turquie accuse la Grèce de piraterie », a déclaré Angela Merkel.",
        "Turkey",
        ("Angela Merkel",),
    ),
    (
        "fr",
        "Selon Amnesty International, la Turquie accuse la Grèce de piraterie.",
        "Turkey",
        ("Amnesty International",),
    ),
    (
        "en",
        "Angela Merkel said that Canada believed that Turkey had accused Greece of piracy.",
        "Turkey",
        ("Angela Merkel", "Canada"),
    ),
    (
        "fr",
        "Angela Merkel a dit que le Canada croyait que la Turquie avait accusé la Grèce de piraterie.",
        "Turkey",
        ("Angela Merkel", "Canada"),
    ),
]
MISREAD: list[tuple[str, str, str, Chain]] = [
    (
        "en",
        "According to Amnesty International, Turkey said that Greece was lying.",
        "Turkey",
        ("Amnesty International",),
    ),
]


def chain_of(extract: Extract, language: str, text: str, speaker: str) -> Chain:
    """Return the chain of the only statement of a speaker."""
    (found,) = [each for each in extract(language, text, "2016-10-12") if each.speaker == speaker]
    return found.source_chain


@pytest.mark.parametrize(("language", "text", "speaker", "chain"), CHAINS)
def test_the_inner_statement_names_who_reports_it(
    extract: Extract, language: str, text: str, speaker: str, chain: Chain
) -> None:
    assert chain_of(extract, language, text, speaker) == chain
    assert chain_of(extract, language, text, chain[0]) == ()


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="a chain behind 'according to' is cut")
@pytest.mark.parametrize(("language", "text", "speaker", "chain"), MISREAD)
def test_chains_that_are_cut(extract: Extract, language: str, text: str, speaker: str, chain: Chain) -> None:
    assert chain_of(extract, language, text, speaker) == chain


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Angela Merkel said that Turkey must withdraw. Canada accused Greece of piracy."),
        ("en", "Angela Merkel accused Turkey of piracy."),
        ("fr", "Angela Merkel a dit que la Turquie devait partir. Le Canada accuse la Grèce de piraterie."),
        ("fr", "Angela Merkel accuse la Turquie de piraterie."),
    ],
)
def test_who_speaks_for_himself_has_no_chain(extract: Extract, language: str, text: str) -> None:
    found = extract(language, text, "2016-10-12")
    assert found
    assert {each.source_chain for each in found} == {()}
