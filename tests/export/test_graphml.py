from __future__ import annotations

import re
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from communique.export.graphml import read_graphml, write_gexf, write_graphml
from communique.export.tables import read_jsonl
from communique.graph.network import build_network, statements_of
from communique.graph.positions import build_positions

if TYPE_CHECKING:
    from collections.abc import Callable

STATEMENTS = list(read_jsonl(Path(__file__).parents[1] / "graph" / "sample" / "statements.jsonl"))


def test_reading_back_gives_the_same_network(tmp_path: Path) -> None:
    network = build_network(STATEMENTS, actors={})
    write_graphml(network, tmp_path / "g.graphml")
    again = read_graphml(tmp_path / "g.graphml")
    assert sorted(again) == sorted(network)
    assert sorted(again.edges(keys=True)) == sorted(network.edges(keys=True))
    assert {key for key, _ in statements_of(again)} == {each.id for each in STATEMENTS}
    assert again.graph["untargeted"].keys() == network.graph["untargeted"].keys()


def test_attributes_keep_their_types_and_unknown_ones_are_absent(tmp_path: Path) -> None:
    write_graphml(build_network(STATEMENTS, actors={}), tmp_path / "g.graphml")
    edges = {
        key: data for _, _, key, data in read_graphml(tmp_path / "g.graphml").edges(keys=True, data=True)
    }
    first, last = edges[STATEMENTS[0].id], edges[STATEMENTS[-1].id]
    assert (first["polarity"], first["confidence"], first["negated"]) == (-1, 0.87, False)
    assert first["evidence"] == STATEMENTS[0].evidence
    assert "date" not in last
    assert (last["date_text"], "date_text" in first) == ("Tuesday", False)
    assert "venue" not in last


def test_lists_are_joined(tmp_path: Path) -> None:
    listed = replace(STATEMENTS[0], places=("Aleppo", "Daraya"), place_ids=("aleppo", "daraya"))
    write_graphml(build_network([listed], actors={}), tmp_path / "g.graphml")
    edge = read_graphml(tmp_path / "g.graphml").edges["jean-marc-ayrault", "russia", listed.id]
    assert edge["places"] == "Aleppo|Daraya"


def test_any_reader_of_graphml_can_read_it(tmp_path: Path) -> None:
    write_graphml(build_network(STATEMENTS, actors={}), tmp_path / "g.graphml")
    assert len(nx.read_graphml(tmp_path / "g.graphml").edges) == 8


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_characters_that_xml_forbids_are_dropped(tmp_path: Path, write: object) -> None:
    words = "a\x00\x0b\ud800\ufffe<&>\"' é\n🙂"
    odd = replace(
        STATEMENTS[0],
        evidence=words,
        end=64 + len(words),
        sentence_end=500,
        speaker=words,
        speaker_id="x\x01",
    )
    write(build_network([odd], actors={}), tmp_path / "g.xml")  # type: ignore[operator]
    read = nx.read_gexf if write is write_gexf else read_graphml
    network = read(tmp_path / "g.xml")
    assert set(network) == {"x", "france", "russia"}
    [data] = [data for _, _, data in network.edges(data=True) if data["relation"] == "statement"]
    assert data["evidence"] == "a<&>\"' é\n🙂"


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_the_same_network_gives_the_same_bytes(tmp_path: Path, write: object) -> None:
    for name in ("one", "two"):
        write(build_network(STATEMENTS, actors={}), tmp_path / name)  # type: ignore[operator]
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert b"lastmodifieddate" not in (tmp_path / "one").read_bytes()


def test_gexf_has_labels_and_keeps_the_offsets(tmp_path: Path) -> None:
    write_gexf(build_network(STATEMENTS, actors={}), tmp_path / "g.gexf")
    network = nx.read_gexf(tmp_path / "g.gexf")
    assert network.nodes["russia"]["label"] == "Russia"
    [first] = [data for _, _, data in network.edges(data=True) if data["id"] == STATEMENTS[0].id]
    assert (first["label"], first["evidence_start"], first["evidence_end"]) == ("accuse", 64, 181)


def test_positions_can_be_written_too(tmp_path: Path) -> None:
    positions = build_positions(STATEMENTS, actors={})
    write_graphml(positions, tmp_path / "p.graphml")
    write_gexf(positions, tmp_path / "p.gexf")
    edge = nx.read_graphml(tmp_path / "p.graphml").edges["france", "russia"]
    assert (edge["statements"], edge["ids"].count("|")) == (3, 2)
    assert set(nx.read_gexf(tmp_path / "p.gexf").edges) == set(positions.edges)


def test_an_empty_network(tmp_path: Path) -> None:
    write_graphml(build_network([], actors={}), tmp_path / "g.graphml")
    assert list(statements_of(read_graphml(tmp_path / "g.graphml"))) == []


WORDS = "a&<>\"'\t\r\n é"


def example(kind: type[nx.DiGraph[str]], words: str, meaning: str) -> nx.DiGraph[str]:
    """Return a network with every type of value and sort of edge; `meaning` is an attribute of an edge."""
    network = kind(title=words, empty="")
    network.add_node("a", name=words, home="", known=True, count=3)
    network.add_node("b", name="B", ratio=0.5, label="not this")
    network.add_node(words, name="C")
    edges: list[tuple[str, str, dict[str, object]]] = [
        ("a", "b", {"id": "1", "stance": "accuse", "start": 3, "negated": False, "value": float("inf")}),
        ("b", "a", {"relation": words, "label": "not this", "value": 2}),
        ("b", "b", {"value": words, "end": 9, meaning: 4}),
        ("b", words, {}),
    ]
    for number, (source, target, told) in enumerate(edges):
        key = {"key": f"{words}{number}"} if network.is_multigraph() else {}
        network.add_edge(source, target, **key, **told)
    return network


@pytest.mark.parametrize("kind", [nx.MultiDiGraph, nx.DiGraph])
@pytest.mark.parametrize("odd", ["", "\x01"])
@pytest.mark.parametrize("meaning", ["amount", "weight"])  # GEXF has a meaning of its own for weight
def test_the_bytes_are_those_of_networkx(
    tmp_path: Path, kind: type[nx.DiGraph[str]], odd: str, meaning: str
) -> None:
    network, plain = example(kind, WORDS + odd, meaning), example(kind, WORDS, meaning)
    write_graphml(network, tmp_path / "our.graphml")
    write_gexf(network, tmp_path / "our.gexf")
    nx.write_graphml_xml(plain, tmp_path / "their.graphml")
    plain.graph.clear()
    for _, told in plain.nodes(data=True):
        told["label"] = told["name"]
    for *_, told in plain.edges(data=True):
        told |= {f"evidence_{name}": told.pop(name) for name in ("start", "end") if name in told}
        told["label"] = told.get("stance", told.get("relation", ""))
    nx.write_gexf(plain, tmp_path / "their.gexf")
    theirs = re.sub(rb' lastmodifieddate="[^"]*"', b"", (tmp_path / "their.gexf").read_bytes())
    assert (tmp_path / "our.graphml").read_bytes() == (tmp_path / "their.graphml").read_bytes()
    assert (tmp_path / "our.gexf").read_bytes() == theirs


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_a_large_network_is_never_a_tree_in_memory(
    tmp_path: Path, write: Callable[[nx.MultiDiGraph[str], Path], None]
) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_node("a", name="A")
    for number in range(2_000):
        network.add_edge("a", "a", key=str(number), **{f"told_{each}": number for each in range(20)})
    tracemalloc.start()
    write(network, tmp_path / "g.xml")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < (tmp_path / "g.xml").stat().st_size  # a tree of elements is several times as big
