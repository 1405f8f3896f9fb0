"""NETWORK -> GRAPHML and GEXF: files for Gephi, Cytoscape, yEd, igraph and NetworkX itself.

Both formats know texts, numbers and truth values only. So lists are joined by "|", unknown values are left
out, and characters that XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets) are dropped.
"""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any

import networkx as nx

from .files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Network = nx.MultiDiGraph[str] | nx.DiGraph[str]

LIST_SEPARATOR = "|"

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WRITING_TIME = re.compile(rb' lastmodifieddate="[^"]*"')


def write_graphml(network: Network, path: Path) -> None:
    """Write the network as GraphML; `read_graphml` gives the same nodes, edges and statements back.

    Edge ids are the statements' ids. Statements without a target, which have no edge, stand as JSON in the
    graph's own attribute `untargeted` and by id at their speaker's node.
    """
    buffer = io.BytesIO()
    nx.write_graphml_xml(_plain_network(network), buffer)
    write_atomically(path, buffer.getvalue())


def read_graphml(path: Path) -> nx.MultiDiGraph[str]:
    """Return the network that `write_graphml` wrote; lists stay joined texts, `untargeted` is a mapping
    again."""
    network = nx.read_graphml(path, edge_key_type=str, force_multigraph=True)
    assert isinstance(network, nx.MultiDiGraph)
    network.graph["untargeted"] = json.loads(network.graph.get("untargeted", "{}"))
    return network


def write_gexf(network: Network, path: Path) -> None:
    """Write the network as GEXF for Gephi; without the time of writing, so that a second run gives the same
    file.

    Nodes are labelled with names, edges with stances. GEXF takes `start` and `end` for times, so the offsets
    are called `evidence_start` and `evidence_end` there.
    """
    plain = _plain_network(network)
    plain.graph.clear()
    for _, attributes in plain.nodes(data=True):
        attributes["label"] = attributes["name"]
    for _, _, attributes in plain.edges(data=True):
        for name in ("start", "end"):
            if name in attributes:
                attributes[f"evidence_{name}"] = attributes.pop(name)
        attributes["label"] = attributes.get("stance", attributes.get("relation", ""))
    buffer = io.BytesIO()
    nx.write_gexf(plain, buffer)
    write_atomically(path, _WRITING_TIME.sub(b"", buffer.getvalue(), count=1))


def _plain_network(network: Network) -> Network:
    """Return a copy whose names and attributes XML can hold."""
    plain: Network
    if isinstance(network, nx.MultiDiGraph):
        plain = nx.MultiDiGraph()
        plain.add_nodes_from((_clean(node), _plain(data)) for node, data in network.nodes(data=True))
        for source, target, key, data in network.edges(keys=True, data=True):
            plain.add_edge(_clean(source), _clean(target), _clean(key), **_plain(data))
    else:
        plain = nx.DiGraph()
        plain.add_nodes_from((_clean(node), _plain(data)) for node, data in network.nodes(data=True))
        plain.add_edges_from(
            (_clean(source), _clean(target), _plain(data))
            for source, target, data in network.edges(data=True)
        )
    plain.graph.update(_plain(network.graph))
    return plain


def _plain(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in attributes.items() if value is not None}


def _plain_value(value: Any) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, tuple | list):
        return _clean(LIST_SEPARATOR.join(map(str, value)))
    if isinstance(value, dict):
        return _clean(json.dumps(value, ensure_ascii=False))
    return _clean(str(value))


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
