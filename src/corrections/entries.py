"""One table of a corrections file -> one record; what is wrong with it is collected, not raised."""

from __future__ import annotations

import difflib
import re
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from ..knowledge.offices import date_range
from ..knowledge.spelling import fold_name
from ..model import ActorKind, Modality, Polarity, Stance, Statement
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
    from collections.abc import Callable, Iterable, Mapping
    from enum import StrEnum

    from .records import Pattern, Place

_Enum = TypeVar("_Enum", bound="StrEnum")

WHERE = tuple(each.name for each in fields(Statement))
SET = tuple(each.name for each in fields(Setting))
_LONGEST_TOLD = 60
_ID = re.compile(r"[0-9a-f]{16}")


class Entry:
    """A table with its place in the file; every reading of a key notes what is wrong with it."""

    def __init__(self, at: Place, table: Mapping[str, Any], problems: list[str]) -> None:
        self.at, self.table, self.problems = at, table, problems

    def wrong(self, why: str) -> None:
        """Note a problem of this table."""
        self.problems.append(f"{self.at}: {why}")

    def allow(self, *keys: str) -> None:
        """Note every key that is not one of these, with the one that may be meant."""
        for key in self.table:
            if key not in (*keys, "reason"):
                self.wrong(f"the key {_told(key)} is not known; {_meant(key, (*keys, 'reason'))}")

    def text(self, key: str, *, needed: bool = False) -> str | None:
        """Return a text that is not empty, None where there is none."""
        value = self.table.get(key)
        if value is None:
            if needed:
                self.wrong(f"{key} is missing")
            return None
        if not isinstance(value, str):
            self.wrong(f'{key} must be a text, as in {key} = "...", not {_told(value)}')
            return None
        if not value.strip():
            self.wrong(f"{key} is empty")
            return None
        return value.strip()

    def name(self, key: str, *, needed: bool = True) -> str | None:
        """Return the name or id of an actor: it holds a letter or figure."""
        value = self.text(key, needed=needed)
        if value is not None and not fold_name(value):
            self.wrong(f"{key} = {_told(value)} holds no letter")
            return None
        return value

    def names(self) -> tuple[str, ...] | None:
        """Return the texts of `names`, each once."""
        value = self.table.get("names")
        if value is None:
            self.wrong("names is missing")
            return None
        if not isinstance(value, list) or not all(
            isinstance(each, str) and fold_name(each) for each in value
        ):
            self.wrong('names must be a list of names or ids, as in names = ["...", "..."]')
            return None
        return tuple(dict.fromkeys(each.strip() for each in value))

    def choice(self, key: str, enum: type[_Enum], values: Mapping[str, Any] | None = None) -> _Enum | None:
        """Return the member of an enumeration that a key names."""
        value = (self.table if values is None else values).get(key)
        if value is None:
            return None
        known = [each.value for each in enum]
        if value not in known:
            self.wrong(f"{key} = {_told(value)} is none; {_meant(value, known)}")
            return None
        return enum(value)

    def reason(self) -> str | None:
        """Return the reason that is given; an empty one is none."""
        return self.text("reason") if self.table.get("reason") != "" else None

    def selection(self, *, by_id: bool = True) -> Selection | None:
        """Return which statements are meant: by id, or by patterns."""
        where, given = self.table.get("where"), self.table.get("statement")
        if given is not None and where is not None:
            self.wrong("give statement or where, not both")
            return None
        if given is not None and by_id:
            statement, article, evidence = map(self.text, ("statement", "article", "evidence"))
            if statement is None:
                return None
            found = statement.lower().removeprefix("#")
            if not _ID.fullmatch(found):
                self.wrong(f"statement = {_told(statement)} is no id; an id is 16 of the figures 0-9 a-f")
                return None
            return Selection(found, (), article, evidence)
        for key in ("article", "evidence"):
            if key in self.table and by_id:
                self.wrong(f"{key} stands here only beside statement; write where = {{ {key} = ... }}")
        if where is None:
            which = "statement or where" if by_id else "where"
            self.wrong(f"{which} is missing: which statements are meant?")
            return None
        if not isinstance(where, dict) or not where:
            self.wrong('where must hold patterns, as in where = { speaker = "France" }')
            return None
        patterns = [self._pattern(key, value) for key, value in where.items()]
        kept = tuple(each for each in patterns if each is not None)
        return Selection(None, kept) if len(kept) == len(patterns) else None

    def _pattern(self, key: str, value: object) -> Pattern | None:
        if key not in WHERE:
            self.wrong(f"where.{key}: a statement has no field {_told(key)}; {_meant(key, WHERE)}")
            return None
        text = _plain(value)
        if text is None:
            self.wrong(f"where.{key} must be one text, number or true/false, not {_told(value)}")
            return None
        try:
            return make_pattern(key, text)
        except ValueError as error:
            self.wrong(f"where.{key}: {error}")
            return None

    def setting(self) -> Setting | None:
        """Return the new values of a change."""
        given = self.table.get("set")
        if not isinstance(given, dict) or not given:
            self.wrong('set must hold new values, as in set = { stance = "criticize" }')
            return None
        before = len(self.problems)
        for key in given:
            if key not in SET:
                what = "cannot be changed" if key in WHERE else "is not known"
                self.wrong(f"set.{key} {what}; {_meant(key, SET)}")
        values: dict[str, Any] = {
            key: self._set_text(key, given.get(key)) for key in ("speaker", "represents", "target", "venue")
        }
        if values["speaker"] == "":
            self.wrong("set.speaker is empty; a statement needs a speaker, or drop it")
        values["date"] = self._set_date(given.get("date"))
        values["places"] = self._set_places(given.get("places"))
        values["negated"] = self._one_of("negated", given.get("negated"), (True, False))
        values["polarity"] = self._one_of("polarity", given.get("polarity"), get_args(Polarity))
        values["modality"] = self._one_of("modality", given.get("modality"), get_args(Modality))
        values["stance"] = self.choice("stance", Stance, given)
        for role in ("speaker", "target"):
            values[f"{role}_kind"] = self.choice(f"{role}_kind", ActorKind, given)
            if f"{role}_kind" in given and not given.get(role):
                self.wrong(f"set.{role}_kind stands only beside set.{role}")
        return Setting(**values) if len(self.problems) == before else None

    def _set_text(self, key: str, value: object) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str) or (value.strip() and not fold_name(value)):
            self.wrong(f"set.{key} must be a name or id in quotation marks, not {_told(value)}")
            return None
        return value.strip()

    def _set_date(self, value: object) -> str | None:
        if value is None:
            return None
        text = _plain(value)
        try:
            days = [date_range(part) for part in text.split("/", 1)] if text else []
        except ValueError:
            days = [(date.max, date.min)]
        if text is None or (days and days[-1][1] < days[0][0]):
            self.wrong(
                f"set.date = {_told(value)} is no date; write 2016-12-12, 2016-12 or 2016 in quotation marks"
            )
            return None
        return text

    def _set_places(self, value: object) -> tuple[str, ...] | None:
        if value is None:
            return None
        if not isinstance(value, list) or not all(
            isinstance(each, str) and fold_name(each) for each in value
        ):
            self.wrong('set.places must be a list of names or ids, as in places = ["Aleppo"]')
            return None
        return tuple(dict.fromkeys(each.strip() for each in value))

    def _one_of(self, key: str, value: object, choices: tuple[Any, ...]) -> Any:
        if value is None:
            return None
        if not any(value == each and type(value) is type(each) for each in choices):
            known = ", ".join(str(each).lower() for each in choices)
            self.wrong(f"set.{key} = {_told(value)} is none of {known}")
            return None
        return value


