"""What `docs/` shows works: commands, Python, SPARQL, links; and the tables of attributes are whole."""

from __future__ import annotations

import gzip
import os
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import networkx as nx
import pytest
from typer.testing import CliRunner

from communique.cli import app
from communique.export.files import read_template
from communique.export.graphml import read_graphml
from communique.extract.formats import MAX_CHARACTERS, READERS
from communique.extract.reading.encodings import MAX_LINE
from communique.extract.reading.pages import MAX_PAGE
from communique.extract.reading.stored import FREE, MAX_IN_MEMORY, MAX_RATIO
from communique.graph import analysis
from communique.graph.network import statements_of
from communique.graph.positions import build_positions
from communique.graph.sparql import list_questions, run_query
from communique.pipeline import read_statements

DOCS = Path(__file__).parents[1] / "docs"
PAGES = {path.name: path.read_text("utf-8") for path in sorted(DOCS.glob("*.md"))}
GRAPH_PAGES = ("network.md", "sparql.md")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGES[page], re.DOTALL)


@pytest.fixture
def beside_output(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder where `output/` is what was built."""
    (tmp_path / "output").symlink_to(built)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("beside_output")
@pytest.mark.parametrize("page", GRAPH_PAGES)
def test_python_examples_run(page: str) -> None:
    names: dict[str, object] = {}
    for block in blocks(page, "python"):
        exec(block, names)


INPUT = blocks("input.md", "python")


@pytest.mark.parametrize("block", INPUT)
def test_what_is_read_is_what_is_shown(
    block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(block, {})
    shown = [line.removeprefix("# ") for line in block.splitlines() if line.startswith("# ")]
    assert capsys.readouterr().out.splitlines() == shown != []


def test_the_shell_reads_archives_and_pipes(tmp_path: Path) -> None:
    (tmp_path / "communique").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m communique "$@"\n', "utf-8")
    (tmp_path / "communique").chmod(0o755)
    (tmp_path / "wire.jsonl.gz").write_bytes(
        gzip.compress(b'{"text": "Paris accused Moscow.", "language": "en"}')
    )
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.writestr("a.txt", "Berlin condemned the attack in Aleppo on Monday.")
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    [block] = blocks("input.md", "sh")
    result = subprocess.run(
        ["sh", "-e", "-c", block], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert [line.partition(" in ")[0] for line in result.stdout.splitlines()] == [
        "2 statements of 2 articles",
        "1 statements of 1 articles",
    ]


def test_every_format_and_limit_is_told() -> None:
    page = PAGES["input.md"]
    for suffix in (*READERS, ".gz", ".zst", ".tgz"):
        assert f"`{suffix}`" in page, suffix
    assert f"{MAX_CHARACTERS:,} characters" in page
    assert f"| {MAX_LINE:,} characters |" in page
    assert f"| {MAX_PAGE // 1_000_000} MB |" in page
    assert f"| {MAX_IN_MEMORY // 1_000_000} MB, since" in page
    assert f"{FREE // 1_000_000} MB, and beyond that {MAX_RATIO} times" in page


COMMANDS = [line for block in blocks("sparql.md", "console") for line in block.splitlines()]


@pytest.mark.usefixtures("beside_output")
@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(command: str) -> None:
    result = CliRunner().invoke(app, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    assert result.stdout.strip()


@pytest.mark.parametrize("query", blocks("sparql.md", "sparql"))
def test_example_queries_have_answers(query: str, built: Path) -> None:
    assert len(run_query(built / "graph.ttl", query)) > 0


def test_every_question_is_listed() -> None:
    for question in list_questions():
        assert f"`{question.name}`" in PAGES["sparql.md"], question.name


def test_every_analysis_is_listed() -> None:
    for name in analysis.__all__:
        assert f"`{name}(" in PAGES["network.md"], name


def documented(heading: str) -> set[str]:
    part = PAGES["network.md"].partition(f"**{heading}")[2].partition("\n**")[0]
    return set(re.findall(r"`(\w+)`", part))


def test_every_attribute_is_documented(built: Path) -> None:
    network = read_graphml(built / "graph.graphml")
    for _, attributes in network.nodes(data=True):
        assert set(attributes) <= documented("Nodes")
    record = set((built / "statements.csv").read_text("utf-8-sig").splitlines()[0].split(","))
    for _, attributes in statements_of(network):
        assert set(attributes) - record - {"relation"} <= documented("Edges** of the network")
    ties = [data for *_, data in network.edges(data=True) if data["relation"] == "speaks_for"]
    assert ties
    for tie in ties:
        assert set(tie) - {"relation", "id"} <= documented("Edges** of the network")
    statements, _ = read_statements(built / "statements.jsonl")
    stances = {"agree", "pledge", "consult", "appeal", "comment", "demand"}
    stances |= {"concern", "criticize", "accuse", "reject", "deny"}  # "`support`, `agree` ... `threaten`"
    for *_, position in build_positions(statements).edges(data=True):
        assert set(position) - stances <= documented("Edges of positions")


def test_gephi_reads_the_gexf(built: Path) -> None:
    network = nx.read_gexf(built / "graph.gexf")
    graphml = read_graphml(built / "graph.graphml")
    assert set(network) == set(graphml)
    assert network.number_of_edges() == graphml.number_of_edges()
    assert all(data["label"] for _, data in network.nodes(data=True))


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", PAGES[page]):
        path, _, anchor = target.partition("#")
        file = (DOCS / path) if path else DOCS / page
        assert file.exists(), target
        if anchor and file.suffix == ".md":
            headings = re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert anchor in slugs, target


def test_the_address_of_the_page_is_told_whole() -> None:
    script = read_template("page/address.js")
    told = set(
        re.findall(r"`(?:no-|only-)?([a-z]+)(?:=[^`]*)?`", PAGES["page.md"].split("in the address |")[1])
    )
    plain = set(re.findall(r'hash\.(?:set|append)\("([a-z]+)"', script))
    choices = set(re.findall(r'"([a-z]+)"', script.split("CHOICES = [")[1].split("]")[0]))
    facets = set(
        re.findall(r'"([a-z]+)"', read_template("page/view.js").split("FACETS = [")[1].split("]")[0])
    )
    assert plain | choices | facets <= told
