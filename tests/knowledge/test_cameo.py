"""What the codes of event-coding dictionaries tell."""

from __future__ import annotations

import pytest

from communique.knowledge.actor_entries import ITSELF
from communique.knowledge.actors import load_actors
from communique.knowledge.cameo import code_of, read_code, state_of_code, tell_kind
from communique.knowledge.tables import read_table
from communique.model import ActorKind

ORG, PERSON, ARMED = ActorKind.ORGANISATION, ActorKind.PERSON, ActorKind.ARMED_GROUP

REPRESENTS = [
    ("FRA", "france"),
    ("FRAGOV", "france"),
    ("FRAGOVMIL", "france"),
    ("FRAELI", "france"),
    ("USASPY", "united-states"),
    ("KSVGOV", "kosovo"),
    ("FRAREB", ITSELF),
    ("FRAOPP", None),
    ("FRAXYZ", None),
    ("IGOUNO", "united-nations"),
    ("IGOUNODEVWBK", "world-bank"),
    ("IGOUNOHRIHCH", "united-nations"),
    ("IGOXYZ", ITSELF),
    ("NGOFRAHRI", ITSELF),
    ("MNCUSA", ITSELF),
    ("IMGMUSALQ", ITSELF),
    ("MEAREB", ITSELF),
    ("MED", ITSELF),
    ("MEA", None),
    ("BMU", ITSELF),
    ("BMUGOV", "BMU"),
]


@pytest.mark.parametrize(("code", "represents"), REPRESENTS)
def test_for_whom_a_code_speaks(code: str, represents: str | None) -> None:
    assert read_code(code).represents == represents


@pytest.mark.parametrize(
    "state", [row.text("iso3") for row in read_table("states.tsv") if row.optional("iso3")]
)
def test_every_state_of_ours_is_known_by_its_code(state: str) -> None:
    found = read_code(f"{state}GOV").represents
    assert found is not None
    assert load_actors()[found].kind is ActorKind.STATE


def test_the_ids_of_the_table_are_actors() -> None:
    words = {"state", "itself", None}
    ids = {row.optional("speaks") for row in read_table("cameo.tsv")} - words
    assert ids <= load_actors().keys()


def test_a_code_of_nobody() -> None:
    assert state_of_code("XYZ") is None


KINDS = [
    ("MINISTRY OF ICE", "FRAGOV", False, "", ORG),
    ("JEAN AYRAULT", "FRAGOV", True, "", PERSON),
    ("HAMMARSKJOLD", "IGOUNO", True, "", PERSON),
    ("FIRST FACTION", "FRAREB", True, "", ARMED),
    ("BURNING PATH", "GRCREB", False, "", ARMED),
    ("UMAR SHAHEEN", "IMGKASMUS", False, " senior leader ", PERSON),
    ("UMAR SHAHEEN", "IMGKASMUS", False, "", ARMED),
    ("JAVIER SOLANA", "IGOUNO", False, "", PERSON),
    ("CHARLES SCHWAB", "MNCUSA", False, "", ORG),
    ("SAFERWORLD", "NGOGBR", False, "", ORG),
    ("MOSSAD", "ISRSPY", False, "", ORG),
    ("ERGENEKON", "TURELI", False, "", ActorKind.UNKNOWN),
    ("BERMUDA", "BMU", False, "", ActorKind.STATE),
]


@pytest.mark.parametrize(("name", "code", "dated", "note", "kind"), KINDS)
def test_kinds_as_well_as_can_be_told(name: str, code: str, dated: bool, note: str, kind: ActorKind) -> None:
    assert tell_kind(name, [read_code(code)], dated=dated, note=note) is kind


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        ("france", "FRA"),
        ("kosovo", None),  # no ISO code; CAMEO's KSV is one "in use before"
        ("united-nations", "IGOUNO"),
        ("african-union", "IGOAFRAFU"),
        ("world-bank", "IGOUNODEVWBK"),
        ("vladimir-putin", None),
        ("itself", None),
        ("", None),
    ],
)
def test_the_code_of_an_actor(actor: str, code: str | None) -> None:
    assert code_of(actor) == code
    if code is not None:
        assert read_code(code).represents == actor
