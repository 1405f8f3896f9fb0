"""When something was said: days named in the text, counted from the publication date.

Reporting looks back: "on Tuesday" is the last Tuesday up to the publication date, the date itself included,
and "in July" is the last July. Without a publication date only dates that name their year are found; the
words of the others can still be had.

The lexicon says which words are a date, dateparser what they mean. Its own search (`search_dates`) takes "we"
for a weekday, "85%" for a year, "3:00" for a day, and twenty times as long; a phrase that we have found it
reads in half a millisecond, once (0.5 % of the time of extraction). It does not know how news hedges ("late
September", "mardi matin", "plus tôt dans la semaine"): of those it is given the words that it knows.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .lexicon import Lexicon

RANGE = re.compile(r"\d{1,2}(?:er|st|nd|rd|th)?\s*(?:et|and|to|au|[-–])\s*(?:le\s+)?$")
"""What stands before the last day of a range ("22 et" 23 mars): the month is then all that is known."""
RANGE_BEHIND = re.compile(r"\s*(?:and|to|[-–])\s*\d{1,2}\b")
WORD = re.compile(r"[\w'’]+")
ISO_DAY = re.compile(r"(?<![\d-])(?:19|20)\d\d-\d\d-\d\d(?![\d-])")
LONG_AGO = 270
"""Days: a date without a year that would lie further back may as well be the next one that is to come."""
YEAR = re.compile(r"(?:19|20)\d\d$")
DAY = len("2016-10-12")
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date named in a text: its span and its EDTF value: a day, month, year, or a week as an interval."""

    start: int
    end: int
    value: str
    may_come: bool = False
    """It names no year, and would lie so far back that it may be yet to come ("22 November" in October)."""
    is_month: bool = False
    """It names a month of a year that is not known; only where there is no value."""


