"""What is known about an article beside its text: its date as EDTF, and its language.

Nothing here raises on odd values: what cannot be understood comes back as None, and the caller warns.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from .languages import supported_languages

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SUPPORTED_LANGUAGES = supported_languages()

# Beside the supported languages, those of other news: a German text must be told from an English one.
_KNOWN_LANGUAGES = (
    *(
        "en",
        "fr",
        "de",
        "es",
        "it",
        "pt",
        "nl",
        "ca",
        "ro",
        "pl",
        "cs",
        "sk",
        "sv",
        "da",
        "no",
        "fi",
        "hu",
        "tr",
    ),
    *("ru", "uk", "bg", "sr", "hr", "el", "ar", "fa", "he", "hi", "ur", "zh", "ja", "ko", "vi", "id", "sw"),
)
_LANGUAGE_NAMES = {
    "english": "en", "anglais": "en", "eng": "en",
    "french": "fr", "français": "fr", "francais": "fr", "fra": "fr", "fre": "fr",
    "german": "de", "deutsch": "de", "allemand": "de", "deu": "de", "ger": "de",
    "spanish": "es", "español": "es", "espagnol": "es", "spa": "es",
    "italian": "it", "italiano": "it", "italien": "it", "ita": "it",
    "arabic": "ar", "arabe": "ar", "ara": "ar",
    "russian": "ru", "russe": "ru", "rus": "ru",
}  # fmt: skip
_SURE = 0.5  # py3langid's probability from which one guess is believed, whatever the language
_SAMPLE = 5_000  # characters are enough to tell a language

_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_FULL_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def normalise_date(value: str) -> str | None:
    """Return `value` as EDTF as precise as it is (Y, Y-M or Y-M-D); None if it is no date or could be two.

    "2016-09", "2016-10-12T08:00+02:00", "2016/10/12", "12 October 2016", "octobre 2016" and "19/07/2016" are
    understood; "12/10/2016" (October or December?), "last Tuesday" and "2016-13-45" are not. The day is the
    one written: a time zone does not move it.
    """
    value = value.strip()
    if match := _EDTF.fullmatch(value):
        return value if _exists(*match.groups()) else None
    if match := _YEAR_FIRST.match(value):
        return _iso(*match.groups())
    try:
        return datetime.fromisoformat(value).date().isoformat()
    except ValueError:
        pass
    if match := _NUMERIC.match(value):
        first, separator, second, year = match.groups()
        day_first, month_first = _iso(year, second, first), _iso(year, first, second)
        if separator == ".":  # nobody writes the month first with full stops
            return day_first
        return None if day_first and month_first and day_first != month_first else day_first or month_first
    return _spelt_out(value)


def _exists(year: str, month: str | None, day: str | None) -> bool:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return False
    return True


def _iso(year: str, month: str, day: str) -> str | None:
    return f"{year}-{month:0>2}-{day:0>2}" if _exists(year, month, day) else None


def _spelt_out(value: str) -> str | None:
    """Return the date that dateparser reads in words ("Oct. 12, 2016"), only as precise as the words are."""
    if len(value) > 60 or not _FULL_YEAR.search(value) or not re.search(r"[^\W\d]", value):
        return None
    import dateparser

    readings: set[date] = {
        parsed.date()
        for day, month in (("first", "first"), ("last", "last"))
        if (
            parsed := dateparser.parse(
                value,
                languages=list(SUPPORTED_LANGUAGES),
                settings={
                    "PARSERS": ["absolute-time"],  # "a week ago" is a date for nobody who reads it later
                    "REQUIRE_PARTS": ["year"],
                    "PREFER_DAY_OF_MONTH": day,
                    "PREFER_MONTH_OF_YEAR": month,
                },
            )
        )
    }
    if len(readings) == 1:
        return readings.pop().isoformat()
    years, months = {day.year for day in readings}, {day.month for day in readings}
    if len(years) != 1:
        return None
    return f"{years.pop():04}-{months.pop():02}" if len(months) == 1 else f"{readings.pop().year:04}"


def normalise_language(value: str) -> str:
    """Return the two-letter code of "fr-CA", "en_US", "fra" or "French", others in lower case."""
    name = value.strip().lower()
    return _LANGUAGE_NAMES.get(name) or re.split(r"[-_]", name)[0]


def detect_language(text: str) -> str | None:
    """Return the code of the language a text is written in, None if it is too short to tell.

    One of the languages that news is written in, so not only a supported one: the caller checks that.
    """
    sample = " ".join(text[:_SAMPLE].split())
    if not any(character.isalpha() for character in sample):
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= _SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_KNOWN_LANGUAGES)
    return identifier
