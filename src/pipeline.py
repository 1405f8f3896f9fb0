"""The whole way on one screen: articles -> statements -> graph -> files."""

from __future__ import annotations

import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from rdflib import Graph

from . import __version__
from .errors import ArticleError, CommuniqueError, OutputError
from .export.files import write_atomically
from .export.graphml import write_gexf, write_graphml
from .export.html import MAX_ACTORS, write_html
from .export.tables import (
    as_json,
    read_articles_metadata,
    read_jsonl,
    write_articles,
    write_csv,
    write_jsonl,
)
from .export.turtle import write_turtle
from .extract.articles import SkippedArticle, read_articles
from .extract.formats import file_of
from .extract.metadata import SUPPORTED_LANGUAGES
from .extract.reading.records import reason_in_general
from .extract.statements import extract_statements
from .graph.checking import Fault, check_evidence, check_files, check_graph, check_shapes
from .graph.dataset import dataset_triples
from .graph.merging import merge
from .graph.network import build_network
from .graph.vocabulary import Names
from .knowledge.actors import using_user_actors
from .model import Article, ArticleMetadata, Statement

if TYPE_CHECKING:
    from pathlib import Path

    from .extract.articles import Source
    from .extract.parsing import Models
    from .graph.merging import MergedStatements
    from .knowledge.user_actors import UserActors

STATEMENTS, ARTICLES, REPORT = "statements.jsonl", "articles.jsonl", "report.json"
TABLE, PAGE, TURTLE = "statements.csv", "graph.html", "graph.ttl"
GRAPHML, GEXF = "graph.graphml", "graph.gexf"
GRAPH_FILES = (PAGE, TURTLE, GRAPHML, GEXF, TABLE)
ALL_FILES = (*GRAPH_FILES, STATEMENTS, ARTICLES, REPORT)

_ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`#]*/")

Progress = Callable[[Article], None]


A = TypeVar("A", bound=ArticleMetadata)


@dataclass(slots=True)
class Extraction(Generic[A]):
    """What became of the articles that were read: nothing is lost without a reason."""

    articles: list[A] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    skipped: list[SkippedArticle] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What `build` made: the extraction, its statements merged, the files written and the seconds it took."""

    extraction: Extraction[Article]
    merged: MergedStatements
    files: tuple[Path, ...]
    seconds: float


def extract(
    paths: Source | Iterable[Source],
    *,
    models: Models | None = None,
    language: str | None = None,
    actors: UserActors | None = None,
    progress: Progress | None = None,
) -> Extraction[Article]:
    """Return the statements of some articles: files, folders, or records (see `read_articles`).

    What cannot be read is skipped with its reason. `actors` are users' own, from `read_user_actors`.

    Raises ArticleError for a path that does not exist, ModelMissingError when no language model is installed.
    """
    result = Extraction[Article]()
    articles = read_articles(paths, language=language)
    for article, found in extract_statements(articles, models, actors, skipped=result.skipped):
        result.articles.append(article)
        result.statements.extend(found)
        if progress is not None:
            progress(article)
    return result


def build(
    paths: Iterable[Path],
    output: Path,
    *,
    models: Models | None = None,
    language: str | None = None,
    title: str | None = None,
    base_iri: str | None = None,
    actors: UserActors | None = None,
    max_actors: int = MAX_ACTORS,
    progress: Progress | None = None,
) -> BuildResult:
    """Read articles, extract their statements and write every file into `output`.

    Raises OutputError before any work is done if the folder cannot be written, else as `extract`.
    """
    started = time.perf_counter()
    inputs = list(paths)
    check_base_iri(base_iri)
    with writable_folder(output, ALL_FILES, inputs):
        extraction = extract(inputs, models=models, language=language, actors=actors, progress=progress)
        require_articles(extraction)
        with using_user_actors(actors):
            merged = merge(extraction.statements)
        files = write_build(
            extraction,
            merged,
            output,
            title=title,
            base_iri=base_iri,
            actors=actors,
            max_actors=max_actors,
        )
    return BuildResult(extraction, merged, files, time.perf_counter() - started)


def write_build(
    extraction: Extraction[Any],
    merged: MergedStatements,
    output: Path,
    *,
    title: str | None = None,
    base_iri: str | None = None,
    actors: UserActors | None = None,
    max_actors: int = MAX_ACTORS,
) -> tuple[Path, ...]:
    """Write every file of a build into a folder and return their paths; raises as `write_graph`.

    `merged` are the statements of the extraction, merged.
    """
    articles = {article.id: article for article in extraction.articles}
    files = write_graph(
        merged,
        articles,
        output,
        title=title,
        base_iri=base_iri,
        actors=actors,
        max_actors=max_actors,
        beside=(TURTLE, STATEMENTS),
    )
    write_jsonl(extraction.statements, output / STATEMENTS)
    write_articles(extraction.articles, output / ARTICLES)
    write_atomically(output / REPORT, as_json(report_of(extraction, merged), indent=2) + "\n")
    return (*files, output / STATEMENTS, output / ARTICLES, output / REPORT)


def write_graph(
    statements: Iterable[Statement] | MergedStatements,
    articles: Mapping[str, ArticleMetadata],
    output: Path,
    *,
    title: str | None = None,
    base_iri: str | None = None,
    actors: UserActors | None = None,
    max_actors: int = MAX_ACTORS,
    beside: Sequence[str] = (TURTLE,),
) -> tuple[Path, ...]:
    """Write page, Turtle, GraphML and CSV of some statements into a folder; return their paths.

    `actors` are users' own, from `read_user_actors`; `max_actors` caps the graph on the page (0: all);
    `beside` names the files in the folder to which the page leads.

    Raises CommuniqueError for a `base_iri` that is no absolute IRI ending with "/".
    """
    check_base_iri(base_iri)
    names = Names(base_iri) if base_iri else Names()
    with using_user_actors(actors):
        merged = merge(statements)
        network = build_network(merged, articles)
        write_html(merged, articles, output / PAGE, title=title, max_actors=max_actors, files=beside)
        triples = dataset_triples(merged, articles, base_iri=names.base)
        write_turtle(triples, output / TURTLE, names.prefixes())
    write_graphml(network, output / GRAPHML)
    write_gexf(network, output / GEXF)
    write_csv(merged.statements, output / TABLE)
    return tuple(output / name for name in GRAPH_FILES)


def files_beside(statements: Path, output: Path) -> tuple[str, ...]:
    """Return the files to which a page in `output` can lead that is made of a file of statements."""
    own = statements.resolve() == (output / STATEMENTS).resolve()
    return (TURTLE, STATEMENTS) if own else (TURTLE,)


def read_statements(path: Path) -> tuple[list[Statement], dict[str, ArticleMetadata]]:
    """Return the statements of a file and their articles, from `articles.jsonl` beside it.

    An article whose file is still there and unchanged comes with its text (`Article`), so that the page can
    show whole sentences. Raises StatementError for a line that is no statement.
    """
    statements = list(read_jsonl(path))
    beside = path.with_name(ARTICLES)
    kept = {article.id: article for article in read_articles_metadata(beside)} if beside.exists() else {}
    return statements, kept | _with_texts(kept.values())


def read_skipped(report: Path) -> list[SkippedArticle]:
    """Return what a run skipped, from its `report.json`; [] where that is not there or tells nothing."""
    try:
        skipped = json.loads(report.read_text("utf-8"))["skipped"]
        return [SkippedArticle(str(each["source"]), str(each["reason"])) for each in skipped]
    except (OSError, ValueError, LookupError, TypeError):
        return []


def _with_texts(articles: Iterable[ArticleMetadata]) -> dict[str, Article]:
    """Return the articles whose text is still where it was read, each file opened once."""
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


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check` found: all faults, and of which articles the text was at hand to prove the evidence."""

    faults: tuple[Fault, ...]
    statements: int
    proven: tuple[str, ...]
    unproven: tuple[str, ...]
    absent: tuple[str, ...]
    """Files that `build` writes and that are not there."""

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing is wrong and some evidence was proven, if there is any."""
        return not self.faults and (bool(self.proven) or not self.statements)


