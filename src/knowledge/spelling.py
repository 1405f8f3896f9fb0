"""How names are compared across spellings, and names in capitals brought back into ordinary case."""

from __future__ import annotations

import re

from .tables import strip_accents

WORD = re.compile(r"[^\W_]+(?:[.&][^\W_]+)*")
"""A word of a name: letters and digits; "U.N." and "AT&T" are one, "Jean-Marc" and "d'Orsay" are two."""

SMALL_WORDS = frozenset(
    "of the and for in on at to a an de du des d la le les et en au aux y e i da do dos del della di van von der "
    "den ten ter bin ibn al el ul ur".split()
)
"""What stands in lower case inside names, in the languages of the dictionaries."""

_VOWELS = frozenset("AEIOUY")
_LONGEST_ACRONYM = 5
_PIECE = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")


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
    words = WORD.findall(strip_accents(name).casefold().replace("’", "'"))
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words).replace(".", "")


def is_shouted(name: str) -> bool:
    """Tell whether a name is written in capitals only, so that its case says nothing."""
    return name.isupper()


def ordinary_case(name: str, *, acronym: bool = False) -> str:
    """Return a name in capitals as a newspaper writes it; any other unchanged.

    `acronym`: a single short word stays in capitals. Words without a vowel always do.

    >>> ordinary_case("MINISTRY OF ICE"), ordinary_case("JEAN-MARC AYRAULT"), ordinary_case("IAEA", acronym=True)
    ('Ministry of Ice', 'Jean-Marc Ayrault', 'IAEA')
    """
    if not is_shouted(name):
        return name
    words = name.split(" ")
    if acronym and len(words) == 1 and len(name) <= _LONGEST_ACRONYM:
        return name
    return " ".join(_ordinary_word(word, first=i == 0) for i, word in enumerate(words))


def _ordinary_word(word: str, *, first: bool) -> str:
    small = word.casefold()
    if not first and small in SMALL_WORDS:
        return small
    if word.isalpha() and (len(word) == 1 or not _VOWELS.isdisjoint(strip_accents(word))):
        return word.capitalize()
    if _INITIALS.fullmatch(word):
        return word
    pieces = _PIECE.findall(word)
    if len(pieces) == 1 and 1 < len(word) and not _VOWELS & set(strip_accents(word)):
        return word
    possessive = word.endswith(("'S", "’S"))
    text = _PIECE.sub(lambda match: _ordinary_piece(match, first), word)
    return text[:-1] + "s" if possessive else text


def _ordinary_piece(match: re.Match[str], first: bool) -> str:
    small = match.group().casefold() in SMALL_WORDS and match.end() < len(match.string)
    return match.group().casefold() if small and not (first and not match.start()) else match.group().capitalize()
