"""SPARQL on the seeds' Turtle: rdflib and pyoxigraph give the same rows for every question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from rdflib import Graph

from communique.graph.sparql import list_questions, load_question, run_query

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = {
    "what France said about Russia": """
        SELECT ?date ?stance ?text WHERE {
          ?s cmq:actor actor:france ; cmq:target actor:russia ;
             cmq:date ?date ; cmq:text ?text ; cmq:stance/skos:prefLabel ?stance .
          FILTER(lang(?stance) = "en") } ORDER BY ?date ?text""",
    "who says what about whom": """
        SELECT ?a ?st ?t (COUNT(DISTINCT ?s) AS ?n) WHERE {
          ?s a cmq:Statement ; cmq:actor ?a ; cmq:stance ?st ; cmq:target ?t }
        GROUP BY ?a ?st ?t ORDER BY DESC(?n) ?a ?st ?t""",
    "per month": """
        SELECT ?month (COUNT(?s) AS ?n) WHERE {
          ?s cmq:actor actor:france ; cmq:target actor:russia ; cmq:date ?d .
          BIND(SUBSTR(STR(?d), 1, 7) AS ?month) } GROUP BY ?month ORDER BY ?month""",
    "weak evidence with offsets and source": """
        SELECT ?quote ?start ?end ?url ?c WHERE {
          ?s cmq:confidence ?c ; cmq:evidence ?e ; cmq:article/schema:url ?url .
          ?e oa:exact ?quote ; oa:start ?start ; oa:end ?end
          FILTER(?c < 0.9) } ORDER BY ?url ?start ?end ?c""",
    "shortcut and Wikidata": """
        SELECT ?who WHERE { ?who cmq:accuses ?t . ?t owl:sameAs wd:Q159 } ORDER BY ?who""",
    "negative stances for a map": """
        SELECT ?qui ?cible ?lat ?long WHERE {
          ?s cmq:stance/skos:broader* stance:negative ; cmq:actor ?a ; cmq:target ?t ; cmq:place ?p .
          ?a rdfs:label ?qui . ?t rdfs:label ?cible . ?p pos:lat ?lat ; pos:long ?long
          FILTER(lang(?qui) = "fr" && lang(?cible) = "fr") } ORDER BY ?qui ?cible ?lat ?long""",
}


@pytest.fixture(scope="module")
def turtle(built: Path) -> Path:
    return built / "graph.ttl"


@pytest.fixture(scope="module")
def graph(turtle: Path) -> Graph:
    return Graph(bind_namespaces="none").parse(turtle)


@pytest.mark.parametrize("query", EXAMPLES.values(), ids=EXAMPLES)
def test_the_six_example_queries_give_the_same_rows_in_both_engines(
    turtle: Path, graph: Graph, query: str
) -> None:
    answer = run_query(turtle, query)
    assert answer == run_query(graph, query)
    assert answer.rows or "schema:url" in query  # no seed has an address


@pytest.mark.parametrize("name", [question.name for question in list_questions()])
def test_every_question_gives_the_same_rows_in_both_engines(turtle: Path, graph: Graph, name: str) -> None:
    answer = run_query(turtle, load_question(name))
    assert answer == run_query(graph, load_question(name))
    assert len(answer) > 0


def test_there_are_at_least_fifteen_questions() -> None:
    assert len(list_questions()) >= 15


def test_a_strict_parser_reads_the_turtle(turtle: Path, graph: Graph) -> None:
    strict = {
        (str(triple.subject), str(triple.predicate))
        for triple in pyoxigraph.parse(path=str(turtle), format=pyoxigraph.RdfFormat.TURTLE, lenient=False)
    }
    assert len(strict) == len({(s, p) for s, p, _ in graph})
    assert not any(subject.startswith("_:") for subject, _ in strict)


def test_france_accuses_is_found_by_searching_for_these_words(turtle: Path) -> None:
    lines = turtle.read_text("utf-8").splitlines()
    [heading] = [number for number, line in enumerate(lines) if line == "# -- France accuses --"]
    [following] = [n for n, line in enumerate(lines) if line == "# -- France agrees with --"]
    labels = [line for line in lines[heading:following] if "rdfs:label" in line]
    assert len(labels) >= 10
    assert all("France" in line and ": accuses " in line for line in labels)
