"""Each sort of correction: its table -> its record; what is wrong with it is noted in the entry."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from ..knowledge.offices import date_range
from ..knowledge.spelling import fold_name
from ..model import ActorKind, Modality, Polarity, Stance, Statement
from .entries import as_name, as_names, as_text, meant, told
from .records import (
    Alias,
    Apart,
    Change,
    Correction,
    Drop,
    Merge,
    Selection,
    Setting,
    Split,
    make_pattern,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .entries import Entry
    from .records import Pattern

WHERE = tuple(each.name for each in fields(Statement))
SET = tuple(each.name for each in fields(Setting))
_ID = re.compile(r"[0-9a-f]{16}")


def _selection(entry: Entry, *, by_id: bool = True) -> Selection | None:
    """Return which statements are meant: by id, or by patterns."""
    where, given = entry.table.get("where"), entry.table.get("statement")
    if given is not None and where is not None:
        entry.wrong("give statement or where, not both")
        return None
    if given is not None and by_id:
        statement, article, evidence = map(entry.text, ("statement", "article", "evidence"))
        if statement is None:
            return None
        found = statement.lower().removeprefix("#")
        if not _ID.fullmatch(found):
            entry.wrong(f"statement = {told(statement)} is no id; an id is 16 of the figures 0-9 a-f")
            return None
        return Selection(found, (), article, evidence)
    for key in ("article", "evidence"):
        if key in entry.table and by_id:
            entry.wrong(f"{key} stands here only beside statement; write where = {{ {key} = ... }}")
    if where is None:
        which = "statement or where" if by_id else "where"
        entry.wrong(f"{which} is missing: which statements are meant?")
        return None
    if not isinstance(where, dict) or not where:
        entry.wrong('where must hold patterns, as in where = { speaker = "France" }')
        return None
    patterns = [_pattern(entry, key, value) for key, value in where.items()]
    kept = tuple(each for each in patterns if each is not None)
    return Selection(None, kept) if len(kept) == len(patterns) else None


def _pattern(entry: Entry, key: str, value: object) -> Pattern | None:
    if key not in WHERE:
        entry.wrong(f"where.{key}: a statement has no field {told(key)}; {meant(key, WHERE)}")
        return None
    text = as_text(value)
    if text is None:
        entry.wrong(f"where.{key} must be one text, number or true/false, not {told(value)}")
        return None
    try:
        return make_pattern(key, text)
    except ValueError as error:
        entry.wrong(f"where.{key}: {error}")
        return None


def _setting(entry: Entry) -> Setting | None:
    """Return the new values of a change."""
    given = entry.table.get("set")
    if not isinstance(given, dict) or not given:
        entry.wrong('set must hold new values, as in set = { stance = "criticize" }')
        return None
    before = len(entry.problems)
    for key in given:
        if key not in SET:
            what = "cannot be changed" if key in WHERE else "is not known"
            entry.wrong(f"set.{key} {what}; {meant(key, SET)}")
    values: dict[str, Any] = {
        key: _set_text(entry, key, given.get(key)) for key in ("speaker", "represents", "target", "venue")
    }
    if values["speaker"] == "":
        entry.wrong("set.speaker is empty; a statement needs a speaker, or drop it")
    values["date"] = _set_date(entry, given.get("date"))
    values["places"] = _set_places(entry, given.get("places"))
    values["negated"] = _one_of(entry, "negated", given.get("negated"), (True, False))
    values["polarity"] = _one_of(entry, "polarity", given.get("polarity"), get_args(Polarity))
    values["modality"] = _one_of(entry, "modality", given.get("modality"), get_args(Modality))
    values["stance"] = entry.choice("stance", Stance, given)
    for role in ("speaker", "target"):
        values[f"{role}_kind"] = entry.choice(f"{role}_kind", ActorKind, given)
        if f"{role}_kind" in given and not given.get(role):
            entry.wrong(f"set.{role}_kind stands only beside set.{role}")
    return Setting(**values) if len(entry.problems) == before else None


def _set_text(entry: Entry, key: str, value: object) -> str | None:
    if value is None:
        return None
    name = "" if isinstance(value, str) and not value.strip() else as_name(value)
    if name is None:
        entry.wrong(f"set.{key} must be a name or id in quotation marks, not {told(value)}")
    return name


def _set_date(entry: Entry, value: object) -> str | None:
    if value is None:
        return None
    text = as_text(value)
    try:
        days = [date_range(part) for part in text.split("/", 1)] if text else []
    except ValueError:
        days = [(date.max, date.min)]
    if text is None or (days and days[-1][1] < days[0][0]):
        entry.wrong(
            f"set.date = {told(value)} is no date; write 2016-12-12, 2016-12 or 2016 in quotation marks"
        )
        return None
    return text


def _set_places(entry: Entry, value: object) -> tuple[str, ...] | None:
    if value is None:
        return None
    names = as_names(value)
    if names is None:
        entry.wrong('set.places must be a list of names or ids, as in places = ["Aleppo"]')
    return names


def _one_of(entry: Entry, key: str, value: object, choices: tuple[Any, ...]) -> Any:
    if value is None:
        return None
    if not any(value == each and type(value) is type(each) for each in choices):
        known = ", ".join(str(each).lower() for each in choices)
        entry.wrong(f"set.{key} = {told(value)} is none of {known}")
        return None
    return value


def _drop(entry: Entry) -> Drop | None:
    entry.allow("statement", "where", "article", "evidence")
    which, reason = _selection(entry), entry.reason()
    return Drop(entry.at, reason, which) if which is not None else None


def _change(entry: Entry) -> Change | None:
    entry.allow("statement", "where", "set", "article", "evidence")
    which, setting, reason = _selection(entry), _setting(entry), entry.reason()
    return Change(entry.at, reason, which, setting) if which is not None and setting is not None else None


def _split(entry: Entry) -> Split | None:
    entry.allow("actor", "where", "into", "kind", "represents")
    actor, into, which = entry.name("actor"), entry.name("into"), _selection(entry, by_id=False)
    kind, represents = entry.choice("kind", ActorKind), entry.name("represents", needed=False)
    if actor is not None and into is not None and fold_name(actor) == fold_name(into):
        entry.wrong(f"into must be another actor than {told(actor)}")
    if actor is None or into is None or which is None:
        return None
    return Split(entry.at, entry.reason(), actor, which, into, kind, represents)


def _merge(entry: Entry) -> Merge | None:
    entry.allow("names", "into", "kind")
    names, into, kind = entry.names(), entry.name("into"), entry.choice("kind", ActorKind)
    if names == ():
        entry.wrong("names is empty")
    return Merge(entry.at, entry.reason(), names, into, kind) if names and into is not None else None


def _apart(entry: Entry) -> Apart | None:
    entry.allow("names")
    names = entry.names()
    if names is not None and len(names) < 2:
        entry.wrong("names must hold two different names or more")
    return Apart(entry.at, entry.reason(), names) if names is not None else None


def _alias(entry: Entry) -> Alias | None:
    entry.allow("name", "actor", "kind", "represents")
    name, actor = entry.name("name"), entry.name("actor")
    kind, represents = entry.choice("kind", ActorKind), entry.name("represents", needed=False)
    if name is None or actor is None:
        return None
    return Alias(entry.at, entry.reason(), name, actor, kind, represents)


ENTRIES: Mapping[str, Callable[[Entry], Correction | None]] = {
    "alias": _alias,
    "drop": _drop,
    "change": _change,
    "split": _split,
    "merge": _merge,
    "apart": _apart,
}
"""How each sort of correction is read, by the name of its table."""
