"""What the codes of event-coding dictionaries tell: whom an actor speaks for, and what it is.

A code is a row of three-letter pieces. The first names a state (ISO 3166 alpha-3: "FRAGOV") or a sort of
organisation ("IGOUNO", "NGO", "MNC"); the others are roles ("GOV", "MIL", "REB"). See `data/cameo.tsv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..model import ActorKind
from .actor_entries import ITSELF
from .actors import first_name_genders
from .spelling import WORD, name_words
from .tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .tables import Row

PIECE = 3
NO_CODE = "---"
"""How the dictionaries say that a name has no code."""

_MOST_WORDS_OF_A_PERSON = 4


@dataclass(frozen=True, slots=True)
class Code:
    """What a code tells. `represents` is an id, ITSELF, a state's code, or None: the code does not tell."""

    kind: ActorKind | None
    represents: str | None
    roles: tuple[str, ...]
    meaning: str
    state_code: str | None = None
    """A code for a state or territory and nothing else, that none of our states has ("BMU", Bermuda)."""


@cache
def read_code(code: str) -> Code:
    """Return what a code tells.

    What begins neither with a state of ours nor with a code of the table is a state or territory that only
    the dictionary knows: its own code is `represents`, for the dictionary's bare code to resolve.

    >>> read_code("FRAGOV").represents, read_code("IGOUNO").represents, read_code("NGAREB").kind
    ('france', 'united-nations', <ActorKind.ARMED_GROUP: 'armed_group'>)
    """
    table = _codes()
    first, roles = code[:PIECE], tuple(code[i : i + PIECE] for i in range(PIECE, len(code), PIECE))
    told = [row for role in roles if (row := table.get(("role", role))) is not None]
    # states come first: "MUS" is Mauritius, although Muslims are coded so in places
    start = None if first in _states() else _longest_start(code) or table.get(("role", first))
    if start is None:
        return _of_state(_states().get(first), first, roles, told)
    speaks = start.optional("speaks")
    represents = ITSELF if speaks == "itself" else None if speaks == "state" else speaks
    kinds = [kind for each in (start, *told) if (kind := _kind(each)) is not None]
    if ActorKind.ARMED_GROUP in kinds:
        return Code(ActorKind.ARMED_GROUP, represents or ITSELF, roles, start.text("meaning"))
    return Code(kinds[0] if kinds else None, represents, roles, start.text("meaning"))


def _of_state(state: str | None, code: str, roles: tuple[str, ...], told: Sequence[Row]) -> Code:
    if not roles and state is None:
        return Code(ActorKind.STATE, ITSELF, roles, "member", state_code=code)
    role = told[0] if told else None
    speaks = role.optional("speaks") if role is not None else None if roles else "state"
    represents = {"state": state or code, "itself": ITSELF}.get(speaks or "")
    kind = _kind(role) if role is not None else None
    return Code(kind, represents, roles, role.text("meaning") if role is not None else "member")


def state_of_code(code: str) -> str | None:
    """Return the id of the state with an ISO 3166 alpha-3 code, or with one in use before.

    >>> state_of_code("FRA"), state_of_code("XYZ")
    ('france', None)
    """
    return _states().get(code)


def code_of(actor_id: str) -> str | None:
    """Return the code of an actor in the event-coding dictionaries: a state's ISO 3166 alpha-3, or that of an
    organisation the table names; None for all others.

    >>> code_of("france"), code_of("united-nations"), code_of("vladimir-putin")
    ('FRA', 'IGOUNO', None)
    """
    return _codes_of_actors().get(actor_id)


@cache
def _codes_of_actors() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for (place, code), row in _codes().items():
        if place == "start" and row.optional("speaks") not in (None, "itself", "state"):
            found.setdefault(row.text("speaks"), code)
    for row in read_table("states.tsv"):
        if (iso3 := row.optional("iso3")) is not None:
            found[row.text("id")] = iso3
    return MappingProxyType(found)


def tell_kind(name: str, codes: Sequence[Code], *, dated: bool, note: str) -> ActorKind:
    """Return what an actor of a dictionary is, by its codes, its name and the coder's note.

    Dictionaries do not tell people from organisations: people are those whose codes are dated, whose first
    name is one of people only, or whom the note calls a leader or member. UNKNOWN where nothing tells.
    """
    told = next((code.kind for code in codes if code.kind is not None), None)
    if told is ActorKind.STATE:
        return told
    words = [word.casefold() for word in WORD.findall(name)]
    if not name_words("organisation").isdisjoint(words):
        return told or ActorKind.ORGANISATION
    company = any(code.meaning == "company" for code in codes)
    first_name = len(words) > 1 and words[0].capitalize() in first_name_genders()
    few = 1 < len(words) <= _MOST_WORDS_OF_A_PERSON
    noted = told is ActorKind.ARMED_GROUP and any(word in note for word in name_words("member"))
    if dated or (not company and few and (first_name or noted)):
        return ActorKind.PERSON
    return told or ActorKind.UNKNOWN


def _kind(row: Row) -> ActorKind | None:
    kind = row.optional("kind")
    return ActorKind(kind) if kind is not None else None


def _longest_start(code: str) -> Row | None:
    for end in range(len(code) - len(code) % PIECE, 0, -PIECE):
        row = _codes().get(("start", code[:end]))
        if row is not None:
            return row
    return None


@cache
def _codes() -> Mapping[tuple[str, str], Row]:
    return MappingProxyType({(row.text("place"), row.text("code")): row for row in read_table("cameo.tsv")})


@cache
def _states() -> Mapping[str, str]:
    """Return the ids of states by code: ISO 3166 alpha-3, and codes in use before."""
    old = {
        row.text("code"): row.text("speaks") for row in read_table("cameo.tsv") if row.text("place") == "old"
    }
    new = {
        code: row.text("id") for row in read_table("states.tsv") if (code := row.optional("iso3")) is not None
    }
    return MappingProxyType(old | new)
