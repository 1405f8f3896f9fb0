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
    function_words, negations = (_listed_words(language, name) for name in ("words", "negations"))
    names = {word[:NAME_LETTERS] for word, plain in _words(without) if plain not in function_words}
    words = _words(text)
    stems = frozenset(
        _stem(word, language)
        for word, plain in words
        if plain not in function_words and word[:NAME_LETTERS] not in names
    )
    glossary = _glossary(language)
    by_meaning: defaultdict[str, list[str]] = defaultdict(list)
    by_beginning: defaultdict[str, list[str]] = defaultdict(list)
    for stem in sorted(stems):
        for meaning in (stem, *glossary.get(stem, ())):
            by_meaning[meaning].append(stem)
        if len(stem) >= COGNATE_LETTERS and not stem.isdecimal():
            by_beginning[stem[:COGNATE_LETTERS]].append(stem)
    return Wording(
        language,
        stems,
        {meaning: tuple(found) for meaning, found in by_meaning.items()},
        {beginning: tuple(found) for beginning, found in by_beginning.items()},
        figures=frozenset(stem for stem in stems if stem.isdecimal()),
        negated=any(plain in negations for _, plain in words),
    )


def matching_stems(one: Wording, other: Wording) -> frozenset[str]:
    """Return the stems of `one` for which `other` has a word of the same meaning.

    >>> english = read_wording("They bomb civilians", "en")
    >>> sorted(matching_stems(english, read_wording("le bombardement des civils", "fr")))
    ['bomb', 'civilian']
    """
    found: set[str] = set()
    for meaning in one.by_meaning.keys() & other.by_meaning.keys():
        found.update(one.by_meaning[meaning])
    if one.language != other.language:
        for beginning in one.by_beginning.keys() & other.by_beginning.keys():
            found.update(one.by_beginning[beginning])
    return frozenset(found)


def _words(text: str) -> list[tuple[str, str]]:
    """Return the words of a text in lower case, each with and without accents."""
    words = (_MARKS.sub("", word).casefold() for word in _WORD.findall(text))
    return [(word, strip_accents(word)) for word in words]


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
