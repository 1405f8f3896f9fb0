"""Who is who: ids, names and forms."""

import pytest

from communique.knowledge.actors import home_states, load_actors, load_name_forms, organisation_types
from communique.knowledge.tables import make_slug, read_table
from communique.model import ActorKind


def named(surface: str, language: str) -> set[str]:
    return {form.actor_id for form in load_name_forms(language) if form.surface == surface}


@pytest.mark.parametrize(
    ("surface", "language", "actor"),
    [
        ("US", "en", "united-states"),
        ("U.S.", "en", "united-states"),
        ("Etats-Unis", "fr", "united-states"),
        ("États-Unis", "fr", "united-states"),
        ("les USA", "fr", "united-states"),
        ("Britain", "en", "united-kingdom"),
        ("Côte d’Ivoire", "fr", "ivory-coast"),
        ("Putin", "en", "vladimir-putin"),
        ("Poutine", "fr", "vladimir-putin"),
        ("Vladimir Poutine", "fr", "vladimir-putin"),
        ("Bachar al-Assad", "fr", "bashar-al-assad"),
        ("Jean Marc Ayrault", "fr", "jean-marc-ayrault"),
        ("Recep Tayyip Erdogan", "en", "recep-tayyip-erdogan"),
        ("Sergei Lavrov", "en", "sergey-lavrov"),
        ("Daech", "fr", "islamic-state"),
        ("ISIS", "en", "islamic-state"),
        ("organisation Etat islamique", "fr", "islamic-state"),
        ("Nusra Front", "en", "al-nusra-front"),
        ("Al-Nosra", "fr", "al-nusra-front"),
        ("rebelles syriens", "fr", "syrian-rebels"),
        ("Pentagon", "en", "united-states-department-of-defense"),
        ("ONU", "fr", "united-nations"),
        ("CEDEAO", "fr", "ecowas"),
        ("Turkish Foreign Ministry", "en", "turkish-ministry-of-foreign-affairs"),
        ("Turkish foreign ministry", "en", "turkish-ministry-of-foreign-affairs"),
        ("ministère turc des Affaires étrangères", "fr", "turkish-ministry-of-foreign-affairs"),
        ("Iraqi parliament", "en", "parliament-of-iraq"),
        ("armée grecque", "fr", "greek-army"),
        ("Quai d'Orsay", "fr", "france"),
        ("Quai d’Orsay", "en", "france"),
        ("Kremlin", "en", "russia"),
        ("Moscou", "fr", "russia"),
        ("Damas", "fr", "syria"),
        ("Le Caire", "fr", "egypt"),
        ("Frenchmen", "en", "france"),
        ("françaises", "fr", "france"),
    ],
)
def test_surface_names_one_actor(surface: str, language: str, actor: str) -> None:
    assert named(surface, language) == {actor}


@pytest.mark.parametrize(
    ("surface", "language", "count"), [("Dominican", "en", 2), ("congolais", "fr", 2), ("Kim", "en", 4)]
)
def test_ambiguous_surface_names_all(surface: str, language: str, count: int) -> None:
    assert len(named(surface, language)) >= count


def test_readings_tell_apart_name_capital_demonym_seat_and_surname() -> None:
    readings = {(form.surface, form.reading) for form in load_name_forms("en")}
    assert readings >= {
        ("Russia", "name"),
        ("Moscow", "capital"),
        ("Russians", "demonym"),
        ("Kremlin", "seat"),
        ("Putin", "surname"),
    }


def test_forms_of_an_unknown_language_are_refused() -> None:
    with pytest.raises(ValueError, match="'de'"):
        load_name_forms("de")


def test_ids_are_slugs_of_names() -> None:
    off = {actor.id for actor in load_actors().values() if actor.id != make_slug(actor.name)}
    assert off == set()


def test_every_form_names_a_known_actor() -> None:
    known = load_actors().keys()
    assert {form.actor_id for lang in ("en", "fr") for form in load_name_forms(lang)} <= known


def test_every_actor_represents_a_known_one_and_people_and_peoples_nobody() -> None:
    actors = load_actors()
    for actor in actors.values():
        if actor.kind is ActorKind.PERSON:
            assert actor.represents is None
            assert actor.gender in ("f", "m")
        elif actor.kind is ActorKind.GROUP:
            assert actor.represents is None
        else:
            assert actor.represents in actors, actor.id


def test_states_represent_themselves_and_there_are_198() -> None:
    states = [actor for actor in load_actors().values() if actor.kind is ActorKind.STATE]
    assert len(states) == 198
    assert all(state.represents == state.id for state in states)


def test_home_states_are_states() -> None:
    actors = load_actors()
    kinds = {actors[state].kind for state in home_states().values()}
    assert kinds == {ActorKind.STATE}


def test_no_surface_is_empty_or_padded() -> None:
    for language in ("en", "fr"):
        assert all(
            form.surface and form.surface == form.surface.strip() for form in load_name_forms(language)
        )


@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        ("united-states-department-of-defense", "government"),
        ("turkish-ministry-of-foreign-affairs", "government"),
        ("parliament-of-iraq", "parliament"),
        ("cia", "agency"),
        ("nato", "international"),
    ],
)
def test_organisation_types(actor: str, kind: str) -> None:
    assert organisation_types()[actor] == kind


def test_states_have_both_names_and_demonyms() -> None:
    for row in read_table("states.tsv"):
        assert row.text("name_fr")
        assert row.several("demonyms_en")
        assert row.several("demonyms_fr")


@pytest.mark.parametrize(
    "name",
    [
        "United Nations",
        "European Union",
        "NATO",
        "UNESCO",
        "ECOWAS",
        "G7",
        "CIA",
        "Human Rights Watch",
        "Houthi movement",
    ],
)
def test_canonical_names(name: str) -> None:
    assert load_actors()[make_slug(name)].name == name
