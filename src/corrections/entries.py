"""One table of a corrections file, read key by key; what is wrong with it is noted, not raised."""

from __future__ import annotations

import difflib
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from ..knowledge.spelling import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from .records import Place

_Enum = TypeVar("_Enum", bound="StrEnum")
_LONGEST_TOLD = 60


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
                self.wrong(f"the key {told(key)} is not known; {meant(key, (*keys, 'reason'))}")

    def text(self, key: str, *, needed: bool = False) -> str | None:
        """Return a text that is not empty, None where there is none."""
        value = self.table.get(key)
        if value is None:
            if needed:
                self.wrong(f"{key} is missing")
            return None
        if not isinstance(value, str):
            self.wrong(f'{key} must be a text, as in {key} = "...", not {told(value)}')
            return None
        if not value.strip():
            self.wrong(f"{key} is empty")
            return None
        return value.strip()

    def name(self, key: str, *, needed: bool = True) -> str | None:
        """Return the name or id of an actor: it holds a letter or figure."""
        value = self.text(key, needed=needed)
        if value is None:
            return None
        name = as_name(value)
        if name is None:
            self.wrong(f"{key} = {told(value)} is no name: it holds no letter, or what cannot be printed")
        return name

    def names(self) -> tuple[str, ...] | None:
        """Return the texts of `names`, each once."""
        value = self.table.get("names")
        if value is None:
            self.wrong("names is missing")
            return None
        names = as_names(value)
        if names is None:
            self.wrong('names must be a list of names or ids, as in names = ["...", "..."]')
        return names

    def choice(self, key: str, enum: type[_Enum], values: Mapping[str, Any] | None = None) -> _Enum | None:
        """Return the member of an enumeration that a key names."""
        value = (self.table if values is None else values).get(key)
        if value is None:
            return None
        known = [each.value for each in enum]
        if value not in known:
            self.wrong(f"{key} = {told(value)} is none; {meant(value, known)}")
            return None
        return enum(value)

    def reason(self) -> str | None:
        """Return the reason that is given; an empty one is none."""
        return self.text("reason") if self.table.get("reason") != "" else None


def nearest(word: object, known: Iterable[str]) -> str | None:
    """Return what may be meant by a word that is not known."""
    found = difflib.get_close_matches(str(word).casefold(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def meant(word: object, known: Iterable[str]) -> str:
    """Return what may be meant in words, or all that is known.

    >>> meant("speeker", ["speaker", "target"]), meant("x", ["speaker", "target"])
    ('did you mean speaker?', 'known are speaker, target')
    """
    known = list(known)
    near = nearest(word, known)
    return f"did you mean {near}?" if near else f"known are {', '.join(known)}"


def told(value: object) -> str:
    """Return a value as a message shows it, cut short."""
    text = repr(value)
    return text if len(text) <= _LONGEST_TOLD else text[:_LONGEST_TOLD] + "…"


def as_name(value: object) -> str | None:
    """Return a name or id with single spaces; None for what holds no letter or figure, or control characters.

    >>> as_name("  John \t Smith "), as_name("?!"), as_name("a\\0b")
    ('John Smith', None, None)
    """
    name = " ".join(value.split()) if isinstance(value, str) else ""
    return name if fold_name(name) and name.isprintable() else None


def as_names(value: object) -> tuple[str, ...] | None:
    """Return the names of a list, each once; None for anything else."""
    names = [as_name(each) for each in value] if isinstance(value, list) else [None]
    found = tuple(dict.fromkeys(name for name in names if name is not None))
    return None if None in names else found


def as_text(value: object) -> str | None:
    """Return a TOML value as the text that it is compared with, None for a list or a table."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | float) else None
