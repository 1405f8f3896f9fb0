from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.graph.vocabulary import CMQ, OA, POS, SHORTCUTS, Names, decimal_literal, text_literal, web_iri
from communique.model import ArticleMetadata, Stance


@pytest.mark.parametrize(("namespace", "term"), [(CMQ, "acuses"), (OA, "excat"), (POS, "lon")])
def test_a_misspelt_term_fails(namespace: object, term: str) -> None:
    with pytest.raises(AttributeError):
        getattr(namespace, term)


def test_every_stance_has_its_shortcut() -> None:
    assert set(SHORTCUTS) == set(Stance)
    assert len(set(SHORTCUTS.values())) == len(Stance)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/2016/12", "https://news.example/2016/12"),
        ("https://news.example/a b?q=é&r=[1]#x#y", "https://news.example/a%20b?q=%C3%A9&r=%5B1%5D#x%23y"),
        ("http://news.example/100%", "http://news.example/100%25"),
        ("  HTTPS://news.example ", "https://news.example"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("https://news.example:port/", None),
        ("https://[::1", None),
        ("www.news.example", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_iris(url: str | None, expected: str | None) -> None:
    iri = web_iri(url)
    assert (None if iri is None else str(iri)) == expected


@given(st.text())
def test_whatever_the_address_the_iri_is_valid(rest: str) -> None:
    iri = web_iri("https://news.example/" + rest)
    if iri is not None:
        pyoxigraph.NamedNode(str(iri))


@given(st.text(st.characters(), min_size=1))
def test_whatever_the_id_the_iri_is_valid(name: str) -> None:
    pyoxigraph.NamedNode(str(Names().actor(name)))


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0.87, "0.87"), (1, "1.0"), (0.0, "0.0"), (1e-9, "0.0"), (0.355, "0.36"), (-7.5, "-7.5")],
)
def test_numbers_are_plain_decimals(number: float, expected: str) -> None:
    assert str(decimal_literal(number)) == expected


def test_text_keeps_its_length_without_lone_surrogates() -> None:
    assert str(text_literal("a\ud800b\x00c")) == "a?b\x00c"


@pytest.mark.parametrize(
    ("language", "tag"), [("fr", "fr"), ("en-GB", "en-GB"), ("??", None), ("", None), (None, None)]
)
def test_only_valid_language_tags_are_written(language: str | None, tag: str | None) -> None:
    found = text_literal("x", language).language
    assert (found and found.lower()) == (tag and tag.lower())


def test_the_same_text_has_the_same_iri_wherever_it_was_read() -> None:
    names = Names("https://other.example/")
    one, two = (ArticleMetadata(id=each, sha256="0123456789abcdef" * 4) for each in ("one", "two"))
    assert names.article("one", one) == names.article("two", two)
    assert str(names.article("one", one)) == "https://other.example/id/article/0123456789abcdef"
    assert str(names.article("my article", None)) == "https://other.example/id/article/my%20article"
