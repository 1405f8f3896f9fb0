"""Ids that have become one, and groups of ids of which no two ever may."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Clusters:
    """Which ids are one. It starts with every id alone."""

    def __init__(self, apart: Iterable[Collection[str]] = ()) -> None:
        self._into: dict[str, str] = {}
        self._groups: dict[str, set[int]] = {}
        """The groups that a cluster has an id of, by the id that stands for the cluster."""
        for number, group in enumerate(apart):
            for each in group:
                self._groups.setdefault(each, set()).add(number)

    def are_apart(self, one: str, other: str) -> bool:
        """Tell whether two ids may never be one, for themselves or for those with whom they are one."""
        first, second = self._standing(one), self._standing(other)
        none: set[int] = set()
        return first != second and not self._groups.get(first, none).isdisjoint(
            self._groups.get(second, none)
        )

    def join(self, one: str, into: str) -> bool:
        """Make two ids one and return True, or return False if they may not be."""
        if self.are_apart(one, into):
            return False
        first, second = self._standing(one), self._standing(into)
        if first != second:
            self._into[first] = second
            if first in self._groups:
                self._groups.setdefault(second, set()).update(self._groups[first])
        return True

    def _standing(self, key: str) -> str:
        while key in self._into:
            key = self._into[key]
        return key
