"""Users' own actors joined with ours: never a second node for one that is known."""

from __future__ import annotations

import pickle
import threading
from typing import TYPE_CHECKING

import pytest

from communique.knowledge.actors import (
    first_name_genders,
    home_states,
    load_actors,
    packaged_actors,
    using_user_actors,
)
from communique.knowledge.offices import load_offices, represents_of
from communique.knowledge.places import load_place_forms
from communique.knowledge.user_actors import UserActors, read_user_actors
from communique.model import ActorKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def joined(tmp_path: Path) -> Callable[..., UserActors]:
    """Join files of these texts with our tables."""

    def join(*texts: str) -> UserActors:
        paths = [tmp_path / f"{i}.txt" for i in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, "utf-8")
        return read_user_actors(paths)

    return join


HEAD = "name\tkind\trepresents\taliases\tsurname\tstart\tend\n"
FREEDONIA = (
    HEAD
    + "Freedonia\tstate\t\tFreedonian Republic\t\t\t\n"
    + "Ministry of Ice\torganisation\tFreedonia\t\t\t\t\n"
    + "Rufus Firefly\tperson\tFreedonia\t\tFirefly\t2015-03\t2017\n"
    + "Rufus Firefly\tperson\tUnited Nations\t\t\t2018\t\n"
    + "Ice Front\tarmed_group\t\t\t\t\t\n"
    + "Chico Marx\tperson\tSylvania\t\t\t\t\n"
)


def test_new_actors(joined: Callable[..., UserActors]) -> None:
    user = joined(FREEDONIA)
    told = {actor.id: (actor.name, actor.kind.value, actor.represents) for actor in user.actors.values()}
    assert told == {
        "freedonia": ("Freedonia", "state", "freedonia"),
        "ministry-of-ice": ("Ministry of Ice", "organisation", "freedonia"),
        "rufus-firefly": ("Rufus Firefly", "person", None),
        "ice-front": ("Ice Front", "armed_group", "ice-front"),
        "chico-marx": ("Chico Marx", "person", None),
    }
    assert user.names["firefly"].reading == "surname"
    assert [problem.line for problem in user.problems] == [7]
    assert "'Sylvania', which names no actor" in user.problems[0].why


@pytest.mark.parametrize(
    ("date", "represented"),
    [
        ("2014-12-31", None),
        ("2015-03", "freedonia"),
        ("2017-12-31", "freedonia"),
        ("2018-01-01", "united-nations"),
        (None, None),
    ],
)
def test_whom_somebody_represents_depends_on_the_date(
    joined: Callable[..., UserActors], date: str | None, represented: str | None
) -> None:
    with using_user_actors(joined(FREEDONIA)):
        assert represents_of("rufus-firefly", date) == represented
    assert represents_of("rufus-firefly", date) is None


def test_dated_codes_of_one_state_tell_where_somebody_comes_from(joined: Callable[..., UserActors]) -> None:
    user = joined("ANNA_ICEBERG_\n\t[POLGOV 060601-071130]\n\t[POLELI]\n")
    with using_user_actors(user):
        assert represents_of("anna-iceberg", "1999") == "poland"
        assert [(each.role, each.start) for each in load_offices() if each.person == "anna-iceberg"] == [
            ("government", "2006-06-01")
        ]
    assert not [each for each in load_offices() if each.person == "anna-iceberg"]


KNOWN = [
    ("French Republic\tstate\t\tGallia\t\t\t\n", "gallia", "france"),
    ("Kremlin\torganisation\tRussia\tRed Fortress\t\t\t\n", "red fortress", "russia"),
    ("Ayrault, J.-M.\tperson\tFrance\tJean Marc AYRAULT\t\t\t\n", "ayrault j m", "jean-marc-ayrault"),
    ("Daesh\tarmed_group\t\tSo-Called State\t\t\t\n", "so called state", "islamic-state"),
    (
        "Organisation des Nations unies\torganisation\t\tGlass Palace\t\t\t\n",
        "glass palace",
        "united-nations",
    ),
]


@pytest.mark.parametrize(("row", "added", "actor"), KNOWN)
def test_an_actor_of_ours_gets_further_names_and_no_second_node(
    joined: Callable[..., UserActors], row: str, added: str, actor: str
) -> None:
    user = joined(HEAD + row)
    assert (user.actors, user.known) == ({}, 1)
    assert user.names[added].actor_id == actor


def test_our_record_wins_on_a_conflict_of_id(joined: Callable[..., UserActors]) -> None:
    user = joined("id\tname\tkind\nfrance\tGallia\torganisation\n")
    assert user.actors == {}
    with using_user_actors(user):
        assert load_actors()["france"] == packaged_actors()["france"]
    assert user.names["gallia"].actor_id == "france"


