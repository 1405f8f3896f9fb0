"""Reads what each sort of result file tells of every statement, independently of how it was written."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

from .network import STATEMENT
from .sparql import run_query
from .vocabulary import CMQ, local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
_GEXF = "{http://www.gexf.net/1.2draft}"
_PAGE_DATA = re.compile(r'<script type="application/json" id="data-ui">(.*?)</script>', re.DOTALL)
_NO_LETTER = re.compile(r"[\W_]+")


class Told(NamedTuple):
    """What a file tells of one statement; None: nothing, or a target that is not named."""

    id: str
    speaker_id: str | None
    stance: str | None
    target_id: str | None
    represents_id: str | None = None
    polarity: str | None = None
    date: str | None = None
    evidence: str | None = None
    """Its letters and figures only: what else it holds, each format writes its own way."""
    utterance: str | None = None
    """Told by graphs only; other files leave it out."""


def told_by_csv(path: Path) -> list[Told]:
    """Return what a CSV file tells; ValueError if a column is missing."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"id", "speaker_id", "stance", "target_id"} - set(rows.fieldnames or ())
        if missing:
            raise ValueError(f"there is no column `{min(missing)}`")
        return [told_of(row) for row in rows]


def told_by_turtle(path: Path) -> list[Told]:
    """Return which statements a Turtle file holds; `check_graph` compares what it tells of them."""
    rows = run_query(path, f"SELECT ?statement WHERE {{ ?statement a <{CMQ.Statement}> }}").rows
    return [Told(local_name(str(iri)), None, None, None) for (iri,) in rows]


def told_by_graphml(path: Path) -> list[Told]:
    """Return what the statement edges in a GraphML file tell, and the statements without a target."""
    root = ElementTree.parse(path).getroot()
    names = {key.get("id"): str(key.get("attr.name")) for key in root.iter(f"{_GRAPHML}key")}
    found = []
    for edge in root.iter(f"{_GRAPHML}edge"):
        values = {names[data.get("key")]: data.text for data in edge.iter(f"{_GRAPHML}data")}
        if values.get("relation") == STATEMENT:
            ends = {"speaker_id": edge.get("source"), "target_id": edge.get("target")}
            found.append(told_of({**values, **ends}))
    for data in root.iterfind(f"{_GRAPHML}graph/{_GRAPHML}data"):
        if names[data.get("key")] == "untargeted":
            found.extend(map(told_of, json.loads(data.text or "{}").values()))
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
            found.append(told_of({**values, **ends, "id": values.get("id") or edge.get("id")}))
    return found


def told_by_page(path: Path) -> list[Told]:
    """Return what the data block of the HTML page tells; ValueError if it has none."""
    block = _PAGE_DATA.search(path.read_text("utf-8"))
    if block is None:
        raise ValueError("the page has no data block")
    return [told_of(statement) for statement in json.loads(block[1])["statements"]]


READERS: dict[str, Callable[[Path], list[Told]]] = {
    "statements.csv": told_by_csv,
    "graph.ttl": told_by_turtle,
    "graph.graphml": told_by_graphml,
    "graph.gexf": told_by_gexf,
    "graph.html": told_by_page,
}
"""The files of an output folder that must agree with `statements.jsonl`."""

IDS_ONLY = frozenset({"graph.ttl"})
"""Files of which no more is read here."""

WITHOUT_UNTARGETED = frozenset({"graph.gexf"})
"""Files that hold edges only, so no statement without a target."""


def differences(told: list[Told], expected: Mapping[str, Told], *, ids_only: bool = False) -> Iterator[str]:
    """Yield what a file tells otherwise: missing, unknown, twice, or another speaker, stance, target ..."""
    ids = Counter(each.id for each in told)
    for what, found in (
        ("missing", sorted(expected.keys() - ids.keys())),
        ("unknown", sorted(ids.keys() - expected.keys())),
        ("twice", sorted(key for key, times in ids.items() if times > 1)),
    ):
        if found:
            yield f"{what}: {_first_few(found)}"
    for field in () if ids_only else Told._fields[1:]:
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


def told_of(record: Mapping[str, Any]) -> Told:
    """Return what a record tells of a statement, all of it as text."""
    told = {field: record.get(field) for field in Told._fields}
    told["evidence"] = _NO_LETTER.sub("", str(record.get("evidence") or ""))
    return Told(**{field: None if value in (None, "") else str(value) for field, value in told.items()})  # type: ignore[arg-type]
