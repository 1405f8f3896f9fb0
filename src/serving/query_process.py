"""What runs in a process of its own: reading the graph into a store, and answering one query at a time.

Such a process may be killed at any moment; what it leaves is cleared away by `query_pool`.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
from dataclasses import dataclass
from functools import cache
from typing import IO, TYPE_CHECKING, Any, Literal

import pyoxigraph

from ..errors import QueryError
from ..graph.engines import columns_and_rows, fill_store
from ..graph.syntax import check_query
from .negotiation import PAGE, Choice

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_ROWS = 500
MAX_CHARACTERS = 1_000_000
"""What a table for the page holds at most: rows, and characters in all."""


class ResultTooLargeError(QueryError):
    """A result has more bytes than the server sends."""


@dataclass(frozen=True, slots=True)
class PosedQuery:
    """A query and where its answer goes: the chosen forms (None: none that the client takes), the file to
    write, its largest size."""

    text: str
    rows: Choice | None
    triples: Choice | None
    file: Path
    max_bytes: int


@dataclass(frozen=True, slots=True)
class PageTable:
    """An answer for the page: each cell is a text and the IRI it stands for ("": a value)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What kind of result a query has, and its form. `media_type` None: the client takes no form of this
    kind. With a `table` there is nothing in the file."""

    kind: Literal["rows", "triples"]
    media_type: str | None
    table: PageTable | None = None


def load_store(turtle: Path, store: Path) -> dict[str, str]:
    """Read a Turtle file into a new store on disk; return the prefixes that queries may use without declaring
    them. Raises QueryError for a file that is no Turtle."""
    opened = pyoxigraph.Store(str(store))
    try:
        prefixes = fill_store(opened, turtle)
    except (SyntaxError, UnicodeDecodeError) as error:
        raise QueryError(
            f"{turtle} is not valid Turtle: {error}. Build it again: communique build PATH -o {turtle.parent}"
        ) from error
    opened.flush()
    return prefixes


def prepare_process(store: Path | None, max_memory: int) -> None:
    """Make this process ready: to be killed at once, to use no more memory than allowed, to answer quickly.

    Rust ends the process with a stack trace when memory runs out; the trace would be noise on the terminal.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a handler in Python would wait for the query
    if store is None:
        return
    _open_store(store)
    if sys.platform == "linux":  # elsewhere the system does not count the memory that Rust takes
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (max_memory, max_memory))
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - os.devnull is no Path on Windows
        os.dup2(nowhere.fileno(), 2)


def answer_query(question: PosedQuery, store: Path, prefixes: Mapping[str, str]) -> Answer:
    """Run a query and write its result into the file; it must be there already, so that nothing is left when
    the server has given up on this query. Raises QueryError that says what is wrong with the query, and
    ResultTooLargeError."""
    try:
        text = check_query(question.text, prefixes)
        result = _open_store(store).query(text, prefixes=dict(prefixes))
        kind: Literal["rows", "triples"] = (
            "triples" if isinstance(result, pyoxigraph.QueryTriples) else "rows"
        )
        choice = question.triples if kind == "triples" else question.rows
        if choice is None:
            return Answer(kind, None)
        if choice.offer == PAGE:
            return Answer(kind, choice.media_type, _make_table(result, prefixes))
        with question.file.open("r+b") as file:
            _write(result, choice, _LimitedFile(file, question.max_bytes), prefixes)
    except RecursionError as error:
        raise QueryError("this query is nested too deeply; write it with fewer brackets.") from error
    except (SyntaxError, RuntimeError, ValueError) as error:  # RuntimeError: a function that is not known
        raise QueryError(f"this query cannot be answered: {error}.") from error
    return Answer(kind, choice.media_type)


@cache
def _open_store(path: Path) -> pyoxigraph.Store:
    return pyoxigraph.Store.read_only(str(path))


class _LimitedFile:
    """A file that takes no more than so many bytes."""

    def __init__(self, file: IO[bytes], max_bytes: int) -> None:
        self._file, self._left = file, max_bytes

    def write(self, data: bytes) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise ResultTooLargeError("the result is too large")
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()


def _write(result: Any, choice: Choice, file: Any, prefixes: Mapping[str, str]) -> None:
    own_type = choice.offer.media_types[0]
    if isinstance(result, pyoxigraph.QueryTriples):
        form = pyoxigraph.RdfFormat.from_media_type(own_type)
        pyoxigraph.serialize(result, file, format=form, prefixes=dict(prefixes))
    else:
        result.serialize(file, format=pyoxigraph.QueryResultsFormat.from_media_type(own_type))


def _make_table(result: Any, prefixes: Mapping[str, str]) -> PageTable:
    """Return the first rows of a result, as many as a page can hold."""
    is_boolean = isinstance(result, pyoxigraph.QueryBoolean)
    columns, found = (["answer"], [["yes" if result else "no"]]) if is_boolean else columns_and_rows(result)
    rows: list[tuple[tuple[str, str], ...]] = []
    characters = 0
    for row in found:
        cells = tuple(_make_cell(term, prefixes) for term in row)
        characters += sum(len(text) + len(iri) for text, iri in cells)
        if len(rows) == MAX_ROWS or characters > MAX_CHARACTERS:
            return PageTable(tuple(columns), tuple(rows), is_whole=False)
        rows.append(cells)
    return PageTable(tuple(columns), tuple(rows), is_whole=True)


def _make_cell(term: Any, prefixes: Mapping[str, str]) -> tuple[str, str]:
    """Return the text of a cell and, for an IRI, the IRI; its text is shortened where a prefix fits."""
    if isinstance(term, pyoxigraph.Literal):
        return term.value, ""
    if not isinstance(term, pyoxigraph.NamedNode):
        return "" if term is None else str(term), ""
    for prefix, namespace in prefixes.items():
        local = term.value.removeprefix(namespace)
        if local != term.value and re.fullmatch(r"[\w-]+", local):
            return f"{prefix}:{local}", term.value
    return term.value, term.value
