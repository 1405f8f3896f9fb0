"""LINES -> LABELS: what stands before somebody's words in a transcript ("Q:", "MR. MILLER:", "Le Figaro. —").

The words of labels are in `lexicons/<language>/words.toml`; whether they are labels of a dialogue, `turns.py`
decides.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..knowledge.actors import load_actors, load_name_forms
from ..knowledge.tables import strip_accents
from ..model import ActorKind
from .lexicon import load_lexicon
from .metadata import SUPPORTED_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Sort(StrEnum):
    """What a label says about whoever speaks."""

    ASKER = "asker"
    """"QUESTION", a moderator, a newspaper: nobody whose words are reported."""
    ANSWERER = "answerer"
    """"A", "Réponse": whoever is interviewed."""
    OFFICE = "office"
    """"THE PRESIDENT", "Mr. Miller", "FOREIGN MINISTER LAVROV"."""
    NAME = "name"
    """Capitalised words, which name somebody if the article is a dialogue."""


class Label(NamedTuple):
    """What a line begins with; the words behind it begin at `end`."""

    name: str
    sort: Sort
    end: int
    is_loose: bool
    """A name before a mere dash, as rubrics and datelines stand there too."""

    @property
    def key(self) -> str:
        """What is the same of all labels of one speaker."""
        return self.name.casefold().replace(".", "").strip()


class Piece(NamedTuple):
    """A paragraph, or one of the parts that labels inside of it make."""

    paragraph: int
    start: int
    text: str


class _Words(NamedTuple):
    askers: frozenset[str]
    long_askers: tuple[str, ...]
    """Those that others may follow: "Question from the floor"."""
    answerers: frozenset[str]
    articles: re.Pattern[str]
    office: re.Pattern[str]
    titled: re.Pattern[str]
    office_role: re.Pattern[str]
    asking_role: re.Pattern[str]
    rubrics: frozenset[str]
    states: frozenset[str]
    """Names of states and capitals: "MOSCOW: ..." is where a dispatch was sent from, or what it is about."""


_STARS = r"[*_]{0,3}"  # bold, in a text that was Markdown
_CLOCK = r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]? ?[-–—]? ?)?"
_NAME = r"(?P<name>[^\W\d_][^:?!,;\"“”«»()\[\]*_\n]{0,60}?)"
_ASIDE = r"(?: ?[(\[][^()\[\]]{1,60}[)\]]){0,2}"  # "(through an interpreter)", "(France)"
_BEFORE = _STARS + _CLOCK + _STARS + _NAME + _ASIDE
_ROLE = r"(?P<role>, [^\W\d_][\w' -]{2,80}?)?"  # "Anna Kovar, minister of trade:"
_COLON = re.compile(rf"{_BEFORE}{_ROLE}{_ASIDE} ?{_STARS} ?:(?!\d|//) ?{_STARS}\s*")
_DASH = re.compile(rf"{_BEFORE}{_STARS}(?:\.{_STARS} ?[-–—]+| [-–—]+){_STARS}(?:\s+|$)")
_SHORT_NAME = r"(?P<name>[^\W\d_]{1,12} ?\d{0,3})"
_GAP = re.compile(r"(?P<name>Q)\s+(?=\W*[A-ZÀ-Ý])")  # the White House writes "Q    Will he go?"
_SHORT = re.compile(rf"{_STARS}{_SHORT_NAME} ?[.)–—-]{{1,2}}{_STARS}(?:\s+|$)")
_BARE = re.compile(rf"{_STARS}{_SHORT_NAME}{_STARS}$")
_INSIDE = re.compile(r"(?<=[.!?…»”\"*)]) (?=[*_]{0,3}[A-ZÀ-Ý])")
_ABBREVIATED = re.compile(r"(?<![\w'])[A-ZÀ-Ý]\w{0,3}\.$")  # "Mr.", "J.": no sentence ends there
_CAPITAL = r"(?-i:[A-ZÀ-Ý][\w.'-]*)"
_PARTICLE = r"(?:de|du|d'[A-ZÀ-Ý]\w+|van|von|der|den|bin|ben|al|el|da|di|dos)"
_PERSON = re.compile(rf"{_CAPITAL}(?: (?:{_CAPITAL}|{_PARTICLE})){{0,4}}")
LONGEST_LABEL = 160


def find_label(text: str, language: str) -> Label | None:
    """Return what a text begins with if it could be a label, whatever else is in the article."""
    words, start = _words(language), text[:LONGEST_LABEL]
    for pattern in (_COLON, _DASH):
        match = pattern.match(start)
        if match is None:
            continue
        name = match["name"].strip(" .") if pattern is _DASH else match["name"].strip()
        sort = _sort(name, words)
        role = match["role"] if pattern is _COLON else None
        if role and sort is not None:
            sort = _sort_of_role(name, role, words) if sort in {Sort.NAME, Sort.OFFICE} else None
        if sort is not None:
            is_loose = pattern is _DASH and sort is Sort.NAME and "." not in match[0][len(name) :]
            return Label(name, sort, match.end(), is_loose)
    for pattern in (_SHORT, _GAP, _BARE):
        match = pattern.match(text if pattern is _BARE else start)
        if match is not None and match["name"][0].isupper():
            sort = _sort(match["name"], words)
            if sort in {Sort.ASKER, Sort.ANSWERER}:
                return Label(match["name"], sort, match.end(), False)
    return None


def cut_at_labels(paragraphs: Sequence[str], language: str) -> Iterator[Piece]:
    """Yield the paragraphs, cut at labels behind a sentence ("Q: Will you go? A: We will.")."""
    opening = {label.key for text in paragraphs if (label := find_label(text, language)) is not None}
    inside: dict[int, list[tuple[int, int, Label]]] = {}
    for index, text in enumerate(paragraphs):
        for match in _INSIDE.finditer(text):
            if _ABBREVIATED.search(text, max(0, match.start() - 6), match.start()):
                continue
            label = find_label(text[match.end() : match.end() + LONGEST_LABEL], language)
            if label is not None:
                inside.setdefault(index, []).append((match.start(), match.end(), label))
    times = Counter(label.key for found in inside.values() for _, _, label in found)
    opening |= {key for key, number in times.items() if number > 1}
    for index, text in enumerate(paragraphs):
        start = 0
        for end, after, label in inside.get(index, ()):
            if _divides(label, text[after:], opening):
                yield Piece(index, start, text[start:end])
                start = after
        yield Piece(index, start, text[start:])


def _divides(label: Label, rest: str, opening: set[str]) -> bool:
    """Tell whether a label inside of a paragraph begins a turn: of a sure sort, or it opens another one."""
    marked = rest[: label.end].rstrip("*_ ")
    if not marked.endswith((":", "-", "–", "—")):
        return False
    if label.sort in {Sort.ASKER, Sort.ANSWERER}:
        return marked.endswith(":") or label.key in opening
    return label.key in opening or (label.sort is Sort.OFFICE and label.name.isupper())


def _sort(name: str, words: _Words) -> Sort | None:
    known = name.casefold().strip(" .")
    bare = words.articles.sub("", known, count=1)
    unnumbered = re.sub(r" ?\d+$", "", known)
    if unnumbered in words.answerers:
        return Sort.ANSWERER
    if words.office.fullmatch(name) or words.titled.fullmatch(name):
        return Sort.OFFICE
    if known in words.rubrics or strip_accents(known) in words.states:
        return None
    if {known, bare, unnumbered} & words.askers or known.startswith(words.long_askers):
        return Sort.ASKER
    return Sort.NAME if _PERSON.fullmatch(name) else None


def _sort_of_role(name: str, role: str, words: _Words) -> Sort | None:
    """Return what a name with its role is: "JOHN DOE, HOST", "Anna Kovar, minister of trade"."""
    if words.asking_role.search(role):
        return Sort.ASKER
    if words.office_role.search(role):
        return Sort.OFFICE
    return Sort.NAME if name.isupper() else None


@cache
def _words(language: str) -> _Words:
    lexicon = load_lexicon(language)
    lists = lexicon.words
    codes = {language, *SUPPORTED_LANGUAGES}
    outlets = frozenset[str]().union(*(load_lexicon(code).words["outlets"] for code in codes))
    article = rf"(?:{any_of(lists['label_articles'])})"
    office = (
        rf"(?:{article} ?)?(?:{_CAPITAL} ){{0,3}}(?:{any_of(lexicon.tables['label_offices'])})"
        rf"(?: (?:{any_of(lists['label_links'])})[\w' -]+?)?(?: {_CAPITAL}){{0,3}}"
    )
    titled = rf"(?:{any_of(lists['label_titles'])})\.?(?: (?:{_CAPITAL}|{_PARTICLE})){{1,4}}"
    return _Words(
        askers=outlets | lists["questioner_labels"],
        long_askers=tuple(
            f"{word} " for word in sorted(lists["questioner_labels"]) if len(word) >= 8 and word[-1] != "s"
        ),
        answerers=lists["answer_labels"],
        articles=re.compile(rf"{article} ?(?=\w)", re.IGNORECASE),
        office=re.compile(office, re.IGNORECASE),
        titled=re.compile(titled, re.IGNORECASE),
        office_role=_whole(lexicon.tables["label_offices"]),
        asking_role=_whole(word for word in lists["questioner_labels"] if len(word) > 3),
        rubrics=lists["rubrics"],
        states=frozenset(
            strip_accents(form.surface).casefold()
            for form in load_name_forms(language)
            if form.reading in {"name", "capital"} and load_actors()[form.actor_id].kind is ActorKind.STATE
        ),
    )


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(words)})(?!\w)", re.IGNORECASE)


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression for any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
