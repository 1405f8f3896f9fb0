from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, PROV, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import SDO

from communique.export.graphml import write_gexf, write_graphml
from communique.export.tables import statement_to_dict, write_csv
from communique.export.turtle import write_turtle
from communique.graph.checking import check_evidence, check_files, check_graph, check_shapes
from communique.graph.dataset import build_dataset
from communique.graph.network import build_network
from communique.graph.vocabulary import CMQ, OA, POS, STANCE, Names
from communique.model import Stance

if TYPE_CHECKING:
    from pathlib import Path

    from communique.model import Article, Statement

NAMES = Names()
SEEDED = NAMES.statement("bb14899dc4588d1c")
EVIDENCE = "evidence"


def test_the_sample_conforms(graph: Graph) -> None:
    assert check_shapes(graph) == []


@pytest.mark.parametrize(
    ("subject", "property_", "values", "message"),
    [
        (SEEDED, CMQ.date, [Literal("2016-12", datatype=XSD.gYearMonth)], "full xsd:date"),
        (SEEDED, CMQ.date, [Literal("2016-12-12T10:00:00", datatype=XSD.dateTime)], "full xsd:date"),
        (SEEDED, CMQ.confidence, [Literal(0.87)], "confidence is a decimal"),
        (SEEDED, CMQ.confidence, [Literal("1.2", datatype=XSD.decimal)], "from 0 to 1"),
        (SEEDED, CMQ.confidence, [], "confidence is a decimal"),
        (SEEDED, CMQ.intensity, [Literal("-0.1", datatype=XSD.decimal)], "intensity is a decimal"),
        (SEEDED, CMQ.speaker, [], "exactly one speaker"),
        (SEEDED, CMQ.speaker, [NAMES.actor("france"), NAMES.actor("russia")], "exactly one speaker"),
        (SEEDED, CMQ.speaker, [NAMES.actor("nobody")], "described as cmq:Actor"),
        (SEEDED, CMQ.actor, [], "at least one actor"),
        (SEEDED, CMQ.target, [NAMES.actor("france"), NAMES.actor("russia")], "one target at most"),
        (SEEDED, CMQ.target, [Literal("unknown")], "described as cmq:Actor"),
        (SEEDED, CMQ.stance, [], "exactly one stance"),
        (SEEDED, CMQ.stance, [STANCE.acuse], "exactly one stance"),
        (SEEDED, CMQ.polarity, [Literal(2)], "polarity of a statement is -1, 0 or 1"),
        (SEEDED, CMQ.modality, [Literal("maybe")], "modality is actual"),
        (SEEDED, CMQ.mode, [Literal("shouted")], "mode is direct"),
        (SEEDED, CMQ.datePrecision, [Literal("century")], "precision of a date"),
        (SEEDED, CMQ.dateText, [Literal("")], "words that name the date"),
        (SEEDED, CMQ.dateText, [Literal("Monday", "en")], "words that name the date"),
        (SEEDED, CMQ.dateText, [Literal("Monday"), Literal("12 December")], "words that name the date"),
        (SEEDED, CMQ.article, [], "exactly one article"),
        (SEEDED, CMQ.evidence, [], "exactly one piece of evidence"),
        (SEEDED, CMQ.text, [Literal("")], "has its words"),
        (SEEDED, CMQ.place, [NAMES.place("nowhere")], "described as cmq:Place"),
        (SEEDED, PROV.wasGeneratedBy, [], "names the run"),
        (SEEDED, CMQ.utterance, [], "exactly one utterance"),
        (SEEDED, CMQ.utterance, [NAMES.utterance("nowhere")], "exactly one utterance"),
        (NAMES.utterance("bb14899dc4588d1c"), CMQ.firstReport, [], "exactly one first report"),
        (NAMES.utterance("bb14899dc4588d1c"), CMQ.repliesTo, [SEEDED], "replies to an utterance"),
        (NAMES.utterance("bb14899dc4588d1c"), CMQ.changesFrom, [Literal("x")], "changes from an utterance"),
        (EVIDENCE, OA.end, [Literal(1)], "before its end"),
        (EVIDENCE, OA.start, [Literal(-1)], "from 0 on"),
        (EVIDENCE, OA.start, [Literal("64")], "from 0 on"),
        (EVIDENCE, OA.exact, [], "quotes the article once"),
        (NAMES.actor("france"), RDFS.label, [], "An actor has a name"),
        (
            NAMES.actor("france"),
            RDFS.label,
            [Literal("A", "en"), Literal("B", "en")],
            "one for each language",
        ),
        (NAMES.place("aleppo"), POS.lat, [Literal("91.0", datatype=XSD.decimal)], "from -90 to 90"),
        (STANCE.accuse, SKOS.prefLabel, [Literal("accuses", "en")], "an English and a French label"),
    ],
)
def test_each_seeded_fault_is_caught(
    graph: Graph, subject: URIRef | str, property_: URIRef, values: list[URIRef | Literal], message: str
) -> None:
    seeded = graph.value(SEEDED, CMQ.evidence) if subject == EVIDENCE else subject
    assert isinstance(seeded, URIRef)
    graph.remove((seeded, property_, None))
    for value in values:
        graph.add((seeded, property_, value))
    faults = check_shapes(graph)
    assert [fault for fault in faults if fault.iri == str(seeded) and message in fault.message], faults
    assert all(fault.what_to_do.startswith("Build the graph again") for fault in faults)


