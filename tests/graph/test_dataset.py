from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import SDO

from communique.graph import vocabulary
from communique.graph.dataset import build_dataset, dataset_triples
from communique.graph.vocabulary import CMQ, OA, POS, SHORTCUTS, STANCE, Names
from communique.model import Actor, ActorKind, Article, ArticleMetadata, Place, Stance, Statement

NAMES = Names()
Build = Callable[..., Graph]


@pytest.fixture
def build(actors: dict[str, Actor], places: dict[str, Place], monkeypatch: pytest.MonkeyPatch) -> Build:
    """`build_dataset` with the sample's knowledge and no offices."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def with_knowledge(statements: list[Statement], articles: object = None, **options: object) -> Graph:
        known = {"actors": actors, "places": places, "offices": ()}
        return build_dataset(statements, articles, **(known | options))  # type: ignore[arg-type]

    return with_knowledge


def test_every_statement_is_one_node(graph: Graph, statements: list[Statement]) -> None:
    nodes = set(graph.subjects(RDF.type, CMQ.Statement))
    assert nodes == {NAMES.statement(each.id) for each in statements}


def test_a_statement_says_who_what_whom_when_where(graph: Graph, statements: list[Statement]) -> None:
    iri = NAMES.statement(statements[0].id)
    assert {
        CMQ.speaker: NAMES.actor("jean-marc-ayrault"),
        CMQ.onBehalfOf: NAMES.actor("france"),
        CMQ.stance: STANCE.accuse,
        CMQ.target: NAMES.actor("russia"),
        CMQ.place: NAMES.place("syria"),
        CMQ.venue: NAMES.place("brussels"),
        CMQ.date: Literal("2016-12-12", datatype=XSD.date),
        CMQ.datePrecision: Literal("day"),
        CMQ.dateEDTF: Literal("2016-12-12"),
        CMQ.dateBasis: Literal("publication"),
        CMQ.polarity: Literal(-1),
        CMQ.intensity: Literal("0.3", datatype=XSD.decimal),
        CMQ.confidence: Literal("0.87", datatype=XSD.decimal),
        CMQ.negated: Literal(False),
        CMQ.modality: Literal("actual"),
        CMQ.mode: Literal("performative"),
        CMQ.cue: Literal("denounced"),
        CMQ.rule: Literal("verb-of"),
        CMQ.text: Literal(statements[0].evidence, lang="en"),
    }.items() <= dict(graph.predicate_objects(iri)).items()
    assert set(graph.objects(iri, CMQ.actor)) == {NAMES.actor("jean-marc-ayrault"), NAMES.actor("france")}


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (
            0,
            "Jean-Marc Ayrault (France): accuses Russia, 2016-12-12",
            "Jean-Marc Ayrault (France): accuse Russia, 2016-12-12",
        ),
        (
            2,
            "Jean-Marc Ayrault (France): makes a pledge to … [negated], 2016-12-12",
            "Jean-Marc Ayrault (France): s'engage envers … [negated], 2016-12-12",
        ),
        (
            3,
            "United States: threatens Russia [conditional], 2016-12",
            "United States: menace Russia [conditional], 2016-12",
        ),
        (9, "France: accuses Russia", "France: accuse Russia"),
    ],
)
def test_labels_tell_the_statement(
    graph: Graph, statements: list[Statement], number: int, english: str, french: str
) -> None:
    labels = set(graph.objects(NAMES.statement(statements[number].id), RDFS.label))
    assert labels == {Literal(english, lang="en"), Literal(french, lang="fr")}


def test_what_is_unknown_has_no_triple(graph: Graph, statements: list[Statement]) -> None:
    undated = NAMES.statement(statements[9].id)
    assert not {
        CMQ.date,
        CMQ.datePrecision,
        CMQ.dateEDTF,
        CMQ.dateBasis,
        CMQ.venue,
        CMQ.place,
        CMQ.sourceChain,
    } & set(graph.predicates(undated))
    untargeted = NAMES.statement(statements[1].id)
    assert graph.value(untargeted, CMQ.target) is None
    assert not [value for value in graph.objects() if str(value) in ("", "None")]


def test_words_of_the_date_are_told_with_and_without_a_date(
    build: Build, statements: list[Statement]
) -> None:
    graph = build([replace(statements[0], date_text="Monday"), statements[1], statements[9]])
    told = {number: graph.value(NAMES.statement(statements[number].id), CMQ.dateText) for number in (0, 1, 9)}
    assert told == {0: Literal("Monday"), 1: None, 9: Literal("Tuesday")}
    assert graph.value(NAMES.statement(statements[0].id), CMQ.dateEDTF) == Literal("2016-12-12")


def test_a_month_becomes_its_first_day_and_says_so(graph: Graph, statements: list[Statement]) -> None:
    iri = NAMES.statement(statements[3].id)
    assert graph.value(iri, CMQ.date) == Literal("2016-12-01", datatype=XSD.date)
    assert graph.value(iri, CMQ.datePrecision) == Literal("month")
    assert graph.value(iri, CMQ.dateEDTF) == Literal("2016-12")


def test_a_date_nobody_understands_is_kept_as_text_only(build: Build, statements: list[Statement]) -> None:
    graph = build([replace(statements[0], date="2016-21")])
    iri = NAMES.statement(statements[0].id)
    assert graph.value(iri, CMQ.dateEDTF) == Literal("2016-21")
    assert graph.value(iri, CMQ.date) is None


def test_evidence_quotes_the_text_with_its_surroundings(
    graph: Graph, statements: list[Statement], articles: dict[str, Article]
) -> None:
    article = articles["aleppo-en"]
    iri = URIRef(f"https://w3id.org/communique/id/article/{article.sha256[:16]}#char=64,181")
    assert graph.value(NAMES.statement(statements[0].id), CMQ.evidence) == iri
    assert set(graph.objects(iri, RDF.type)) == {OA.TextQuoteSelector, OA.TextPositionSelector}
    exact, start, end = (graph.value(iri, term) for term in (OA.exact, OA.start, OA.end))
    assert isinstance(start, Literal)
    assert isinstance(end, Literal)
    assert article.text[start.toPython() : end.toPython()] == str(exact)
    assert graph.value(iri, OA.prefix) == Literal('s "permanent lie"\n\nIn Brussels, ', lang="en")
    assert graph.value(iri, OA.suffix) == Literal(".\nFrance will support any initia", lang="en")


def test_without_the_texts_evidence_has_no_surroundings(
    build: Build, statements: list[Statement], articles: dict[str, Article]
) -> None:
    metadata = {
        each.id: ArticleMetadata(id=each.id, title=each.title, sha256=each.sha256)
        for each in articles.values()
    }
    graph = build(statements, metadata)
    assert not set(graph.objects(None, OA.prefix))
    assert set(graph.objects(None, SDO.headline)) == {
        Literal(each.title, lang=each.language) for each in articles.values() if each.title
    }


def test_articles_are_described_and_bad_addresses_left_out(
    graph: Graph, articles: dict[str, Article]
) -> None:
    english = NAMES.article("aleppo-en", articles["aleppo-en"])
    assert graph.value(english, SDO.url) == URIRef("https://news.example/2016/12/12/syria%20ayrault?q=%C3%A9")
    assert graph.value(english, SDO.publisher) == Literal("Example Wire")
    assert graph.value(english, DCTERMS.identifier) == Literal("aleppo-en")
    french = NAMES.article("alep-fr", articles["alep-fr"])
    assert graph.value(french, SDO.url) is None
    assert graph.value(french, SDO.datePublished) == Literal("2016-10-01", datatype=XSD.date)
    assert graph.value(french, CMQ.datePrecision) == Literal("month")


def test_an_article_that_is_not_at_hand_is_named_by_its_id(build: Build, statements: list[Statement]) -> None:
    graph = build(statements[:1])
    article = graph.value(NAMES.statement(statements[0].id), CMQ.article)
    assert article == URIRef("https://w3id.org/communique/id/article/aleppo-en")
    assert (article, RDF.type, SDO.NewsArticle) in graph


def test_actors_have_classes_labels_and_recorded_links(graph: Graph) -> None:
    france = NAMES.actor("france")
    assert set(graph.objects(france, RDF.type)) == {CMQ.Actor, CMQ.Country}
    assert set(graph.objects(france, RDFS.label)) == {
        Literal("France", lang="en"),
        Literal("France", lang="fr"),
    }
    assert graph.value(france, OWL.sameAs) == URIRef("http://www.wikidata.org/entity/Q142")
    assert graph.value(NAMES.actor("syria"), OWL.sameAs) is None
    assert set(graph.objects(NAMES.actor("eastern-front"), RDF.type)) == {CMQ.Actor, CMQ.ArmedGroup}
    assert (NAMES.actor("jean-marc-ayrault"), CMQ.represents, france) in graph


def test_places_have_coordinates_and_country_if_known(graph: Graph) -> None:
    aleppo = NAMES.place("aleppo")
    assert graph.value(aleppo, POS.lat) == Literal("36.2", datatype=XSD.decimal)
    assert graph.value(aleppo, POS.long) == Literal("37.16", datatype=XSD.decimal)
    assert graph.value(aleppo, OWL.sameAs) == URIRef("https://sws.geonames.org/170063/")
    assert graph.value(NAMES.place("brussels"), POS.lat) is None
    assert (NAMES.actor("belgium"), RDF.type, CMQ.Country) in graph, "the country of a place is described"


def test_a_state_may_be_a_place(graph: Graph) -> None:
    syria = NAMES.place("syria")
    assert set(graph.objects(syria, RDFS.label)) == {Literal("Syria", lang="en"), Literal("Syrie", lang="fr")}
    assert graph.value(syria, CMQ.inCountry) == NAMES.actor("syria")


def test_offices_of_those_who_occur_are_dated(graph: Graph) -> None:
    minister = graph.value(NAMES.actor("jean-marc-ayrault"), CMQ.holdsOffice)
    assert str(minister).endswith("/office/jean-marc-ayrault--foreign_minister--france--2016-02-11")
    assert graph.value(minister, CMQ.officeFor) == NAMES.actor("france")
    assert graph.value(minister, CMQ.startDate) == Literal("2016-02-11", datatype=XSD.date)
    assert graph.value(minister, CMQ.endDate) == Literal("2017-05-31", datatype=XSD.date)
    assert graph.value(minister, CMQ.officePeriod) == Literal("2016-02-11/2017-05")
    assert graph.value(minister, DCTERMS.source) == URIRef("https://news.example/ministers")
    president = graph.value(NAMES.actor("vladimir-putin"), CMQ.holdsOffice)
    assert graph.value(president, CMQ.endDate) is None
    assert graph.value(president, CMQ.officePeriod) == Literal("2012/..")
    assert len(set(graph.subjects(RDF.type, CMQ.Office))) == 2, "nobody else's office"


def test_stances_are_a_scheme_in_two_languages(graph: Graph) -> None:
    accuse = STANCE.accuse
    assert set(graph.objects(accuse, SKOS.prefLabel)) == {
        Literal("accuses", lang="en"),
        Literal("accuse", lang="fr"),
    }
    assert graph.value(accuse, SKOS.broader) == STANCE.negative
    assert graph.value(accuse, SKOS.notation) == Literal("112")
    assert graph.value(accuse, CMQ.shortcut) == CMQ.accuses
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert {label.language for label in graph.objects(concept, SKOS.prefLabel)} == {"en", "fr"}  # type: ignore[attr-defined]


def test_shortcut_edges_are_drawn_for_what_is_said_surely_and_plainly(graph: Graph) -> None:
    drawn = {
        (str(subject).rpartition("/")[2], str(verb).rpartition("#")[2], str(target).rpartition("/")[2])
        for verb in SHORTCUTS.values()
        for subject, target in graph.subject_objects(verb)
    }
    assert drawn == {
        ("jean-marc-ayrault", "accuses", "russia"),
        ("france", "accuses", "russia"),
        ("russia", "rejects", "france"),
        ("jean-marc-ayrault", "demandsOf", "russia"),
        ("france", "demandsOf", "russia"),
        ("jean-marc-ayrault", "criticizes", "vladimir-putin"),
        ("france", "criticizes", "vladimir-putin"),
        ("germany", "isConcernedAbout", "syria"),
    }


@pytest.mark.parametrize(
    ("change", "drawn"),
    [
        ({}, True),
        ({"negated": True}, False),
        ({"modality": "conditional"}, False),
        ({"modality": "hypothetical"}, False),
        ({"modality": "future"}, True),
        ({"confidence": 0.69}, False),
        ({"confidence": 0.7}, True),
        ({"target": None, "target_id": None, "target_kind": None}, False),
    ],
)
def test_what_draws_a_shortcut(
    build: Build, statements: list[Statement], change: dict[str, object], drawn: bool
) -> None:
    graph = build([replace(statements[0], **change)], shortcut_threshold=0.7)  # type: ignore[arg-type]
    assert bool(set(graph.subject_objects(CMQ.accuses))) is drawn


def test_every_shortcut_has_a_statement(graph: Graph) -> None:
    for concept, verb in graph.subject_objects(CMQ.shortcut):
        for actor, target in graph.subject_objects(verb):  # type: ignore[arg-type]
            found = [
                each
                for each in graph.subjects(CMQ.actor, actor)
                if (each, CMQ.target, target) in graph and (each, CMQ.stance, concept) in graph
            ]
            assert found, (actor, verb, target)


def test_the_source_chain_keeps_its_order(build: Build, statements: list[Statement]) -> None:
    graph = build([replace(statements[0], source_chain=("a newspaper", "the ministry"))])
    assert set(graph.objects(None, CMQ.sourceChain)) == {Literal("a newspaper > the ministry")}


def test_a_run_without_a_clock(graph: Graph) -> None:
    run = graph.value(None, RDF.type, PROV.Activity)
    assert str(run).endswith("/id/run/communique-9.9")
    assert graph.value(run, PROV.endedAtTime) is None
    assert graph.value(graph.value(run, PROV.wasAssociatedWith), SDO.softwareVersion) == Literal("9.9")


def test_a_run_at_a_told_time(
    build: Build, statements: list[Statement], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = build(statements, finished=datetime(2026, 1, 15, 10, tzinfo=UTC))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768471200")
    from_environment = build(statements)
    assert set(told) == set(from_environment)
    run = told.value(None, RDF.type, PROV.Activity)
    assert str(run).endswith("/id/run/2026-01-15T10-00-00Z")
    assert told.value(run, PROV.endedAtTime) == Literal("2026-01-15T10:00:00+00:00", datatype=XSD.dateTime)


def test_another_base_moves_the_data_but_not_the_vocabulary(
    build: Build, statements: list[Statement]
) -> None:
    graph = build(statements, base_iri="https://data.example/")
    for subject in graph.subjects():
        assert str(subject).startswith(("https://data.example/id/", str(STANCE))), subject
    assert set(graph.subjects(RDF.type, CMQ.Statement))


def test_nothing_is_blank_and_all_numbers_are_decimal(graph: Graph) -> None:
    for triple in graph:
        assert not any(isinstance(term, BNode) for term in triple)
        value = triple[2]
        assert not (
            isinstance(value, Literal)
            and value.datatype in (XSD.double, XSD.float, XSD.gYear, XSD.gYearMonth)
        )


def test_strange_characters_keep_the_graph_valid(build: Build, statements: list[Statement]) -> None:
    text = 'a\x00\x0b\ud800"\\ \u202e\n'
    strange = replace(
        statements[0], evidence=text, end=64 + len(text), speaker_id='a b<>"{}|^`\\é', cue="\x01"
    )
    graph = build([replace(strange, sentence_end=500)])
    again = Graph().parse(data=graph.serialize(format="nt"), format="nt")
    assert len(again) == len(graph)
    exact = next(graph.objects(None, OA.exact))
    assert len(str(exact)) == len(text)


def test_the_packaged_tables_are_the_default(statements: list[Statement]) -> None:
    graph = build_dataset(statements)
    assert Literal("Russie", lang="fr") in set(graph.objects(NAMES.actor("russia"), RDFS.label))
    assert set(graph.objects(NAMES.actor("jean-marc-ayrault"), CMQ.holdsOffice))


def test_every_statement_reports_an_utterance_and_copies_share_it(statements: list[Statement]) -> None:
    copy = replace(statements[0], id="copy", article="elsewhere")
    graph = build_dataset([*statements, copy], actors={}, places={}, offices=())
    utterance = NAMES.utterance(statements[0].id)
    assert set(graph.subjects(CMQ.utterance, utterance)) == {
        NAMES.statement(statements[0].id),
        NAMES.statement("copy"),
    }
    assert graph.value(utterance, CMQ.firstReport) == NAMES.statement(statements[0].id)
    assert len(set(graph.subjects(RDF.type, CMQ.Utterance))) == len(statements)


def test_an_answer_is_linked_to_what_it_answers(statements: list[Statement]) -> None:
    graph = build_dataset(statements)
    answers = set(graph.subject_objects(CMQ.repliesTo))
    assert answers == {(NAMES.utterance("baea467494cdb1ba"), NAMES.utterance("bb14899dc4588d1c"))}


def test_a_change_of_position_is_linked_to_the_earlier_one(statements: list[Statement]) -> None:
    friendly = replace(
        statements[0], id="later", date="2016-12-20", stance=Stance.SUPPORT, polarity=1, evidence="x" * 117
    )
    graph = build_dataset([statements[0], friendly])
    link = (NAMES.utterance("later"), NAMES.utterance(statements[0].id))
    assert set(graph.subject_objects(CMQ.changesFrom)) == {link}
    successor = replace(
        friendly, speaker="Jean-Yves Le Drian", speaker_id="jean-yves-le-drian", date="2018-01-01"
    )
    assert not set(build_dataset([statements[0], successor]).subject_objects(CMQ.changesFrom))


def test_a_merged_name_is_kept_as_another_label(statements: list[Statement]) -> None:
    foreign = replace(statements[0], target="Daech", target_id="daech", target_kind=ActorKind.ARMED_GROUP)
    graph = build_dataset([foreign])
    assert set(graph.objects(NAMES.actor("islamic-state"), SKOS.altLabel)) == {Literal("Daech")}
    assert (NAMES.actor("daech"), None, None) not in graph


def test_triples_as_they_come_make_the_same_graph(
    statements: list[Statement], articles: dict[str, Article]
) -> None:
    graph = Graph()
    for triple in dataset_triples(statements, articles):
        graph.add(triple)
    assert set(graph) == set(build_dataset(statements, articles))


def test_no_term_is_made_anew_for_each_statement(
    statements: list[Statement], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    for name in ("URIRef", "Literal"):
        make = getattr(vocabulary, name)
        monkeypatch.setattr(
            vocabulary,
            name,
            lambda *given, _make=make, **more: made.append(given[0]) or _make(*given, **more),
        )
    many = [replace(statements[0], id=f"term{number}") for number in range(200)]
    list(dataset_triples(many, actors={}, places={}, offices=()))
    assert len(made) < 3 * len(many)  # its own name, that of its utterance; the rest is known already
