from __future__ import annotations

from dataclasses import replace

import pytest

from communique.graph.actor_merging import collect_actors
from communique.model import Actor, ActorKind, Statement


def test_every_speaker_represented_and_target_is_collected(
    statements: list[Statement], actors: dict[str, Actor]
) -> None:
    assert list(collect_actors(statements, actors)) == [
        "eastern-front",
        "france",
        "germany",
        "jean-marc-ayrault",
        "russia",
        "syria",
        "united-states",
        "vladimir-putin",
    ]


def test_known_actors_keep_their_record(statements: list[Statement], actors: dict[str, Actor]) -> None:
    assert collect_actors(statements, actors)["russia"].name_fr == "Russie"


def test_unknown_actors_are_made_of_the_statements_own_words(
    statements: list[Statement], actors: dict[str, Actor]
) -> None:
    found = collect_actors(statements, actors)["eastern-front"]
    assert found == Actor(id="eastern-front", name="Eastern Front", kind=ActorKind.ARMED_GROUP)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_kind_told_anywhere_wins_over_an_unknown_one(statements: list[Statement], turn: int) -> None:
    first = replace(statements[0], represents="Ruritania", represents_id="ruritania")
    second = replace(statements[4], speaker="Ruritania", speaker_id="ruritania")
    found = collect_actors([first, second][::turn], {})
    assert found["ruritania"].kind is ActorKind.STATE


def test_an_actor_only_represented_has_an_unknown_kind(statements: list[Statement]) -> None:
    lone = replace(statements[1], represents="Ruritania", represents_id="ruritania")
    assert collect_actors([lone], {})["ruritania"].kind is ActorKind.UNKNOWN


def test_the_packaged_tables_are_the_default(statements: list[Statement]) -> None:
    assert collect_actors(statements)["russia"].name_fr == "Russie"
