"""ARTICLE -> BLOCKS: headlines, paragraphs, questions and answers, told apart from what else is on the page.

No rule changes a length: `block.text` is `article.text[block.start:block.end]`, cleaned letter by letter.
When in doubt a line is BODY: a teaser that is read costs little, a lost paragraph costs its statements.
Words and patterns of a language are in `lexicons/<language>/boilerplate.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..errors import KnowledgeError
from .dateline_places import end_of_place_alone
from .dialogues import asks
from .metadata import SUPPORTED_LANGUAGES
from .turns import Role, begins_turn, find_turns

if TYPE_CHECKING:
    from collections.abc import Mapping


class BlockKind(StrEnum):
    """What a block is; only those of `SPEAKING` are read for statements."""

    HEADLINE = "headline"
    SUBHEADING = "subheading"
    BODY = "body"
    QUESTION = "question"
    ANSWER = "answer"
    LABEL = "label"
    """Who speaks in a transcript ("MINISTER:"); the words are in the block after it."""
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    ADVERTISING = "advertising"
    TEASER = "teaser"
    NAVIGATION = "navigation"


SPEAKING = frozenset({BlockKind.HEADLINE, BlockKind.BODY, BlockKind.ANSWER})
KIND_OF_TURN = {
    Role.ASKS: BlockKind.QUESTION,
    Role.ANSWERS: BlockKind.ANSWER,
    Role.TELLS: BlockKind.BODY,
}
ABOVE_INTERVIEW = frozenset({BlockKind.HEADLINE, BlockKind.BYLINE})
"""Where an article may say that it is an interview."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article. `text` is as long as `article.text[start:end]`: offsets add up."""

    kind: BlockKind
    start: int
    end: int
    text: str
    label: str | None = None
    """Who speaks, as a transcript names them ("MINISTER"); the label itself is the block before."""


@dataclass(slots=True)
class _Paragraph:
    start: int
    text: str
    kind: BlockKind | None = None  # None until something is known: it will be BODY
    label: str | None = None
    label_length: int = 0


class _Rules(NamedTuple):
    lines: list[tuple[BlockKind, re.Pattern[str]]]
    patterns: dict[str, re.Pattern[str]]


_SPACES = dict.fromkeys([*range(0x20), *range(0x7F, 0xA1), 0x1680, 0x180E, *range(0x2000, 0x2010)], " ")
_SPACES |= dict.fromkeys([*range(0x2028, 0x2030), *range(0x205F, 0x2070), 0x3000, 0xFEFF], " ")
_SPACES |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half a character, which spaCy cannot store
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[’ʼ＇](?=[^\W\d_])|(?<=\b[cdjlmnstCDJLMNST])’|(?<=\b[Qq]u)’")

_CLOSING = r"[\"”»’'›)\]\s]*(?:\([^()]{2,30}\))?$"  # also the agency: "... critiques. (AFP)"
_SENTENCE_END = re.compile(r"[.!?…]" + _CLOSING)
_NO_TITLE_END = re.compile(r"[.,;:…–—-]" + _CLOSING)
_QUOTING_TITLE = re.compile(r"[^.!?:]{3,60} ?: ?[\"“«‘'].*[\"”»’']")
_BULLET = re.compile(r"[-–—•*▪◦●>→]")


def normalise(text: str) -> str:
    """Return the text with white space, zero-width and control characters as spaces and apostrophes straight.

    Quotation marks stay as they are, and the length never changes.
    """
    return _APOSTROPHE.sub("'", text.translate(_SPACES))


def split_blocks(text: str, language: str, title: str | None = None) -> tuple[Block, ...]:
    """Return the blocks of an article in their order: every character but white space is in exactly one.

    `title` is that of the metadata, which helps to find the headline.
    """
    rules = _rules(language)
    paragraphs = _paragraphs(text, rules)
    _mark_headlines(paragraphs, title, language)
    _mark_repetitions(paragraphs, language)
    _mark_teasers(paragraphs, rules)
    paragraphs = _mark_turns(paragraphs, rules, language)
    _mark_subheadings(paragraphs)
    blocks: list[Block] = []
    openings = 3  # a dateline stands before the first words, maybe below a summary
    for paragraph in paragraphs:
        kind, cut = BlockKind.LABEL, paragraph.label_length
        if paragraph.kind is None and openings:
            openings -= 1
            if end := _dateline_end(paragraph.text, rules, language):
                kind, cut = BlockKind.DATELINE, end
        parts = ((kind, 0, cut), (paragraph.kind or BlockKind.BODY, cut, len(paragraph.text)))
        for kind, start, end in parts:
            part = paragraph.text[start:end]
            start += paragraph.start + len(part) - len(part.lstrip())
            if part := part.strip():
                blocks.append(Block(kind, start, start + len(part), part, paragraph.label))
    return tuple(blocks)


