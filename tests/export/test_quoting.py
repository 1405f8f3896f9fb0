"""A statement is quoted with its own sentence only, and nothing in it is taken for HTML."""

from __future__ import annotations

import pytest

import communique as cq
from communique.export.quoting import Quotation, quote


def test_only_the_sentence_stands_around_the_evidence() -> None:
    text = "It rained. France accused Russia of lying, again. It snowed."
    article = cq.Article(id="a", text=text, language="en")
    [(_, [said])] = cq.extract_statements([article])
    told = quote(said, article)
    assert f"{told.before}{told.evidence}{told.after}".strip() == text[11:49]
    assert quote(said, None).after == ""


def test_words_are_no_html() -> None:
    html = Quotation("<b>", "x & y", "</b>", "t", None, None, None, 0, 5)._repr_html_()
    assert "&lt;b&gt;<mark>x &amp; y</mark>&lt;/b&gt;" in html


@pytest.mark.parametrize(("url", "linked"), [("https://example.org/a", True), ("javascript:alert(1)", False)])
def test_only_an_address_of_the_web_is_a_link(url: str, linked: bool) -> None:
    html = Quotation("", "x", "", "t", None, None, url, 0, 1)._repr_html_()
    assert ("href" in html) == linked
