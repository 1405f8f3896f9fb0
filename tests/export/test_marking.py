"""An article with its statements marked: whole, in order, and harmless wherever it is shown."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from communique.export.marking import mark_html, mark_text
from communique.model import ActorKind, Article, Polarity, Stance, Statement

TEXT = "Paris accused Moscow of lying, and Berlin agreed.\nNothing else was said."


def statement(text: str, start: int, end: int, polarity: Polarity = -1, speaker: str = "France") -> Statement:
    return Statement(
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


def test_evidence_is_underlined_and_numbered_where_it_ends() -> None:
    marked = mark_text(Article(id="a", text=TEXT), [statement(TEXT, 0, 29), statement(TEXT, 35, 48, 1)])
    assert marked.plain == TEXT[:29] + "[1]" + TEXT[29:48] + "[2]" + TEXT[48:]
    styles = {marked.plain[span.start : span.end]: str(span.style) for span in marked.spans}
    assert styles[TEXT[:29]] == "underline red"
    assert styles["Berlin agreed"] == "underline green"


def test_overlapping_and_equal_evidence_is_shown_once() -> None:
    found = [statement(TEXT, 0, 29), statement(TEXT, 0, 29), statement(TEXT, 6, 48), statement(TEXT, 14, 20)]
    article = Article(id="a", text=TEXT)
    assert re.sub(r"\[\d\]", "", mark_text(article, found).plain) == TEXT
    assert re.findall(r"\[\d\]", mark_text(article, found).plain) == ["[4]", "[1]", "[2]", "[3]"]
    html = mark_html(article, found)
    assert re.findall(r'<sup><a href="#s(\d)">', html) == ["4", "1", "2", "3"]
    assert html.count("<mark") == html.count("</mark>") == 5


def test_an_article_without_statements_is_shown_plainly() -> None:
    assert mark_text(Article(id="a", text=TEXT), []).plain == TEXT
    assert mark_text(Article(id="a", text=""), []).plain == ""
    assert "<mark" not in mark_html(Article(id="a", text=TEXT), [])


def test_evidence_at_both_ends_of_the_text() -> None:
    marked = mark_text(Article(id="a", text=TEXT), [statement(TEXT, 0, len(TEXT))])
    assert marked.plain == TEXT + "[1]"


def test_square_brackets_are_no_markup() -> None:
    text = "He said [bold]no[/bold] [link=x]."
    assert mark_text(Article(id="a", text=text), []).plain == text


def test_nothing_in_an_article_commands_the_terminal() -> None:
    text = "A\x1b]0;owned\x07B \x1b[2Jsaid\x9b31m \tno\r\n"
    found = [statement(text, 0, 12)]
    shown = mark_text(Article(id="a", text=text), found).plain
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown)
    assert "\tno\n" in shown


def test_the_page_escapes_everything() -> None:
    evil = '<img src=x onerror="alert(1)">'
    article = Article(
        id="a", text=evil + "</p><script>", title=evil, publisher=evil, language='en" onload="x'
    )
    html = mark_html(article, [statement(article.text, 0, 4, speaker=evil)])
    assert "<img" not in html
    assert "<script" not in html
    assert 'onload="' not in html
    assert "clause/&lt;accuse&gt;" in html
    assert "default-src 'none'" in html


def test_the_page_needs_nothing_from_elsewhere() -> None:
    html = mark_html(Article(id="a", text=TEXT, url="https://e.org/"), [statement(TEXT, 0, 29)])
    assert not re.search(r"https?:", html)
    assert re.findall(r'href="(.)', html) == ["#"]
    assert "<td>0.88</td>" in html


@given(
    st.text(min_size=1, max_size=40), st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=4)
)
def test_the_page_holds_the_whole_text(text: str, spans: list[tuple[int, int]]) -> None:
    found = [statement(text, start, end) for start, end in spans if start < end <= len(text)]
    html = mark_html(Article(id="a", text=text), found)
    body = html.partition('<p class="text">')[2].rpartition('</p>\n<div class="wide">')[0]
    assert re.sub(r"<sup>.*?</sup>|</?mark.*?>", "", body) == escape(text)
