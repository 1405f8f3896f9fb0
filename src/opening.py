"""Opens articles, or what a build wrote, as a `StatementGraph`."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from . import pipeline
from .api_arguments import check_models, corrections_of, path_of, user_actors_of
from .corrections.aliases import with_aliases
from .corrections.keeping import KEPT, corrections_beside, is_edited
from .errors import CommuniqueError
from .statement_graph import StatementGraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from .api_arguments import ActorSource
    from .corrections.records import Corrections
    from .extract.articles import Source
    from .extract.parsing import Models
    from .model import Article


def build(
    articles: Source | Iterable[Source],
    *,
    models: Models | None = None,
    language: str | None = None,
    actors: ActorSource | None = None,
    corrections: Corrections | Path | str | None = None,
    progress: Callable[[Article], None] | None = None,
    workers: int = 1,
) -> StatementGraph:
    """Read articles, extract their statements and return them as a graph; nothing is written.

    `articles` are files and folders, as for `read_articles`, or `Article` records, one or many; `models`
    other spaCy models by language, as names, folders or loaded pipelines; `language` that of all articles, if
    you know it; `actors` your own, as files; `corrections` yours of what is read, a file (what became of each
    is in `.corrections`); `progress` is called with each article that was read. With more `workers` as many
    processes read; in a script, call it under `if __name__ == "__main__":`.

    Raises ArticleError if no article can be read or a path does not exist, ModelMissingError if a language
    has no model, KnowledgeError for a malformed file; a single article that cannot be read is in `skipped`.

    >>> import communique as cq
    >>> g = cq.build(cq.Article(id="a", text="France condemned the Russian attack.", published="2016-12-12"))
    >>> g.statements[["speaker", "stance", "target"]].values.tolist()
    [['France', 'criticize', 'Russia']]
    """
    mended = corrections_of(corrections)
    extraction = pipeline.extract(
        articles,
        models=check_models(models),
        language=language,
        actors=user_actors_of(actors),
        corrections=mended,
        progress=progress,
        running=pipeline.Running(workers),
    )
    pipeline.require_articles(extraction)
    return StatementGraph(extraction, pipeline.merge_extraction(extraction))


def load(path: Path | str, *, actors: ActorSource | None = None) -> StatementGraph:
    """Return the graph of a folder that `communique build` wrote, or of a file of statements (.jsonl).

    `actors` are the files of your own actors with which it was built. Articles whose file is still there and
    unchanged have their text again; corrections that lie there are in force. Raises CommuniqueError where
    there are no statements.

    >>> import communique as cq
    >>> len(cq.load("output")) == len(cq.load("output/statements.jsonl")) > 100
    True
    """
    path = path_of(path)
    file = path / pipeline.STATEMENTS if path.is_dir() else path
    if not file.is_file():
        raise CommuniqueError(f"{file} does not exist. Make it with: communique build PATH -o {file.parent}")
    statements, articles = pipeline.read_statements(file)
    corrections = corrections_beside(file)
    if is_edited(file.parent, file.with_name(pipeline.REPORT)):
        copy = file.with_name(KEPT)
        warnings.warn(f"{copy} was edited since the build; build again with it", stacklevel=2)
    extraction = pipeline.Extraction(
        list(articles.values()),
        statements,
        pipeline.read_skipped(file.with_name(pipeline.REPORT)),
        corrections,
        actors=with_aliases(user_actors_of(actors), corrections),
    )
    return StatementGraph(extraction, pipeline.merge_extraction(extraction))
