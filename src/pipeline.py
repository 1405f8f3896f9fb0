"""The whole way on one screen: articles -> statements -> graph -> files."""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from rdflib import Graph

from . import __version__
from .collection import without_collection
from .corrections.aliases import with_aliases
from .corrections.keeping import (
    KEPT,
    check_kept,
    corrections_beside,
    is_edited,
    keep,
    report_of_corrections,
)
from .corrections.uniting import groups_apart
from .errors import CommuniqueError
from .export.files import writable_folder, write_atomically
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
from .extract.ledger import ledger_beside
from .extract.rereading import read_again
from .extraction import (
    ARTICLES,
    IN_MEMORY,
    Extraction,
    Progress,
    Running,
    extract,
    read_skipped,
    report_of_problems,
    require_articles,
    write_extraction,
)
from .graph.checking import Fault, check_evidence, check_files, check_graph, check_shapes
from .graph.dataset import dataset_triples
from .graph.merging import MergedStatements, merge
from .graph.network import build_network
from .graph.vocabulary import Names
from .knowledge.actors import using_user_actors
from .model import Article, ArticleMetadata, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from .corrections.records import Corrections
    from .extract.parsing import Models
    from .knowledge.user_actors import UserActors

__all__ = [
    "ARTICLES",
    "Checked",
    "Extraction",
    "Progress",
    "Running",
    "build",
    "check",
    "extract",
    "merge_corrected",
    "merge_extraction",
    "read_skipped",
    "read_statements",
    "require_articles",
    "write_build",
    "write_extraction",
    "write_graph",
]

STATEMENTS, REPORT = "statements.jsonl", "report.json"
TABLE, PAGE, TURTLE = "statements.csv", "graph.html", "graph.ttl"
GRAPHML, GEXF = "graph.graphml", "graph.gexf"
GRAPH_FILES = (PAGE, TURTLE, GRAPHML, GEXF, TABLE)
ALL_FILES = (*GRAPH_FILES, STATEMENTS, ARTICLES, REPORT)

_ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`#]*/")


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What `build` made: the extraction, its statements merged, the files written and the seconds it took."""

    extraction: Extraction[Article]
    merged: MergedStatements
    files: tuple[Path, ...]
    seconds: float
    removed: Path | None = None
    """The copy of an earlier build's corrections, if this one had none."""


def build(
    paths: Iterable[Path],
    output: Path,
    *,
    models: Models | None = None,
    language: str | None = None,
    title: str | None = None,
    base_iri: str | None = None,
    actors: UserActors | None = None,
    corrections: Corrections | None = None,
    max_actors: int = MAX_ACTORS,
    progress: Progress | None = None,
    running: Running = IN_MEMORY,
) -> BuildResult:
    """Read articles, extract their statements and write every file into `output`.

    A hidden ledger there keeps what each article gave: the next build reads only what is new or was changed.

    The file of the corrections is copied there, so that `check` and others read it again. Raises OutputError
    before any work is done if the folder cannot be written, or holds other corrections than a build copied
    there; else as `extract`.
    """
    started = time.perf_counter()
    inputs = list(paths)
    check_base_iri(base_iri)
    check_kept(output, corrections, output / REPORT)
    old = output / KEPT if corrections is None and (output / KEPT).is_file() else None
    with writable_folder(output, (*ALL_FILES, KEPT) if corrections else ALL_FILES, inputs):
        extraction = extract(
            inputs,
            models=models,
            language=language,
            actors=actors,
            corrections=corrections,
            progress=progress,
            running=replace(running, ledger=ledger_beside(output / STATEMENTS)),
        )
        require_articles(extraction)
        merged = merge_extraction(extraction)
        files = write_build(extraction, merged, output, title=title, base_iri=base_iri, max_actors=max_actors)
    return BuildResult(extraction, merged, files, time.perf_counter() - started, old)


def write_build(
    extraction: Extraction[Any],
    merged: MergedStatements,
    output: Path,
    *,
    title: str | None = None,
    base_iri: str | None = None,
    max_actors: int = MAX_ACTORS,
) -> tuple[Path, ...]:
    """Write every file of a build into a folder and return their paths; raises as `write_graph`.

    `merged` are the statements of the extraction, from `merge_extraction`.
    """
    check_kept(output, extraction.corrections, output / REPORT)
    articles = {article.id: article for article in extraction.articles}
    files = write_graph(
        merged,
        articles,
        output,
        title=title,
        base_iri=base_iri,
        actors=extraction.actors,
        max_actors=max_actors,
        beside=(TURTLE, STATEMENTS),
    )
    write_jsonl(extraction.statements, output / STATEMENTS)
    write_articles(extraction.articles, output / ARTICLES)
    report = report_of(extraction, merged)
    if extraction.corrections is not None:
        report["corrections"] = report_of_corrections(extraction.corrections, extraction.corrected, output)
    kept = keep(output, extraction.corrections)
    write_atomically(output / REPORT, as_json(report, indent=2) + "\n")
    return (*files, output / STATEMENTS, output / ARTICLES, *kept, output / REPORT)


@without_collection()
def write_graph(
    statements: Iterable[Statement] | MergedStatements,
    articles: Mapping[str, ArticleMetadata],
    output: Path,
    *,
    title: str | None = None,
    base_iri: str | None = None,
    actors: UserActors | None = None,
    corrections: Corrections | None = None,
    max_actors: int = MAX_ACTORS,
    beside: Sequence[str] = (TURTLE,),
) -> tuple[Path, ...]:
    """Write page, Turtle, GraphML and CSV of some statements into a folder; return their paths.

    `actors` are users' own, from `read_user_actors`; `corrections` are those that the statements went through
    already: they tell who is kept apart, and further names. `max_actors` caps the graph on the page (0: all);
    `beside` names the files in the folder to which the page leads.

    Raises CommuniqueError for a `base_iri` that is no absolute IRI ending with "/".
    """
    check_base_iri(base_iri)
    names = Names(base_iri) if base_iri else Names()
    with using_user_actors(with_aliases(actors, corrections)):
        merged = merge_corrected(statements, corrections)
        network = build_network(merged, articles)
        write_html(merged, articles, output / PAGE, title=title, max_actors=max_actors, files=beside)
        triples = dataset_triples(merged, articles, base_iri=names.base)
        write_turtle(triples, output / TURTLE, names.prefixes())
    write_graphml(network, output / GRAPHML)
    write_gexf(network, output / GEXF)
    write_csv(merged.statements, output / TABLE)
    return tuple(output / name for name in GRAPH_FILES)


@without_collection()
def merge_corrected(
    statements: Iterable[Statement] | MergedStatements, corrections: Corrections | None
) -> MergedStatements:
    """Return the statements merged as in `merge`, but for those whom corrections keep apart.

    They went through the corrections already. Users' own actors are known where they are in force.
    """
    if corrections is None or isinstance(statements, MergedStatements):
        return merge(statements)
    found = list(statements)
    return merge(found, apart=groups_apart(corrections, found))


def merge_extraction(extraction: Extraction[Any]) -> MergedStatements:
    """Return the statements merged as in `merge_corrected`, with the actors that were known while reading."""
    with using_user_actors(extraction.actors):
        return merge_corrected(extraction.statements, extraction.corrections)


def files_beside(statements: Path, output: Path) -> tuple[str, ...]:
    """Return the files to which a page in `output` can lead that is made of a file of statements."""
    own = statements.resolve() == (output / STATEMENTS).resolve()
    return (TURTLE, STATEMENTS) if own else (TURTLE,)


@without_collection()
def read_statements(path: Path) -> tuple[list[Statement], dict[str, ArticleMetadata]]:
    """Return the statements of a file and their articles, from `articles.jsonl` beside it.

    An article whose file is still there and unchanged comes with its text (`Article`), so that the page can
    show whole sentences. Raises StatementError for a line that is no statement.
    """
    statements = list(read_jsonl(path))
    beside = path.with_name(ARTICLES)
    kept = {article.id: article for article in read_articles_metadata(beside)} if beside.exists() else {}
    return statements, kept | read_again(kept.values())


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
    corrections = corrections_beside(folder / STATEMENTS)
    if is_edited(folder, folder / REPORT):
        advice = f"Build again with --corrections {folder / KEPT}; until then it is not what was replayed."
        faults.append(Fault(str(folder / KEPT), "was edited since the build", advice))
    with using_user_actors(with_aliases(actors, corrections)):
        merged = merge_corrected(statements, corrections)
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


def report_of(extraction: Extraction[Any], merged: MergedStatements) -> dict[str, Any]:
    """Return what a run did as plain data: counts, mergers, warnings, and what was skipped and why."""
    counts = Counter(statement.article for statement in extraction.statements)
    return {
        "communique": __version__,
        "articles": len(extraction.articles),
        "statements": len(merged.statements),
        "utterances": len(set(merged.utterance_of.values())),
        "actors": len(merged.actors),
        "merged": [asdict(merger) for merger in merged.mergers],
        "by_stance": dict(sorted(Counter(s.stance.value for s in extraction.statements).items())),
        "by_article": {article.id: counts[article.id] for article in extraction.articles},
        **report_of_problems(extraction.warnings, extraction.skipped),
    }