def test_a_blank_statement_is_a_fault(graph: Graph) -> None:
    blank = BNode()
    for _, property_, value in list(graph.triples((SEEDED, None, None))):
        graph.remove((SEEDED, property_, value))
        graph.add((blank, property_, value))
    assert any("not a blank node" in fault.message for fault in check_shapes(graph))


def test_an_address_as_text_is_a_fault(graph: Graph) -> None:
    article = next(graph.subjects(RDF.type, SDO.NewsArticle))
    graph.add((article, SDO.url, Literal("https://news.example/")))
    assert [fault.iri for fault in check_shapes(graph)] == [str(article)]


def test_statements_without_date_target_and_place_conform(graph: Graph) -> None:
    for property_ in (CMQ.date, CMQ.datePrecision, CMQ.target, CMQ.place, CMQ.venue, OWL.sameAs):
        graph.remove((None, property_, None))
    assert check_shapes(graph) == []


def test_evidence_is_what_the_text_holds(statements: list[Statement], articles: dict[str, Article]) -> None:
    assert check_evidence(statements, articles) == []


def test_evidence_that_moved_is_a_fault(statements: list[Statement], articles: dict[str, Article]) -> None:
    moved = replace(statements[0], start=65, end=182)
    [fault] = check_evidence([moved, *statements[1:]], articles)
    assert fault.iri == str(SEEDED)
    assert "the article has 'oreign Minister" in fault.message
    assert "aleppo-en" in fault.what_to_do


def test_evidence_of_an_article_that_is_gone_is_a_fault(
    statements: list[Statement], articles: dict[str, Article]
) -> None:
    faults = check_evidence(statements, {"alep-fr": articles["alep-fr"]})
    assert len(faults) == 7
    assert all("is not at hand" in fault.message for fault in faults)


@pytest.fixture
def folder(tmp_path: Path, statements: list[Statement], graph: Graph) -> Path:
    """An output folder with all files, the page reduced to its data."""
    write_all(statements, graph, tmp_path)
    return tmp_path


def write_all(statements: list[Statement], graph: Graph, folder: Path) -> None:
    write_csv(statements, folder / "statements.csv")
    write_turtle(graph, folder / "graph.ttl")
    write_graphml(build_network(statements), folder / "graph.graphml")
    write_gexf(build_network(statements), folder / "graph.gexf")
    records = [statement_to_dict(each) for each in statements]
    page = (
        f'<html><script type="application/json" id="data-ui">{json.dumps({"statements": records})}</script>'
    )
    (folder / "graph.html").write_text(page, "utf-8")


