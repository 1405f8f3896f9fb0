from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph

from communique.errors import QueryError
from communique.export.turtle import write_turtle
from communique.graph import engines
from communique.graph.dataset import build_dataset, dataset_triples
from communique.graph.engines import OxigraphEngine
from communique.graph.sparql import list_questions, load_question, run_query

if TYPE_CHECKING:
    from pathlib import Path

    from communique.model import Statement

NAMES = [question.name for question in list_questions()]
COUNT = "SELECT (COUNT(?s) AS ?n) WHERE { ?s a cmq:Statement ; cmq:speaker ?actor }"


@pytest.fixture
def turtle(graph: Graph, tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    write_turtle(graph, path)
    return path


def test_the_questions_that_are_promised_are_there() -> None:
    assert set(NAMES) >= {
        "what-did-say-about",
        "who-accuses-whom",
        "who-criticises",
        "positions-over-time",
        "counts-by-stance",
        "statements-about-a-place",
        "evidence-of",
        "strongest-words",
        "sources",
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_question_explains_itself(name: str) -> None:
    question = load_question(name)
    assert question.title.endswith("?")
    assert question.comment.endswith(".")
    for parameter in question.parameters:
        assert parameter.description, parameter.name
        assert f"?{parameter.name}" in question.text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"actor": "", "target": "-"},
        {"actor": "Jean-Marc Ayrault", "target": "Vladimir Poutine"},
        {"from": "2016-11", "to": "2016-12-31"},
        {"place": "Alep", "target": "france", "to": "2015"},
    ],
)
def test_both_engines_give_the_same_rows(graph: Graph, turtle: Path, name: str, wish: dict[str, str]) -> None:
    question = load_question(name)
    known = {parameter.name for parameter in question.parameters}
    parameters = {key: value for key, value in wish.items() if key in known}
    in_memory = run_query(graph, question, parameters)
    assert in_memory == run_query(turtle, question, parameters, engine="rdflib")
    assert in_memory == run_query(turtle, question, parameters, engine="oxigraph")
    assert in_memory == run_query(turtle, question, parameters)


@pytest.mark.parametrize(
    ("name", "parameters", "expected"),
    [
        (
            "what-did-say-about",
            {},
            [
                (None, "France", "accuses", "France accuses Russia of war crimes", None),
                (
                    "2016-10-12",
                    "Jean-Marc Ayrault",
                    "demands of",
                    "a appelé la Russie à cesser de bombarder Alep",
                    "Ayrault : « Nous demandons aux Russes d'arrêter »",
                ),
                (
                    "2016-12-12",
                    "Jean-Marc Ayrault",
                    "accuses",
                    'Foreign Minister Jean-Marc Ayrault denounced the "double language" and "a form of '
                    'permanent lie" of Russia over Syria',
                    'Syria: Ayrault denounces Russia\'s "permanent lie"',
                ),
            ],
        ),
        (
            "what-did-say-about",
            {"actor": "russia", "target": "france"},
            [
                (
                    "2016-12-12",
                    "Russia",
                    "rejects",
                    "Russia rejected the accusation by France",
                    'Syria: Ayrault denounces Russia\'s "permanent lie"',
                )
            ],
        ),
        ("who-accuses-whom", {}, [("France", "Russia", 2, 2, 2)]),
        ("who-accuses-whom", {"actor": "Germany"}, []),
        (
            "who-criticises",
            {},
            [
                ("France", "accuses", 1, 1, 1, None, None),
                ("Jean-Marc Ayrault", "accuses", 1, 1, 1, "2016-12-12", "2016-12-12"),
            ],
        ),
        ("positions-over-time", {}, [("2016-10", 1, 1, 1, 0, 1, -1), ("2016-12", 1, 1, 1, 0, 1, -1)]),
        ("counts-by-stance", {"actor": "russia"}, [("rejects", 1, 1, 1)]),
        (
            "counts-by-stance",
            {"from": "2016-12", "target": "russia"},
            [("accuses", 1, 1, 1), ("threatens", 1, 1, 1)],
        ),
        (
            "statements-about-a-place",
            {"from": "2016-12-01"},
            [
                (
                    "2016-12-12",
                    "Jean-Marc Ayrault",
                    "supports",
                    None,
                    "France will support any initiative to halt the fighting in Aleppo",
                )
            ],
        ),
        (
            "evidence-of",
            {"statement": "a354e1a72046f804"},
            [
                (
                    "Jean-Marc Ayrault (France): makes a pledge to … [negated], 2016-12-12",
                    "aleppo-en",
                    263,
                    286,
                    'ighting in Aleppo, he said. We "',
                    "will not close our eyes",
                    '".\nIf the bombing goes on, Washi',
                    0.6,
                )
            ],
        ),
        (
            "strongest-words",
            {"actor": "united-states"},
            [
                (
                    0.6,
                    "2016-12",
                    "United States",
                    "threatens",
                    "Russia",
                    "If the bombing goes on, Washington would threaten Moscow with sanctions",
                )
            ],
        ),
        (
            "sources",
            {},
            [
                (
                    "alep-fr",
                    "2016-10",
                    "Radio Exemple",
                    "Ayrault : « Nous demandons aux Russes d'arrêter »",
                    None,
                    3,
                ),
                (
                    "aleppo-en",
                    "2016-12-12",
                    "Example Wire",
                    'Syria: Ayrault denounces Russia\'s "permanent lie"',
                    "https://news.example/2016/12/12/syria%20ayrault?q=%C3%A9",
                    5,
                ),
                ("undated", None, None, None, None, 2),
            ],
        ),
    ],
)
def test_questions_are_answered(
    graph: Graph, name: str, parameters: dict[str, str], expected: list[tuple[object, ...]]
) -> None:
    assert list(run_query(graph, load_question(name), parameters).rows) == expected


