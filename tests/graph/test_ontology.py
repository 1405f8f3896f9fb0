from __future__ import annotations

from importlib.resources import files

import pytest
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, VOID, Graph, URIRef
from rdflib.namespace import SDO

from communique.graph.vocabulary import CMQ, OA, POS, SHORTCUTS

STANDARD = (RDF, RDFS, OWL, SKOS, DCTERMS, PROV, SDO, VOID, OA, POS)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    text = files("communique.graph").joinpath("ontology/communique.ttl").read_text("utf-8")
    return Graph().parse(data=text, format="turtle")


def own_terms(ontology: Graph) -> set[URIRef]:
    return {
        each for each in ontology.subjects(RDF.type) if isinstance(each, URIRef) and each.startswith(str(CMQ))
    }


def test_python_and_ontology_know_the_same_terms(ontology: Graph) -> None:
    declared = {CMQ[name] for name in CMQ.__annotations__ if not name.startswith("_")}
    assert own_terms(ontology) == declared


def test_every_property_and_class_in_the_output_is_defined(graph: Graph, ontology: Graph) -> None:
    used = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    own = {term for term in used if str(term).startswith(str(CMQ))}
    assert own <= own_terms(ontology)
    for term in used - own:
        assert any(term in namespace for namespace in STANDARD), f"{term} is no term of its namespace"  # type: ignore[operator]


@pytest.mark.parametrize("property_", [RDFS.label, RDFS.comment])
def test_every_term_is_explained_in_both_languages(ontology: Graph, property_: URIRef) -> None:
    for term in own_terms(ontology):
        languages = sorted(text.language for text in ontology.objects(term, property_))  # type: ignore[attr-defined]
        assert languages == ["en", "fr"], term


def test_shortcuts_are_properties_between_actors(ontology: Graph) -> None:
    for shortcut in SHORTCUTS.values():
        assert ontology.value(shortcut, RDFS.domain) == ontology.value(shortcut, RDFS.range) == CMQ.Actor


@pytest.mark.parametrize(
    ("term", "standard"),
    [
        (CMQ.speaker, SDO.spokenByCharacter),
        (CMQ.evidence, PROV.wasQuotedFrom),
        (CMQ.article, PROV.wasDerivedFrom),
        (CMQ.represents, PROV.actedOnBehalfOf),
    ],
)
def test_terms_refine_standard_ones(ontology: Graph, term: URIRef, standard: URIRef) -> None:
    assert (term, RDFS.subPropertyOf, standard) in ontology
