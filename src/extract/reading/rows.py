"""ROWS -> RECORDS: what all formats of many articles have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .records import Record, SkippedArticle, check_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .stored import Stored

_SHOWN = 5


class Row(NamedTuple):
    """One row or line: its number, its fields or a sentence about what is wrong with it, and a warning."""

    number: int
    fields: dict[str, str] | str
    warning: str | None = None


def records_of(stored: Stored, rows: Iterable[Row]) -> Iterator[Record | SkippedArticle]:
    """Yield each record; those without text are told together, since a wrong file may hold thousands."""
    without_text, first = 0, list[int]()
    for number, fields, warning in rows:
        source = f"{stored.source}:{number}"
        if isinstance(fields, str):
            yield SkippedArticle(source, fields)
        elif "text" in fields:
            yield check_record(source, f"{stored.stem}-{number}", fields, warning)
        else:
            without_text += 1
            first += [number] if without_text <= _SHOWN else []
    if without_text:
        some = ", ".join(map(str, first)) + (", ..." if without_text > _SHOWN else "")
        lines = f"line {some} has" if without_text == 1 else f"{without_text} lines ({some}) have"
        reason = f"{lines} no 'text'; name the field with the words of the article 'text'"
        yield SkippedArticle(f"{stored.source}:{first[0]}", reason)
