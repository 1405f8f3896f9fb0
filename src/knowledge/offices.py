"""Who held which office when, and for whom an actor speaks on a day.

Dates are EDTF as precise as they are known: "2016-02-11", "2016-02" or "2016". A month or a year counts
as all of its days, so a question about 2016-05 finds everybody who was in office on any day of that May.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from ..model import ActorKind, Office
from .actors import home_states, load_actors, user_actors
from .tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .tables import Row
    from .user_actors import UserActors

_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_ROLE_ORDER = ("head_of_state", "head_of_government", "foreign_minister")
"""Whose office tells for whom a person speaks who has several at once."""


_Key = TypeVar("_Key")


def load_offices() -> tuple[Office, ...]:
    """Return all known offices, in the order of the table; then those of users' own tables, see
    `using_user_actors`.
    """
    user = user_actors()
    return _packaged_offices() if user is None else _packaged_offices() + _offices_held(user)


@lru_cache(maxsize=4)
def _offices_held(user: UserActors) -> tuple[Office, ...]:
    """Return the offices of people: an organisation that belongs to another for a time holds none."""
    actors = load_actors()
    return tuple(office for office in user.offices if actors[office.person].kind is ActorKind.PERSON)


@cache
def _packaged_offices() -> tuple[Office, ...]:
    return tuple(_office(row) for row in read_table("offices.tsv"))


def offices_of(person_id: str, on: str | None = None) -> tuple[Office, ...]:
    """Return the offices a person held on a date, or all of them if no date is given.

    >>> [office.role for office in offices_of("jean-marc-ayrault", "2016-10")]
    ['foreign_minister']
    """
    user = user_actors()
    given = () if user is None else _user_offices(user).get(person_id, ())
    return _held(_offices_by_person().get(person_id, ()) + given, on)


def office_holders(role: str, represents: str, on: str | None) -> tuple[str, ...]:
    """Return the ids of those who held an office on a date: several where a handover falls into it.

    >>> office_holders("foreign_minister", "france", "2016-10-12")
    ('jean-marc-ayrault',)
    """
    offices = _held(_offices_by_seat().get((role, represents), ()), on)
    return tuple(dict.fromkeys(office.person for office in offices))


def represents_of(actor_id: str, on: str | None) -> str | None:
    """Return the state or organisation for whom an actor speaks on a date, None if unknown.

    A person speaks for the weightiest office of the date, or without any for the state the person is from;
    who heads an agency, for the state it belongs to.

    >>> represents_of("boris-johnson", "2016-10"), represents_of("syrian-army", None)
    ('united-kingdom', 'syria')
    """
    actor = load_actors().get(actor_id)
    if actor is None:
        return None
    offices = offices_of(actor_id, on) if on else ()
    if not offices:
        return actor.represents or home_states().get(actor_id)
    employer = load_actors()[min(offices, key=_weight).represents]
    return employer.represents or employer.id


@lru_cache(maxsize=65536)
def date_range(edtf: str) -> tuple[date, date]:
    """Return the first and the last day of an EDTF date.

    >>> date_range("2016-02")
    (datetime.date(2016, 2, 1), datetime.date(2016, 2, 29))
    """
    match = _EDTF.fullmatch(edtf)
    if not match:
        raise ValueError(f"{edtf!r} is no date of the form 2016-02-11, 2016-02 or 2016")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def _office(row: Row) -> Office:
    start, end = row.optional("start"), row.optional("end")
    try:
        first = date_range(start)[0] if start else date.min
        last = date_range(end)[1] if end else date.max
    except ValueError as error:
        raise row.error(str(error)) from error
    if last < first:
        raise row.error(f"the office ends ({end}) before it starts ({start})")
    return Office(
        person=row.text("person"),
        role=row.text("role"),
        title=row.text("title"),
        title_fr=row.optional("title_fr"),
        represents=row.text("represents"),
        start=start,
        end=end,
        source=row.text("source"),
    )


@cache
def _offices_by_person() -> Mapping[str, tuple[Office, ...]]:
    return MappingProxyType(_grouped((office.person, office) for office in _packaged_offices()))


@cache
def _offices_by_seat() -> Mapping[tuple[str, str], tuple[Office, ...]]:
    offices = _packaged_offices()
    return MappingProxyType(_grouped(((office.role, office.represents), office) for office in offices))


@lru_cache(maxsize=4)
def _user_offices(user: UserActors) -> Mapping[str, tuple[Office, ...]]:
    return MappingProxyType(_grouped((office.person, office) for office in user.offices))


def _grouped(pairs: Iterable[tuple[_Key, Office]]) -> dict[_Key, tuple[Office, ...]]:
    groups: dict[_Key, list[Office]] = {}
    for key, office in pairs:
        groups.setdefault(key, []).append(office)
    return {key: tuple(offices) for key, offices in groups.items()}


def _held(offices: tuple[Office, ...], on: str | None) -> tuple[Office, ...]:
    return offices if on is None else held_between(offices, *date_range(on))


def held_between(offices: Iterable[Office], first: date, last: date) -> tuple[Office, ...]:
    """Return the offices that were held on any day from the first to the last, in the order given."""
    return tuple(office for office in offices if _start(office) <= last and first <= _end(office))


def _start(office: Office) -> date:
    return date_range(office.start)[0] if office.start else date.min


def _end(office: Office) -> date:
    return date_range(office.end)[1] if office.end else date.max


def _weight(office: Office) -> int:
    return _ROLE_ORDER.index(office.role) if office.role in _ROLE_ORDER else len(_ROLE_ORDER)
