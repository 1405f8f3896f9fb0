"""What two pieces of text share in words, within a language and across English and French.

Words are compared by their Snowball stems; across languages by the concepts of a bilingual glossary
(`knowledge/data/glossary.tsv`), by cognates, and by names and numbers, which stay as they are.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import snowballstemmer

from ..knowledge.tables import data_file, read_table, strip_accents

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*|[^\W\d_]+")
_MARKS = re.compile(r"(?<=\d)[.,\s](?=\d)")
_STEMMERS = {"en": "english", "fr": "french"}
COGNATE_LETTERS = 5
"""Letters with which stems must begin alike to be one word in both languages (terroris-me, terroris-m)."""


NAME_LETTERS = 5
"""Letters with which a word must begin like a name to be of its family (Russia, Russians)."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text that carry its matter: stems without accents, and the concepts they may mean."""

    language: str
    numbers: frozenset[str]
    """What is written in figures, without the marks between them ("3,000", "3 000" and "3.000" are one)."""
    stems: frozenset[str]
    concepts: Mapping[str, frozenset[int]]
    """By stem: rows of the glossary."""


def read_wording(text: str, language: str, without: str = "") -> Wording:
    """Return the words that carry the matter of `text`.

    Left out are function words, and words that begin like one of `without` (who says it of whom, the cue).

    >>> sorted(read_wording("We will not accept the bombing of schools", "en").stems)
    ['accept', 'bomb', 'school']
    """
    names = {word[:NAME_LETTERS] for word in _words(without, language)}
    stems = {_stem(word, language) for word in _words(text, language) if word[:NAME_LETTERS] not in names}
    glossary = _glossary(language)
    return Wording(
        language,
        frozenset(stem for stem in stems if stem.isdecimal()),
        frozenset(stems),
        {stem: glossary[stem] for stem in stems if stem in glossary},
    )


def matching_stems(one: Wording, other: Wording) -> frozenset[str]:
    """Return the stems of `one` for which `other` has a word of the same meaning.

    >>> english = read_wording("They bomb civilians", "en")
    >>> sorted(matching_stems(english, read_wording("le bombardement des civils", "fr")))
    ['bomb', 'civilian']
    """
    concepts: frozenset[int] = frozenset().union(*other.concepts.values())
    cognates = frozenset() if one.language == other.language else _beginnings(other)
    return frozenset(
        stem
        for stem in one.stems
        if stem in other.stems
        or not concepts.isdisjoint(one.concepts.get(stem, ()))
        or stem[:COGNATE_LETTERS] in cognates
    )


def _beginnings(wording: Wording) -> frozenset[str]:
    return frozenset(stem[:COGNATE_LETTERS] for stem in wording.stems if len(stem) >= COGNATE_LETTERS)


def _words(text: str, language: str) -> list[str]:
    """Return the words of a text that are no function words, lower case."""
    function_words = _function_words(language)
    words = (_MARKS.sub("", word).casefold() for word in _WORD.findall(text))
    return [word for word in words if strip_accents(word) not in function_words]


@lru_cache(maxsize=65536)
def _stem(word: str, language: str) -> str:
    if language not in _STEMMERS:
        return strip_accents(word)
    return strip_accents(_stemmer(language).stemWord(word))


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_STEMMERS[language])


@cache
def _function_words(language: str) -> frozenset[str]:
    table = tomllib.loads(data_file("function_words.toml").read_text("utf-8"))
    return frozenset(table[language]["words"]) if language in table else frozenset()


@cache
def _glossary(language: str) -> Mapping[str, frozenset[int]]:
    """Return the rows of the glossary that each stem of a language may mean."""
    column = {"en": "english", "fr": "french"}.get(language)
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(read_table("glossary.tsv")):
        for term in row.several(column) if column else ():
            if _WORD.fullmatch(term):
                found[_stem(term, language)].add(number)
    return {stem: frozenset(rows) for stem, rows in found.items()}