def check(folder: Path, *, actors: UserActors | None = None) -> Checked:
    """Return what is wrong with the files of a folder that `build` wrote.

    `actors` are users' own, from `read_user_actors`, with which it was built. Raises CommuniqueError for a
    folder without statements.
    """
    if not (folder / STATEMENTS).is_file():
        raise CommuniqueError(
            f"{folder} holds no {STATEMENTS}. Make it with: communique build PATH -o {folder}"
        )
    statements, articles = read_statements(folder / STATEMENTS)
    texts = {key: article for key, article in articles.items() if isinstance(article, Article)}
    named = {statement.article for statement in statements}
    faults = check_evidence([each for each in statements if each.article in texts], texts)
    with using_user_actors(actors):
        merged = merge(statements)
        faults += check_files(folder, statements, merged)
        turtle = folder / TURTLE
        if turtle.is_file() and not any(fault.iri == str(turtle) and fault.unreadable for fault in faults):
            graph = Graph(bind_namespaces="none").parse(turtle, format="turtle")
            faults += check_shapes(graph) + check_graph(graph, merged, articles)
    absent = tuple(name for name in ALL_FILES if not os.path.lexists(folder / name))
    proven = tuple(sorted(named & set(texts)))
    return Checked(tuple(faults), len(statements), proven, tuple(sorted(named - set(texts))), absent)


def check_base_iri(base_iri: str | None) -> None:
    """Raise CommuniqueError if IRIs cannot begin with `base_iri`; None is the packaged one."""
    if base_iri and not _ABSOLUTE_IRI.fullmatch(base_iri):
        raise CommuniqueError(
            f"{base_iri!r} is no base of IRIs; give an absolute one that ends with /, "
            "like https://example.org/"
        )


@contextmanager
def writable_folder(folder: Path, names: Iterable[str], inputs: Sequence[Path] = ()) -> Iterator[None]:
    """Make a folder for files of these names; folders that it made are removed again if the work in it fails.

    Raises OutputError if it cannot be written, or lies in what is to be read: results would overwrite
    articles, or be taken for articles by the next run.
    """
    advice = "Choose another folder with -o."
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file, not a folder. {advice}")
    for name in names:
        path = (folder / name).resolve()
        for read in (each.resolve() for each in inputs):
            if path == read or (read.is_dir() and path.is_relative_to(read)):
                raise OutputError(f"{folder / name} would lie among the articles that are read. {advice}")
        if path.is_dir():
            raise OutputError(f"{folder / name} is a folder, and a file is to be written there. {advice}")
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be made: {error.strerror}. {advice}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"The folder {folder} cannot be written. {advice}")
    try:
        yield
    except BaseException:
        for made in missing:
            if made.is_dir() and not any(made.iterdir()):
                made.rmdir()
        raise


def report_of(extraction: Extraction[Any], merged: MergedStatements) -> dict[str, Any]:
    """Return what a run did as plain data: counts, mergers, warnings, and what was skipped and why."""
    return {
        "communique": __version__,
        "articles": len(extraction.articles),
        "statements": len(merged.statements),
        "utterances": len(set(merged.utterance_of.values())),
        "actors": len(merged.actors),
        "merged": [asdict(merger) for merger in merged.mergers],
        "by_stance": dict(sorted(Counter(s.stance.value for s in extraction.statements).items())),
        "by_article": {
            article.id: sum(statement.article == article.id for statement in extraction.statements)
            for article in extraction.articles
        },
        "warnings": [
            {"source": article.source or article.id, "warning": warning}
            for article in extraction.articles
            if isinstance(article, Article)
            for warning in article.warnings
        ],
        "skipped_by_reason": dict(
            Counter(reason_in_general(item.reason) for item in extraction.skipped).most_common()
        ),
        "skipped": [{"source": item.source, "reason": item.reason} for item in extraction.skipped],
    }


def require_articles(extraction: Extraction[Any]) -> None:
    """Raise ArticleError, with the reasons, if no article could be read."""
    if extraction.articles:
        return
    if not extraction.skipped:
        raise ArticleError(
            "No articles found. Give a folder or file of .txt, .html, .jsonl, .csv or another format that "
            "`communique build --help` names."
        )
    reasons = "\n".join(f"  {item.source}: {item.reason}" for item in extraction.skipped[:10])
    raise ArticleError(f"No article could be read:\n{reasons}")
