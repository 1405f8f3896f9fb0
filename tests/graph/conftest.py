"""The sample of `tests/graph/sample/`: three articles, ten statements, and what is known of their actors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from communique.export.tables import read_jsonl
from communique.graph.dataset import build_dataset
from communique.model import Actor, ActorKind, Article, Office, Place, Statement

if TYPE_CHECKING:
    from rdflib import Graph

SAMPLE = Path(__file__).parent / "sample"


@pytest.fixture(scope="session")
def statements() -> list[Statement]:
    return list(read_jsonl(SAMPLE / "statements.jsonl"))


@pytest.fixture(scope="session")
def articles() -> dict[str, Article]:
    lines = (SAMPLE / "articles.jsonl").read_text("utf-8").splitlines()
    return {article.id: article for article in (Article(**json.loads(line)) for line in lines)}


@pytest.fixture(scope="session")
def actors() -> dict[str, Actor]:
    known = [
        Actor(
            id="france",
            name="France",
            name_fr="France",
            kind=ActorKind.STATE,
            wikidata="Q142",
            geonames=3017382,
        ),
        Actor(id="russia", name="Russia", name_fr="Russie", kind=ActorKind.STATE, wikidata="Q159"),
        Actor(id="syria", name="Syria", name_fr="Syrie", kind=ActorKind.STATE, represents="syria"),
        Actor(id="belgium", name="Belgium", name_fr="Belgique", kind=ActorKind.STATE),
        Actor(
            id="jean-marc-ayrault",
            name="Jean-Marc Ayrault",
            name_fr="Jean-Marc Ayrault",
            kind=ActorKind.PERSON,
        ),
        Actor(id="vladimir-putin", name="Vladimir Putin", name_fr="Vladimir Poutine", kind=ActorKind.PERSON),
        Actor(id="united-states", name="United States", name_fr="États-Unis", kind=ActorKind.STATE),
        Actor(id="japan", name="Japan", name_fr="Japon", kind=ActorKind.STATE),
    ]
    return {actor.id: actor for actor in known}


@pytest.fixture(scope="session")
def places() -> dict[str, Place]:
    known = [
        Place(
            id="aleppo",
            name="Aleppo",
            name_fr="Alep",
            country="syria",
            latitude=36.2,
            longitude=37.16,
            geonames=170063,
        ),
        Place(id="brussels", name="Brussels", name_fr="Bruxelles", country="belgium"),
    ]
    return {place.id: place for place in known}


@pytest.fixture(scope="session")
def offices() -> tuple[Office, ...]:
    minister = Office(
        person="jean-marc-ayrault",
        role="foreign_minister",
        title="Foreign Minister",
        title_fr="ministre des Affaires étrangères",
        represents="france",
        start="2016-02-11",
        end="2017-05",
        source="https://news.example/ministers",
    )
    president = Office(
        person="vladimir-putin",
        role="head_of_state",
        title="President",
        title_fr=None,
        represents="russia",
        start="2012",
        end=None,
        source="a book",
    )
    stranger = Office(
        person="nobody-here",
        role="envoy",
        title="Envoy",
        title_fr=None,
        represents="japan",
        start=None,
        end=None,
        source="",
    )
    return (minister, president, stranger)


@pytest.fixture
def graph(
    statements: list[Statement],
    articles: dict[str, Article],
    actors: dict[str, Actor],
    places: dict[str, Place],
    offices: tuple[Office, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> Graph:
    """The sample as RDF, made anew for each test, which may change it."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return build_dataset(statements, articles, actors=actors, places=places, offices=offices, version="9.9")
