"""The two engines that answer SPARQL: pyoxigraph, ten times faster, for files, and rdflib for its graphs."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import pyoxigraph
from rdflib import XSD, BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.plugins.sparql import prepareQuery
from rdflib.util import guess_format

from ..errors import QueryError
from .vocabulary import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib.term import Node

    from .table import Value
    from .vocabulary import Triple

EngineName = Literal["rdflib", "oxigraph"]
Answer = tuple[list[str], "Iterable[list[Value]]"]

_TRIPLE_COLUMNS = ["subject", "property", "value"]
_NUMBERS = {str(XSD.decimal), str(XSD.double), str(XSD.float)}


_AT_A_TIME = 100_000
_ESCAPED = re.compile('["\\\\\n\r]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
"""What N-Triples writes otherwise (https://www.w3.org/TR/n-triples/#grammar-production-STRING_LITERAL_QUOTE)."""


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
    """Answers from what pyoxigraph has read: a Turtle file, or triples as they come."""

    def __init__(self, source: Path | Iterable[Triple]) -> None:
        self._store = pyoxigraph.Store()
        self.prefixes: Mapping[str, str] = Names().prefixes()
        if isinstance(source, Path):
            self.prefixes = fill_store(self._store, source)
        else:
            _fill_with_triples(self._store, source)

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


def _fill_with_triples(store: pyoxigraph.Store, triples: Iterable[Triple]) -> None:
    """Put triples into a store as N-Triples, some at a time, so that their text is never whole in memory."""
    lines = (f"{_name(subject)} {_name(verb)} {_value(value)} .\n" for subject, verb, value in triples)
    while some := "".join(islice(lines, _AT_A_TIME)):
        store.bulk_load(some.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)


@lru_cache(maxsize=65536)
def _name(iri: URIRef) -> str:
    return f"<{iri}>"


def _value(value: URIRef | RdfLiteral) -> str:
    if type(value) is URIRef or not isinstance(value, RdfLiteral):
        return _name(value)
    quoted = '"' + _ESCAPED.sub(lambda found: _ESCAPES[found[0]], value) + '"'
    if value.language:
        return f"{quoted}@{value.language}"
    return f"{quoted}^^{_name(value.datatype)}" if value.datatype else quoted


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
