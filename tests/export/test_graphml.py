from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from communique.export.graphml import read_graphml, write_gexf, write_graphml
from communique.export.tables import read_jsonl
from communique.graph.network import build_network, statements_of
from communique.graph.positions import build_positions

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
