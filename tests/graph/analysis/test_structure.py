from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.graph.analysis import blocs, centrality, reciprocity

if TYPE_CHECKING:
    from communique.model import Statement

    from .conftest import Say

ALLIES, RIVALS = ("france", "germany", "united-kingdom"), ("russia", "iran")


@pytest.fixture
def two_camps(say: Say) -> list[Statement]:
    """Allies who support each other, rivals who do, and hard words between."""
    said = [say(one, "support", other) for one in ALLIES for other in ALLIES if one != other]
    said += [say(one, "support", other) for one in RIVALS for other in RIVALS if one != other]
    said += [say(one, "accuse", other) for one in ALLIES for other in RIVALS]
    return [*said, say("russia", "criticize", "france"), say("rebels", "support", "iran")]


def members(statements: list[Statement], **options: object) -> list[set[str]]:
    found: dict[object, set[str]] = {}
    for row in blocs(statements, **options).rows:  # type: ignore[arg-type]
        found.setdefault(row[0], set()).add(str(row[2]))
    return list(found.values())


def test_blocs_are_friendly_inside_and_hostile_outside(two_camps: list[Statement]) -> None:
    assert members(two_camps) == [set(ALLIES), set(RIVALS)]
    table = blocs(two_camps)
    assert table.columns[3:] == (
        "friendly_inside",
        "hostile_inside",
        "friendly_outside",
        "hostile_outside",
    )
    france = next(row for row in table.rows if row[2] == "france")
    assert france[:3] == (1, "France", "france")
    assert (france[4], france[5]) == (0.0, 0.0)
    assert min(float(france[3] or 0), float(france[6] or 0)) > 0


@pytest.mark.parametrize("seed", range(5))
def test_blocs_do_not_hang_on_order_or_seed(two_camps: list[Statement], seed: int) -> None:
    assert members(two_camps[::-1], seed=seed) == [set(ALLIES), set(RIVALS)]


def test_those_who_judge_a_third_alike_stand_together(say: Say) -> None:
    said = [say("france", "accuse", "syria"), say("germany", "accuse", "syria")]
    assert members(said) == [{"france", "germany"}, {"syria"}]


def test_foes_are_never_put_together_by_a_common_friend(say: Say) -> None:
    said = [
        say("iran", "support", "syria"),
        say("france", "support", "syria"),
        *(say("france", "accuse", "iran") for _ in range(5)),
    ]
    assert all({"france", "iran"} - each for each in members(said))


def test_centrality_counts_both_directions(two_camps: list[Statement]) -> None:
    records = {record["id"]: record for record in centrality(two_camps).records()}
    france = records["france"]
    assert (france["utterances_made"], france["utterances_received"]) == (4, 3)
    assert (france["actors_addressed"], france["addressed_by"]) == (4, 3)
    assert (france["net_given"], france["net_received"]) == (0, 1)
    assert "rebels" not in records
    ranks = [record["pagerank"] for record in centrality(two_camps).records()]
    assert ranks == sorted(ranks, reverse=True)
    assert sum(map(float, ranks)) == pytest.approx(1, abs=0.001)  # type: ignore[arg-type]


def test_pairs_that_talk_both_ways(say: Say) -> None:
    said = [
        say("france", "accuse", "russia"),
        say("france", "demand", "russia"),
        say("russia", "reject", "france"),
        say("france", "support", "germany"),
        say("germany", "support", "france"),
        say("iran", "accuse", "france"),
        say("france", "support", "iran"),
        say("france", "comment", "syria"),
        say("syria", "comment", "france"),
        say("france", "accuse", "japan"),
    ]
    assert reciprocity(said).rows == (
        ("France", "Russia", 2, 1, -2, -1, "hostile"),
        ("France", "Germany", 1, 1, 1, 1, "friendly"),
        ("France", "Iran", 1, 1, 1, -1, "mixed"),
        ("France", "Syria", 1, 1, 0, 0, "neutral"),
    )


def test_a_person_speaks_for_a_state_or_alone(say: Say) -> None:
    said = [say("france", "accuse", "russia", speaker="jean-marc-ayrault"), say("russia", "reject", "france")]
    assert len(reciprocity(said)) == 1
    assert len(reciprocity(said, for_represented=False)) == 0


@pytest.mark.parametrize("analysis", [blocs, centrality, reciprocity])
def test_nothing_said_is_an_empty_table(analysis: object) -> None:
    assert analysis([]).rows == ()  # type: ignore[operator]
