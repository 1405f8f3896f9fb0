"""Articles of which only the metadata was kept, with their texts again."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from ..model import Article, ArticleMetadata
from .articles import read_articles
from .formats import file_of
from .metadata import SUPPORTED_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def read_again(articles: Iterable[ArticleMetadata]) -> dict[str, Article]:
    """Return the articles whose text is still where it was read, by id; each file is opened once."""
    by_file: dict[Path, list[ArticleMetadata]] = {}
    for article in articles:
        if (file := file_of(article.source or "")) is not None:
            by_file.setdefault(file, []).append(article)
    found: dict[str, Article] = {}
    for path, wanted in by_file.items():
        language = wanted[0].language if wanted[0].language in SUPPORTED_LANGUAGES else None
        digests = {article.sha256 for article in wanted}
        items = (item for item in read_articles([path], language=language) if isinstance(item, Article))
        texts = {item.sha256: item.text for item in items if item.sha256 in digests}
        for article in wanted:
            if article.sha256 in texts:
                known = {each.name: getattr(article, each.name) for each in fields(ArticleMetadata)}
                found[article.id] = Article(**known, text=texts[article.sha256])
    return found