def test_all_files_tell_the_same_statements(folder: Path, statements: list[Statement]) -> None:
    assert check_files(folder, statements) == []


def test_files_that_are_not_there_are_not_compared(folder: Path, statements: list[Statement]) -> None:
    for name in ("graph.html", "graph.graphml", "graph.ttl", "graph.gexf"):
        (folder / name).unlink()
    assert check_files(folder, statements) == []


ALL = ["statements.csv", "graph.ttl", "graph.graphml", "graph.gexf", "graph.html"]


@pytest.mark.parametrize("name", ALL)
def test_a_file_that_lacks_a_statement_is_named(
    folder: Path,
    statements: list[Statement],
    graph: Graph,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
) -> None:
    fewer, other = statements[:-1], tmp_path_factory.mktemp("fewer")
    graph.remove((NAMES.statement(statements[-1].id), None, None))
    write_all(fewer, graph, other)
    (folder / name).write_bytes((other / name).read_bytes())
    [fault] = check_files(folder, statements)
    assert fault.iri == str(folder / name)
    assert f"missing: {statements[-1].id}" in fault.message
    assert "communique graph" in fault.what_to_do


@pytest.mark.parametrize("name", [name for name in ALL if name != "graph.ttl"])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"target_id": "japan", "target": "Japan"}, "other target_id: bb14899dc4588d1c (japan, not russia)"),
        ({"stance": Stance.SUPPORT}, "other stance: bb14899dc4588d1c (support, not accuse)"),
        ({"speaker_id": "germany", "speaker": "Germany"}, "other speaker_id: bb14899dc4588d1c (germany, not"),
    ],
)
def test_a_file_that_tells_a_statement_otherwise_is_named(
    folder: Path,
    statements: list[Statement],
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    change: dict[str, object],
    message: str,
) -> None:
    other = tmp_path_factory.mktemp("other")
    changed = [replace(statements[0], **change), *statements[1:]]  # type: ignore[arg-type]
    write_all(changed, build_dataset(changed), other)
    (folder / name).write_bytes((other / name).read_bytes())
    [fault] = check_files(folder, statements)
    assert fault.iri == str(folder / name)
    assert message in fault.message


def test_another_grouping_into_utterances_is_a_fault(folder: Path, statements: list[Statement]) -> None:
    path = folder / "graph.graphml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace(">bb14899dc4588d1c</data>", ">0000</data>").replace(
            ">0000</data>", ">bb14899dc4588d1c</data>", 1
        ),
        "utf-8",
    )
    [fault] = check_files(folder, statements)
    assert "other utterance: bb14899dc4588d1c (0000, not bb14899dc4588d1c)" in fault.message


@pytest.fixture
def whole(statements: list[Statement], articles: dict[str, Article]) -> Graph:
    """The sample as RDF with the packaged knowledge, as `communique check` makes it anew."""
    return build_dataset(statements, articles)


def test_a_graph_tells_what_the_statements_tell(
    whole: Graph, statements: list[Statement], articles: dict[str, Article]
) -> None:
    assert check_graph(whole, statements, articles) == []
    other = build_dataset(statements, articles, base_iri="https://data.example/")
    assert check_graph(other, statements, articles) == []


