"""STATEMENTS -> RDF: one node a statement, with its evidence, article, actors, places and the run that made
it.

The model is that of Wikidata: the statement node keeps everything, and a shortcut edge from actor to target
(`actor:france cmq:accuses actor:russia`) makes the file a readable graph. No blank nodes; what is unknown has
no triple.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

from rdflib import DCTERMS, PROV, RDF, RDFS, VOID, XSD, Graph, Literal, URIRef
from rdflib.namespace import SDO

from .. import __version__
from ..model import ActorKind, ArticleMetadata, Place, Statement
from .dating import read_period
from .describing import describe_actor, describe_office, describe_place, describe_stances
from .merging import collect_actors
from .statement_triples import describe_evidence, describe_statement, draw_edges
from .vocabulary import BASE_IRI, CMQ, Names, Triple, date_literal, decimal_literal, text_literal, web_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..knowledge.stances import StanceDefinition
    from ..model import Actor, Office, Stance

SHORTCUT_THRESHOLD = 0.5
"""Shortcut edges carry no confidence, so statements below it draw none."""


def build_dataset(
    statements: Iterable[Statement],
    articles: Mapping[str, ArticleMetadata] | None = None,
    *,
    actors: Mapping[str, Actor] | None = None,
    places: Mapping[str, Place] | None = None,
    offices: Iterable[Office] | None = None,
    stances: Mapping[Stance, StanceDefinition] | None = None,
    base_iri: str = BASE_IRI,
    version: str = __version__,
    finished: datetime | None = None,
    shortcut_threshold: float = SHORTCUT_THRESHOLD,
) -> Graph:
    """Return the statements and all that they mention as RDF.

    Where `articles` holds the texts (`Article`), the evidence gets the words before and after it. `actors`,
    `places`, `offices` and `stances` are what is known (default: the packaged tables). The same input gives
    the same graph: the time of the run is written only if `finished` or the environment's SOURCE_DATE_EPOCH
    tells it.
    """
    statements, articles, names = list(statements), articles or {}, Names(base_iri)
    actors, places, offices, stances = _with_packaged(actors, places, offices, stances)
    finished = finished or _source_date()
    run = _run_iri(names, version, finished)
    languages = {statement.article: statement.language for statement in statements}
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in names.prefixes().items():
        graph.bind(prefix, namespace)
    for triple in chain(
        _describe_run(names, run, version, finished, shortcut_threshold),
        describe_stances(stances.values()),
        _describe_world(statements, actors, places, offices, names),
    ):
        graph.add(triple)
    for article_id in dict.fromkeys((*articles, *languages)):
        article = articles.get(article_id)
        for triple in _describe_article(article_id, article, languages.get(article_id), run, names):
            graph.add(triple)
    for statement in statements:
        article = articles.get(statement.article)
        for triple in chain(
            describe_statement(statement, article, stances, run, names),
            describe_evidence(statement, article, names),
            draw_edges(statement, shortcut_threshold, names),
        ):
            graph.add(triple)
    return graph


def _with_packaged(
    actors: Mapping[str, Actor] | None,
    places: Mapping[str, Place] | None,
    offices: Iterable[Office] | None,
    stances: Mapping[Stance, StanceDefinition] | None,
) -> tuple[Mapping[str, Actor], Mapping[str, Place], Iterable[Office], Mapping[Stance, StanceDefinition]]:
    """Return what was given, and the packaged tables for what was not."""
    if actors is None:
        from ..knowledge.actors import load_actors

        actors = load_actors()
    if places is None:
        from ..knowledge.places import load_places

        places = load_places()
    if offices is None:
        from ..knowledge.offices import load_offices

        offices = load_offices()
    if stances is None:
        from ..knowledge.stances import load_stances

        stances = load_stances()
    return actors, places, offices, stances


def _describe_world(
    statements: list[Statement],
    known_actors: Mapping[str, Actor],
    known_places: Mapping[str, Place],
    offices: Iterable[Office],
    names: Names,
) -> Iterator[Triple]:
    """Yield what is known of all actors and places that occur, their offices, and the states these belong
    to."""
    actors = collect_actors(statements, known_actors)
    places = _collect_places(statements, known_places, known_actors)
    held = [office for office in offices if office.person in actors]
    related = {actor.represents for actor in actors.values()}
    related |= {place.country for place in places.values()}
    related |= {office.represents for office in held}
    for actor_id in related:
        if actor_id is not None and actor_id in known_actors:
            actors[actor_id] = known_actors[actor_id]
    for actor in actors.values():
        yield from describe_actor(actor, names)
    for place in places.values():
        yield from describe_place(place, names)
    for office in held:
        yield from describe_office(office, names)


def _collect_places(
    statements: Iterable[Statement], known: Mapping[str, Place], actors: Mapping[str, Actor]
) -> dict[str, Place]:
    """Return every place and venue that occurs: as known, else as the state of that id, else by name
    alone."""
    found: dict[str, Place] = {}
    for statement in statements:
        mentioned = list(zip(statement.place_ids, statement.places, strict=True))
        if statement.venue_id is not None:
            mentioned.append((statement.venue_id, statement.venue or statement.venue_id))
        for place_id, name in mentioned:
            found[place_id] = known.get(place_id) or _state_as_place(place_id, name, actors.get(place_id))
    return found


def _state_as_place(place_id: str, name: str, state: Actor | None) -> Place:
    """Return the territory of a state ("in Syria"), or a place of which only the name is known."""
    if state is None or state.kind is not ActorKind.STATE:
        return Place(id=place_id, name=name)
    return Place(
        id=place_id, name=state.name, name_fr=state.name_fr, country=state.id, geonames=state.geonames
    )


def _describe_article(
    article_id: str, article: ArticleMetadata | None, language: str | None, run: URIRef, names: Names
) -> Iterator[Triple]:
    """Yield what is known of an article, in schema.org's words; never its text."""
    iri = names.article(article_id, article)
    yield iri, RDF.type, SDO.NewsArticle
    yield iri, DCTERMS.identifier, text_literal(article_id)
    yield run, PROV.used, iri
    language = (article.language if article else None) or language
    if language is not None:
        yield iri, SDO.inLanguage, text_literal(language)
    if article is None:
        return
    texts = {SDO.publisher: article.publisher, SDO.author: article.author, CMQ.textSha256: article.sha256}
    for term, value in texts.items():
        if value:
            yield iri, term, text_literal(value)
    if article.title:
        yield iri, SDO.headline, text_literal(article.title, language)
    url = web_iri(article.url)
    if url is not None:
        yield iri, SDO.url, url
    period = read_period(article.published)
    if period is not None and article.published is not None:
        yield iri, SDO.datePublished, date_literal(period.first)
        yield iri, CMQ.datePrecision, Literal(period.precision)
        yield iri, CMQ.dateEDTF, Literal(article.published)


