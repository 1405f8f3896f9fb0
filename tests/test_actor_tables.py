"""Users' own actors from the command line to the files: a small table of invented ones, end to end."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import networkx as nx
import pytest
import rdflib
from typer.testing import CliRunner

from communique import cli, pipeline
from communique.errors import KnowledgeError
from communique.graph.checking import check_shapes
from communique.graph.vocabulary import CMQ
from communique.knowledge.user_actors import read_user_actors

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """\
name\tkind\trepresents\taliases\tsurname\tstart\tend
Freedonia\tstate\t\t\t\t\t
Ministry of Ice of Freedonia\torganisation\tFreedonia\tMinistère de la Glace\t\t\t
Rufus Firefly\tperson\tFreedonia\t\tFirefly\t2015-03\t2017
Ice Front\tarmed_group\t\t\t\t\t
"""
TEXT = (
    "The Ministry of Ice of Freedonia accused Russia of melting the pole. "
    "Rufus Firefly condemned the Ice Front. The Ice Front threatened Freedonia.\n"
)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of four invented actors."""
    path = tmp_path_factory.mktemp("table") / "mine.tsv"
    path.write_text(TABLE, "utf-8")
    return path


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article about them, dated by a table beside it."""
    folder = tmp_path_factory.mktemp("in")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "articles.csv").write_text("file,published,language\na.txt,2016-05-01,en\n", "utf-8")
    return folder / "a.txt"


@pytest.fixture(scope="module")
def graph_files(table: Path, article: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a build with the table wrote."""
    output = tmp_path_factory.mktemp("out")
    pipeline.build([article.parent], output, actors=read_user_actors([table]))
    return output


def test_statements_name_users_actors(graph_files: Path) -> None:
    lines = (graph_files / "statements.jsonl").read_text("utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    assert [(s["speaker"], s["speaker_kind"], s["represents"], s["target"]) for s in told] == [
        ("Ministry of Ice of Freedonia", "organisation", "Freedonia", "Russia"),
        ("Rufus Firefly", "person", "Freedonia", "Ice Front"),
        ("Ice Front", "armed_group", "Ice Front", "Freedonia"),
    ]


def test_turtle_tells_name_kind_represents_and_dates(graph_files: Path) -> None:
    graph = rdflib.Graph().parse(graph_files / "graph.ttl")
    actor = rdflib.Namespace(dict(graph.namespaces())["actor"])
    ministry, firefly, freedonia = (
        actor[name] for name in ("ministry-of-ice-of-freedonia", "rufus-firefly", "freedonia")
    )
    assert (ministry, rdflib.RDF.type, CMQ.Organisation) in graph
    assert (ministry, rdflib.RDFS.label, rdflib.Literal("Ministry of Ice of Freedonia", lang="en")) in graph
    assert (ministry, CMQ.represents, freedonia) in graph
    assert (freedonia, rdflib.RDF.type, CMQ.Country) in graph
    assert (actor["ice-front"], rdflib.RDF.type, CMQ.ArmedGroup) in graph
    (office,) = graph.objects(firefly, CMQ.holdsOffice)
    assert (office, CMQ.officeFor, freedonia) in graph
    assert str(graph.value(office, CMQ.officePeriod)) == "2015-03/2017"
    assert str(graph.value(office, rdflib.DCTERMS.source)) == "mine.tsv"
    assert check_shapes(graph) == []


def test_graphml_tells_name_kind_and_represents(graph_files: Path) -> None:
    network = nx.read_graphml(graph_files / "graph.graphml", force_multigraph=True)
    node = network.nodes["ministry-of-ice-of-freedonia"]
    assert (node["name"], node["kind"], node["represents"]) == (
        "Ministry of Ice of Freedonia",
        "organisation",
        "freedonia",
    )
    assert network.nodes["freedonia"]["kind"] == "state"


def test_the_page_tells_name_kind_and_home(graph_files: Path) -> None:
    page = (graph_files / "graph.html").read_text("utf-8")
    data = json.loads(re.findall(r'<script type="application/json" id="data-ui">(.*?)</script>', page)[0])
    told = {id_: (actor["en"], actor["kind"], actor.get("home")) for id_, actor in data["actors"].items()}
    assert told["ministry-of-ice-of-freedonia"] == (
        "Ministry of Ice of Freedonia",
        "organisation",
        "freedonia",
    )
    assert told["rufus-firefly"] == ("Rufus Firefly", "person", "freedonia")


def test_graph_writes_what_build_wrote(graph_files: Path, table: Path, tmp_path: Path) -> None:
    for name in (pipeline.STATEMENTS, pipeline.ARTICLES):
        shutil.copy(graph_files / name, tmp_path)
    options = ("-o", str(tmp_path), "--actors", str(table), "-q")
    command = ("graph", str(tmp_path / pipeline.STATEMENTS), *options)
    assert CliRunner().invoke(cli.app, command).exit_code == 0
    for name in pipeline.GRAPH_FILES:
        assert (tmp_path / name).read_bytes() == (graph_files / name).read_bytes()


@pytest.mark.parametrize("command", ["build", "extract"])
def test_the_option_may_be_repeated(command: str, table: Path, article: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.actors.txt"
    more.write_text("POLE_KEEPERS_ [NGO]\n+MELTING\n", "utf-8")
    output = tmp_path / "out" if command == "build" else tmp_path / "out" / "statements.jsonl"
    options = ("-o", str(output), "--actors", str(table), "--actors", str(more), "-q")
    assert CliRunner().invoke(cli.app, (command, str(article.parent), *options)).exit_code == 0
    written = (tmp_path / "out" / "statements.jsonl").read_text("utf-8")
    assert '"speaker_id": "ministry-of-ice-of-freedonia"' in written


def test_show_names_users_actors(table: Path, article: Path) -> None:
    result = CliRunner().invoke(cli.app, ("show", str(article), "--actors", str(table)))
    assert result.exit_code == 0
    assert "Ministry of Ice of Freedonia (for Freedonia) accuses Russia" in " ".join(result.output.split())


def test_malformed_lines_are_counted_and_the_first_are_named(
    table: Path, article: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.tsv"
    bad.write_text(table.read_text("utf-8") + "X\tmonster\t\t\t\t\t\n" * 7, "utf-8")
    result = CliRunner().invoke(
        cli.app, ("extract", str(article), "-o", str(tmp_path / "s.csv"), "--actors", str(bad))
    )
    told = " ".join(result.output.split())
    assert result.exit_code == 0
    assert "warning 7 lines of --actors could not be used in full; the first 5:" in told
    assert "bad.tsv, line 6: the kind 'monster' is not one of state" in told
    assert "line 10:" in told
    assert "line 11:" not in told


@pytest.mark.parametrize("command", ["build", "extract", "show", "graph"])
def test_a_file_that_cannot_be_used_ends_with_two(
    command: str, article: Path, graph_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = graph_files / "statements.jsonl" if command == "graph" else article
    output = () if command == "show" else ("-o", str(tmp_path / "new" / "s.jsonl"))
    arguments = ["communique", command, str(source), *output, "--actors", str(tmp_path / "nowhere.tsv")]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert not (tmp_path / "new").exists()


def test_a_table_without_actors_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.tsv"
    empty.write_text("name\tkind\n", "utf-8")
    with pytest.raises(KnowledgeError, match="holds no actor"):
        read_user_actors([empty])
