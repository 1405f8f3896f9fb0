"""When two names may mean one actor: whole names within reason, anything less only with proof beside it.

A person's name is read as given names and a surname, the last word with the particles before it ("van der
Bellen", "al-Assad"); titles are left out, "Jr." and "III" must agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ..knowledge.spelling import fold_word, name_words
from ..knowledge.transliteration import transliteration_key

Match = Literal["same name", "middle initial", "middle name", "initial", "transliteration"]
"""Why two names of people may be one, the surest first."""

NEEDS_SAME_SIDE: frozenset[Match] = frozenset({"middle name", "initial", "transliteration"})
"""Matches that hold only for two who speak for the same state or organisation."""

MIN_ACRONYM = 4
"""Letters of an acronym that stands for a whole name; shorter ones are shared by too many (AU, SDF)."""

MIN_SPELT = 5
"""Letters of the given names from which another transliteration is believed: Dan is not Den."""

_PINYIN = re.compile("zh|x|q[^u]")
"""How only Chinese names begin, in which each vowel counts: Zhang is not Zheng."""

_ARTICLES = frozenset({"al", "el"})
"""Which spelling of an Arabic name may leave out, or write otherwise."""

_SUFFIXES = frozenset({"jr", "sr", "junior", "senior", "ii", "iii", "iv"})
_SPLIT = re.compile(r"[\s\-‐‑'’]+")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts, as written in a text of `language`; `given` is empty for a surname alone."""

    given: tuple[str, ...]
    surname: str
    suffix: str
    """"jr", "iii" ...; "" for most."""
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
    """Return the parts of a name; None if nothing is left without titles.

    >>> read_person_name("Dr. Alexander Van der Bellen", "en").surname
    'Van der Bellen'
    """
    words = [word for word in name.replace(".", ". ").split() if re.search(r"[^\W\d_]", word)]
    words = [word.strip(",") for word in words]
    suffix = fold_word(words.pop()) if len(words) > 1 and fold_word(words[-1]) in _SUFFIXES else ""
    while len(words) > 1 and (
        fold_word(words[0]) in name_words("titles") or (words[0], language) == ("M.", "fr")
    ):
        del words[0]
    if not words:
        return None
    first = len(words) - 1
    while (
        first > 1 and fold_word(words[first - 1]) in name_words("particles") and "." not in words[first - 1]
    ):
        first -= 1
    return PersonName(tuple(words[:first]), " ".join(words[first:]), suffix, language)


def match_people(one: PersonName, other: PersonName) -> Match | None:
    """Return why two names may be the same person's, None if they are not.

    >>> match_people(read_person_name("John F. Smith", "en"), read_person_name("John Smith", "fr"))
    'middle initial'
    >>> match_people(read_person_name("John Smith", "en"), read_person_name("Jane Smith", "en"))
    """
    same_spelling = _plain(one.surname) == _plain(other.surname)
    if one.suffix != other.suffix or (not same_spelling and one.bucket != other.bucket):
        return None
    if not one.given or not other.given:
        return None  # a surname alone is anybody's
    short, long = sorted((_given(one), _given(other)), key=lambda given: (len(given), given))
    if same_spelling and "".join(short) == "".join(long):
        return "same name"
    if same_spelling and short[0] == long[0] and len(short[0]) > 1 and (added := _middle_names(short, long)):
        return "middle initial" if all(len(word) == 1 for word in added) else "middle name"
    if same_spelling and _initials_fit(_parts(one), _parts(other)):
        return "initial"
    keys = [tuple(_key(word, name.language) for word in name.given) for name in (one, other)]
    foreign = one.language != other.language and _may_be_respelt(one, other)
    return "transliteration" if foreign and keys[0] == keys[1] else None


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
    core = [part for part in parts if fold_word(part) not in _ARTICLES] or parts
    return "".join(transliteration_key(part, language) for part in core)


def _middle_names(short: tuple[str, ...], long: tuple[str, ...]) -> tuple[str, ...]:
    """Return the middle names that the longer name adds, or spells out; none if the names contradict."""
    if len(short) == 1:
        return long[1:]
    if len(short) != len(long):
        return ()
    pairs = [sorted(pair, key=len) for pair in zip(short[1:], long[1:], strict=True)]
    if not all(one == other or (len(one) == 1 and other.startswith(one)) for one, other in pairs):
        return ()
    return tuple(one for one, other in pairs if one != other)


def _initials_fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether one name gives initials only, and the other's names begin with them: "J.-M." """
    short, long = sorted((one, other), key=lambda names: (sum(map(len, names)), names))
    return (
        all(len(word) == 1 for word in short)
        and len(short) <= len(long)
        and all(full.startswith(letter) for letter, full in zip(short, long, strict=False))
    )


def _may_be_respelt(one: PersonName, other: PersonName) -> bool:
    """Tell whether two names are long enough to be known in another spelling; Chinese ones have but one."""
    words = (*one.given, one.surname, *other.given, other.surname)
    return min(one.letters, other.letters) >= MIN_SPELT and not any(
        _PINYIN.match(fold_word(w)) for w in words
    )
