"""JSON Lines, one article a line, from files and from standard input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .columns import fields_of
from .encodings import MAX_LINE, decode, read_lines
from .records import MAX_BYTES, TOO_LONG, SkippedArticle, check_record
from .rows import Row, records_of
from .stored import keep_open

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .encodings import Line
    from .records import Record
    from .stored import Stored


def read_json_lines(stored: Stored) -> Iterator[Record | SkippedArticle]:
    """Yield one article a line; the line alone is in memory, whatever the size of the file."""
    with stored.open() as stream:
        yield from records_of(stored, _rows(read_lines(stream, blank=False)))


def read_any_lines(stored: Stored) -> Iterator[Record | SkippedArticle]:
    """Yield the articles of JSON Lines, or one article of plain text if the first line is no JSON object."""
    with stored.open() as stream:
        head = stream.read(MAX_BYTES + 1)
        text, warning = decode(head)
        if text.lstrip().startswith(
            "{"
        ):  # no news begins so; a first line that is broken JSON is told as that
            again = keep_open(stream, head)
            yield from records_of(stored, _rows(read_lines(again, blank=False)))
        elif len(head) > MAX_BYTES:
            yield SkippedArticle(stored.source, TOO_LONG)
        else:
            yield check_record(stored.source, stored.stem, {"text": text}, warning)


def _rows(lines: Iterable[Line]) -> Iterator[Row]:
    for number, line, warning in lines:
        if line is None:
            yield Row(number, f"the line is longer than {MAX_LINE:,} characters, which is no single article")
        elif line.strip():
            yield Row(number, _fields(number, line), warning)


def _fields(number: int, line: str) -> dict[str, str] | str:
    """Return the fields of one JSON object; a sentence about the line if it is none."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"line {number} is not valid JSON ({error}); write one object a line"
    if not isinstance(record, dict):
        return f"line {number} is not a JSON object; write one object with 'text' a line"
    return fields_of(record)
