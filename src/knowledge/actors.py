"""Who is who: states, organisations, armed groups and people, and all forms in which texts name them."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast

from ..model import Actor, ActorKind
from .kept_tables import kept_between_runs
from .tables import make_slug, read_table, strip_accents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .tables import Row
    from .user_actors import UserActors

Reading = Literal["name", "capital", "demonym", "seat", "surname"]
OrganisationType = Literal[
    "international",
    "government",
    "agency",
    "parliament",
    "court",
    "party",
    "ngo",
    "company",
    "media",
    "alliance",
]

_ORGANISATION_TABLES = {
    "organisations.tsv": ActorKind.ORGANISATION,
    "armed_groups.tsv": ActorKind.ARMED_GROUP,
    "peoples.tsv": ActorKind.GROUP,
}


@dataclass(frozen=True, slots=True)
class NameForm:
    """One way to name an actor. The same surface may name several ("Dominican", the surname "Kim")."""

    surface: str
    actor_id: str
    reading: Reading
    language: str
    """"en", "fr", or "*" for both."""


_in_force: ContextVar[UserActors | None] = ContextVar("user_actors", default=None)


@contextmanager
def using_user_actors(user: UserActors | None) -> Iterator[None]:
    """Let users' own actors be known inside a `with` block, in this thread or task; None changes nothing.

    Never hold it over a `yield`: the block would be open in whoever asks the generator.
    """
    if user is None:
        yield
        return
    token = _in_force.set(user)
    try:
        yield
    finally:
        _in_force.reset(token)


@contextmanager
def no_user_actors() -> Iterator[None]:
    """Let only the packaged actors be known inside a `with` block."""
    token = _in_force.set(None)
    try:
        yield
    finally:
        _in_force.reset(token)


def user_actors() -> UserActors | None:
    """Return users' own actors in force, see `using_user_actors`."""
    return _in_force.get()


def load_actors() -> Mapping[str, Actor]:
    """Return all known actors by id, users' own included where they are in force.

    A person's `represents` is None where it is dated, see `represents_of`.

    >>> load_actors()["vladimir-putin"].name_fr
    'Vladimir Poutine'
    """
    user = _in_force.get()
    return packaged_actors() if user is None else _joined_actors(user)


@lru_cache(maxsize=4)
def _joined_actors(user: UserActors) -> Mapping[str, Actor]:
    return MappingProxyType({**user.actors, **packaged_actors()})


@cache
def packaged_actors() -> Mapping[str, Actor]:
    """Return the actors of the packaged tables by id."""
    return MappingProxyType(_make_actors())


@kept_between_runs(dict[str, Actor])
def _make_actors() -> dict[str, Actor]:
    actors: dict[str, Actor] = {}
    for row, actor in _all_actors():
        if actor.id in actors:
            raise row.error(f"the id {actor.id!r} is taken")
        actors[actor.id] = actor
    return actors


@cache
def load_name_forms(language: str) -> tuple[NameForm, ...]:
    """Return every surface form of the packaged tables that a text in this language ("en" or "fr") may use.

    The most telling readings come first. Forms without accents and with the typographic apostrophe are
    included. Case is as in the middle of a sentence.

    >>> {form.actor_id for form in load_name_forms("fr") if form.surface == "Etats-Unis"}
    {'united-states'}
    """
    if language not in ("en", "fr"):
        raise ValueError(f"there are no names in {language!r}, only in 'en' and 'fr'")
    return _make_name_forms(language)


@kept_between_runs(tuple[NameForm, ...])
def _make_name_forms(language: str) -> tuple[NameForm, ...]:
    readings: tuple[Reading, ...] = ("name", "seat", "capital", "demonym", "surname")
    forms = {
        (variant, actor, reading): NameForm(variant, actor, reading, language)
        for surface, actor, reading in _surfaces(language)
        for variant in _spellings(surface)
    }
    return tuple(sorted(forms.values(), key=lambda form: readings.index(form.reading)))


def home_states() -> Mapping[str, str]:
    """Return the state that each person comes from, by person id; of users' actors whom they speak for."""
    user = _in_force.get()
    return _packaged_homes() if user is None else _joined_homes(user)


@lru_cache(maxsize=4)
def _joined_homes(user: UserActors) -> Mapping[str, str]:
    return MappingProxyType({**user.homes, **_packaged_homes()})


@cache
def _packaged_homes() -> Mapping[str, str]:
    rows = read_table("people.tsv")
    return MappingProxyType({row.text("id"): row.text("state") for row in rows if row.optional("state")})


@cache
def organisation_types() -> Mapping[str, OrganisationType]:
    """Return what sort of organisation each is, by id.

    As a target of a statement, one of the type "government" stands for its state.

    >>> organisation_types()["syrian-army"], organisation_types()["cia"]
    ('government', 'agency')
    """
    tabled = {row.text("id"): row.text("type") for row in read_table("organisations.tsv")}
    made = {actor.id: row.text("type") for row, actor, _ in _institutions()}
    return MappingProxyType(cast("dict[str, OrganisationType]", {**made, **tabled}))


def _all_actors() -> Iterator[tuple[Row, Actor]]:
    for row in read_table("states.tsv"):
        yield row, _actor(row, ActorKind.STATE, represents=row.text("id"))
    for table, kind in _ORGANISATION_TABLES.items():
        for row in read_table(table):
            yield row, _actor(row, kind, represents=row.optional("represents"))
    for row in read_table("people.tsv"):
        yield row, _actor(row, ActorKind.PERSON, represents=None)
    for row, actor, _ in _institutions():
        yield row, actor


