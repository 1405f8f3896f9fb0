"""Reads the ids of all statements out of each sort of result file, independently of how it was written."""

from __future__ import annotations

import csv
import json
import re
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from .network import STATEMENT
from .sparql import run_query
from .vocabulary import CMQ

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
_PAGE_DATA = re.compile(r'<script type="application/json" id="data-ui">(.*?)</script>', re.DOTALL)


def ids_in_jsonl(path: Path) -> list[str]:
    """Return the ids in a file of JSON lines."""
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        return [str(json.loads(line)["id"]) for line in file if line.strip()]


def ids_in_csv(path: Path) -> list[str]:
    """Return the ids in a CSV file."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if "id" not in (rows.fieldnames or ()):
            raise ValueError("there is no column `id`")
        return [row["id"] for row in rows]


def ids_in_turtle(path: Path) -> list[str]:
    """Return the ids of the statement nodes in a Turtle file."""
    found = run_query(path, f"SELECT ?statement WHERE {{ ?statement a <{CMQ.Statement}> }}")
    return [str(row[0]).rpartition("/")[2] for row in found.rows]


def ids_in_graphml(path: Path) -> list[str]:
    """Return the ids of the statement edges in a GraphML file, and of the statements without a target."""
    root = ElementTree.parse(path).getroot()
    names = {key.get("id"): key.get("attr.name") for key in root.iter(f"{_GRAPHML}key")}
    ids = []
    for edge in root.iter(f"{_GRAPHML}edge"):
        values = {names[data.get("key")]: data.text for data in edge.iter(f"{_GRAPHML}data")}
        if values.get("relation") == STATEMENT:
            ids.append(str(values["id"]))
    for data in root.iterfind(f"{_GRAPHML}graph/{_GRAPHML}data"):
        if names[data.get("key")] == "untargeted":
            ids.extend(json.loads(data.text or "{}"))
    return ids


def ids_in_page(path: Path) -> list[str]:
    """Return the ids in the data block of the HTML page; ValueError if it has none."""
    block = _PAGE_DATA.search(path.read_text("utf-8"))
    if block is None:
        raise ValueError("the page has no data block")
    return [str(statement["id"]) for statement in json.loads(block[1])["statements"]]


READERS: dict[str, Callable[[Path], list[str]]] = {
    "statements.jsonl": ids_in_jsonl,
    "statements.csv": ids_in_csv,
    "graph.ttl": ids_in_turtle,
    "graph.graphml": ids_in_graphml,
    "graph.html": ids_in_page,
}
"""The files of an output folder, `statements.jsonl` being the one that the others must agree with."""