@pytest.mark.parametrize("engine", ["rdflib", "oxigraph"])
@pytest.mark.parametrize(
    ("query", "columns", "rows"),
    [
        ("SELECT ?x WHERE { actor:france rdfs:label ?x FILTER(LANG(?x) = 'fr') }", ("x",), [("France",)]),
        ("ASK { actor:france cmq:accuses actor:russia }", ("answer",), [(True,)]),
        ("ASK { actor:russia cmq:accuses actor:france }", ("answer",), [(False,)]),
        (
            "CONSTRUCT { ?a cmq:target ?b } WHERE { ?a cmq:rejects ?b }",
            ("subject", "property", "value"),
            [
                (
                    "https://w3id.org/communique/id/actor/russia",
                    "https://w3id.org/communique/ns#target",
                    "https://w3id.org/communique/id/actor/france",
                )
            ],
        ),
        (
            "SELECT ?n ?c ?p ?x ?u WHERE { stmt:a354e1a72046f804 cmq:negated ?n ; cmq:confidence ?c ;"
            " cmq:polarity ?p ; cmq:date ?x OPTIONAL { stmt:a354e1a72046f804 cmq:target ?u } }",
            ("n", "c", "p", "x", "u"),
            [(True, 0.6, 1, "2016-12-12", None)],
        ),
    ],
)
def test_answers_are_plain_values(
    turtle: Path, engine: str, query: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]
) -> None:
    result = run_query(turtle, query, engine=engine)  # type: ignore[arg-type]
    assert result.columns == columns
    assert list(result.rows) == rows