def _actor(row: Row, kind: ActorKind, represents: str | None) -> Actor:
    gender = row.optional("gender") if kind is ActorKind.PERSON else None
    if gender not in (None, "f", "m"):
        raise row.error(f"gender must be f, m or empty, not {gender!r}")
    geonames = row.number("geonames") if kind is ActorKind.STATE else None
    return Actor(
        id=row.text("id"),
        name=row.text("name"),
        kind=kind,
        name_fr=row.optional("name_fr"),
        represents=represents,
        gender=cast("Literal['f', 'm'] | None", gender),
        wikidata=row.optional("wikidata"),
        geonames=None if geonames is None else int(geonames),
    )


@cache
def _institutions() -> tuple[tuple[Row, Actor, Mapping[str, tuple[str, ...]]], ...]:
    """Return what every state has (a foreign ministry, an army ...): row, actor, and its names by language.

    A row of organisations.tsv with the same id takes precedence, so that the Pentagon is no second ministry.
    """
    tabled = {row.text("id") for row in read_table("organisations.tsv")}
    patterns = read_table("institutions.tsv")
    found = []
    for state in read_table("states.tsv"):
        words = _institution_words(state)
        for row in patterns if words else ():
            if state.text("id") in row.several("except"):
                continue
            names = {
                "en": tuple(p.format_map(words) for p in (row.text("name"), *row.several("aliases_en"))),
                "fr": tuple(p.format_map(words) for p in (row.text("name_fr"), *row.several("aliases_fr"))),
            }
            name, name_fr = names["en"][0], names["fr"][0]
            actor = Actor(
                id=make_slug(name),
                name=name,
                kind=ActorKind.ORGANISATION,
                name_fr=name_fr,
                represents=state.text("id"),
            )
            if actor.id not in tabled:
                found.append((row, actor, names))
    return tuple(found)


def _institution_words(state: Row) -> dict[str, str]:
    """Return the words that fill the patterns of institutions.tsv, none if the adjective is ambiguous."""
    english, french = state.several("demonyms_en"), state.several("demonyms_fr")
    if not english or not french or state.several("ambiguous_demonyms"):
        return {}
    masculine = french[0]
    feminine = french[1] if len(french) > 1 and french[1] != masculine + "s" else masculine
    return {"state": state.text("name"), "adjective": english[0], "masculin": masculine, "feminin": feminine}


def _surfaces(language: str) -> Iterator[tuple[str, str, Reading]]:
    """Yield surface, actor and reading, as the tables spell them."""
    yield from _state_surfaces(language)
    for table in _ORGANISATION_TABLES:
        for row in read_table(table):
            names = {row.text("name"), row.optional("name_fr") if language == "fr" else None}
            for surface in (*names, *row.several(f"aliases_{language}")):
                if surface:
                    yield surface, row.text("id"), "name"
    for _, actor, institution_names in _institutions():
        for surface in institution_names[language]:
            yield surface, actor.id, "name"
    yield from _person_surfaces(language)
    for row in read_table("seats.tsv"):
        if row.text("language") in (language, "*"):
            yield row.text("surface"), row.text("actor_id"), "seat"


def _state_surfaces(language: str) -> Iterator[tuple[str, str, Reading]]:
    suffix = "_fr" if language == "fr" else ""
    for row in read_table("states.tsv"):
        state = row.text("id")
        for surface in (row.text(f"name{suffix}"), *row.several(f"aliases_{language}")):
            yield surface, state, "name"
        for capital in (*row.several(f"capital{suffix}"), *row.several("capital_aliases")):
            yield capital, state, "capital"
        for surface in row.several(f"demonyms_{language}"):
            yield surface, state, "demonym"


def _person_surfaces(language: str) -> Iterator[tuple[str, str, Reading]]:
    columns = ("aliases_en",) if language == "en" else ("aliases_en", "name_fr", "aliases_fr")
    for row in read_table("people.tsv"):
        person = row.text("id")
        for surface in (row.text("name"), *(s for column in columns for s in row.several(column))):
            yield surface, person, "name"
            if "-" in surface.split()[0]:
                yield surface.replace("-", " ", 1), person, "name"
        for surface in row.several("surname"):
            yield surface, person, "surname"


def _spellings(surface: str) -> set[str]:
    """Return the form itself, without accents, and with the typographic apostrophe.

    French editors often leave out the accents of capitals only ("Etats-Unis", "Elysée").
    """
    forms = {surface}
    if not surface.isascii():
        capitals = "".join(strip_accents(c) if c.isupper() else c for c in surface)
        forms |= {strip_accents(surface), capitals}
    return forms | {form.replace("'", "’") for form in forms}


@cache
def first_name_genders() -> Mapping[str, Literal["f", "m"]]:
    """Return the gender of each first name that only women or only men of `people.tsv` bear.

    >>> first_name_genders()["Angela"], first_name_genders().get("Xyzzy")
    ('f', None)
    """
    borne: dict[str, set[Literal["f", "m"]]] = {}
    for actor in packaged_actors().values():
        if actor.kind is ActorKind.PERSON and actor.gender is not None and " " in actor.name:
            borne.setdefault(actor.name.split()[0], set()).add(actor.gender)
    return MappingProxyType({name: next(iter(found)) for name, found in borne.items() if len(found) == 1})


@cache
def state_adjectives() -> Mapping[str, str]:
    """Return the English adjective of each state, by id.

    >>> state_adjectives()["germany"]
    'German'
    """
    rows = read_table("states.tsv")
    return MappingProxyType(
        {row.text("id"): row.several("demonyms_en")[0] for row in rows if row.several("demonyms_en")}
    )
