"""Where a text names an actor of users' own tables, whose names are often in capitals only.

A name meets a text word by word, whatever accents, hyphens and case they have. Words that the table writes
with a capital must have one in the text: "ARMY OF GOD" is no army of god. A name of one word, which is often
a common word too, must be written as a proper name, and not be part of another one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ..knowledge.spelling import WORD, fold_word, is_shouted, name_words
from ..model import ActorKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc, Token

    from ..knowledge.user_actors import GivenName, UserActors

LONGEST_ACRONYM = 4
"""A name of one word up to this long that is no person's stands for a name in capitals: "WHO", not "Who"."""
TELLING = frozenset({ActorKind.PERSON, ActorKind.STATE})
"""Whose names of one word are believed where all is in capitals: "TARGET" may be no company there."""
NOT_NAMES = frozenset({"DET", "PRON", "ADP", "AUX", "CCONJ", "SCONJ", "PART", "INTJ", "ADV", "NUM", "PUNCT"})
"""Words of these classes are capitalised for another reason than being a name."""
ENDS = re.compile(r'(?<!\b\w)\. |[,;:?!] |[\n"«»]')
"""What ends a sentence or a part of it; the full stop of an initial does not ("G. Iceberg")."""
WINDOW = 160
"""Code points read ahead from where a name begins."""


class Found(NamedTuple):
    """A name of users' tables in a text, up to the offset `end`."""

    end: int
    name: GivenName


@lru_cache(maxsize=4)
def _lengths(user: UserActors) -> Mapping[str, tuple[int, ...]]:
    """Return how many words the names have that begin with a word, the longest first."""
    found: dict[str, set[int]] = {}
    for key in user.names:
        words = key.split(" ")
        found.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


def find_given(token: Token, user: UserActors, *, shouting: bool) -> Found | None:
    """Return the longest name of users' tables that begins at a token; `shouting`: all is in capitals."""
    doc, text = token.doc, token.doc.text
    if not (token.text[:1].isupper() or token.text[:1].isdigit() or token.lower_ in _small_openings(user)):
        return None
    first = WORD.match(text, token.idx)
    lengths = _lengths(user).get(fold_word(first.group())) if first is not None else None
    if lengths is None:
        return None
    words = list(islice(WORD.finditer(text, token.idx, token.idx + WINDOW), lengths[0]))
    folded = [fold_word(match.group()) for match in words]
    for length in lengths:
        name = user.names.get(" ".join(folded[:length])) if length <= len(words) else None
        if name is None or not _is_one_phrase(text[token.idx : words[length - 1].end()]):
            continue
        written = [match.group() for match in words[:length]]
        if length == 1 or "-" in name.surface:
            last = doc.char_span(token.idx, words[length - 1].end(), alignment_mode="expand")
            if last is not None and _is_part(doc, token.i, last.end) and not (shouting or " " in last.text):
                continue
        if length > 1:
            named = shouting or _has_capitals(written, name)
        else:
            named = name.kind in TELLING if shouting else _is_name(token, written[0], name)
        if named:
            return Found(words[length - 1].end(), name)
    return None


@lru_cache(maxsize=4)
def _small_openings(user: UserActors) -> frozenset[str]:
    """Return the first words of the names that their table writes with a small letter."""
    return frozenset(
        name.surface.split()[0].casefold()
        for name in user.names.values()
        if name.surface[:1].islower() and (" " in name.surface or name.reading == "demonym")
    )


def _is_one_phrase(text: str) -> bool:
    """Tell whether no sentence or list ends inside a name: "the Front. National" is none."""
    return ENDS.search(text) is None


def _has_capitals(written: list[str], name: GivenName) -> bool:
    """Tell whether the words of a text have the capitals that the table's name has."""
    if name.reading == "demonym":
        return True
    given = [match.group() for match in WORD.finditer(name.surface)][-len(written) :]
    shouted = is_shouted(name.surface)
    return all(
        word[0].isupper()
        or not table[0].isupper()
        or (shouted and (word.casefold() in name_words("small") or len(word) == 1))
        for word, table in zip(written, given, strict=False)
    )


def _is_name(token: Token, written: str, name: GivenName) -> bool:
    """Tell whether one word is written as a proper name, and stands alone."""
    if name.reading == "demonym":
        return True
    if not (written[0].isupper() or written[0].isdigit()):
        return False
    short = len(written) <= LONGEST_ACRONYM and name.kind is not ActorKind.PERSON
    if written.isupper() and len(written) > 1:
        return True
    if (short and is_shouted(name.surface)) or token.pos_ in NOT_NAMES:
        return False
    return not token.is_sent_start or token.pos_ == "PROPN"


def _is_part(doc: Doc, start: int, end: int) -> bool:
    """Tell whether tokens are part of a longer proper name: "**Visa** Waiver Program", "Mo **Farah**"."""
    before, after = doc[start - 1] if start else None, doc[end] if end < len(doc) else None
    if before is not None and before.text in {"-", "–"} and not before.whitespace_:
        return True
    inside = doc[start].ent_iob_ == "I"
    if before is not None and inside and before.pos_ == "PROPN" and before.text[:1].isupper():
        return True
    return after is not None and after.ent_iob_ == "I" and after.pos_ == "PROPN" and after.text[:1].isupper()
