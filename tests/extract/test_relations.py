"""Attribution relations: whose words, reported by which, stand where in a text; tables in `relations/`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extract import relations
from communique.extract.relations import AttributionRelation, find_attributions

LANGUAGES = ("en", "fr")
Shown = list[tuple[str, str, list[str]]]


@dataclass(frozen=True)
class Row:
    """A text, and source, cue and contents of each relation in it."""

    language: str
    text: str
    expected: Shown
    reason: str | None


def read_rows(language: str) -> list[Row]:
    """Return the rows of a language's table."""
    path = Path(__file__).parent / "relations" / f"{language}.toml"
    return [
        Row(
            language,
            row["text"],
            [(item["source"], item["cue"], item["content"]) for item in row["relations"]],
            row.get("reason"),
        )
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["row"]
    ]


TABLE = [row for language in LANGUAGES for row in read_rows(language)]


def _marked(row: Row) -> Any:
    failing = pytest.mark.xfail(strict=True, raises=AssertionError, reason=row.reason or "")
    marks = [failing] if row.reason else []
    return pytest.param(row, id=f"{row.language}: {' '.join(row.text.split())}", marks=marks)


def shown(text: str, found: list[AttributionRelation]) -> Shown:
    return [
        (
            text[slice(*each.source)] if each.source else "",
            text[slice(*each.cue)] if each.cue else "",
            [text[slice(*span)] for span in each.content],
        )
        for each in found
    ]


@pytest.mark.parametrize("row", [_marked(row) for row in TABLE])
def test_who_says_what(row: Row) -> None:
    assert shown(row.text, find_attributions(row.text, row.language)) == row.expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_long(language: str) -> None:
    texts = [row.text for row in TABLE if row.language == language]
    assert len(texts) >= 45
    assert len(set(texts)) == len(texts), "a text stands twice"


# language, text, what stands outermost, what stands in it
NESTED: list[tuple[str, str, Shown, Shown]] = [
    (
        "en",
        "Kerry said that Lavrov had promised to end the strikes.",
        [("Kerry", "said", ["that Lavrov had promised to end the strikes"])],
        [("Lavrov", "promised", ["to end the strikes"])],
    ),
    (
        "en",
        "According to Kerry, Lavrov said that the strikes would end.",
        [("Kerry", "According to", ["Lavrov said that the strikes would end"])],
        [("Lavrov", "said", ["that the strikes would end"])],
    ),
    (
        "en",
        "Kerry denied that he wanted to leave Geneva.",
        [("Kerry", "denied", ["that he wanted to leave Geneva"])],
        [("he", "wanted", ["to leave Geneva"])],
    ),
    (
        "fr",
        "Kerry a dit que Lavrov avait promis de quitter Genève.",
        [("Kerry", "dit", ["que Lavrov avait promis de quitter Genève"])],
        [("Lavrov", "promis", ["de quitter Genève"])],
    ),
    (
        "fr",
        "Selon Kerry, Lavrov affirme que la paix est proche.",
        [("Kerry", "Selon", ["Lavrov affirme que la paix est proche"])],
        [("Lavrov", "affirme", ["que la paix est proche"])],
    ),
]


@pytest.mark.parametrize(("language", "text", "outer", "inner"), NESTED)
def test_what_is_said_inside_of_words_is_left_out_unless_asked_for(
    language: str, text: str, outer: Shown, inner: Shown
) -> None:
    assert shown(text, find_attributions(text, language)) == outer
    both = shown(text, find_attributions(text, language, nested=True))
    assert both == sorted([*outer, *inner], key=lambda item: text.index(item[2][0]))


def test_no_entity_recogniser_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    parse, docs = relations.parse_paragraphs, []

    def watched(*given: Any, **options: Any) -> Any:
        docs.extend(parse(*given, **options))
        return docs

    monkeypatch.setattr(relations, "parse_paragraphs", watched)
    text = "John Kerry said in Geneva on Monday that Russia must stop."
    assert shown(text, find_attributions(text, "en")) == [("John Kerry", "said", ["that Russia must stop"])]
    assert [ent for doc in docs for ent in doc.ents] == []
    assert docs
    assert not any(doc.has_annotation("ENT_IOB") for doc in docs)


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "\n\n  Snow fell in Geneva.  \n\n\t“The deal is \u00a0dead, my friends,” Kerry said.\n"
    assert shown(text, find_attributions(text, "en")) == [
        ("Kerry", "said", ["The deal is \u00a0dead, my friends"])
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["", " ", "\n\n", "“”", '"', "»", "« »", "''", ":", ",", "\ufeff", "\x00"])
def test_of_nothing_comes_nothing(language: str, text: str) -> None:
    assert find_attributions(text, language) == []


def test_a_quotation_of_nothing_but_its_cue_does_no_harm() -> None:
    text = "“. ,-t-il dit"
    check_spans(text, find_attributions(text, "fr"))


SNIPPETS = {
    "en": [
        "Kerry",
        "said",
        "Mr. Lee",
        '"',
        "“",
        "”",
        "''",
        "‘",
        "’",
        "The deal is dead",
        "that peace is near",
        "who says",
        "according to",
        "Trump's vow to leave",
        "accused Russia of lying",
        "adding that",
        "was rejected by",
        "he",
        "is confident",
    ],
    "fr": [
        "Kerry",
        "a déclaré",
        "M. Martin",
        '"',
        "«",
        "»",
        "“",
        "”",
        "''",
        "La paix est proche",
        "que la paix viendra",
        "qui dit",
        "selon",
        "la promesse de Kerry de partir",
        "accuse la Russie de mentir",
        "ajoutant que",
        "a été rejeté par",
        "a-t-il martelé",
        "il convient de",
    ],
}
JOINTS = [" ", " ", " ", ", ", ". ", ": ", "\n\n", "\u00a0", ""]


@st.composite
def made_texts(draw: st.DrawFn) -> tuple[str, str]:
    """Make a text of snippets and joints, and say its language."""
    language = draw(st.sampled_from(LANGUAGES))
    pieces = draw(st.lists(st.sampled_from(SNIPPETS[language]), min_size=1, max_size=12))
    return language, "".join(piece + draw(st.sampled_from(JOINTS)) for piece in pieces)


def check_spans(text: str, found: list[AttributionRelation]) -> None:
    for each in found:
        assert each.content
        for span in (each.source, each.cue, *each.content):
            assert span is None or 0 <= span[0] < span[1] <= len(text), (text, each)
        ends = [edge for span in each.content for edge in span]
        assert ends == sorted(ends), (text, each)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(made=made_texts(), nested=st.booleans())
def test_spans_lie_in_the_text_in_order_and_come_again(made: tuple[str, str], nested: bool) -> None:
    language, text = made
    found = find_attributions(text, language, nested=nested)
    check_spans(text, found)
    assert find_attributions(text, language, nested=nested) == found


@settings(max_examples=40, deadline=None, derandomize=True)
@given(made=made_texts())
def test_what_stands_outermost_is_part_of_what_is_found_nested(made: tuple[str, str]) -> None:
    language, text = made
    whole = find_attributions(text, language, nested=True)
    assert {each.content for each in find_attributions(text, language)} <= {each.content for each in whole}


@settings(max_examples=40, deadline=None, derandomize=True)
@given(language=st.sampled_from(LANGUAGES), text=st.text(max_size=80))
def test_junk_does_no_harm(language: str, text: str) -> None:
    check_spans(text, find_attributions(text, language))