@dataclass(frozen=True, slots=True)
class DayShift:
    """A day counted from another one told before ("the following day"): its span and the number of days."""

    start: int
    end: int
    days: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that name a date, and how dateparser reads them."""

    start: int
    end: int
    words: str
    """What dateparser is given; with a stroke between them, the first and the last day."""
    counted: bool = False
    """Is it counted from the day of publication? Else the month of it is enough ("in July")."""
    may_be_today: bool = False
    """May the day of publication itself be meant? (A weekday; "last Wednesday" is a week before.)"""


def published_day(published: str | None) -> datetime.date | None:
    """Return the publication day; None when it is unknown or known to the month only."""
    if published is None or len(published) < DAY:
        return None
    return datetime.date.fromisoformat(published[:10])


def add_days(value: str, days: int) -> str:
    """Return the day that lies a number of days after (or before) another one.

    >>> add_days("2020-01-01", -1)
    '2019-12-31'
    """
    return (datetime.date.fromisoformat(value) + datetime.timedelta(days=days)).isoformat()


def find_dates(text: str, language: str, published: str | None) -> list[DateMention]:
    """Return the dates named in a text that do not lie after the publication date, in text order."""
    lexicon = load_lexicon(language)
    mentions = [
        *(DateMention(match.start(), match.end(), match.group()) for match in ISO_DAY.finditer(text)),
        *_years(text, lexicon),
        *(mention for phrase in _phrases(text, language) for mention in _read(phrase, language, published)),
    ]
    dated = {mention.start for mention in mentions}
    found = [mention for mention in mentions if not _tells_more_behind(text, mention, dated, lexicon)]
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return [mention for mention in kept if published is None or mention.value[: len(published)] <= published]


def find_days_without_date(text: str, language: str, published: str | None) -> list[DateMention]:
    """Return the words that name a day or month only to who knows when they were written, no value.

    Without any publication date these are "on Tuesday" and "in July"; with its month only the first.
    """
    lexicon = load_lexicon(language)
    phrases = sorted(_phrases(text, language), key=lambda phrase: phrase.start)
    starts = {phrase.start for phrase in phrases} | {match.start() for match in ISO_DAY.finditer(text)}
    mentions = [
        DateMention(phrase.start, phrase.end, "", is_month=not phrase.counted and phrase.words.isalpha())
        for phrase in phrases
        if phrase.counted or (published is None and not YEAR.search(phrase.words))
    ]
    return [mention for mention in mentions if not _tells_more_behind(text, mention, starts, lexicon)]


def find_shifts(text: str, language: str) -> list[DayShift]:
    """Return the days of a text that are counted from another day ("the previous day", "le lendemain")."""
    table = load_lexicon(language).tables["shifted_days"]
    return [
        DayShift(match.start(), match.end(), int(table[match.group().lower()]))
        for match in _alternatives(tuple(table)).finditer(text)
    ]


@functools.lru_cache(maxsize=1024)  # several statements stand in one sentence
def _phrases(text: str, language: str) -> tuple[_Phrase, ...]:
    lexicon = load_lexicon(language)
    return (*_days_and_months(text, lexicon), *_relative(text, lexicon), *_weekdays(text, lexicon))


@functools.cache
def _alternatives(phrases: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda each: (-len(each), each)))
    return re.compile(rf"\b(?:{names})\b", re.IGNORECASE)


@functools.cache
def _month_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?P<before>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>{'|'.join(names)})\b\.?"
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
    """Tell whether a day lies ahead or bounds a span: "next Friday", "by early May", "vendredi prochain"."""
    words = lexicon.words
    before, after = _words_around(text, match)
    if set(after) & words["forward_after"] or set(before[-1:]) & words["forward"]:
        return True
    opens = set(before[-1:]) & (words["before_month"] | words["before_day"] | words["last"])
    return bool(opens and set(before[:-1]) & words["forward"])


def _tells_more_behind(text: str, mention: DateMention, dated: set[int], lexicon: Lexicon) -> bool:
    """ "mercredi 12 octobre", "earlier this week on Monday": the date behind says more than that before."""
    if (
        "/" not in mention.value
        and text[mention.start : mention.end].lower() not in lexicon.words["weekdays"]
    ):
        return False
    end, links = mention.end, {"", *lexicon.words["before_day"]}
    return any(end <= at <= end + 6 and text[end:at].strip(" ,(\t").lower() in links for at in dated)


def _weekdays(text: str, lexicon: Lexicon) -> Iterator[_Phrase]:
    for match in _alternatives(tuple(sorted(lexicon.words["weekdays"]))).finditer(text):
        if not _looks_ahead(text, match, lexicon):
            before, after = _words_around(text, match)
            last = bool(set(before[-1:] + after) & lexicon.words["last"])
            yield _Phrase(match.start(), match.end(), match.group(), counted=True, may_be_today=not last)


def _relative(text: str, lexicon: Lexicon) -> Iterator[_Phrase]:
    """Yield "yesterday", "earlier this month", "two days ago", "il y a trois mois"."""
    table = lexicon.tables["relative_dates"]
    for match in _alternatives(tuple(table)).finditer(text):
        if not _looks_ahead(text, match, lexicon):
            words = table[match.group().lower()]
            yield _Phrase(match.start(), match.end(), words, counted=True, may_be_today="/" in words)
    numbers, units, ago = lexicon.tables["numbers"], lexicon.words["units"], lexicon.tables["ago"]
    for match in _ago_pattern(tuple(numbers), tuple(sorted(units)), ago["frame"]).finditer(text):
        number = numbers.get(match["number"].lower(), match["number"])
        words = ago["read"].replace("N", f"{number} {match['unit']}")
        yield _Phrase(match.start(), match.end(), words, counted=True)


def _years(text: str, lexicon: Lexicon) -> Iterator[DateMention]:
    for match in _year_pattern(tuple(sorted(lexicon.words["before_year"]))).finditer(text):
        yield DateMention(match.start(1), match.end(1), match.group(1))


def _days_and_months(text: str, lexicon: Lexicon) -> Iterator[_Phrase]:
    """Yield "22 September 2016", "le 22 septembre", "July 19", "in July".

    A month alone needs a word before it that makes it a date ("in May", not "May said").
    """
    months = lexicon.words["months"]
    names = sorted(months | lexicon.words["month_abbreviations"], key=lambda name: (-len(name), name))
    capital = "january" in months
    for match in _month_pattern(tuple(names)).finditer(text):
        day, year = match["before"] or match["after"], match["year"]
        if capital and match["month"][0].islower():
            continue
        if day is None and year is None:
            before, _ = _words_around(text, match)
            if match["month"].lower() not in months:  # French "sept" is seven
                continue
            if _looks_ahead(text, match, lexicon) or not set(before[-1:]) & lexicon.words["before_month"]:
                continue
        if match["before"] and RANGE.search(text[: match.start()]):
            day = None
        if match["after"] and RANGE_BEHIND.match(text, match.end("after")):
            day = None
        words = " ".join(part for part in (day, match["month"], year) if part)
        ends_sentence = match.group().endswith(".") and match["month"].lower() in months
        yield _Phrase(match.start(), match.end() - ends_sentence, words)


def _read(phrase: _Phrase, language: str, published: str | None) -> Iterator[DateMention]:
    """Yield the date that a phrase means; nothing where there is no such day, or no year to be had."""
    named_year = YEAR.search(phrase.words)
    known = published or (named_year.group() if named_year else None)
    if known is None or (phrase.counted and published_day(published) is None):
        return
    base = _last_day(known)
    ends = [
        _parse(words, language, base + ONE_DAY if phrase.may_be_today else base)
        for words in phrase.words.split("/")
    ]
    if ends[0] is None:
        return
    value = f"{ends[0]}/{ends[-1]}" if ends[-1] is not None and ends[0] < ends[-1] else ends[0]
    first = datetime.date.fromisoformat((ends[0] + "-01-01")[:DAY])
    may_come = not phrase.counted and named_year is None and (base - first).days > LONG_AGO
    yield DateMention(phrase.start, phrase.end, value, may_come)


def _last_day(value: str) -> datetime.date:
    """Return the last day of a day, month or year."""
    year, month = int(value[:4]), int(value[5:7] or 12)
    return datetime.date(year, month, int(value[8:10] or calendar.monthrange(year, month)[1]))


@functools.lru_cache(maxsize=4096)
def _parse(words: str, language: str, base: datetime.date) -> str | None:
    """Return what dateparser reads, as precise as it says: a day, month, year, or a week up to the base."""
    from dateparser.date import DateDataParser

    settings = {
        "RELATIVE_BASE": datetime.datetime.combine(base, datetime.time()),
        "PREFER_DATES_FROM": "past",
        "PREFER_DAY_OF_MONTH": "first",
    }
    read = DateDataParser(languages=[language], settings=settings).get_date_data(words)
    if read.date_obj is None:
        return None
    day = read.date_obj.date()
    if read.period == "week":
        monday = day - day.weekday() * ONE_DAY
        sunday = min(monday + 6 * ONE_DAY, base)
        return f"{monday}/{sunday}" if monday < sunday else f"{monday}"
    return str(day.isoformat()[: {"year": 4, "month": 7}.get(read.period, DAY)])