def _dateline_end(text: str, rules: _Rules, language: str) -> int | None:
    found = rules.patterns["dateline"].match(text)
    return found.end() if found else end_of_place_alone(text, language)


def _paragraphs(text: str, rules: _Rules) -> list[_Paragraph]:
    """Return the lines of a text, boilerplate marked, and those that an editor had broken joined again."""
    clean = normalise(text)
    lines: list[tuple[_Paragraph, bool]] = []  # with: does it follow the one before without an empty line?
    position, adjacent = 0, False
    for raw in text.splitlines(keepends=True):
        line = clean[position : position + len(raw)]
        if stripped := line.strip():
            start = position + len(line) - len(line.lstrip())
            lines.append((_Paragraph(start, stripped, _boilerplate(stripped, rules)), adjacent))
        adjacent = bool(stripped)
        position += len(raw)
    width = _wrap_width(lines)
    paragraphs: list[_Paragraph] = []
    last = ""  # the line before, as it was before it was joined
    for line_read, adjacent in lines:
        before = paragraphs[-1] if paragraphs else None
        if before and adjacent and _continues(before, last, line_read, width):
            before.text = clean[before.start : line_read.start + len(line_read.text)]
        else:
            paragraphs.append(line_read)
        last = line_read.text
    return paragraphs


def _wrap_width(lines: list[tuple[_Paragraph, bool]]) -> int:
    """Return the width that lines were broken at, 0 if they are whole paragraphs.

    In broken text a line ends where the next word would not fit, and many lines go on in lower case.
    """
    width = max((len(line.text) for line, _ in lines if line.kind is None), default=0)
    pairs = [(lines[i - 1][0].text, line.text) for i, (line, adjacent) in enumerate(lines) if adjacent]
    full = sum(_is_full(first, second, width) for first, second in pairs)
    small = sum(second[0].islower() for _, second in pairs)
    return (
        width if 40 <= width <= 100 and full >= 0.6 * len(pairs) and small >= max(2, 0.3 * len(pairs)) else 0
    )


def _is_full(line: str, following: str, width: int) -> bool:
    if len(line) + len(following.split(" ", 1)[0]) >= width:
        return True
    return len(line) >= 0.75 * width and not _SENTENCE_END.search(line)


def _continues(before: _Paragraph, last: str, line: _Paragraph, width: int) -> bool:
    if before.kind or line.kind or _BULLET.match(line.text):
        return False
    if width and _is_full(last, line.text, width):
        return True
    return line.text[0].islower() and not re.search(r"[.!?…:;]" + _CLOSING, last)


def _boilerplate(line: str, rules: _Rules) -> BlockKind | None:
    """Return the kind of a line that is known by its words alone."""
    if not any(character.isalnum() for character in line):
        return BlockKind.NAVIGATION
    if len(line) > 400:
        return None
    if rules.patterns["dateline"].fullmatch(line):
        return BlockKind.DATELINE
    line = " ".join(line.split())
    if rules.patterns["related"].fullmatch(line) or rules.patterns["section"].fullmatch(line):
        return BlockKind.NAVIGATION
    return next((kind for kind, pattern in rules.lines if pattern.fullmatch(line)), None)


def _is_title_like(text: str) -> bool:
    """Tell whether a line could be a title: short, begun in upper case, and no sentence ends it."""
    if len(text) >= 160 or text[0].islower() or _BULLET.match(text):
        return False
    return not _NO_TITLE_END.search(text) or bool(_QUOTING_TITLE.fullmatch(text))


def _is_same(text: str, title: str) -> bool:
    if len(title) > 400 or not len(title) < 2 * len(text) < 4 * len(title):
        return False
    first, second = (re.sub(r"\W+", "", words).casefold() for words in (text, title))
    return bool(second) and SequenceMatcher(None, first, second, autojunk=False).ratio() > 0.85