@pytest.mark.parametrize(
    "value", ["russia", "Russia", "RUSSIE", "https://w3id.org/communique/id/actor/russia"]
)
def test_an_actor_is_found_by_id_iri_and_name_in_both_languages(graph: Graph, value: str) -> None:
    assert run_query(graph, COUNT, {"actor": value}).rows == ((1,),)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            "SELECT *\nWHERE { ?s ?p }",
            r"line 2, column \d+: '\?s' cannot stand here.*\n  WHERE \{ \?s \?p \}\n +\^\n",
        ),
        ("SELEC ?x {}", "line 1, column 1: 'SELEC' cannot stand here"),
        ("", "the query ends too early"),
        ("SELECT ?s\nWHERE { ?s foo:bar ?x }", r"line 2, column 12: unknown prefix foo: \(known: actor, "),
        ("INSERT DATA { <a:a> <a:b> 1 }", "'INSERT' cannot stand here"),
        ("ASK { SERVICE <http://x.example/> { ?a ?b ?c } }", "SERVICE asks other sources"),
        (
            "ASK { # \rSERVICE SILENT <http://x.example/> { ?a ?b ?c }\n ?a ?b ?c }",
            "SERVICE asks other sources",
        ),
        ("SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }", "FROM asks other sources"),
        ("SELECT * FROM NAMED <http://x.example/> { ?a ?b ?c }", "FROM asks other sources"),
    ],
)
def test_a_wrong_query_says_where(graph: Graph, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run_query(graph, query)


def test_what_only_the_other_engine_refuses_is_a_query_error_too(turtle: Path) -> None:
    with pytest.raises(QueryError, match="cannot be understood"):
        run_query(turtle, "SELECT (COUNT(?s) AS ?n) ?p { ?s ?p ?x }", engine="oxigraph")


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"actor": "Rusia"}, "no actor 'Rusia'. Did you mean russia"),
        ({"actor": "zzz"}, "no actor 'zzz'.$"),
        ({"who": "france"}, "has no parameter 'who'; it has: actor, target, from, to"),
        ({"from": "soon"}, "'soon' is no date; write 2016-10-12"),
        ({"from": "2017", "to": "2016"}, "from: '2017' is after to: '2016'"),
        ({"actor": "Ayrault"}, "Did you mean jean-marc-ayrault"),
    ],
)
def test_a_wrong_parameter_says_what_is_known(graph: Graph, parameters: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run_query(graph, load_question("what-did-say-about"), parameters)


def test_a_name_of_several_is_not_guessed(graph: Graph) -> None:
    text = graph.serialize(format="turtle") + '\nactor:russia-2 a cmq:Actor ; rdfs:label "Russie"@fr .'
    with pytest.raises(QueryError, match="names several: russia, russia-2"):
        run_query(Graph().parse(data=text, format="turtle"), COUNT, {"actor": "Russie"})


def test_a_parameter_without_its_variable_is_an_error(graph: Graph) -> None:
    with pytest.raises(QueryError, match=r"no variable \?act "):
        run_query(graph, COUNT, {"act": "france"})


@pytest.mark.parametrize("engine", ["rdflib", "oxigraph"])
def test_values_are_never_read_as_sparql(turtle: Path, engine: str) -> None:
    query = "SELECT ?rule WHERE { ?s cmq:rule ?rule }"
    evil = '" } ?s ?p ?o . { "'
    assert run_query(turtle, query, {"rule": evil}, engine=engine).rows == ()  # type: ignore[arg-type]
    assert run_query(turtle, query, {"rule": "verb-of"}, engine=engine).rows == (("verb-of",),)  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="no actor"):
        run_query(turtle, COUNT, {"actor": "https://x.example/> } DROP ALL"}, engine=engine)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query",
    [
        "# a { in a comment\nPREFIX x: <http://x.example/#{> SELECT ?s WHERE { ?s cmq:rule ?rule }",
        "PREFIX x: <http://x.example/#> SELECT ('{' AS ?b) ?s { ?s cmq:rule ?rule }",
        "CONSTRUCT { ?s cmq:rule ?rule } WHERE { ?s cmq:rule ?rule }",
        "CONSTRUCT { ?s cmq:rule ?rule } { ?s cmq:rule ?rule }",
    ],
)
def test_values_go_into_the_where_clause(graph: Graph, query: str) -> None:
    if "#{>" in query:
        query = query.replace("#{>", "#>")
    assert len(run_query(graph, query, {"rule": "verb-of"}).rows) == 1


def test_questions_also_follow_another_base(statements: list[object], tmp_path: Path) -> None:
    graph = build_dataset(statements, base_iri="https://data.example/")  # type: ignore[arg-type]
    path = tmp_path / "graph.ttl"
    write_turtle(graph, path)
    assert len(run_query(path, load_question("what-did-say-about"), {"target": "Russie"}).rows) == 3
    assert run_query(path, "ASK { actor:france ?p ?o }").rows == ((True,),)


def test_a_broad_concept_is_no_stance(graph: Graph) -> None:
    with pytest.raises(QueryError, match="no stance 'negative'"):
        run_query(graph, load_question("timeline"), {"stance": "negative"})
    assert len(run_query(graph, load_question("timeline"), {"stance": "accuse"})) > 0


def test_describe_without_where_takes_no_parameters(turtle: Path) -> None:
    with pytest.raises(QueryError, match="no WHERE"):
        run_query(turtle, "DESCRIBE ?actor", {"actor": "france"})


