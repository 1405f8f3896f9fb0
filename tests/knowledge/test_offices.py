"""Who held which office when."""

from datetime import date
from itertools import pairwise

import pytest

from communique.knowledge.actors import load_actors
from communique.knowledge.offices import date_range, load_offices, office_holders, offices_of, represents_of


@pytest.mark.parametrize(
    ("role", "represents", "on", "holders"),
    [
        ("foreign_minister", "france", "2016-10-12", ("jean-marc-ayrault",)),
        ("foreign_minister", "france", "2016-10", ("jean-marc-ayrault",)),
        ("foreign_minister", "france", "2016", ("laurent-fabius", "jean-marc-ayrault")),
        ("foreign_minister", "united-states", "2016-10-12", ("john-kerry",)),
        ("foreign_minister", "united-kingdom", "2016-10-12", ("boris-johnson",)),
        ("foreign_minister", "european-union", "2016-10-12", ("federica-mogherini",)),
        ("head_of_state", "france", "2016-10-12", ("francois-hollande",)),
        ("head_of_state", "united-states", "2018-05", ("donald-trump",)),
        ("head_of_state", "iran", "2019-06", ("hassan-rouhani",)),
        ("head_of_state", "syria", "2016-10", ("bashar-al-assad",)),
        ("head_of_government", "germany", "2016", ("angela-merkel",)),
        ("head_of_organisation", "united-nations", "2016-10", ("ban-ki-moon",)),
        ("head_of_organisation", "nato", "2019", ("jens-stoltenberg",)),
        ("foreign_minister", "france", "1900", ()),
    ],
)
def test_office_holders(role: str, represents: str, on: str, holders: tuple[str, ...]) -> None:
    assert set(office_holders(role, represents, on)) == set(holders)


@pytest.mark.parametrize(
    ("actor", "on", "represented"),
    [
        ("boris-johnson", "2016-10", "united-kingdom"),
        ("staffan-de-mistura", "2016-10", "united-nations"),
        ("donald-tusk", "2010", "poland"),
        ("donald-tusk", "2016-10", "european-union"),
        ("stephane-le-foll", "2016-10-12", "france"),
        ("john-brennan", "2016-10", "united-states"),
        ("martin-schulz", "2016-10", "european-union"),
        ("kofi-annan", "2020", None),
        ("syria", None, "syria"),
        ("united-states-department-of-defense", None, "united-states"),
        ("islamic-revolutionary-guard-corps", "2019", "iran"),
        ("houthi-movement", None, "houthi-movement"),
        ("marine-le-pen", "1990", "france"),
        ("nobody-known", "2016", None),
    ],
)
def test_represents_of(actor: str, on: str | None, represented: str | None) -> None:
    assert represents_of(actor, on) == represented


def test_offices_refer_to_known_actors_and_tell_their_source() -> None:
    actors = load_actors()
    for office in load_offices():
        assert office.person in actors
        assert office.represents in actors
        assert office.title
        assert office.source


def test_offices_of_without_date_are_all() -> None:
    assert [office.role for office in offices_of("jean-marc-ayrault")] == [
        "head_of_government",
        "foreign_minister",
    ]
    assert offices_of("nobody-known") == ()


TWO_AT_A_TIME = {
    ("south-korea", "roh-moo-hyun", "goh-kun"): "suspended by the impeachment of 2004, then reinstated",
    ("south-korea", "park-geun-hye", "hwang-kyo-ahn"): "suspended by the impeachment of 2016",
    ("brazil", "dilma-rousseff", "michel-temer"): "suspended by the impeachment of 2016",
    ("romania", "traian-basescu", "nicolae-vacaroiu"): "suspended until the referendum of 2007",
    ("venezuela", "hugo-chavez", "pedro-carmona"): "the coup of April 2002",
    ("ivory-coast", "laurent-gbagbo", "alassane-ouattara"): "both sworn in after the election of 2010",
    ("libya", "muammar-gaddafi", "mustafa-abdul-jalil"): "the rebels' council of 2011",
    ("libya", "baghdadi-mahmudi", "mahmoud-jibril"): "the rebels' council of 2011",
    ("serbia", "svetozar-marovic", "boris-tadic"): "the president of the union and the one of the republic",
}
"""Who held one office at once, the earlier first, and why."""


@pytest.mark.parametrize(
    "role", ["head_of_state", "head_of_government", "foreign_minister", "defence_minister"]
)
def test_no_two_hold_one_office_on_the_same_days(role: str) -> None:
    """Days of handover are shared, and a date that is only known to the month or year may hide one."""
    offices = [office for office in load_offices() if office.role == role and office.start]
    for earlier in offices:
        for later in offices:
            same_seat = later.represents == earlier.represents and later.person != earlier.person
            if (later.represents, earlier.person, later.person) in TWO_AT_A_TIME:
                continue
            if same_seat and (earlier.start or "") < (later.start or ""):
                assert earlier.end, (earlier, later)
                assert date_range(earlier.end)[0] <= date_range(later.start or "")[1], (earlier, later)


def test_nobody_holds_one_office_twice_at_a_time() -> None:
    terms: dict[tuple[str, str, str, str], list[tuple[str, str]]] = {}
    for office in load_offices():
        key = (office.person, office.role, office.represents, office.title)
        terms.setdefault(key, []).append((office.start or "", office.end or "9999"))
    for key, dates in terms.items():
        dates.sort()
        for (_, end), (start, _) in pairwise(dates):
            assert end[: len(start)] <= start[: len(end)], key


def test_exceptions_are_needed() -> None:
    held = {(office.represents, office.person) for office in load_offices()}
    for state, *people in TWO_AT_A_TIME:
        assert all((state, person) in held for person in people)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-02-11", date(2016, 2, 11), date(2016, 2, 11)),
    ],
)
def test_date_range(edtf: str, first: date, last: date) -> None:
    assert date_range(edtf) == (first, last)


@pytest.mark.parametrize("edtf", ["", "16", "2016-13", "2016-02-30", "2016-2-1", "now"])
def test_date_range_refuses_what_is_no_date(edtf: str) -> None:
    with pytest.raises(ValueError):
        date_range(edtf)
