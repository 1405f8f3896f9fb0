"""Ids that have become one, and groups of ids of which no two ever may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networkx.utils import UnionFind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Clusters:
    """Which ids are one. It starts with every id alone."""

    def __init__(self, apart: Iterable[Collection[str]] = ()) -> None:
        self._sets: UnionFind[str] = UnionFind()
        self._groups: dict[str, frozenset[int]] = {}
        """The groups that a cluster has an id of, by the id that stands for the cluster."""
        for number, group in enumerate(apart):
            for each in group:
                self._groups[each] = self._groups.get(each, frozenset()) | {number}

    def are_apart(self, one: str, other: str) -> bool:
        """Tell whether two ids may never be one, for themselves or for those with whom they are one."""
        same = self._sets[one] == self._sets[other]
        return not same and not self._groups_of(one).isdisjoint(self._groups_of(other))

    def join(self, one: str, other: str) -> bool:
        """Make two ids one and return True, or return False if they may not be."""
        if self.are_apart(one, other):
            return False
        groups = self._groups_of(one) | self._groups_of(other)
        self._sets.union(one, other)
        self._groups[self._sets[one]] = groups
        return True

    def _groups_of(self, key: str) -> frozenset[int]:
        return self._groups.get(self._sets[key], frozenset())
