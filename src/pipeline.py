"""The whole way on one screen: articles -> statements -> graph -> files."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import __version__
from .errors import ArticleError, CommuniqueError, ModelMissingError, OutputError
from .export.files import write_atomically
from .export.graphml import write_graphml
from .export.html import write_html
from .export.tables import read_articles_metadata, read_jsonl, write_articles, write_csv, write_jsonl
from .export.turtle import write_turtle
from .extract.articles import SkippedArticle, read_articles
from .extract.statements import extract_article
from .graph.dataset import build_dataset
from .graph.network import build_network
from .model import Article, ArticleMetadata, Statement

STATEMENTS, ARTICLES, REPORT = "statements.jsonl", "articles.jsonl", "report.json"
TABLE, PAGE, TURTLE, GRAPHML = "statements.csv", "graph.html", "graph.ttl", "graph.graphml"

Progress = Callable[[Article], None]


@dataclass(slots=True)
class Extraction:
    """What became of the articles that were read: nothing is lost without a reason."""

    articles: list[Article] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    skipped: list[SkippedArticle] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What `build` made: the extraction, the files that it wrote and the seconds that it took."""

    extraction: Extraction
    files: tuple[Path, ...]
    seconds: float


def extract(
    paths: Iterable[Path],
    *,
    models: Mapping[str, str] | None = None,
    language: str | None = None,
    progress: Progress | None = None,
) -> Extraction:
    """Return the statements of all articles at some paths; an article that cannot be read is skipped with its reason.

    Raises ArticleError for a path that does not exist, ModelMissingError when no language model is installed.
    """
    result = Extraction()
    for article in _readable(paths, language, result.skipped):
        try:
            found = extract_article(article, models)
        except ModelMissingError:
            raise
        except Exception as error:  # one bad article never stops a run
            reason = str(error) if isinstance(error, CommuniqueError) else f"{type(error).__name__}: {error}"
            result.skipped.append(SkippedArticle(article.source or article.id, f"cannot be analysed: {reason}"))
            continue
        result.articles.append(article)
        result.statements.extend(found)
        if progress is not None:
            progress(article)
    return result


def _readable(paths: Iterable[Path], language: str | None, skipped: list[SkippedArticle]) -> Iterator[Article]:
    for item in read_articles(paths, language=language):
        if isinstance(item, SkippedArticle):
            skipped.append(item)
        else:
            yield item


def build(
    paths: Iterable[Path],
    output: Path,
    *,
    models: Mapping[str, str] | None = None,
    language: str | None = None,
    title: str | None = None,
    base_iri: str | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Read articles, extract their statements and write every file into `output`.

    Raises OutputError before any work is done if the folder cannot be written, else as `extract`.
    """
    started = time.perf_counter()
    prepare_folder(output)
    extraction = extract(paths, models=models, language=language, progress=progress)
    if not extraction.articles:
        raise ArticleError(_nothing_read(extraction))
    write_jsonl(extraction.statements, output / STATEMENTS)
    write_articles(extraction.articles, output / ARTICLES)
    articles = {article.id: article for article in extraction.articles}
    files = write_graph(extraction.statements, articles, output, title=title, base_iri=base_iri)
    write_atomically(output / REPORT, json.dumps(report_of(extraction), ensure_ascii=False, indent=2) + "\n")
    written = (output / PAGE, output / TURTLE, *(path for path in files if path.name not in {PAGE, TURTLE}))
    return BuildResult(
        extraction, (*written, output / STATEMENTS, output / ARTICLES, output / REPORT), time.perf_counter() - started
    )


def write_graph(
    statements: Sequence[Statement],
    articles: Mapping[str, ArticleMetadata],
    output: Path,
    *,
    title: str | None = None,
    base_iri: str | None = None,
) -> tuple[Path, ...]:
    """Write page, Turtle, GraphML and CSV of some statements into a folder; return their paths."""
    write_csv(statements, output / TABLE)
    write_graphml(build_network(statements, articles), output / GRAPHML)
    iri: dict[str, Any] = {"base_iri": base_iri} if base_iri else {}
    write_turtle(build_dataset(statements, articles, **iri), output / TURTLE)
    write_html(statements, articles, output / PAGE, title=title)
    return output / PAGE, output / TURTLE, output / GRAPHML, output / TABLE


def read_statements(path: Path) -> tuple[list[Statement], dict[str, ArticleMetadata]]:
    """Return the statements of a file and their articles, from `articles.jsonl` beside it.

    An article whose file is still there and unchanged comes with its text (`Article`), so that the page can show
    whole sentences. Raises StatementError for a line that is no statement.
    """
    statements = list(read_jsonl(path))
    beside = path.with_name(ARTICLES)
    kept = {article.id: article for article in read_articles_metadata(beside)} if beside.exists() else {}
    return statements, {key: _with_text(article) for key, article in kept.items()}


def _with_text(metadata: ArticleMetadata) -> ArticleMetadata:
    source = Path(metadata.source) if metadata.source else None
    if source is None or not source.is_file():
        return metadata
    for item in read_articles([source]):
        if isinstance(item, Article) and item.sha256 == metadata.sha256:
            return Article(
                id=metadata.id, language=metadata.language, title=metadata.title, published=metadata.published,
                publisher=metadata.publisher, author=metadata.author, url=metadata.url, source=metadata.source,
                text=item.text,
            )
    return metadata


def prepare_folder(output: Path) -> None:
    """Make an output folder and prove that it can be written; raises OutputError otherwise."""
    advice = "Choose another one with -o DIR."
    if output.exists() and not output.is_dir():
        raise OutputError(f"{output} is a file, not a folder. {advice}")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {output} cannot be made: {error.strerror}. {advice}") from error
    if not os.access(output, os.W_OK | os.X_OK):
        raise OutputError(f"The folder {output} cannot be written. {advice}")


def report_of(extraction: Extraction) -> dict[str, Any]:
    """Return what a run did as plain data: counts, warnings, and each skipped article with its reason."""
    return {
        "communique": __version__,
        "articles": len(extraction.articles),
        "statements": len(extraction.statements),
        "by_stance": dict(sorted(Counter(s.stance.value for s in extraction.statements).items())),
        "by_article": {
            article.id: sum(statement.article == article.id for statement in extraction.statements)
            for article in extraction.articles
        },
        "warnings": [
            {"source": article.source or article.id, "warning": warning}
            for article in extraction.articles
            for warning in article.warnings
        ],
        "skipped": [{"source": item.source, "reason": item.reason} for item in extraction.skipped],
    }


def _nothing_read(extraction: Extraction) -> str:
    if not extraction.skipped:
        return "No articles found. Give a folder or file of .txt, .html, .jsonl or .csv."
    reasons = "\n".join(f"  {item.source}: {item.reason}" for item in extraction.skipped[:10])
    return f"No article could be read:\n{reasons}"