def test_our_names_keep_naming_whom_they_name(joined: Callable[..., UserActors]) -> None:
    user = joined(
        HEAD
        + "Ministry of Ice\torganisation\t\tGlacier Office|Parisian\t\t\t\nIce Men\tgroup\t\tRussians\t\t\t\n"
    )
    assert "russians" not in user.names
    assert {"ministry of ice", "glacier office", "parisian", "ice men"} == user.names.keys()


def test_a_surname_of_ours_is_ours_for_a_person_of_the_same_state_only(
    joined: Callable[..., UserActors],
) -> None:
    assert joined("AYRAULT_ [FRAGOV 160101-170101]\n").known == 1
    user = joined("AYRAULT_ [USAGOV 160101-170101]\n")
    assert (user.known, user.actors) == (0, {})
    assert "give a fuller name" in user.problems[0].why


def test_a_state_of_a_dictionary_keeps_the_cities_that_we_know_apart(
    joined: Callable[..., UserActors],
) -> None:
    user = joined("AFGHANISTAN_ [AFG]\n+AFGHAN_\n+KABUL_\n+HERAT_\n+AFGANISTAN_\n")
    assert {key: name.actor_id for key, name in user.names.items()} == {"afganistan": "afghanistan"}


def test_a_territory_that_only_the_dictionary_knows_is_represented(joined: Callable[..., UserActors]) -> None:
    user = joined("BERMUDA_ [BMU]\nJANE_ICEBERG_\n\t[BMUGOV >100101]\nJOHN_ICEBERG_ [XYZGOV >100101]\n")
    with using_user_actors(user):
        assert represents_of("jane-iceberg", "2016") == "bermuda"
    assert user.actors["bermuda"].kind is ActorKind.STATE
    assert ["'XYZ'" in problem.why for problem in user.problems] == [True]


def test_one_actor_of_several_lines_and_files(joined: Callable[..., UserActors]) -> None:
    user = joined("ICE_FRONT_ [FRAREB]\n+ICICLES\n", "ICE_FRONT [FRAREB]\n+SNOWMEN\n+ICICLES\n")
    assert list(user.actors) == ["ice-front"]
    assert {name.actor_id for name in user.names.values()} == {"ice-front"}
    assert "snowmen" in user.names


def test_two_tables_in_one_process_do_not_leak(joined: Callable[..., UserActors]) -> None:
    first, second = joined(HEAD + "Ice Front\tgroup\n"), joined(HEAD + "Fire Front\tgroup\n")
    seen: list[bool] = []

    def look() -> None:
        seen.append("ice-front" in load_actors())

    with using_user_actors(first):
        assert "ice-front" in load_actors()
        with using_user_actors(second):
            assert "ice-front" not in load_actors()
            assert "fire-front" in load_actors()
        assert "ice-front" in load_actors()
        with using_user_actors(None):
            assert "ice-front" in load_actors()
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert seen == [False]
    assert load_actors() == packaged_actors()


def test_what_is_made_of_our_tables_alone_is_not_changed_by_users(joined: Callable[..., UserActors]) -> None:
    first_name_genders.cache_clear()
    load_place_forms.cache_clear()
    user = joined("name\tkind\tgender\nXyzzy Iceberg\tperson\tf\nParis\tperson\tf\n")
    with using_user_actors(user):
        assert "Xyzzy" not in first_name_genders()
        forms = load_place_forms("en")
    assert forms == load_place_forms("en")


def test_users_actors_travel_to_other_processes(joined: Callable[..., UserActors]) -> None:
    user = joined(FREEDONIA)
    copy = pickle.loads(pickle.dumps(user))
    assert copy == user
    assert hash(copy) == hash(user)
    assert (copy.actors, copy.names, copy.offices) == (user.actors, user.names, user.offices)
    with using_user_actors(copy):
        assert home_states()["vladimir-putin"] == "russia"
        assert load_actors()["ice-front"].kind is ActorKind.ARMED_GROUP


def test_an_organisation_that_changes_hands_holds_no_office(joined: Callable[..., UserActors]) -> None:
    user = joined("ICE_LEGION_ARMY\n\t[FRAMIL 100101-120101]\n\t[DEUMIL >120102]\n")
    with using_user_actors(user):
        assert represents_of("ice-legion-army", "2011") == "france"
        assert represents_of("ice-legion-army", "2016") == "germany"
        assert "ice-legion-army" not in {office.person for office in load_offices()}
