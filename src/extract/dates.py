"""When something was said: days named in the text, counted from the publication date.

Reporting looks back: "on Tuesday" is the last Tuesday up to the publication date, the date itself included.
Without a publication date a weekday gives no date.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .lexicon import Lexicon

YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date named in a text: its span and its EDTF value."""

    start: int
    end: int
    value: str


def published_day(published: str | None) -> datetime.date | None:
    """Return the publication day; None when it is unknown or known to the month only."""
    if published is None or len(published) < 10:
        return None
    return datetime.date.fromisoformat(published[:10])


def find_dates(text: str, lexicon: Lexicon, published: str | None) -> list[DateMention]:
    """Return the dates named in a text that lie on or before the publication date, in text order."""
    found = [*_days_and_months(text, lexicon, published), *_relative(text, lexicon, published)]
    found.extend(_weekdays(text, lexicon, published))
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return [mention for mention in kept if published is None or mention.value[:10] <= published or published.startswith(mention.value)]


def _looks_ahead(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    before = re.findall(r"[\w'’]+", text[max(0, match.start() - 16) : match.start()].lower())[-2:]
    after = re.findall(r"[\w'’]+", text[match.end() : match.end() + 12].lower())[:1]
    return bool(set(before + after) & lexicon.words["forward"])


def _weekdays(text: str, lexicon: Lexicon, published: str | None) -> Iterator[DateMention]:
    day = published_day(published)
    if day is None:
        return
    names = "|".join(lexicon.tables["weekdays"])
    for match in re.finditer(rf"\b({names})\b", text, re.IGNORECASE):
        if _looks_ahead(text, match, lexicon):
            continue
        back = (day.isoweekday() - int(lexicon.tables["weekdays"][match.group().lower()])) % 7
        yield DateMention(match.start(), match.end(), (day - datetime.timedelta(days=back)).isoformat())


def _relative(text: str, lexicon: Lexicon, published: str | None) -> Iterator[DateMention]:
    day = published_day(published)
    if day is None:
        return
    for phrase, offset in lexicon.tables["relative_days"].items():
        for match in re.finditer(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE):
            value = (day + datetime.timedelta(days=int(offset))).isoformat()
            yield DateMention(match.start(), match.end(), value)
    for phrase, span in lexicon.tables["relative_spans"].items():
        unit, offset = span.split(":")
        for match in re.finditer(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE):
            if not _looks_ahead(text, match, lexicon):
                yield DateMention(match.start(), match.end(), _span_value(day, unit, int(offset)))


def _span_value(day: datetime.date, unit: str, offset: int) -> str:
    if unit == "year":
        return str(day.year + offset)
    if unit == "week":
        return (day + datetime.timedelta(weeks=offset)).isoformat()[:7]
    month = day.year * 12 + day.month - 1 + offset
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _days_and_months(text: str, lexicon: Lexicon, published: str | None) -> Iterator[DateMention]:
    """Yield "22 September 2016", "le 22 septembre", "July 19", "in July"; a missing year is the last one that fits."""
    months = lexicon.tables["months"]
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    pattern = rf"\b(?:(\d{{1,2}})(?:er|st|nd|rd|th)?\s+)?({names})\b\.?(?:\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d))?(?:,?\s+((?:19|20)\d\d))?"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        before, name, after, year = match.groups()
        if name[0].islower() and "january" in months:
            continue
        if before is None and after is None and year is None and _looks_ahead(text, match, lexicon):
            continue
        value = _assemble(year, int(months[name.lower()]), before or after, published)
        if value is not None and not (before is None and after is None and year is None and len(name) < 5):
            yield DateMention(match.start(), match.end(), value)


def _assemble(year: str | None, month: int, day: str | None, published: str | None) -> str | None:
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