@pytest.mark.parametrize("engine", ["rdflib", "oxigraph"])
@pytest.mark.parametrize("name", ["who-speaks-for", "who-criticises"])
def test_an_undated_statement_does_not_hide_the_dates_of_others(
    statements: list[Statement], tmp_path: Path, name: str, engine: str
) -> None:
    undated = replace(
        statements[0], id="undated", date=None, date_basis=None, article="x", evidence="y" * 117
    )
    write_turtle(build_dataset([statements[0], undated]), tmp_path / "graph.ttl")
    answer = run_query(tmp_path / "graph.ttl", load_question(name), engine=engine)  # type: ignore[arg-type]
    [row] = answer.records()
    assert (row["statements"], row["first"], row["last"]) == (2, "2016-12-12", "2016-12-12")
    write_turtle(build_dataset([undated]), tmp_path / "graph.ttl")
    [row] = run_query(tmp_path / "graph.ttl", load_question(name), engine=engine).records()  # type: ignore[arg-type]
    assert (row["first"], row["last"]) == (None, None)


def test_months_are_not_made_of_spans(statements: list[Statement]) -> None:
    spans = [replace(statements[0], date=date) for date in ("2016-09-30/2016-10-02",)]
    graph = build_dataset(spans)
    assert [row[0] for row in run_query(graph, load_question("timeline")).rows] == ["2016-09-30/2016-10-02"]


def test_actors_of_one_name_are_counted_apart(statements: list[Statement]) -> None:
    twins = [
        replace(statements[0], id=str(number), target="Georgia", target_id=f"georgia-{number}")
        for number in (1, 2)
    ]
    rows = run_query(build_dataset(twins, actors={}), load_question("who-accuses-whom")).rows
    assert [row[1:3] for row in rows] == [("Georgia", 1), ("Georgia", 1)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "wish",
    [
        {"actor": "france", "represented": "russia", "stance": "demand"},
        {"actor": "-", "target": "-", "represented": "-", "place": "-", "stance": "-"},
        {"target": "russia", "from": "2016-10-12", "to": "2016-10"},
    ],
)
def test_both_engines_agree_whatever_is_asked(
    statements: list[Statement], tmp_path: Path, name: str, wish: dict[str, str]
) -> None:
    odd = [
        replace(statements[0], id="odd", date=None, date_basis=None),
        replace(statements[1], id="span", date="2016-10-01/2016-10-09"),
        replace(statements[5], id="other", represents="Russia", represents_id="russia"),
    ]
    graph = build_dataset([*statements, *odd])
    write_turtle(graph, tmp_path / "graph.ttl")
    question = load_question(name)
    asked = {key: value for key, value in wish.items() if key in {each.name for each in question.parameters}}
    assert run_query(graph, question, asked) == run_query(tmp_path / "graph.ttl", question, asked)


def test_an_unknown_question_lists_those_known() -> None:
    with pytest.raises(QueryError, match=r"Did you mean who-accuses-whom\? Known: contradictions, "):
        load_question("who-acuses-whom")


@pytest.mark.parametrize(
    ("content", "message"), [(None, "there is no file"), ("not turtle", "is not valid Turtle")]
)
@pytest.mark.parametrize("engine", ["rdflib", "oxigraph"])
def test_a_file_that_cannot_be_asked(tmp_path: Path, content: str | None, message: str, engine: str) -> None:
    path = tmp_path / "graph.ttl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(QueryError, match=re.escape(message)):
        run_query(path, "ASK {}", engine=engine)  # type: ignore[arg-type]


@pytest.mark.parametrize("at_a_time", [1, 7, 100_000])
def test_triples_are_asked_as_they_would_be_from_turtle(
    statements: list[Statement], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_a_time: int
) -> None:
    words = 'a "b" \\ \t\r\n é 🙂 \ud800 \u2028'
    odd = replace(statements[0], evidence=words, end=64 + len(words), sentence_end=500, language="fr-CA")
    monkeypatch.setattr(engines, "_AT_A_TIME", at_a_time)
    triples = list(dataset_triples([odd, *statements[1:]]))
    write_turtle(triples, tmp_path / "graph.ttl")
    query = "SELECT ?s ?p ?o (LANG(?o) AS ?language) (DATATYPE(?o) AS ?type) WHERE { ?s ?p ?o }"
    from_turtle, direct = (
        sorted(map(repr, run_query(engine, query).rows))
        for engine in (OxigraphEngine(tmp_path / "graph.ttl"), OxigraphEngine(iter(triples)))
    )
    assert direct == from_turtle
    assert len(direct) == len(set(triples))
