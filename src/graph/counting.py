"""Reads what each sort of result file tells of every statement, independently of how it was written."""

from __future__ import annotations

import csv
import json
import re
import sys
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

from .network import STATEMENT
from .sparql import run_query
from .vocabulary import CMQ

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
_GEXF = "{http://www.gexf.net/1.2draft}"
_PAGE_DATA = re.compile(r'<script type="application/json" id="data-ui">(.*?)</script>', re.DOTALL)
_QUESTION = f"""
SELECT ?statement ?speaker ?stance ?target ?utterance WHERE {{
  ?statement a <{CMQ.Statement}> .
  OPTIONAL {{ ?statement <{CMQ.speaker}> ?speaker }}
  OPTIONAL {{ ?statement <{CMQ.stance}> ?stance }}
  OPTIONAL {{ ?statement <{CMQ.target}> ?target }}
  OPTIONAL {{ ?statement <{CMQ.utterance}> ?utterance }}
}}"""


class Told(NamedTuple):
    """What a file tells of one statement; None: nothing, or a target that is not named."""

    id: str
    speaker_id: str | None
    stance: str | None
    target_id: str | None
    utterance: str | None = None
    """Told by graph files only; other files leave it out."""


def told_by_csv(path: Path) -> list[Told]:
    """Return what a CSV file tells; ValueError if a column is missing."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"id", "speaker_id", "stance", "target_id"} - set(rows.fieldnames or ())
        if missing:
            raise ValueError(f"there is no column `{min(missing)}`")
        return [_told(row) for row in rows]


def told_by_turtle(path: Path) -> list[Told]:
    """Return what the statement nodes in a Turtle file tell."""
    rows = run_query(path, _QUESTION).rows
    return [Told(*(None if iri is None else _local(str(iri)) for iri in row)) for row in rows]  # type: ignore[arg-type]


def told_by_graphml(path: Path) -> list[Told]:
    """Return what the statement edges in a GraphML file tell, and the statements without a target."""
    root = ElementTree.parse(path).getroot()
    names = {key.get("id"): str(key.get("attr.name")) for key in root.iter(f"{_GRAPHML}key")}
    found = []
    for edge in root.iter(f"{_GRAPHML}edge"):
        values = {names[data.get("key")]: data.text for data in edge.iter(f"{_GRAPHML}data")}
        if values.get("relation") == STATEMENT:
            ends = {"speaker_id": edge.get("source"), "target_id": edge.get("target")}
            found.append(_told({**values, **ends}))
    for data in root.iterfind(f"{_GRAPHML}graph/{_GRAPHML}data"):
        if names[data.get("key")] == "untargeted":
            found.extend(map(_told, json.loads(data.text or "{}").values()))
    return found


def told_by_gexf(path: Path) -> list[Told]:
    """Return what the statement edges in a GEXF file tell: it holds no statement without a target."""
    root = ElementTree.parse(path).getroot()
    edges = [each for each in root.iter(f"{_GEXF}attributes") if each.get("class") == "edge"]
    names = {each.get("id"): str(each.get("title")) for group in edges for each in group}
    found = []
    for edge in root.iter(f"{_GEXF}edge"):
        values = {names[each.get("for")]: each.get("value") for each in edge.iter(f"{_GEXF}attvalue")}
        if values.get("relation") == STATEMENT:
            ends = {"speaker_id": edge.get("source"), "target_id": edge.get("target")}
            found.append(_told({**values, **ends, "id": values.get("id") or edge.get("id")}))
    return found


def told_by_page(path: Path) -> list[Told]:
    """Return what the data block of the HTML page tells; ValueError if it has none."""
    block = _PAGE_DATA.search(path.read_text("utf-8"))
    if block is None:
        raise ValueError("the page has no data block")
    return [_told(statement) for statement in json.loads(block[1])["statements"]]


READERS: dict[str, Callable[[Path], list[Told]]] = {
    "statements.csv": told_by_csv,
    "graph.ttl": told_by_turtle,
    "graph.graphml": told_by_graphml,
    "graph.gexf": told_by_gexf,
    "graph.html": told_by_page,
}
"""The files of an output folder that must agree with `statements.jsonl`."""

WITHOUT_UNTARGETED = frozenset({"graph.gexf"})
"""Files that hold edges only, so no statement without a target."""


def differences(told: list[Told], expected: Mapping[str, Told]) -> Iterator[str]:
    """Yield what a file tells otherwise: missing, unknown, twice, or another speaker, stance, target ..."""
    ids = [each.id for each in told]
    for what, found in (
        ("missing", sorted(set(expected) - set(ids))),
        ("unknown", sorted(set(ids) - set(expected))),
        ("twice", sorted({each for each in ids if ids.count(each) > 1} if len(set(ids)) < len(ids) else ())),
    ):
        if found:
            yield f"{what}: {_first_few(found)}"
    for field in Told._fields[1:]:
        other = [
            f"{each.id} ({getattr(each, field)}, not {getattr(expected[each.id], field)})"
            for each in told
            if each.id in expected
            and getattr(each, field) != getattr(expected[each.id], field)
            and not (field == "utterance" and each.utterance is None)
        ]
        if other:
            yield f"other {field}: {_first_few(other)}"


_NAMED = 3
"""How many statements a message lists before it says "and so on"."""


def _first_few(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")


def _told(record: Mapping[str, Any]) -> Told:
    fields = (record.get(field) or None for field in Told._fields[1:])
    return Told(str(record["id"]), *fields)


def _local(iri: str) -> str:
    return re.split("[/#]", iri)[-1]
