"""Says what is wrong with a SPARQL text before it is run, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pyparsing import ParseBaseException, ParseResults
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from ..errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_UNKNOWN_PREFIX = re.compile(r"Unknown namespace prefix : (\S*)")
_OPAQUE = r"""\#[^\n]*|<[^<>"{}|^`\\\s]*>|"{3}.*?"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
"""Comments, IRIs and strings: nothing inside of them is a keyword or a brace."""

_TOKEN = re.compile(
    _OPAQUE + r"|\b(?P<construct>CONSTRUCT)\b|\b(?P<where>WHERE)\b|(?P<open>\{)|(?P<close>\})",
    re.IGNORECASE | re.DOTALL,
)
_NO_KEYWORD = re.compile(_OPAQUE + r"|[?$]\w+|:[\w.-]*", re.DOTALL)
"""What is opaque, variables and local names: where "service" is no keyword."""

_ADVICE = "`communique query --list` shows questions that work; copy one to start from."


def check_query(text: str, prefixes: Mapping[str, str]) -> str:
    """Return the query as every engine reads it alike, with "\\n" at the ends of lines.

    Raises QueryError, with line and column, for a text that is no SPARQL query or asks outside of the graph.
    """
    # rdflib, which checks, ends a comment at "\n" only; pyoxigraph, which may answer, at "\r" too
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        parsed = parseQuery(text)
    except ParseBaseException as error:
        rest = text[error.loc :].split()
        what = f"{rest[0]!r} cannot stand here" if rest else "the query ends too early"
        raise QueryError(_located(text, error.lineno, error.column, what)) from error
    try:
        translateQuery(parsed, initNs=dict(prefixes))
    except Exception as error:  # rdflib raises bare Exception here
        raise QueryError(_explain(text, str(error), prefixes)) from error
    outside = {"DatasetClause": "FROM", "ServiceGraphPattern": "SERVICE"}
    found = [outside[name] for name in _parts(parsed) if name in outside]
    if "service" in _NO_KEYWORD.sub(" ", text).lower():  # should an engine read it otherwise than rdflib
        found.append("SERVICE")
    if found:
        raise QueryError(f"{found[0]} asks other sources; take it out: only this graph is asked.")
    return text


def where_starts(text: str) -> int:
    """Return the offset just inside the braces of the WHERE clause of a query that `check_query` has passed.

    >>> text = 'CONSTRUCT { ?s ?p ?o } # { \\n WHERE { ?s ?p ?o }'
    >>> text[where_starts(text):]
    ' ?s ?p ?o }'
    """
    tokens = [(match.lastgroup, match.end()) for match in _TOKEN.finditer(text) if match.lastgroup]
    kinds = [kind for kind, _ in tokens]
    if "open" not in kinds:
        raise QueryError(f"this query has no WHERE {{ ... }} for parameters. {_ADVICE}")
    if "construct" not in kinds:
        return tokens[kinds.index("open")][1]
    depth = groups = 0
    for kind, end in tokens:
        if kind == "open":
            groups += depth == 0
            if groups == (1 if kinds[kinds.index("construct") + 1] == "where" else 2):
                return end
        depth += (kind == "open") - (kind == "close")
    raise QueryError(f"this CONSTRUCT has no WHERE clause for parameters. {_ADVICE}")


def _explain(text: str, message: str, prefixes: Mapping[str, str]) -> str:
    """Return the message for a query that is well written but means nothing."""
    unknown = _UNKNOWN_PREFIX.search(message)
    if unknown is None:
        return f"this query cannot be understood: {message}. {_ADVICE}"
    place = re.search(rf"(?<![\w-]){re.escape(unknown[1])}:", text)
    before = text[: place.start() if place else 0]
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    what = f"unknown prefix {unknown[1]}: (known: {', '.join(prefixes)}); write a PREFIX line for it"
    return _located(text, line, column, what)


def _located(text: str, line: int, column: int, what: str) -> str:
    """Return the message with the line it is about and a mark below the column."""
    lines = text.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1].replace("\t", " ")
    return f"line {line}, column {column}: {what}.\n  {shown}\n  {' ' * (column - 1)}^\n{_ADVICE}"


def _parts(parsed: Any) -> Iterator[str]:
    """Yield the names of all parts of a parsed query."""
    if isinstance(parsed, CompValue):
        yield parsed.name
        for value in parsed.values():
            yield from _parts(value)
    elif isinstance(parsed, ParseResults | list | tuple):
        for value in parsed:
            yield from _parts(value)