def _mark_headlines(paragraphs: list[_Paragraph], title: str | None, language: str) -> None:
    """Mark the line that the metadata call the title, else the first one if it looks like a title.

    A title-like line right below is a second headline.
    """
    plain = [paragraph for paragraph in paragraphs if paragraph.kind is None]
    found = [index for index, paragraph in enumerate(plain[:6]) if title and _is_same(paragraph.text, title)]
    in_dialogue = len(plain) > 1 and all(begins_turn(each.text, language) for each in plain[:2])
    if not found and plain and _is_title_like(plain[0].text) and not in_dialogue:
        found = [0] if any(len(paragraph.text) > len(plain[0].text) for paragraph in plain) else []
    for index in found:
        plain[index].kind = BlockKind.HEADLINE
    if found and len(plain) > found[-1] + 2:
        below, after = plain[found[-1] + 1 : found[-1] + 3]
        words = below.text.count(" ") + 1
        is_turn = asks(below.text) or begins_turn(below.text, language)
        if words > 3 and below.text != after.text and _is_title_like(below.text) and not is_turn:
            below.kind = BlockKind.HEADLINE


def _mark_repetitions(paragraphs: list[_Paragraph], language: str) -> None:
    """Mark short lines that stand there twice in a row, or three times at all: captions, not sentences."""
    count = Counter(paragraph.text for paragraph in paragraphs)
    for before, paragraph in pairwise(paragraphs):
        if paragraph.kind is None and len(paragraph.text) < 160 and not _SENTENCE_END.search(paragraph.text):
            if before.text == paragraph.text and before.kind in (None, BlockKind.CAPTION):
                before.kind = paragraph.kind = BlockKind.CAPTION
            elif count[paragraph.text] > 2 and not begins_turn(paragraph.text, language):
                paragraph.kind = BlockKind.CAPTION


def _mark_teasers(paragraphs: list[_Paragraph], rules: _Rules) -> None:
    """Mark what announces other articles, once some text has been seen.

    After a heading ("À lire aussi"): the titles below it, and their summaries if both alternate to the end.
    After a bare separator ("-", "***"): all that follows, if hardly a line ends a sentence. At the very end:
    three titles or more. A line that closes with a section's name ("... Middle East -") ends no sentence.
    """

    def is_open(paragraph: _Paragraph) -> bool:
        end = paragraph.text.rstrip(" -–—|·")[-60:]  # the name of a section is shorter
        in_section = any(match.end() == len(end) for match in rules.patterns["section"].finditer(end))
        return in_section or not _SENTENCE_END.search(end)

    def mark(found: list[_Paragraph]) -> None:
        for paragraph in found:
            paragraph.kind = BlockKind.TEASER

    begun, before = False, ""
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind is None:
            begun, before = begun or not is_open(paragraph), paragraph.text
        if paragraph.kind is not BlockKind.NAVIGATION or not begun or before.endswith(":"):
            continue
        rest = [following for following in paragraphs[index + 1 : index + 99] if following.kind is None]
        is_short = all(len(following.text) <= 300 and not _BULLET.match(following.text) for following in rest)
        openness = [is_open(following) for following in rest]
        if rules.patterns["related"].fullmatch(" ".join(paragraph.text.split())):
            titles = [*openness, False].index(False)
            if is_short and len(rest) >= 6 and openness == [n % 2 == 0 for n in range(len(rest))]:
                titles = len(rest)
            elif 1 < titles < len(rest) and len(rest[titles - 1].text.split()) <= 8:
                titles -= 1  # it may be the subheading of what goes on below
            mark(rest[:titles])
        elif is_short and len(rest) >= 2 and sum(openness) >= 0.75 * len(rest):
            mark(rest)
    plain = [paragraph for paragraph in paragraphs if paragraph.kind is None]
    tail = len(plain)
    while tail and _is_title_like(plain[tail - 1].text) and not re.search(r'["“«?]', plain[tail - 1].text):
        tail -= 1
    closed = sum(not is_open(paragraph) for paragraph in plain[:tail])
    if len(plain) - tail >= 3 and closed >= 3 and not plain[tail - 1].text.endswith(":"):
        mark([paragraph for paragraph in plain[tail:] if len(paragraph.text) <= 120])


