"""One table of a corrections file, read key by key; what is wrong with it is noted, not raised."""

from __future__ import annotations

import difflib
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from ..knowledge.spelling import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .records import Place

_Choice = TypeVar("_Choice")
_LONGEST_TOLD = 60


class Entry:
    """A table with its place in the file; every reading of a key notes what is wrong with it.

    What comes back for a wrong key is empty, and of no use: a file with problems is refused.
    """

    def __init__(self, at: Place, table: Mapping[str, Any], problems: list[str], prefix: str = "") -> None:
        self.at, self.table, self.problems, self.prefix = at, table, problems, prefix

    def inner(self, key: str) -> Entry:
        """Return a table within this one; its keys are told as `set.stance`."""
        return Entry(self.at, self.table[key], self.problems, f"{key}.")

    def wrong(self, why: str) -> None:
        """Note a problem of this table."""
        self.problems.append(f"{self.at}: {self.prefix}{why}")

    def allow(self, *keys: str) -> None:
        """Note every key that is not one of these, with the one that may be meant."""
        for key in self.table:
            if key not in (*keys, "reason"):
                self.wrong(f"the key {told(key)} is not known; {meant(key, (*keys, 'reason'))}")

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        value = self.table.get(key)
        if value is None:
            self.wrong(f"{key} is missing")
        elif not isinstance(value, str):
            self.wrong(f'{key} must be a text, as in {key} = "...", not {told(value)}')
        elif not value.strip():
            self.wrong(f"{key} is empty")
        else:
            return value.strip()
        return ""

    def text_if_given(self, key: str) -> str | None:
        """Return a text that may be left out."""
        return self.text(key) if key in self.table else None

    def name(self, key: str) -> str:
        """Return the name or id of an actor: it holds a letter or figure."""
        value = self.text(key)
        name = as_name(value)
        if value and name is None:
            self.wrong(f"{key} = {told(value)} is no name: it holds no letter, or what cannot be printed")
        return name or ""

    def name_if_given(self, key: str) -> str | None:
        """Return the name or id of an actor that may be left out."""
        return self.name(key) if key in self.table else None

    def name_or_nobody(self, key: str) -> str | None:
        """Return a name or id that may be left out, "" where an empty one is given: nobody."""
        value = self.table.get(key)
        return "" if isinstance(value, str) and not value.strip() else self.name_if_given(key)

    def names(self, key: str, least: int = 0) -> tuple[str, ...]:
        """Return the names of a list, each once."""
        value = self.table.get(key)
        if value is None:
            self.wrong(f"{key} is missing")
            return ()
        names = [as_name(each) for each in value] if isinstance(value, list) else [None]
        found = tuple(dict.fromkeys(name for name in names if name is not None))
        if None in names:
            self.wrong(f'{key} must be a list of names or ids, as in {key} = ["...", "..."]')
        elif len(found) < least:
            self.wrong(f"{key} must hold two different names or more" if found else f"{key} is empty")
        return found

    def choice(self, key: str, choices: Iterable[_Choice]) -> _Choice | None:
        """Return which of some values a key holds; true is not 1."""
        value, known = self.table.get(key), list(choices)
        for each in known:
            if each == value and type(value) in {type(each), str}:
                return each
        if value is not None:
            names = [str(each).lower() for each in known]
            near = nearest(value, names)
            hint = f"; did you mean {near}?" if near else ""
            self.wrong(f"{key} = {told(value)} is none of {', '.join(names)}{hint}")
        return None

    def reason(self) -> str | None:
        """Return the reason that is given; an empty one is none."""
        return self.text_if_given("reason") if self.table.get("reason") != "" else None


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


def as_text(value: object) -> str | None:
    """Return a TOML value as the text that it is compared with, None for a list or a table."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | float) else None
