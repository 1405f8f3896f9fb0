"""What the dataset says about the actors, offices, places and stances that its statements mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Literal, URIRef

from ..model import ActorKind
from .dating import read_period
from .vocabulary import (
    CMQ,
    GEONAMES,
    POS,
    SHORTCUTS,
    STANCE,
    WIKIDATA,
    Names,
    Triple,
    date_literal,
    decimal_literal,
    text_literal,
    web_iri,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..knowledge.stances import StanceDefinition
    from ..model import Actor, Office, Place

ACTOR_CLASSES: dict[ActorKind, URIRef] = {
    ActorKind.STATE: CMQ.Country,
    ActorKind.PERSON: CMQ.Person,
    ActorKind.ORGANISATION: CMQ.Organisation,
    ActorKind.ARMED_GROUP: CMQ.ArmedGroup,
    ActorKind.GROUP: CMQ.Group,
}
POLARITY_CONCEPTS = {1: STANCE.positive, 0: STANCE.neutral, -1: STANCE.negative}
_POLARITY_LABELS = {1: ("positive", "positive"), 0: ("neutral", "neutre"), -1: ("negative", "négative")}
COORDINATE_DIGITS = 5  # about a metre


def describe_actor(actor: Actor, names: Names) -> Iterator[Triple]:
    """Yield class, labels and, where a source recorded them, the links of an actor."""
    iri = names.actor(actor.id)
    yield iri, RDF.type, CMQ.Actor
    if actor.kind in ACTOR_CLASSES:
        yield iri, RDF.type, ACTOR_CLASSES[actor.kind]
    yield from _labels(iri, actor.name, actor.name_fr)
    if actor.represents is not None and actor.represents != actor.id:
        yield iri, CMQ.represents, names.actor(actor.represents)
    if actor.wikidata is not None:
        yield iri, OWL.sameAs, WIKIDATA[actor.wikidata]
    if actor.geonames is not None:
        yield iri, RDFS.seeAlso, GEONAMES[f"{actor.geonames}/"]  # the territory, not the actor


def describe_place(place: Place, names: Names) -> Iterator[Triple]:
    """Yield labels, coordinates, country and GeoNames link of a place, as far as they are known."""
    iri = names.place(place.id)
    yield iri, RDF.type, CMQ.Place
    yield from _labels(iri, place.name, place.name_fr)
    if place.latitude is not None and place.longitude is not None:
        yield iri, POS.lat, decimal_literal(place.latitude, COORDINATE_DIGITS)
        yield iri, POS.long, decimal_literal(place.longitude, COORDINATE_DIGITS)
    if place.country is not None:
        yield iri, CMQ.inCountry, names.actor(place.country)
    if place.geonames is not None:
        yield iri, OWL.sameAs, GEONAMES[f"{place.geonames}/"]


def describe_office(office: Office, names: Names) -> Iterator[Triple]:
    """Yield who held the office, for whom, and when: first and last day, and the period as EDTF."""
    iri = names.office("--".join((office.person, office.role, office.represents, office.start or "unknown")))
    yield iri, RDF.type, CMQ.Office
    yield names.actor(office.person), CMQ.holdsOffice, iri
    yield from _labels(iri, office.title, office.title_fr)
    yield iri, CMQ.officeRole, Literal(office.role)
    yield iri, CMQ.officeFor, names.actor(office.represents)
    start, end = read_period(office.start), read_period(office.end)
    if start is not None:
        yield iri, CMQ.startDate, date_literal(start.first)
    if end is not None:
        yield iri, CMQ.endDate, date_literal(end.last)
    yield iri, CMQ.officePeriod, Literal(f"{office.start or ''}/{office.end or '..'}")
    if office.source:
        yield iri, DCTERMS.source, web_iri(office.source) or text_literal(office.source)


def describe_stances(definitions: Iterable[StanceDefinition]) -> Iterator[Triple]:
    """Yield the stances as a SKOS scheme: three broad concepts by polarity, the stances below them."""
    yield STANCE.scheme, RDF.type, SKOS.ConceptScheme
    yield from _labels(
        STANCE.scheme, "Stances of diplomatic speech", "Positions dans le discours diplomatique"
    )
    for polarity, concept in POLARITY_CONCEPTS.items():
        english, french = _POLARITY_LABELS[polarity]
        yield from _concept(concept, english, french)
        yield concept, SKOS.topConceptOf, STANCE.scheme
    for definition in definitions:
        concept = STANCE[definition.stance.value]
        yield from _concept(concept, definition.label_en, definition.label_fr)
        yield concept, SKOS.definition, text_literal(definition.definition_en, "en")
        yield concept, SKOS.definition, text_literal(definition.definition_fr, "fr")
        yield concept, SKOS.broader, POLARITY_CONCEPTS[definition.polarity]
        yield concept, CMQ.polarity, Literal(definition.polarity)
        yield concept, CMQ.intensity, decimal_literal(definition.intensity)
        yield concept, CMQ.goldstein, decimal_literal(definition.goldstein)
        yield concept, CMQ.shortcut, SHORTCUTS[definition.stance]
        for code in definition.cameo:
            yield concept, SKOS.notation, Literal(code)
        for event_type in definition.plover:
            yield concept, CMQ.plover, Literal(event_type)


def _concept(concept: URIRef, english: str, french: str) -> Iterator[Triple]:
    yield concept, RDF.type, SKOS.Concept
    yield concept, SKOS.inScheme, STANCE.scheme
    yield concept, SKOS.prefLabel, text_literal(english, "en")
    yield concept, SKOS.prefLabel, text_literal(french, "fr")


def _labels(iri: URIRef, english: str, french: str | None) -> Iterator[Triple]:
    yield iri, RDFS.label, text_literal(english, "en")
    if french is not None:
        yield iri, RDFS.label, text_literal(french, "fr")
