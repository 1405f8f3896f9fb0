"""When two names mean one actor: whole names within reason, a surname alone only with proof beside it.

A person's name is read as given names and a surname, the last word with the particles before it ("van der
Bellen", "al-Assad"). Nothing here guesses: what could be two people is no match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ..knowledge.spelling import fold_word, name_words
from ..knowledge.transliteration import transliteration_key

Match = Literal["same name", "middle initial", "middle name", "initial", "transliteration", "surname"]
"""Why two names of people may be one, the surest first."""

NEEDS_SAME_SIDE: frozenset[Match] = frozenset({"middle name", "initial", "transliteration", "surname"})
"""Matches that hold only for two who speak for the same state or organisation."""

MIN_ACRONYM = 4
"""Letters of an acronym that stands for a whole name; shorter ones are shared by too many (AU, SDF)."""

_SPLIT = re.compile(r"[\s\-‐‑'’]+")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts, as written in a text of `language`; `given` is empty for a surname alone."""

    given: tuple[str, ...]
    surname: str
    language: str

    @property
    def letters(self) -> int:
        """Return how many letters the given names have: the more, the fuller the name."""
        return sum(map(len, _given(self)))

    @property
    def bucket(self) -> str:
        """Return the key that all names share which could be the same person."""
        return _key(self.surname, self.language)


@lru_cache(maxsize=65536)
def read_person_name(name: str, language: str) -> PersonName | None:
    """Return the parts of a name; None if there is no letter in it.

    >>> read_person_name("Alexander Van der Bellen", "en").surname
    'Van der Bellen'
    """
    words = [word for word in name.replace(".", ". ").split() if re.search(r"[^\W\d_]", word)]
    if not words:
        return None
    first = len(words) - 1
    while first > 1 and fold_word(words[first - 1]) in name_words("small"):
        first -= 1
    return PersonName(tuple(words[:first]), " ".join(words[first:]), language)


def match_people(one: PersonName, other: PersonName) -> Match | None:
    """Return why two names are the same person's, None if they are not.

    >>> match_people(read_person_name("John F. Smith", "en"), read_person_name("John Smith", "fr"))
    'middle initial'
    >>> match_people(read_person_name("John Smith", "en"), read_person_name("Jane Smith", "en"))
    """
    same_spelling = _plain(one.surname) == _plain(other.surname)
    if not same_spelling and one.bucket != other.bucket:
        return None
    if not one.given or not other.given:
        return "surname" if same_spelling else None
    given, further = _given(one), _given(other)
    if same_spelling and "".join(given) == "".join(further):
        return "same name"
    if same_spelling and _subsequence(given, further):
        added = {*given} ^ {*further}
        return "middle initial" if all(len(word) == 1 for word in added) else "middle name"
    if same_spelling and _initials_fit(_parts(one), _parts(other)):
        return "initial"
    keys = [tuple(_key(word, name.language) for word in name.given) for name in (one, other)]
    return "transliteration" if keys[0] == keys[1] else None


def read_acronym(name: str) -> str | None:
    """Return the letters of a name that is an acronym long enough to tell one name from all others.

    >>> read_acronym("S.O.H.R."), read_acronym("EU"), read_acronym("Oxfam")
    ('SOHR', None, None)
    """
    letters = name.replace(".", "")
    return letters if len(letters) >= MIN_ACRONYM and letters.isalpha() and letters.isupper() else None


def initials(name: str) -> str:
    """Return what a name of several words is shortened to; "" for one word.

    >>> initials("Syrian Observatory for Human Rights")
    'SOHR'
    """
    words = [word for word in _SPLIT.split(name) if word and fold_word(word) not in name_words("small")]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else ""


def _given(name: PersonName) -> tuple[str, ...]:
    """Return the given names one by one without accents and case; "Jean-Marc" is one and never "Jean"."""
    return tuple("".join(map(fold_word, _SPLIT.split(word))) for word in name.given)


def _parts(name: PersonName) -> tuple[str, ...]:
    """Return the words of the given names: "Jean-Marc" has two, for which "J.-M." stands."""
    return tuple(fold_word(part) for word in name.given for part in _SPLIT.split(word) if fold_word(part))


def _plain(surname: str) -> str:
    return "".join(fold_word(part) for part in _SPLIT.split(surname))


def _key(surname: str, language: str) -> str:
    parts = [part for part in _SPLIT.split(surname) if part]
    core = [part for part in parts if fold_word(part) not in name_words("small")] or parts
    return "".join(transliteration_key(part, language) for part in core)


def _subsequence(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether the names differ only in middle names and initials: both begin alike."""
    short, long = sorted((one, other), key=len)
    if len(short[0]) == 1 or short[0] != long[0]:
        return False
    rest = iter(long)
    return all(
        any(word == part or (len(word) == 1 and part.startswith(word)) for part in rest) for word in short
    )


def _initials_fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether one name gives initials only and the other's names begin with them: "J.", "John"."""
    short, long = sorted((one, other), key=lambda names: sum(map(len, names)))
    return all(len(word) == 1 for word in short) and all(
        full.startswith(letter) for letter, full in zip(short, long, strict=False)
    )