def _mark_subheadings(paragraphs: list[_Paragraph]) -> None:
    """Mark titles of up to eight words between paragraphs of whole sentences; nobody speaks in them."""
    texts = [paragraph for paragraph in paragraphs if paragraph.kind in (None, BlockKind.ANSWER)]
    if sum(bool(_SENTENCE_END.search(paragraph.text)) for paragraph in texts) < 0.6 * len(texts):
        return  # an author who does without full stops
    for before, paragraph, after in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        if (
            paragraph.kind in (None, BlockKind.ANSWER)
            and before.kind is not BlockKind.QUESTION
            and not before.text.endswith(":")
            and after.kind in (None, BlockKind.ANSWER, BlockKind.QUESTION)
            and len(paragraph.text.split()) <= 8
            and _is_title_like(paragraph.text)
            and not re.search(r"[?!\"“”«»:]", paragraph.text)
            and len(after.text) > 1.5 * len(paragraph.text)
            and _SENTENCE_END.search(after.text)
        ):
            paragraph.kind = BlockKind.SUBHEADING


def _mark_turns(paragraphs: list[_Paragraph], rules: _Rules, language: str) -> list[_Paragraph]:
    """Return the paragraphs with questions and answers marked, those that hold several turns cut up."""
    plain = [paragraph for paragraph in paragraphs if paragraph.kind is None]
    above = [paragraph.text for paragraph in paragraphs if paragraph.kind in ABOVE_INTERVIEW]
    turns = find_turns(
        [paragraph.text for paragraph in plain], language, "\n".join(above), _closed(paragraphs, rules)
    )
    starting: dict[int, list[_Paragraph]] = {}
    for index, turn in enumerate(turns):
        after = turns[index + 1] if index + 1 < len(turns) else None
        whole = plain[turn.paragraph]
        found = starting.setdefault(id(whole), [])
        if not found and turn.start:
            found.append(_Paragraph(whole.start, whole.text[: turn.start]))
        end = after.start if after is not None and after.paragraph == turn.paragraph else len(whole.text)
        kind = KIND_OF_TURN[turn.role]
        text = whole.text[turn.start : end]
        found.append(_Paragraph(whole.start + turn.start, text, kind, turn.label, turn.words - turn.start))
    return [part for paragraph in paragraphs for part in starting.get(id(paragraph), [paragraph])]


def _closed(paragraphs: list[_Paragraph], rules: _Rules) -> list[int]:
    """Return the numbers of the plain paragraphs right behind a byline or what closes an interview."""
    closed, plain, closes = [], 0, False
    for paragraph in paragraphs:
        if paragraph.kind is None:
            if closes:
                closed.append(plain)
            plain += 1
        note = paragraph.kind is BlockKind.NAVIGATION and rules.patterns["closing"].search(paragraph.text)
        closes = paragraph.kind is BlockKind.BYLINE or bool(note)
    return closed


@cache
def _rules(language: str) -> _Rules:
    """Return the compiled rules of a language, and the boilerplate lines of the others: pages mix them."""
    files = resources.files(__package__) / "lexicons"
    lines: list[tuple[BlockKind, re.Pattern[str]]] = []
    patterns: dict[str, re.Pattern[str]] = {}
    for code in sorted({language, *SUPPORTED_LANGUAGES}, key=lambda code: code != language):
        try:
            table = tomllib.loads((files / code / "boilerplate.toml").read_text(encoding="utf-8"))
            whole = ((entry["kind"], "|".join(entry["patterns"])) for entry in table["line"])
            lines.extend((BlockKind(kind), re.compile(words, re.IGNORECASE)) for kind, words in whole)
            if code == language:
                for name, words in table["patterns"].items():
                    flags = 0 if name == "dateline" else re.IGNORECASE
                    end = "" if name == "dateline" else r"(?!\w)"
                    either = _put_together("|".join(words), table.get("parts", {}))
                    patterns[name] = re.compile(rf"(?<![\w'])(?:{either}){end}", flags)
        except (OSError, KeyError, ValueError, re.error) as error:
            reason = f"lexicons/{code}/boilerplate.toml: {error!r}; compare it with the English one"
            raise KnowledgeError(reason) from error
    return _Rules(lines, patterns)


def _put_together(pattern: str, parts: Mapping[str, str]) -> str:
    """Return a pattern with each "@name@" replaced by the part of that name; raises KeyError without one."""
    return re.sub(r"@(\w+)@", lambda name: parts[name[1]], pattern)
