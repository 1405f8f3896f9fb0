"""Checks of what was built: the graph against its shapes, the evidence against the texts, and the files of a
folder against one another. Each returns what is wrong, an empty list if nothing is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rdflib import RDF, SH, Graph, URIRef

from ..errors import CommuniqueError
from .counting import READERS
from .vocabulary import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ..model import Article, Statement

_NAMED_IDS = 3
"""How many ids a message lists before it says "and so on"."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong: where (an IRI, or a file's path), what, and what to do about it."""

    iri: str
    message: str
    what_to_do: str


def check_shapes(graph: Graph) -> list[Fault]:
    """Return where the graph breaks `shapes/communique.ttl` (SHACL, https://www.w3.org/TR/shacl/), sorted."""
    import pyshacl  # slow to import, and only needed here

    shapes = _load_shapes()
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", meta_shacl=False)
    assert isinstance(report, Graph)
    faults = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape)
        message = report.value(result, SH.resultMessage)
        value = report.value(result, SH.value)
        found = f" Found: {value}." if value is not None else ""
        advice = shapes.value(shape, SH.description) if isinstance(shape, URIRef) else None
        focus = report.value(result, SH.focusNode)
        faults.add(Fault(str(focus), f"{message}{found}", str(advice or "Build the graph again.")))
    return sorted(faults)


def check_evidence(statements: Iterable[Statement], articles: Mapping[str, Article]) -> list[Fault]:
    """Return the statements whose evidence is not what the article's text holds between their offsets."""
    faults = []
    for statement in statements:
        article = articles.get(statement.article)
        message = None
        if article is None:
            message = f"article {statement.article!r} is not at hand"
        elif article.text[statement.start : statement.end] != statement.evidence:
            there = article.text[statement.start : statement.end]
            message = f"the article has {there[:60]!r} there, not {statement.evidence[:60]!r}"
        if message is not None:
            advice = f"Give the article {statement.article!r} as it was read, or build it again."
            faults.append(Fault(str(Names().statement(statement.id)), f"{statement.id}: {message}", advice))
    return faults


def check_counts(directory: Path) -> list[Fault]:
    """Return the files of `directory` that hold other statements than `statements.jsonl`.

    Compared are graph.ttl, graph.graphml, statements.csv and graph.html, as far as they are there.
    """
    found: dict[str, list[str]] = {}
    faults = []
    for name, read in READERS.items():
        path = directory / name
        if path.is_file():
            try:
                found[name] = sorted(read(path))
            except (CommuniqueError, ValueError, SyntaxError, KeyError) as error:
                advice = f"Build the folder again: communique build ... -o {directory}"
                faults.append(Fault(str(path), f"cannot be read: {error}", advice))
    if "statements.jsonl" not in found:
        if not faults:
            advice = "Name the folder that `communique build` wrote."
            faults.append(Fault(str(directory), "holds no statements.jsonl", advice))
        return faults
    expected = found.pop("statements.jsonl")
    for name, ids in found.items():
        if ids != expected:
            message = (
                f"holds {len(ids)} statements, statements.jsonl {len(expected)}{_difference(ids, expected)}"
            )
            advice = f"Write it again: communique graph {directory / 'statements.jsonl'} -o {directory}"
            faults.append(Fault(str(directory / name), message, advice))
    return faults


def _difference(ids: list[str], expected: list[str]) -> str:
    """Return which ids are missing and which are too many, the first few of each."""
    parts = []
    for what, difference in (("missing", set(expected) - set(ids)), ("unknown", set(ids) - set(expected))):
        if difference:
            listed = ", ".join(sorted(difference)[:_NAMED_IDS])
            parts.append(f"{what}: {listed}{' ...' if len(difference) > _NAMED_IDS else ''}")
    return f" ({'; '.join(parts)})" if parts else " (some of them twice)"


@cache
def _load_shapes() -> Graph:
    return Graph().parse(data=files(__package__).joinpath("shapes/communique.ttl").read_text("utf-8"))
