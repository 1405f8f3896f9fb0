"""Statements as tables: JSON lines (the exchange format, read back exactly) and CSV (for spreadsheets)."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import ArticleError, CommuniqueError, StatementError
from ..model import ArticleMetadata, Statement
from .decoding import decode
from .files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

Value = str | int | float | bool | list[str] | None
"""What a JSON line holds: plain values and lists of names."""

FLOAT_DIGITS = 4
LIST_SEPARATOR = "|"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so may be run as a formula by a spreadsheet (OWASP, "CSV Injection")."""

LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a UTF-16 pair: a Python string may hold it, a UTF-8 file only as a JSON escape."""

_FIELDS = tuple(field.name for field in fields(Statement))

_T = TypeVar("_T")


def statement_to_dict(statement: Statement) -> dict[str, Value]:
    """Return the statement as plain values under its own field names, in the order of the record."""
    return {name: _plain(getattr(statement, name)) for name in _FIELDS}


def statement_from_dict(record: Mapping[str, object]) -> Statement:
    """Return the statement that `record` holds; fields that the record does not know are left out.

    Raises StatementError that names the field which is missing or has a wrong value.
    """
    return decode(Statement, record, StatementError)


def article_to_dict(article: ArticleMetadata) -> dict[str, Value]:
    """Return what is known about the article, without its text."""
    return {field.name: _plain(getattr(article, field.name)) for field in fields(ArticleMetadata)}


def article_from_dict(record: Mapping[str, object]) -> ArticleMetadata:
    """Return the metadata that `record` holds; raises ArticleError that names the wrong field."""
    return decode(ArticleMetadata, record, ArticleError)


def write_jsonl(statements: Iterable[Statement], path: Path) -> None:
    """Write one JSON object a line, in the given order, UTF-8, floats with at most 4 digits."""
    write_atomically(path, statement_lines(statements))


def statement_lines(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield one line for each statement, as `write_jsonl` has it."""
    return (_json_line(statement_to_dict(each)) for each in statements)


def read_jsonl(path: Path) -> Iterator[Statement]:
    """Yield the statements of a file that `write_jsonl` wrote; blank lines are skipped.

    Raises StatementError with file and line number for a line that is no statement.
    """
    return _read_lines(path, statement_from_dict, StatementError)


def write_articles(articles: Iterable[ArticleMetadata], path: Path) -> None:
    """Write the metadata of the articles, without their texts, one JSON object a line."""
    write_atomically(path, article_lines(articles))


def article_lines(articles: Iterable[ArticleMetadata]) -> Iterator[str]:
    """Yield one line for each article, as `write_articles` has it."""
    return (_json_line(article_to_dict(each)) for each in articles)


def read_articles_metadata(path: Path) -> Iterator[ArticleMetadata]:
    """Yield what `write_articles` wrote; raises ArticleError with file and line number for a bad line."""
    return _read_lines(path, article_from_dict, ArticleError)


def write_csv(statements: Iterable[Statement], path: Path) -> None:
    """Write all fields of the statements as CSV that spreadsheets open by a double click (UTF-8 with BOM).

    Lists are joined by "|", an unknown value is an empty cell, true and false are written so. A text cell
    that begins with = + - @ tab or carriage return gets a leading apostrophe, so that no spreadsheet runs it
    as a formula: strip it when you need the exact characters, or read the JSON lines. Numbers stay numbers.
    """
    write_atomically(path, csv_lines(statements))


def csv_lines(statements: Iterable[Statement], *, header: bool = True) -> Iterator[str]:
    """Yield the rows of `write_csv`, first that with the names of the fields unless there shall be none."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    if header:
        line.write("\N{ZERO WIDTH NO-BREAK SPACE}")
        writer.writerow(_FIELDS)
        yield line.getvalue()
    for statement in statements:
        line.seek(0)
        line.truncate()
        writer.writerow([_cell(_plain(getattr(statement, name))) for name in _FIELDS])
        yield line.getvalue()


def as_json(value: object, indent: int | None = None) -> str:
    """Return a value as JSON that UTF-8 can hold: the bytes of a file's name may be in no encoding at all.

    >>> as_json({"source": "caf\\udce9.txt"})
    '{"source": "caf\\\\udce9.txt"}'
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _plain(value: Any) -> Value:
    if isinstance(value, str):
        return str(value)  # a StrEnum becomes its value
    if isinstance(value, float):
        return round(value, FLOAT_DIGITS)
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return value  # type: ignore[no-any-return]  # int, bool, None


def _json_line(record: Mapping[str, Value]) -> str:
    return as_json(record) + "\n"


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    text = value if isinstance(value, str) else LIST_SEPARATOR.join(value)
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def _read_lines(
    path: Path, read: Callable[[Mapping[str, object]], _T], error_class: type[CommuniqueError]
) -> Iterator[_T]:
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    try:
                        yield read(_json_object(line))
                    except (ValueError, CommuniqueError) as error:
                        raise error_class(f"{path}, line {number}: {error}") from error
    except UnicodeDecodeError as error:
        raise error_class(f"{path} is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise error_class(f"cannot read {path}: {error.strerror}") from error


def _json_object(line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON at column {error.colno} ({error.msg})") from error
    if not isinstance(record, dict):
        raise ValueError("not a JSON object; each line must be one {...}")
    return record
