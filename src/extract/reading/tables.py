"""CSV and TSV, one article a row."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from .columns import fields_of
from .encodings import MAX_LINE, read_lines
from .records import UnreadableError
from .rows import Row, records_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .encodings import Line
    from .records import Record, SkippedArticle
    from .stored import Stored

_MAX_ROW = 4 * MAX_LINE
_MAX_BLANK = 1000  # lines before the header


def read_csv(stored: Stored) -> Iterator[Record | SkippedArticle]:
    """Yield one article a row; comma, semicolon or tab may separate, whichever the header has most."""
    with stored.open() as stream:
        yield from records_of(stored, parse_table(read_lines(stream)))


def read_tsv(stored: Stored) -> Iterator[Record | SkippedArticle]:
    """Yield one article a row; cells are as spreadsheets write them, or without any rule about quotes."""
    with stored.open() as stream:
        yield from records_of(stored, parse_table(read_lines(stream), "\t"))


def parse_table(lines: Iterable[Line], delimiter: str = "") -> Iterator[Row]:
    """Yield the rows of a table with a header by the line each begins at; of a bad one a sentence about it.

    Empty cells are left out. Without a delimiter it is told by the header. Raises UnreadableError for a row
    that never ends.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE))
    feed = _Feed(lines)
    separator = delimiter or max(",;\t", key=feed.header.count)
    reader = csv.reader(feed, delimiter=separator, strict=True)
    header: list[str] = []
    while True:
        number = reader.line_num + 1
        feed.begin_row()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            row = feed.first.rstrip("\r\n").split(separator)
            if not delimiter or not header or feed.taken > 1 or len(row) > len(header):
                yield Row(number, f"the row at line {number} is not valid CSV ({error}); check its quotes")
                continue  # else a TSV without quoting, of which one cell begins with a quotation mark
        if not any(cell.strip() for cell in row):
            continue
        if not header:
            header = row
        elif len(row) > len(header):
            reason = f"the row at line {number} has more cells than the header; put its text in quotes"
            yield Row(number, reason)
        else:
            cells = {name: cell for name, cell in zip(header, row, strict=False) if cell}
            yield Row(number, fields_of(cells), feed.warning)


class _Feed:
    """Gives `csv.reader` the lines with their ends, and remembers those of the row that it is at."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = _with_ends(lines)
        self._ahead: list[tuple[str, str | None]] = []
        self.header = ""
        while not self.header and len(self._ahead) < _MAX_BLANK and (line := next(self._lines, None)):
            self._ahead.append(line)
            self.header = line[0].strip("\r\n")
        self._ahead.reverse()
        self.begin_row()

    def begin_row(self) -> None:
        self.taken, self.first, self._size = 0, "", 0
        self.warning: str | None = None

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line, warning = self._ahead.pop() if self._ahead else next(self._lines)
        self.taken, self.first, self._size = self.taken + 1, self.first or line, self._size + len(line)
        self.warning = self.warning or warning
        if self._size > _MAX_ROW:
            raise UnreadableError(f"a row is longer than {_MAX_ROW:,} characters; check the quotes before it")
        return line


def _with_ends(lines: Iterable[Line]) -> Iterator[tuple[str, str | None]]:
    """Yield each line with its end, the last one as it is, and its warning."""
    before: Line | None = None
    for line in lines:
        if line.text is None:
            raise UnreadableError(f"line {line.number} is longer than {MAX_LINE:,} characters")
        if before is not None:
            yield from ((part, before.warning) for part in _physical(f"{before.text}\n"))
        before = line
    if before is not None and before.text:
        yield from ((part, before.warning) for part in _physical(before.text))


def _physical(line: str) -> Iterable[str]:
    """Return the parts of a line between carriage returns, which end lines too."""
    return io.StringIO(line, newline="") if "\r" in line.removesuffix("\r\n") else (line,)
