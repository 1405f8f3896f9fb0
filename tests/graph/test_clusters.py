"""Ids that become one, and those that never may: whoever is one with them counts too."""

from __future__ import annotations

import pytest

from communique.graph.clusters import Clusters


@pytest.mark.parametrize(
    ("apart", "joins", "expected"),
    [
        ([], [("a", "b"), ("b", "c")], [True, True]),
        ([{"a", "b"}], [("a", "b"), ("b", "a")], [False, False]),
        ([{"a", "b"}], [("a", "c"), ("b", "c")], [True, False]),
        ([{"a", "b"}], [("c", "a"), ("c", "b")], [True, False]),
        ([{"a", "b"}], [("c", "a"), ("d", "b"), ("c", "d"), ("d", "a")], [True, True, False, False]),
        ([{"a", "b", "c"}], [("a", "d"), ("b", "d"), ("c", "e"), ("e", "d")], [True, False, True, False]),
        ([{"a", "b"}, {"c", "d"}], [("a", "c"), ("b", "d")], [True, True]),
        ([{"a", "b"}], [("a", "a"), ("a", "c"), ("a", "c")], [True, True, True]),
    ],
)
def test_joins(apart: list[set[str]], joins: list[tuple[str, str]], expected: list[bool]) -> None:
    clusters = Clusters(apart)
    assert [clusters.join(*pair) for pair in joins] == expected


def test_all_who_became_one_stay_one() -> None:
    clusters = Clusters([{"c", "x"}])
    assert clusters.join("a", "b")
    assert clusters.join("a", "c")
    assert clusters.are_apart("b", "x")
    assert not clusters.join("x", "b")
