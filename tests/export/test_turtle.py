from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDFS, XSD, BNode, Graph, Literal, URIRef

from communique.errors import OutputError
from communique.export.tables import read_jsonl
from communique.export.turtle import turtle_lines, write_turtle
from communique.graph.dataset import build_dataset

SAMPLE = Path(__file__).parents[1] / "graph" / "sample" / "statements.jsonl"
STATEMENTS = list(read_jsonl(SAMPLE))
SUBJECT = URIRef("https://x.example/s")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build_dataset(STATEMENTS, actors={}, places={}, offices=())


def with_value(value: Literal | URIRef | BNode) -> Graph:
    graph = Graph(bind_namespaces="none")
    graph.bind("xsd", XSD)
    graph.bind("rdfs", RDFS)
    graph.bind("x", "https://x.example/")
    return graph.add((SUBJECT, RDFS.label, value))


def test_both_parsers_read_the_same_triples(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    write_turtle(graph, path)
    assert set(Graph().parse(path)) == set(graph)
    assert len(list(pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE))) == len(graph)


@given(st.text(), st.sampled_from([None, "en", "fr-ca"]))
def test_any_text_can_be_written(text: str, language: str | None) -> None:
    turtle = "".join(turtle_lines(with_value(Literal(text, lang=language))))
    [triple] = Graph().parse(data=turtle, format="turtle")
    assert triple[2] == Literal(text, lang=language)
    [quad] = pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE)
    assert quad.object.value == text
    assert "\n" not in turtle.rsplit("rdfs:label", 1)[1].strip(), "one value a line"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Literal(3), "3"),
        (Literal(-1), "-1"),
        (Literal("0.87", datatype=XSD.decimal), "0.87"),
        (Literal("1", datatype=XSD.decimal), '"1"^^xsd:decimal'),
        (Literal(True), "true"),
        (Literal("2016-12-12", datatype=XSD.date), '"2016-12-12"^^xsd:date'),
        (Literal('say "\\"\n', lang="en"), '"say \\"\\\\\\"\\n"@en'),
        (URIRef("https://x.example/a-b_1.0"), "x:a-b_1.0"),
        (URIRef("https://x.example/a."), "<https://x.example/a.>"),
        (URIRef("https://x.example/a/b"), "<https://x.example/a/b>"),
        (URIRef("https://x.example/a#char=1,2"), "<https://x.example/a#char=1,2>"),
        (URIRef("https://x.example/"), "<https://x.example/>"),
    ],
)
def test_values_are_written_plainly(value: Literal | URIRef, written: str) -> None:
    turtle = "".join(turtle_lines(with_value(value)))
    assert turtle.endswith(f"    rdfs:label {written} .\n")
    assert set(Graph().parse(data=turtle, format="turtle")) == set(with_value(value))


@pytest.mark.parametrize("value", [BNode("b"), URIRef("https://x.example/a b"), URIRef('x"y')])
def test_what_has_no_stable_or_valid_form_is_refused(value: URIRef, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_turtle(with_value(value), tmp_path / "graph.ttl")
    assert not list(tmp_path.iterdir())


def test_the_header_explains_the_file(graph: Graph) -> None:
    header = "".join(turtle_lines(graph)).partition("@prefix")[0]
    assert all(line.startswith("#") for line in header.splitlines() if line)
    assert "confidence 0.5 and more" in header
    assert max(map(len, header.splitlines())) <= 110


def test_the_headers_example_question_has_answers(graph: Graph) -> None:
    header = "".join(turtle_lines(graph)).partition("@prefix")[0]
    example = re.search(r"SELECT.*?ORDER BY \?date", header, re.DOTALL)
    assert example is not None
    query = example[0].replace("\n#", "\n")
    assert len(list(graph.query(query))) == 3


def test_a_graph_without_shortcuts_says_nothing_of_a_threshold() -> None:
    assert "of confidence" not in "".join(turtle_lines(with_value(Literal("x"))))


def test_sections_stand_in_order_and_types_come_first(graph: Graph) -> None:
    turtle = "".join(turtle_lines(graph))
    sections = re.findall(r"^# ---- (\w+)", turtle, re.MULTILINE)
    assert sections == [
        "This",
        "Actors",
        "Places",
        "Statements",
        "Utterances",
        "Evidence",
        "Articles",
        "Stances",
    ]
    block = turtle[turtle.index("actor:france\n") :].split("\n\n")[0].splitlines()
    assert block[1].startswith("    a cmq:Actor")
    assert "rdfs:label" in block[3]


def test_a_small_change_is_a_small_difference(graph: Graph) -> None:
    changed = [replace(STATEMENTS[0], confidence=0.88), *STATEMENTS[1:]]
    before = "".join(turtle_lines(graph)).splitlines()
    after = "".join(turtle_lines(build_dataset(changed, actors={}, places={}, offices=()))).splitlines()
    assert [(one, two) for one, two in zip(before, after, strict=True) if one != two] == [
        ("    cmq:confidence 0.87 ;", "    cmq:confidence 0.88 ;")
    ]


WRITE = """
import random, sys
from pathlib import Path
from communique.export.graphml import write_gexf, write_graphml
from communique.export.tables import read_jsonl, write_csv
from communique.export.turtle import write_turtle
from communique.graph.dataset import build_dataset
from communique.graph.network import build_network
folder = Path(sys.argv[2])
statements = list(read_jsonl(Path(sys.argv[1])))
network = build_network(statements)
write_graphml(network, folder / "graph.graphml")
write_gexf(network, folder / "graph.gexf")
write_csv(statements, folder / "statements.csv")
random.shuffle(statements)
write_turtle(build_dataset(statements), folder / "graph.ttl")
"""


def test_the_same_statements_give_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    for seed in ("0", "1", "4711"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONWARNINGS": "error"}
        environment.pop("SOURCE_DATE_EPOCH", None)
        subprocess.run([sys.executable, "-c", WRITE, SAMPLE, folder], check=True, env=environment)
    for name in ("graph.ttl", "graph.graphml", "graph.gexf", "statements.csv"):
        assert len({(tmp_path / seed / name).read_bytes() for seed in ("0", "1", "4711")}) == 1, name
