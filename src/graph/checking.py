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
from .counting import READERS, WITHOUT_UNTARGETED, Told, differences
from .merging import merge
from .vocabulary import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ..model import Article, Statement


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


def check_files(directory: Path, statements: Iterable[Statement]) -> list[Fault]:
    """Return the files of `directory` that tell other statements than these, or tell them otherwise.

    Compared are speaker, stance and target of every statement in statements.csv, graph.ttl, graph.graphml,
    graph.gexf and graph.html, and the utterance in the graphs, as far as these files are there; actors are
    merged as the graphs merge them. A statement that is given twice is a fault of statements.jsonl.
    """
    statements = list(statements)
    merged = merge(statements)
    expected = {
        each.id: Told(
            each.id, each.speaker_id, each.stance.value, each.target_id, merged.utterance_of[each.id]
        )
        for each in merged.statements
    }
    faults = []
    if len(statements) > len(expected):
        message = f"tells {len(statements)} statements, {len(expected)} different ones"
        advice = f"Build the folder again: communique build ... -o {directory}"
        faults.append(Fault(str(directory / "statements.jsonl"), message, advice))
    for name, read in READERS.items():
        path = directory / name
        if path.is_file():
            try:
                told = read(path)
            except (CommuniqueError, ValueError, SyntaxError, KeyError) as error:
                advice = f"Write it again: communique graph {directory / 'statements.jsonl'} -o {directory}"
                faults.append(Fault(str(path), f"cannot be read: {error}", advice))
                continue
            all_told = name not in WITHOUT_UNTARGETED
            wanted = {key: each for key, each in expected.items() if each.target_id or all_told}
            faults += _compare(path, told, wanted)
    return faults


def _compare(path: Path, told: list[Told], expected: Mapping[str, Told]) -> list[Fault]:
    found = list(differences(told, expected))
    if not found:
        return []
    message = f"tells {len(told)} statements, statements.jsonl {len(expected)}; {'; '.join(found)}"
    statements = path.with_name("statements.jsonl")
    return [Fault(str(path), message, f"Write it again: communique graph {statements} -o {path.parent}")]


@cache
def _load_shapes() -> Graph:
    return Graph().parse(data=files(__package__).joinpath("shapes/communique.ttl").read_text("utf-8"))
