"""Dates as the statements write them (EDTF) turned into days that a program can compare."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Precision = Literal["day", "month", "year", "period"]

_POINT = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?[?~%]?")


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a date covers: one day, a month, a year, or from the first to the last of an interval."""

    first: date
    last: date
    precision: Precision


@lru_cache(maxsize=65536)
def read_period(edtf: str | None) -> Period | None:
    """Return the days that an EDTF date covers, None if it is unknown or not understood.

    Reads "2016-07-19", "2016-09", "2016", the marks ? ~ % after them, and intervals of two such dates
    (EDTF levels 0 and 1, https://www.loc.gov/standards/datetime/).
    """
    if not edtf:
        return None
    start, slash, end = edtf.partition("/")
    first = _read_point(start)
    if not slash or first is None:
        return first
    last = _read_point(end)
    if last is None or last.last < first.first:
        return None
    return Period(first.first, last.last, "period")


def first_and_last(dates: Iterable[str | None]) -> tuple[str | None, str | None]:
    """Return the earliest and the latest of some EDTF dates, by their first days; None if none is understood.

    >>> first_and_last(["2016-12", None, "2016-02-03", "2016"])
    ('2016', '2016-12')
    """
    dated = sorted(
        (period.first, edtf) for edtf in {*dates} if edtf is not None and (period := read_period(edtf))
    )
    return (dated[0][1], dated[-1][1]) if dated else (None, None)


def _read_point(text: str) -> Period | None:
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return Period(date(year, 1, 1), date(year, 12, 31), "year")
        if day is None:
            _, days = calendar.monthrange(year, month)
            return Period(date(year, month, 1), date(year, month, days), "month")
        return Period(date(year, month, day), date(year, month, day), "day")
    except ValueError:  # a 13th month, a season code, 30 February
        return None
