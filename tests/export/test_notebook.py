"""A network shows itself: its own statements and no others, in one closed frame, in a real kernel too."""

from __future__ import annotations

import importlib.util
import json
import pickle
import runpy
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import catalogue
import networkx as nx
import pytest

from communique.errors import StatementError
from communique.export import notebook
from communique.export.graphml import read_graphml, write_graphml
from communique.export.html import render_page
from communique.export.notebook import frame_network, network_statements, write_network
from communique.graph.merging import merge
from communique.graph.network import StatementNetwork, build_network
from communique.registry import representations

if TYPE_CHECKING:
    from collections.abc import Callable

    from communique.model import Statement

TESTS = Path(__file__).parents[1]
SAMPLE = runpy.run_path(str(TESTS / "browser" / "sample.py"))
STATEMENTS, ARTICLES = SAMPLE["STATEMENTS"], SAMPLE["ARTICLES"]


@pytest.fixture
def network() -> StatementNetwork:
    return build_network(STATEMENTS, ARTICLES)


def by_id(statements: list[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda each: each.id)


class Elements(HTMLParser):
    """What stands in a piece of HTML: elements with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), "an attribute is repeated"
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def framed_page(frame: str) -> str:
    """Return the page in a frame; fails if more than a text stands in the HTML, or if the frame is open."""
    elements = Elements(frame)
    [(tag, attributes)] = elements.found
    assert tag == "iframe"
    assert elements.text.startswith("StatementNetwork")  # stays where Jupyter trusts nobody: no frame there
    assert set(attributes) == {"title", "sandbox", "style", "srcdoc"}
    permissions = set((attributes["sandbox"] or "").split())
    assert "allow-scripts" in permissions
    assert not [each for each in permissions if "same-origin" in each or "top-navigation" in each]
    assert attributes["title"]
    return attributes["srcdoc"] or ""


WAYS: dict[str, Callable[[StatementNetwork], StatementNetwork]] = {
    "itself": lambda network: network,
    "copy": lambda network: network.copy(),
    "subgraph": lambda network: network.subgraph(list(network)),
    "copy of a subgraph": lambda network: network.subgraph(list(network)).copy(),
    "composed": lambda network: nx.compose(network, network),
    "pickled": lambda network: pickle.loads(pickle.dumps(network)),
    "reversed": lambda network: network.reverse(),
    "renamed": lambda network: nx.relabel_nodes(network, dict(network.nodes(data="name"))),
    "directed": lambda network: network.to_directed(),
    "made anew": lambda network: StatementNetwork(network),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_goes_in_comes_out(network: StatementNetwork, way: str) -> None:
    found = WAYS[way](network)
    assert isinstance(found, StatementNetwork)
    assert by_id(network_statements(found)) == by_id(STATEMENTS)
    assert framed_page(frame_network(found)) == render_page(STATEMENTS, ARTICLES)


def test_merged_statements_come_out_merged() -> None:
    merged = merge([replace(each, speaker="Poutine", speaker_id="poutine") for each in STATEMENTS])
    assert by_id(network_statements(build_network(merged))) == by_id(list(merged.statements))


def test_a_subgraph_shows_only_its_own(network: StatementNetwork) -> None:
    pair = {"france", "russia"}
    own = [each for each in STATEMENTS if each.speaker_id in pair and each.target_id in pair]
    assert len(own) == 2
    assert by_id(network_statements(network.subgraph(pair))) == by_id(own)
    assert framed_page(frame_network(network.subgraph(pair))) == render_page(own, ARTICLES)


def test_a_statement_without_target_goes_with_its_speaker(network: StatementNetwork) -> None:
    [found] = network_statements(network.subgraph({"islamic-state"}))
    assert (found.speaker_id, found.target) == ("islamic-state", None)


def test_two_networks_in_one_show_both(network: StatementNetwork) -> None:
    parts = [[each for each in STATEMENTS if (each.article == "monday") == is_first] for is_first in (1, 0)]
    first, second = (build_network(part, ARTICLES) for part in parts)
    assert frame_network(nx.compose(first, second)) == frame_network(network)
    assert by_id(network_statements(first)) == by_id(parts[0])  # neither took anything from the other
    assert by_id(network_statements(second)) == by_id(parts[1])
    assert set(first.articles) == {"monday"}


def test_articles_do_not_leak_into_other_formats(network: StatementNetwork, tmp_path: Path) -> None:
    assert list(network.graph) == ["untargeted"]
    told = json.dumps(nx.node_link_data(network, edges="edges"))
    write_graphml(network, tmp_path / "g.graphml")
    assert "permanent lie" in told
    assert "Moscow called on Syria to talk. " not in told + (tmp_path / "g.graphml").read_text("utf-8")


def test_networkx_works_as_on_any_multigraph(network: StatementNetwork) -> None:
    plain = nx.MultiDiGraph(network)
    assert type(plain) is nx.MultiDiGraph
    assert nx.utils.graphs_equal(network, plain)
    assert nx.pagerank(network) == nx.pagerank(plain)
    assert type(network.to_undirected()) is nx.MultiGraph
    assert type(network.to_undirected(as_view=True)) is nx.MultiGraph
    assert type(nx.DiGraph(network)) is nx.DiGraph
    assert set(nx.ego_graph(network, "france", undirected=True)) >= {"france", "russia"}
    network.add_edge("france", "atlantis")  # an edge of the user's is no statement
    assert by_id(network_statements(network)) == by_id(STATEMENTS)


def test_hostile_words_stay_in_the_frame() -> None:
    statements, articles = SAMPLE["make_hostile"]()
    network = build_network(statements, articles, actors={})
    frame = frame_network(network)
    assert framed_page(frame) == render_page(network_statements(network), articles)
    assert by_id(network_statements(network)) == by_id(list(merge(statements, {}).statements))
    assert frame.count("<") == 2  # the iframe's own
    assert "HIT" not in repr(network)


def test_nothing_shows_a_page_that_says_so() -> None:
    for network in (build_network([]), StatementNetwork()):
        assert "No statement was found." in framed_page(frame_network(network))
        assert "0 actors, 0 statements, 0 articles." in repr(network)


def test_a_large_network_shows_advice(network: StatementNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook, "MAX_STATEMENTS", len(STATEMENTS) - 1)
    elements = Elements(frame_network(network))
    assert [tag for tag, _ in elements.found] == ["pre"]
    assert elements.text.startswith(repr(network) + "\nA notebook shows up to 11 statements")
    monkeypatch.setattr(notebook, "MAX_STATEMENTS", len(STATEMENTS))
    assert framed_page(frame_network(network))


def test_changed_attributes_are_named(network: StatementNetwork, tmp_path: Path) -> None:
    for *_, attributes in network.edges(data=True):
        attributes.pop("evidence", None)
    with pytest.raises(StatementError, match=r"statement [0-9a-f]{16}: field `evidence`"):
        network_statements(network)
    write_graphml(build_network(STATEMENTS), tmp_path / "g.graphml")
    with pytest.raises(StatementError, match="places"):  # GraphML joins lists: no records without a guess
        network_statements(StatementNetwork(read_graphml(tmp_path / "g.graphml")))


def test_the_text_counts_and_its_advice_works(
    network: StatementNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told, advice = repr(network).split("\n")
    actors = {
        id_ for each in STATEMENTS for id_ in (each.speaker_id, each.represents_id, each.target_id) if id_
    }
    assert told == (
        f"StatementNetwork (a networkx.MultiDiGraph): {len(actors)} actors, {len(STATEMENTS)} statements, "
        f"{len(ARTICLES)} articles."
    )
    one = build_network([each for each in STATEMENTS if each.speaker == "\U0001d54f"])
    assert "1 actor, 1 statement, 1 article." in repr(one)
    module, call = advice.removeprefix("As a page: ").split(".write_network")
    exec(f"from {module} import write_network\nwrite_network{call}", {"network": network})
    assert Path("network.html").read_text("utf-8") == render_page(STATEMENTS, ARTICLES)


def test_write_network_takes_title_and_language(network: StatementNetwork, tmp_path: Path) -> None:
    write_network(network, tmp_path / "n.html", title="Alep", language="fr")
    expected = render_page(STATEMENTS, ARTICLES, title="Alep", language="fr")
    assert (tmp_path / "n.html").read_text("utf-8") == expected


def test_where_nothing_draws_the_text_is_shown(
    network: StatementNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(representations, "entry_points", False)  # as in an install from before
    assert network._repr_html_() is None
    monkeypatch.setitem(catalogue.REGISTRY, (*representations.namespace, "network"), frame_network)
    assert network._repr_html_() == frame_network(network)


CELLS = (
    # a source tree that is on the path without being installed has no entry points; test_package installs it
    """
from communique.export.notebook import frame_network
from communique.registry import representations
if "network" not in representations:
    representations.register("network", func=frame_network)
""",
    "import runpy; from communique.graph.network import build_network; sample = runpy.run_path({sample!r})",
    "network = build_network(sample['STATEMENTS'], sample['ARTICLES']); network",
    "network.subgraph(['france', 'russia'])",
)


def test_a_cell_of_a_real_kernel_shows_page_and_text(tmp_path: Path, network: StatementNetwork) -> None:
    for needed in ("nbclient", "ipykernel"):
        if importlib.util.find_spec(needed) is None:
            pytest.skip(f"{needed} is not installed; it comes with the extra [test]")
    import nbformat

    execute = runpy.run_path(str(TESTS / "test_notebooks.py"))["execute"]
    written = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
    sources = [cell.replace("{sample!r}", repr(str(TESTS / "browser" / "sample.py"))) for cell in CELLS]
    written.cells = [nbformat.v4.new_code_cell(source) for source in sources]  # type: ignore[no-untyped-call]
    nbformat.write(written, tmp_path / "shown.ipynb")  # type: ignore[no-untyped-call]
    whole, part = outputs = [
        output for cell in execute(tmp_path / "shown.ipynb").cells for output in cell.outputs
    ]
    assert [output.output_type for output in outputs] == ["execute_result"] * 2
    assert set(whole.data) == {"text/html", "text/plain"}
    assert framed_page(whole.data["text/html"]) == render_page(STATEMENTS, ARTICLES)
    assert whole.data["text/plain"] == repr(network)
    assert len(repr(network)) < 200
    assert part.data["text/plain"] == repr(network.subgraph(["france", "russia"]))
    assert "2 actors, 2 statements, 1 article." in part.data["text/plain"]
    assert part.data["text/html"] == frame_network(network.subgraph(["france", "russia"]))
    assert framed_page(part.data["text/html"]) != framed_page(whole.data["text/html"])
