"""The actor dictionaries of the event-coding field (TABARI, PETRARCH: Phoenix.*.actors.txt).

    JEAN_MARC_AYRAULT_  # a comment
    +J.M._AYRAULT_
        [FRAGOV 160211-170510]
        [FRAELI]

A name in capitals, synonyms behind "+", codes in brackets on the same line or indented below, with dates
YYMMDD or YYYYMMDD as "from-until", ">from" or "<until". "_" is a space. Many lines are malformed: each is
named and left out.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ..model import ActorKind
from .actor_entries import ITSELF, ActorEntry, Affiliation, Problem
from .cameo import NO_CODE, read_code, tell_kind
from .spelling import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .actor_entries import ActorFile

LAST_YEAR_OF_THIS_CENTURY = 30
"""A year of two digits up to this is 20YY, else 19YY, as in PETRARCH."""

LOOKED_AT = 500
"""Lines at the beginning of a file that tell whether it is a dictionary."""
LONGEST_TOLD = 60
"""Code points of a name that a problem repeats."""

_BRACKETS = re.compile(r"\[([^\]\[]*)\]")
_CODE = re.compile(r"([A-Z]{3,30})(?:\s+(.*))?")
_PERIOD = re.compile(r"(?:(\d{6}|\d{8})\s*-\s*(\d{6}|\d{8}))|(?:([<>])\s*(\d{6}|\d{8}))")
_NEXT_SYNONYM = re.compile(r"\s\+")
_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)?")
_SHORTEST_ACRONYM = 3


class _Draft:
    """The name, synonyms and codes of one actor while its lines are read."""

    def __init__(self, line: int, name: str, note: str) -> None:
        self.line, self.names, self.note = line, [name], note
        self.codes: list[tuple[int, str]] = []


def read_dictionary(lines: Iterable[str], file: ActorFile) -> None:
    """Add the actors of a dictionary, and its malformed lines, to a file's record."""
    for draft in _drafts(lines, file):
        entry = _entry(draft, file)
        if entry is not None:
            file.entries.append(entry)


def is_dictionary(lines: Sequence[str]) -> bool:
    """Tell whether lines are those of a dictionary: no row of cells first, and codes in brackets."""
    bodies = [body for line in lines[:LOOKED_AT] if (body := line.partition("#")[0].rstrip())]
    marks = sum(bodies[0].partition("[")[0].strip().count(mark) for mark in ",;\t") if bodies else 2
    return marks < 2 and any(_CODE.fullmatch(code) for body in bodies for code in _BRACKETS.findall(body))


def _drafts(lines: Iterable[str], file: ActorFile) -> Iterator[_Draft]:
    draft: _Draft | None = None
    source = str(file.path)
    for number, line in enumerate(lines, start=1):
        body, _, note = line.partition("#")
        if not body.strip():
            continue
        text, _, rest = body.partition("[")
        codes = _BRACKETS.findall("[" + rest) if rest else []
        if rest and not codes:
            file.problems.append(Problem(source, number, "a bracket is not closed"))
            continue
        if body[0].isspace() and not text.strip():
            if draft is None:
                file.problems.append(Problem(source, number, "a code without a name above it"))
                continue
        elif text.lstrip().startswith("+"):
            if draft is None:
                file.problems.append(Problem(source, number, "a synonym without a name above it"))
                continue
            draft.names += [_name(part) for part in _NEXT_SYNONYM.split(text.strip()[1:])]
        else:
            if draft is not None:
                yield draft
            draft = _Draft(number, "", note.casefold())
            draft.names = [_name(part) for part in _NEXT_SYNONYM.split(text.strip())]
        draft.codes += [(number, code) for code in codes]
    if draft is not None:
        yield draft


def _name(text: str) -> str:
    return " ".join(text.replace("_", " ").split())


def _entry(draft: _Draft, file: ActorFile) -> ActorEntry | None:
    """Return the actor of a draft; None, with its problem noted, where it has no usable name or code."""
    source = str(file.path)
    if not draft.codes:
        file.problems.append(Problem(source, draft.line, f"{draft.names[0][:LONGEST_TOLD]!r} has no code"))
        return None
    names = [part for name in draft.names for part in _without_parenthesis(name)]
    unreadable = [name for name in names if "\N{REPLACEMENT CHARACTER}" in name or not WORD.search(name)]
    if unreadable:
        file.problems.append(
            Problem(source, draft.line, f"{unreadable[0][:LONGEST_TOLD]!r} is no readable name")
        )
        names = [name for name in names if name not in unreadable]
    periods = [period for line, code in draft.codes for period in _periods(code, line, file)]
    if not names or not periods:
        return None
    codes = [read_code(code) for code, _, _ in periods]
    dated = any(start or end for _, start, end in periods)
    kind = tell_kind(names[0], codes, dated=dated, note=draft.note)
    # dict.fromkeys keeps one of equal affiliations: files repeat lines
    told = dict.fromkeys(
        Affiliation(code.represents, start, end, code.meaning, is_office="ELI" not in code.roles)
        for code, (_, start, end) in zip(codes, periods, strict=True)
        if code.represents is not None
    )
    return ActorEntry(
        file=source,
        line=draft.line,
        names=names,
        kind=kind,
        affiliations=[each for each in told if each.represents != ITSELF or kind is not ActorKind.PERSON],
        code=next((code.state_code for code in codes if code.state_code is not None), None),
    )


def _without_parenthesis(name: str) -> Iterator[str]:
    """Yield a name without what stands in parentheses, and that too if it is the name's own acronym."""
    match = _PARENTHESIS.search(name)
    if match is None:
        yield name
        return
    rest = _PARENTHESIS.sub("", name).strip()
    yield rest
    inside = match.group(1)
    initials = [word[0] for word in WORD.findall(rest)]
    letters = iter(initials)
    if inside.isupper() and len(inside) >= _SHORTEST_ACRONYM and all(letter in letters for letter in inside):
        yield inside


def _periods(text: str, line: int, file: ActorFile) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield code, first and last day of one pair of brackets; nothing, but a problem, if malformed."""
    text = text.strip()
    if text == NO_CODE:
        return
    match = _CODE.fullmatch(text)
    if match is None:
        file.problems.append(Problem(str(file.path), line, f"[{text}] is no code"))
        return
    code, dates = match.groups()
    if not dates:
        yield code, None, None
        return
    try:
        start, end = _period(dates.strip())
    except ValueError:
        file.problems.append(Problem(str(file.path), line, f"[{text}]: the dates cannot be read"))
        return
    yield code, start, end


def _period(text: str) -> tuple[str | None, str | None]:
    """Return first and last day as EDTF.

    >>> _period("160211-170510"), _period(">20070101"), _period("<000101")
    (('2016-02-11', '2017-05-10'), ('2007-01-01', None), (None, '2000-01-01'))
    """
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise ValueError(text)
    first, last, sign, only = match.groups()
    if only is not None:
        return (_day(only), None) if sign == ">" else (None, _day(only))
    start, end = _day(first), _day(last)
    if start > end and len(first) == len("YYMMDD"):
        start = _day("19" + first)
    if start > end:
        raise ValueError(text)
    return start, end


def _day(digits: str) -> str:
    if len(digits) == len("YYMMDD"):
        digits = ("20" if int(digits[:2]) <= LAST_YEAR_OF_THIS_CENTURY else "19") + digits
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
