"""Finds the statements that corrections mean, without looking at all statements for each."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from .records import values_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Statement
    from .records import Pattern, Selection

_LITERAL_START = re.compile(r"[^*?[]*")
_AFTER_ALL = "\U0010ffff"


class Index:
    """Statements as they were extracted, by the values of their fields."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.statements = statements
        self._values: dict[str, dict[str, list[int]]] = {}
        self._sorted: dict[str, list[str]] = {}

    def values(self, field: str) -> dict[str, list[int]]:
        """Return the positions of the statements that have each value of a field."""
        if field not in self._values:
            found: dict[str, list[int]] = {}
            for position, statement in enumerate(self.statements):
                for value in dict.fromkeys(values_of(statement, field)):
                    found.setdefault(value, []).append(position)
            self._values[field] = found
        return self._values[field]

    def positions(self, which: Selection) -> list[int]:
        """Return the positions of the statements that are meant, in order."""
        if which.statement is not None:
            return self.values("id").get(which.statement, [])
        few: list[int] | None = None
        for pattern in which.patterns:
            found = self.fitting(pattern)
            if few is None or len(found) < len(few):
                few = found
            if not few:
                return []
        return [
            position
            for position in few or ()
            if all(pattern.fits(self.statements[position]) for pattern in which.patterns)
        ]

    def fitting(self, pattern: Pattern) -> list[int]:
        """Return the positions of the statements that fit one pattern, in order."""
        values = self.values(pattern.name)
        if pattern.glob is None:
            return values.get(pattern.text, [])
        positions = {
            position
            for value in self._beginning_like(pattern)
            if pattern.accepts(value)
            for position in values[value]
        }
        return sorted(positions)

    def _beginning_like(self, pattern: Pattern) -> list[str]:
        """Return the values of a field that begin with what stands before a pattern's first glob."""
        if pattern.name not in self._sorted:
            self._sorted[pattern.name] = sorted(self.values(pattern.name))
        ordered = self._sorted[pattern.name]
        start = _LITERAL_START.match(pattern.text)
        assert start is not None
        first = bisect_left(ordered, start[0])
        return ordered[first : bisect_left(ordered, start[0] + _AFTER_ALL, lo=first)]
