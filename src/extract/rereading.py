"""Articles of which only the metadata was kept, with their texts again."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from ..model import Article, ArticleMetadata
from .articles import read_articles
from .metadata import SUPPORTED_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable


def read_again(articles: Iterable[ArticleMetadata]) -> dict[str, Article]:
    """Return the articles whose text is still where it was read, by id; each file is opened once."""
    by_file: dict[Path, list[ArticleMetadata]] = {}
    for article in articles:
        source = article.source or ""
        for name in (source, re.sub(r":\d+$", "", source)):  # "wire.jsonl:12" is a line of wire.jsonl
            if name and Path(name).is_file():
                by_file.setdefault(Path(name), []).append(article)
                break
    found: dict[str, Article] = {}
    for path, wanted in by_file.items():
        language = wanted[0].language if wanted[0].language in SUPPORTED_LANGUAGES else None
        items = read_articles([path], language=language)
        texts = {item.sha256: item.text for item in items if isinstance(item, Article)}
        for article in wanted:
            if article.sha256 in texts:
                known = {each.name: getattr(article, each.name) for each in fields(ArticleMetadata)}
                found[article.id] = Article(**known, text=texts[article.sha256])
    return found
