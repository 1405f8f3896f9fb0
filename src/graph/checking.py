"""Checks of what was built: the graph against its shapes, the evidence against the texts, and the files of a
folder against one another. Each returns what is wrong, an empty list if nothing is.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rdflib import PROV, RDF, SH, VOID, Graph, URIRef

from ..errors import CommuniqueError
from ..model import Article
from .counting import IDS_ONLY, READERS, WITHOUT_UNTARGETED, Told, differences, told_of
from .dataset import dataset_triples
from .merging import merge
from .vocabulary import CMQ, OA, SHORTCUTS, Names, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from rdflib.term import Node

    from ..model import ArticleMetadata, Statement
    from .merging import MergedStatements


MOST_FAULTS = 20
"""How many subjects of a graph are named that tell something else than the statements."""

_UNREADABLE = (CommuniqueError, OSError, ValueError, SyntaxError, KeyError, TypeError, AttributeError)
"""What reading a file raises that is broken in whatever way."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong: where (an IRI, or a file's path), what, and what to do about it."""

    iri: str
    message: str
    what_to_do: str
    unreadable: bool = False
    """Whether a file cannot be read at all."""


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


def check_graph(
    graph: Graph,
    statements: Iterable[Statement] | MergedStatements,
    articles: Mapping[str, ArticleMetadata],
) -> list[Fault]:
    """Return where a graph tells of statements, evidence, utterances and edges between actors otherwise than
    these statements do: the first few, as the graph is written anew from them and compared.

    Where the text of an article is not at hand, the words before and after its evidence are not compared.
    """
    merged = merge(statements)
    dataset = next((str(iri) for iri in graph.subjects(RDF.type, VOID.Dataset)), str(Names().dataset()))
    base = dataset.removesuffix("id/dataset")
    texts_missing = any(not isinstance(articles.get(each.article), Article) for each in merged.statements)
    left_out = {PROV.wasGeneratedBy, *((OA.prefix, OA.suffix) if texts_missing else ())}
    told = (f"{base}id/statement/", f"{base}id/utterance/", f"{base}id/article/")
    edges = {*SHORTCUTS.values(), CMQ.represents}

    def compared(triples: Iterable[tuple[Node, Node, Node]]) -> set[tuple[Node, Node, Node]]:
        return {
            triple
            for triple in triples
            if triple[1] not in left_out and (triple[1] in edges or str(triple[0]).startswith(told))
        }

    expected = compared(dataset_triples(merged, articles, base_iri=base))
    found = compared(graph)
    faults: dict[str, list[str]] = {}
    for what, triples in (("lacks", expected - found), ("invents", found - expected)):
        for subject, property_, value in sorted(triples, key=str):
            term = local_name(str(property_))
            faults.setdefault(str(subject), []).append(f"{what} {term} {str(value)[:60]!r}")
    advice = "Write it again from the statements: communique graph statements.jsonl -o DIR"
    shown = sorted(faults.items())[:MOST_FAULTS]
    listed = [Fault(iri, "; ".join(parts), advice) for iri, parts in shown]
    if len(faults) > MOST_FAULTS:
        listed.append(Fault(dataset, f"and {len(faults) - MOST_FAULTS} more like these", advice))
    return listed


def check_files(
    directory: Path, statements: Iterable[Statement], merged: MergedStatements | None = None
) -> list[Fault]:
    """Return the files of `directory` that tell other statements than these, or tell them otherwise.

    Compared are who says what of whom, for whom, when and in which words in statements.csv, graph.graphml,
    graph.gexf and graph.html, the utterances in the graphs, which statements graph.ttl holds, and the counts
    of report.json, as far as these files are there; actors are merged as the graphs merge them. A statement
    that is given twice is a fault of statements.jsonl. `merged` are the same statements, if they are merged
    already.
    """
    statements = list(statements)
    merged = merged or merge(statements)
    expected = {each.id: _told(each, merged.utterance_of[each.id]) for each in merged.statements}
    faults = []
    if len(statements) > len(expected):
        message = f"tells {len(statements)} statements, {len(expected)} different ones"
        faults.append(_rebuild(directory / "statements.jsonl", message))
    for name, read in READERS.items():
        path = directory / name
        if os.path.lexists(path):
            try:
                told = read(path)
            except _UNREADABLE as error:
                faults.append(replace(_rewrite(path, f"cannot be read: {error}"), unreadable=True))
                continue
            all_told = name not in WITHOUT_UNTARGETED
            wanted = {key: each for key, each in expected.items() if each.target_id or all_told}
            found = list(differences(told, wanted, ids_only=name in IDS_ONLY))
            if found:
                message = f"tells {len(told)} statements, statements.jsonl {len(wanted)}; {'; '.join(found)}"
                faults.append(_rewrite(path, message))
    report = directory / "report.json"
    if os.path.lexists(report):
        counts = {"statements": len(expected), "utterances": len(set(merged.utterance_of.values()))}
        faults += _check_report(report, counts)
    return faults


def _check_report(path: Path, counts: Mapping[str, int]) -> list[Fault]:
    try:
        report = json.loads(path.read_text("utf-8"))
        wrong = [f"{what} {report.get(what)}, not {n}" for what, n in counts.items() if report.get(what) != n]
    except _UNREADABLE as error:
        return [_rebuild(path, f"cannot be read: {error}")]
    return [_rebuild(path, f"counts {', '.join(wrong)}")] if wrong else []


def _told(statement: Statement, utterance: str) -> Told:
    record = {field: getattr(statement, field, None) for field in Told._fields}
    return told_of({**record, "utterance": utterance})


def _rewrite(path: Path, message: str) -> Fault:
    statements = path.with_name("statements.jsonl")
    return Fault(str(path), message, f"Write it again: communique graph {statements} -o {path.parent}")


def _rebuild(path: Path, message: str) -> Fault:
    return Fault(str(path), message, f"Build the folder again: communique build ... -o {path.parent}")


@cache
def _load_shapes() -> Graph:
    return Graph().parse(data=files(__package__).joinpath("shapes/communique.ttl").read_text("utf-8"))
