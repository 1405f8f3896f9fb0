"""Opens articles, or what a build wrote, as a `StatementGraph`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from . import pipeline
from .errors import CommuniqueError
from .graph.merging import merge
from .knowledge.actors import using_user_actors
from .knowledge.user_actors import UserActors, read_user_actors
from .statement_graph import StatementGraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .extract.articles import Source
    from .extract.parsing import Models
    from .model import Article

    ActorSource = UserActors | Path | str | Iterable[Path | str]
    """Users' own actors: read already, or the files that hold them."""


def build(
    articles: Source | Iterable[Source],
    *,
    models: Models | None = None,
    language: str | None = None,
    actors: ActorSource | None = None,
    progress: Callable[[Article], None] | None = None,
) -> StatementGraph:
    """Read articles, extract their statements and return them as a graph; nothing is written.

    `articles` are files and folders, as for `read_articles`, or `Article` records, one or many; `models`
    other spaCy models by language, as names, folders or loaded pipelines; `language` that of all articles, if
    you know it; `actors` your own, as files; `progress` is called with each article that was read.

    Raises ArticleError if no article can be read or a path does not exist, ModelMissingError if a language
    has no model; a single article that cannot be read is in `skipped`.

    >>> import communique as cq
    >>> g = cq.build(cq.Article(id="a", text="France condemned the Russian attack.", published="2016-12-12"))
    >>> g.statements[["speaker", "stance", "target"]].values.tolist()
    [['France', 'criticize', 'Russia']]
    """
    user_actors = _user_actors(actors)
    extraction = pipeline.extract(
        articles, models=models, language=language, actors=user_actors, progress=progress
    )
    pipeline.require_articles(extraction)
    with using_user_actors(user_actors):
        return StatementGraph(extraction, merge(extraction.statements), user_actors)


def load(path: Path | str, *, actors: ActorSource | None = None) -> StatementGraph:
    """Return the graph of a folder that `communique build` wrote, or of a file of statements (.jsonl).

    `actors` are the files of your own actors with which it was built. Articles whose file is still there and
    unchanged have their text again. Raises CommuniqueError where there are no statements.

    >>> import communique as cq
    >>> len(cq.load("output")) == len(cq.load("output/statements.jsonl")) > 100
    True
    """
    path = Path(path)
    file = path / pipeline.STATEMENTS if path.is_dir() else path
    if not file.is_file():
        raise CommuniqueError(f"{file} does not exist. Make it with: communique build PATH -o {file.parent}")
    statements, articles = pipeline.read_statements(file)
    extraction = pipeline.Extraction(
        list(articles.values()), statements, pipeline.read_skipped(file.with_name(pipeline.REPORT))
    )
    user_actors = _user_actors(actors)
    with using_user_actors(user_actors):
        return StatementGraph(extraction, merge(statements), user_actors)


def _user_actors(actors: ActorSource | None) -> UserActors | None:
    if actors is None or isinstance(actors, UserActors):
        return actors
    return read_user_actors([Path(each) for each in ([actors] if isinstance(actors, Path | str) else actors)])
