"""When something was said: days named in the text, counted from the publication date.

Reporting looks back: "on Tuesday" is the last Tuesday up to the publication date, the date itself included,
and
"in July" is the last July. Without a publication date only dates that name their year are found.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .lexicon import Lexicon

RANGE = re.compile(r"\d{1,2}(?:er|st|nd|rd|th)?\s*(?:et|and|to|au|[-–])\s*(?:le\s+)?$")
"""What stands before the last day of a range ("22 et" 23 mars): the month is then all that is known."""
WORD = re.compile(r"[\w'’]+")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date named in a text: its span and its EDTF value."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class DayShift:
    """A day counted from another one told before ("the following day"): its span and the number of days."""

    start: int
    end: int
    days: int


def published_day(published: str | None) -> datetime.date | None:
    """Return the publication day; None when it is unknown or known to the month only."""
    if published is None or len(published) < len("2016-10-12"):
        return None
    return datetime.date.fromisoformat(published[:10])


def add_days(value: str, days: int) -> str:
    """Return the day that lies a number of days after (or before) another one.

    >>> add_days("2020-01-01", -1)
    '2019-12-31'
    """
    return (datetime.date.fromisoformat(value) + datetime.timedelta(days=days)).isoformat()


def find_dates(text: str, lexicon: Lexicon, published: str | None) -> list[DateMention]:
    """Return the dates named in a text that do not lie after the publication date, in text order."""
    found = [*_days_and_months(text, lexicon, published), *_years(text, lexicon)]
    day = published_day(published)
    if day is not None:
        found += [*_relative(text, lexicon, day), *_ago(text, lexicon, day)]
        dated = {mention.start for mention in found}
        weekdays = _weekdays(text, lexicon, day)
        found += [mention for mention in weekdays if not _names_its_date(text, mention.end, dated)]
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return [mention for mention in kept if published is None or mention.value[: len(published)] <= published]


def find_shifts(text: str, lexicon: Lexicon) -> list[DayShift]:
    """Return the days of a text that are counted from another day ("the previous day", "le lendemain")."""
    table = lexicon.tables["shifted_days"]
    return [
        DayShift(match.start(), match.end(), int(table[match.group().lower()]))
        for match in _alternatives(tuple(table)).finditer(text)
    ]


@functools.cache
def _alternatives(phrases: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
    return re.compile(rf"\b(?:{names})\b", re.IGNORECASE)


@functools.cache
def _month_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<before>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>{alternatives})\b\.?"
        r"(?:\s+(?P<after>\d{1,2})(?:st|nd|rd|th)?\b(?!\d|\s*[.,]?\d))?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
        re.IGNORECASE,
    )


@functools.cache
def _ago_pattern(numbers: tuple[str, ...], units: tuple[str, ...], frame: str) -> re.Pattern[str]:
    number, unit = "|".join(map(re.escape, numbers)), "|".join(map(re.escape, units))
    return re.compile(
        frame.replace("N", rf"(?P<number>\d{{1,2}}|{number})\s+(?P<unit>{unit})"), re.IGNORECASE
    )


@functools.cache
def _year_pattern(prepositions: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(prepositions)})\s+((?:19|20)\d\d)\b(?!\s*[-–/]\s*\d)", re.IGNORECASE)


def _words_around(text: str, match: re.Match[str]) -> tuple[list[str], list[str]]:
    """Return the two words before a match and the one after it, in lower case."""
    before = WORD.findall(text[max(0, match.start() - 24) : match.start()].lower())[-2:]
    return before, WORD.findall(text[match.end() : match.end() + 16].lower())[:1]


def _looks_ahead(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    before, after = _words_around(text, match)
    return bool(set(before + after) & lexicon.words["forward"])


def _names_its_date(text: str, end: int, dated: set[int]) -> bool:
    """ "mercredi 12 octobre": the date after a weekday says more than the weekday."""
    return any(end <= start <= end + 6 and not text[end:start].strip(" ,(\tle") for start in dated)


def _weekdays(text: str, lexicon: Lexicon, day: datetime.date) -> Iterator[DateMention]:
    table = lexicon.tables["weekdays"]
    for match in _alternatives(tuple(table)).finditer(text):
        if _looks_ahead(text, match, lexicon):
            continue
        back = (day.isoweekday() - int(table[match.group().lower()])) % 7
        before, after = _words_around(text, match)
        if back == 0 and set(before[-1:] + after) & lexicon.words["last"]:
            back = 7
        yield DateMention(match.start(), match.end(), (day - datetime.timedelta(days=back)).isoformat())


def _relative(text: str, lexicon: Lexicon, day: datetime.date) -> Iterator[DateMention]:
    days, spans = lexicon.tables["relative_days"], lexicon.tables["relative_spans"]
    for match in _alternatives(tuple(days)).finditer(text):
        value = (day + datetime.timedelta(days=int(days[match.group().lower()]))).isoformat()
        yield DateMention(match.start(), match.end(), value)
    for match in _alternatives(tuple(spans)).finditer(text):
        if not _looks_ahead(text, match, lexicon):
            unit, offset = spans[match.group().lower()].split(":")
            yield DateMention(match.start(), match.end(), _count(day, unit, int(offset)))


def _ago(text: str, lexicon: Lexicon, day: datetime.date) -> Iterator[DateMention]:
    """Yield "two days ago", "il y a trois mois": the longer ago, the less precise."""
    numbers, units, frames = (lexicon.tables[name] for name in ("numbers", "units", "ago"))
    pattern = _ago_pattern(tuple(numbers), tuple(units), frames["frame"])
    for match in pattern.finditer(text):
        number = match["number"].lower()
        count = int(number) if number.isdigit() else int(numbers[number])
        yield DateMention(match.start(), match.end(), _count(day, units[match["unit"].lower()], -count))


def _count(day: datetime.date, unit: str, offset: int) -> str:
    """Return the day, or the month or year, that lies a number of units away; weeks give the month."""
    if unit == "day":
        return (day + datetime.timedelta(days=offset)).isoformat()
    if unit == "year":
        return str(day.year + offset)
    if unit == "week":
        return (day + datetime.timedelta(weeks=offset)).isoformat()[:7]
    month = day.year * 12 + day.month - 1 + offset
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _years(text: str, lexicon: Lexicon) -> Iterator[DateMention]:
    for match in _year_pattern(tuple(sorted(lexicon.words["before_year"]))).finditer(text):
        yield DateMention(match.start(1), match.end(1), match.group(1))


def _days_and_months(text: str, lexicon: Lexicon, published: str | None) -> Iterator[DateMention]:
    """Yield "22 September 2016", "le 22 septembre", "July 19", "in July"; a missing year is the last one
    that fits.

    A month alone needs a word before it that makes it a date ("in May", not "May said").
    """
    months = lexicon.tables["months"]
    for match in _month_pattern(tuple(months)).finditer(text):
        name, year = match["month"], match["year"]
        if name[0].islower() and "january" in months:
            continue
        day = match["before"] or match["after"]
        if day is None and year is None:
            before, _ = _words_around(text, match)
            if _looks_ahead(text, match, lexicon) or not set(before[-1:]) & lexicon.words["before_month"]:
                continue
        if day is not None and RANGE.search(text[: match.start()]):
            day = None
        value = _assemble(year, int(months[name.lower()]), day, published)
        if value is not None:
            yield DateMention(match.start(), match.end(), value)


def _assemble(year: str | None, month: int, day: str | None, published: str | None) -> str | None:
    """Return the EDTF value of a date; None if there is no such day, or no year to be had."""
    if year is None and published is None:
        return None
    number = int(year or str(published)[:4])
    value = f"{number:04d}-{month:02d}"
    if day is not None:
        if not 1 <= int(day) <= calendar.monthrange(number, month)[1]:
            return None
        value += f"-{int(day):02d}"
    if year is None and published is not None and value[: len(published)] > published:
        return f"{number - 1:04d}{value[4:]}"
    return value
