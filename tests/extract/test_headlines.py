"""Headlines that name who speaks beside a colon or a dash, without any verb of saying."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.extract.headlines import LONGEST_NAME, attribute_headline

if TYPE_CHECKING:
    from communique.extract.acts import Attribution

    from .conftest import Read


def read_headline(read: Read, language: str, text: str) -> list[Attribution]:
    return list(attribute_headline(read(language, text, "2018-03-10").paragraphs[0]))


# language, headline, head of who speaks, what is said
NAMED = [
    ("en", "Pakistan: India must stop shelling", "Pakistan", "India must stop shelling"),
    ("en", "India must stop shelling: Pakistan", "Pakistan", "India must stop shelling"),
    ("en", "Merkel: We can do it", "Merkel", "We can do it"),
    ("en", "Kenya will send police to Haiti - Ruto", "Ruto", "Kenya will send police to Haiti"),
    ("en", "Kenya will send police to Haiti – Ruto", "Ruto", "Kenya will send police to Haiti"),
    ("en", "Kenya will send police to Haiti — President Ruto", "Ruto", "Kenya will send police to Haiti"),
    ("en", "Merkel to Erdogan: Release the journalists now", "Merkel", "Release the journalists now"),
    ("en", "Ruto - Kenya will send police: all of it", "Ruto", "Kenya will send police: all of it"),
    ("fr", "Emmanuel Macron : nous devons agir vite", "Emmanuel", "nous devons agir vite"),
    ("fr", "Nous devons agir vite : Emmanuel Macron", "Emmanuel", "Nous devons agir vite"),
    ("fr", "Le Mali doit agir vite — Emmanuel Macron", "Emmanuel", "Le Mali doit agir vite"),
    ("fr", "La Russie doit partir : la France", "France", "La Russie doit partir"),
    ("fr", "Pékin : la Russie doit quitter la Syrie", "Pékin", "la Russie doit quitter la Syrie"),
]


@pytest.mark.parametrize(("language", "text", "source", "content"), NAMED)
def test_who_speaks_stands_before_or_behind_the_joint(
    read: Read, language: str, text: str, source: str, content: str
) -> None:
    (found,) = read_headline(read, language, text)
    assert found.source is not None
    assert (found.source.text, [text[slice(*span)] for span in found.content]) == (source, [content])
    assert (found.cue, found.mode, found.rule) == (None, "indirect", "headline-colon")
    assert text[slice(*found.evidence)] == text


SILENT = [
    ("en", "Pakistan: India must stop shelling.", "ends like a sentence"),
    ("en", "Pakistan: will India stop shelling?", "ends like a sentence"),
    ("en", "Pakistan: India must stop shelling!", "ends like a sentence"),
    ("en", "Pakistan: India must stop shelling;", "ends like a sentence"),
    ("en", "In Pakistan: India must stop shelling", "a preposition names a place"),
    ("en", "Why Pakistan: India must stop shelling", "a question word names a topic"),
    ("fr", "En Syrie : les combats ont repris hier", "a preposition names a place"),
    ("en", "Syria: the war in pictures", "no verb says anything"),
    ("fr", "Syrie : la guerre en images", "no verb says anything"),
    ("en", "Iran: No deal", "too few words, and no verb"),
    ("en", "Iran: They lied", "too few words"),
    ("en", "Talks fail: India must stop shelling", "no name, but a clause"),
    ("en", "Pakistan warns: India must stop shelling", "a verb beside the name"),
    ("en", "The long road to peace for Pakistan and for others: India must stop", "too many words"),
    ("en", "French: we must stop the war", "an adjective is nobody"),
    ("en", "Nobody knows: we must stop the war", "no name at all"),
    ("en", "Russia-backed rebels must stop shelling", "a hyphen is no dash"),
    ("en", "Pakistan at 17:30 must stop", "a colon in a time"),
    ("en", "India must stop shelling", "no joint"),
    ("fr", "Syrie : Macron appelle à la paix", "a topic; the other part names its speaker"),
]


@pytest.mark.parametrize(("language", "text"), [row[:2] for row in SILENT])
def test_other_lines_name_nobody(read: Read, language: str, text: str) -> None:
    assert read_headline(read, language, text) == []


def test_how_long_a_name_may_be(read: Read) -> None:
    longest = "Kenya's new foreign minister Mudavadi"
    assert len(longest.replace("'s", " 's").split()) == LONGEST_NAME + 1
    assert read_headline(read, "en", f"{longest}: Haiti must hold a vote") == []
    shorter = longest.replace("new ", "")
    assert len(read_headline(read, "en", f"{shorter}: Haiti must hold a vote")) == 1


MISREAD = [
    pytest.param("fr", "Macron : nous devons agir vite", ["Macron"], id="a name is tagged an adverb"),
    pytest.param("en", "Syria: what we know", [], id="a topic before the colon, and a clause"),
]


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="see the id of each")
@pytest.mark.parametrize(("language", "text", "sources"), MISREAD)
def test_headlines_that_are_misread(read: Read, language: str, text: str, sources: list[str]) -> None:
    found = read_headline(read, language, text)
    assert [each.source.text for each in found if each.source is not None] == sources
