"""An article with its statements marked: whole, in order, and harmless wherever it is shown."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from rich.console import Console

from communique.export.marked_page import mark_html
from communique.export.marking import find_cue, find_passages, find_rows, list_passages, mark_text
from communique.model import ActorKind, Article, Polarity, Stance, Statement
from communique.summary import print_marked

TEXT = "Paris accused Moscow of lying, and Berlin agreed.\nNothing else was said."


def statement(
    text: str, start: int, end: int, polarity: Polarity = -1, speaker: str = "France", **other: Any
) -> Statement:
    plain = Statement(
        id=f"{start}-{end}",
        article="a",
        language="en",
        speaker=speaker,
        speaker_id="france",
        speaker_kind=ActorKind.STATE,
        represents=None,
        represents_id=None,
        stance=Stance.ACCUSE,
        polarity=polarity,
        intensity=0.5,
        negated=False,
        modality="actual",
        target=None,
        target_id=None,
        target_kind=None,
        mode="indirect",
        cue="accused",
        evidence=text[start:end],
        start=start,
        end=end,
        sentence_start=start,
        sentence_end=end,
        confidence=0.875,
        rule="clause/<accuse>",
    )
    return replace(plain, **other)


def marked(text: str, found: list[Statement]) -> str:
    """The text with its marks, rows joined again."""
    rows = find_rows(Article(id="a", text=text), find_passages(found))
    return "".join(mark_text(row).plain + row.gap for row in rows)


def shown(text: str, found: list[Statement], **options: Any) -> str:
    """What a terminal shows."""
    screen = io.StringIO()
    print_marked(Article(id="a", text=text, title="Heading"), found, Console(file=screen, **options))
    return screen.getvalue()


def test_brackets_and_colours_tell_where_evidence_begins_and_ends() -> None:
    found = [statement(TEXT, 0, 29), statement(TEXT, 35, 48, 1)]
    assert (
        marked(TEXT, found)
        == "[1 " + TEXT[:29] + " 1]" + TEXT[29:35] + "[2 " + TEXT[35:48] + " 2]" + TEXT[48:]
    )
    row = next(find_rows(Article(id="a", text=TEXT), find_passages(found)))
    text = mark_text(row)
    styles = {text.plain[span.start : span.end]: str(span.style) for span in text.spans}
    assert styles["Paris "] == "underline red"
    assert styles["accused"] == "underline red bold"  # the cue
    assert styles["Berlin agreed"] == "underline cyan"


def test_nested_and_overlapping_evidence_is_bracketed() -> None:
    found = [statement(TEXT, 0, 29), statement(TEXT, 14, 20), statement(TEXT, 6, 48)]
    expected = "[1 Paris [2 accused [3 Moscow 3] of lying 1], and Berlin agreed 2]"
    assert marked(TEXT, found).startswith(expected)
    html = mark_html(Article(id="a", text=TEXT), found)
    assert re.findall(r'id="t(\d)" href="#e\1"', html) == ["1", "2", "3"]
    lanes = dict(re.findall(r'<mark class="p(\d) hostile lane(\d)">', html))
    assert lanes == {"3": "0", "1": "1", "2": "2"}  # the shortest is nearest to the text


def test_several_targets_of_one_evidence_stand_together() -> None:
    one = statement(TEXT, 0, 29, target="Russia", target_id="russia", target_kind=ActorKind.STATE)
    other = replace(one, id="x", target="<Syria>", target_id="syria")
    apart = replace(one, id="y", stance=Stance.DEMAND)
    [passage] = find_passages([one, other, apart])
    assert passage.readings == ((one, other), (apart,))
    html = mark_html(Article(id="a", text=TEXT), [one, other, apart])
    assert html.count('class="card"') == 1
    for id_, target in (("0-29", "Russia"), ("x", "&lt;Syria&gt;"), ("y", "Russia")):
        assert f'id="{id_}"><bdi>{target}</bdi>' in html  # an anchor for each statement
    told = shown(TEXT, [one, other, apart], width=80)
    assert "1 - France accuses Russia, <Syria>" in told
    assert "1 - France demands of Russia" in told


@pytest.mark.parametrize(
    ("cue", "start", "end", "expected"),
    [
        ("accused", 0, 29, "accused"),
        ("agreed", 0, 29, "agreed"),  # outside of the evidence, in its sentence
        ("said", 0, 29, None),  # in another sentence
        ("ccuse", 0, 29, None),  # no word
        ("", 0, 29, None),
        ("Berlin  agreed", 0, 29, "Berlin agreed"),
    ],
)
def test_the_cue_is_found_in_the_evidence_or_its_sentence(
    cue: str, start: int, end: int, expected: str | None
) -> None:
    span = find_cue(TEXT, statement(TEXT, start, end, cue=cue, sentence_end=49))
    assert (TEXT[slice(*span)] if span else None) == expected


def test_a_row_ends_behind_a_paragraph_and_never_within_a_sentence() -> None:
    text = "One said\na.\nTwo said b.\n\nThree\nsaid c.\nFour.\n"
    found = [statement(text, 0, 8, sentence_end=11), statement(text, 25, 38)]
    rows = list(find_rows(Article(id="a", text=text), find_passages(found)))
    shown = ["".join(piece.text for piece in row.pieces) for row in rows]
    assert shown == ["One said\na.", "Two said b.", "Three\nsaid c.", "Four.\n"]
    assert [len(row.passages) for row in rows] == [1, 0, 1, 0]


def test_an_article_without_statements_is_shown_plainly() -> None:
    assert marked(TEXT, []) == TEXT
    assert marked("", []) == ""
    assert 'class="p' not in mark_html(Article(id="a", text=TEXT), [])


def test_evidence_at_both_ends_of_the_text() -> None:
    assert marked(TEXT, [statement(TEXT, 0, len(TEXT))]) == f"[1 {TEXT} 1]"


def test_square_brackets_are_no_markup() -> None:
    text = "He said [bold]no[/bold] [link=x]."
    assert marked(text, []) == text
    assert "[red]x[/red] accuses –" in shown(text, [statement(text, 0, 7, speaker="[red]x[/red]")], width=80)


def test_nothing_in_an_article_commands_the_terminal() -> None:
    text = "A\x1b]0;owned\x07B \x1b[2Jsaid\x9b31m \u202etno\r\n"
    told = shown(text, [statement(text, 0, 12, speaker="\x1b[2JX\u2066", cue="\x1b[2J")], width=80)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2066]", told)
    assert "[2JX accuses" in told


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    text = "王毅部长在北京说了很多话而且说了很久很久很久很久很久很久很久很久很久很久很久很久很久很久很久 " * 3
    found = [
        statement(
            text,
            0,
            50,
            speaker="王毅部长在北京说了很多话而且说了很久" * 3,
            places=("a" * 99,),
            place_ids=("a",),
        )
    ]
    console = Console(width=width)
    for line in shown(text, found, width=width).splitlines():
        assert console.render_str(line, markup=False).cell_len <= width


def test_colours_are_left_out_where_nobody_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [statement(TEXT, 0, 29)]
    assert "\x1b[" not in shown(TEXT, found, width=80)  # no terminal
    assert "\x1b[1;31m" in shown(TEXT, found, width=80, force_terminal=True, color_system="standard")
    monkeypatch.setenv("NO_COLOR", "1")
    bare = shown(TEXT, found, width=80, force_terminal=True, color_system="standard")
    assert not re.search(r"\x1b\[[\d;]*3\dm", bare)


def test_all_that_is_known_is_told() -> None:
    known = statement(
        TEXT, 0, 29, speaker="Ayrault", represents="France", represents_id="france", negated=True,
        modality="conditional", places=("Aleppo", "Homs"), place_ids=("aleppo", "homs"), venue="London",
        venue_id="london", date="2016-07-19", date_basis="stated", source_chain=("Le Monde",),
    )  # fmt: skip
    told = " ".join(shown(TEXT, [known], width=250).split())
    where = "2016-07-19 (stated) · in London · about Aleppo, Homs · told by Le Monde"
    how = "negated · conditional · indirect · “accused” · clause/<accuse> · 0.88"
    assert f"1 - Ayrault (for France) accuses – {where} · {how}" in told
    html = re.sub(r"<[^>]+>", "", mark_html(Article(id="a", text=TEXT), [known]))
    for part in (
        "(for France)",
        "negated",
        "conditional",
        "in London",
        "about Aleppo, Homs",
        "told by Le Monde",
    ):
        assert part in html
    assert list_passages(()) is not None


def test_the_page_escapes_everything() -> None:
    evil = '<img src=x onerror="alert(1)">'
    article = Article(
        id="a", text=evil + "</p><script>", title=evil, publisher=evil, language='en" onload="x'
    )
    html = mark_html(
        article,
        [
            statement(
                article.text, 0, 4, speaker=evil, cue=evil, venue=evil, venue_id="v", date=evil, target=evil,
                target_id="t", represents=evil, represents_id="r", places=(evil,), place_ids=("p",),
                source_chain=(evil,), id='"><i>',
            )
        ],
    )  # fmt: skip
    assert "<img" not in html
    assert "<script" not in html
    assert "<i>" not in html
    assert 'onload="' not in html
    assert "clause/&lt;accuse&gt;" in html
    assert "default-src 'none'" in html


def test_the_page_needs_nothing_from_elsewhere_and_only_its_own_style_counts() -> None:
    html = mark_html(Article(id="a", text=TEXT, url="https://e.org/"), [statement(TEXT, 0, 29)])
    assert not re.search(r"https?:|url\(|@import", html)
    assert set(re.findall(r'href="(.)', html)) == {"#"}
    assert set(re.findall(r'href="#(.*?)"', html)) <= set(re.findall(r'id="(.*?)"', html))
    [style] = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in html
    assert "style=" not in html


@given(
    st.text(min_size=1, max_size=40), st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=4)
)
def test_page_and_terminal_hold_the_whole_text(text: str, spans: list[tuple[int, int]]) -> None:
    found = [statement(text, start, end) for start, end in spans if start < end <= len(text)]
    article = Article(id="a", text=text)
    rows = list(find_rows(article, find_passages(found)))
    assert "".join("".join(piece.text for piece in row.pieces) + row.gap for row in rows) == text
    assert sorted(p.number for row in rows for p in row.passages) == [p.number for p in find_passages(found)]
    html = mark_html(article, found)
    shown = [
        re.sub(r'<a class="number.*?</a>|</?mark.*?>|</?b\b.*?>', "", each)
        for each in re.findall(r'<p class="text">(.*?)</p>\n', html, re.DOTALL)
    ]
    assert shown == [escape("".join(piece.text for piece in row.pieces)) for row in rows]