def _describe_run(
    names: Names, run: URIRef, version: str, finished: datetime | None, threshold: float
) -> Iterator[Triple]:
    """Yield the header: the dataset, the run that made it, the software (PROV-O)."""
    dataset, software = names.dataset(), names.software(version)
    yield dataset, RDF.type, VOID.Dataset
    yield dataset, DCTERMS.title, Literal("Who said what about whom", lang="en")
    yield dataset, DCTERMS.title, Literal("Qui a dit quoi de qui", lang="fr")
    yield dataset, DCTERMS.conformsTo, URIRef(str(CMQ._NS).removesuffix("#"))
    yield dataset, CMQ.shortcutThreshold, decimal_literal(threshold)
    yield dataset, PROV.wasGeneratedBy, run
    yield run, RDF.type, PROV.Activity
    yield run, PROV.wasAssociatedWith, software
    if finished is not None:
        yield run, PROV.endedAtTime, Literal(_utc(finished).isoformat(), datatype=XSD.dateTime)
    yield software, RDF.type, PROV.SoftwareAgent
    yield software, RDFS.label, Literal(f"Communiqué {version}")
    yield software, SDO.softwareVersion, Literal(version)


def _run_iri(names: Names, version: str, finished: datetime | None) -> URIRef:
    """Return the run's IRI: named by its time if that is told, else by the version, so that a diff stays
    small."""
    return names.run(_utc(finished).strftime("%Y-%m-%dT%H-%M-%SZ") if finished else f"communique-{version}")


def _source_date() -> datetime | None:
    """Return the time of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else None


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