def nearest(word: object, known: Iterable[str]) -> str | None:
    """Return what may be meant by a word that is not known."""
    found = difflib.get_close_matches(str(word).casefold(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def _meant(word: object, known: Iterable[str]) -> str:
    known = list(known)
    meant = nearest(word, known)
    return f"did you mean {meant}?" if meant else f"known are {', '.join(known)}"


def _told(value: object) -> str:
    told = repr(value)
    return told if len(told) <= _LONGEST_TOLD else told[:_LONGEST_TOLD] + "…"


def _plain(value: object) -> str | None:
    """Return a TOML value as the text that it is compared with, None for a list or a table."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | float) else None


def _drop(entry: Entry) -> Drop | None:
    entry.allow("statement", "where", "article", "evidence")
    which, reason = entry.selection(), entry.reason()
    return Drop(entry.at, reason, which) if which is not None else None


def _change(entry: Entry) -> Change | None:
    entry.allow("statement", "where", "set", "article", "evidence")
    which, setting, reason = entry.selection(), entry.setting(), entry.reason()
    return Change(entry.at, reason, which, setting) if which is not None and setting is not None else None


def _split(entry: Entry) -> Split | None:
    entry.allow("actor", "where", "into", "kind", "represents")
    actor, into, which = entry.name("actor"), entry.name("into"), entry.selection(by_id=False)
    kind, represents = entry.choice("kind", ActorKind), entry.name("represents", needed=False)
    if actor is not None and into is not None and fold_name(actor) == fold_name(into):
        entry.wrong(f"into must be another actor than {_told(actor)}")
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
