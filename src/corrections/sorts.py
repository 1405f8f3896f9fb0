"""Each sort of correction: its table -> its record; what is wrong with it is noted in the entry."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, get_args

from ..knowledge.offices import date_range
from ..knowledge.spelling import fold_name
from ..model import ActorKind, Modality, Polarity, Stance, Statement
from .entries import as_text, meant, told
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
    from collections.abc import Callable, Iterator, Mapping

    from .entries import Entry
    from .records import Pattern

WHERE = tuple(each.name for each in fields(Statement))
SET = tuple(each.name for each in fields(Setting))
_ID = re.compile(r"[0-9a-f]{16}")


def _selection(entry: Entry) -> Selection:
    """Return which statements are meant, by id or by patterns."""
    if "statement" not in entry.table:
        for key in ("article", "evidence"):
            if key in entry.table:
                entry.wrong(f"{key} stands here only beside statement; write where = {{ {key} = ... }}")
        return _selection_by_patterns(entry, "statement or where")
    if "where" in entry.table:
        entry.wrong("give statement or where, not both")
    given = entry.text("statement")
    statement = given.lower().removeprefix("#")
    if given and not _ID.fullmatch(statement):
        entry.wrong(f"statement = {told(given)} is no id; an id is 16 of the figures 0-9 a-f")
    return Selection(statement, (), entry.text_if_given("article"), entry.text_if_given("evidence"))


def _selection_by_patterns(entry: Entry, needed: str = "where") -> Selection:
    where = entry.table.get("where")
    if where is None:
        entry.wrong(f"{needed} is missing: which statements are meant?")
    elif not isinstance(where, dict) or not where:
        entry.wrong('where must hold patterns, as in where = { speaker = "France" }')
    else:
        return Selection(None, tuple(_patterns(entry.inner("where"))))
    return Selection()


def _patterns(where: Entry) -> Iterator[Pattern]:
    for key, value in where.table.items():
        text = as_text(value)
        if key not in WHERE:
            where.wrong(f"{key}: a statement has no field {told(key)}; {meant(key, WHERE)}")
        elif text is None:
            where.wrong(f"{key} must be one text, number or true/false, not {told(value)}")
        else:
            try:
                yield make_pattern(key, text)
            except ValueError as error:
                where.wrong(f"{key}: {error}")


def _setting(entry: Entry) -> Setting:
    """Return the new values of a change."""
    given = entry.table.get("set")
    if not isinstance(given, dict) or not given:
        entry.wrong('set must hold new values, as in set = { stance = "criticize" }')
        return Setting()
    new = entry.inner("set")
    for key in given:
        if key not in SET:
            what = "cannot be changed" if key in WHERE else "is not known"
            new.wrong(f"{key} {what}; {meant(key, SET)}")
    for role in ("speaker", "target"):
        if f"{role}_kind" in given and not given.get(role):
            new.wrong(f"{role}_kind stands only beside set.{role}")
    return Setting(
        speaker=new.name_if_given("speaker"),
        speaker_kind=new.choice("speaker_kind", ActorKind),
        represents=new.name_or_nobody("represents"),
        target=new.name_or_nobody("target"),
        target_kind=new.choice("target_kind", ActorKind),
        stance=new.choice("stance", Stance),
        polarity=new.choice("polarity", get_args(Polarity)),
        negated=new.choice("negated", (True, False)),
        modality=new.choice("modality", get_args(Modality)),
        date=_date(new),
        venue=new.name_or_nobody("venue"),
        places=new.names("places") if "places" in given else None,
    )


def _date(new: Entry) -> str | None:
    value = new.table.get("date")
    text = as_text(value)
    try:
        days = [date_range(part) for part in text.split("/", 1)] if text else []
    except ValueError:
        days = [(date.max, date.min)]
    if (text is None and value is not None) or (days and days[-1][1] < days[0][0]):
        new.wrong(f"date = {told(value)} is no date; write 2016-12-12, 2016-12 or 2016 in quotation marks")
    return text


def _drop(entry: Entry) -> Drop:
    entry.allow("statement", "where", "article", "evidence")
    return Drop(entry.at, entry.reason(), _selection(entry))


def _change(entry: Entry) -> Change:
    entry.allow("statement", "where", "set", "article", "evidence")
    return Change(entry.at, entry.reason(), _selection(entry), _setting(entry))


def _split(entry: Entry) -> Split:
    entry.allow("actor", "where", "into", "kind", "represents")
    split = Split(
        entry.at,
        entry.reason(),
        entry.name("actor"),
        _selection_by_patterns(entry),
        entry.name("into"),
        entry.choice("kind", ActorKind),
        entry.name_if_given("represents"),
    )
    if split.actor and fold_name(split.actor) == fold_name(split.into):
        entry.wrong(f"into must be another actor than {told(split.actor)}")
    return split


def _merge(entry: Entry) -> Merge:
    entry.allow("names", "into", "kind")
    names, into = entry.names("names", least=1), entry.name("into")
    return Merge(entry.at, entry.reason(), names, into, entry.choice("kind", ActorKind))


def _apart(entry: Entry) -> Apart:
    entry.allow("names")
    return Apart(entry.at, entry.reason(), entry.names("names", least=2))


def _alias(entry: Entry) -> Alias:
    entry.allow("name", "actor", "kind", "represents")
    return Alias(
        entry.at,
        entry.reason(),
        entry.name("name"),
        entry.name("actor"),
        entry.choice("kind", ActorKind),
        entry.name_if_given("represents"),
    )


ENTRIES: Mapping[str, Callable[[Entry], Correction]] = {
    "alias": _alias,
    "drop": _drop,
    "change": _change,
    "split": _split,
    "merge": _merge,
    "apart": _apart,
}
"""How each sort of correction is read, by the name of its table."""
