"""STATEMENTS -> RDF: one node a statement, with its evidence, article, actors, places and the run that made
it.

The model is that of Wikidata: the statement node keeps everything, and a shortcut edge from actor to target
(`actor:france cmq:accuses actor:russia`) makes the file a readable graph. No blank nodes; what is unknown has
no triple.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypedDict, Unpack

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, VOID, XSD, Graph, Literal, URIRef
from rdflib.namespace import SDO

from .. import __version__
from ..model import ActorKind, ArticleMetadata, Place, Statement
from .analysis.change import find_changes
from .analysis.exchange import find_replies
from .analysis.said import utterances
from .dating import read_period
from .describing import describe_actor, describe_office, describe_place, describe_stances
from .merging import merge
from .statement_triples import describe_evidence, describe_statement, describe_utterance, draw_edges
from .vocabulary import BASE_IRI, CMQ, Names, Triple, date_literal, decimal_literal, text_literal, web_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..knowledge.stances import StanceDefinition
    from ..model import Actor, Office, Stance
    from .merging import MergedStatements

SHORTCUT_THRESHOLD = 0.5
"""Shortcut edges carry no confidence, so statements below it draw none."""


class DatasetOptions(TypedDict, total=False):
    """What may be told beside statements and articles."""

    actors: Mapping[str, Actor]
    """Known beforehand, as are places, offices, stances (default: packaged tables, users' own included)."""
    places: Mapping[str, Place]
    offices: Iterable[Office]
    stances: Mapping[Stance, StanceDefinition]
    base_iri: str
    """What the IRIs of actors, statements ... begin with (default: `BASE_IRI`)."""
    version: str
    """Of the software that made the statements."""
    finished: datetime
    """When the run ended (default: the environment's SOURCE_DATE_EPOCH, else untold)."""
    shortcut_threshold: float
    """The least confidence that draws a shortcut edge (default: `SHORTCUT_THRESHOLD`)."""
    exchanges: bool
    """Whether to tell what answers what, and what differs from what (default: True): needs all statements."""


def build_dataset(
    statements: Iterable[Statement] | MergedStatements,
    articles: Mapping[str, ArticleMetadata] | None = None,
    **options: Unpack[DatasetOptions],
) -> Graph:
    """Return the statements and all that they mention as an rdflib graph: `dataset_triples` in memory.

    >>> import communique as cq
    >>> article = cq.Article(id="a", text="France condemned Russia.", language="en")
    >>> [(_, statements)] = cq.extract_statements([article])
    >>> dataset = cq.build_dataset(statements, {"a": article})
    >>> bool(dataset.query("ASK { actor:france cmq:criticizes actor:russia }").askAnswer)
    True
    """
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in Names(options.get("base_iri", BASE_IRI)).prefixes().items():
        graph.bind(prefix, namespace)
    for triple in dataset_triples(statements, articles, **options):
        graph.add(triple)
    return graph


def dataset_triples(
    statements: Iterable[Statement] | MergedStatements,
    articles: Mapping[str, ArticleMetadata] | None = None,
    **options: Unpack[DatasetOptions],
) -> Iterator[Triple]:
    """Yield the statements and all that they mention as RDF; a triple may come twice.

    Nothing is kept in memory but what the statements themselves take. Where `articles` holds the texts
    (`Article`), the evidence gets the words before and after it. The same input gives the same triples.
    """
    actors, places, offices, stances = _known(options)
    merged, articles = merge(statements, actors), articles or {}
    names, version = Names(options.get("base_iri", BASE_IRI)), options.get("version", __version__)
    threshold = options.get("shortcut_threshold", SHORTCUT_THRESHOLD)
    finished = options.get("finished") or source_date()
    run = _run_iri(names, version, finished)
    languages = {statement.article: statement.language for statement in merged.statements}
    yield from _describe_run(names, run, version, finished, threshold)
    yield from describe_stances(stances.values())
    yield from _describe_world(merged, actors, places, offices, names)
    for article_id in dict.fromkeys((*articles, *languages)):
        article = articles.get(article_id)
        yield from _describe_article(article_id, article, languages.get(article_id), run, names)
    for statement in merged.statements:
        article, utterance = articles.get(statement.article), merged.utterance_of[statement.id]
        yield from describe_statement(statement, article, stances, run, names, utterance)
        yield from describe_evidence(statement, article, names)
        yield from draw_edges(statement, threshold, names)
    for utterance in dict.fromkeys(merged.utterance_of.values()):
        yield from describe_utterance(utterance, names)
    if options.get("exchanges", True):
        yield from describe_exchanges(merged, names)


def _known(
    options: DatasetOptions,
) -> tuple[Mapping[str, Actor], Mapping[str, Place], Iterable[Office], Mapping[Stance, StanceDefinition]]:
    """Return what the options tell of actors, places, offices and stances, else the packaged tables."""
    from ..knowledge.actors import load_actors
    from ..knowledge.offices import load_offices
    from ..knowledge.places import load_places
    from ..knowledge.stances import load_stances

    return (
        options["actors"] if "actors" in options else load_actors(),
        options["places"] if "places" in options else load_places(),
        options["offices"] if "offices" in options else load_offices(),
        options["stances"] if "stances" in options else load_stances(),
    )


def describe_exchanges(
    merged: MergedStatements, names: Names, side_of: Mapping[str, str] | None = None
) -> Iterator[Triple]:
    """Yield which utterance answers which, and from which earlier position one differs; `side_of` as in
    `find_replies`.
    """
    said = utterances(merged)
    for challenge, reply in find_replies(merged, said, side_of=side_of):
        yield names.utterance(reply.id), CMQ.repliesTo, names.utterance(challenge.id)
    for change, earlier, later in find_changes(said):
        if change != "succession":
            yield names.utterance(later.id), CMQ.changesFrom, names.utterance(earlier.id)


def _describe_world(
    merged: MergedStatements,
    known_actors: Mapping[str, Actor],
    known_places: Mapping[str, Place],
    offices: Iterable[Office],
    names: Names,
) -> Iterator[Triple]:
    """Yield what is known of all actors and places that occur, their offices, and the states these belong
    to."""
    actors = dict(merged.actors)
    places = _collect_places(merged.statements, known_places, known_actors)
    held = [office for office in offices if office.person in actors]
    related = {actor.represents for actor in actors.values()}
    related |= {place.country for place in places.values()}
    related |= {office.represents for office in held}
    for actor_id in related:
        if actor_id is not None and actor_id in known_actors:
            actors[actor_id] = known_actors[actor_id]
    for actor in actors.values():
        yield from describe_actor(actor, names)
    for merger in merged.mergers:
        yield names.actor(merger.into), SKOS.altLabel, text_literal(merger.name)
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


def source_date() -> datetime | None:
    """Return the time of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else None


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
