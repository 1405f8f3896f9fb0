"""`articles.csv`: metadata of the files in its folder, one row a file, on disk or inside an archive."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .encodings import Line, decode
from .records import MAX_BYTES, Record, SkippedArticle, UnreadableError
from .tables import parse_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import PurePath

NAME = "articles.csv"
"""Has a column `file`; it is never a table of articles."""

MAX_TABLE = 16 * MAX_BYTES
"""Bytes of one such table, which is kept in memory."""


@dataclass(slots=True)
class MetadataTable:
    """The rows of one `articles.csv` by file, with their lines, and those that cannot be used."""

    source: str
    rows: dict[PurePath, tuple[int, dict[str, str]]] = field(default_factory=dict)
    problems: list[SkippedArticle] = field(default_factory=list)


def parse_metadata(source: str, folder: PurePath, data: bytes) -> MetadataTable:
    """Return the rows of a table that lies in `folder`; whatever is in it, nothing raises."""
    table = MetadataTable(source)
    try:
        text, _ = decode(data)
        lines = (Line(number, line, None) for number, line in enumerate(text.split("\n"), start=1))
        for number, row, _ in parse_table(lines):
            where = f"{source}:{number}"
            if isinstance(row, str):
                table.problems.append(SkippedArticle(where, row))
            elif not (name := row.pop("file", "").strip()):
                reason = "the row names no file; fill its column 'file'"
                table.problems.append(SkippedArticle(where, reason))
            elif (file := folder / name) in table.rows:
                known = table.rows[file][0]
                reason = f"the row repeats {name} of line {known}; remove one of them"
                table.problems.append(SkippedArticle(where, reason))
            else:
                table.rows[file] = (number, row)
    except UnreadableError as error:
        table.problems.append(SkippedArticle(source, f"the metadata cannot be read: {error}"))
    return table


def row_about(
    file: PurePath,
    table_in: Callable[[PurePath], MetadataTable | None],
    is_file: Callable[[PurePath], bool],
) -> dict[str, str]:
    """Return what the table in the file's folder tells of it, or in the folder above.

    Texts often lie in a folder of their own beneath the table, which then may name them without it.
    """
    for folder in (file.parent, file.parent.parent):
        if (table := table_in(folder)) is not None:
            named = folder / file.name
            if file in table.rows:
                return table.rows[file][1]
            if folder != file.parent and named in table.rows and not is_file(named):
                return table.rows[named][1]
            break
    return {}


def described(record: Record | SkippedArticle, row: dict[str, str]) -> Record | SkippedArticle:
    """Return a record with what its row tells, which goes before what the file says of itself."""
    if isinstance(record, SkippedArticle):
        return record
    told = {name: value for name, value in row.items() if name not in ("id", "text")}
    return replace(record, fields=record.fields | told)


def unused_rows(table: MetadataTable, is_there: Callable[[PurePath], bool]) -> Iterator[SkippedArticle]:
    """Yield what is wrong with a table: malformed rows, and rows about files that are not there."""
    yield from table.problems
    for file, (number, _) in table.rows.items():
        if not is_there(file):
            reason = f"the file {file.name} is not in the folder; add it or remove its row"
            yield SkippedArticle(f"{table.source}:{number}", reason)
