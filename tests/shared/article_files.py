"""Files of articles, written and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.extract.articles import SkippedArticle, read_articles
from communique.model import Article

if TYPE_CHECKING:
    from pathlib import Path


def read(*paths: Path | str, language: str | None = None) -> tuple[list[Article], list[SkippedArticle]]:
    """Return what was read and what was skipped."""
    found = list(read_articles(paths, language=language))
    articles = [item for item in found if isinstance(item, Article)]
    return articles, [item for item in found if isinstance(item, SkippedArticle)]


def write(path: Path, content: str | bytes) -> Path:
    """Write a file, in a folder that is made for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def visible(folder: Path) -> set[str]:
    """Return the names of the files in a folder but for hidden ones, such as a ledger."""
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}
