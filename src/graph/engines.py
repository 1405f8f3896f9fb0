"""The two engines that answer SPARQL: pyoxigraph, ten times faster, for files, and rdflib for its graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

import pyoxigraph
from rdflib import XSD, BNode, Graph
from rdflib import Literal as RdfLiteral
from rdflib.plugins.sparql import prepareQuery
from rdflib.util import guess_format

from ..errors import QueryError
from .vocabulary import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from rdflib.term import Node

    from .table import Value

EngineName = Literal["rdflib", "oxigraph"]
Answer = tuple[list[str], "Iterable[list[Value]]"]

_TRIPLE_COLUMNS = ["subject", "property", "value"]
_NUMBERS = {str(XSD.decimal), str(XSD.double), str(XSD.float)}


class Engine(Protocol):
    """A graph that can be asked. `prefixes` may be used in a query without being declared."""

    prefixes: Mapping[str, str]

    def ask(self, query: str) -> Answer:
        """Return the columns and rows of the answer."""


def open_engine(source: Graph | Path, name: EngineName = "oxigraph") -> Engine:
    """Return the engine for a graph, which is always rdflib's, or for a file, which is Turtle by its name or
    what else rdflib knows by its ending.
    """
    if isinstance(source, Graph):
        return RdflibEngine(source)
    if not source.is_file():
        raise QueryError(f"there is no file {source}; `communique build` makes a graph.ttl to ask.")
    try:
        if name == "oxigraph" and source.suffix == ".ttl":
            return OxigraphEngine(source)
        graph = Graph(bind_namespaces="none")
        return RdflibEngine(graph.parse(source, format=guess_format(str(source)) or "turtle"))
    except (SyntaxError, UnicodeDecodeError) as error:  # rdflib's BadSyntax is a SyntaxError
        raise QueryError(f"{source} is not valid Turtle: {error}. Build it again.") from error


class RdflibEngine:
    """Answers from an rdflib graph in memory."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        own = {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
        self.prefixes: Mapping[str, str] = Names().prefixes() | own

    def ask(self, query: str) -> Answer:
        """Return columns and rows."""
        result = self._graph.query(prepareQuery(query, initNs=dict(self.prefixes)))
        if result.type == "ASK":
            return ["answer"], [[bool(result.askAnswer)]]
        columns = _TRIPLE_COLUMNS if result.vars is None else [str(variable) for variable in result.vars]
        return columns, [[_from_rdflib(term) for term in row] for row in result]  # type: ignore[union-attr]


class OxigraphEngine:
    """Answers from Turtle that pyoxigraph has read, from a file or in memory."""

    def __init__(self, turtle: Path | bytes) -> None:
        self._store = pyoxigraph.Store()
        self.prefixes: Mapping[str, str] = fill_store(self._store, turtle)

    def ask(self, query: str) -> Answer:
        """Return columns and rows."""
        try:
            result = self._store.query(query, prefixes=dict(self.prefixes))
        except SyntaxError as error:  # what rdflib's parser lets pass, such as a bare variable beside COUNT
            raise QueryError(f"this query cannot be understood: {error}.") from error
        if isinstance(result, pyoxigraph.QueryBoolean):
            return ["answer"], [[bool(result)]]
        columns, rows = columns_and_rows(result)
        return columns, [[_from_oxigraph(term) for term in row] for row in rows]


def fill_store(store: pyoxigraph.Store, turtle: Path | bytes) -> dict[str, str]:
    """Read Turtle, a file's or in memory, into a store; return the prefixes that queries need not declare.

    Raises SyntaxError or UnicodeDecodeError for what is no Turtle.
    """
    if isinstance(turtle, bytes):
        parser = pyoxigraph.parse(input=turtle, format=pyoxigraph.RdfFormat.TURTLE)
    else:
        parser = pyoxigraph.parse(path=str(turtle), format=pyoxigraph.RdfFormat.TURTLE)
    store.bulk_extend(parser)
    return Names().prefixes() | parser.prefixes


def columns_and_rows(result: Any) -> tuple[list[str], Iterable[Iterable[Any]]]:
    """Return the columns and rows of pyoxigraph's rows or triples, as its own terms; None is unknown."""
    if isinstance(result, pyoxigraph.QueryTriples):
        return _TRIPLE_COLUMNS, ((each.subject, each.predicate, each.object) for each in result)
    return [variable.value for variable in result.variables], result


def _from_rdflib(term: Node | None) -> Value:
    if isinstance(term, RdfLiteral):
        return _plain(str(term), str(term.datatype))
    return f"_:{term}" if isinstance(term, BNode) else None if term is None else str(term)


def _from_oxigraph(term: object) -> Value:
    if isinstance(term, pyoxigraph.Literal):
        return _plain(term.value, term.datatype.value)
    if isinstance(term, pyoxigraph.NamedNode):
        return term.value
    return None if term is None else str(term)


def _plain(text: str, datatype: str) -> Value:
    """Return a literal as a Python value; what is no number or truth value stays text, dates too."""
    if datatype == str(XSD.integer):
        return int(text)
    if datatype in _NUMBERS:
        return float(text)
    return text == "true" if datatype == str(XSD.boolean) else text
