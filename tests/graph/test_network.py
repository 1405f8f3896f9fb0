from __future__ import annotations

from dataclasses import fields, replace

import pytest

from communique.graph.network import build_network, build_positions, statements_of
from communique.model import Actor, Article, Stance, Statement

AYRAULT_ACCUSES = "bb14899dc4588d1c"


def test_every_statement_is_in_the_network_once(
    statements: list[Statement], actors: dict[str, Actor]
) -> None:
    network = build_network(statements, actors=actors)
    assert sorted(key for key, _ in statements_of(network)) == sorted(each.id for each in statements)


def test_a_statement_is_an_edge_with_all_its_known_fields(
    statements: list[Statement], articles: dict[str, Article], actors: dict[str, Actor]
) -> None:
    statement = replace(statements[0], date_text="Monday")
    edge = build_network([statement], articles, actors=actors).edges[
        "jean-marc-ayrault", "russia", AYRAULT_ACCUSES
    ]
    for field in fields(Statement):
        assert edge[field.name] == getattr(statement, field.name), field.name
    assert edge["relation"] == "statement"
    assert edge["article_title"] == 'Syria: Ayrault denounces Russia\'s "permanent lie"'
    assert edge["article_published"] == "2016-12-12"


def test_unknown_values_have_no_attribute(statements: list[Statement], articles: dict[str, Article]) -> None:
    network = build_network(statements, articles, actors={})
    undated = next(attributes for key, attributes in statements_of(network) if key == statements[-1].id)
    assert not {"date", "date_basis", "venue", "article_title", "article_url"} & set(undated)
    assert undated["date_text"] == "Tuesday"
    assert None not in undated.values()
    assert set(network.nodes["eastern-front"]) == {"name", "kind", "untargeted"}


def test_statements_without_a_target_are_kept_but_draw_no_edge(statements: list[Statement]) -> None:
    network = build_network(statements, actors={})
    untargeted = [each.id for each in statements if each.target is None]
    assert list(network.graph["untargeted"]) == untargeted
    assert network.nodes["jean-marc-ayrault"]["untargeted"] == tuple(untargeted[:2])
    assert network.graph["untargeted"][untargeted[0]]["evidence"].startswith("France will support")
    assert set(network) == {
        actor for each in statements for actor in (each.speaker_id, each.target_id) if actor
    } | {each.represents_id for each in statements if each.represents_id}


def test_who_speaks_for_whom_is_an_edge_of_its_own(statements: list[Statement]) -> None:
    network = build_network(statements, actors={})
    ties = [
        (speaker, represented, data["statements"])
        for speaker, represented, data in network.edges(data=True)
        if data["relation"] == "represents"
    ]
    assert ties == [("jean-marc-ayrault", "france", 5)]


def test_node_attributes_come_from_knowledge(statements: list[Statement], actors: dict[str, Actor]) -> None:
    node = build_network(statements, actors=actors).nodes["france"]
    assert node == {
        "name": "France",
        "name_fr": "France",
        "kind": "state",
        "wikidata": "Q142",
        "geonames": 3017382,
    }


def test_no_statements_make_an_empty_network() -> None:
    assert len(build_network([], actors={})) == 0
    assert len(build_positions([], actors={})) == 0


def test_positions_sum_up_what_was_said_for_a_state(statements: list[Statement]) -> None:
    edge = build_positions(statements, actors={}).edges["france", "russia"]
    assert (edge["statements"], edge["accuse"], edge["demand"], edge["support"]) == (3, 2, 1, 0)
    assert edge["net_polarity"] == -3
    assert (edge["first_date"], edge["last_date"]) == ("2016-10-12", "2016-12-12")
    assert edge["ids"] == (statements[0].id, statements[5].id, statements[9].id)


def test_positions_of_the_speakers_themselves(statements: list[Statement]) -> None:
    positions = build_positions(statements, for_represented=False, actors={})
    assert set(positions.edges) == {
        ("jean-marc-ayrault", "russia"),
        ("jean-marc-ayrault", "vladimir-putin"),
        ("united-states", "russia"),
        ("russia", "france"),
        ("germany", "syria"),
        ("france", "russia"),
    }


def test_undated_positions_have_no_dates(statements: list[Statement]) -> None:
    edge = build_positions(statements, actors={}).edges["germany", "syria"]
    assert "first_date" not in edge
    assert "last_date" not in edge


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (["2016-12", "2016-02-03", "2016"], "2016", "2016-12"),
        (["2016-01-02", None], "2016-01-02", "2016-01-02"),
        (["soon", "2015"], "2015", "2015"),
    ],
)
def test_dates_of_different_precision_are_compared_by_their_first_day(
    statements: list[Statement], dates: list[str | None], first: str, last: str
) -> None:
    group = [replace(statements[0], id=str(number), date=date) for number, date in enumerate(dates)]
    edge = build_positions(group, actors={}).edges["france", "russia"]
    assert (edge["first_date"], edge["last_date"]) == (first, last)


def test_all_stances_are_counted(statements: list[Statement]) -> None:
    edge = build_positions(statements, actors={}).edges["france", "vladimir-putin"]
    assert {stance.value for stance in Stance} <= set(edge)
    assert sum(edge[stance.value] for stance in Stance) == edge["statements"]
