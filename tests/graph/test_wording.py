from __future__ import annotations

import pytest

from communique.graph.wording import matching_stems, read_wording
from communique.knowledge.tables import read_table


@pytest.mark.parametrize(
    ("text", "language", "without", "expected"),
    [
        ("We will not accept the bombing of schools", "en", "", {"accept", "bomb", "school"}),
        ("Nous n'accepterons pas les bombardements d'écoles", "fr", "", {"accept", "bombard", "ecol"}),
        ("Ayrault said Russia bombs schools", "en", "Jean-Marc Ayrault Russia", {"bomb", "school"}),
        ("the Russians bomb schools", "en", "Russia", {"bomb", "school"}),
        ("300,000 people", "en", "", {"300000", "peopl"}),
        ("300 000 personnes et 4,6 %", "fr", "", {"300000", "person", "46"}),
        ("Hola amigos", "es", "", {"hola", "amigos"}),
        ("", "en", "", set()),
    ],
)
def test_what_carries_the_matter_is_kept(text: str, language: str, without: str, expected: set[str]) -> None:
    assert read_wording(text, language, without).stems == expected


@pytest.mark.parametrize(
    ("english", "french", "matched"),
    [
        ("a permanent lie", "un mensonge permanent", {"lie", "perman"}),
        ("stop the bombing", "cesser les bombardements", {"stop", "bomb"}),
        ("the coalition against terrorism", "la coalition contre le terrorisme", {"coalit", "terror"}),
        ("300 soldiers", "300 soldats", {"300", "soldier"}),
        ("the hospital", "la guerre", set()),
    ],
)
def test_translations_are_found(english: str, french: str, matched: set[str]) -> None:
    assert matching_stems(read_wording(english, "en"), read_wording(french, "fr")) == matched


def test_synonyms_match_within_a_language() -> None:
    one, other = read_wording("shelling", "en"), read_wording("bombardment", "en")
    assert matching_stems(one, other) == {"shell"}


def test_the_glossary_is_in_order() -> None:
    rows = read_table("glossary.tsv")
    pairs = [(row.text("english"), row.text("french")) for row in rows]
    assert len(rows) > 3500
    assert pairs == sorted(set(pairs))
    for row in rows:
        words = (*row.several("english"), *row.several("french"))
        assert row.several("english"), row
        assert row.several("french"), row
        assert all(word == word.casefold().strip() for word in words), row
