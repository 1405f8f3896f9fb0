from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from communique.graph.network import build_network, statements_of
from communique.model import Actor, Article, Office, Statement

if TYPE_CHECKING:
    import networkx as nx

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
    assert edge["utterance"] == AYRAULT_ACCUSES
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


def ties(network: nx.MultiDiGraph[str]) -> list[tuple[str, str, dict[str, object]]]:
    return [edge for edge in network.edges(data=True) if edge[2]["relation"] == "speaks_for"]


def test_who_speaks_for_whom_is_an_edge_for_each_dated_office(
    statements: list[Statement], offices: tuple[Office, ...]
) -> None:
    [(speaker, represented, tie)] = ties(build_network(statements, actors={}, offices=offices))
    assert (speaker, represented) == ("jean-marc-ayrault", "france")
    assert tie == {
        "relation": "speaks_for",
        "basis": "office",
        "role": "foreign_minister",
        "title": "Foreign Minister",
        "since": "2016-02-11",
        "until": "2017-05",
        "statements": 5,
        "first_date": "2016-10-12",
        "last_date": "2016-12-12",
    }


def test_what_only_an_article_tells_is_an_edge_without_office(
    statements: list[Statement], offices: tuple[Office, ...]
) -> None:
    late = [replace(each, date="2018-01-01") for each in statements[:2]]
    undated = replace(statements[5], date=None, date_basis=None)
    network = build_network([*late, undated, statements[9]], actors={}, offices=offices)
    [(_, _, tie)] = ties(network)
    expected = ("article", 3, "2018-01-01", "2018-01-01")
    assert (tie["basis"], tie["statements"], tie["first_date"], tie["last_date"]) == expected
    assert not {"role", "since", "until"} & set(tie)


def test_two_offices_are_two_edges(statements: list[Statement], offices: tuple[Office, ...]) -> None:
    later = replace(offices[0], role="prime_minister", start="2017-05", end=None)
    moved = replace(statements[1], id="later", date="2018-01-01")
    network = build_network([statements[0], moved], actors={}, offices=(*offices, later))
    assert [tie["role"] for *_, tie in ties(network)] == ["foreign_minister", "prime_minister"]


def test_statements_of_one_utterance_say_so(statements: list[Statement]) -> None:
    again = replace(statements[0], id="again", article="elsewhere")
    network = build_network([statements[0], again], actors={})
    assert {attributes["utterance"] for _, attributes in statements_of(network)} == {AYRAULT_ACCUSES}


def test_names_that_were_merged_are_kept(statements: list[Statement]) -> None:
    renamed = replace(
        statements[0], id="again", speaker="Jean Marc Ayrault", speaker_id="jean-marc-ayrault-2"
    )
    network = build_network([statements[0], renamed], actors={})
    assert network.nodes["jean-marc-ayrault"]["also_named"] == ("Jean Marc Ayrault",)
    assert "jean-marc-ayrault-2" not in network


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