@pytest.mark.parametrize(
    ("subject", "property_", "value", "message"),
    [
        (SEEDED, CMQ.text, Literal("Spain", "en"), "invents text 'Spain'"),
        (SEEDED, CMQ.date, Literal("2015-12-12", datatype=XSD.date), "lacks date '2016-12-12'"),
        (SEEDED, CMQ.dateEDTF, Literal("1999"), "invents dateEDTF '1999'"),
        (SEEDED, CMQ.confidence, Literal("0.15", datatype=XSD.decimal), "lacks confidence '0.87'"),
        (SEEDED, CMQ.polarity, Literal(1), "invents polarity '1'"),
        (SEEDED, CMQ.negated, Literal(True), "invents negated 'true'"),
        (SEEDED, CMQ.onBehalfOf, NAMES.actor("germany"), "invents onBehalfOf"),
        (SEEDED, CMQ.utterance, NAMES.utterance("3de08aab637e139d"), "invents utterance"),
        (EVIDENCE, OA.exact, Literal("x", "en"), "invents exact 'x'"),
        (EVIDENCE, OA.start, Literal(63), "lacks start '64'"),
        (NAMES.actor("france"), CMQ.threatens, NAMES.actor("germany"), "invents threatens"),
        (NAMES.utterance("bb14899dc4588d1c"), CMQ.repliesTo, NAMES.utterance("x"), "invents repliesTo"),
    ],
)
def test_what_a_graph_tells_otherwise_is_a_fault(
    whole: Graph,
    statements: list[Statement],
    articles: dict[str, Article],
    subject: URIRef | str,
    property_: URIRef,
    value: URIRef | Literal,
    message: str,
) -> None:
    changed = whole.value(SEEDED, CMQ.evidence) if subject == EVIDENCE else subject
    assert isinstance(changed, URIRef)
    whole.set((changed, property_, value))
    [fault] = check_graph(whole, statements, articles)
    assert fault.iri == str(changed)
    assert message in fault.message


def test_many_faults_of_a_graph_are_summed_up(
    whole: Graph, statements: list[Statement], articles: dict[str, Article]
) -> None:
    for subject in list(whole.subjects(RDF.type, OA.TextQuoteSelector)):
        whole.set((subject, OA.start, Literal(0)))
    copies = [replace(each, id=f"{each.id}{n}") for n in range(3) for each in statements]
    faults = check_graph(whole, copies, articles)
    assert len(faults) == 21
    assert faults[-1].message.startswith("and ")


def test_a_report_that_counts_otherwise_is_a_fault(folder: Path, statements: list[Statement]) -> None:
    (folder / "report.json").write_text('{"statements": 999, "utterances": 10}', "utf-8")
    [fault] = check_files(folder, statements)
    assert fault.message == "counts statements 999, not 10"
    (folder / "report.json").write_text("[1]", "utf-8")
    [fault] = check_files(folder, statements)
    assert "cannot be read" in fault.message


def test_a_folder_or_a_dangling_link_in_place_of_a_file_is_a_fault(
    folder: Path, statements: list[Statement]
) -> None:
    (folder / "graph.gexf").unlink()
    (folder / "graph.gexf").mkdir()
    (folder / "graph.graphml").unlink()
    (folder / "graph.graphml").symlink_to(folder / "nowhere")
    assert len(check_files(folder, statements)) == 2


def test_a_statement_told_twice_is_named(folder: Path, statements: list[Statement]) -> None:
    write_csv([*statements, statements[0]], folder / "statements.csv")
    [fault] = check_files(folder, statements)
    assert fault.message == "tells 11 statements, statements.jsonl 10; twice: bb14899dc4588d1c"


def test_a_statement_given_twice_is_named(folder: Path, statements: list[Statement]) -> None:
    [fault] = check_files(folder, [*statements, statements[0]])
    assert (fault.iri, fault.message) == (
        str(folder / "statements.jsonl"),
        "tells 11 statements, 10 different ones",
    )


@pytest.mark.parametrize("name", ALL)
def test_a_file_that_cannot_be_read_is_named(folder: Path, statements: list[Statement], name: str) -> None:
    (folder / name).write_text("}{", "utf-8")
    [fault] = check_files(folder, statements)
    assert fault.iri == str(folder / name)
    assert "cannot be read" in fault.message


def test_only_a_few_of_many_are_named(folder: Path, statements: list[Statement]) -> None:
    write_csv(statements[:5], folder / "statements.csv")
    [fault] = check_files(folder, statements)
    assert fault.message.endswith(" and 2 more")
