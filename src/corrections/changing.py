"""What single corrections make of single statements: new values, or another actor in place of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..knowledge.stances import load_stances
from ..model import Statement, statement_id
from .naming import find_place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model import Actor
    from .naming import Naming
    from .records import Setting

CORRECTED = "/corrected"
"""What the rule of a changed statement ends with: who groups by its first part sees the same family."""


def changed(statement: Statement, new: Setting, naming: Naming, published: str | None) -> Statement:
    """Return a statement with new values; the same one if they are what it has.

    Evidence and offsets stay; the confidence becomes 1. Raises UnclearNameError.
    """
    values = {**_speech(statement, new), **_when_and_where(statement, new, naming)}
    on = values.get("date", statement.date) or published
    values |= _speaker(statement, new, naming, on) | _target(statement, new, naming)
    rule = statement.rule.removesuffix(CORRECTED) + CORRECTED
    return _with(statement, values, confidence=1.0, rule=rule)


def renamed(
    statement: Statement,
    into: Mapping[str, Actor],
    naming: Naming,
    published: str | None,
    represents: str | None = None,
) -> Statement:
    """Return a statement with other actors in place of those whose ids are keys of `into`.

    Whoever speaks for nobody, or for himself, speaks for whom the new one does, or for `represents`. Raises
    UnclearNameError.
    """
    values: dict[str, Any] = {}
    for role in ("speaker", "represents", "target"):
        actor = into.get(getattr(statement, f"{role}_id") or "")
        if actor is not None:
            values |= {role: actor.name, f"{role}_id": actor.id}
            if role != "represents":
                values[f"{role}_kind"] = actor.kind
    speaker = into.get(statement.speaker_id)
    if speaker is not None and represents is not None:
        values |= _owner(naming.actor(represents))
    elif speaker is not None and statement.represents_id in {None, statement.speaker_id}:
        values |= _owner(naming.represented(speaker, statement.date or published))
    return _with(statement, values)


def _with(statement: Statement, values: Mapping[str, Any], **if_new: Any) -> Statement:
    """Return a statement with values and the id that they give; the same one if they are what it has."""
    if all(getattr(statement, name) == value for name, value in values.items()):
        return statement
    new = replace(statement, **values, **if_new)
    named = (new.speaker_id, new.stance, new.target_id)
    return replace(new, id=statement_id(new.article, new.start, new.end, *named))


def _speech(statement: Statement, new: Setting) -> dict[str, Any]:
    values = {name: getattr(new, name) for name in ("polarity", "negated", "modality")}
    values = {name: value for name, value in values.items() if value is not None}
    if new.stance is None or new.stance is statement.stance:
        return values
    definition = load_stances()[new.stance]
    own = {"stance": new.stance, "polarity": definition.polarity, "intensity": definition.intensity}
    return own | values


def _when_and_where(statement: Statement, new: Setting, naming: Naming) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if new.date is not None and new.date != (statement.date or ""):
        values |= {"date": new.date or None, "date_basis": "stated" if new.date else None}
    if new.venue is not None and new.venue not in {statement.venue or "", statement.venue_id}:
        name, place_id = find_place(new.venue, naming) if new.venue else (None, None)
        values |= {"venue": name, "venue_id": place_id}
    if new.places is not None and new.places not in {statement.places, statement.place_ids}:
        found = dict(find_place(place, naming)[::-1] for place in new.places)
        values |= {"places": tuple(found.values()), "place_ids": tuple(found)}
    return values


def _speaker(statement: Statement, new: Setting, naming: Naming, on: str | None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if new.speaker is not None and not _stands(new.speaker, statement.speaker, statement.speaker_id):
        speaker = naming.actor(new.speaker, new.speaker_kind)
        values |= {"speaker": speaker.name, "speaker_id": speaker.id, "speaker_kind": speaker.kind}
        if speaker.id != statement.speaker_id:
            values |= _owner(naming.represented(speaker, on))
    elif new.speaker_kind is not None and statement.speaker_id not in naming.known:
        values["speaker_kind"] = new.speaker_kind
    if new.represents == "":
        values |= _owner(None)
    elif new.represents is not None:
        stands = _stands(new.represents, statement.represents, statement.represents_id)
        old = {"represents": statement.represents, "represents_id": statement.represents_id}
        values |= old if stands else _owner(naming.actor(new.represents))
    return values


def _target(statement: Statement, new: Setting, naming: Naming) -> dict[str, Any]:
    if new.target == "":
        return {"target": None, "target_id": None, "target_kind": None}
    if new.target is not None and not _stands(new.target, statement.target, statement.target_id):
        target = naming.actor(new.target, new.target_kind)
        return {"target": target.name, "target_id": target.id, "target_kind": target.kind}
    if new.target_kind is not None and statement.target_id not in naming.known:
        return {"target_kind": new.target_kind}
    return {}


def _owner(actor: Actor | None) -> dict[str, Any]:
    return {"represents": actor.name if actor else None, "represents_id": actor.id if actor else None}


def _stands(given: str, name: str | None, actor_id: str | None) -> bool:
    """Tell whether a name or id is that of the actor who stands in the statement already."""
    return given in {name, actor_id}
