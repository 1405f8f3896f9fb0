"""What several extraction tests share: both models loaded once, and shorthands from text to statements."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from communique.extract.articles import SkippedArticle, read_articles
from communique.extract.discourse import Discourse
from communique.extract.parsed_articles import read_discourse
from communique.extract.parsing import load_pipeline
from communique.extract.statements import extract_article
from communique.model import Article, Statement

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.tokens import Doc

Extract = Callable[..., list[Statement]]
Read = Callable[..., Discourse]
Parse = Callable[[str, str], "Doc"]


def _article(language: str, text: str, published: str | None = None) -> Article:
    return Article(id="made", text=text, language=language, published=published)


@pytest.fixture(scope="session")
def parse() -> Parse:
    """Parse one text of a language; the models are loaded once a process."""
    return lambda language, text: load_pipeline(language)(text)


@pytest.fixture(scope="session")
def extract() -> Extract:
    """Extract the statements of a made-up article: `extract("en", text, "2016-10-12")`."""
    return lambda *made: extract_article(_article(*made))


@pytest.fixture(scope="session")
def read() -> Read:
    """Read a made-up article as far as who is named in it: `read("fr", text)`."""
    return lambda *made: read_discourse(_article(*made))


@pytest.fixture(scope="session")
def seed_statements(seeds: Path) -> dict[str, tuple[Article, list[Statement]]]:
    """The five seeds by the first three digits of their ids, each with its statements."""
    found = {}
    for article in read_articles([seeds]):
        assert not isinstance(article, SkippedArticle)
        found[article.id[:3]] = (article, extract_article(article))
    return found
