"""How names are compared across spellings, and names in capitals brought back into ordinary case."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from .tables import data_file, strip_accents

WORD = re.compile(r"[^\W_]+(?:[.&][^\W_]+)*")
"""A word of a name: letters and digits; "U.N." and "AT&T" are one, "Jean-Marc" and "d'Orsay" are two."""

_VOWELS = frozenset("AEIOUY")
_LONGEST_ACRONYM = 5
_PIECE = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")


@cache
def name_words(group: str) -> frozenset[str]:
    """Return a group of words of `data/name_words.toml`."""
    return frozenset(tomllib.loads(data_file("name_words.toml").read_text("utf-8"))[group])


def fold_word(word: str) -> str:
    """Return a word as it is compared: without accents, case and full stops.

    >>> fold_word("U.N."), fold_word("Élysée")
    ('un', 'elysee')
    """
    return strip_accents(word).casefold().replace(".", "")


def fold_name(name: str) -> str:
    """Return the key under which all spellings of a name meet; "" if there is no word in it.

    >>> fold_name("Jean-Marc Ayrault") == fold_name("JEAN_MARC_AYRAULT"), fold_name("The Hague")
    (True, 'hague')
    """
    words = WORD.findall(strip_accents(name).casefold())
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words).replace(".", "")


def is_shouted(name: str) -> bool:
    """Tell whether a name is written in capitals only, so that its case says nothing."""
    return name.isupper()


def ordinary_case(name: str, *, acronym: bool = False) -> str:
    """Return a name in capitals as a newspaper writes it; any other unchanged.

    `acronym`: a single short word stays in capitals. Words without a vowel always do.

    >>> ordinary_case("MINISTRY OF ICE"), ordinary_case("IAEA", acronym=True)
    ('Ministry of Ice', 'IAEA')
    """
    if not is_shouted(name):
        return name
    words = name.split(" ")
    if acronym and len(words) == 1 and len(name) <= _LONGEST_ACRONYM:
        return name
    return " ".join(_ordinary_word(word, first=i == 0) for i, word in enumerate(words))


def _ordinary_word(word: str, *, first: bool) -> str:
    small = word.casefold()
    if not first and small in name_words("small"):
        return small
    if word in name_words("acronyms"):
        return word
    if word.isalpha() and (len(word) == 1 or not _VOWELS.isdisjoint(strip_accents(word))):
        return word.capitalize()
    if _INITIALS.fullmatch(word):
        return word
    pieces = _PIECE.findall(word)
    if len(pieces) == 1 and len(word) > 1 and not _VOWELS & set(strip_accents(word)):
        return word
    possessive = word.endswith(("'S", "’S"))
    text = _PIECE.sub(lambda match: _ordinary_piece(match, first), word)
    return text[:-1] + "s" if possessive else text


def _ordinary_piece(match: re.Match[str], first: bool) -> str:
    piece, inner = match.group(), match.end() < len(match.string)
    small = inner and piece.casefold() in name_words("small") and not (first and not match.start())
    return piece.casefold() if small else piece.capitalize()
