"""What two pieces of text share in words, within a language and across English and French.

Words are compared by their Snowball stems; by the concepts of a bilingual glossary
(`knowledge/data/glossary.tsv`), which also tells synonyms of one language; across languages by cognates too.
Names and figures stay as they are.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

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
    """The words of a text that carry its matter."""

    language: str
    stems: frozenset[str]
    """Without accents; a figure without the marks in it ("3,000", "3 000" and "3.000" are one)."""
    by_meaning: Mapping[str, tuple[str, ...]]
    """The stems that stand for each meaning: the stem itself, or a row of the glossary."""
    by_beginning: Mapping[str, tuple[str, ...]]
    """The stems that begin with these letters, by which cognates are found."""
    figures: frozenset[str]
    """The stems that are written in figures."""
    negated: bool
    """Whether a word denies something: not, never, ne ... pas."""


def read_wording(text: str, language: str, without: str = "") -> Wording:
    """Return the words that carry the matter of `text`.

    Left out are function words, and words that begin like one of `without` (who says it of whom, the cue).

    >>> sorted(read_wording("We will not accept the bombing of schools", "en").stems)
    ['accept', 'bomb', 'school']
    """
    words = _words(text, language)
    stems = _telling(words, _beginnings(without, language))
    glossary = _glossary(language)
    by_meaning: dict[str, tuple[str, ...]] = {}
    by_beginning: dict[str, tuple[str, ...]] = {}
    for stem in stems:
        for meaning in (stem, *glossary.get(stem, ())):
            by_meaning[meaning] = (*by_meaning.get(meaning, ()), stem)
        if len(stem) >= COGNATE_LETTERS and not stem.isdecimal():
            beginning = stem[:COGNATE_LETTERS]
            by_beginning[beginning] = (*by_beginning.get(beginning, ()), stem)
    return Wording(
        language,
        stems,
        by_meaning,
        by_beginning,
        figures=frozenset(stem for stem in stems if stem.isdecimal()),
        negated=any(word.negates for word in words),
    )


def read_stems(text: str, language: str, without: str = "") -> frozenset[str]:
    """Return the stems of `read_wording` alone.

    >>> sorted(read_stems("We will not accept the bombing of schools", "en"))
    ['accept', 'bomb', 'school']
    """
    return _telling(_words(text, language), _beginnings(without, language))


def matching_stems(one: Wording, other: Wording) -> frozenset[str]:
    """Return the stems of `one` for which `other` has a word of the same meaning.

    >>> english = read_wording("They bomb civilians", "en")
    >>> sorted(matching_stems(english, read_wording("le bombardement des civils", "fr")))
    ['bomb', 'civilian']
    """
    return matches(one, other)[0]


def matches(one: Wording, other: Wording) -> tuple[frozenset[str], frozenset[str]]:
    """Return the matching stems of both, found in one go."""
    meanings = one.by_meaning.keys() & other.by_meaning.keys()
    cognates = one.by_beginning.keys() & other.by_beginning.keys() if one.language != other.language else ()
    first, second = (
        frozenset(
            [stem for each in meanings for stem in wording.by_meaning[each]]
            + [stem for each in cognates for stem in wording.by_beginning[each]]
        )
        for wording in (one, other)
    )
    return first, second


class _Word(NamedTuple):
    """What is to know of a word of a text."""

    stem: str
    beginning: str
    tells: bool
    """Whether it carries matter: it is no function word."""
    negates: bool


def _words(text: str, language: str) -> list[_Word]:
    return [_word(word, language) for word in _WORD.findall(text)]


@lru_cache(maxsize=65536)
def _word(word: str, language: str) -> _Word:
    word = _MARKS.sub("", word).casefold()
    plain = strip_accents(word)
    tells = plain not in _listed_words(language, "words")
    negates = plain in _listed_words(language, "negations")
    return _Word(_stem(word, language), word[:NAME_LETTERS], tells, negates)


def _telling(words: list[_Word], names: frozenset[str]) -> frozenset[str]:
    """Return the stems of the words that carry matter and do not begin like a name."""
    return frozenset(stem for stem, beginning, tells, _ in words if tells and beginning not in names)


@lru_cache(maxsize=4096)
def _beginnings(text: str, language: str) -> frozenset[str]:
    return frozenset(word.beginning for word in _words(text, language) if word.tells)


@lru_cache(maxsize=65536)
def _stem(word: str, language: str) -> str:
    if language not in _STEMMERS:
        return strip_accents(word)
    return strip_accents(_stemmer(language).stemWord(word))


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_STEMMERS[language])


@cache
def _listed_words(language: str, name: str) -> frozenset[str]:
    table = tomllib.loads(data_file("function_words.toml").read_text("utf-8"))
    return frozenset(table[language][name]) if language in table else frozenset()


@cache
def _glossary(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the rows of the glossary that each stem of a language may mean, as "#12"."""
    column = {"en": "english", "fr": "french"}.get(language)
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for number, row in enumerate(read_table("glossary.tsv")):
        for term in row.several(column) if column else ():
            if _WORD.fullmatch(term):
                found[_stem(term, language)][f"#{number}"] = None
    return {stem: tuple(rows) for stem, rows in found.items()}
