"""NETWORK -> GRAPHML and GEXF: files for Gephi, Cytoscape, yEd, igraph and NetworkX itself.

Both formats know texts, numbers and truth values only. So lists are joined by "|", unknown values are left
out, and characters that XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets) are dropped.
"""

from __future__ import annotations

import io
import json
import re
from itertools import count
from typing import TYPE_CHECKING, Any

import networkx as nx

from .files import write_atomically
from .network_xml import Element, gexf_pieces, graphml_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    Network = nx.MultiDiGraph[str] | nx.DiGraph[str]

LIST_SEPARATOR = "|"

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WRITING_TIME = re.compile(rb' lastmodifieddate="[^"]*"')
_OFFSETS = {"start": "evidence_start", "end": "evidence_end"}
_OF_EDGES = frozenset({"weight", "type", "spells", "viz", "key"})
_OF_NODES = frozenset({"id", "pid", "start", "end", "parents", "spells", "viz", "key"})
"""Attributes that mean something else in GEXF; networkx knows what."""


def write_graphml(network: Network, path: Path) -> None:
    """Write the network as GraphML; `read_graphml` gives the same nodes, edges and statements back.

    Edge ids are the statements' ids. Statements without a target, which have no edge, stand as JSON in the
    graph's own attribute `untargeted` and by id at their speaker's node.
    """
    plain = _with_plain_names(network)

    def nodes() -> Iterator[Element]:
        return (Element({"id": node}, told) for node, told in plain.nodes(data=True))

    def edges() -> Iterator[Element]:
        for source, target, key, told in _edges(plain):
            yield Element({"source": source, "target": target} | ({} if key is None else {"id": key}), told)

    write_atomically(path, graphml_pieces(plain.graph, nodes, edges, _plain_value))


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
    plain = _with_plain_names(network)
    taken = {str(told["id"]) for *_, told in _edges(plain) if told.get("id") is not None}

    def nodes() -> Iterator[Element]:
        for node, told in plain.nodes(data=True):
            yield Element({"id": node, "label": _clean(str(told["name"]))}, _without(told, "label"))

    def edges() -> Iterator[Element]:
        free = (number for number in map(str, count()) if number not in taken)
        for source, target, key, told in _edges(plain):
            id_ = next(free) if told.get("id") is None else _clean(str(told["id"]))
            label = _clean(str(told.get("stance", told.get("relation", ""))))
            offsets = {other: told[name] for name, other in _OFFSETS.items() if told.get(name) is not None}
            keyed = {} if key is None else {"networkx_key": key}
            yield Element(
                {"source": source, "target": target, "id": id_, "label": label},
                _without(told, "id", "label", *_OFFSETS) | offsets | keyed,
            )

    if any(_OF_NODES & told.keys() for _, told in plain.nodes(data=True)) or any(
        _OF_EDGES & told.keys() for *_, told in _edges(plain)
    ):
        write_atomically(path, _gexf_of_networkx(plain))
    else:
        write_atomically(path, gexf_pieces(nodes, edges, _plain_value))


def _gexf_of_networkx(network: Network) -> bytes:
    plain = _plain_network(network)
    plain.graph.clear()
    for _, attributes in plain.nodes(data=True):
        attributes["label"] = attributes["name"]
    for *_, attributes in _edges(plain):
        for name, other in _OFFSETS.items():
            if name in attributes:
                attributes[other] = attributes.pop(name)
        attributes["label"] = attributes.get("stance", attributes.get("relation", ""))
    buffer = io.BytesIO()
    nx.write_gexf(plain, buffer)
    return _WRITING_TIME.sub(b"", buffer.getvalue(), count=1)


def _edges(network: Network) -> Iterator[tuple[str, str, str | None, dict[str, Any]]]:
    """Yield source, target, key and attributes of all edges; the key is None where there is one edge at most
    between two nodes.
    """
    if isinstance(network, nx.MultiDiGraph):
        yield from network.edges(keys=True, data=True)
    else:
        yield from ((source, target, None, told) for source, target, told in network.edges(data=True))


def _without(told: Mapping[str, Any], *names: str) -> dict[str, Any]:
    rest = dict(told)
    for name in names:
        rest.pop(name, None)
    return rest


def _with_plain_names(network: Network) -> Network:
    """Return the network, or a copy if it has names that XML cannot hold."""
    names = [str(name) for name in (*network, *network.graph)]
    names += [key for *_, key, _ in _edges(network) if key is not None]
    return _plain_network(network) if any(map(_NOT_IN_XML.search, names)) else network


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
    if isinstance(value, str):
        return _clean(str(value))
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, tuple | list):
        return _clean(LIST_SEPARATOR.join(map(str, value)))
    if isinstance(value, dict):
        return _clean(json.dumps(value, ensure_ascii=False))
    return _clean(str(value))


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
