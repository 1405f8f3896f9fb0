"""ROWS -> FIELDS: what other programs call `text`, `published` or `publisher`, by `columns.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def fields_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of a row as strings, under its own names and those of the fields that they mean.

    Of an object the name counts, `{"name": "Reuters"}`, of a list nothing, unless it is one of authors.

    >>> fields_of({"Body": "Paris spoke.", "authors": ["A", "B"], "tags": ["x"]})
    {'body': 'Paris spoke.', 'authors': 'A, B', 'text': 'Paris spoke.', 'author': 'A, B'}
    """
    names = _names()
    fields: dict[str, str] = {}
    for column, value in row.items():
        name = _spelling(column)
        if isinstance(value, list) and (name == "author" or name in names["author"]):
            value = ", ".join(plain for each in value if (plain := _plain(each)))
        if (plain := _plain(value)) is not None:
            fields.setdefault(name, plain)
    for field, others in names.items():
        if not fields.get(field, "").strip():
            found = next((fields[name] for name in others if fields.get(name, "").strip()), None)
            if found is not None:
                fields[field] = found
    return fields


def wanted(columns: Iterable[str]) -> list[str]:
    """Return those of a table's columns that tell something about an article."""
    known = {"id", *_names(), *(name for names in _names().values() for name in names)}
    return [column for column in columns if _spelling(column) in known]


@lru_cache(maxsize=4096)
def _spelling(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def _plain(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
        return value if isinstance(value, str) else None
    return None if value is None or isinstance(value, list) else str(value)


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """The names of `columns.toml` by field."""
    table = tomllib.loads(files(__package__).joinpath("columns.toml").read_text("utf-8"))
    return {field: tuple(entry["names"]) for field, entry in table.items()}
